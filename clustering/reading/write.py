"""Rows of cells -> text, as every other table is read from."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

DELIMITER = "\t"
"""What stands between cells in a text that is written here."""


def as_text(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as text in UTF-8, a blank row for each that holds nothing."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=DELIMITER).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")
