"""A fit for each k."""

import numpy as np

from clustering import kmeans
from clustering.evidence.ladder import ladder
from tests.handmade import blobs


def test_ladder_has_a_good_fit_for_each_k() -> None:
    """2, 3, ... clusters, near the best that is found with more effort."""
    points, _ = blobs(5, 2)

    fits = list(ladder(points, 6, np.random.default_rng(0)))

    assert [len(fit.centers) for fit in fits] == [2, 3, 4, 5, 6]
    for fit in fits:
        best = kmeans.fit(points, len(fit.centers), np.random.default_rng(0)).inertia
        assert fit.inertia <= 1.05 * best
