"""Which columns of a table measure something, and what the others are."""

import numpy as np
import pandas as pd

from clustering.arrays import FloatArray
from clustering.columns.categories import are_categories
from clustering.columns.identifiers import (
    is_date,
    is_identifier,
    is_moment,
    is_running,
    names_identifier,
    reads_as_code,
    reads_as_date,
)
from clustering.load import Table
from clustering.reading.numerals import is_missing
from clustering.report import Reason

MOST_COLUMNS = 200
"""Number columns used at most."""
MOST_GAPS = 0.4
"""A column with a larger share of missing cells is left out."""
SAMPLE = 20
"""Different cells that tell what kind of text a column holds."""


def are_dates(cells: pd.Series) -> bool:
    """Return whether a column of text (rows,) holds dates or times."""
    some = [cell for cell in cells.unique()[:SAMPLE] if not is_missing(cell)]
    return bool(some) and all(map(reads_as_date, some))


def unfit(table: Table) -> dict[str, Reason]:
    """Return the columns that measure nothing, each with the reason."""
    texts = [name for name in table.columns if name not in table.numeric]
    reasons = {name: why_text(name, table.texts[name]) for name in texts}
    for name, column in zip(table.numeric, table.matrix.T, strict=True):
        if reason := why_not(name, column, first=name == table.columns[0]):
            reasons[name] = reason
    fit = [name for name in table.numeric if name not in reasons]
    return reasons | dict.fromkeys(fit[MOST_COLUMNS:], Reason.SURPLUS)


def why_text(name: str, cells: pd.Series) -> Reason:
    """Return what a column of text is."""
    if are_dates(cells):
        return Reason.DATE
    some = [cell for cell in cells.unique()[:SAMPLE] if not is_missing(cell)]
    if not some:
        return Reason.EMPTY
    if names_identifier(name) or all(map(reads_as_code, some)):
        return Reason.IDENTIFIER
    return Reason.CATEGORY if are_categories(cells) else Reason.TEXT


def why_not(name: str, column: FloatArray, *, first: bool) -> Reason | None:
    """Return why a column of numbers (rows,) is no measurement, or None if it is."""
    values = column[~np.isnan(column)]
    if values.min() == values.max():
        return Reason.CONSTANT
    if len(values) < (1 - MOST_GAPS) * len(column):
        return Reason.GAPS
    if is_identifier(name, values):
        return Reason.IDENTIFIER
    if is_running(name, values, first=first):
        return Reason.RUNNING
    return Reason.DATE if is_date(values) or is_moment(name, values) else None
