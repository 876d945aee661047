"""Axes of a plot on a phone."""

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.collections import LineCollection
from matplotlib.text import Text

from clustering.drawing import fonts
from clustering.drawing.axes import (
    AIR,
    ROOM,
    lay_out,
    limits_of,
    round_numbers,
    round_ratios,
)
from clustering.drawing.edges import Beyond
from clustering.drawing.plane import Dimension
from clustering.drawing.plot import Plot
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import HEIGHT, LIGHT, WIDTH
from clustering.drawing.view import View
from clustering.words import Words

TOP, BOTTOM = 300.0, 1300.0


@pytest.fixture(autouse=True)
def written() -> Iterator[None]:
    """Set fonts as pictures do."""
    with rc_context({"font.family": list(fonts.families()), "text.parse_math": False}):
        yield


def seen(
    xs: tuple[float, float],
    ys: tuple[float, float],
    *dimensions: Dimension,
    beyond: tuple[Beyond, ...] = (),
) -> View:
    """Return a view of two points."""
    points = np.array((xs, ys)).T
    none = np.zeros(2, dtype=bool)
    return View(points, none, False, points[:0], beyond, points, dimensions, 1.0)  # noqa: FBT003 - the fields


def laid_out(shown: View) -> Plot:
    """Return the plot of a view between TOP and BOTTOM."""
    return lay_out(Sheet(LIGHT), shown, Words(), LIGHT, span=(TOP, BOTTOM))


def named(*columns: str) -> tuple[Dimension, ...]:
    """Return dimensions that are columns."""
    return tuple(Dimension((column,)) for column in columns)


INCOME, AGE = named("income", "age")


def below(plot: Plot) -> list[Text]:
    """Return the numbers below a plot."""
    return [
        text for text in plot.sheet.texts if text.get_horizontalalignment() == "center"
    ]


def beside(plot: Plot) -> list[Text]:
    """Return the numbers at the left of a plot."""
    return [
        text
        for text in plot.sheet.texts
        if text.get_verticalalignment() == "center_baseline"
    ]


def names(plot: Plot) -> list[Text]:
    """Return the names of a plot's axes: across, up."""
    return [text for text in plot.sheet.texts if text.get_fontweight() == "bold"]


def told(texts: list[Text]) -> list[str]:
    """Return what texts say."""
    return [text.get_text() for text in texts]


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (0, 1),
        (-1e300, 1e300),
        (1e-12, 3e-12),
        (1_700_000_000, 1_700_000_090),
        (1_700_000_000.001, 1_700_000_000.002),
        (-123_456, 987_654_321),
    ],
)
def test_lay_out_fits_any_numbers(low: float, high: float) -> None:
    """Numbers are few, real, beside the plot, apart, and on the page."""
    plot = laid_out(seen((low, high), (low, high), INCOME, AGE))
    left, top, right, bottom = plot.box
    for labels in (below(plot), beside(plot)):
        assert 1 <= len(labels) <= 6
        assert len(set(told(labels))) == len(labels)
    assert all(left <= label.get_position()[0] <= right for label in below(plot))
    assert all(top <= label.get_position()[1] <= bottom for label in beside(plot))
    boxes = [label.get_window_extent() for label in below(plot)]
    assert all(one.x1 < other.x0 for one, other in pairwise(boxes))
    for label in (*below(plot), *beside(plot)):
        assert label.get_window_extent().height >= 30
        assert label.get_window_extent().x0 > 0
        assert label.get_window_extent().x1 < WIDTH


def test_lay_out_keeps_long_numbers_apart_and_on_the_page() -> None:
    """Of numbers as long as times in milliseconds there are as many as have room."""
    plot = laid_out(seen((1.7e12 + 0.1, 1.7e12 + 1.02), (0, 1), INCOME, AGE))
    boxes = [label.get_window_extent() for label in below(plot)]
    assert len(beside(plot)) > len(boxes) >= 1
    assert all(12 < box.x0 < box.x1 < WIDTH - 12 for box in boxes)
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


def test_a_number_that_would_leave_the_page_is_left_out() -> None:
    """Where not even one has room, there is none, and no line."""
    across = Dimension(("a",), ticks=(1.7e12,))
    shown = seen((1.7e12, 1.7e12 + 1), (0, 1), across, AGE)
    plot = laid_out(shown)
    assert all(text.get_window_extent().x0 > 0 for text in plot.sheet.texts)
    (grid,) = plot.sheet.findobj(LineCollection)
    assert isinstance(grid, LineCollection)
    assert len(grid.get_segments()) == len(below(plot)) + len(beside(plot))


def test_a_line_stands_at_each_number() -> None:
    """As long as the plot is wide or high, where the number is."""
    plot = laid_out(seen((0, 10), (0, 20), INCOME, AGE))
    (grid,) = plot.sheet.findobj(LineCollection)
    assert isinstance(grid, LineCollection)
    lines = np.array(grid.get_segments())
    upright = lines[lines[:, 0, 0] == lines[:, 1, 0]]
    assert told(below(plot)) == ["0", "2", "4", "6", "8", "10"]
    assert upright[:, 0, 0] == pytest.approx(
        [plot.across(value) for value in (0, 2, 4, 6, 8, 10)]
    )
    lying = lines[lines[:, 0, 1] == lines[:, 1, 1]]
    assert told(beside(plot)) == ["0", "5", "10", "15", "20"]
    assert lying[:, 0, 1] == pytest.approx(
        [plot.up(value) for value in (0, 5, 10, 15, 20)]
    )


