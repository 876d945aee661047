"""What columns of categories say of clusters."""

import numpy as np
import pandas as pd
import pytest

from clustering.load import load
from clustering.prepare import prepare
from clustering.traits import traits_of
from tests.handmade import fit_of

LABELS = np.repeat([0, 1], [60, 40])


def traits(
    cities: list[str],
    labels: np.ndarray = LABELS,
    *,
    columns: tuple[str, ...] = (),
) -> list[list[str]]:
    """Return what is told of each cluster of a table of incomes and cities."""
    rows = zip(range(len(cities)), cities, strict=True)
    lines = [f"{income * 7 % 101}.5,{city}" for income, city in rows]
    table = load("\n".join(["income,city", *lines]).encode(), name="t.csv")
    features = prepare(table, columns=columns)
    return [
        [f"{trait.category} {trait.share:.2f} {trait.overall:.2f}" for trait in own]
        for own in traits_of(table, features, fit_of(features, labels))
    ]


def test_traits_agree_with_a_crosstab() -> None:
    """Shares are those that pandas counts."""
    cities = ["Seoul"] * 50 + ["Busan"] * 10 + ["Seoul"] * 5 + ["Busan"] * 35
    shares = pd.crosstab(LABELS, cities, normalize="index").to_numpy()
    assert traits(cities) == [
        [f"Seoul {shares[0, 1]:.2f} 0.55"],
        [f"Busan {shares[1, 0]:.2f} 0.45"],
    ]


def test_categories_tell_where_others_are_asked_for() -> None:
    """Whoever names the columns to compare still hears where each group lives."""
    cities = ["Seoul"] * 50 + ["Busan"] * 10 + ["Seoul"] * 5 + ["Busan"] * 35
    assert traits(cities, columns=("income",)) == traits(cities)


def test_no_trait_where_clusters_are_alike() -> None:
    """A category that is everywhere equally often says nothing."""
    assert traits(["Seoul", "Busan"] * 50) == [[], []]


@pytest.mark.parametrize("few", [1, 2])
def test_a_few_rows_are_no_habit(few: int) -> None:
    """A cluster of one or two rows has no trait by chance alone."""
    labels = np.repeat([0, 1], [100 - few, few])
    assert traits(["Seoul", "Busan"] * 50, labels)[1] == []


def test_empty_cells_are_no_category() -> None:
    """That a cell is empty is not told as if it were a category."""
    assert traits([""] * 35 + ["Seoul", "Busan"] * 12 + ["Seoul"] * 41)[0] == []


def test_equal_halves_are_both_told() -> None:
    """Where two categories share a cluster, neither is passed over."""
    cities = ["Seoul", "Busan"] * 30 + ["Jeju"] * 40
    told = ["Seoul 0.50 0.30", "Busan 0.50 0.30"], ["Jeju 1.00 0.40"]
    assert traits(cities) == [*map(list, told)]
