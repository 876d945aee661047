"""The two dimensions that a picture has."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.columns.categories import Category
from clustering.drawing.view import best_pair, clip, explained, heights, loosen, view
from tests.handmade import blobs, features_of, fit_of


def test_view_shows_two_columns_as_they_are() -> None:
    """With two columns, points and centers are the table's own numbers."""
    points, labels = blobs(3, 2)
    features = features_of(points)
    seen = view(features, fit_of(features, labels))
    assert_allclose(seen.points, points)
    assert_allclose(seen.centers[1], points[20:40].mean(axis=0))
    assert (seen.columns, seen.kept) == (("x", "y"), 1)
    assert not seen.far.any()
    assert not seen.loosened


def test_view_picks_the_columns_that_separate() -> None:
    """Of noise and signal, the signal is shown, in the table's order."""
    points, labels = blobs(4, 2)
    noise = np.random.default_rng(0).normal(size=(80, 2)) * 9
    features = features_of(np.column_stack([noise, points])[:, [2, 0, 1, 3]])
    seen = view(features, fit_of(features, labels))
    assert seen.columns == ("x", "u")
    assert seen.kept > 0.9
    assert_allclose(seen.points, points)


def test_best_pair_of_pairs_equally_good() -> None:
    """Where every pair places all rows, the columns that differ most are shown."""
    rng = np.random.default_rng(0)
    labels = [0] * 50 + [1] * 50
    far = np.repeat([0.0, 50.0], 50)
    noisy = [far + rng.normal(size=100) * width for width in (5, 1, 3, 2)]
    features = features_of(np.column_stack(noisy))
    numbers = np.zeros(4, dtype=bool)
    pair, kept = best_pair(features.points, fit_of(features, labels), numbers)
    assert (pair, kept) == ([1, 3], 1)


def test_best_pair_of_many_columns_and_rows() -> None:
    """A wide and long table is judged by its best columns and a part of its rows."""
    rng = np.random.default_rng(0)
    points = rng.normal(size=(5001, 30))
    labels = (np.arange(5001) % 3).tolist()
    points[:, 17] += np.array(labels) * 9
    features = features_of(points, [f"c{column}" for column in range(30)])
    numbers = np.zeros(30, dtype=bool)
    pair, kept = best_pair(features.points, fit_of(features, labels), numbers)
    assert 17 in pair
    assert kept == 1


def test_explained_by_hand() -> None:
    """The share of variance between clusters is 1 without any within, else less."""
    features = features_of([[0, 0, 7], [0, 2, 7], [6, 2, 7], [6, 4, 7]])
    shares = explained(features.points, fit_of(features, [0, 0, 1, 1]))
    assert_allclose(shares, [1, 0.5, 0])


def test_clip_moves_far_points_to_the_edge() -> None:
    """A far row is moved, kept in its order, and told of; the others stay."""
    points, labels = blobs(2, 2, each=300)
    points[0] = [5000, -5000]
    features = features_of(points)
    clipped, far = clip(points, fit_of(features, labels))
    assert np.flatnonzero(far).tolist() == [0]
    assert_array_equal(clipped[1:], points[1:])
    assert clipped[0, 0] == clipped[:, 0].max() < 100
    assert clipped[0, 1] == clipped[:, 1].min() > -100


def test_clip_keeps_a_small_far_cluster() -> None:
    """However far and small a cluster is, it is in view."""
    points, _ = blobs(1, 2, each=998)
    table = np.vstack([points, [[900, 900], [910, 905]]])
    features = features_of(table)
    clipped, far = clip(table, fit_of(features, [0] * 998 + [1] * 2))
    assert not far.any()
    assert_array_equal(clipped, table)


def test_loosen_parts_equal_points() -> None:
    """Points on a grid of answers are parted, each nearest to its own answer."""
    answers = np.random.default_rng(0).integers(1, 6, size=(300, 2)).astype(float)
    apart = loosen(answers)
    assert len(np.unique(apart, axis=0)) == 300
    assert_array_equal(np.round(apart), answers)
    assert np.abs(apart - answers).max() <= 0.25


@pytest.mark.parametrize(
    "points",
    [
        np.random.default_rng(0).normal(size=(100, 2)),
        np.array([[1.0, 2], [1, 3], [2, 2]]),
        np.ones((40, 2)),
    ],
)
def test_loosen_leaves_other_points_alone(points: FloatArray) -> None:
    """Numbers of many values, few rows, and a single value stay as they are."""
    assert_array_equal(loosen(points), points)


def test_view_tells_of_loosened_points() -> None:
    """A reader is told that points were moved."""
    answers = np.random.default_rng(0).integers(1, 6, size=(300, 2))
    features = features_of(answers)
    assert view(features, fit_of(features, (answers[:, 0] > 3).astype(int))).loosened


def test_view_of_one_column_is_a_strip() -> None:
    """One column lies across; heights are highest where values are dense."""
    values = np.random.default_rng(0).normal(size=500)
    features = features_of(values[:, None], ["age"])
    seen = view(features, fit_of(features, (values < 0).astype(int)))
    assert_allclose(seen.points[:, 0], values)
    assert seen.columns == ("age",)
    assert not seen.loosened
    tall = np.abs(seen.points[:, 1])
    assert tall[np.abs(values) < 0.5].max() > 3 * tall[np.abs(values) > 2].max()
    assert_array_equal(seen.centers[:, 1], 0)


@given(arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6)))
def test_heights_stay_within_one(values: FloatArray) -> None:
    """Whatever the values, heights are finite and lie in -1..1."""
    tall = heights(values)
    assert tall.shape == values.shape
    assert np.abs(tall).max() <= 1


def test_yes_and_no_are_shown_where_they_are_worth_it() -> None:
    """A column of two heaps is no axis while numbers separate nearly as well."""
    points, labels = blobs(3, 2)
    yes = np.where(np.array(labels) == 0, 100.0, 0.0)
    features = replace(
        features_of(np.column_stack([yes, points]), ["g = a", "x", "y"]),
        categories={"g = a": Category("g", "a", "")},
    )
    assert view(features, fit_of(features, labels)).columns == ("x", "y")
    noise = np.random.default_rng(0).normal(size=(60, 2))
    features = replace(
        features_of(np.column_stack([yes, noise]), ["g = a", "x", "y"]),
        categories={"g = a": Category("g", "a", "")},
    )
    sides = (yes == 0).astype(int)
    assert "g = a" in view(features, fit_of(features, sides)).columns
