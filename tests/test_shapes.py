"""Rings and strips, which k-means cuts."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from clustering.arrays import FloatArray
from clustering.evidence.shapes import matched, odd_shapes, pieces
from clustering.notes import OddShapes
from tests.handmade import blobs

RNG = np.random.default_rng(0)


def ring(radius: float, n: int) -> FloatArray:
    """Return points on a circle, a little off it."""
    angle = RNG.uniform(0, 2 * np.pi, n)
    places: FloatArray = np.column_stack([np.cos(angle), np.sin(angle)])
    return places * radius + RNG.normal(0, 0.05, (n, 2))


RINGS = np.vstack([ring(1, 200), ring(3, 400)])
CLOUD = RNG.normal(size=(300, 2))


def test_rings_are_pieces_that_are_cut() -> None:
    """One ring in another has no round groups."""
    halves = (RINGS[:, 0] > 0).astype(np.intp)
    for clear in (None, halves):
        assert odd_shapes(RINGS, clear, np.random.default_rng(0)) == (OddShapes(2),)


def test_round_groups_that_touch_are_no_odd_shapes() -> None:
    """Three clouds in a row are one piece of two, and yet nothing is cut across."""
    places = np.repeat([[0, 0], [4, 0], [8, 0], [4, 40]], 100, axis=0)
    points = places + np.random.default_rng(1).normal(size=places.shape)
    assert pieces(points / points.std(axis=0)).max() == 1
    assert odd_shapes(points, np.repeat(range(4), 100), np.random.default_rng(0)) == ()


@pytest.mark.parametrize(
    "points",
    [
        CLOUD,
        blobs(4, 2, each=40)[0],
        RINGS[:50],
        np.hstack([RINGS, RINGS]),
        RNG.lognormal(size=(300, 2)),
        RNG.integers(0, 2, (200, 3)).astype(float),
    ],
    ids=["cloud", "blobs", "few", "wide", "lopsided", "0/1"],
)
def test_clouds_are_no_odd_shapes(points: FloatArray) -> None:
    """Nor is anything told of few rows or many columns."""
    assert odd_shapes(points, None, np.random.default_rng(0)) == ()


def test_pieces_have_gaps_around() -> None:
    """Two runs of a line are two; a lone point is in none."""
    line = np.concatenate([np.arange(30.0), np.arange(100.0, 130), [500]])[:, None]

    assert_array_equal(pieces(line), [*[0] * 30, *[1] * 30, -1])


def test_matched_is_the_share_in_the_cluster_of_most() -> None:
    """Three of four, and both of two; what is in no piece does not count."""
    found = np.array([0, 0, 0, 0, 1, 1, -1])

    assert matched(found, np.array([0, 0, 0, 1, 1, 1, 0])) == 5 / 6
