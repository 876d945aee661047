"""Principal components as a picture shows them."""

import numpy as np
from numpy.testing import assert_allclose

from clustering.drawing.components import components, dimension, placed
from tests.handmade import blobs, features_of, fit_of


def test_components_agree_with_the_singular_values() -> None:
    """Points lie as the singular value decomposition has them, up to a sign."""
    points, labels = blobs(4, 5)
    features = features_of(points)
    plane = components(features, fit_of(features, labels))
    left, values, _ = np.linalg.svd(features.points, full_matrices=False)
    assert_allclose(
        np.abs(plane.onto(features.points)), np.abs(left[:, :2] * values[:2]), atol=1e-9
    )
    shares = values**2 / (values**2).sum()
    assert_allclose([each.share for each in plane.dimensions], shares[:2])


def test_components_point_to_where_columns_rise() -> None:
    """Of two columns that go together and one against them, the words say so."""
    rng = np.random.default_rng(0)
    hidden, other = rng.normal(size=(2, 400))
    noise = rng.normal(size=(400, 4)) / 10
    table = np.column_stack([hidden * 3, -hidden * 2, hidden, other]) + noise
    features = features_of(table, ("age", "sleep", "income", "luck"))
    across, up = components(
        features, fit_of(features, (hidden > 0).astype(int))
    ).dimensions
    assert set(across.columns) == {"age", "sleep", "income"}
    signs = dict(zip(across.columns, across.rising, strict=True))
    assert signs["age"] == signs["income"] != signs["sleep"]
    assert across.rising[0]
    assert (up.columns, up.rising) == (("luck",), (True,))


def test_dimension_by_hand() -> None:
    """The heaviest three are named, none that weighs less than half the heaviest."""
    shown = dimension(("a", "b", "c", "d"), np.array([0.1, -0.5, 0.8, 0.3]), 0.4)
    assert (shown.columns, shown.rising, shown.share) == (
        ("c", "b"),
        (True, False),
        0.4,
    )
    assert len(dimension(tuple("abcd"), np.ones(4), 0.4).columns) == 3


def test_placed_by_hand() -> None:
    """Of four rows, one is nearer to the other center."""
    features = features_of(np.array([[0.0], [1], [9], [10]]))
    fit = fit_of(features, [0, 0, 0, 1])
    points = np.array([[0.0, 0], [1, 0], [9, 0], [10, 0]])
    assert placed(points, np.array([[3.0, 0], [10, 0]]), fit) == 0.75
