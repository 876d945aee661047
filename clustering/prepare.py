"""Table -> features: columns, missing cells, scale and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.columns.identifiers import (
    is_date,
    is_identifier,
    is_moment,
    is_running,
    names_identifier,
    reads_as_code,
    reads_as_date,
)
from clustering.columns.matching import TOLD, matching
from clustering.errors import (
    ConstantColumns,
    NoLogarithm,
    NoNumbers,
    NothingToCompare,
    OneRow,
    TextColumn,
    TooManyGaps,
)
from clustering.load import Table
from clustering.notes import IdleLogarithms, Logarithms, Note, RowsSetAside
from clustering.reading.numerals import is_missing
from clustering.report import Reason
from clustering.request import Scaling

MOST_COLUMNS = 200
"""Number columns used at most."""
MOST_GAPS = 0.4
"""A column with a larger share of missing cells is left out."""
MOST_KINDS = 50
"""Different texts in a column of categories, each of which occurs twice on average."""
SAMPLE = 20
"""Different cells that tell what kind of text a column holds."""


@dataclass(frozen=True, eq=False)
class Features:
    """The n points of d features that are clustered, and the way back.

    Attributes
    ----------
    points : (n, d)
        Numbers without gaps, on the scale that distances are measured in.
    columns : tuple of str
        Names of the d columns used.
    rows : (n,) ints
        Which row of the table each point is, rising.
    offset, scale : (d,)
        points * scale + offset are the numbers in the table's own units, or their
        logarithms.
    left_out : tuple of (column, Reason)
        The other columns, in the table's order, each with its reason.
    decisions : tuple of Note
        What was left out or set aside.
    unusual : (m,) ints
        Rows of the table that were set aside, being far from all others.
    unusual_points : (m, d)
        Where they are, on the scale of the points.
    logs : tuple of str
        Columns of which the logarithm to base 10 is on that scale.
    """

    points: FloatArray
    columns: tuple[str, ...]
    rows: IntArray
    offset: FloatArray
    scale: FloatArray
    left_out: tuple[tuple[str, Reason], ...]
    decisions: tuple[Note, ...]
    unusual: IntArray = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    unusual_points: FloatArray = field(default_factory=lambda: np.empty((0, 0)))
    logs: tuple[str, ...] = ()

    def restore(
        self, points: FloatArray, columns: Sequence[int] | slice = slice(None)
    ) -> FloatArray:
        """Return points (m, d), or only some columns of them, in the table's own units.

        The mean of logarithms comes back as the geometric mean.
        """
        numbers = points * self.scale[columns] + self.offset[columns]
        if self.logs:
            np.power(10.0, numbers, out=numbers, where=self._logged[columns])
        return numbers

    def measure(self, numbers: FloatArray) -> FloatArray:
        """Return numbers (m, d) of the table, NaN for gaps, as points."""
        numbers = np.log10(numbers, out=numbers.copy(), where=self._logged)
        return (numbers - self.offset) / self.scale

    @property
    def _logged(self) -> BoolArray:
        return np.array([name in self.logs for name in self.columns])


def prepare(
    table: Table,
    *,
    columns: Sequence[str] = (),
    scaling: Scaling = "standard",
    logs: Sequence[str] = (),
) -> Features:
    """Return the rows and columns of a table that are to be clustered, on one scale.

    Parameters
    ----------
    table : Table
    columns : sequence of str
        Words that name columns, as a person typed them; none for every column
        that measures something.
    scaling : "standard" or "none"
        Whether each column gets mean 0 and standard deviation 1 (with divisor
        n, as for a population), or stays as it is.
    logs : sequence of str
        Words that name columns whose logarithm is to be clustered, where used.

    Raises
    ------
    UserError
        When no two rows can be compared, a word names no column of numbers, or a
        column has no logarithm.
    """
    if table.rows == 1:
        raise OneRow
    if not table.numeric:
        raise NoNumbers(table.columns[:TOLD])
    reasons, rows = screened(table, columns)
    asked = with_logarithm(table, logs) if logs else ()
    used = [at for at, name in enumerate(table.numeric) if name not in reasons]
    names = tuple(table.numeric[at] for at in used)
    numbers, logged = logarithms(table.matrix[:, used][rows], names, asked)
    scale_of = standardized if scaling == "standard" else unscaled
    points, offset, scale = scale_of(numbers)
    gaps = table.rows - len(rows)
    return Features(
        points=points,
        columns=names,
        rows=rows,
        offset=offset,
        scale=scale,
        left_out=tuple(
            (name, reasons[name]) for name in table.columns if name in reasons
        ),
        decisions=(
            *([RowsSetAside(gaps)] if gaps else []),
            *told_of(logged, asked),
        ),
        logs=logged,
    )


def screened(table: Table, words: Sequence[str]) -> tuple[dict[str, Reason], IntArray]:
    """Return the columns that are left out, and the rows complete in the others.

    Raises
    ------
    UserError
        When no column or no two rows are left.
    """
    reasons = unasked(table, words) if words else unfit(table)
    rows = complete_rows(table, reasons)
    steady = constant(table, reasons, rows)
    reasons |= steady
    if not set(table.numeric) - reasons.keys():
        if words:
            raise ConstantColumns(tuple(steady)[:TOLD])
        raise NothingToCompare(table.numeric[:TOLD])
    return reasons, rows


def unasked(table: Table, words: Sequence[str]) -> dict[str, Reason]:
    """Return the columns that a person did not ask for."""
    asked = number_columns(table, words)
    return {name: Reason.NOT_CHOSEN for name in table.columns if name not in asked}


def number_columns(table: Table, words: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of numbers that words name.

    Raises
    ------
    UnknownColumn, AmbiguousColumn, TextColumn
    """
    named = matching(words, table.columns, offered=table.numeric)
    for name in named:
        if name not in table.numeric:
            cells = table.texts[name]
            example = next((cell for cell in cells if cell.strip()), "")
            raise TextColumn(name, example, table.numeric[:TOLD])
    return named


