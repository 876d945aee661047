"""How a file of any kind becomes one text of rows."""

import gzip
import io
import zipfile

import pytest

from clustering.errors import DocumentFile, UnknownEncoding, UserError
from clustering.notes import BadLetters, Note, ReadAsKorean, ReadInEncoding
from clustering.reading.source import open_source
from tests.test_sheets import TABLE, book


def zipped(data: bytes) -> bytes:
    """Return a zip file of one table."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("table.csv", data)
    return packed.getvalue()


PLAIN = b"a,b\n1,2"
RECORDS = b'[{"a":1,"b":2}]'


@pytest.mark.parametrize(
    ("data", "text", "delimiter"),
    [
        (PLAIN, PLAIN, None),
        (gzip.compress(PLAIN, mtime=0), PLAIN, None),
        (zipped(PLAIN), PLAIN, None),
        (RECORDS, b"a\tb\r\n1\t2\r\n", "\t"),
        (zipped(RECORDS), b"a\tb\r\n1\t2\r\n", "\t"),
        (b"|a|b|\n|-|--|\n|1|2|\n", b"a\tb\r\n1\t2\r\n", "\t"),
        (book({"s": TABLE}), b"a\tb\r\n1\t2.5\r\n3\tx\r\n", "\t"),
        (
            gzip.compress(book({"s": TABLE}), mtime=0),
            b"a\tb\r\n1\t2.5\r\n3\tx\r\n",
            "\t",
        ),
    ],
)
def test_open_source_unwraps(data: bytes, text: bytes, delimiter: str | None) -> None:
    """The text comes out; where we wrote it, the delimiter is known."""
    source = open_source(data)
    assert (source.text, source.delimiter) == (text, delimiter)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("이름,값\n김,1".encode("cp949"), (ReadAsKorean(),)),
        ("Straße,v\nKöln,1".encode("cp1252"), (ReadInEncoding("Windows-1252"),)),
        ("Ludność,v\nŁódź,1".encode("iso8859_2"), (ReadInEncoding("ISO-8859-2"),)),
        ("Город,v\nКазань,1".encode("koi8_r"), (ReadInEncoding("KOI8-U"),)),
        ("가나다라마,1\n".encode() * 300 + b"\xea\xb0,2", (BadLetters(1),)),
        ("이름,값\n김,1".encode(), ()),
    ],
)
def test_open_source_says_how_it_read(data: bytes, said: tuple[Note, ...]) -> None:
    """An encoding that had to be guessed is told, and so are letters lost."""
    assert open_source(data).decisions == said


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (gzip.compress(b"%PDF-1.7", mtime=0), DocumentFile),
        (bytes(range(128, 256)) * 20, UnknownEncoding),
    ],
)
def test_open_source_refuses(data: bytes, fault: type[UserError]) -> None:
    """What is inside is looked at like everything else."""
    with pytest.raises(fault):
        open_source(data)
