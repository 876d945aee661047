"""Sums over points -> densities of clusters that are Gaussians, and chances of answers.

A log density is a sum of terms: a constant, columns, and products of two columns; and
answers to questions, which are independent of all else in a cluster.  So one product of
matrices gives what is known of all clusters, and one more the densities of all points.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.evidence.questions import Questions

FLOOR = 0.001
"""Least variance of a cluster in a column of variance 1."""
RARE = 1e-4
"""Least mass of a cluster, in points."""
WIDE = 30
"""Columns up to which clusters may lie in any direction."""


@dataclass(frozen=True, eq=False)
class Terms:
    """What a log density is made of: one, the columns, products of two, and answers.

    Attributes
    ----------
    values : (n, 1 + d + q + m)
    first, second : (q,) ints
        The columns of each product.
    ways : (m,) ints
        For each answer, how many there are to its question.
    """

    values: FloatArray
    first: IntArray
    second: IntArray
    ways: IntArray

    @classmethod
    def of(cls, points: FloatArray, asked: Questions) -> Self:
        """Return the terms of points (n, d); where d is large, only squares."""
        n, d = points.shape
        first, second = np.triu_indices(d) if d <= WIDE else (np.arange(d),) * 2
        products = points[:, first] * points[:, second]
        values = np.hstack([np.ones((n, 1)), points, products, asked.marks])
        return cls(values, first, second, asked.ways[asked.which])

    @property
    def numbers(self) -> int:
        """How many terms are no answers: 1 + d + q."""
        return int(self.values.shape[1]) - len(self.ways)

    @property
    def columns(self) -> int:
        """How many columns the points have."""
        return self.numbers - 1 - len(self.first)

    @cached_property
    def squares(self) -> BoolArray:
        """Which products (q,) are squares."""
        squares: BoolArray = self.first == self.second
        return squares


@dataclass(frozen=True, eq=False)
class Moments:
    """What is known of the clusters of some mixtures, one after the other.

    Attributes
    ----------
    masses : (c,)
    means : (c, d)
    spreads : (c, q)
        Covariances of the columns of each product.
    shares : (c, m)
        Of those who give each answer.
    which : (c,) ints
        The mixture of each cluster, from 0.
    """

    masses: FloatArray
    means: FloatArray
    spreads: FloatArray
    shares: FloatArray
    which: IntArray

    @classmethod
    def of(cls, sums: FloatArray, terms: Terms, which: IntArray) -> Self:
        """Return the moments, given the sums (c, 1 + d + q + m) of shares of terms."""
        masses, d = np.maximum(sums[:, 0], RARE), terms.columns
        parts = sums / masses[:, None]
        means = parts[:, 1 : 1 + d]
        products = means[:, terms.first] * means[:, terms.second]
        spreads = parts[:, 1 + d : terms.numbers] - products
        return cls(masses, means, spreads, parts[:, terms.numbers :], which)


Shape = Callable[[Moments, Terms], FloatArray]
"""Returns by what (c, 1 + d + q) to multiply terms for log densities of numbers."""


def along(moments: Moments, terms: Terms) -> FloatArray:
    """Return log densities of Gaussians along the axes, each of its own widths."""
    means = moments.means
    spread = np.maximum(moments.spreads[:, terms.squares], FLOOR)
    linear = means / spread
    factors = np.zeros((len(means), terms.numbers))
    factors[:, 0] = -(means * linear + np.log(2 * np.pi * spread)).sum(axis=1) / 2
    factors[:, 1 : 1 + means.shape[1]] = linear
    factors[:, 1 + means.shape[1] :][:, terms.squares] = -1 / (2 * spread)
    return factors


def free(moments: Moments, terms: Terms) -> FloatArray:
    """Return log densities of Gaussians in any direction, each of its own width.

    A cluster with too few points to tell its directions stays along the axes.
    """
    few = moments.masses <= 2 * moments.means.shape[1] + 2
    spreads = np.where(few[:, None] & ~terms.squares, 0, moments.spreads)
    return turned(moments.means, spreads, terms, np.arange(len(few)))


def alike(moments: Moments, terms: Terms) -> FloatArray:
    """Return log densities of Gaussians in any direction, alike in each mixture."""
    starts = np.flatnonzero(np.diff(moments.which, prepend=-1))
    weighed = moments.masses[:, None] * moments.spreads
    spreads = np.add.reduceat(weighed, starts)
    spreads /= np.add.reduceat(moments.masses, starts)[:, None]
    return turned(moments.means, spreads, terms, moments.which)


def turned(
    means: FloatArray, spreads: FloatArray, terms: Terms, which: IntArray
) -> FloatArray:
    """Return log densities, given which of the covariances (m, q) each cluster has."""
    d = means.shape[1]
    whole = np.empty((len(spreads), d, d))
    whole[:, terms.first, terms.second] = whole[:, terms.second, terms.first] = spreads
    whole[:, range(d), range(d)] += FLOOR
    edges = np.diagonal(np.linalg.cholesky(whole), axis1=1, axis2=2)
    size = np.log(edges).sum(axis=1) + d * math.log(2 * math.pi) / 2
    inverse = np.linalg.inv(whole)
    linear = (inverse[which] @ means[:, :, None])[:, :, 0]
    products = -inverse[:, terms.first, terms.second]
    products[:, terms.squares] /= 2
    constant = -(linear * means).sum(axis=1) / 2 - size[which]
    return np.hstack([constant[:, None], linear, products[which]])


def chances(moments: Moments, terms: Terms) -> FloatArray:
    """Return log chances (c, m) of answers in clusters, by the shares who gave them."""
    masses = moments.masses[:, None]
    # Half a row of each answer: nothing that was not seen is impossible.
    given = masses * moments.shares + 1 / 2
    logs: FloatArray = np.log(given / (masses + terms.ways / 2))
    return logs
