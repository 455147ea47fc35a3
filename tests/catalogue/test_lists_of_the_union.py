"""What a lawyer would check of the Union: which annex says what of which goods on which day."""

from datetime import date

import pytest

from catalogue.load import Catalogue
from catalogue.ruling import Query
from tests.catalogue.changes import (
    CHANGES,
    DAYS,
    LICENCE,
    NEW_FIRST,
    OLD_LAST,
    OPEN,
    PROHIBITED,
    ROWS,
    asked,
    expected,
    keys,
)


@pytest.mark.parametrize(("subject", "before", "since"), ROWS)
@pytest.mark.parametrize("place", ["EU", "XI"])
def test_each_row_of_the_table_of_changes_holds_on_both_sides_of_20_august_2025(
    catalogue: Catalogue, place: str, subject: str, before: str, since: str
) -> None:
    for day, item in [
        (date(2019, 2, 20), before),
        (date(2024, 1, 1), before),
        (OLD_LAST, before),
        (NEW_FIRST, since),
        (None, since),
    ]:
        ruling = asked(catalogue, subject, place, day)
        assert (ruling.status, keys(ruling)) == expected(item)


def test_the_table_of_changes_names_every_entry_of_both_versions(catalogue: Catalogue) -> None:
    """No entry may be missing from the table, or it would be tested by nothing."""
    for day, column in [(OLD_LAST, 1), (NEW_FIRST, 2)]:
        held = {entry.key for entry in catalogue.asked(Query("EU", day)).entries}
        assert held == {row[column] for row in CHANGES if row[column][-1] not in "-?"}


def test_ii_2_4_was_anchored_cuffs_and_is_gang_chains(catalogue: Catalogue) -> None:
    def meant(day: date) -> list[tuple[str, ...]]:
        held = catalogue.asked(Query("EU", day)).entries
        return [entry.subjects for entry in held if entry.key == "II 2.4"]

    assert meant(OLD_LAST) == [("anchored_cuffs",)]
    assert meant(NEW_FIRST) == [("gang_chains",)]


def test_gang_chains_needed_an_authorisation_and_are_prohibited(catalogue: Catalogue) -> None:
    then = asked(catalogue, "gang_chains", "EU", date(2024, 1, 1))
    assert (then.status, keys(then)) == (LICENCE, ["III 1.1"])
    assert then.entries[0].version == "2019/125"
    now = asked(catalogue, "gang_chains", "EU")
    assert (now.status, keys(now)) == (PROHIBITED, ["II 2.4"])
    assert now.entries[0].version == "2025/928"


def test_leg_irons_and_leg_cuffs_were_covered_as_shackles_by_our_reading_only(
    catalogue: Catalogue,
) -> None:
    for subject in ("leg_irons", "leg_cuffs"):
        then = asked(catalogue, subject, "EU", OLD_LAST)
        assert then.by_reading
        assert "by our reading III 1.1 may cover it" in then.reason


@pytest.mark.parametrize(
    ("subject", "old", "new"),
    [
        ("gallows", "ex 4421 90 97", "ex 4421 99"),
        ("execution_gas_chambers", "ex 9406 00 38", "ex 9406 20 00"),
        ("pava", "ex 2924 29 98", "ex 2939 79 90"),
    ],
)
def test_codes_changed_with_the_annexes(
    catalogue: Catalogue, subject: str, old: str, new: str
) -> None:
    before = asked(catalogue, subject, "EU", OLD_LAST).entries[0].cn
    since = asked(catalogue, subject, "EU", NEW_FIRST).entries[0].cn
    assert (old in before, old in since) == (True, False)
    assert (new in before, new in since) == (False, True)


@pytest.mark.parametrize("subject", ["thumb_cuffs", "bar_fetters"])
def test_hard_rubber_was_added_to_the_codes_of_finger_and_leg_restraints(
    catalogue: Catalogue, subject: str
) -> None:
    assert "ex 4017 00 00" not in asked(catalogue, subject, "EU", OLD_LAST).entries[0].cn
    assert "ex 4017 00 00" in asked(catalogue, subject, "EU", NEW_FIRST).entries[0].cn


def test_before_the_codification_no_list_is_held_and_nothing_is_claimed(
    catalogue: Catalogue,
) -> None:
    ruling = asked(catalogue, "thumb_cuffs", "EU", date(2019, 2, 19))
    assert (ruling.status, ruling.entries, ruling.lists) == (OPEN, (), ())


def test_northern_ireland_is_ruled_by_the_lists_of_the_union(catalogue: Catalogue) -> None:
    for day in DAYS:
        held = {place: catalogue.asked(Query(place, day)) for place in ("EU", "XI")}
        for subject in catalogue.subjects:
            union, north = (held[place].ruling(subject) for place in ("EU", "XI"))
            assert (north.status, north.entries, north.lists) == (
                union.status,
                union.entries,
                union.lists,
            )
