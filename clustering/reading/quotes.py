r"""Text quoted in any way -> the same text quoted as CSV has it.

Some programs put 'single' marks around cells, some write \" for a mark within one.
Apostrophes and backslashes stand in honest texts too, as in 'til and C:\data\, so
another way of quoting is believed only where the text is sound under it, and its rows
are more alike than they are under the usual one.
"""

import csv
import re
from io import StringIO

from clustering.errors import UserError
from clustering.reading.delimit import DELIMITERS, split, suits
from clustering.reading.records import USUAL, Quoting, csv_reader

ESCAPE = "\\"
WAYS = tuple(Quoting(mark, escape) for mark in "\"'" for escape in (None, ESCAPE))
"""Of those that suit equally well, the first."""
LONE = re.compile(rf"""\\(?![\\"'{DELIMITERS}])""".encode())
"""A backslash that escapes nothing: C:\\data."""

Suit = tuple[float, bool]
"""How well a quoting suits: by what its rows are like, and whether it is sound."""


def requoted(text: bytes) -> bytes:
    """Return a text in UTF-8 with its cells quoted as in RFC 4180.

    One that is so already comes back as it is; else lines and cells stay the same,
    and only the marks around and within cells change.
    """
    ways = [way for way in WAYS if way == USUAL or occurs(way, text)]
    found = max(ways, key=lambda way: suit(text, way)) if len(ways) > 1 else USUAL
    if found == USUAL and Quoting("'") in ways and wraps_a_column(text):
        found = Quoting("'")
    return text if found == USUAL else rewritten(text, found)


def occurs(way: Quoting, text: bytes) -> bool:
    """Return whether a text has the signs of a way of quoting."""
    if (way.escape or way.mark).encode() not in text:
        return False  # found out much sooner than any pair of signs
    mark = way.mark.encode()
    starts = (before.encode() + mark in text for before in f"\n\r{DELIMITERS}")
    if way.escape is None:
        return text.startswith(mark) or any(starts)
    return any(f"{way.escape}{sign}".encode() in text for sign in way.mark + DELIMITERS)


def suit(text: bytes, way: Quoting) -> Suit:
    """Return how well a way of quoting suits; any but the usual must be sound."""
    text = prepared(text, way)
    try:
        delimiter, head = split(text, None, way)
    except UserError:
        return -1.0, False
    sound = is_sound(text, delimiter, way)
    if not sound and way != USUAL:
        return -1.0, False
    return suits([record for _, record in head]), sound


def prepared(text: bytes, way: Quoting) -> bytes:
    """Return a text in which every escape is one: other backslashes are doubled."""
    return LONE.sub(rb"\\\\", text) if way.escape else text


def is_sound(text: bytes, delimiter: str, way: Quoting) -> bool:
    """Return whether every mark that opens a cell closes one."""
    try:
        return all(True for _ in csv_reader(text, delimiter, way, strict=True))
    except csv.Error:
        return False


def wraps_a_column(text: bytes) -> bool:
    """Return whether single marks stand around a whole column, its name included."""
    single = Quoting("'")
    try:
        # Delimiters within marks count only where marks are not known.
        delimiter, _ = split(text, None, single)
        _, head = split(text, delimiter)
    except UserError:
        return False
    columns = zip(*(record for _, record in head), strict=False)
    wrapped = any(
        len(column) > 1 and all(map(is_wrapped, column)) for column in columns
    )
    return wrapped and is_sound(text, delimiter, single)


def is_wrapped(cell: str) -> bool:
    """Return whether a cell stands between single marks."""
    plain = cell.strip()
    return len(plain) > 1 and plain[0] == plain[-1] == "'"


def rewritten(text: bytes, way: Quoting) -> bytes:
    """Return a text under one way of quoting in the usual one, line by line."""
    text = prepared(text, way)
    delimiter, _ = split(text, None, way)
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(csv_reader(text, delimiter, way))
    return out.getvalue().encode()
