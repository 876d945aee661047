"""Dips in density between clusters."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.evidence.dips import Dips, dips, neighbours


def fit(points: FloatArray, k: int) -> kmeans.Fit:
    """Return k clusters of the points."""
    return kmeans.fit(points, k, np.random.default_rng(0))


def test_neighbours_have_no_center_between_them() -> None:
    """In a row of three only the ends are no neighbours; in a corner all are."""
    row = np.array([[0.0, 0], [1, 0], [2, 0.1]])
    corner = np.array([[0.0, 0], [1, 0], [0, 1]])

    assert neighbours(row) == [(0, 1), (1, 2)]
    assert neighbours(corner) == [(0, 1), (0, 2), (1, 2)]


def test_dips_between_clumps_are_deep() -> None:
    """Where nothing lies between two clumps, the dip reaches the ground."""
    clump = np.random.default_rng(1).normal(size=(200, 2))
    points = np.vstack([clump, clump + 12])

    found = dips(points, fit(points, 2))

    assert found.depth == found.mean_depth == 1
    assert found.z > 10


def test_dips_in_an_even_line_are_shallow() -> None:
    """Slices of evenly spread points have no dip between them."""
    points = np.linspace(0, 1, 4_000)[:, None]

    found = dips(points, fit(points, 2))

    assert_allclose([found.z, found.depth], 0, atol=0.1)


def test_dips_are_as_shallow_as_the_shallowest() -> None:
    """A blob cut in two beside another blob has one dip that is none."""
    rng = np.random.default_rng(2)
    points = np.vstack([rng.normal(size=(400, 2)), rng.normal([0, 30], 1, (200, 2))])

    found = dips(points, fit(points, 3))

    assert found.depth < 0.3
    assert found.mean_depth > found.depth + 0.2


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ({"z": 2.0, "depth": 0.5}, True),
        ({"z": 2.0, "depth": 0.5, "mean_depth": 0.7}, True),
        ({"z": 2.1, "depth": 0.5}, False),
        ({"z": 2.0, "depth": 0.6}, False),
        ({"z": 2.0, "depth": 0.5, "mean_depth": 0.8}, False),
    ],
)
def test_dips_reach(asked: dict[str, float], *, reached: bool) -> None:
    """Each threshold that is asked for has to be met."""
    assert Dips(z=2.0, depth=0.5, mean_depth=0.7).reach(**asked) is reached