def test_limits_leave_room_where_rows_lie_beyond() -> None:
    """Air on every side, and room for a number at the edges that need it."""
    far = (Beyond(0, above=True, rows=3, at=5), Beyond(1, above=False, rows=3, at=5))
    across, up = limits_of(seen((0, 100), (0, 100), INCOME, AGE, beyond=far))
    air, whole = 100 * AIR, 100 + 200 * AIR
    assert across == pytest.approx((-air, 100 + air + whole * ROOM[0]))
    assert up == pytest.approx((-air - whole * ROOM[1], 100 + air))


@pytest.mark.parametrize("value", [0.0, -7.0, 1e12])
def test_limits_of_a_single_number_lie_around_it(value: float) -> None:
    """Where all rows have the same, it is in the middle."""
    low, high = limits_of(seen((value, value), (0, 1), INCOME, AGE))[0]
    assert low < value < high
    assert (low + high) / 2 == pytest.approx(value)


def test_lay_out_tells_numbers_in_units() -> None:
    """A tick's words are its number."""
    plot = laid_out(seen((0, 2e6), (0, 10), INCOME, AGE))
    assert told(below(plot)) == ["0", "500k", "1M", "1.5M", "2M"]


def test_lay_out_names_the_axes() -> None:
    """Both names lie flat: across at the lower right, up at the upper left."""
    columns = named("연간 소득 (만원)", "price ($), cost ($)")
    plot = laid_out(seen((0, 1), (0, 1), *columns))
    assert told(names(plot)) == ["→ 연간 소득 (만원)", "↑ price ($), cost ($)"]
    across, up = (label.get_window_extent() for label in names(plot))
    assert up.y0 > HEIGHT - plot.box.top
    assert up.y1 < HEIGHT - TOP
    assert up.x0 < plot.box.left
    assert across.y1 < HEIGHT - plot.box.bottom
    assert across.y0 > HEIGHT - BOTTOM
    assert across.x1 == pytest.approx(plot.box.right, abs=2)


def test_lay_out_cuts_long_names() -> None:
    """Names as long as names may be stay on the page."""
    plot = laid_out(seen((0, 1), (0, 1), *named("가" * 100, "W" * 100)))
    for label in names(plot):
        assert label.get_text().endswith("…")
        assert label.get_window_extent().height >= 30
        assert label.get_window_extent().x0 > 0
        assert label.get_window_extent().x1 < WIDTH


def test_lay_out_of_a_strip_has_no_heights() -> None:
    """With one column, nothing is said of heights."""
    plot = laid_out(seen((18, 70), (-1, 1), AGE))
    assert not beside(plot)
    assert told(names(plot)) == ["→ age"]


def test_lay_out_names_mixes_in_words() -> None:
    """An axis of a mix says which columns rise along it and which fall, no numbers."""
    across = Dimension(("age", "income"), (True, False), 0.5)
    up = Dimension(("가" * 50, "나" * 50, "다"), (True, False, True), 0.3)
    plot = laid_out(seen((0, 1), (0, 1), across, up))
    lying, upright = told(names(plot))
    assert lying == "→ high age, low income"
    assert upright.startswith("↑ high 가가")
    assert ", low 나나" in upright
    assert not below(plot)
    assert not beside(plot)


def test_lay_out_ticks_the_few_numbers_there_are() -> None:
    """Codes have ticks at codes; of many values, ticks are round."""
    few, many = Dimension(("a",), ticks=(1, 2, 3)), Dimension(("b",), ticks=(1.5,) * 9)
    plot = laid_out(seen((0.8, 3.2), (1, 9), few, many))
    assert told(below(plot)) == ["1", "2", "3"]
    assert told(beside(plot)) == ["2", "4", "6", "8"]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e12), st.integers(3, 6))
def test_round_numbers_lie_within(low: float, width: float, most: int) -> None:
    """Ticks lie within the axis, enough to read it by and not too many."""
    ticks = round_numbers(low, low + width, most=most)
    assert all(low <= tick <= low + width for tick in ticks)
    assert 2 <= len(ticks) <= most


def test_an_axis_of_logarithms_has_the_columns_own_numbers() -> None:
    """Powers of ten, or some of them, where they are many."""
    pay, rent = (Dimension((column,), logged=True) for column in ("pay", "rent"))
    plot = laid_out(seen((3, 5), (0, 9), pay, rent))
    assert told(below(plot)) == ["1k", "10k", "100k"]
    assert told(beside(plot)) == ["1", "100", "10k", "1M", "100M"]


def test_few_numbers_on_an_axis_of_logarithms_are_told_exactly() -> None:
    """Prices that are 3, 30 or 300 have ticks there."""
    few = Dimension(("price",), ticks=tuple(map(math.log10, (3, 30, 300))), logged=True)
    plot = laid_out(seen((0, 3), (0, 1), few))
    assert told(below(plot)) == ["3", "30", "300"]


@given(st.floats(-320, 308), st.floats(1e-3, 600), st.integers(1, 6))
def test_round_ratios_lie_within(low: float, width: float, most: int) -> None:
    """Ticks lie within the axis, not too many, and some where there is room."""
    high = min(low + width, 309)
    ticks = round_ratios(low, high, most=most)
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)
    assert len(ticks) <= most
    assert all(10.0**tick > 0 for tick in ticks)
    if most > 1 and width > 1e-2 and low > -300 and high < 300:
        assert ticks
