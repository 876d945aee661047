"""Bytes -> what kind of file they are, told by how they begin, never by a name."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from enum import Enum, auto

from clustering.errors import (
    ArchiveFile,
    BinaryFile,
    DocumentFile,
    LockedFile,
    MediaFile,
    UserError,
    WebPage,
)
from clustering.reading.packed import opened, whole


class Kind(Enum):
    """What is read, each in its own way."""

    TEXT = auto()
    WORKBOOK = auto()
    ZIP = auto()
    GZIP = auto()
    JSON = auto()


SIGNATURES: tuple[tuple[bytes, type[UserError]], ...] = (
    (b"\x89PNG", MediaFile),
    (b"\xff\xd8\xff", MediaFile),  # JPEG
    (b"GIF8", MediaFile),
    (b"RIFF", MediaFile),  # WebP, WAV, AVI
    (b"OggS", MediaFile),
    (b"ID3\x03", MediaFile),
    (b"%PDF", DocumentFile),
    (b"{\\rtf", DocumentFile),
    (b"BZh", ArchiveFile),
    (b"\xfd7zXZ", ArchiveFile),
    (b"7z\xbc\xaf", ArchiveFile),
    (b"Rar!", ArchiveFile),
    (b"SQLite format 3", BinaryFile),
    (b"PAR1", BinaryFile),  # Parquet
    (b"$FL2", BinaryFile),  # SPSS
    (b"\x89HDF", BinaryFile),
)
"""How files begin that are no tables of text."""

MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<meta")
OFFICE = b"\xd0\xcf\x11\xe0"
"""Older Office files of every kind, and newer ones behind a password."""
BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
"""What an older Office file holds that is a workbook."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
DOCUMENTS = ("word/", "ppt/", "Contents/section", "Index/")
"""How the parts of documents are called: Word, PowerPoint, HWPX, Pages and Numbers."""
ODS = b"opendocument.spreadsheet"
SHORT = 1_000
"""Bytes of a part that tells what kind of document it is in."""


def kind_of(data: bytes) -> Kind:
    """Return the kind of a file that is read.

    Raises
    ------
    UserError
        It is of another kind, and the sentence says which.
    """
    if refusal := refuse(data):
        raise refusal
    if data.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if data.startswith(b"PK\3\4"):
        return kind_of_zip(data)
    if data.startswith(OFFICE):
        return Kind.WORKBOOK
    return Kind.JSON if is_json(data) else Kind.TEXT


def kind_of_zip(data: bytes) -> Kind:
    """Return whether a zip file is a workbook or an archive.

    Raises
    ------
    BrokenFile, DocumentFile
    """
    with opened(data) as archive:
        names = archive.namelist()
        if any(name.startswith("xl/") for name in names):
            return Kind.WORKBOOK
        if "content.xml" in names and "mimetype" in names:
            told = whole(archive, archive.getinfo("mimetype"), SHORT)
            if ODS in told:
                return Kind.WORKBOOK
            raise DocumentFile
        if any(name.startswith(DOCUMENTS) for name in names):
            raise DocumentFile
    return Kind.ZIP


def refuse(data: bytes) -> UserError | None:
    """Return what to say of a file that holds no table that is read, if it is one."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind()
    if data[4:8] == b"ftyp":
        return MediaFile()
    if data.startswith(OFFICE):
        if LOCKED in data:
            return LockedFile()
        return None if any(map(data.__contains__, BOOKS)) else DocumentFile()
    start = data[:1000].removeprefix(BOM_UTF8).strip()[:16].lower()
    return WebPage() if start.startswith(MARKUP) else None


def is_json(data: bytes) -> bool:
    """Return whether a text begins as JSON does; a table's cell may, too."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return False
    start = data[:1000].removeprefix(BOM_UTF8).lstrip()
    return start[:1] in {b"{", b"["} and start[1:].lstrip()[:1] in set(
        map(bytes, zip(b'{["]}'))
    ) | {bytes([digit]) for digit in b"0123456789"}
