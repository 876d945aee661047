"""Axes of a plot on a phone."""

import math
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from clustering.drawing import fonts
from clustering.drawing.axes import (
    AIR,
    ROOM,
    lay_out,
    limit,
    round_numbers,
    round_ratios,
)
from clustering.drawing.edges import Beyond
from clustering.drawing.plane import Dimension
from clustering.drawing.theme import DPI, HEIGHT, LIGHT, WIDTH
from clustering.words import Words

TOP, BOTTOM = 300.0, 1300.0


@pytest.fixture
def plot() -> Iterator[Axes]:
    """Return axes on a page."""
    with rc_context({"font.family": list(fonts.families()), "text.parse_math": False}):
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
        FigureCanvasAgg(figure)
        yield figure.add_axes((0, 0, 1, 1))


def laid_out(plot: Axes, columns: tuple[str, ...] = ("income", "age")) -> Axes:
    """Return the axes laid out between TOP and BOTTOM."""
    limit(plot)
    dimensions = [Dimension((column,)) for column in columns]
    lay_out(plot, dimensions, Words(), LIGHT, span=(TOP, BOTTOM))
    return plot


def figure_of(plot: Axes) -> Figure:
    """Return the page that axes are on."""
    figure = plot.get_figure(root=True)
    assert figure
    return figure


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
def test_lay_out_fits_any_numbers(plot: Axes, low: float, high: float) -> None:
    """Ticks are few, real, within the plot, apart, and on the page."""
    plot.plot([low, high], [low, high])
    laid_out(plot)
    for axis, (start, end) in (
        (plot.xaxis, plot.get_xlim()),
        (plot.yaxis, plot.get_ylim()),
    ):
        ticks = axis.get_ticklocs()
        assert 1 <= len(ticks) <= 6
        assert start <= min(ticks) <= max(ticks) <= end
        assert len({label.get_text() for label in axis.get_ticklabels()}) == len(ticks)
    boxes = [label.get_window_extent() for label in plot.get_xticklabels()]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    for label in (*plot.get_xticklabels(), *plot.get_yticklabels()):
        assert label.get_window_extent().height >= 30
        assert label.get_window_extent().x0 > 0
        assert label.get_window_extent().x1 < WIDTH


def test_lay_out_keeps_long_numbers_apart_and_on_the_page(plot: Axes) -> None:
    """Of numbers as long as times in milliseconds there are as many as have room."""
    plot.plot([1.7e12 + 0.1, 1.7e12 + 1.02], [0, 1])
    laid_out(plot)
    boxes = [label.get_window_extent() for label in plot.get_xticklabels()]
    assert len(plot.get_yticks()) > len(boxes) >= 1
    assert all(12 < box.x0 < box.x1 < WIDTH - 12 for box in boxes)
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


def test_limit_leaves_room_where_rows_lie_beyond(plot: Axes) -> None:
    """Air on every side, and room for a number at the edges that need it."""
    plot.plot([0, 100], [0, 100])
    far = [Beyond(0, above=True, rows=3, at=5), Beyond(1, above=False, rows=3, at=5)]
    limit(plot, far)
    air, whole = 100 * AIR, 100 + 200 * AIR
    assert plot.get_xlim() == pytest.approx((-air, 100 + air + whole * ROOM[0]))
    assert plot.get_ylim() == pytest.approx((-air - whole * ROOM[1], 100 + air))


def test_lay_out_tells_ticks_in_units(plot: Axes) -> None:
    """A tick's words are its number."""
    plot.plot([0, 2e6], [0, 10])
    laid_out(plot)
    assert [text.get_text() for text in plot.get_xticklabels()] == [
        "0",
        "500k",
        "1M",
        "1.5M",
        "2M",
    ]


def test_lay_out_names_the_axes(plot: Axes) -> None:
    """Both names lie flat: across at the lower right, up at the upper left."""
    plot.plot([0, 1], [0, 1])
    laid_out(plot, ("연간 소득 (만원)", "price ($), cost ($)"))
    assert plot.get_xlabel() == "→ 연간 소득 (만원)"
    assert plot.get_ylabel() == "↑ price ($), cost ($)"
    figure_of(plot).draw_without_rendering()
    across, up = (
        label.get_window_extent() for label in (plot.xaxis.label, plot.yaxis.label)
    )
    inside = plot.get_window_extent()
    assert up.y0 > inside.y1
    assert up.y1 < HEIGHT - TOP
    assert up.x0 < inside.x0
    assert across.y1 < inside.y0
    assert across.y0 > HEIGHT - BOTTOM
    assert across.x1 == pytest.approx(inside.x1, abs=2)


