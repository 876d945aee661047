"""All rows of a fit: measured with a known error, summed with none."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.rows import FOLD, blocks

BITS = 62
"""Sums of whole numbers of as many bits do not overflow."""
FINEST = 52
"""No float has more bits than that after its first."""
SMALLEST = FINEST - 1023
"""Steps of any smaller power of two would be too many for a float."""
NARROW = 4
"""Columns up to which sums go column by column, several times as fast."""

Totals = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Table:
    """Rows, how often each counts, and what to measure them by.

    Attributes
    ----------
    points : (n, d)
    weights : (n,) ints
    origin : (d,)
        Taken from columns that lie far from zero, as dates do, lest digits be lost.
    units : (d,)
        Powers of two; what is left of each column is within -2..2 of them.
    bits : int
        Sums are made of whole steps, 2**bits to a unit.
    """

    points: FloatArray
    weights: IntArray
    origin: FloatArray
    units: FloatArray
    bits: int

    @classmethod
    def of(cls, points: FloatArray, weights: IntArray) -> Self:
        """Return the table of some rows."""
        return cls.between(points, weights, *extent(points))

    @classmethod
    def between(
        cls, points: FloatArray, weights: IntArray, low: FloatArray, high: FloatArray
    ) -> Self:
        """Return the table of rows of which the least and largest numbers are known."""
        # Halves, since the range of numbers near the largest float is no float.
        middle, reach = low / 2 + high / 2, high / 2 - low / 2
        origin = np.where(np.abs(middle) > 2 * reach, middle, 0.0)
        far = np.maximum(np.abs(low - origin), np.abs(high - origin))
        units = np.ldexp(1.0, np.maximum(np.frexp(far)[1] - 1, SMALLEST))
        bits = BITS - 1 - int(weights.sum()).bit_length()
        return cls(points, weights, origin, units, min(bits, FINEST))

    @property
    def unit(self) -> float:
        """The unit of the widest column, in which all rows are within -2..2."""
        return float(self.units.max())

    def measured(self, points: FloatArray) -> FloatArray:
        """Return points or centers as seen from the origin; where that is 0, as is."""
        if not self.origin.any():
            return points
        return points - self.origin[None].repeat(len(points), axis=0)

    def totals(self, labels: IntArray, k: int) -> Totals:
        """Return the totals (k, 1 + d) of all rows, by their labels (n,).

        Weights, and whole steps of the numbers: the sums are exact, so that the
        order of the rows does not matter.
        """
        parts = [
            added(self.steps(block), labels[block], self.weights[block], k)
            for block in blocks(self.points)
        ]
        total: Totals = np.sum(parts, axis=0)
        return total

    def transfer(self, rows: IntArray, old: IntArray, new: IntArray, k: int) -> Totals:
        """Return what the totals gain when rows go from old to new labels."""
        steps, weights = self.steps(rows), self.weights[rows]
        labels, signed = np.concatenate([old, new]), np.concatenate([-weights, weights])
        return added(np.concatenate([steps, steps]), labels, signed, k)

    def steps(self, where: slice | IntArray) -> NDArray[np.int64]:
        """Return some rows as whole steps (m, d)."""
        scaled = shifted(self.points[where], self.origin, 2.0**self.bits / self.units)
        return np.rint(scaled, out=scaled).astype(np.int64)

    def centers(self, totals: Totals) -> FloatArray:
        """Return the means (k, d) of the totals, in the points' own unit."""
        steps = totals[:, 1:] / np.maximum(totals[:, :1], 1)
        centers: FloatArray = steps * 2.0**-self.bits * self.units + self.origin
        return centers


def added(steps: Totals, labels: IntArray, weights: IntArray, k: int) -> Totals:
    """Return the sums (k, 1 + d) of weights and weighted steps (m, d) by label (m,)."""
    d = steps.shape[1]
    if d <= NARROW:
        found = np.zeros((1 + d, k), dtype=np.int64)
        for total, column in zip(found, [weights, *(weights * steps.T)], strict=True):
            np.add.at(total, labels, column)
        return found.T.copy()
    ends = np.arange(len(labels) + 1)
    owned = csc_array((weights, labels, ends), shape=(k, len(labels)))
    sizes = np.bincount(labels, weights, k).astype(np.int64)
    sums: Totals = np.asarray(owned @ steps)
    return np.column_stack([sizes, sums])


def extent(points: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the least and the largest number (d,) of each column."""
    lows, highs = [], []
    for block in blocks(points):
        some = np.ascontiguousarray(points[block])
        # In long rows, of many points each, NumPy is several times as fast.
        fold = 1 if len(some) % FOLD else FOLD
        wide = some.reshape(-1, fold * some.shape[1])
        lows.append(wide.min(axis=0).reshape(fold, -1))
        highs.append(wide.max(axis=0).reshape(fold, -1))
    return np.vstack(lows).min(axis=0), np.vstack(highs).max(axis=0)


def shifted(points: FloatArray, origin: FloatArray, factors: FloatArray) -> FloatArray:
    """Return (points - origin) * factors, in a new array."""
    # Operands of one shape are several times as fast where there are few columns.
    many = len(points)
    times = factors[None].repeat(many, axis=0)
    if not origin.any():
        return np.multiply(points, times, out=times)
    found = np.subtract(points, origin[None].repeat(many, axis=0), order="C")
    found *= times
    return found
