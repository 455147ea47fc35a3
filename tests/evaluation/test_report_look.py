"""The report in a browser: on a phone, on a screen, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.evaluation.reports import full


# A phone; a tablet; A4 and Letter less the margins of 14 mm, at 96 px an inch.
@pytest.mark.parametrize(
    ("width", "media"), [(390, "screen"), (1280, "screen"), (688, "print"), (710, "print")]
)
def test_nothing_moves_sideways_but_tables_and_figures(
    browser: Browser, tmp_path: Path, width: int, media: str
) -> None:
    path = tmp_path / "report.html"
    path.write_text(full(), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.emulate_media(media="print" if media == "print" else "screen")
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = ".scroll, .scroll *, .plot, .plot *" if media == "screen" else ".none"
    wide = page.evaluate(
        """boxes => [...document.querySelectorAll('body *')].filter(each => !each.matches(boxes)
           && each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML)""",
        boxes,
    )
    page.close()
    assert [each[:200] for each in wide] == []


def test_a_cell_of_the_confusion_figure_opens_its_photos(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(full(), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto(path.as_uri())
    target = page.locator("#confusion-matrix svg a").first
    place = str(target.get_attribute("href"))
    assert not page.locator(place).is_visible()
    target.click()
    page.wait_for_selector(place, state="visible", timeout=5000)
    page.close()
