"""Older Office files -> the workbook in them, where their chains of sectors end.

Such a file is a small file system: tables say which sector follows which.  Where a
damaged table leads in a circle, a reader that trusts it never comes back.

References
----------
Microsoft, [MS-CFB]: Compound File Binary File Format.
"""

import struct
from collections.abc import Iterator, Sequence

from clustering.errors import BrokenFile

HEADER = struct.Struct("<30x H 16x I 8x I 4x I 4x 109I")
"""Shift of a sector; the first of the directory, the small and more tables."""
ENTRY = 128
"""Bytes of an entry in the directory."""
START_AND_SIZE = struct.Struct("<116x I I")
"""Where an entry tells its first sector and its length."""
SMALL = 4096
"""Shorter streams live in the small sectors."""
MINI = 64
"""Bytes of a small sector."""
BOOKS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
"""What the stream of a workbook is called."""
LAST = 0xFFFFFFFA
"""Larger numbers are no sectors: the end of a chain, or none at all."""


class Chains:
    """A table of sectors; it is walked no further than sound files need."""

    def __init__(self, following: Sequence[int]) -> None:
        self._following = following
        self._left = 2 * len(following) + 2

    def walk(self, sector: int) -> Iterator[int]:
        """Yield the sectors of a chain.

        Raises
        ------
        BrokenFile
            When it leads in a circle, or several chains share their sectors.
        """
        while sector < LAST:
            self._left -= 1
            if self._left < 0 or sector >= len(self._following):
                raise BrokenFile
            yield sector
            sector = self._following[sector]


def workbook_in(data: bytes) -> bytes:
    """Return the workbook in an older Office file, in which every chain has an end.

    Raises
    ------
    BrokenFile
    """
    try:
        shift, directory, mini, more, *first = HEADER.unpack_from(data)
    except struct.error:
        raise BrokenFile from None
    if shift not in {9, 12}:
        raise BrokenFile
    size = 1 << shift
    table = joined(data, fat_sectors(data, first, more, size), size)
    chains = Chains(numbers(table))
    small = Chains(numbers(joined(data, chains.walk(mini), size)))
    entries = joined(data, chains.walk(directory), size)
    entry_starts = range(0, len(entries) - ENTRY + 1, ENTRY)
    workbook = shared = b""
    for entry in (entries[at : at + ENTRY] for at in entry_starts):
        start, length = START_AND_SIZE.unpack_from(entry)
        if not length:
            continue
        if shared and length < SMALL:
            found = within(shared, small.walk(start))
        else:
            found = joined(data, chains.walk(start), size)
        shared = shared or found  # of the first entry, the root
        if entry.startswith(BOOKS):
            workbook = found[:length]
    return workbook


def fat_sectors(
    data: bytes, first: Sequence[int], more: int, size: int
) -> Iterator[int]:
    """Yield the sectors that hold the table of sectors."""
    yield from (sector for sector in first if sector < LAST)
    for _ in range(len(data) // size + 1):
        if more >= LAST:
            return
        *sectors, more = numbers(sector_of(data, more, size))
        yield from (sector for sector in sectors if sector < LAST)
    raise BrokenFile


def joined(data: bytes, sectors: Iterator[int], size: int) -> bytes:
    """Return what sectors hold, one after another."""
    return b"".join(sector_of(data, sector, size) for sector in sectors)


def within(shared: bytes, sectors: Iterator[int]) -> bytes:
    """Return what small sectors hold, which share a stream."""
    starts = (sector * MINI for sector in sectors)
    return b"".join(shared[start : start + MINI] for start in starts)


def sector_of(data: bytes, sector: int, size: int) -> bytes:
    """Return one sector, filled up where the file is cut short.

    Raises
    ------
    BrokenFile
    """
    start = (sector + 1) * size
    if start >= len(data):
        raise BrokenFile
    return data[start : start + size].ljust(size, b"\0")


def numbers(table: bytes) -> tuple[int, ...]:
    """Return the numbers of sectors that bytes hold."""
    return struct.unpack(f"<{len(table) // 4}I", table)
