"""The two dimensions that a picture has."""

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.columns.categories import Category
from clustering.drawing.view import View, loosen, view
from tests.handmade import blobs, features_of, fit_of


def shown(seen: View) -> list[tuple[str, ...]]:
    """Return the columns of each dimension of a view."""
    return [dimension.columns for dimension in seen.dimensions]


def test_view_shows_two_columns_as_they_are() -> None:
    """With two columns, points and centers are the table's own numbers."""
    points, labels = blobs(3, 2)
    features = features_of(points)
    seen = view(features, fit_of(features, labels))
    assert_allclose(seen.points, points)
    assert_allclose(seen.centers[1], points[20:40].mean(axis=0))
    assert (shown(seen), seen.kept) == ([("x",), ("y",)], 1)
    assert not seen.far.any()
    assert not seen.loosened


def test_view_picks_the_columns_that_separate() -> None:
    """Of noise and signal, the signal is shown, in the table's order."""
    points, labels = blobs(4, 2)
    noise = np.random.default_rng(0).normal(size=(80, 2)) * 9
    features = features_of(np.column_stack([noise, points])[:, [2, 0, 1, 3]])
    seen = view(features, fit_of(features, labels))
    assert shown(seen) == [("x",), ("u",)]
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
    assert shown(seen) == [("age",)]
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
    assert columns_of(view(features, fit_of(features, labels))) == ["x", "y"]
    noise = np.random.default_rng(0).normal(size=(60, 2))
    features = replace(
        features_of(np.column_stack([yes, noise]), ["g = a", "x", "y"]),
        categories={"g = a": Category("g", "a", "")},
    )
    sides = (yes == 0).astype(int)
    assert "g = a" in columns_of(view(features, fit_of(features, sides)))


def columns_of(seen: View) -> list[str]:
    """Return the columns that a view shows as they are."""
    return [*chain(*(each.columns for each in seen.dimensions))]


def test_view_ticks_the_few_values_there_are() -> None:
    """Grades have ticks at grades; other columns, and mixes, have none of their own."""
    rng = np.random.default_rng(0)
    grades = rng.integers(1, 4, size=300)
    table = np.column_stack([grades, rng.normal(size=300)])
    features = features_of(table)
    seen = view(features, fit_of(features, grades - 1))
    assert [each.ticks for each in seen.dimensions] == [(1, 2, 3), ()]


def test_view_of_components_where_there_are_more_than_two_columns() -> None:
    """More columns than two are mixed on request, fewer shown as they are."""
    points, labels = blobs(3, 4)
    features = features_of(points)
    seen = view(features, fit_of(features, labels), "components")
    assert all(len(each.rising) == len(each.columns) for each in seen.dimensions)
    assert all(each.mixed for each in seen.dimensions)
    assert abs(seen.points.mean(axis=0)).max() < 1e-9
    two = features_of(points[:, :2])
    assert_allclose(view(two, fit_of(two, labels), "components").points, points[:, :2])


def test_view_moves_unusual_rows_as_it_does_others() -> None:
    """Rows that were set aside come onto the components too."""
    points, labels = blobs(3, 4)
    features = features_of(points)
    aside = replace(
        features, unusual=np.array([3]), unusual_points=features.points[[3]]
    )
    seen = view(aside, fit_of(aside, labels), "components")
    assert_allclose(seen.unusual, seen.points[[3]])
    assert not seen.beyond
