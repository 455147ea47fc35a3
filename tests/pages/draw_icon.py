"""Draws the PNG icons from `icon.svg`, after a change of it: `python -m tests.pages.draw_icon`."""

from __future__ import annotations

from pages.serving.icons import FOLDER, SIZES
from tests.pages.browser import chromium


def main() -> None:
    svg = (FOLDER / "icon.svg").read_text(encoding="utf-8")
    with chromium() as browser:
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
            page.screenshot(path=FOLDER / f"icon-{size}.png")


if __name__ == "__main__":
    main()
