"""The rules in use for choosing k, each judging the very same fits."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.evidence.ladder import ladder
from clustering.evidence.silhouette import silhouette
from clustering.kmeans import Fit

REFERENCES = 8
"""Uniform tables that the gap is told from."""
GAP_ROWS = 300
"""Rows of them: the gap costs many times the other rules."""
SILHOUETTE_ROWS = 1_000


@dataclass(frozen=True, eq=False)
class Sweep:
    """Standardised points in random order and their fits of 2, 3, ... clusters."""

    points: FloatArray
    fits: tuple[Fit, ...]

    @property
    def total(self) -> float:
        """The SSE of a single cluster."""
        return float(((self.points - self.points.mean(axis=0)) ** 2).sum())


def sweep(points: FloatArray, k_max: int) -> Sweep:
    """Return the fits that all rules judge."""
    rng = np.random.default_rng(0)
    shuffled = rng.permutation(points)
    return Sweep(shuffled, tuple(ladder(shuffled, k_max, rng))[1:])


def best(scores: list[float]) -> int:
    """Return the k, from 2, with the largest score."""
    return 2 + int(np.argmax(scores))


def by_silhouette(tried: Sweep) -> int:
    """Return the k with the widest silhouette (Rousseeuw 1987)."""
    some = tried.points[:SILHOUETTE_ROWS]
    away = cdist(some, some)
    return best([silhouette(away, fit.labels[: len(some)]) for fit in tried.fits])


def by_calinski(tried: Sweep) -> int:
    """Return the k with the largest ratio of variances (Calinski, Harabasz 1974)."""
    return best(calinski(tried))


def by_tableau(tried: Sweep) -> int:
    """Return the first k at which that ratio falls again, as Tableau documents."""
    ratios = calinski(tried)
    falls = [k for k, ratio in enumerate(ratios[:-1]) if ratio > ratios[k + 1]]
    return 2 + (falls[0] if falls else len(ratios) - 1)


def calinski(tried: Sweep) -> list[float]:
    """Return the ratio of variance between to variance within for each k."""
    n = len(tried.points)
    return [
        (tried.total - fit.inertia) * (n - k) / (max(fit.inertia, 1e-12) * (k - 1))
        for k, fit in enumerate(tried.fits, start=2)
    ]


def by_davies(tried: Sweep) -> int:
    """Return the k of the least mean likeness of clusters (Davies, Bouldin 1979)."""
    return best([-likeness(tried.points, fit) for fit in tried.fits])


def likeness(points: FloatArray, fit: Fit) -> float:
    """Return how alike each cluster is to the one most like it, on average."""
    way = np.linalg.norm(points - fit.centers[fit.labels], axis=1)
    widths = np.bincount(fit.labels, way) / np.bincount(fit.labels)
    apart = cdist(fit.centers, fit.centers)
    np.fill_diagonal(apart, np.inf)
    return float(((widths[:, None] + widths) / apart).max(axis=1).mean())


def by_bic(tried: Sweep) -> int:
    """Return the k of the least BIC of round clusters, as X-means (Pelleg 2000)."""
    n, d = tried.points.shape
    sizes = [np.array([n]), *(np.bincount(fit.labels) for fit in tried.fits)]
    spreads = [tried.total, *(fit.inertia for fit in tried.fits)]
    scores = []
    for k, (size, spread) in enumerate(zip(sizes, spreads, strict=True), start=1):
        variance = max(spread / (d * max(n - k, 1)), 1e-12)
        likelihood = (size * np.log(size / n)).sum()
        likelihood -= n * d / 2 * np.log(2 * np.pi * variance) + (n - k) * d / 2
        scores.append((k * (d + 1)) * np.log(n) - 2 * likelihood)
    return 1 + int(np.argmin(scores))


def by_gap(tried: Sweep) -> int:
    """Return the first k whose gap is within an error of the next (Tibshirani 2001)."""
    rng = np.random.default_rng(0)
    points = tried.points[:GAP_ROWS]
    most = len(tried.fits) + 1
    low, high = points.min(axis=0), points.max(axis=0)
    own = spreads(points, most)
    most = len(own)  # no more than there are different rows
    others = np.array(
        [spreads(rng.uniform(low, high, points.shape), most) for _ in range(REFERENCES)]
    )
    gaps = others.mean(axis=0) - own
    errors = others.std(axis=0) * np.sqrt(1 + 1 / REFERENCES)
    within = np.flatnonzero(gaps[:-1] >= gaps[1:] - errors[1:])
    return 1 + int(within[0] if len(within) else len(gaps) - 1)


def spreads(points: FloatArray, most: int) -> FloatArray:
    """Return the logarithm of the SSE for each k from 1."""
    total = ((points - points.mean(axis=0)) ** 2).sum()
    fits = ladder(points, most, np.random.default_rng(0))
    return np.log([total, *(max(fit.inertia, 1e-12) for fit in fits)])


RULES: dict[str, Callable[[Sweep], int]] = {
    "silhouette": by_silhouette,
    "Calinski-Harabasz": by_calinski,
    "Davies-Bouldin": by_davies,
    "gap": by_gap,
    "BIC (X-means)": by_bic,
    "Tableau's": by_tableau,
}
