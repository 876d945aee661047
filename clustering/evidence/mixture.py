"""Points, labels -> how well clusters and scattered noise explain the points."""

import numpy as np

from clustering.arrays import FloatArray, IntArray

STEPS = 6
SURE = 0.98
"""Share of each point that starts in its cluster; the rest starts as noise."""
FLOOR = 0.001
"""Least variance of a cluster in a column of variance 1."""
RARE = 1e-4
"""Least weight of a cluster or the noise."""


def bic(points: FloatArray, labels: IntArray) -> float:
    """Return the BIC of a Gaussian for each cluster and of noise; lower is better.

    The better of Gaussians along the axes and of Gaussians in any direction,
    after a few steps of EM from the clusters.  The noise is uniform.

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
    along, free = k * (2 * d + 1), k * (d + d * (d + 1) // 2 + 1)
    return float(
        min(
            along * np.log(n) - 2 * likelihood(points, labels, full=False),
            free * np.log(n) - 2 * likelihood(points, labels, full=True),
        )
    )


def likelihood(points: FloatArray, labels: IntArray, *, full: bool) -> float:
    """Return the log likelihood of the points after EM."""
    k = int(labels.max()) + 1
    shares = SURE * np.eye(k, k + 1)[labels]
    shares[:, k] = 1 - SURE
    for _ in range(STEPS):
        logs = densities(points, shares, full=full)
        totals = np.logaddexp.reduce(logs, axis=1, keepdims=True)
        shares = np.exp(logs - totals)
    return float(totals.sum())


def densities(points: FloatArray, shares: FloatArray, *, full: bool) -> FloatArray:
    """Return log(weight x density), (n, k + 1), of the mixture that suits best.

    Parameters
    ----------
    shares : (n, k + 1)
        How much of each point belongs to each cluster and, at last, to the noise.
    """
    clusters = [gaussian(points, share, full=full) for share in shares[:, :-1].T]
    noise = np.full(len(points), -np.log(np.ptp(points, axis=0)).sum())
    weights = np.maximum(shares.mean(axis=0), RARE)
    logs: FloatArray = np.column_stack([*clusters, noise])
    logs += np.log(weights / weights.sum())
    return logs


def gaussian(points: FloatArray, share: FloatArray, *, full: bool) -> FloatArray:
    """Return the log density (n,) of the Gaussian that suits the points' shares (n,).

    Its axes are free only if enough points share in it to tell them.
    """
    d = points.shape[1]
    mass = max(share.sum(), RARE)
    away = points - share @ points / mass
    if full and mass > 2 * d + 2:
        covariance = (share * away.T) @ away / mass + FLOOR * np.eye(d)
        root = np.linalg.cholesky(covariance)
        spread, away = root.diagonal(), away @ np.linalg.inv(root).T
    else:
        spread = np.sqrt(np.maximum(share @ away**2 / mass, FLOOR))
        away /= spread
    unit: float = np.log(spread).sum() + d * np.log(2 * np.pi) / 2
    squared: FloatArray = (away**2).sum(axis=1)
    return -squared / 2 - unit
