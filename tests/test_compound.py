"""Whether older Office files lead in circles."""

import struct
from pathlib import Path

import pytest

from clustering.errors import BrokenFile
from clustering.reading.compound import workbook_in
from clustering.reading.sheets import read_workbook

BOOK = Path(__file__).parent / "data" / "tables" / "workbooks" / "old.xls"


def test_workbook_in_takes_a_sound_file() -> None:
    """A workbook as it was written is fine: it begins with its first record."""
    assert workbook_in(BOOK.read_bytes())[:4] == b"\x09\x08\x10\x00"


def test_workbook_in_refuses_a_circle() -> None:
    """A sector that is followed by itself has no end."""
    data = bytearray(BOOK.read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    (directory,) = struct.unpack_from("<I", data, 48)
    struct.pack_into("<I", data, (table + 1) * 512 + 4 * directory, directory)
    with pytest.raises(BrokenFile):
        workbook_in(bytes(data))


@pytest.mark.parametrize("at", [30, 48, 60, 68, 76])
def test_workbook_in_refuses_what_leads_nowhere(at: int) -> None:
    """A first sector beyond the file, and a size that no sector has, are damage."""
    data = bytearray(BOOK.read_bytes())
    struct.pack_into("<I", data, at, 0x00FFFFFF)
    with pytest.raises(BrokenFile):
        workbook_in(bytes(data))


def test_workbook_in_refuses_tables_without_end() -> None:
    """The list of tables may be a circle as well; a header alone is cut short."""
    data = bytearray(BOOK.read_bytes())
    struct.pack_into("<I", data, 68, 0)
    struct.pack_into("<I", data, 512 + 508, 0)
    with pytest.raises(BrokenFile):
        workbook_in(bytes(data))
    with pytest.raises(BrokenFile):
        workbook_in(bytes(data[:100]))


def test_a_short_workbook_lives_in_small_sectors() -> None:
    """Streams of under 4096 bytes share the stream of the root."""
    data = bytearray(BOOK.read_bytes())
    table, directory = (
        (struct.unpack_from("<I", data, at)[0] + 1) * 512 for at in (76, 48)
    )
    sector = len(data) // 512 - 1
    struct.pack_into("<II", data, 60, sector, 1)
    struct.pack_into("<i", data, table + 4 * sector, -2)
    struct.pack_into("<II", data, directory + 116, 0, 4096)
    struct.pack_into("<II", data, directory + 128 + 116, 0, 3000)
    chain = [*range(1, 47), -2]
    data += struct.pack(f"<{len(chain)}i", *chain).ljust(512, b"\xff")
    assert workbook_in(bytes(data)) == workbook_in(BOOK.read_bytes())[:3000]
    read, *_ = read_workbook(bytes(data), None)
    assert read == read_workbook(BOOK.read_bytes(), None)[0]
