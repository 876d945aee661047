"""The two dimensions that a picture has."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.columns.categories import Category
from clustering.drawing.view import loosen, view
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
