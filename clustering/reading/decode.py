"""Bytes -> text in UTF-8, and how it was encoded."""

import re
from codecs import (
    BOM_UTF8,
    BOM_UTF16_BE,
    BOM_UTF16_LE,
    BOM_UTF32_BE,
    BOM_UTF32_LE,
)

from clustering.errors import BinaryFile, EmptyFile, UnknownEncoding
from clustering.reading.letters import codec_of

NOTHING = b' \t\r\n,;|"'
"""Blanks, delimiters and quotes: of these alone, there is no cell."""
MARKS = (
    (BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
    (BOM_UTF8, "utf-8-sig"),
)
BAD_SHARE = 0.001
"""Of more bad bytes than this a text is not UTF-8."""
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
CONTROLS_IN = 100_000
"""Bytes in which they are counted."""
MOST_CONTROLS = 0.01
LETTERS_A_FAULT = 10
"""Letters in sound UTF-8 there must be for each fault."""
HEAD = 4_000
"""Bytes that tell UTF-16 without a mark."""
LEAST_ZEROS = 0.3
"""Share of zeros among every other byte of a text in UTF-16."""


def decode(data: bytes) -> tuple[bytes, str, int]:
    """Return a file's text as UTF-8, the codec it was written in, and its faults.

    Returns
    -------
    text : bytes
        UTF-8 without byte order marks.
    encoding : str
        A codec of Python's, as "utf-8", "utf-8-sig", "utf-16" or "cp949".
    bad : int
        Letters that cannot be read; each is a replacement character in the text.

    Raises
    ------
    EmptyFile, BinaryFile, UnknownEncoding
    """
    text, encoding, bad = to_utf8(data)
    text = text.replace(BOM_UTF8, b"")  # joined files have them in the middle
    text = text.rstrip(b"\0\r\n\x1a")  # some exporters fill up their last block
    if b"\0" in text:
        raise BinaryFile
    if not text.strip(NOTHING):
        raise EmptyFile
    return text, encoding, bad


def to_utf8(data: bytes) -> tuple[bytes, str, int]:
    """Return the text as UTF-8, the codec that reads it, and how many letters it lacks.

    Strict UTF-8 over the whole file comes first, for hardly a text in another
    encoding is UTF-8 by chance, while much UTF-8 would pass for another.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return recode(data, encoding), encoding, 0
    if wide := without_mark(data):
        return recode(data, wide), wide, 0
    try:
        data.decode()
    except UnicodeDecodeError:
        return guessed(data)
    return data, "utf-8", 0


def without_mark(data: bytes) -> str | None:
    """Return which UTF-16 a text is in whose every other byte is nearly always zero."""
    head = data[:HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    more, less = max(even, odd), min(even, odd)
    if len(data) % 2 or more < LEAST_ZEROS * len(head) / 2 or less > more / 5:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def guessed(data: bytes) -> tuple[bytes, str, int]:
    """Return a text that is not UTF-8, or not quite, as `to_utf8` does.

    Raises
    ------
    UnknownEncoding, BinaryFile
    """
    if is_paired(data):
        wide = data.decode(errors="surrogatepass").encode("utf-16", "surrogatepass")
        return recode(wide, "utf-16"), "utf-8", 0
    mended = data.decode(errors="replace")
    bad = mended.count("\ufffd")
    sound = len(mended) - len(mended.encode("ascii", "ignore")) - bad
    if bad <= BAD_SHARE * len(data) and sound >= LETTERS_A_FAULT * bad:
        return mended.encode(), "utf-8", bad
    data = data.rstrip(b"\0\x1a")
    if b"\0" in data or is_binary(data):
        raise BinaryFile
    codec = codec_of(data)
    if codec is None:
        raise UnknownEncoding
    return recode(data, codec), codec, 0


def is_paired(data: bytes) -> bool:
    """Return whether data is UTF-8 with letters as surrogates, as Java writes it."""
    try:
        data.decode(errors="surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def is_binary(data: bytes) -> bool:
    """Return whether bytes hold more control characters than any text."""
    head = data[:CONTROLS_IN]
    return len(CONTROLS.findall(head)) > MOST_CONTROLS * len(head)


def recode(data: bytes, encoding: str) -> bytes:
    """Return data as UTF-8, or say that its letters cannot be made out."""
    try:
        return data.decode(encoding).encode()
    except UnicodeError:  # also lone surrogates, which UTF-8 has none of
        raise UnknownEncoding from None
