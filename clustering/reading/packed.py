"""Packed files -> the one table inside, under limits that are counted, not declared."""

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from clustering.errors import (
    BrokenFile,
    LockedFile,
    NoTableInside,
    SeveralTables,
    TooMuchInside,
)

UNPACKED_MB = 100
CHUNK = 1 << 20
DAMAGE = zipfile.BadZipFile, NotImplementedError, ValueError, struct.error
"""What reading a damaged archive may raise."""
MOST_RATIO = 100
"""Packed this tightly, a large file is hardly a table that someone made."""
RATIO_FROM = 10 * 2**20
"""Bytes that may be packed as tightly as they like."""
PLAIN_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".tab", ".dat", ".json", ".jsonl"})
BOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
TABLES = PLAIN_ENDINGS | BOOK_ENDINGS
NOTES = ("readme", "license", "licence", "notice", "읽어")
"""How the names of texts begin that stand beside a table."""


def gunzipped(data: bytes) -> bytes:
    """Return what a gzip file holds.

    Raises
    ------
    BrokenFile, TooMuchInside
    """
    out = bytearray()
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            out += unpacker.decompress(data, limit_of(len(data)) - len(out) + 1)
        except zlib.error:
            raise BrokenFile from None
        if len(out) > limit_of(len(data)):
            raise TooMuchInside(UNPACKED_MB)
        if not unpacker.eof:
            raise BrokenFile
        data = unpacker.unused_data.lstrip(b"\0")  # files may be joined, or filled up
    return bytes(out)


def limit_of(packed: int) -> int:
    """Return how many bytes may come out of so many."""
    return min(UNPACKED_MB * 2**20, max(RATIO_FROM, packed * MOST_RATIO))


def unzipped(data: bytes) -> tuple[str, bytes]:
    """Return the name and the bytes of the one table in an archive.

    Raises
    ------
    BrokenFile, LockedFile, NoTableInside, SeveralTables, TooMuchInside
    """
    with opened(data) as archive:
        names = [
            each.filename for each in archive.infolist() if is_table(each.filename)
        ]
        if len(names) > 1:
            raise SeveralTables(len(names), tuple(map(shown, names)))
        if not names:
            raise NoTableInside(tuple(map(shown, archive.namelist())))
        member = archive.getinfo(names[0])
        if member.flag_bits & 1:
            raise LockedFile
        return shown(names[0]), whole(archive, member, limit_of(len(data)))


def opened(data: bytes) -> zipfile.ZipFile:
    """Return an archive, its directory read.

    Raises
    ------
    BrokenFile
    """
    try:
        return zipfile.ZipFile(BytesIO(data))
    except DAMAGE:
        raise BrokenFile from None


def is_table(name: str) -> bool:
    """Return whether a member's name is one of a table."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    about = path.name.lower().startswith(NOTES)
    return path.suffix.lower() in TABLES and not hidden and not about


def shown(name: str) -> str:
    """Return a member's name without its folders."""
    return PurePosixPath(name.replace("\\", "/")).name


def whole(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Return all bytes of a member.

    Raises
    ------
    BrokenFile, TooMuchInside
    """
    try:
        with archive.open(member) as file:
            return counted(file, limit)
    except (*DAMAGE, zlib.error, EOFError, OSError):
        raise BrokenFile from None
    except RuntimeError:  # a password, or a compression that is not built in
        raise LockedFile from None


def counted(file: IO[bytes], limit: int) -> bytes:
    """Return all bytes of a file if they are not more than the limit.

    Raises
    ------
    TooMuchInside
    """
    out = bytearray()
    while chunk := file.read(CHUNK):
        out += chunk
        if len(out) > limit:
            raise TooMuchInside(UNPACKED_MB)
    return bytes(out)
