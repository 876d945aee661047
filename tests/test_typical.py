"""The real row that stands for a cluster."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clustering.typical import typical_rows
from tests.handmade import features_of, fit_of


@given(st.lists(st.integers(0, 9), min_size=4, max_size=30), st.integers(0, 2**32 - 1))
def test_typical_row_is_the_nearest_of_all(numbers: list[int], seed: int) -> None:
    """It is what trying every row of a cluster finds; of equals, the first."""
    rng = np.random.default_rng(seed)
    labels = np.append([0, 1], rng.integers(0, 2, len(numbers) - 2))
    features = features_of([[one, one % 3] for one in numbers])
    fit = fit_of(features, labels)
    for cluster, typical in enumerate(typical_rows(features, fit)):
        ways = {
            row + 1: float(((features.points[row] - fit.centers[cluster]) ** 2).sum())
            for row in range(len(numbers))
            if labels[row] == cluster
        }
        assert typical == min(ways, key=lambda row: (ways[row], row))
