"""Table -> features: columns, missing cells, scale and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.columns.asked import named_columns, with_logarithm
from clustering.columns.categories import (
    Category,
    groups_of,
    taken_in,
)
from clustering.columns.matching import TOLD
from clustering.columns.roles import unfit
from clustering.errors import (
    ConstantColumns,
    NoNumbers,
    NothingToCompare,
    OneRow,
    TooManyGaps,
)
from clustering.load import Table
from clustering.notes import (
    CategoriesAsOnes,
    CategoriesWeighed,
    IdleLogarithms,
    Logarithms,
    Note,
    RowsSetAside,
)
from clustering.report import Reason
from clustering.request import Scaling
from clustering.scales import scaled

CATEGORIES: dict[Scaling, type[CategoriesAsOnes | CategoriesWeighed]] = {
    "standard": CategoriesWeighed,
    "none": CategoriesAsOnes,
}
"""What is said of columns of categories that are taken in."""
DECIMALS = 9
"""Of a percentage, so many are more than arithmetic leaves true."""


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
    categories : mapping of str to Category
        What those of the columns ask that hold yes and no, by name; yes is 100 in
        their own unit.
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
    categories: Mapping[str, Category] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[str, ...]:
        """The table's own columns that the d columns were made of."""
        return tuple(dict.fromkeys(map(self.source_of, self.columns)))

    def source_of(self, name: str) -> str:
        """Return the table's own column that one of the columns was made of."""
        category = self.categories.get(name)
        return category.column if category else name

    @property
    def groups(self) -> list[list[int]]:
        """Which columns, by position, are categories of one column."""
        return groups_of(self.columns, self.categories)

    def restore(
        self,
        points: FloatArray,
        columns: Sequence[int] | slice = slice(None),
        *,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return points (m, d), or only some columns of them, in the table's own units.

        The mean of logarithms comes back as the geometric mean, that of yes and no as
        a percentage.  With `out`, as in NumPy, no new memory is asked for.
        """
        numbers = np.multiply(points, self.scale[columns], out=out)
        numbers += self.offset[columns]
        if self.categories:
            exact = numbers.round(DECIMALS) + 0.0  # no -0
            numbers = np.where(self.yes_no[columns], exact, numbers)
        if self.logs:
            np.power(10.0, numbers, out=numbers, where=self._logged[columns])
        return numbers

    def measure(self, numbers: FloatArray) -> FloatArray:
        """Return numbers (m, d) of the table, NaN for gaps, as points."""
        numbers = np.log10(numbers, out=numbers.copy(), where=self._logged)
        return (numbers - self.offset) / self.scale

    @property
    def yes_no(self) -> BoolArray:
        """Which columns (d,) hold yes and no."""
        return np.array([name in self.categories for name in self.columns])

    @property
    def measured(self) -> FloatArray:
        """The points (n, ·) by their columns of numbers alone."""
        return self.points[:, ~self.yes_no]

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
        that measures something.  A column of categories is taken in by name only.
    scaling : "standard" or "none"
        Whether each column gets mean 0 and standard deviation 1 (with divisor
        n, as for a population), or stays as it is.
    logs : sequence of str
        Words that name columns whose logarithm is to be clustered, where used.

    Raises
    ------
    UserError
        When no two rows can be compared, a word names no column that can be
        clustered, or a column has no logarithm.
    """
    if table.rows == 1:
        raise OneRow
    named = named_columns(table, columns) if columns else ()
    texts = [name for name in named if name not in table.numeric]
    asked = with_logarithm(table, logs) if logs else ()
    table, categories = taken_in(table, texts)
    if not table.numeric:
        raise NoNumbers(table.columns[:TOLD])
    reasons, rows = screened(table, named, categories)
    used = [at for at, name in enumerate(table.numeric) if name not in reasons]
    names = tuple(table.numeric[at] for at in used)
    numbers, logged = logarithms(table.matrix[:, used][rows], names, asked)
    points, offset, scale = scaled(numbers, scaling, groups_of(names, categories))
    gaps = table.rows - len(rows)
    taken = tuple(name for name in texts if name not in reasons)
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
            *([CATEGORIES[scaling](taken)] if taken else []),
        ),
        logs=logged,
        categories={name: categories[name] for name in names if name in categories},
    )


def screened(
    table: Table, named: Sequence[str], categories: Mapping[str, Category]
) -> tuple[dict[str, Reason], IntArray]:
    """Return the columns that are left out, and the rows complete in the others.

    Raises
    ------
    UserError
        When no column or no two rows are left.
    """
    others = [name for name in table.columns if name not in named]
    reasons = dict.fromkeys(others, Reason.NOT_CHOSEN) if named else unfit(table)
    rows = complete_rows(table, reasons)
    reasons |= constant(table, reasons, rows)
    left = set(table.numeric) - reasons.keys()
    alive = {categories[name].column for name in left & categories.keys()}
    taken = {category.column for category in categories.values()}
    reasons |= dict.fromkeys(taken - alive, Reason.CONSTANT)
    if not left:
        steady = [name for name in named if reasons.get(name) == Reason.CONSTANT]
        if named:
            raise ConstantColumns(tuple(steady)[:TOLD])
        raise NothingToCompare(table.numeric[:TOLD])
    return reasons, rows


def numbers_of(table: Table, features: Features) -> FloatArray:
    """Return the table's own numbers (rows, d), NaN for gaps; 100 and 0 for yes, no."""
    table, _ = taken_in(table, features.sources)
    at = [table.numeric.index(name) for name in features.columns]
    return table.matrix[:, at]


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
