"""How packed files are opened, and how far."""

import gzip
import io
import struct
import zipfile

import pytest

from clustering.errors import (
    BrokenFile,
    LockedFile,
    NoTableInside,
    SeveralTables,
    TooMuchInside,
    UserError,
)
from clustering.reading.packed import gunzipped, unzipped


def zipped(**members: bytes) -> bytes:
    """Return a zip file with these members; __ stands for a point."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return packed.getvalue()


def lying(data: bytes) -> bytes:
    """Return a zip file of one member that declares to hold ten bytes."""
    raw = bytearray(zipped(a__csv=data))
    central = raw.rfind(b"PK\1\2")
    raw[22:26] = raw[central + 24 : central + 28] = struct.pack("<I", 10)
    return bytes(raw)


def locked(data: bytes) -> bytes:
    """Return a zip file whose member says that it has a password."""
    raw = bytearray(data)
    raw[6] |= 1
    raw[raw.rfind(b"PK\1\2") + 8] |= 1
    return bytes(raw)


def test_gunzipped_joins_parts() -> None:
    """Files that were joined while packed are one file."""
    assert (
        gunzipped(
            gzip.compress(b"a\n", mtime=0) + gzip.compress(b"1\n", mtime=0) + b"\0\0"
        )
        == b"a\n1\n"
    )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (gzip.compress(b"a,b\n1,2\n", mtime=0)[:-9], BrokenFile),
        (b"\x1f\x8b not really", BrokenFile),
        (gzip.compress(b"1,2\n" * 2**23, mtime=0), TooMuchInside),
    ],
)
def test_gunzipped_refuses(data: bytes, fault: type[UserError]) -> None:
    """What is cut short or swells beyond measure is not unpacked."""
    with pytest.raises(fault):
        gunzipped(data)


def test_unzipped_finds_the_table() -> None:
    """Files that a Mac adds, and texts about the table, are passed over."""
    packed = zipped(README__txt=b"x", table__csv=b"a\n1\n", picture__png=b"x")
    assert unzipped(packed) == ("table.csv", b"a\n1\n")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (zipped(picture__png=b"x"), NoTableInside),
        (zipped(a__csv=b"x", b__xlsx=b"y"), SeveralTables),
        (zipped(a__csv=b"1,2\n" * 2**23), TooMuchInside),
        (lying(b"1,2\n" * 2**20), BrokenFile),
        (locked(zipped(a__csv=b"x")), LockedFile),
        (b"PK\3\4", BrokenFile),
    ],
)
def test_unzipped_refuses(data: bytes, fault: type[UserError]) -> None:
    """No table, several, or none that can be had: each has its sentence."""
    with pytest.raises(fault):
        unzipped(data)
