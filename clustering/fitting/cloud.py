"""Points on a grid so coarse that products of matrices are exact.

Distances by a matrix product are fast, but their rounding differs between
processors and with the place of a row.  Whole numbers of few enough bits have no
rounding: what is found among them is the same everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csc_array
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.rows import Rows
from clustering.fitting.table import extent

Float = type[np.float32] | type[np.float64]

BLOCK = 2**17
"""Distances that fit a processor's cache."""
ROOM = 2**19
"""Numbers of each kind that several sets of centers may need at a time: a few MB."""
PILOT = 200
"""Points whose median is taken for that of all."""
NEIGHBORS, NEIGHBORS_AT_MOST = 64, 400
"""Points that tell how near to each other points lie: two per cluster, within these."""
FINE = 20
"""Squared distances of neighbors, in those across a step of the grid, at least: what
rounding adds to them is a sixth of the latter."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """Different points and how often each occurs, in an order by content.

    Attributes
    ----------
    rows : (m, 1 + d)
        A one, then the coordinates: whole steps of the grid, if there is one.  On a
        rough one they are floats of 32 bits, and so are norms and centers.
    weights : (m,)
    norms : (m,)
        Squared distances from the middle.
    names : int
        A power of two, no less than the number of clusters; 0 without a grid.
    """

    rows: FloatArray
    weights: FloatArray
    norms: FloatArray
    names: int
    origin: FloatArray
    step: float

    @property
    def points(self) -> FloatArray:
        """The coordinates (m, d)."""
        return self.rows[:, 1:]

    def onto(self, centers: FloatArray) -> FloatArray:
        """Return centers, given in the points' unit, on the grid."""
        return self.rounded((centers - self.origin) / self.step)

    def rounded(self, centers: FloatArray) -> FloatArray:
        """Return the whole steps of the grid that are nearest to some centers."""
        if not self.names:
            return centers
        return np.rint(centers).astype(self.rows.dtype, copy=False)

    def head(self, most: int) -> Self:
        """Return the first points, which stand for all: their order is random."""
        return self if len(self.rows) <= most else self.part(slice(most))

    def halves(self) -> tuple[Self, Self]:
        """Return the first half of the points, and the rest: each stands for all."""
        middle = len(self.rows) // 2
        return self.part(slice(middle)), self.part(slice(middle, None))

    def part(self, which: slice) -> Self:
        """Return some of the points."""
        rows, weights, norms = self.rows[which], self.weights[which], self.norms[which]
        return replace(self, rows=rows, weights=weights, norms=norms)

    def back(self, centers: FloatArray) -> FloatArray:
        """Return centers on the grid in the points' unit."""
        found: FloatArray = centers * self.step + self.origin
        return found


