"""The server gives large blocks back at once; asked of a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.pages.browser import ROOT

# How many of two blocks of 8 MB come from the system, after one of 20 MB was freed.
CODE = """
import ctypes, sys
from pages.serving.memory import return_large_blocks
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in
        'arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost'.split()]
libc.mallinfo2.restype = Info
if sys.argv[1] == 'given back':
    assert return_large_blocks()
libc.free(libc.malloc(20 << 20))
before = libc.mallinfo2().hblks
libc.malloc(8 << 20), libc.malloc(8 << 20)
print(libc.mallinfo2().hblks - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc alone keeps large blocks")
@pytest.mark.parametrize(("way", "mapped"), [("as usual", "0"), ("given back", "2")])
def test_a_large_block_comes_from_the_system_and_goes_back_there(way: str, mapped: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, way], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == mapped
