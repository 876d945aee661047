"""Whether older Office files lead in circles."""

import struct
from pathlib import Path

import pytest

from clustering.errors import BrokenFile
from clustering.reading.compound import check_chains

BOOK = Path(__file__).parent / "data" / "tables" / "workbooks" / "old.xls"


def test_check_chains_takes_a_sound_file() -> None:
    """A workbook as it was written is fine."""
    check_chains(BOOK.read_bytes())


def test_check_chains_refuses_a_circle() -> None:
    """A sector that is followed by itself has no end."""
    data = bytearray(BOOK.read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    (directory,) = struct.unpack_from("<I", data, 48)
    struct.pack_into("<I", data, (table + 1) * 512 + 4 * directory, directory)
    with pytest.raises(BrokenFile):
        check_chains(bytes(data))


@pytest.mark.parametrize("at", [30, 48, 60, 68, 76])
def test_check_chains_refuses_what_leads_nowhere(at: int) -> None:
    """A first sector beyond the file, and a size that no sector has, are damage."""
    data = bytearray(BOOK.read_bytes())
    struct.pack_into("<I", data, at, 0x00FFFFFF)
    with pytest.raises(BrokenFile):
        check_chains(bytes(data))


def test_check_chains_refuses_tables_without_end() -> None:
    """The list of tables may be a circle as well; a header alone is cut short."""
    data = bytearray(BOOK.read_bytes())
    struct.pack_into("<I", data, 68, 0)
    struct.pack_into("<I", data, 512 + 508, 0)
    with pytest.raises(BrokenFile):
        check_chains(bytes(data))
    with pytest.raises(BrokenFile):
        check_chains(bytes(data[:100]))
