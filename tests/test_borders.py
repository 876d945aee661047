"""Rows between two clusters, and what one more would split."""

import numpy as np

from clustering.borders import borderline, borders, splits
from clustering.kmeans import Fit
from clustering.notes import Borderline, Splits


def test_rows_in_the_middle_are_counted() -> None:
    """Two of five are about as near to the other center; one lies on its own."""
    points = np.array([[0.0], [4.9], [5.0], [10], [9]])
    fit = Fit(np.array([0, 0, 0, 1, 1]), np.array([[0.0], [10.0]]), 0.0)

    assert borderline(points, fit) == (Borderline(2, "A", "B"),)
    assert borderline(points[[0, 3]], fit) == ()


def test_of_many_rows_no_single_ones_are_looked_for() -> None:
    """Nor of one cluster."""
    fit = Fit(np.zeros(100_001, dtype=np.intp), np.array([[0.0], [2.0]]), 0.0)
    one = Fit(np.zeros(3, dtype=np.intp), np.array([[0.0]]), 0.0)

    assert borderline(np.ones((100_001, 1)), fit) == ()
    assert borders(np.arange(3.0)[:, None], one, np.random.default_rng(0)) == ()


def test_the_cluster_that_hides_two_would_split() -> None:
    """Of two clusters, the one made of two clumps falls apart with three."""
    rng = np.random.default_rng(0)
    clumps = [rng.normal(place, 0.1, (40, 1)) for place in (0, 20, 23)]
    points = np.vstack(clumps)
    labels = np.repeat([1, 0], [40, 80])
    fit = Fit(labels, np.array([[21.5], [0.0]]), 0.0)

    assert splits(points, fit, rng) == (Splits(3, "A"),)


def test_what_changes_several_is_not_told() -> None:
    """Three clumps in two clusters that cut one of them do not just split."""
    rng = np.random.default_rng(0)
    points = np.repeat(np.array([[0.0], [10.0], [20.0]]), 10, axis=0)
    cut = np.array([0] * 10 + [0, 1] * 5 + [1] * 10)
    fit = Fit(cut, np.array([[3.0], [17.0]]), 0.0)
    four = Fit(np.arange(30) % 2, np.array([[9.0], [11.0]]), 0.0)

    assert len(splits(points, fit, rng)) <= 1
    assert splits(points, four, rng) == ()


def test_single_rows_cannot_split() -> None:
    """Two different rows make two clusters and no third."""
    points = np.repeat(np.array([[0.0], [9.0]]), 6, axis=0)
    fit = Fit(np.repeat([0, 1], 6), np.array([[0.0], [9.0]]), 0.0)

    assert splits(points, fit, np.random.default_rng(0)) == ()
