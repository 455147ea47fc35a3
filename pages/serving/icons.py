"""The icon and the manifest, so that a phone can install the page like a program."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import JSONResponse, Response

FOLDER = Path(__file__).parent
COLOUR = "#1d4e6b"  # of the icon's ground
SIZES = (192, 512)  # px; what browsers ask of an installable page


def icon(path: str, title: str) -> Response:
    """The manifest, or the icon in one size.

    Args:
        path: of the request: `/manifest.json`, `/favicon.ico` or `/pwa_icon/SIZE`.
        title: name of the program.
    """
    if path.startswith("/manifest.json"):
        return JSONResponse(manifest(title), media_type="application/manifest+json")
    size = 512 if "512" in path else 192
    data = (FOLDER / f"icon-{size}.png").read_bytes()
    return Response(data, media_type="image/png", headers={"cache-control": "max-age=86400"})


def manifest(title: str) -> dict[str, object]:
    """What https://www.w3.org/TR/appmanifest/ calls a manifest."""
    icons = [
        {
            "src": f"/pwa_icon/{size}",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in SIZES
        for purpose in ("any", "maskable")  # the sign lies inside the safe zone
    ]
    return {
        "id": "/",
        "name": title,
        "short_name": "Photo check",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": COLOUR,
        "background_color": COLOUR,
        "icons": icons,
    }
