"""Words a person typed -> columns of a table, or why these cannot be clustered."""

from collections.abc import Sequence

import pandas as pd

from clustering.columns.categories import are_categories, may_be_taken_in
from clustering.columns.matching import TOLD, matching
from clustering.columns.roles import are_dates
from clustering.errors import (
    DateColumn,
    NoLogarithm,
    NoNumbers,
    TextColumn,
    UserError,
)
from clustering.load import Table

MOST_DATES = 12
"""More different dates than a year has months are no categories."""


def named_columns(table: Table, words: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of numbers or of categories that words name.

    Raises
    ------
    UnknownColumn, AmbiguousColumn, NoNumbers, TextColumn, DateColumn
    """
    offered = table.numeric or table.columns
    named = matching(words, table.columns, offered=offered)
    for name in named:
        if name not in table.numeric:
            check_categories(table, name)
    return named


def check_categories(table: Table, name: str) -> None:
    """Refuse a column of text with too many different values, or of dates.

    Raises
    ------
    NoNumbers, TextColumn, DateColumn
    """
    cells = table.texts[name]
    if table.numeric and are_many_dates(cells):
        raise DateColumn(name, example_of(cells), table.numeric[:TOLD])
    if not may_be_taken_in(cells):
        raise no_numbers(table, name)


def offered(table: Table, used: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that a person may choose from, in the table's order."""
    known = {*table.numeric, *used}
    return tuple(
        name for name in table.columns if name in known or is_offered(table.texts[name])
    )


def is_offered(cells: pd.Series) -> bool:
    """Return whether cells (rows,) of text are categories worth choosing."""
    return are_categories(cells) and not are_many_dates(cells)


def are_many_dates(cells: pd.Series) -> bool:
    """Return whether cells (rows,) hold more dates than make sense as categories."""
    return are_dates(cells) and cells.nunique() > MOST_DATES


def no_numbers(table: Table, name: str) -> UserError:
    """Return what to say of a column of text that is asked for."""
    if not table.numeric:
        return NoNumbers(table.columns[:TOLD])
    return TextColumn(name, example_of(table.texts[name]), table.numeric[:TOLD])


def example_of(cells: pd.Series) -> str:
    """Return the first cell with something in it, or nothing."""
    return next((cell for cell in cells if cell.strip()), "")


def with_logarithm(table: Table, words: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that words name, all of whose numbers are positive.

    Raises
    ------
    NoLogarithm
        When one holds 0 or less; there is no honest place for it on a log scale.
    UnknownColumn, AmbiguousColumn, TextColumn
    """
    named = matching(words, table.columns, offered=table.numeric)
    for name in named:
        if name not in table.numeric:
            raise no_numbers(table, name)
        column = table.matrix[:, table.numeric.index(name)]
        if bad := int((column <= 0).sum()):
            raise NoLogarithm(name, bad)
    return named
