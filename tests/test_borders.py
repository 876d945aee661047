"""Rows between two clusters, and what one more would split."""

import numpy as np

from clustering.borders import borderline, splits
from clustering.choose import Choice
from clustering.kmeans import Fit
from clustering.notes import Borderline, Note, Splits


def test_rows_in_the_middle_are_counted() -> None:
    """Two of five are about as near to the other center; one lies on its own."""
    points = np.array([[0.0], [4.9], [5.0], [10], [9]])
    fit = Fit(np.array([0, 0, 0, 1, 1]), np.array([[0.0], [10.0]]), 0.0)

    assert borderline(points, fit, "AB") == (Borderline(2, "A", "B"),)
    assert borderline(points, fit, "DC") == (Borderline(2, "D", "C"),)
    assert borderline(points[[0, 3]], fit, "AB") == ()


def test_of_many_rows_no_single_ones_are_looked_for() -> None:
    """Nor of one cluster."""
    fit = Fit(np.zeros(100_001, dtype=np.intp), np.array([[0.0], [2.0]]), 0.0)
    one = Fit(np.zeros(3, dtype=np.intp), np.array([[0.0]]), 0.0)

    assert borderline(np.ones((100_001, 1)), fit, "AB") == ()
    assert borderline(np.arange(3.0)[:, None], one, "A") == ()


def split(own: list[int], *, more: list[int]) -> tuple[Note, ...]:
    """Return what one more cluster than in some labels would split."""
    k = max(own) + 1
    fit = Fit(np.array(own), np.zeros((k, 1)), 0.0)
    rows = np.arange(len(own))[::-1]  # as if looked at in another order
    choice = Choice(1, 2, rows=rows, labels={k + 1: np.array(more)[rows]})
    return splits(fit, choice, "DBC")


def test_the_cluster_that_hides_two_would_split() -> None:
    """It is called by its letter, whatever its number."""
    assert split([0, 0, 0, 0, 1, 1], more=[1, 1, 2, 2, 0, 0]) == (Splits(3, "D"),)
    assert split([0, 0, 0, 1, 1, 1], more=[1, 1, 1, 0, 0, 2]) == (Splits(3, "B"),)


def test_what_changes_several_is_not_told() -> None:
    """A third cluster may take some from both; or one falls into three at once."""
    taken = [0, 0, 2, 1, 1, 2, 2]
    fell = [0, 0, 0, 0, 1, 2, 3]

    assert split([0, 0, 0, 1, 1, 1, 1], more=taken) == (Splits(3, "B"),)
    assert split([0, 0, 1, 1, 2, 2, 2], more=fell) == ()


def test_nothing_is_told_of_what_was_not_looked_at() -> None:
    """One more than the most that were tried, or than one."""
    fit = Fit(np.array([0, 1, 1]), np.zeros((2, 1)), 0.0)
    one = Fit(np.zeros(3, dtype=np.intp), np.zeros((1, 1)), 0.0)
    halves = Choice(1, 2, rows=np.arange(3), labels={2: np.array([0, 1, 1])})

    assert splits(fit, halves, "AB") == ()
    assert splits(one, halves, "A") == ()
