"""Pictures of the page for the README, taken of the running app with one photo.

    python -m tests.pages.take_screenshots PHOTO [--weights NAME_OR_FILE] [--out docs/screenshots]

Needs the `dev` extra (Playwright) and an installed Chromium; touches no network but 127.0.0.1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.pages.browser import chromium, free_port, serving

ROOT = Path(__file__).parents[2]
# CSS pixels; the wide one is tall enough for questions and candidates.
SIZES = {"wide": (1280, 1600), "phone": (390, 844)}


def main() -> int:
    """Start the app, take each picture, end the app."""
    options = _parser().parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    port = free_port()
    command = ["app.py", "--port", str(port)]
    command += ["--weights", options.weights] if options.weights else []
    with tempfile.TemporaryDirectory() as log, serving(command, port, Path(log)) as (address, _):
        take(address, options.photo, options.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Take pictures of the running page.")
    parser.add_argument("photo", type=Path, help="photo to upload")
    parser.add_argument("--weights", help="released name or file")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    return parser


def take(address: str, photo: Path, out: Path) -> None:
    """Before and after one upload, wide and on a phone, light and dark.

    Args:
        address: of the running page.
        photo: what to upload.
        out: folder for the PNG files.
    """
    with chromium() as browser:
        for name, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page = context.new_page()
                page.goto(address)
                _shoot(page, photo, out, f"{name}-{scheme}")
                context.close()


def _shoot(page: Page, photo: Path, out: Path, name: str) -> None:
    """The page as it opens, and the whole answer."""
    page.wait_for_selector("#photo input[type=file]", state="attached")
    page.screenshot(path=out / f"start-{name}.png")
    page.set_input_files("#photo input[type=file]", photo)
    page.wait_for_selector("#verdict")
    page.wait_for_timeout(800)  # ms; Gradio fades its progress bar out
    page.screenshot(path=out / f"answer-{name}.png")
    page.screenshot(path=out / f"answer-{name}-whole.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main())
