"""Tables drawn in text, as in Markdown, terminals and print -> rows."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import StringIO

from clustering.reading.numerals import is_missing, is_number
from clustering.reading.write import as_text

LOOKED_AT = 200
FEWEST_COLUMNS = 2
FEWEST_LINES = 3
RULES = frozenset("-=─━_")
"""What lines are drawn with."""
CROSSINGS = RULES.union("|+:┼╋┃│ \t")
"""What a line may hold that only separates: |---|:-:|, +----+----+ or ----+----."""
ROWS_TOLD = re.compile(r"\(?\d+ rows?( in set.*)?\)?")
"""What databases print below a table."""
GAP = re.compile(r" {2,}")
QUOTED = re.compile(r'"[^"]*"')
SPACED_NUMBER = re.compile(r"[-+]?\d{1,3}( \d{3})+([.,]\d+)?")


def redrawn(text: bytes) -> bytes | None:
    """Return a drawn table as text with tabs, or None if the text draws none."""
    head = text[:100_000].decode("utf-8", "ignore").splitlines()[:LOOKED_AT]
    if has_bars(head):
        return as_text(between_bars(StringIO(text.decode())))
    with suppress(csv.Error):  # a cell too long
        if is_spaced(head):
            return as_text(between_spaces(StringIO(text.decode(), newline="")))
    if is_lined_up(head):
        return as_text(between_gaps(StringIO(text.decode())))
    return None


def has_bars(lines: Sequence[str]) -> bool:
    """Return whether rows stand between bars, and a line of rules among them.

    The line has bars or crosses too, unless rows begin and end with bars.
    """
    rules = [line for line in lines if is_rule(line)]
    rows = [line.strip() for line in lines if "|" in line and not is_rule(line)]
    crossed = any("|" in line or "+" in line for line in rules)
    closed = rules and all(len(row) > 1 and row[0] == row[-1] == "|" for row in rows)
    return len(rows) > 1 and bool(crossed or closed)


def is_rule(line: str) -> bool:
    """Return whether a line only separates."""
    marks = set(line.strip())
    return marks <= CROSSINGS and any(line.count(mark) > 1 for mark in RULES & marks)


def between_bars(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the cells between the bars of each line; other lines as they are."""
    for line in lines:
        if is_rule(line) or ROWS_TOLD.fullmatch(line.strip()):
            continue
        inner = line.strip().removeprefix("|").removesuffix("|")
        cells = re.split(r"(?<!\\)\|", inner)
        yield [cell.strip().replace("\\|", "|") for cell in cells]


def is_spaced(lines: Sequence[str]) -> bool:
    """Return whether spaces alone divide lines into as many cells, numbers among them.

    A column of 1 234 and 2 345 is one of numbers, and names with a space are names.
    """
    if any(mark in QUOTED.sub("", line) for line in lines for mark in "\t;|,"):
        return False
    names, *rows = [row for row in between_spaces(lines) if row] or [[]]
    width = max(map(len, rows), default=0)
    even = all(len(row) == width for row in rows)
    if width < FEWEST_COLUMNS or not even or width - len(names) not in {0, 1}:
        return False
    if all(SPACED_NUMBER.fullmatch(line.strip()) for line in lines[1:]):
        return False
    return any(all(map(is_number_or_gap, column)) for column in zip(*rows, strict=True))


def is_lined_up(lines: Sequence[str]) -> bool:
    """Return whether gaps of two spaces or more divide lines, numbers among them.

    Cells may hold single spaces then, as names do.
    """
    rows = [row for row in between_gaps(lines) if row != [""]]
    width = max(map(len, rows), default=0)
    if width < FEWEST_COLUMNS or len(rows) < FEWEST_LINES:
        return False
    if any(mark in line for line in lines for mark in "\t;|,"):
        return False
    if any(len(row) != width for row in rows):
        return False
    columns = zip(*rows[1:], strict=True)
    return any(all(map(is_number_or_gap, column)) for column in columns)


def between_gaps(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the cells between gaps of two spaces or more."""
    for line in lines:
        yield GAP.split(line.strip())


def is_number_or_gap(cell: str) -> bool:
    """Return whether a cell may stand in a column of numbers."""
    return is_number(cell) or is_missing(cell)


def between_spaces(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the cells between runs of spaces; quoted ones may hold some."""
    reader = csv.reader(lines, delimiter=" ", skipinitialspace=True)
    for row in reader:
        yield row[:-1] if row and not row[-1] else row
