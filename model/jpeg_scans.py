"""How many scans a JPEG makes the decoder read: each costs a pass over all pixels. Bytes only."""

from __future__ import annotations

MAX_SCANS = 100  # a progressive JPEG has about 10
_SCAN = b"\xff\xda"  # marker; in compressed data a zero follows every 0xff


def too_many(data: bytes, end: int, components: int, progressive: bool) -> bool:
    """Whether the decoder could read more than `MAX_SCANS` scans.

    libjpeg reads one scan only of a sequential file whose first scan holds all components
    (`has_multiple_scans` in its jdinput.c). Then nothing is counted: in a 12-Mpx photo that would
    cost a fifteenth of its answer.

    Args:
        data: the whole file.
        end: where the header of the first scan ends.
        components: of the frame, 1..4.
        progressive: whether the frame is progressive.
    """
    start = end - 2 * components - 8  # marker 2, length 2, count 1, two a component, spectrum 3
    marker = data[max(start, 0) : start + 2] == _SCAN
    if marker and data[start + 4] == components and not progressive:
        return False
    return data.count(_SCAN) > MAX_SCANS
