"""Which kind of file was sent, and how its text is encoded."""

import gzip
import io
import zipfile

import pytest

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
from clustering.reading.decode import decode

TEXT = "이름,값\n김,1"


def zipped(*names: str) -> bytes:
    """Return a zip file with empty members of these names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_decode_finds_encoding(encoding: str) -> None:
    """Text comes back as UTF-8 without a mark, along with the codec it was in."""
    assert decode(TEXT.encode(encoding)) == (TEXT.encode(), encoding)


def test_decode_looks_at_whole_file() -> None:
    """One Korean word after thousands of plain rows is enough to tell."""
    data = b"name,n\n" + b"kim,1\n" * 6000 + "김,2\n".encode("cp949")
    assert decode(data)[1] == "cp949"


def test_decode_reads_big_endian() -> None:
    """The mark tells which byte of UTF-16 comes first."""
    data = b"\xfe\xff" + TEXT.encode("utf-16-be")
    assert decode(data) == (TEXT.encode(), "utf-16")


def test_decode_drops_inner_marks() -> None:
    """Files that were joined have a mark before each part."""
    assert decode("\ufeffa\n\ufeff1".encode()) == (b"a\n1", "utf-8-sig")


def test_decode_strips_filling() -> None:
    """Behind the text, NULs and line ends are no part of it."""
    assert decode(b"a\n1\r\n\n\0\0\0") == (b"a\n1", "utf-8")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        (b" \r\n\t\n", EmptyFile),
        (b",,,\n,,,\n", EmptyFile),
        (b"\0\0\0\0", EmptyFile),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", MediaFile),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", MediaFile),
        (b"GIF89a", MediaFile),
        (b"RIFF\x24\0\0\0WEBPVP8 ", MediaFile),
        (b"\0\0\0\x18ftypheic", MediaFile),
        (b"%PDF-1.7\n", DocumentFile),
        (b"{\\rtf1\\ansi", DocumentFile),
        (gzip.compress(b"a\n1\n", mtime=0), ArchiveFile),
        (b"7z\xbc\xaf\x27\x1c", ArchiveFile),
        (b"Rar!\x1a\x07\x01", ArchiveFile),
        (zipped("table.csv"), ArchiveFile),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), ExcelFile),
        (zipped("word/document.xml"), DocumentFile),
        (b"PK\3\4 mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ExcelFile),
        (b"PK\3\4 mimetypeapplication/hwp+zip", DocumentFile),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), ExcelFile),
        (b"\xd0\xcf\x11\xe0HwpSummaryInformation", DocumentFile),
        (b"SQLite format 3\0", BinaryFile),
        (b"PAR1\x15\x04", BinaryFile),
        (b"\x7fELF\2\1\1\0\0\1", BinaryFile),
        (b"a,b\n\0,1\n", BinaryFile),
        (b"<!DOCTYPE html><table>", WebPage),
        (b"\xef\xbb\xbf\r\n<HTML><body>", WebPage),
        (b'<?xml version="1.0"?>', WebPage),
        (b"<table><tr><td>1", WebPage),
        (b'{"a": [1, 2]}', JsonFile),
        (b'[{"a": 1},\n {"a": 2}]\n', JsonFile),
        (b"[[1, 2], [3, 4]]", JsonFile),
        (b"\xff\xfe\x00\xd8", UnknownEncoding),
        (b"caf\xe9,1\n", UnknownEncoding),
    ],
)
def test_decode_refuses(data: bytes, fault: type[UserError]) -> None:
    """What is no table of text is called what it is."""
    with pytest.raises(fault):
        decode(data)


@pytest.mark.parametrize("data", [b"[id],n\n1,2", b"{a},b\n1,2", b"<5,>5\n1,2"])
def test_decode_takes_odd_headers(data: bytes) -> None:
    """A bracket at the start alone makes neither JSON nor a web page."""
    assert decode(data) == (data, "utf-8")
