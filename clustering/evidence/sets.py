"""Points, sets of centers -> clusters, all sets at a time and with half the digits.

For few points a call costs more than what is done in it, so several sets of centers
that start elsewhere, or for which points count otherwise, are settled together.
"""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import BoolArray, FloatArray, IntArray

CANDIDATES = 6
"""Points tried as a new center, and two more for each factor of e in k."""
INDEX = np.int32(255)
"""Bits of a distance that give way to the number of the center it leads to."""

Single = NDArray[np.float32]
Bits = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Cloud:
    """Points with what a product of matrices needs to measure and count them.

    Attributes
    ----------
    rows : (n, d + 2)
        The coordinates, a one, and half the square of the length.
    columns : (d + 2, n)
        The same.
    """

    rows: Single
    columns: Single

    @property
    def points(self) -> Single:
        """The coordinates (n, d)."""
        return self.rows[:, :-2]


@dataclass(frozen=True, eq=False)
class Settled:
    """Of r sets of clusters: labels (r, n), centers (r, k, d) and half the SSE (r,)."""

    labels: IntArray
    centers: Single
    inertia: FloatArray

    def some(self, which: IntArray | BoolArray) -> Self:
        """Return some of the sets (m,)."""
        return type(self)(self.labels[which], self.centers[which], self.inertia[which])

    def replaced(self, which: IntArray, others: Self) -> Self:
        """Return the sets, with others in the place of some (m,)."""
        labels, centers = self.labels.copy(), self.centers.copy()
        inertia = self.inertia.copy()
        labels[which], centers[which] = others.labels, others.centers
        inertia[which] = others.inertia
        return type(self)(labels, centers, inertia)


def cloud(points: FloatArray) -> Cloud:
    """Return points (n, d) with half the digits, laid out to be measured."""
    n, d = points.shape
    columns = np.ones((d + 2, n), dtype=np.float32)
    columns[:d] = points.T
    columns[d + 1] = (columns[:d] ** 2).sum(axis=0) / 2
    return Cloud(np.ascontiguousarray(columns.T), columns)


def middle(part: Cloud, weights: Single | None = None) -> Single:
    """Return the mean of the points, each time (r, 1, d) by weights (r, n), if any."""
    if weights is None:
        weights = np.ones((1, len(part.rows)), dtype=np.float32)
    sums: Single = weights @ part.rows[:, :-1]
    return sums[:, None, :-1] / sums[:, None, -1:]


def nearest(part: Cloud, centers: Single) -> Single:
    """Return half the squared distances (r, n) from points to the nearest centers."""
    away: Single = ways(part, centers).min(axis=1)
    return away


def widened(
    part: Cloud,
    centers: Single,
    away: Single,
    rng: np.random.Generator,
    weights: Single | None = None,
) -> Single:
    """Return the centers and the candidate that brings one nearest to all points.

    Parameters
    ----------
    part : Cloud
    centers : (r, k, d)
    away : (r, n)
        Half the squared distance of points to the nearest of them.
    rng : Generator
    weights : (r, n), optional
    """
    r, k, _ = centers.shape
    odds = away if weights is None else away * weights
    upto = odds.cumsum(dtype=float).reshape(r, -1)
    many = CANDIDATES + 2 * int(math.log(k))
    start = np.concatenate([[0], upto[:-1, -1]])[:, None]
    drawn = start + rng.random((r, many)) * (upto[:, -1:] - start)
    place = upto.ravel().searchsorted(drawn, side="right")
    first = away.shape[1] * np.arange(r)[:, None]
    picks = part.points[(place - first).clip(0, away.shape[1] - 1)]
    left = np.minimum(ways(part, picks), away[:, None])
    if weights is not None:
        left *= weights[:, None]
    best = left.sum(axis=2).argmin(axis=1)
    return np.concatenate([centers, picks[np.arange(r), best][:, None]], axis=1)


def settle(
    points: Cloud, centers: Single, rounds: int, weights: Single | None = None
) -> Settled:
    """Return the clusters after so many of Lloyd's rounds, or once nothing changes.

    Parameters
    ----------
    points : Cloud
    centers : (r, k, d)
    rounds : int
    weights : (r, n), optional
        How much points count in each set.
    """
    r, k, _ = centers.shape
    names = np.arange(k, dtype=np.int32)[:, None]
    labels = np.full((r, len(points.rows)), -1, dtype=np.int32)
    bits, centers, left = np.empty_like(labels), centers.copy(), np.arange(r)
    for _ in range(rounds):
        found = leads(ways(points, centers[left]), names)
        own = found & INDEX
        bits[left] = found
        moved = (own != labels[left]).any(axis=1)
        if not moved.all():
            left, own, found = left[moved], own[moved], found[moved]
            if not len(left):
                break
        mine = None if weights is None else weights[left]
        sums = totals(points, own, names, mine)
        if not sums[:, :, -2].all():
            occupy(own, found, sums[:, :, -2], mine)
            bits[left], sums = found, totals(points, own, names, mine)
        labels[left] = own
        centers[left] = sums[:, :, :-2] / np.maximum(sums[:, :, -2:-1], 1)
    away = bits.view(np.float32)
    if weights is not None:
        away *= weights
    return Settled(labels.astype(np.intp), centers, away.sum(axis=1, dtype=float))


def leads(away: Single, names: Bits) -> Bits:
    """Return the least distances (r, n) as bits; the last of them name the center."""
    bits = away.view(np.int32)
    bits &= ~INDEX
    bits |= names
    # Bits of floats from 0 up are in their order.
    least: Bits = np.minimum.reduce(bits, axis=1)
    return least


def totals(points: Cloud, labels: Bits, names: Bits, weights: Single | None) -> Single:
    """Return the sums (r, k, d + 2) of the rows in each cluster of each set."""
    r, n = labels.shape
    members = (names == labels[:, None]).astype(np.float32)
    if weights is not None:
        members *= weights[:, None]
    sums: Single = members.reshape(-1, n) @ points.rows
    return sums.reshape(r, len(names), -1)


def occupy(labels: Bits, bits: Bits, masses: Single, weights: Single | None) -> None:
    """Give each empty cluster, in place, the point farthest from its center."""
    for each, empty in np.argwhere(masses == 0):
        own, away = labels[each], bits[each]
        counts = np.ones(len(own)) if weights is None else weights[each]
        sizes = np.bincount(own, counts > 0, masses.shape[1])
        # A point alone in its cluster would only move the hole.
        point = np.where((sizes[own] > 1) & (counts > 0), away, -1).argmax()
        own[point], away[point] = empty, 0


def ways(points: Cloud, centers: Single) -> Single:
    """Return half the squared distances (r, k, n), as exact as points near zero need.

    The centers are (r, k, d).
    """
    r, k, d = centers.shape
    planes = np.empty((r, k, d + 2), dtype=np.float32)
    planes[:, :, :d], planes[:, :, d + 1] = -centers, 1
    planes[:, :, d] = np.add.reduce(centers * centers, axis=2) / 2
    half: Single = (planes.reshape(r * k, -1) @ points.columns).reshape(r, k, -1)
    return np.maximum(half, 0, out=half)
