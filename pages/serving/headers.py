"""Headers that tell the browser what the page may do, and a policy for its scripts by hash."""

from __future__ import annotations

import base64
import hashlib
import re

# `unsafe-eval`: Gradio compiles the `js=` of events; `unsafe-inline` of styles: Svelte sets them.
# Scripts inside the page run only if their hash is listed, so HTML that slips in runs nothing.
_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'unsafe-eval' {hashes}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "connect-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
STRICT = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: with that a browser sends our own forms with `Origin: null`.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",  # browsers before CSP level 2
    "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HSTS = "max-age=31536000"
_INLINE = re.compile(rb"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def policy(html: bytes) -> str:
    """The policy for one page.

    Args:
        html: of the page; its inline scripts, which Gradio's template wrote, are let run.
    """
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script).digest()).decode() + "'"
        for script in _INLINE.findall(html)
    ]
    return "; ".join(_POLICY).format(hashes=" ".join(hashes))
