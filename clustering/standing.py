"""Table, fit, a row -> where it stands, and what would take it elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from clustering.arrays import FloatArray
from clustering.cuts import FLOAT_DIGITS, around
from clustering.errors import NoSuchRow, OneGroup, RowStandsAlone, RowWithGaps
from clustering.kmeans import Fit, nearest
from clustering.load import Table
from clustering.placing import squared_distances
from clustering.prepare import Features, numbers_of
from clustering.report import Change, Cluster

SLACK = 0.1
"""By what part of a change a rounder number may go beyond it."""


@dataclass(frozen=True, eq=False)
class Standing:
    """One clustered row, and all that its place depends on.

    Attributes
    ----------
    row : int
        Which data row, counted from 1.
    features : Features
    centers : (k, d)
    point : (d,)
        Where it is, on the scale of distances.
    numbers : (d,)
        Its numbers in the table's own units.
    rows : (n, d)
        The numbers of all clustered rows.
    own, other : int
        Its cluster, and the next nearest one.
    """

    row: int
    features: Features
    centers: FloatArray
    point: FloatArray
    numbers: FloatArray
    rows: FloatArray
    own: int
    other: int

    def is_category(self, column: int) -> bool:
        """Return whether a column holds yes and no."""
        return self.features.columns[column] in self.features.categories


def standing(table: Table, features: Features, fit: Fit, *, row: int) -> Standing:
    """Return where a data row, counted from 1, stands.

    Raises
    ------
    NoSuchRow, RowWithGaps, RowStandsAlone
        When it is in no cluster.
    OneGroup
        When there is no other.
    """
    at = place_of(row, table, features)
    if len(fit.centers) == 1:
        raise OneGroup
    rows = numbers_of(table, features)[features.rows]
    point, own = features.points[at], int(fit.labels[at])
    away = squared_distances(point[None], fit.centers)[0]
    away[own] = np.inf
    other = int(away.argmin())
    return Standing(row, features, fit.centers, point, rows[at], rows, own, other)


def place_of(row: int, table: Table, features: Features) -> int:
    """Return which of the points a data row, counted from 1, is.

    Raises
    ------
    NoSuchRow, RowWithGaps, RowStandsAlone
    """
    if not 1 <= row <= table.rows:
        raise NoSuchRow(row, table.rows)
    at = int(np.searchsorted(features.rows, row - 1))
    if at < len(features.rows) and features.rows[at] == row - 1:
        return at
    numbers = zip(features.columns, numbers_of(table, features)[row - 1], strict=True)
    missing = (name for name, number in numbers if np.isnan(number))
    gaps = tuple(dict.fromkeys(map(features.source_of, missing)))
    raise RowWithGaps(row, gaps) if gaps else RowStandsAlone(row)


def least_change(here: Standing, clusters: Sequence[Cluster]) -> Change | None:
    """Return the least change to one number that brings the row elsewhere, if any.

    Least by distance; a rounder number slightly beyond is taken instead.
    """
    for column, step in steps(here):
        for number in rounder(here, column, step):
            moved = here.numbers.copy()
            moved[column] = number
            point = here.features.measure(moved[None])
            label = int(nearest(point, here.centers)[0][0])
            if label != here.own:
                return Change(
                    column=here.features.columns[column],
                    value=float(here.numbers[column]),
                    to=number,
                    letter=clusters[label].letter,
                )
    return None


def steps(here: Standing) -> list[tuple[int, float]]:
    """Return columns and how far along each the next cluster begins, nearest first.

    Those of yes and no are none of them: there is no way between.
    """
    away = ((here.point - here.centers) ** 2).sum(axis=1)
    lead = (away - away[here.own])[:, None]  # (k, 1)
    slope = 2 * (here.centers - here.centers[here.own])  # (k, d)
    ways = np.divide(lead, slope, out=np.full(slope.shape, np.inf), where=slope != 0)
    up = np.where(ways >= 0, ways, np.inf).min(axis=0)
    down = np.where(ways < 0, ways, -np.inf).max(axis=0)
    found = [
        (column, float(way))
        for column, both in enumerate(zip(up, down, strict=True))
        for way in both
        if np.isfinite(way) and not here.is_category(column)
    ]
    return sorted(found, key=lambda one: abs(one[1]))


def rounder(here: Standing, column: int, step: float) -> Iterator[float]:
    """Yield numbers at or just beyond a border, the fewest digits first.

    They are within the range of the column, and whole where all its numbers are.
    """
    point = here.point.copy()
    point[column] += step
    edge = float(here.features.restore(point[None])[0, column])
    if not np.isfinite(edge):
        return
    values, up = here.rows[:, column], step >= 0
    slack = SLACK * abs(edge - float(here.numbers[column]))
    both = (around(edge, digits) for digits in range(1, FLOAT_DIGITS))
    tries = [one[up] for one in both if abs(one[up] - edge) <= slack]
    if (values == np.round(values)).all():
        whole = float(ceil(edge) if up else floor(edge))
        tries = [one for one in tries if one.is_integer()]
        tries += [whole, whole + (1.0 if up else -1.0)]  # the edge is on neither side
    yield from (one for one in tries if values.min() <= one <= values.max())