def with_logarithm(table: Table, words: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that words name, all of whose numbers are positive.

    Raises
    ------
    NoLogarithm
        When one holds 0 or less; there is no honest place for it on a log scale.
    """
    named = number_columns(table, words)
    for name in named:
        column = table.matrix[:, table.numeric.index(name)]
        if bad := int((column <= 0).sum()):
            raise NoLogarithm(name, bad)
    return named


def logarithms(
    numbers: FloatArray, columns: tuple[str, ...], asked: Sequence[str]
) -> tuple[FloatArray, tuple[str, ...]]:
    """Return numbers (n, d) with logarithms in the columns asked for, and these.

    Numbers so alike that their logarithms are one float stay as they are: over so
    short a way the logarithm is a straight line and changes nothing.
    """
    result, logged = numbers.copy(), []
    for at, name in enumerate(columns):
        if name in asked:
            column = np.log10(numbers[:, at])
            if column.min() < column.max():
                result[:, at] = column
                logged.append(name)
    return result, tuple(logged)


def told_of(logged: tuple[str, ...], asked: Sequence[str]) -> tuple[Note, ...]:
    """Return notes on the logarithms that were taken, and on those that were not."""
    idle = tuple(name for name in asked if name not in logged)
    taken = (Logarithms(logged),) if logged else ()
    return (*taken, IdleLogarithms(idle)) if idle else taken


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
    some = [cell for cell in cells.unique()[:SAMPLE] if not is_missing(cell)]
    if not some:
        return Reason.EMPTY
    if all(map(reads_as_date, some)):
        return Reason.DATE
    if names_identifier(name) or all(map(reads_as_code, some)):
        return Reason.IDENTIFIER
    return Reason.CATEGORY if are_categories(cells) else Reason.TEXT


def are_categories(cells: pd.Series) -> bool:
    """Return whether few different texts fill a column (rows,), most more than once."""
    filled = cells[cells.str.strip() != ""]
    kinds = filled.nunique()
    return bool(
        kinds <= min(MOST_KINDS, max(2, len(filled) / 2)) and kinds < len(filled)
    )


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


def complete_rows(table: Table, reasons: Mapping[str, Reason]) -> IntArray:
    """Return the rows with a number in every column that is used.

    Raises
    ------
    TooManyGaps
        When there are not two of them.
    """
    used = [at for at, name in enumerate(table.numeric) if name not in reasons]
    rows = np.flatnonzero(~np.isnan(table.matrix[:, used]).any(axis=1))
    if len(rows) <= 1:
        names = tuple(table.numeric[at] for at in used[:TOLD])
        raise TooManyGaps(table.rows, len(rows), names)
    return rows


def constant(
    table: Table, reasons: Mapping[str, Reason], rows: IntArray
) -> dict[str, Reason]:
    """Return the used columns that are the same in all rows that are used."""
    return {
        name: Reason.CONSTANT
        for name, column in zip(table.numeric, table.matrix.T, strict=True)
        if name not in reasons and column[rows].min() == column[rows].max()
    }


def unscaled(numbers: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return numbers (n, d) as they are, with the offset and scale that say so."""
    width = numbers.shape[1]
    return numbers, np.zeros(width), np.ones(width)


def standardized(numbers: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return columns with mean 0 and population SD 1, and their means and SDs.

    Columns are first brought into -1..1 by powers of two, which is exact, so that
    neither 1e300 nor 1e-300 is lost when squared; dates in seconds keep their
    digits because the mean is taken off twice.

    Parameters
    ----------
    numbers : (n, d)
        No column is constant.
    """
    small, power = shrunk(numbers)
    rough = means(small)
    small, more = shrunk(small - rough)
    rest = means(small)
    small -= rest
    sds = np.sqrt(means(small**2))
    offset = np.ldexp(rough, power) + np.ldexp(rest, power + more)
    return small / sds, offset, np.ldexp(sds, power + more)


def shrunk(values: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return columns (n, d) divided by powers of two into -1..1, and the powers."""
    _, power = np.frexp(np.abs(values).max(axis=0))
    return np.ldexp(values, -power), power


def means(values: FloatArray) -> FloatArray:
    """Return the means of columns (n, d) within -4..4, whatever the order of rows.

    Sums of floats depend on their order in the last digit, which would reach the
    labels; sums of whole numbers do not.
    """
    unit = 2.0 ** (60 - len(values).bit_length())
    sums: IntArray = np.rint(values * unit).astype(np.int64).sum(axis=0)
    return sums / unit / len(values)
