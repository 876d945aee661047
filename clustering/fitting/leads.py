"""Rows, centers -> the nearest center, and by how much it leads."""

from dataclasses import dataclass

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.assigning import nearest
from clustering.fitting.table import Table

BLOCK = 2**16
"""Distances that fit a processor's cache."""


@dataclass(frozen=True, eq=False)
class Ring:
    """Rows near borders: no other row changes sides while centers stay close.

    Attributes
    ----------
    base : (k, d)
        Where the centers were when the ring was drawn.
    limit : float
        The smallest lead outside of the ring.
    which : (m,) ints
        The rows.
    rows : (m, d)
        What they hold, as seen from the table's origin.
    unit : float
        The table's, within twice of which they are.
    """

    base: FloatArray
    limit: float
    which: IntArray
    rows: FloatArray
    unit: float

    def holds(self, centers: FloatArray) -> bool:
        """Tell whether the centers are so close that only these rows matter."""
        moved = float(np.sqrt(((centers - self.base) ** 2).sum(axis=1).max()))
        # A lead shrinks by what the own center and what the next one moved.
        return 2 * moved * (1 + 2.0**-40) + 2.0**-48 * self.unit < self.limit


def leads(
    table: Table, centers: FloatArray, ring: Ring | None = None
) -> tuple[IntArray, FloatArray]:
    """Return each row's nearest center, and how much farther the next one is.

    Products of matrices are fast, but their rounding may differ between processors
    and with the place of a row.  Where it could matter, `nearest` decides: the
    labels are always those of `nearest`.

    Parameters
    ----------
    centers : (k, d)
        In the points' own unit.
    ring : Ring, optional
        The rows to look at; all by default.

    Returns
    -------
    labels : (m,) ints in 0..k-1
    lead : (m,)
        The margin to the next center, in the points' unit: no more than it is, and
        0 where only `nearest` can tell.
    """
    k = len(centers)
    count = len(table.points if ring is None else ring.which)
    labels, lead = np.zeros(count, dtype=np.intp), np.full(count, np.inf)
    if k == 1:
        return labels, lead
    measured = table.measured(centers)
    size = max(64, BLOCK // k)
    room = np.empty(k * min(size, count))
    for start in range(0, count, size):
        block = slice(start, start + size)
        rows = ring.rows[block] if ring else table.measured(table.points[block])
        labels[block], lead[block] = look(rows, measured, table.unit, room)
        narrow = np.flatnonzero(lead[block] <= 0)
        if len(narrow):
            lead[block][narrow] = 0
            which = ring.which[block][narrow] if ring else narrow + start
            labels[block][narrow], _ = nearest(table.points[which], centers)
    return labels, lead


def look(
    rows: FloatArray, centers: FloatArray, unit: float, room: FloatArray
) -> tuple[IntArray, FloatArray]:
    """Return labels and leads of a few rows; a lead of 0 or less leaves doubt.

    Parameters
    ----------
    room : (k * m,) or longer
        Where distances are held: memory that comes anew for each block costs more
        than the sums in it.
    """
    (k, d), m = centers.shape, len(rows)
    names = 2 ** (k - 1).bit_length()
    # The squared distance, less that of the row from the origin.
    away = np.matmul(-2 * centers, rows.T, out=room[: k * m].reshape(k, m))
    away += np.einsum("ij,ij->i", centers, centers)[:, None]
    # The last bits name the center: the least number tells which is the nearest.
    bits = away.view(np.int64)
    bits &= -names
    bits |= np.arange(k)[:, None]
    first = away.min(axis=0)
    labels = first.view(np.int64) & (names - 1)
    room[labels * m + np.arange(m)] = np.inf
    blur = doubt(d, names) * unit**2
    gap = away.min(axis=0)
    gap -= first
    gap -= blur
    own = (rows * rows) @ np.ones(d)
    own += first
    own = np.maximum(own, 0, out=own) + blur
    # The difference of two roots, from that of the squares.  Their sum is at most
    # twice the root of the squares' mean: it comes out too small rather than too large.
    lead = gap / np.sqrt(4 * own + 2 * gap) * (1 - 2.0**-40)
    return labels, lead


def doubt(d: int, names: int) -> float:
    """Return how much two squared distances, 12 d at most, may differ by rounding."""
    return 2 * 12 * d * (d + 8 + 2 * names) * 2.0**-53
