"""Bytes -> UTF-8: which kind of file was sent, and how its text is encoded."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from clustering.errors import (
    ArchiveFile,
    BinaryFile,
    DocumentFile,
    EmptyFile,
    ExcelFile,
    JsonFile,
    MediaFile,
    UnknownEncoding,
    UserError,
    WebPage,
)

SIGNATURES: tuple[tuple[bytes, type[UserError]], ...] = (
    (b"\x89PNG", MediaFile),
    (b"\xff\xd8\xff", MediaFile),  # JPEG
    (b"GIF8", MediaFile),
    (b"RIFF", MediaFile),  # WebP, WAV, AVI
    (b"OggS", MediaFile),
    (b"ID3\x03", MediaFile),
    (b"%PDF", DocumentFile),
    (b"{\\rtf", DocumentFile),
    (b"\x1f\x8b", ArchiveFile),  # gzip
    (b"BZh", ArchiveFile),
    (b"\xfd7zXZ", ArchiveFile),
    (b"7z\xbc\xaf", ArchiveFile),
    (b"Rar!", ArchiveFile),
    (b"SQLite format 3", BinaryFile),
    (b"PAR1", BinaryFile),  # Parquet
)
"""How files begin that are no tables of text."""

MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<meta")
NOTHING = b' \t\r\n,;|"'
"""Blanks, delimiters and quotes: of these alone, there is no cell."""
OFFICE = b"\xd0\xcf\x11\xe0"
"""Older Office files of every kind."""


def decode(data: bytes) -> tuple[bytes, str]:
    """Return a file's text as UTF-8, and the codec it was written in.

    The bytes decide, never the file's name.

    Returns
    -------
    text : bytes
        UTF-8 without byte order marks.
    encoding : str
        "utf-8", "utf-8-sig", "utf-16" or "cp949".

    Raises
    ------
    UserError
        Empty, another kind of file, or no encoding that is read.
    """
    if refusal := refuse(data):
        raise refusal
    text, encoding = to_utf8(data)
    text = text.replace(BOM_UTF8, b"")  # joined files have them in the middle
    text = text.rstrip(b"\0\r\n")  # some exporters fill up their last block
    if b"\0" in text:
        raise BinaryFile
    if not text.strip(NOTHING):
        raise EmptyFile
    return text, encoding


def refuse(data: bytes) -> UserError | None:
    """Return what to say of a file that is no text with rows, if it is not."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind()
    if data.startswith(OFFICE):
        return ExcelFile() if b"W\0o\0r\0k\0b\0o\0o\0k\0" in data else DocumentFile()
    if data.startswith(b"PK\3\4"):
        return zipped(data)
    if data[4:8] == b"ftyp":
        return MediaFile()
    return written(data.removeprefix(BOM_UTF8).strip())


def zipped(data: bytes) -> UserError:
    """Tell workbooks and documents, which are zip files, from other archives."""
    if b"xl/" in data or b"opendocument.spreadsheet" in data:
        return ExcelFile()
    documents = (b"word/", b"ppt/", b"opendocument", b"application/hwp+zip")
    return DocumentFile() if any(mark in data for mark in documents) else ArchiveFile()


def written(text: bytes) -> UserError | None:
    """Recognise text that is written for programs rather than in rows."""
    if text[:16].lower().startswith(MARKUP):
        return WebPage()
    ends = text[:1] + text[-1:]
    if ends in (b"{}", b"[]") and text[1:-1].lstrip()[:1] in b'{["':
        return JsonFile()
    return None


def to_utf8(data: bytes) -> tuple[bytes, str]:
    """Return the text as UTF-8 and the codec that reads all of it.

    Strict UTF-8 over the whole file comes before CP949, for hardly a text in
    CP949 is UTF-8 by chance, while much UTF-8 would pass for CP949.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return recode(data, "utf-16"), "utf-16"
    if data.startswith(BOM_UTF8):
        return recode(data, "utf-8-sig"), "utf-8-sig"
    try:
        data.decode()
    except UnicodeDecodeError:
        return recode(data, "cp949"), "cp949"
    return data, "utf-8"


def recode(data: bytes, encoding: str) -> bytes:
    """Return data as UTF-8, or say that its letters cannot be made out."""
    try:
        return data.decode(encoding).encode()
    except UnicodeDecodeError:
        raise UnknownEncoding from None
