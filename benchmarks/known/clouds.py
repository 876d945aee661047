"""Clouds of points: how they are spread, and how far apart they lie."""

from collections.abc import Callable

import numpy as np

from clustering.arrays import FloatArray, IntArray

TRIES = 400
"""Places tried for a center before the room is widened."""
DEGREES = 4
"""Of freedom of the t distribution, whose tails are heavy."""


def centers_apart(
    rng: np.random.Generator, k: int, d: int, distance: float
) -> FloatArray:
    """Return centers (k, d) of which the nearest two lie just so far apart."""
    room = distance * k ** (1 / d)
    while True:
        centers = rng.uniform(0, room, (TRIES, d))
        taken = [centers[0]]
        for center in centers[1:]:
            nearest = np.min(np.linalg.norm(np.array(taken) - center, axis=1))
            if nearest >= distance and len(taken) < k:
                taken.append(center)
        if len(taken) == k:
            break
        room *= 1.1
    chosen = np.array(taken)
    ways = np.linalg.norm(chosen[:, None] - chosen, axis=2)
    apart: FloatArray = chosen * (distance / ways[np.triu_indices(k, 1)].min())
    return apart


def shares(rng: np.random.Generator, k: int, ratio: float = 2.5) -> FloatArray:
    """Return shares (k,) of which the largest is at most so many times the least."""
    weights = ratio ** rng.uniform(0, 1, k)
    if ratio > 3:  # noqa: PLR2004 - where unequal sizes are the point, they are reached
        weights = ratio ** np.linspace(0, 1, k)
    parts: FloatArray = weights / weights.sum()
    return parts


def mixture(  # noqa: PLR0913 - what a mixture is made of
    rng: np.random.Generator,
    k: int,
    d: int,
    *,
    n: int,
    distance: float,
    ratio: float = 2.5,
    kind: str = "round",
) -> tuple[FloatArray, IntArray]:
    """Return points (n, d) of k groups and the group (n,) of each."""
    parts = shares(rng, k, ratio)
    labels = np.repeat(np.arange(k), np.maximum(5, np.rint(parts * n).astype(int)))
    centers = centers_apart(rng, k, d, distance)
    return centers[labels] + spread_out(rng, len(labels), d, kind), labels


def spread_out(rng: np.random.Generator, n: int, d: int, kind: str) -> FloatArray:
    """Return points (n, d) around 0 with standard deviation 1 in each column."""
    away = rng.normal(size=(n, d))
    if kind == "t":
        away *= np.sqrt((DEGREES - 2) / rng.chisquare(DEGREES, (n, 1)))
    if kind == "lopsided":
        away = rng.gamma(2, 1 / np.sqrt(2), (n, d)) - np.sqrt(2)
    if kind == "ball":
        radius = rng.uniform(size=(n, 1)) ** (1 / d)
        away *= radius * np.sqrt(d + 2) / np.linalg.norm(away, axis=1, keepdims=True)
    return away


def slant(rng: np.random.Generator, d: int) -> FloatArray:
    """Return a matrix (d, d) that stretches and turns, at most threefold."""
    turn, _ = np.linalg.qr(rng.normal(size=(d, d)))
    lengths = rng.uniform(1 / 3, 1, d)
    stretched: FloatArray = turn * lengths @ turn.T / lengths.max()
    return stretched


SPREADS: dict[str, Callable[[np.random.Generator, int], FloatArray]] = {
    "slanted": slant
}


def place(
    rng: np.random.Generator, points: FloatArray, *, share: float
) -> tuple[FloatArray, IntArray]:
    """Return points some of which were moved far out, and which (m,) these are."""
    n, d = points.shape
    some = rng.choice(n, max(1, round(share * n)), replace=False)
    ways = rng.normal(size=(len(some), d))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    moved = points.copy()
    far = rng.uniform(4, 12, (len(some), 1)) * points.std(axis=0).max()
    moved[some] = points.mean(axis=0) + ways * (far + np.ptp(points, axis=0).max() / 2)
    return moved, some
