"""Axes of a plot on a phone: few ticks, large words, columns' own units."""

import math
from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from clustering.drawing.edges import Beyond
from clustering.drawing.fonts import legible
from clustering.drawing.naming import fit_name
from clustering.drawing.plane import Dimension
from clustering.drawing.theme import HEIGHT, LINE, MARGIN, SMALL, WIDTH, Theme
from clustering.sentences import clean, tell
from clustering.words import Words, numbers

TICKS = 6
"""Of an axis, at most."""
NEAR = 12
"""To the page's edge, numbers keep so far away."""
LABEL_GAP = 20
"""Between the numbers and the name below."""
TICK_GAP = 14
"""Between the numbers and the plot."""
STEPS = (1, 2, 2.5, 5, 10)
"""From one tick to the next, times a power of ten."""
LARGEST = 307.0
"""Digits, before the point or after it, that floats have room for."""
AIR = 0.06
"""Share of the range left free on each side."""
ROOM = (0.09, 0.03)
"""Share of the range, across and up, that a number at an edge needs besides."""


def style(axes: Axes, theme: Theme) -> None:
    """Leave nothing of the frame but a light grid behind the points."""
    axes.set_facecolor("none")
    axes.spines[:].set_visible(False)
    axes.grid(color=theme.grid, linewidth=2)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=TICK_GAP, labelsize=SMALL, labelcolor=theme.quiet)


def lay_out(
    axes: Axes,
    dimensions: Sequence[Dimension],
    words: Words,
    theme: Theme,
    *,
    span: tuple[float, float],
) -> None:
    """Place a plot with limits between two heights, with ticks and names.

    Parameters
    ----------
    dimensions : one or two Dimension
        What is across and up; with one, heights mean nothing and have no ticks.
    span : (top, bottom)
        In pixels from the upper edge; the names stand in it too.
    """
    style(axes, theme)
    axes.set_yticks([])
    across, *up = dimensions
    for dimension in up:
        tick_up(axes, dimension, words)
    place(axes, top=span[0] + LINE * 1.7, bottom=span[1] - LINE * 2)
    tick_across(axes, across, words)
    name(axes, dimensions, words, theme)


def limit(axes: Axes, far: Sequence[Beyond] = ()) -> None:
    """Set the limits of a painted plot, whatever is drawn later.

    Where rows lie beyond an edge there is room for their number.
    """
    axes.margins(AIR)
    axes.set(xlim=roomy(axes.get_xlim(), far, 0), ylim=roomy(axes.get_ylim(), far, 1))


def roomy(
    limits: tuple[float, float], far: Sequence[Beyond], axis: int
) -> tuple[float, float]:
    """Return an axis' limits with room for numbers at edges."""
    low, high = limits
    room = ROOM[axis] * (high - low)
    sides = {edge.above for edge in far if edge.axis == axis}
    return low - room * (False in sides), high + room * (True in sides)


def place(axes: Axes, *, top: float, bottom: float) -> None:
    """Put the plot between two heights, as wide as the numbers at its left allow."""
    left = MARGIN + widest(axes.get_yticklabels())
    left += TICK_GAP if left > MARGIN else 0
    axes.set_position(
        (
            left / WIDTH,
            1 - bottom / HEIGHT,
            (WIDTH - MARGIN - left) / WIDTH,
            (bottom - top) / HEIGHT,
        )
    )


def tick_up(axes: Axes, dimension: Dimension, words: Words) -> None:
    """Set the ticks of the upright axis."""
    ticks = ticks_of(dimension, axes.get_ylim(), most=TICKS)
    axes.set_yticks(ticks, shown(ticks, dimension, words))


def tick_across(axes: Axes, dimension: Dimension, words: Words) -> None:
    """Set the ticks of the lying axis, as many as have room for their numbers."""
    for most in range(TICKS, 0, -1):
        ticks = ticks_of(dimension, axes.get_xlim(), most=most)
        axes.set_xticks(ticks, shown(ticks, dimension, words))
        boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
        on_page = [NEAR < box.x0 < box.x1 < WIDTH - NEAR for box in boxes]
        apart = (left.x1 + TICK_GAP < right.x0 for left, right in pairwise(boxes))
        if all(apart) and all(on_page):
            return


