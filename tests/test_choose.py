"""How many groups there are, if any."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.choose import Choice, checked, choose
from clustering.evidence.weighing import Evidence
from tests import handmade

DATA = Path(__file__).parent / "data"


def choice(points: FloatArray) -> Choice:
    """Return the choice for the points, from a fixed generator."""
    return choose(points, np.random.default_rng(0))


def blobs(centers: FloatArray, sizes: list[int], seed: int) -> FloatArray:
    """Return round clusters of standard deviation 1."""
    rng = np.random.default_rng(seed)
    return np.repeat(centers, sizes, axis=0) + rng.normal(size=(sum(sizes), 2))


def ring(k: int, radius: float) -> FloatArray:
    """Return k places on a circle."""
    angle = 2 * np.pi * np.arange(k) / k
    places: FloatArray = np.column_stack([np.cos(angle), np.sin(angle)])
    return radius * places


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("k", range(2, 9))
def test_choose_counts_clusters_that_lie_apart(k: int, seed: int) -> None:
    """Two to eight blobs of unequal size are counted exactly."""
    sizes = [30 + 15 * cluster for cluster in range(k)]

    points = blobs(ring(k, radius=4.5 * k), sizes, seed)

    assert choice(points) == Choice(groups=k, k=k)


def shopping(seed: int) -> FloatArray:
    """Return whole-numbered incomes and scores: four corners around a middle."""
    rng = np.random.default_rng(seed)
    centers = np.array([[55, 50], [88, 17], [86, 82], [26, 21], [26, 79]])
    spreads = np.array([[9, 6], [12, 8], [10, 9], [7, 12], [7, 10]])
    sizes = [81, 35, 39, 22, 23]
    noise = rng.normal(size=(200, 2)) * np.repeat(spreads, sizes, axis=0)
    rounded: FloatArray = np.rint(np.repeat(centers, sizes, axis=0) + noise)
    return rounded


@pytest.mark.parametrize("seed", range(3))
def test_choose_sees_five_groups_of_shoppers(seed: int) -> None:
    """Five groups in rounded numbers, as in the well-known mall table, are five."""
    assert choice(shopping(seed)) == Choice(groups=5, k=5)


@pytest.mark.parametrize("seed", [4, 7])
def test_choose_sees_six_groups_of_shoppers_and_their_ages(seed: int) -> None:
    """Few rows lie at some of twelve borders; halves of six groups are no answer."""
    rng = np.random.default_rng(seed)
    centers = np.array(
        [
            [56, 54, 49],
            [33, 87, 82],
            [27, 58, 48],
            [42, 89, 17],
            [25, 26, 77],
            [46, 26, 19],
        ]
    )
    spreads = np.array(
        [[8, 9, 6], [4, 16, 9], [7, 7, 7], [8, 16, 10], [5, 8, 10], [12, 8, 11]]
    )
    sizes = [45, 39, 38, 33, 24, 21]
    noise = rng.normal(size=(200, 3)) * np.repeat(spreads, sizes, axis=0)

    points = np.rint(np.repeat(centers, sizes, axis=0) + noise)

    assert choice(points) == Choice(groups=6, k=6)


def test_choose_sees_two_groups_of_iris() -> None:
    """Without their names, two of the three kinds of iris are one cloud."""
    iris = np.genfromtxt(
        DATA / "iris.csv", delimiter=",", skip_header=1, usecols=range(4)
    )

    assert choice(iris) == Choice(groups=2, k=2)


def test_choose_sees_no_groups_of_wholesale_customers() -> None:
    """Lopsided spendings are a continuum."""
    spendings = np.genfromtxt(
        DATA / "wholesale_customers.csv",
        delimiter=",",
        skip_header=1,
        usecols=range(2, 8),
    )

    assert choice(spendings).groups == 1


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("shape", ["ball", "slanted", "square", "lopsided", "line"])
def test_choose_says_that_there_are_no_groups(shape: str, seed: int) -> None:
    """One cloud is one cloud, whatever its shape, but can be sliced."""
    rng = np.random.default_rng(seed)
    slant = rng.normal(size=(400, 1))
    points = {
        "ball": rng.normal(size=(400, 3)),
        "slanted": np.hstack([slant, slant]) + rng.normal(size=(400, 2)) / 3,
        "square": rng.uniform(size=(400, 2)),
        "lopsided": rng.lognormal(size=(400, 2)),
        "line": rng.uniform(size=(400, 1)),
    }[shape]

    chosen = choice(points)

    assert chosen.groups == 1
    assert chosen.k >= 2


@pytest.mark.parametrize("seed", range(3))
def test_choose_counts_classes_of_few_people_and_many_answers(seed: int) -> None:
    """Four kinds of people, of 40 each, say yes to different things."""
    rng = np.random.default_rng(seed)
    shares = 0.15 + 0.7 * np.repeat(np.eye(4), 4, axis=1)

    points = (rng.random((160, 16)) < np.repeat(shares, 40, axis=0)).astype(float)

    assert choice(points) == Choice(groups=4, k=4)


@pytest.mark.parametrize("seed", range(1, 4))
def test_choose_takes_the_scores_of_a_test_for_degrees(seed: int) -> None:
    """Some know nearly all and some hardly anything, but many lie between."""
    rng = np.random.default_rng(seed)
    ease = 3 * rng.uniform(-1, 1, size=(900, 1)) + np.linspace(-1, 1, 8)

    points = (rng.random((900, 8)) < 1 / (1 + np.exp(-ease))).astype(float)

    assert choice(points).groups == 1


def test_choose_is_not_led_by_outliers() -> None:
    """Two far and lonely points beside a cloud are no groups."""
    cloud = blobs(np.zeros((1, 2)), [200], seed=1)

    assert choice(np.vstack([cloud, [[60.0, 0], [0, 60]]])).groups == 1


def test_choose_minds_neither_order_nor_units() -> None:
    """Shuffled rows, other units and a constant column change nothing."""
    points = blobs(ring(4, radius=6), [40, 50, 60, 70], seed=2)
    order = np.random.default_rng(3).permutation(len(points))
    others = points[order] * [1e9, 1e-9] + [1.7e12, 0]

    expected = choice(points)

    assert choice(points[order]) == expected
    assert choice(np.column_stack([others, np.ones(len(points))])) == expected


def test_choose_looks_at_a_sample_of_large_tables() -> None:
    """More rows than are looked at still show their groups, in any order."""
    points = blobs(ring(3, radius=8), [4_000, 3_000, 2_000], seed=4)
    order = np.random.default_rng(5).permutation(len(points))

    assert choice(points) == choice(points[order]) == Choice(groups=3, k=3)


def test_choose_looks_no_further_than_asked() -> None:
    """With k_max below the number of groups, the answer stays within it."""
    points = blobs(ring(6, radius=30), [40] * 6, seed=6)

    assert choose(points, np.random.default_rng(0), k_max=3).k <= 3


@pytest.mark.parametrize(
    "points",
    [
        np.zeros((1, 1)),
        np.arange(2.0)[:, None],
        np.ones((50, 3)),
        np.repeat(np.eye(2), 20, axis=0),
        np.vstack([np.zeros((40, 2)), [[1.0, 0]]]),
    ],
)
def test_choose_needs_something_to_tell_apart(points: FloatArray) -> None:
    """Where there are hardly any different rows, there are no groups to be sure of."""
    assert choice(points) == Choice(groups=1, k=2)


@settings(max_examples=40)
@given(
    points=arrays(
        float,
        st.tuples(st.integers(1, 25), st.integers(1, 4)),
        elements=st.floats(allow_nan=False, allow_infinity=False)
        | st.integers(0, 3).map(float),
    )
)
def test_choose_answers_for_all_finite_points(points: FloatArray) -> None:
    """Whatever the numbers, there is a choice, and its parts agree."""
    chosen = choice(points)

    assert chosen.k >= 2
    assert chosen.groups in {1, chosen.k}


@pytest.mark.parametrize(("groups", "tried"), [(3, 7), (7, 10), (12, 15)])
def test_more_clusters_are_tried_while_they_explain_more(
    groups: int, tried: int
) -> None:
    """Nothing is weighed far beyond the likeliest number, and it is never the last."""
    points = blobs(ring(groups, radius=4.5 * groups), [40] * groups, 0)

    found = choice(points)

    assert (found.groups, max(found.signs)) == (groups, tried)


def test_labels_go_as_far_as_they_are_wanted() -> None:
    """A person who wants nine clusters of three groups can be told what comes next."""
    points = blobs(ring(3, radius=20), [40] * 3, 0)

    found = choose(points, np.random.default_rng(0), labeled=10)

    assert max(found.labels) == 10
    assert found.signs == choice(points).signs


@pytest.mark.parametrize("seed", range(4))
def test_categories_that_have_nothing_to_do_with_each_other_are_no_groups(
    seed: int,
) -> None:
    """Alone or beside numbers: gaps between categories are no borders of groups."""
    rng = np.random.default_rng(seed)
    kinds = [np.eye(many)[rng.integers(0, many, 300)] for many in (3, 4, 5)]
    alone = np.hstack(kinds)
    beside = np.hstack([rng.normal(size=(300, 2)), *kinds[:2]])

    assert choice(alone).groups == 1
    assert choice(beside).groups == 1


@pytest.mark.parametrize("seed", range(4))
def test_rows_that_share_most_of_their_categories_are_groups(seed: int) -> None:
    """Three classes with their own favourite in each of eight columns."""
    rng = np.random.default_rng(seed)
    labels = np.repeat([0, 1, 2], 80)
    favourites = rng.integers(0, 4, (3, 8))
    strays = rng.random((240, 8)) < 0.2
    kinds = np.where(strays, rng.integers(0, 4, (240, 8)), favourites[labels])

    assert choice(np.hstack([np.eye(4)[own] for own in kinds.T])).groups == 3


def test_groups_are_looked_at_again_on_their_tightest_clusters() -> None:
    """A poor fit gives way to the tightest, and so do the signs of it."""
    points, _ = handmade.blobs(3, 2)
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    rng = np.random.default_rng(0)
    evidence = Evidence.of(scaled, scaled, 4, rng)
    good = [kmeans.fit(scaled, k, rng) for k in range(1, 5)]
    signs = dict(enumerate(evidence.signs(good), start=1))
    fits = [kmeans.Fit(fit.labels, fit.centers, fit.inertia + 1) for fit in good]

    groups = checked(signs, fits, evidence, rng)

    assert groups == 3
    same = [fit.inertia == own.inertia for fit, own in zip(fits, good, strict=True)]
    assert same == [False, False, True, False]
