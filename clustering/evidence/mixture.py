"""Points, labels -> how well clusters and scattered noise explain the points."""

import math
from collections.abc import Callable

import numpy as np

from clustering.arrays import FloatArray, IntArray

STEPS = 6
SURE = 0.98
"""Share of each point that starts in its cluster; the rest starts as noise."""
FLOOR = 0.001
"""Least variance of a cluster in a column of variance 1."""
RARE = 1e-4
"""Least weight of a cluster or the noise."""
WIDE = 30
"""Columns up to which clusters may lie in any direction."""

Shape = Callable[[FloatArray, FloatArray], FloatArray]
"""Points (n, d), their shares (n, k) in clusters -> log densities (n, k)."""


def bic(points: FloatArray, labels: IntArray) -> float:
    """Return the BIC of a Gaussian for each cluster and of noise; lower is better.

    The best of Gaussians along the axes, in any direction, and in any direction
    but all alike, after a few steps of EM from the clusters.  The noise is uniform.

    Parameters
    ----------
    points : (n, d)
        Columns of mean 0 and variance 1.
    labels : (n,) ints in 0..k-1

    References
    ----------
    Schwarz (1978), "Estimating the dimension of a model"; Fraley, Raftery
    (1998), "How many clusters? Which clustering method? Answers via model-based
    cluster analysis".
    """
    n, d = points.shape
    k = int(labels.max()) + 1
    directions = d * (d + 1) // 2
    shapes = [(along, k * d)]
    if d <= WIDE:
        shapes += [(free, k * directions), (alike, directions)]
    centers = k * d + k
    scores: list[float] = [
        (centers + spread) * math.log(n) - 2 * likelihood(points, labels, shape)
        for shape, spread in shapes
    ]
    return min(scores)


def likelihood(points: FloatArray, labels: IntArray, shape: Shape) -> float:
    """Return the log likelihood of the points after EM."""
    k = int(labels.max()) + 1
    noise = np.full((len(points), 1), -np.log(np.ptp(points, axis=0)).sum())
    shares = SURE * np.eye(k, k + 1)[labels]
    shares[:, k] = 1 - SURE
    for _ in range(STEPS):
        weights = np.maximum(shares.mean(axis=0), RARE)
        logs = np.hstack([shape(points, shares[:, :k]), noise])
        logs += np.log(weights / weights.sum())
        most = logs.max(axis=1, keepdims=True)
        shares = np.exp(logs - most)
        totals = shares.sum(axis=1, keepdims=True)
        shares /= totals
    return float((most + np.log(totals)).sum())


def along(points: FloatArray, shares: FloatArray) -> FloatArray:
    """Return log densities of Gaussians along the axes, each of its own widths."""
    masses, means = places(points, shares)
    squares = points**2
    spread = np.maximum(shares.T @ squares / masses[:, None] - means**2, FLOOR)
    squared = squares @ (1 / spread).T - 2 * points @ (means / spread).T
    squared += (means**2 / spread).sum(axis=1)
    logs: FloatArray = -squared / 2 - np.log(2 * np.pi * spread).sum(axis=1) / 2
    return logs


def free(points: FloatArray, shares: FloatArray) -> FloatArray:
    """Return log densities of Gaussians in any direction, each of its own width.

    A cluster with too few points to tell its directions stays along the axes.
    """
    d = points.shape[1]
    masses, means = places(points, shares)
    few = masses <= 2 * d + 2
    away = points - means[:, None]  # (k, n, d)
    spread = (away * shares.T[:, :, None]).transpose(0, 2, 1) @ away
    spread /= masses[:, None, None]
    spread[few] *= np.eye(d)
    return turned(away, spread)


def alike(points: FloatArray, shares: FloatArray) -> FloatArray:
    """Return log densities of Gaussians in any direction, all of the same shape."""
    masses, means = places(points, shares)
    total = (points * shares.sum(axis=1)[:, None]).T @ points
    within = (total - (means.T * masses) @ means) / masses.sum()
    return turned(points - means[:, None], within[None])


def turned(away: FloatArray, spread: FloatArray) -> FloatArray:
    """Return log densities (n, k) for points less means (k, n, d) and covariances."""
    d = away.shape[2]
    roots = np.linalg.cholesky(spread + FLOOR * np.eye(d))
    unit = away @ np.linalg.inv(roots).transpose(0, 2, 1)
    size = np.log(np.diagonal(roots, axis1=1, axis2=2)).sum(axis=1)
    squared = np.einsum("knd,knd->nk", unit, unit)
    logs: FloatArray = -squared / 2 - size - d * np.log(2 * np.pi) / 2
    return logs


def places(points: FloatArray, shares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the mass (k,) and the mean (k, d) of each cluster."""
    masses = np.maximum(shares.sum(axis=0), RARE)
    return masses, shares.T @ points / masses[:, None]