def shown(
    ticks: Sequence[float], dimension: Dimension, words: Words
) -> tuple[str, ...]:
    """Return what is written at ticks."""
    return numbers([dimension.number(tick) for tick in ticks], words)


def ticks_of(
    dimension: Dimension, limits: tuple[float, float], *, most: int
) -> list[float]:
    """Return where an axis has ticks: at the few numbers that occur, or at round ones.

    Mixes of columns have no unit, so they have none.
    """
    if dimension.mixed:
        return []
    if 0 < len(dimension.ticks) <= most:
        return [tick for tick in dimension.ticks if limits[0] <= tick <= limits[1]]
    round_ones = round_ratios if dimension.logged else round_numbers
    return round_ones(*limits, most=most)


def round_ratios(low: float, high: float, *, most: int) -> list[float]:
    """Return the logarithms of round numbers, parted by about equal ratios.

    Parameters
    ----------
    low, high : float
        Logarithms to base 10 of the numbers to stay between.
    """
    low, high = max(low, -LARGEST), min(high, LARGEST)
    if low >= high:
        return []
    if high - low < 1:
        ten = math.floor(low)
        some = round_numbers(10 ** (low - ten), 10 ** (high - ten), most=most)
        return [math.log10(number) + ten for number in some]
    tens = range(math.ceil(low), math.floor(high) + 1)
    thirds = [
        ten + math.log10(step) for ten in (tens[0] - 1, *tens) for step in (1, 2, 5)
    ]
    inside = [third for third in thirds if low <= third <= high]
    if len(inside) <= most:
        return inside
    return [float(ten) for ten in tens[:: -(-len(tens) // most)]]


def round_numbers(low: float, high: float, *, most: int) -> list[float]:
    """Return round numbers from low to high, parted by equal steps."""
    # As many intervals as cover the axis have fewer ends within it, or one more.
    for intervals in range(most + 1, 0, -1):
        ticks = MaxNLocator(intervals, steps=STEPS).tick_values(low, high)
        inside = [float(tick) for tick in ticks if low <= tick <= high]
        if len(inside) <= most:
            break
    return inside[:: max(1, -(-len(inside) // most))]


def widest(texts: Sequence[Text]) -> float:
    """Return the width in pixels of the widest text; 0 for none."""
    return max((text.get_window_extent().width for text in texts), default=0)


def name(
    axes: Axes, dimensions: Sequence[Dimension], words: Words, theme: Theme
) -> None:
    """Name the axes: across at the lower right, up at the upper left.

    Both lie flat, so that long names can be read.
    """
    across, *up = (legible(told(each, words)) for each in dimensions)
    style = {"size": SMALL, "color": theme.ink, "weight": "bold"}
    axes.set_xlabel(f"→ {across}", style, loc="right", labelpad=LABEL_GAP)
    for shown in up:
        axes.set_ylabel(f"↑ {shown}", style, rotation=0, ha="left", va="baseline")
        plot = axes.get_window_extent()
        left, above = (MARGIN - plot.x0) / plot.width, SMALL * 0.9 / plot.height
        axes.yaxis.set_label_coords(left, 1 + above)
    labels = (axes.xaxis.label, axes.yaxis.label)
    for label, dimension in zip(labels, dimensions, strict=False):
        titles = [legible(clean(column)) for column in dimension.columns]
        fit_name(label, titles if dimension.mixed else [], WIDTH - 2 * MARGIN)


def told(dimension: Dimension, words: Words) -> str:
    """Return what a dimension is called: its column, or which ones rise and fall."""
    if not dimension.mixed:
        return clean(dimension.columns[0])
    parts = (
        tell(words.high if rises else words.low, {"column": column})
        for column, rises in zip(dimension.columns, dimension.rising, strict=True)
    )
    return ", ".join(parts)
