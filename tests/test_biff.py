"""What older workbooks may claim to hold."""

import struct

import pytest

from clustering.errors import BrokenFile, TooManyCells, UserError
from clustering.reading.biff import check_records, records_of
from clustering.reading.compound import workbook_in
from clustering.reading.sheets import read_workbook
from tests.test_compound import BOOK


def record(kind: int, content: bytes) -> bytes:
    """Return one record."""
    return struct.pack("<HH", kind, len(content)) + content


def test_records_follow_one_another() -> None:
    """Each begins where the one before ends, and what is cut short is none."""
    found = records_of(record(9, b"ab") + record(10, b"") + b"\x01")
    assert list(found) == [(9, 4, 2), (10, 10, 0)]
    check_records(workbook_in(BOOK.read_bytes()))


@pytest.mark.parametrize(
    ("kind", "content", "fault"),
    [
        (0x200, struct.pack("<IIHHH", 0, 65_536, 0, 256, 0), None),
        (0x200, struct.pack("<HHHHH", 0, 9, 0, 3, 0), None),
        (0x200, struct.pack("<IIHHH", 0, 65_537, 0, 3, 0), TooManyCells),
        (0x200, struct.pack("<IIHHH", 0, 9, 0, 257, 0), TooManyCells),
        (0x200, struct.pack("<IIHHH", 9, 3, 0, 3, 0), BrokenFile),
        (0x200, struct.pack("<IIHHH", 0, 3, 3, 2, 0), BrokenFile),
        (0x200, b"123", BrokenFile),
        (0xFC, struct.pack("<iI", 5, 10) + b"x" * 30, None),
        (0xFC, struct.pack("<iI", 5, 1_000_000), BrokenFile),
        (0xFC, b"123", None),
    ],
)
def test_check_records_refuses_claims(
    kind: int, content: bytes, fault: type[UserError] | None
) -> None:
    """A sheet ends after it begins and within its limits, and texts take room."""
    if fault is None:
        check_records(record(kind, content))
        return
    with pytest.raises(fault):
        check_records(record(kind, content))


def test_a_damaged_size_does_not_end_the_process() -> None:
    """A reader would make room for a hundred gigabytes."""
    data = bytearray(BOOK.read_bytes())
    data[1574:1579] = bytes([160, 82, 49, 179, 133])
    with pytest.raises(BrokenFile):
        read_workbook(bytes(data), None)
