"""Points, labels -> how well clusters and scattered noise explain the points.

Clusters are Gaussians in numbers, and classes in answers to questions: in a class every
answer has a share of its own, whatever the others are (latent class analysis).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.evidence.gaussians import (
    WIDE,
    Moments,
    Shape,
    Terms,
    alike,
    along,
    chances,
    free,
)
from clustering.evidence.questions import Questions

STEPS = 6
SURE = 0.98
"""Share of each point that starts in its cluster; the rest starts as noise."""
RARE = 1e-4
"""Least weight of a cluster or the noise."""
BLOCK = 2**18
"""Shares of points held in memory at a time, unless one mixture has more."""

Shapes = Mapping[Shape, tuple[int, int]]
"""Numbers that a shape takes beside means and weights: for each cluster, for all."""


@dataclass(frozen=True, eq=False)
class Stack:
    """Where several mixtures lie, one below the other: clusters, then their noise.

    Attributes
    ----------
    ks : (m,) ints
        The clusters of each mixture.
    even : float
        Log density of noise, the same everywhere.
    """

    ks: IntArray
    even: float

    @cached_property
    def ends(self) -> IntArray:
        """The row (m,) below each mixture."""
        ends: IntArray = np.cumsum(self.ks + 1)
        return ends

    @cached_property
    def clusters(self) -> BoolArray:
        """Which rows (r,) are clusters."""
        clusters = np.ones(self.ends[-1], dtype=bool)
        clusters[self.ends - 1] = False
        return clusters

    @cached_property
    def which(self) -> IntArray:
        """The mixture (c,) of each cluster."""
        return np.repeat(np.arange(len(self.ks)), self.ks)

    def start(self, labelings: Sequence[IntArray]) -> FloatArray:
        """Return the shares (r, n) that points have in the mixtures to begin with."""
        shares = np.zeros((self.ends[-1], len(labelings[0])))
        shares[self.ends - 1] = 1 - SURE
        for first, labels in zip(self.ends - self.ks - 1, labelings, strict=True):
            shares[first + labels, np.arange(len(labels))] = SURE
        return shares

    def factors(self, sums: FloatArray, terms: Terms, shape: Shape) -> FloatArray:
        """Return by what (r, t) to multiply terms, given the sums of their shares."""
        factors = np.zeros_like(sums)
        moments = Moments.of(sums[self.clusters], terms, self.which)
        own = np.hstack([shape(moments, terms), chances(moments, terms)])
        factors[self.clusters] = own
        factors[~self.clusters, 0] = self.even
        weights = np.maximum(sums[:, 0] / len(terms.values), RARE)
        totals = np.add.reduceat(weights, self.ends - self.ks - 1)
        factors[:, 0] += np.log(weights / np.repeat(totals, self.ks + 1))
        return factors


def bics(
    points: FloatArray, labelings: Sequence[IntArray], asked: Questions
) -> list[float]:
    """Return the BIC of a Gaussian for each cluster and of noise; lower is better.

    For each labeling, the best of Gaussians along the axes, in any direction, and
    in any direction but all alike, after a few steps of EM from the clusters.  The
    noise is uniform.

    Parameters
    ----------
    points : (n, d)
        Columns of mean 0 and variance 1; d may be 0.
    labelings : sequence of (n,) ints in 0..k-1
    asked : Questions
        What the points answer besides.

    References
    ----------
    Schwarz (1978), "Estimating the dimension of a model"; Fraley, Raftery
    (1998), "How many clusters? Which clustering method? Answers via model-based
    cluster analysis"; Lazarsfeld, Henry (1968), "Latent structure analysis".
    """
    terms = Terms.of(points, asked)
    d, q, own = terms.columns, len(terms.squares), asked.free
    shapes: dict[Shape, tuple[int, int]] = {along: (own + d, 0)}
    if 0 < d <= WIDE:
        shapes |= {free: (own + q, 0), alike: (own, q)}
    even = asked.even - float(np.log(np.ptp(points, axis=0)).sum())
    return [
        score
        for some in blocks(labelings)
        for score in scores(terms, some, even, shapes)
    ]


def blocks(labelings: Sequence[IntArray]) -> Iterator[list[IntArray]]:
    """Yield as many labelings at a time as may be held in memory."""
    block: list[IntArray] = []
    held = 0
    for labels in labelings:
        needed = (2 + int(labels.max())) * len(labels)
        if block and held + needed > BLOCK:
            yield block
            block, held = [], 0
        block.append(labels)
        held += needed
    yield block


def scores(
    terms: Terms, labelings: Sequence[IntArray], even: float, shapes: Shapes
) -> list[float]:
    """Return the BIC of the best shape for labelings that fit into memory."""
    stack = Stack(np.array([1 + labels.max() for labels in labelings]), even)
    likelihoods = explained(terms, labelings, stack, list(shapes))
    own, common = np.transpose(list(shapes.values()))[:, :, None]
    numbers = stack.ks * (own + terms.columns + 1) + common
    bic = numbers * math.log(len(terms.values)) - 2 * likelihoods
    best: list[float] = bic.min(axis=0).tolist()
    return best


def explained(
    terms: Terms, labelings: Sequence[IntArray], stack: Stack, shapes: Sequence[Shape]
) -> FloatArray:
    """Return the log likelihood (shapes, m) of the points after EM.

    All mixtures take each step together: for few points, a call costs more than what
    is done in it.
    """
    shares = np.stack([stack.start(labelings)] * len(shapes))
    for _ in range(STEPS):
        sums = shares @ terms.values
        factors = [
            stack.factors(own, terms, shape)
            for own, shape in zip(sums, shapes, strict=True)
        ]
        np.matmul(np.stack(factors), terms.values.T, out=shares)
        found = [normalize(part) for part in np.split(shares, stack.ends[:-1], axis=1)]
    return np.stack(found, axis=1)


def normalize(logs: FloatArray) -> FloatArray:
    """Turn log densities (s, k, n) into shares, in place; return likelihoods (s,)."""
    most = logs.max(axis=1, keepdims=True)
    logs -= most
    np.exp(logs, out=logs)
    totals = logs.sum(axis=1, keepdims=True)
    logs /= totals
    likelihoods: FloatArray = (most + np.log(totals)).sum(axis=(1, 2))
    return likelihoods
