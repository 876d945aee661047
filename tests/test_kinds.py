"""Which kind of file was sent."""

import gzip
import io
import zipfile

import pytest

from clustering.errors import (
    ArchiveFile,
    BinaryFile,
    BrokenFile,
    DocumentFile,
    LockedFile,
    MediaFile,
    UserError,
    WebPage,
)
from clustering.reading.kinds import Kind, kind_of

OFFICE = b"\xd0\xcf\x11\xe0"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(**members: str) -> bytes:
    """Return a zip file with these members; _ stands for / and __ for a point."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in members.items():
            archive.writestr(name.replace("__", ".").replace("_", "/"), said)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"a,b\n1,2\n", Kind.TEXT),
        ("a,b\n1,2\n".encode("utf-16"), Kind.TEXT),
        (b"[id],n\n1,2", Kind.TEXT),
        (b"{a},b\n1,2", Kind.TEXT),
        (b"<5,>5\n1,2", Kind.TEXT),
        (gzip.compress(b"a", mtime=0), Kind.GZIP),
        (zipped(table__csv="a"), Kind.ZIP),
        (zipped(xl_workbook__xml="a"), Kind.WORKBOOK),
        (zipped(mimetype=ODS, content__xml="a"), Kind.WORKBOOK),
        (OFFICE + "Workbook".encode("utf-16-le"), Kind.WORKBOOK),
        (b'{"a": [1, 2]}', Kind.JSON),
        (b'\xef\xbb\xbf [{"a": 1},\n {"a": 2}]\n', Kind.JSON),
        (b"[[1, 2], [3, 4]]", Kind.JSON),
    ],
)
def test_kind_of_goes_by_bytes(data: bytes, kind: Kind) -> None:
    """What a file is, its beginning tells; a bracket alone makes no JSON."""
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", MediaFile),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", MediaFile),
        (b"GIF89a", MediaFile),
        (b"RIFF\x24\0\0\0WEBPVP8 ", MediaFile),
        (b"\0\0\0\x18ftypheic", MediaFile),
        (b"%PDF-1.7\n", DocumentFile),
        (b"{\\rtf1\\ansi", DocumentFile),
        (b"7z\xbc\xaf\x27\x1c", ArchiveFile),
        (b"Rar!\x1a\x07\x01", ArchiveFile),
        (zipped(word_document__xml="a"), DocumentFile),
        (zipped(mimetype="application/hwp+zip", content__xml="a"), DocumentFile),
        (OFFICE + b"HwpSummaryInformation", DocumentFile),
        (OFFICE + "EncryptedPackage".encode("utf-16-le"), LockedFile),
        (b"SQLite format 3\0", BinaryFile),
        (b"PAR1\x15\x04", BinaryFile),
        (b"PK\3\4 cut short", BrokenFile),
        (b"<!DOCTYPE html><table>", WebPage),
        (b"\xef\xbb\xbf\r\n<HTML><body>", WebPage),
        (b'<?xml version="1.0"?>', WebPage),
        (b"<table><tr><td>1", WebPage),
    ],
)
def test_kind_of_refuses(data: bytes, fault: type[UserError]) -> None:
    """What holds no table that is read is called what it is."""
    with pytest.raises(fault):
        kind_of(data)