def parts(sets: int, size: int) -> Iterator[slice]:
    """Yield slices of sets, so few at a time that memory holds a size of each."""
    step = max(1, ROOM // size)
    yield from (slice(start, start + step) for start in range(0, sets, step))


class Near(NamedTuple):
    """What is near some of the points (B) among several sets of centers (r, k).

    Attributes
    ----------
    block : slice
        The points.
    away : (r, k, B)
        How far each center is, in a measure that only orders them.
    labels : (r, B) ints
    squared : (r, B)
        Squared distances to the nearest centers.
    """

    block: slice
    away: FloatArray
    labels: IntArray
    squared: FloatArray


def lay(rows: Rows, k: int, *, rough: bool = False) -> Cloud:
    """Return some rows on the finest grid for k clusters, if one serves.

    Parameters
    ----------
    rough : bool
        Whether floats of half as many bits, which are faster, will do if they serve.
    """
    ordered = rows.ranked()
    m, d = ordered.points.shape
    origin = np.median(ordered.points[:PILOT], axis=0)
    # Operands of one shape are several times as fast where there are few columns.
    steps = ordered.points - origin[None].repeat(m, axis=0)
    low, high = extent(steps)
    names = 2 ** (k - 1).bit_length()
    near = nearness(steps[: min(max(NEIGHBORS, 2 * k), NEIGHBORS_AT_MOST)])
    for kind in (np.float32, np.float64) if rough else (np.float64,):
        step = max(high.max(), -low.min()) / 2.0 ** grid_bits(d, names, kind)
        if 0 < FINE * d * step**2 < near:
            steps /= step
            np.rint(steps, out=steps)
            break
    else:
        names, step = 0, 1.0
    packed = np.ones((m, 1 + d), dtype=kind)
    packed[:, 1:] = steps
    norms = np.einsum("ij,ij->i", steps, steps).astype(kind, copy=False)
    weights = ordered.weights.astype(float)
    return Cloud(packed, weights, norms, names, origin, step)


def nearness(points: FloatArray) -> float:
    """Return the median squared distance of points from their nearest neighbors."""
    away = cdist(points, points, "sqeuclidean")
    np.fill_diagonal(away, np.inf)
    return float(np.median(away.min(axis=1)))


def grid_bits(d: int, names: int, kind: Float) -> int:
    """Return of how many bits coordinates may be for distances to be exact."""
    bits = np.finfo(kind).nmant + 1
    return (bits - (4 * d * names - 1).bit_length()) // 2


def nears(cloud: Cloud, centers: FloatArray) -> Iterator[Near]:
    """Yield what is near, block by block, for sets of centers (r, k, d).

    One room holds the distances of one block after the other.
    """
    r, k, _ = centers.shape
    m = len(cloud.rows)
    size = min(m, max(256, BLOCK // (r * k)))
    flat = named(centers, cloud.names) if cloud.names else centers
    flat, room = flat.reshape(r * k, -1), np.empty(r * k * size, flat.dtype)
    for start in range(0, m, size):
        block = slice(start, start + size)
        rows = cloud.rows[block]
        ways = room[: r * k * len(rows)].reshape(r * k, -1)
        away = ways.reshape(r, k, -1)
        if cloud.names:
            np.matmul(flat, rows.T, out=ways)
            squared, labels = unnamed(away.min(axis=1), cloud.names)
            yield Near(block, away, labels, squared + cloud.norms[block])
        else:
            cdist(flat, rows[:, 1:], "sqeuclidean", out=ways)
            yield Near(block, away, away.argmin(axis=1), away.min(axis=1))


def named(centers: FloatArray, names: int) -> FloatArray:
    """Return what to multiply rows with for distances that carry a center's number.

    The squared distance less that from the middle, times `names`, plus the number:
    the least of them names the nearest center, of equals the first.
    """
    found = names * planes(centers)
    found[..., 0] += np.arange(centers.shape[1])
    return found


def planes(centers: FloatArray) -> FloatArray:
    """Return what to multiply rows with for squared distances from centers (..., d).

    They come less the rows' own distances from the middle.
    """
    norms = np.einsum("...d,...d->...", centers, centers)
    return np.concatenate([norms[..., None], -2 * centers], axis=-1)


def unnamed(least: FloatArray, names: int) -> tuple[FloatArray, IntArray]:
    """Return the distances and the numbers that they carry."""
    squared: FloatArray = np.floor(least / names)
    labels: IntArray = (least - squared * names).astype(np.int32)
    return squared, labels


def seconds(cloud: Cloud, near: Near) -> FloatArray:
    """Return the squared distances (r, B) to the second nearest centers."""
    np.put_along_axis(near.away, near.labels[:, None], np.inf, axis=1)
    least: FloatArray = near.away.min(axis=1)
    if not cloud.names:
        return least
    squared: FloatArray = np.floor(least / cloud.names) + cloud.norms[near.block]
    return squared


def assign(cloud: Cloud, centers: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return labels (r, m) and the SSE (r,) for sets of centers (r, k, d)."""
    labels: IntArray = np.empty((len(centers), len(cloud.rows)), dtype=np.int32)
    inertia = np.zeros(len(centers))
    for near in nears(cloud, centers):
        labels[:, near.block] = near.labels
        inertia += (near.squared * cloud.weights[near.block]).sum(axis=1)
    return labels, inertia


class Owners:
    """Sums over the points of each cluster, for several sets of k clusters."""

    def __init__(self, cloud: Cloud, sets: int, k: int) -> None:
        m = len(cloud.rows)
        self._shape = sets, k, cloud.rows.shape[1]
        self._heads = k * np.arange(sets, dtype=np.int32)
        # One matrix serves every round: only the places of its numbers change.
        owners = np.zeros(m * sets, dtype=np.int32)
        ends = sets * np.arange(m + 1, dtype=np.int32)
        weights = np.repeat(cloud.weights.astype(cloud.rows.dtype), sets)
        self._matrix = csc_array((weights, owners, ends), shape=(sets * k, m))

    def totals(self, labels: IntArray, values: FloatArray) -> FloatArray:
        """Return the sums (r, k, c) of weighted values (m, c) by labels (r, m)."""
        np.add(labels.T, self._heads, out=self._matrix.indices.reshape(labels.T.shape))
        sums: FloatArray = np.asarray(self._matrix @ values)
        return sums.reshape(*self._shape[:2], -1)


def means(cloud: Cloud, sums: FloatArray, old: FloatArray) -> FloatArray:
    """Return the centers (r, k, d) of the totals; empty clusters keep the old ones."""
    heads, rest = sums[..., :1], sums[..., 1:]
    return cloud.rounded(np.where(heads > 0, rest / np.maximum(heads, 1), old))
