"""What a label page asks again and again is answered from an index: asked of SQLite, not timed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from datasets.library import querying
from datasets.library.changes import SELECT
from datasets.library.library import Library
from datasets.library.querying import Order, Wanted
from datasets.library.record import State
from tests.datasets.library.made import START, added

ROWS = 50_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of 50,000 rows whose files are not there; do not change it."""
    with Library(tmp_path_factory.mktemp("large") / "l", create=True, clock=lambda: START) as made:
        added(made, 1, label="batons")
        names = [row[1] for row in made._db.execute("PRAGMA table_info(photo)")]
        own = {
            "sha256": "printf('%064x', (n * 2654435761) % 4294967296)",
            "original_sha256": "printf('%064x', n + 4294967296)",
            "label": "CASE WHEN n % 5 THEN 'label-' || (n % 107) END",
            "labelled_by": "CASE WHEN n % 5 THEN 'Anna' ELSE '' END",
            "proposed": "CASE WHEN n % 5 = 0 THEN 'label-' || (n % 107) END",
            "state": "CASE WHEN n % 5 THEN 'labelled' ELSE 'todo' END",
            "priority": "(n * 7919 % 1000) / 1000.0",
            "group": "'group-' || (n / 3)",
        }
        rest = {name: f'photo."{name}"' for name in names if name != "id"}
        columns = ", ".join(f'"{name}"' for name in rest)
        made._db.execute(
            f"WITH RECURSIVE count(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM count WHERE n < "
            f"{ROWS}) INSERT INTO photo ({columns}) "
            f"SELECT {', '.join((rest | own).values())} FROM count JOIN photo ON photo.id = 1"
        )
        yield made


def plan(library: Library, statement: str, values: list[object]) -> str:
    rows = library._db.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    return " / ".join(row[3] for row in rows)


@pytest.mark.parametrize(("order", "beyond"), list(itertools.product(Order, [False, True])))
def test_the_next_photos_of_a_state_come_from_an_index_in_order(
    large: Library, order: Order, beyond: bool
) -> None:
    wanted = Wanted(state=State.TODO)
    after = large.next_photos(wanted, order, 50)[-1] if beyond else None
    told = plan(large, *querying.statement(wanted, order, 50, after))
    assert "SEARCH photo USING INDEX photo_" in told
    assert "SCAN" not in told
    assert "TEMP B-TREE" not in told


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(label="label-7"), "photo_by_label"),
        (Wanted(label="label-7", state=State.LABELLED), "photo_by_label"),
        (Wanted(proposed="label-7", state=State.TODO), "photo_by_proposal"),
        (Wanted(group="group-77"), "photo_by_group"),
    ],
)
def test_photos_of_a_label_a_proposal_or_an_object_come_from_an_index(
    large: Library, wanted: Wanted, index: str
) -> None:
    found = large.next_photos(wanted)
    assert found
    told = plan(large, *querying.statement(wanted, Order.OLDEST, 50))
    assert f"SEARCH photo USING INDEX {index}" in told


def test_counts_come_from_an_index_that_holds_them(large: Library) -> None:
    for statement in (querying.COUNT_LABELS, querying.COUNT_STATES):
        told = plan(large, statement, [])
        assert "USING COVERING INDEX" in told
        assert "TEMP B-TREE" not in told
    assert sum(large.counts_by_state().values()) == ROWS
    assert sum(sum(row.values()) for row in large.counts_by_label().values()) == ROWS


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (f"{SELECT} WHERE sha256 = ?", ["a"]),
        (f"{SELECT} WHERE original_sha256 IN (?1, ?2) OR sha256 IN (?1, ?2) LIMIT 1", ["a", "b"]),
        ("SELECT * FROM change WHERE photo = ? AND seq > ?", [1, 1]),
        ("SELECT batch FROM change WHERE actor = ? AND kind IN ('changed') ORDER BY seq DESC", [1]),
        ("SELECT 1 FROM change WHERE undoes = ?", [1]),
        ("SELECT * FROM change WHERE batch = ? ORDER BY seq", [1]),
    ],
)
def test_single_photos_and_their_history_come_from_an_index(
    large: Library, statement: str, values: list[object]
) -> None:
    assert "SCAN" not in plan(large, statement, values)


def test_all_photos_are_read_a_few_hundred_at_a_time(large: Library, tmp_path: Path) -> None:
    seen = list(itertools.islice(large.items(), 1001))
    assert [item.id for item in seen] == list(range(1, 1002))
    assert len(querying.every(large._db)) == 500
