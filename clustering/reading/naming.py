"""Rows that name the columns -> one name for each."""

import re
from collections.abc import Sequence
from itertools import pairwise

from clustering.errors import SplitNumbers, UnevenRows
from clustering.reading.records import Located, Record, filled, trimmed


def padded(record: Record, width: int) -> Record:
    """Return a record with blank cells behind, up to the width."""
    return [*record, *[""] * (width - len(record))]


def joined(tops: Sequence[Record], width: int) -> Record:
    """Return the names that rows make up together, each once: 2024, men -> 2024 men.

    A blank in an upper row belongs to the name in front of it, as merged cells do.
    """
    if len(tops) == 1:
        return tops[0]
    width = max(width, *map(len, tops))
    rows = [padded(row, width) for row in tops]
    below = rows[-1]
    parts = [spread(row, below) for row in rows[:-1]] + [below]
    columns = zip(*parts, strict=True)
    return [
        " ".join(dict.fromkeys(part.strip() for part in column if part.strip()))
        for column in columns
    ]


def spread(row: Record, below: Record) -> Record:
    """Return a row of group names, each over all columns that have a name below."""
    name, out = "", []
    for cell, lower in zip(row, below, strict=True):
        name = cell if cell.strip() else name
        out.append(cell if cell.strip() or not lower.strip() else name)
    return out


def named(
    top: Record, below: Sequence[Located], width: int, delimiter: str
) -> tuple[str, ...]:
    """Return a name for each column, where the header may be one short or longer.

    It lacks the name of the last column if that is empty (a comma at the end of
    every row), else that of the first (row names, as R writes them).

    Raises
    ------
    SplitNumbers, UnevenRows
        When it lacks more, or the rows look as if their numbers were cut in two.
    """
    if len(trimmed(top)) > width:
        top = within_brackets(top, width, delimiter)
    if len(top) == width or len(trimmed(top)) >= width:
        return tuple(top[: max(width, len(trimmed(top)))])
    rows = [located for located in below if len(located[1]) == width]
    lacking = width - len(top)
    if not any(filled(row[-lacking:]) for _, row in rows):
        return (*top, *[""] * lacking)
    if delimiter == "," and (lacking > 1 or are_split([row for _, row in rows])):
        raise SplitNumbers(width, len(top), rows[0][0])
    if lacking > 1:
        raise UnevenRows(len(rows), len(top), rows[0][0])
    return ("", *top)


def within_brackets(top: Record, width: int, delimiter: str) -> Record:
    """Return names that were cut within brackets put together, if all rows say so.

    In `sex (1 = m, 2 = f),age` above rows of two cells, one comma divides nothing.
    """
    names: Record = []
    for cell in top:
        if names and names[-1].count("(") > names[-1].count(")"):
            names[-1] += delimiter + cell
        else:
            names.append(cell)
    return names if len(names) == width else top


def are_split(rows: Sequence[Record]) -> bool:
    """Return whether two neighbouring columns look like 1,234 cut at its comma."""
    pairs = zip(*(list(pairwise(row)) for row in rows), strict=True)
    return any(
        all(re.fullmatch(r"-?[1-9]\d{0,2}", one) for one, _ in pair)
        and all(re.fullmatch(r"\d{3}", two) for _, two in pair)
        for pair in pairs
    )
