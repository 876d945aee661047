"""A file's bytes -> its one table as text in UTF-8, and where that was found."""

import re
from dataclasses import dataclass, replace

from clustering.notes import BadLetters, Note, ReadAsKorean, ReadInEncoding, SheetRead
from clustering.reading.decode import decode
from clustering.reading.drawn import redrawn
from clustering.reading.kinds import Kind, kind_of
from clustering.reading.lines import check_lines
from clustering.reading.objects import read_json
from clustering.reading.packed import gunzipped, unzipped
from clustering.reading.quotes import requoted
from clustering.reading.sheets import read_workbook
from clustering.reading.stray import closed
from clustering.reading.write import DELIMITER

NAMES = (
    (r"cp932", "Shift_JIS"),
    (r"cp(125\d)", r"Windows-\1"),
    (r"iso8859_(\d+)", r"ISO-8859-\1"),
    (r"mac_(\w+)", r"Mac \1"),
)
"""How encodings are called where programs offer them."""
PLAIN = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
"""Encodings of which nothing need be said."""


@dataclass(frozen=True)
class Source:
    """The text of a table, wherever it came from.

    Attributes
    ----------
    text : bytes
        Its rows in UTF-8, without byte order marks.
    encoding : str
        A codec of Python's: how the person's file was written.
    delimiter : str or None
        What stands between cells; None where that is to be found out.
    sheet : str
        Which sheet of a workbook it is; empty where there are none.
    sheets : tuple of str
        All sheets with something in them.
    decisions : tuple of Note
        What was decided so far.
    """

    text: bytes
    encoding: str
    delimiter: str | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    decisions: tuple[Note, ...] = ()


def open_source(data: bytes, sheet: str | int | None = None) -> Source:
    """Return the table in a file's bytes, which decide what the file is.

    Its text is quoted in the usual way, whatever way the file has.

    Parameters
    ----------
    data : bytes
    sheet : str, int or None
        Which sheet of a workbook, by name or place; None for the first with a table.

    Raises
    ------
    UserError
        When there is no table that is read; it says what there is.
    """
    source = unpacked(data, sheet)
    check_lines(source.text)
    if source.delimiter is None:
        return replace(source, text=closed(requoted(source.text)))
    return source


def unpacked(data: bytes, sheet: str | int | None) -> Source:
    """Return the table in a file's bytes as its text stands."""
    match kind_of(data):
        case Kind.WORKBOOK:
            return from_workbook(data, sheet)
        case Kind.GZIP:
            return inside(gunzipped(data), sheet)
        case Kind.ZIP:
            return inside(unzipped(data)[1], sheet)
        case Kind.JSON:
            return from_json(data)
    return from_text(data)


def inside(data: bytes, sheet: str | int | None) -> Source:
    """Return the table in what was packed; packed once more, it is refused."""
    match kind_of(data):
        case Kind.WORKBOOK:
            return from_workbook(data, sheet)
        case Kind.JSON:
            return from_json(data)
    return from_text(data)


def from_workbook(data: bytes, sheet: str | int | None) -> Source:
    """Return a sheet of a workbook."""
    text, chosen, sheets = read_workbook(data, sheet)
    others = tuple(name for name in sheets if name != chosen)
    said = (SheetRead(chosen, others),) if others else ()
    return Source(text, "utf-8", DELIMITER, chosen, sheets, said)


def from_json(data: bytes) -> Source:
    """Return the table in a JSON document."""
    text, encoding, _ = decode(data)
    return Source(read_json(text), encoding, DELIMITER)


def from_text(data: bytes) -> Source:
    """Return a table of text, drawn or divided by a delimiter."""
    text, encoding, bad = decode(data)
    said: list[Note] = []
    if encoding == "cp949":
        said.append(ReadAsKorean())
    elif encoding not in PLAIN:
        said.append(ReadInEncoding(called(encoding)))
    if bad:
        said.append(BadLetters(bad))
    drawn = redrawn(text)
    if drawn is not None:
        return Source(drawn, encoding, DELIMITER, decisions=tuple(said))
    return Source(text, encoding, decisions=tuple(said))


def called(encoding: str) -> str:
    """Return how a codec of Python's is called by others: cp1252 is Windows-1252."""
    for form, name in NAMES:
        if found := re.fullmatch(form, encoding):
            return found.expand(name)
    return encoding.upper().replace("_", "-")
