"""Where a row stands among the centers, and what would take it elsewhere."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering import kmeans
from clustering.describe import describe
from clustering.errors import NoSuchRow, OneGroup, RowStandsAlone, RowWithGaps
from clustering.load import load
from clustering.prepare import prepare
from clustering.report import Change
from clustering.standing import Standing, least_change, standing
from clustering.words import Words
from tests.handmade import blobs, fit_of

TWO = "a,b\n" + "\n".join(f"{x},{x % 2}" for x in (1, 2, 3, 4, 21, 22, 23, 24))
HALVES = [0] * 4 + [1] * 4


def stand(
    text: str, labels: list[int], row: int, logs: tuple[str, ...] = ()
) -> Standing:
    """Return where a row of a table stands."""
    table = load(text.encode(), name="t.csv")
    features = prepare(table, logs=logs)
    return standing(table, features, fit_of(features, labels), row=row)


def change_of(here: Standing, labels: list[int]) -> Change | None:
    """Return the least change for a row."""
    fit = fit_of(here.features, labels)
    return least_change(here, describe(here.features, fit, Words()))


@given(st.integers(2, 6), st.integers(1, 3), st.data())
def test_the_least_change_moves_the_row_and_no_less_does(
    k: int, d: int, data: st.DataObject
) -> None:
    """The number told takes the row into the cluster told; nine tenths do not."""
    points, _ = blobs(k, d, each=5)
    lines = [",".join(f"{number:.2f}" for number in row) for row in points]
    table = load("\n".join([",".join("xyz"[:d]), *lines]).encode(), name="t.csv")
    features = prepare(table)
    fit = kmeans.fit(features.points, k, np.random.default_rng(0))
    clusters = describe(features, fit, Words())
    row = data.draw(st.integers(1, len(points)))
    here = standing(table, features, fit, row=row)
    change = least_change(here, clusters)
    if change is None:
        return
    column = features.columns.index(change.column)
    for part, letter in ((1, change.letter), (0.9, clusters[here.own].letter)):
        moved = here.numbers.copy()
        moved[column] += part * (change.to - change.value)
        (label,), _ = kmeans.nearest(features.measure(moved[None]), fit.centers)
        assert clusters[label].letter == letter
    within = here.rows[:, column]
    assert within.min() <= change.to <= within.max()


def test_a_change_by_hand() -> None:
    """Whole numbers stay whole; the border lies in the middle between the centers."""
    change = change_of(stand(TWO, HALVES, 1), HALVES)
    assert change == Change("a", 1, 13, "B")


def test_a_change_is_a_round_number() -> None:
    """Of amounts in units, one of few digits slightly beyond the border."""
    rows = [*range(1003, 1013), *range(9007, 9017)]
    labels = [0] * 10 + [1] * 10
    change = change_of(stand("\n".join(["a", *map(str, rows)]), labels, 1), labels)
    assert change == Change("a", 1003, 5100, "B")  # the border is 5009.5


def test_a_change_downwards() -> None:
    """From the upper of two clusters the way leads down."""
    change = change_of(stand(TWO, HALVES, 8), HALVES)
    assert change == Change("a", 24, 12, "A")


def test_a_logarithm_has_its_border_at_the_geometric_mean() -> None:
    """Of clusters at 1 and 100 it is 10, and not 50."""
    text = "a\n1\n1.1\n0.9090909\n100\n110\n90.90909"
    labels = [0] * 3 + [1] * 3
    change = change_of(stand(text, labels, 1, ("a",)), labels)
    assert change is not None
    assert 10 <= change.to <= 12.5


def test_no_change_where_the_table_does_not_reach() -> None:
    """Of clusters in opposite corners, no number alone leads from one to the other."""
    text = "a,b,c\n" + "0,0,0\n0,0,0\n0,0.1,0\n1,1,1\n1,1,1\n1,1.1,1\n1,1,1"
    labels = [0] * 3 + [1] * 4
    assert change_of(stand(text, labels, 1), labels) is None


@pytest.mark.parametrize("row", [0, 9, -1])
def test_a_row_that_is_not_there(row: int) -> None:
    """Rows are counted from 1 to the last."""
    with pytest.raises(NoSuchRow) as told:
        stand(TWO, HALVES, row)
    assert "rows 1 to 8" in str(told.value)


def test_a_row_with_a_gap() -> None:
    """Its group was not sought; the columns that lack a number are named."""
    text = "a,b\n1,1\n2,\n3,1\n9,2\n8,3"
    with pytest.raises(RowWithGaps) as told:
        stand(text, [0, 0, 1, 1], 2)
    assert "Row 2 has no number in b" in str(told.value)
    assert stand(text, [0, 0, 1, 1], 3).numbers.tolist() == [3, 1]


def test_a_row_that_was_set_aside() -> None:
    """It has all its numbers and yet is in no group."""
    table = load(TWO.encode(), name="t.csv")
    features = prepare(table)
    fit = fit_of(features, HALVES)
    without = replace(features, rows=features.rows[:7])
    with pytest.raises(RowStandsAlone):
        standing(table, without, fit, row=8)


def test_one_group_has_no_other() -> None:
    """There is nothing to compare with."""
    with pytest.raises(OneGroup):
        stand(TWO, [0] * 8, 1)
