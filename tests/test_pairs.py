"""The two columns that separate best."""

from dataclasses import replace

import numpy as np
from numpy.testing import assert_allclose

from clustering.drawing.pairs import best_columns, best_pair, explained
from tests.handmade import blobs, features_of, fit_of


def test_best_pair_of_pairs_equally_good() -> None:
    """Where every pair places all rows, the columns that differ most are shown."""
    rng = np.random.default_rng(0)
    labels = [0] * 50 + [1] * 50
    far = np.repeat([0.0, 50.0], 50)
    noisy = [far + rng.normal(size=100) * width for width in (5, 1, 3, 2)]
    features = features_of(np.column_stack(noisy))
    pair, kept = best_pair(features.points, fit_of(features, labels))
    assert (pair, kept) == ([1, 3], 1)


def test_best_pair_of_many_columns_and_rows() -> None:
    """A wide and long table is judged by its best columns and a part of its rows."""
    rng = np.random.default_rng(0)
    points = rng.normal(size=(5001, 30))
    labels = (np.arange(5001) % 3).tolist()
    points[:, 17] += np.array(labels) * 9
    features = features_of(points, [f"c{column}" for column in range(30)])
    pair, kept = best_pair(features.points, fit_of(features, labels))
    assert 17 in pair
    assert kept == 1


def test_explained_by_hand() -> None:
    """The share of variance between clusters is 1 without any within, else less."""
    features = features_of([[0, 0, 7], [0, 2, 7], [6, 2, 7], [6, 4, 7]])
    fit = fit_of(features, [0, 0, 1, 1])
    shares = explained(features.points, fit.labels, fit.centers)
    assert_allclose(shares, [1, 0.5, 0])


def test_best_pair_prefers_columns_of_many_values() -> None:
    """A pair that places nearly as many rows as two codes is shown in their place."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 4, 500)
    codes = np.column_stack([labels // 2, labels % 2]).astype(float)
    clear = codes * 9 + rng.normal(size=(500, 2))
    vague = codes * 3 + rng.normal(size=(500, 2))
    near = features_of(np.hstack([codes, clear]))
    assert best_pair(near.points, fit_of(near, labels))[0] == [2, 3]
    far = features_of(np.hstack([codes, vague]))
    assert best_pair(far.points, fit_of(far, labels))[0] == [0, 1]


def test_best_columns_are_in_their_own_units() -> None:
    """The plane takes points to the numbers of its columns."""
    points, labels = blobs(3, 4)
    features = features_of(points)
    plane = best_columns(features, fit_of(features, labels))
    shown = ["xyzu".index(each.columns[0]) for each in plane.dimensions]
    assert_allclose(plane.onto(features.points), points[:, shown])
    one = features_of(points[:, :1])
    assert_allclose(
        best_columns(one, fit_of(one, labels)).onto(one.points), points[:, :1]
    )


def test_columns_of_logarithms_are_shown_by_them() -> None:
    """So that equal ratios are equally far; the others stay as they are."""
    numbers = np.array([[1.0, 5], [10, 6], [100, 5], [1000, 9]])
    raw = features_of(np.column_stack([np.log10(numbers[:, 0]), numbers[:, 1]]))
    features = replace(raw, logs=("x",))

    plane = best_columns(features, fit_of(features, [0, 0, 1, 1]))

    assert [dimension.logged for dimension in plane.dimensions] == [True, False]
    shown = plane.onto(features.points)
    assert_allclose(shown, np.column_stack([[0, 1, 2, 3], numbers[:, 1]]), atol=1e-12)
