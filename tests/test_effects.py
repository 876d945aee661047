"""How far clusters are from all rows."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from clustering.describe import describe
from clustering.effects import apart, effects_of
from clustering.load import load
from clustering.prepare import prepare
from clustering.report import Effect
from clustering.words import Words
from tests.handmade import features_of, fit_of


def of_column(numbers: list[float], labels: list[int]) -> list[Effect]:
    """Return the effect of each cluster of a single column."""
    features = features_of(np.reshape(numbers, (-1, 1)))
    return [own[0] for own in effects_of(features, fit_of(features, labels))]


def test_multiples_by_hand() -> None:
    """Of incomes 10 and 40, one is 0.4 times the average, the other 1.6 times."""
    low, high = of_column([5, 15, 30, 50], [0, 0, 1, 1])
    assert_allclose([low.times or 0, high.times or 0], [0.4, 1.6])
    assert_allclose(low.spread, np.std([5, 15, 30, 50]))


@pytest.mark.parametrize(
    "numbers",
    [
        [-1, 15, 30, 50],  # below zero
        [100, 110, 140, 150],  # far above
        [1998, 2001, 2010, 2020],
    ],
)
def test_no_multiples_where_zero_means_little(numbers: list[float]) -> None:
    """Nobody says that one year is 1.01 times another."""
    assert [own.times for own in of_column(numbers, [0, 0, 1, 1])] == [None, None]


def test_medians_are_told_where_a_few_rows_draw_the_mean_away() -> None:
    """Of 1, 1, 1, 1, 2 and 60 most have 1, and the mean of 11 misleads."""
    skewed, even = [1, 1, 1, 1, 2, 60], [70, 72, 74, 76, 78, 80]
    low, high = of_column([*skewed, *even], [0] * 6 + [1] * 6)
    assert_allclose(low.median or 0, 1)
    assert high.median is None


def test_a_yes_and_a_no_are_two_kinds() -> None:
    """A column of two numbers names them; one of three does not."""
    features = features_of([[0, 0], [1, 1], [1, 2], [0, 1]], ["flag", "level"])
    for own in effects_of(features, fit_of(features, [0, 1, 1, 0])):
        kinds = {effect.column: effect.kinds for effect in own}
        assert kinds == {"flag": (0, 1), "level": None}


def test_two_amounts_are_no_kinds() -> None:
    """A column that happens to hold two amounts is told in averages."""
    features = features_of([[100.0, 0.5], [300.0, 0.0], [300.0, 0.5], [100.0, 0.0]])
    for own in effects_of(features, fit_of(features, [0, 1, 1, 0])):
        assert [effect.kinds for effect in own] == [None, None]


def test_a_logarithm_spreads_in_the_columns_unit() -> None:
    """Half the way between a tenth and ten times the geometric mean is an SD."""
    table = load(b"a\n1\n1\n100\n100\n", name="t.csv")
    features = prepare(table, columns=["a"], logs=["a"])
    fit = fit_of(features, [0, 0, 1, 1])
    low, high = (own[0] for own in effects_of(features, fit))
    assert_allclose([low.overall, low.spread], [10, (100 - 1) / 2])
    assert_allclose([low.times or 0, high.times or 0], [0.1, 10])
    assert low.kinds is None


def test_columns_that_set_clusters_apart() -> None:
    """The most telling first, and none that tells less than half as much."""
    numbers = [[0, 9, 5], [1, 0, 6], [20, 8, 6], [21, 1, 5]]
    features = features_of(numbers, ["far", "noise", "none"])
    clusters = describe(features, fit_of(features, [0, 0, 1, 1]), Words())
    assert apart(clusters, features) == ("far",)


def test_nothing_sets_one_cluster_apart() -> None:
    """All rows together differ from themselves in no column."""
    features = features_of([[1, 2], [3, 4]])
    clusters = describe(features, fit_of(features, [0, 0]), Words())
    assert apart(clusters, features) == ()


def test_categories_set_clusters_apart_as_one_column() -> None:
    """Named once, however many of its categories tell them apart."""
    rows = ["1,a", "2,a", "1,b", "2,b", "1,c", "2,c"] * 3
    table = load("\n".join(["x,kind", *rows]).encode(), name="t.csv")
    features = prepare(table, columns=["x", "kind"])
    clusters = describe(features, fit_of(features, [0, 0, 1, 1, 2, 2] * 3), Words())
    assert apart(clusters, features) == ("kind",)
    kinds = {each.column: each.kinds for each in clusters[0].effects}
    assert kinds["kind = a"] == (0, 100)
