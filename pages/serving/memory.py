"""Gives the memory of large blocks, such as the pixels of a photo, back as soon as they are freed.

glibc begins to keep freed blocks of up to 32 MB once it has seen one, in a heap for each thread; a
server of photos then holds several times what it uses (python -m benchmarks.page_memory). A fixed
threshold, as mallopt(3) describes it, ends that; its cost, fresh pages for each such block, is lost
beside the decoding of the photo.
"""

from __future__ import annotations

import ctypes
import sys

LARGE_BYTES = 1 << 20
_M_MMAP_THRESHOLD = -3  # of glibc's malloc.h


def return_large_blocks() -> bool:
    """From now on; False where the C library is not glibc, which needs it alone."""
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES) == 1
