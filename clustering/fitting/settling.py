"""Centers -> clusters of all rows in which nothing changes any more."""

from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.clock import Timer
from clustering.fitting.leads import Ring, leads
from clustering.fitting.lloyd import MOMENTUM
from clustering.fitting.rows import blocks
from clustering.fitting.table import Table, Totals

STEADY = 0.0001
"""Share of the rows up to which so few move that centers go no farther."""
CALM = 0.0005
"""Share of the rows of a sample up to which so few move that more rows may tell."""
ROUNDS = 1_000
"""Rounds at most; they end sooner if no label changes."""
RENUMBERED = 20
"""Times, at most, that clusters get new numbers, which can move points."""
WATCHED = 1 / 8, 1 / 2
"""Share of the rows, those with the smallest leads, that are looked at again: at least,
and at most, or all are."""
WAYS = 4
"""Times the way that centers have to go next: up to which leads rows are looked at
again, since twice the way from where leads were told may change sides."""
FEW = 2_000
"""Rows that are looked at again all together."""


@dataclass(eq=False)
class Clusters:
    """All rows in clusters, on the way to a fit.

    Attributes
    ----------
    table : Table
    labels : (n,) ints in 0..k-1
    totals : (k, 1 + 2d)
        Of the rows by their labels.
    rings : list of Ring
        Each within the one before.
    before : (k, d), or None
        The means of the round before, if there was one.
    steady : bool
        Whether few rows move any more.
    """

    table: Table
    labels: IntArray
    totals: Totals
    rings: list[Ring]
    before: FloatArray | None = None
    steady: bool = False

    @classmethod
    def around(cls, table: Table, centers: FloatArray) -> "Clusters":
        """Return the clusters of the rows nearest to each center."""
        labels, lead = leads(table, centers)
        totals = table.totals(labels, len(centers))
        found = cls(table, labels, totals, [])
        found.encircle(centers, lead)
        return found

    @property
    def inertia(self) -> float:
        """The sum of squared distances to the means, in that unit squared."""
        squared = apart(self.table.points, self.centers, self.labels)
        return float((squared * self.table.weights).sum())

    @property
    def centers(self) -> FloatArray:
        """The means (k, d), in the points' own unit."""
        return self.table.centers(self.totals)

    def heading(self) -> FloatArray:
        """Return the means (k, d), or points beyond them on the way they are going.

        References
        ----------
        Polyak (1964), "Some methods of speeding up the convergence of iteration
        methods".
        """
        means, before = self.centers, self.before
        self.before = means
        if self.steady or before is None:
            return means
        ahead: FloatArray = means + MOMENTUM * (means - before)
        return ahead

    def reassign(self) -> int:
        """Bring each row to its nearest center; return how many moved."""
        centers = self.heading()
        scaled = self.table.measured(centers)
        self.rings = [*takewhile(lambda ring: ring.holds(scaled), self.rings)]
        ring = self.rings[-1] if self.rings else None
        labels, lead = leads(self.table, centers, ring)
        which = ring.which if ring else np.arange(len(labels))
        moved = labels != self.labels[which]
        self.move(which[moved], labels[moved])
        self.encircle(centers, lead)
        count = int(np.count_nonzero(moved))
        self.steady = self.steady or count <= STEADY * len(self.labels)
        return count

    def encircle(self, centers: FloatArray, lead: FloatArray) -> None:
        """Draw a ring around the rows with the smallest leads (m,) of the last one.

        It is as wide as the way on that lies ahead of the centers, unless that leaves
        out too few rows to be worth it.
        """
        if len(lead) <= FEW:
            return
        probe = np.sort(lead[:: 1 + len(lead) // 4096])
        narrow, wide = probe[[int(len(probe) * share) for share in WATCHED]]
        ahead = np.sqrt(((self.centers - centers) ** 2).sum(axis=1).max())
        limit = max(float(narrow), WAYS * float(ahead))
        if limit >= wide:
            return
        inside = np.flatnonzero(lead < limit)
        if self.rings:
            last = self.rings[-1]
            which, rows = last.which[inside], last.rows[inside]
        else:
            which, rows = inside, self.table.measured(self.table.points[inside])
        scaled = self.table.measured(centers)
        self.rings.append(Ring(scaled, limit, which, rows, self.table.unit))

    def move(self, rows: IntArray, labels: IntArray) -> None:
        """Give some rows other labels."""
        self.totals += self.table.transfer(
            rows, self.labels[rows], labels, len(self.totals)
        )
        self.labels[rows] = labels

    def occupy(self) -> None:
        """Give each empty cluster the row farthest from its center."""
        for empty in np.flatnonzero(self.totals[:, 0] == 0):
            sizes = np.bincount(self.labels, minlength=len(self.totals))
            squared = apart(self.table.points, self.centers, self.labels)
            # A row alone in its cluster would only move the hole.
            squared[sizes[self.labels] == 1] = -1
            far = np.flatnonzero(squared == squared.max())
            first = far[np.lexsort(self.table.points[far].T[::-1])[:1]]
            self.move(first, np.array([empty]))

    def renumber(self) -> bool:
        """Put the largest cluster first, equals by center; tell if that is new."""
        order = np.lexsort((*self.centers.T[::-1], -self.totals[:, 0]))
        if (order[1:] > order[:-1]).all():
            return False
        self.labels = order.argsort()[self.labels]
        self.totals, self.before = self.totals[order], None
        self.rings = [replace(ring, base=ring.base[order]) for ring in self.rings]
        return True


def calm(clusters: Clusters, timer: Timer) -> None:
    """Carry on until few labels change, which is enough for a sample.

    No cluster is empty.
    """
    clusters.occupy()
    moved = len(clusters.labels)
    for _ in range(ROUNDS):
        if moved <= CALM * len(clusters.labels) or timer.up():
            break
        moved = clusters.reassign()
        clusters.occupy()


def settle(clusters: Clusters, timer: Timer) -> None:
    """Carry on until no label changes.

    Clusters are numbered by size, the largest first, then by center; no cluster
    is empty.  A row is looked at again only if centers moved by as much as its
    lead, the margin by which its center was the nearest.

    References
    ----------
    Lloyd (1982), "Least squares quantization in PCM"; Hamerly (2010), "Making
    k-means even faster".
    """
    clusters.occupy()
    left, numberings = ROUNDS, RENUMBERED
    while left and not timer.up():
        left -= 1
        # It is all once no row moves on the way to the means themselves.
        steady = clusters.steady
        if clusters.reassign() or not steady:
            clusters.occupy()
        # A row as near to two centers goes to the first: new numbers can move it.
        elif not (numberings and clusters.renumber()):
            break
        else:
            numberings -= 1
    if timer.ended:
        clusters.renumber()


def apart(points: FloatArray, centers: FloatArray, labels: IntArray) -> FloatArray:
    """Return the squared distance (n,) of each point to its center."""
    squared = np.empty(len(points))
    for block in blocks(points):
        away = points[block] - centers.take(labels[block], axis=0)
        np.einsum("ij,ij->i", away, away, out=squared[block])
    return squared
