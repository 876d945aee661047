"""How a file's text is encoded."""

import pytest

from clustering.errors import BinaryFile, EmptyFile, UnknownEncoding, UserError
from clustering.reading.decode import decode

TEXT = "이름,값\n김,1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_decode_finds_encoding(encoding: str) -> None:
    """Text comes back as UTF-8 without a mark, along with the codec it was in."""
    assert decode(TEXT.encode(encoding)) == (TEXT.encode(), encoding, 0)


def test_decode_looks_at_whole_file() -> None:
    """One Korean word after thousands of plain rows is enough to tell."""
    data = b"name,n\n" + b"kim,1\n" * 6000 + "김,2\n".encode("cp949")
    assert decode(data)[1] == "cp949"


def test_decode_reads_big_endian() -> None:
    """The mark tells which byte of UTF-16 comes first."""
    data = b"\xfe\xff" + TEXT.encode("utf-16-be")
    assert decode(data) == (TEXT.encode(), "utf-16", 0)


def test_decode_drops_inner_marks() -> None:
    """Files that were joined have a mark before each part."""
    assert decode("\ufeffa\n\ufeff1".encode()) == (b"a\n1", "utf-8-sig", 0)


def test_decode_strips_filling() -> None:
    """Behind the text, NULs and line ends are no part of it."""
    assert decode(b"a\n1\r\n\n\0\0\0") == (b"a\n1", "utf-8", 0)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        (b" \r\n\t\n", EmptyFile),
        (b",,,\n,,,\n", EmptyFile),
        (b"\0\0\0\0", EmptyFile),
        (b"\x7fELF\2\1\1\0\0\1", BinaryFile),
        (b"a,b\n\0,1\n", BinaryFile),
        (bytes(range(1, 256)) * 9, BinaryFile),
        (b"\xff\xfe\x00\xd8", UnknownEncoding),
        (b"\xed\xa0\x80half,1\n", UnknownEncoding),
    ],
)
def test_decode_refuses(data: bytes, fault: type[UserError]) -> None:
    """What is no text of letters is called what it is."""
    with pytest.raises(fault):
        decode(data)


def test_decode_replaces_a_few_bad_letters() -> None:
    """A letter cut in two among thousands in UTF-8 is told, not taken for Korean."""
    text = "서울특별시,1\n" * 300
    data = text.encode() + b"\xec\x84,2\n"
    assert decode(data) == ((text + "\ufffd,2").encode(), "utf-8", 1)


def test_decode_joins_surrogates() -> None:
    """Java writes a letter beyond the first plane as two, which are one."""
    data = "a\n\U0001f600,1".encode("utf-16-be")
    halves = "".join(
        chr(a << 8 | b) for a, b in zip(data[::2], data[1::2], strict=True)
    )
    assert decode(halves.encode(errors="surrogatepass")) == (
        "a\n\U0001f600,1".encode(),
        "utf-8",
        0,
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_decode_reads_utf16_without_a_mark(encoding: str) -> None:
    """Its zero bytes give it away."""
    text = "name,값\n" + "kim,1\n" * 20
    assert decode(text.encode(encoding)) == (text.strip().encode(), encoding, 0)
