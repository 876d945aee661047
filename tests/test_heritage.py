"""Letters that stay with a group."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.choose import Choice, choose
from clustering.heritage import (
    anchored,
    descended,
    inherited,
    letter,
    missing,
    way,
)
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.report import Anchor
from tests.handmade import blobs, features_of


@pytest.mark.parametrize(
    ("cluster", "letters"),
    [
        (0, "A"),
        (25, "Z"),
        (26, "AA"),
        (51, "AZ"),
        (52, "BA"),
        (701, "ZZ"),
        (702, "AAA"),
    ],
)
def test_letter_goes_on_after_z(cluster: int, letters: str) -> None:
    """Letters are counted as spreadsheets count columns."""
    assert letter(cluster) == letters


def test_a_letter_goes_to_who_shares_most_rows() -> None:
    """Whatever the numbers; the smaller part of what split gets a new letter."""
    before = np.array([0, 0, 0, 0, 0, 1, 1, 2, 2])
    after = np.array([2, 2, 2, 3, 3, 0, 0, 1, 1])

    assert inherited(before, "ABC", after, 4) == ("B", "C", "A", "D")


def test_letters_of_clusters_that_went_are_not_given_to_others() -> None:
    """C is gone; a cluster of rows that were in none before is D."""
    before, after = np.array([0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 1])

    assert inherited(before, "ABC", after, 3) == ("A", "B", "D")
    assert inherited(after, "CA", after, 2) == ("C", "A")


@given(st.data())
def test_letters_are_never_shared(data: st.DataObject) -> None:
    """Each cluster has one, and at equal labels its own."""
    k, many = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    pairs = st.tuples(st.integers(0, k - 1), st.integers(0, many - 1))
    before, after = np.array(data.draw(st.lists(pairs, min_size=1))).T
    letters = data.draw(st.permutations("ABCDEF"))[:k]

    found = inherited(before, letters, after, many)

    assert len(set(found)) == len(found) == many
    same = inherited(before, letters, before, k)
    here = np.unique(before)
    assert_array_equal(np.array(same)[here], np.array(letters)[here])


def clumps() -> FloatArray:
    """Return four clumps of 40 to 10 rows, of which the last two lie close."""
    rng = np.random.default_rng(0)
    places = np.repeat([[0.0, 0], [20, 0], [0, 20], [4, 20]], [40, 32, 18, 10], axis=0)
    spread: FloatArray = places + rng.normal(0, 0.3, places.shape)
    return spread


def fit_of(points: FloatArray, k: int) -> Fit:
    """Return the best k clusters."""
    return kmeans.fit(points, k, np.random.default_rng(0))


def handed(points: FloatArray, choice: Choice, k: int) -> dict[str, set[int]]:
    """Return the rows of each letter, with k clusters."""
    fit = fit_of(points, k)
    others = [fit_of(points, each) for each in way(choice.k, k)]
    letters = descended([*others, fit], choice)
    return {
        letter: set(np.flatnonzero(fit.labels == own).tolist())
        for own, letter in enumerate(letters)
    }


def test_groups_keep_their_letters_when_k_changes() -> None:
    """Each letter with k + 1 shares most of its rows with the same one with k."""
    points = clumps()
    choice = choose(points, np.random.default_rng(0))
    assert choice.k == 4

    three, four, five = (handed(points, choice, k) for k in (3, 4, 5))

    assert [len(four[letter]) for letter in "ABCD"] == [40, 32, 18, 10]
    assert three == {"A": four["A"], "B": four["B"], "C": four["C"] | four["D"]}
    assert set(five) == {*"ABCDE"}
    assert all(
        2 * len(five[letter] & four[letter]) >= len(four[letter]) for letter in four
    )
    assert handed(points, choice, 1) == {"A": set(range(100))}


@pytest.mark.parametrize("seed", range(3))
def test_letters_go_the_way_of_taps(seed: int) -> None:
    """From the best k on, tap by tap: a letter that stays, stays with some rows."""
    points = np.random.default_rng(seed).normal(size=(200, 3))
    choice = choose(points, np.random.default_rng(0))
    best = replace(choice, k=6)

    for end in (2, 9):
        order = range(6, end, 1 if end > 6 else -1)
        for before, after in pairwise(handed(points, best, k) for k in order):
            kept = before.keys() & after.keys()
            assert len(kept) == min(len(before), len(after))
            assert all(before[letter] & after[letter] for letter in kept)


def test_far_numbers_of_clusters_are_reached_by_the_ladder() -> None:
    """Of many steps the first are fitted, and the rest taken from the choice."""
    points, _ = blobs(9, 2)
    choice = choose(points, np.random.default_rng(0))
    assert choice.k == 9

    assert way(9, 7) == [9, 8]
    assert way(9, 3) == [9, 8, 7]
    assert way(9, 9) == []
    assert set(handed(points, choice, 3)) < set("ABCDEFGHI")
    assert handed(points, choice, 14).keys() == set("ABCDEFGHIJKLMN")


def test_too_few_rows_for_a_choice_have_letters_too() -> None:
    """Where no k was looked at, letters pass from the best k at once."""
    points = np.array([[0.0], [1.0], [9.0]])
    choice = choose(points, np.random.default_rng(0))
    assert not choice.labels

    assert set(handed(points, choice, 3)) == {"A", "B", "C"}


def anchors(features: Features, fit: Fit, letters: str) -> tuple[Anchor, ...]:
    """Return where the clusters of a fit are, in the columns' own units."""
    return tuple(
        Anchor(letter, tuple(zip(features.columns, center, strict=True)))
        for letter, center in zip(
            letters, features.restore(fit.centers).tolist(), strict=True
        )
    )


def test_letters_outlive_a_table_that_grew() -> None:
    """The second group has become the largest, and is B still; a new one is D."""
    old = features_of(clumps())
    before = anchors(old, fit_of(old.points, 3), "ABC")
    more = np.random.default_rng(1).normal([20.0, 0], 0.3, (50, 2))
    away = np.random.default_rng(2).normal([20.0, 20], 0.3, (15, 2))
    new = features_of(np.vstack([away, more, clumps()]))

    same, wider = (fit_of(new.points, k) for k in (3, 4))

    assert not missing(new, before)
    assert anchored(new, same, before)[0] == "B"
    assert anchored(new, wider, before) == ("B", "A", "C", "D")


def test_earlier_clusters_need_a_place_in_every_column() -> None:
    """A column they do not have, or of which they have no logarithm, is told."""
    features = features_of(clumps() + 1)
    both = Anchor("A", (("y", 1.0), ("x", -2.0), ("z", 0.0)))

    assert missing(features, [both]) == ()
    assert missing(features, [both, Anchor("B", (("x", 1.0),))]) == ("y",)
    assert missing(replace(features, logs=("x",)), [both]) == ("x",)