def test_lay_out_cuts_long_names(plot: Axes) -> None:
    """Names as long as names may be stay on the page."""
    plot.plot([0, 1], [0, 1])
    laid_out(plot, ("가" * 100, "W" * 100))
    figure_of(plot).draw_without_rendering()
    for label in (plot.xaxis.label, plot.yaxis.label):
        assert label.get_text().endswith("…")
        assert label.get_window_extent().height >= 30
        assert label.get_window_extent().x0 > 0
        assert label.get_window_extent().x1 < WIDTH


def test_lay_out_of_a_strip_has_no_heights(plot: Axes) -> None:
    """With one column, nothing is said of heights."""
    plot.plot([18, 70], [-1, 1])
    laid_out(plot, ("age",))
    assert plot.get_yticks().size == 0
    assert plot.get_ylabel() == ""
    assert plot.get_xlabel() == "→ age"


def test_lay_out_names_mixes_in_words(plot: Axes) -> None:
    """An axis of a mix says which columns rise along it and which fall, no numbers."""
    plot.plot([0, 1], [0, 1])
    across = Dimension(("age", "income"), (True, False), 0.5)
    limit(plot)
    up = Dimension(("가" * 50, "나" * 50, "다"), (True, False, True), 0.3)
    lay_out(plot, [across, up], Words(), LIGHT, span=(TOP, BOTTOM))
    assert plot.get_xlabel() == "→ high age, low income"
    assert plot.get_ylabel().startswith("↑ high 가가")
    assert ", low 나나" in plot.get_ylabel()
    assert not plot.get_xticks().size
    assert not plot.get_yticks().size


def test_lay_out_ticks_the_few_numbers_there_are(plot: Axes) -> None:
    """Codes have ticks at codes; of many values, ticks are round."""
    plot.plot([0.8, 3.2], [1, 9])
    limit(plot)
    few, many = Dimension(("a",), ticks=(1, 2, 3)), Dimension(("b",), ticks=(1.5,) * 9)
    lay_out(plot, [few, many], Words(), LIGHT, span=(TOP, BOTTOM))
    assert plot.get_xticks().tolist() == [1, 2, 3]
    assert plot.get_yticks().tolist() == [2, 4, 6, 8]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e12), st.integers(3, 6))
def test_round_numbers_lie_within(low: float, width: float, most: int) -> None:
    """Ticks lie within the axis, enough to read it by and not too many."""
    ticks = round_numbers(low, low + width, most=most)
    assert all(low <= tick <= low + width for tick in ticks)
    assert 2 <= len(ticks) <= most


def test_an_axis_of_logarithms_has_the_columns_own_numbers(plot: Axes) -> None:
    """Powers of ten, or some of them, where they are many."""
    plot.plot([3, 5], [0, 9])
    limit(plot)
    dimensions = [Dimension((column,), logged=True) for column in ("pay", "rent")]
    lay_out(plot, dimensions, Words(), LIGHT, span=(TOP, BOTTOM))
    across = [tick.get_text() for tick in plot.get_xticklabels()]
    assert across == ["1k", "10k", "100k"]
    up = [tick.get_text() for tick in plot.get_yticklabels()]
    assert up == ["1", "100", "10k", "1M", "100M"]


def test_few_numbers_on_an_axis_of_logarithms_are_told_exactly(plot: Axes) -> None:
    """Prices that are 3, 30 or 300 have ticks there."""
    plot.plot([0, 3], [0, 1])
    limit(plot)
    few = Dimension(("price",), ticks=tuple(map(math.log10, (3, 30, 300))), logged=True)
    lay_out(plot, [few], Words(), LIGHT, span=(TOP, BOTTOM))
    assert [tick.get_text() for tick in plot.get_xticklabels()] == ["3", "30", "300"]


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
