"""Photos are fetched politely, checked, and only from where one may; from our own server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from datasets.library.errors import RefusedError, SourceError
from datasets.library.fetching import Manners, fetch
from datasets.library.importing import Report
from datasets.library.intake import Outcome, Terms
from datasets.library.library import Library
from datasets.library.network import AGENT, AddressError, Web, check_address, is_public
from tests.datasets.library.made import ANNA, LICENCE, jpeg
from tests.datasets.library.web import Reply, Site, serving


class Time:
    """Goes on only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def time() -> Time:
    return Time()


def fetched(
    library: Library, tmp_path: Path, time: Time, rows: list[str], header: str = "address,licence",
    **more: object,
) -> Report:  # fmt: skip
    path = tmp_path / "list.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    given = {"allow_local": True, "clock": time, "sleep": time.sleep} | more
    return fetch(library, path, Terms(by=ANNA), Manners(**given))  # type: ignore[arg-type]


def test_photos_are_fetched_with_what_their_rows_say(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    a = site.says("/a.jpg", Reply(jpeg(1)))
    b = site.says("/b?size=1", Reply(jpeg(2)))
    digest = hashlib.sha256(jpeg(1)).hexdigest()
    report = fetched(
        library,
        tmp_path,
        time,
        [f"{a},{digest.upper()},handcuffs,CC0-1.0,Eve,", f"{b},,batons,CC-BY-4.0,,An archive"],
        "address,sha256,label,licence,author,source",
    )
    assert report.counts == {Outcome.TAKEN: 2}
    one, two = library.items()
    assert (one.record.label, one.record.licence, one.record.author) == (
        "handcuffs",
        "CC0-1.0",
        "Eve",
    )
    assert (one.record.source, two.record.source) == (a, "An archive")
    assert {agent for _, agent in site.asked} == {AGENT}
    assert "torture-free-trade" in AGENT
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert time.slept == [1.0, 1.0]  # between three questions to one host


def test_a_stopped_run_goes_on_and_asks_for_nothing_twice(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    rows = [f"{site.says(f'/{n}.jpg', Reply(jpeg(n)))},{LICENCE}" for n in range(3)]
    broken = site.says("/x.jpg", Reply(b"", 500), Reply(jpeg(9)))
    fetched(library, tmp_path, time, [*rows[:1], f"{broken},{LICENCE}"])
    again = fetched(library, tmp_path, time, [*rows, f"{broken},{LICENCE}"])
    assert again.counts == {Outcome.TAKEN: 3, Outcome.DUPLICATE: 1}
    assert site.paths() == ["/0.jpg", "/x.jpg", "/1.jpg", "/2.jpg", "/x.jpg"]
    assert "by an earlier run" in again.lines[0].sentence


def test_a_list_as_wikimedia_commons_names_its_columns(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    a, b, c = (site.says(f"/{n}.jpg", Reply(jpeg(n))) for n in (1, 2, 3))
    page, sha1 = f"{site.address}/wiki/File:1.jpg", hashlib.sha1(jpeg(1)).hexdigest()
    artist = '"<a href=""//x.org/U"" title=""U"">Eve &amp; Co</a>"'
    rows = [
        f"{a},{sha1.upper()},CC BY-SA 4.0,{artist},{page},File:1.jpg",
        f"{b},{'0' * 40},CC0,,,",
        f"{c},,,,,",
    ]
    header = "url,sha1,LicenseShortName,Artist,descriptionurl,title"
    report = fetched(library, tmp_path, time, rows, header)
    assert report.counts == {
        Outcome.TAKEN: 1,
        Outcome.LICENCE_MISSING: 1,
        Outcome.HASH_DIFFERS: 1,
        Outcome.NOTED: 1,
    }
    assert report.total == 3
    told = [line.sentence for line in report.lines]
    assert told[0].endswith("is not the picture that its row names by SHA-1")
    assert told[2] == "list.csv has a column that was not read: title (not known)"
    (item,) = library.items()
    held = item.record
    assert (held.licence, held.author, held.source) == ("CC BY-SA 4.0", "Eve & Co", page)


def test_a_row_without_an_address_is_named_by_its_line(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    a = site.says("/a.jpg", Reply(jpeg(1)))
    report = fetched(library, tmp_path, time, [f"{a},{LICENCE}", f",{LICENCE}"])
    assert report.counts == {Outcome.TAKEN: 1, Outcome.NOT_FETCHED: 1}
    assert report.lines[0].sentence == "list.csv line 3 names no address; fill it in"
    nothing = fetched(library, tmp_path, time, [])
    assert [line.sentence for line in nothing.lines] == ["list.csv holds no address"]


def test_what_is_wrong_is_told_and_not_taken(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    a = site.says("/a.jpg", Reply(jpeg(1)))
    rows = [
        f"{a},{'0' * 64},{LICENCE}",
        f"{a}?none,,",
        f"{site.says('/b', Reply(b'<html>'))},,{LICENCE}",
        f"{site.says('/c', Reply(jpeg(2)[:900], announced=len(jpeg(2))))},,{LICENCE}",
        f"{site.says('/d', Reply(bytes(2_000_001)))},,{LICENCE}",
        f"{site.address}/gone,,{LICENCE}",
        f"file:///etc/passwd,,{LICENCE}",
        f"ftp://example.org/a.jpg,,{LICENCE}",
        f"http://user:pass@127.0.0.1/a,,{LICENCE}",
        f"http://[::1,,{LICENCE}",
    ]
    report = fetched(library, tmp_path, time, rows, "address,sha256,licence", most_bytes=2_000_000)
    assert [line.outcome for line in report.lines] == [
        Outcome.HASH_DIFFERS,
        Outcome.LICENCE_MISSING,
        Outcome.UNREADABLE,
        *[Outcome.NOT_FETCHED] * 7,
    ]
    told = [line.sentence for line in report.lines]
    for number, words in ((3, "stopped"), (4, "more than 2 MB"), (5, "status 404"),
                          (6, "no http or https"), (8, "name and password")):  # fmt: skip
        assert words in told[number]
    assert "/a.jpg?none" not in site.paths()
    assert list(library.items()) == []


def test_robots_txt_is_obeyed_also_after_a_redirect(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    robots = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
    site.says("/robots.txt", Reply(robots))
    a = site.says("/private/a.jpg", Reply(jpeg(1)))
    b = site.says("/b.jpg", Reply(b"", 302, {"Location": "/private/a.jpg"}))
    c = site.says("/c.jpg", Reply(b"", 301, {"Location": "d.jpg"}))
    site.says("/d.jpg", Reply(jpeg(2)))
    report = fetched(library, tmp_path, time, [f"{each},{LICENCE}" for each in (a, b, c)])
    assert report.counts == {Outcome.TAKEN: 1, Outcome.NOT_FETCHED: 2}
    assert site.paths() == ["/b.jpg", "/c.jpg", "/d.jpg"]
    assert time.slept == [7.0, 7.0, 7.0]


def test_a_host_whose_robots_txt_is_in_trouble_is_not_asked(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    site.says("/robots.txt", Reply(b"", 500))
    a = site.says("/a.jpg", Reply(jpeg(1)))
    report = fetched(library, tmp_path, time, [f"{a},{LICENCE}"])
    assert "does not say what it allows" in report.lines[0].sentence
    assert site.paths() == []


def test_a_busy_host_is_waited_for_as_it_says(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    a = site.says("/a.jpg", Reply(b"", 429, {"Retry-After": "30"}), Reply(jpeg(1)))
    b = site.says("/b.jpg", Reply(b"", 503, {"Retry-After": soon}), Reply(jpeg(2)))
    c = site.says("/c.jpg", Reply(b"", 503, {"Retry-After": "100000"}))
    d = site.says("/d.jpg", Reply(b"", 429))
    rows = [f"{each},{LICENCE}" for each in (a, b, c, d)]
    report = fetched(library, tmp_path, time, rows)
    assert report.counts == {Outcome.TAKEN: 2, Outcome.NOT_FETCHED: 2}
    assert all("come back later" in line.sentence for line in report.lines)
    assert 30.0 in time.slept
    assert any(50 <= seconds <= 60 for seconds in time.slept)
    assert max(time.slept) <= 60
    assert site.paths().count("/c.jpg") == 1
    assert site.paths().count("/d.jpg") == 3


def test_redirects_in_a_circle_or_to_other_schemes_end(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    a = site.says("/a", Reply(b"", 302, {"Location": "/a"}))
    b = site.says("/b", Reply(b"", 302, {"Location": "file:///etc/passwd"}))
    report = fetched(library, tmp_path, time, [f"{a},{LICENCE}", f"{b},{LICENCE}"])
    assert "leads on more than 5 times" in report.lines[0].sentence
    assert "no http or https address" in report.lines[1].sentence


def test_private_addresses_are_not_asked_unless_allowed(
    library: Library, tmp_path: Path, site: Site, time: Time
) -> None:
    a = site.says("/a.jpg", Reply(jpeg(1)))
    local = a.replace("127.0.0.1", "localhost")
    rows = [f"{each},{LICENCE}" for each in (a, local, "http://2130706433/", "http://10.0.0.1/")]
    report = fetched(library, tmp_path, time, rows, allow_local=False)
    assert report.counts == {Outcome.NOT_FETCHED: 4}
    assert all("inside a private network" in line.sentence for line in report.lines)
    assert site.asked == []
    assert fetched(library, tmp_path, time, rows[:1]).counts == {Outcome.TAKEN: 1}


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_public_addresses_are_told_from_private_ones(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_an_environment_with_a_proxy_changes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, time: Time
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    a = site.says("/a.jpg", Reply(jpeg(1)))
    assert Web(allow_local=True, clock=time).get(a, 10**6).body == jpeg(1)


def test_a_server_that_drips_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 10**6, 200))
    a = site.says("/a.jpg", Reply(bytes(3_000_000)))
    with pytest.raises(AddressError, match="takes longer than 300 s"):
        Web(allow_local=True, clock=lambda: float(next(ticks))).get(a, 10**7)


def test_nobody_answers_where_nobody_is(time: Time) -> None:
    with pytest.raises(AddressError, match="cannot be reached"):
        Web(allow_local=True, clock=time).get("http://127.0.0.1:9/", 10)
    for wrong in ("http://", "http:///a", "http://a b/", "http://x:99999/", "HTTP"):
        with pytest.raises(AddressError):
            check_address(wrong)


def test_a_list_without_addresses_and_wrong_manners_are_refused(
    library: Library, tmp_path: Path, time: Time
) -> None:
    with pytest.raises(SourceError, match="no column 'address'"):
        fetched(library, tmp_path, time, [], "picture,licence")
    for wrong in ({"pause": -1.0}, {"most_bytes": 0}):
        with pytest.raises(RefusedError):
            Manners(**wrong)
