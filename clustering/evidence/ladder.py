"""Points -> a fit for each k, near enough to the best to compare them."""

from collections.abc import Iterator

import numpy as np

from clustering import kmeans
from clustering.arrays import FloatArray

STARTS = 2
"""Runs for each k: near the best fit is near enough to compare k's."""


def ladder(
    points: FloatArray, most: int, rng: np.random.Generator
) -> Iterator[kmeans.Fit]:
    """Yield a fit of 2, 3, ... clusters, up to the most."""
    for k in range(2, most + 1):
        yield kmeans.fit(points, k, rng, starts=STARTS)
