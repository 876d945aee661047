"""Axes of a plot on a phone: few ticks, large words, columns' own units."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.text import Text
from matplotlib.ticker import Locator, MaxNLocator

from clustering.drawing.edges import Beyond, extremes
from clustering.drawing.fonts import legible
from clustering.drawing.naming import fit_name
from clustering.drawing.plane import Dimension
from clustering.drawing.plot import Box, Plot
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import HEIGHT, LINE, MARGIN, SMALL, WIDTH, Theme
from clustering.drawing.view import View
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
BEHIND = 0.5
"""Where the grid is drawn: under all else."""


def limits_of(seen: View) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return from what number to what a plot shows, across and up.

    There is air on every side, and room for a number where rows lie beyond an edge.
    """
    drawn = [extremes(each) for each in (seen.points, seen.unusual) if len(each)]
    low = np.min([corners[0] for corners in drawn], axis=0)
    high = np.max([corners[1] for corners in drawn], axis=0)
    across, up = (
        roomy((low[axis], high[axis]), seen.beyond, axis) for axis in range(2)
    )
    return across, up


def roomy(
    ends: tuple[float, float], far: Sequence[Beyond], axis: int
) -> tuple[float, float]:
    """Return where an axis that shows numbers between two ends begins and ends."""
    low, high = Locator().nonsingular(*ends)  # a single number is in the middle
    air = AIR * (high - low)
    low, high = low - air, high + air
    room = ROOM[axis] * (high - low)
    sides = {edge.above for edge in far if edge.axis == axis}
    return low - room * (False in sides), high + room * (True in sides)


def lay_out(
    sheet: Sheet,
    seen: View,
    words: Words,
    theme: Theme,
    *,
    span: tuple[float, float],
) -> Plot:
    """Return a plot between two heights, with a light grid, numbers and names drawn.

    Parameters
    ----------
    seen : View
        What it is to show; of a single column, heights have no numbers.
    span : (top, bottom)
        In pixels from the upper edge; the names stand in it too.
    """
    limits, (across, *up) = limits_of(seen), seen.dimensions
    ticks = [tick for each in up for tick in ticks_of(each, limits[1], most=TICKS)]
    told = [text for each in up for text in shown(ticks, each, words)]
    beside = write_numbers(sheet, told, theme, ha="right", va="center_baseline")
    edge = MARGIN + max((each.get_window_extent().width for each in beside), default=0)
    left = edge + TICK_GAP if beside else edge
    box = Box(left, span[0] + LINE * 1.7, WIDTH - MARGIN, span[1] - LINE * 2)
    plot = Plot(sheet, box, limits)
    for label, tick in zip(beside, ticks, strict=True):
        label.set_position((edge, plot.up(tick)))
    below = tick_across(plot, across, words, theme)
    draw_grid(plot, below, beside, theme)
    name(plot, seen.dimensions, words, theme, below=foot(plot, below) + LABEL_GAP)
    return plot


def write_numbers(
    sheet: Sheet, told: Sequence[str], theme: Theme, **side: str
) -> list[Text]:
    """Write numbers, to be put in their places."""
    style = {"size": SMALL, "color": theme.quiet, **side}
    return [sheet.write(0, 0, text, **style) for text in told]


def tick_across(
    plot: Plot, dimension: Dimension, words: Words, theme: Theme
) -> list[Text]:
    """Write numbers below a plot, as many as have room, and return them."""
    for most in range(TICKS, 0, -1):
        ticks = ticks_of(dimension, plot.limits[0], most=most)
        told = shown(ticks, dimension, words)
        labels = write_numbers(plot.sheet, told, theme, ha="center", va="top")
        for label, tick in zip(labels, ticks, strict=True):
            label.set_position((plot.across(tick), plot.box.bottom + TICK_GAP))
        if have_room(labels):
            return labels
        for label in labels:
            label.remove()
    return []


def have_room(labels: Sequence[Text]) -> bool:
    """Return whether numbers, from left to right, stand apart and on the page."""
    boxes = [label.get_window_extent() for label in labels]
    on_page = all(NEAR < box.x0 < box.x1 < WIDTH - NEAR for box in boxes)
    return on_page and all(
        left.x1 + TICK_GAP < right.x0 for left, right in pairwise(boxes)
    )


def foot(plot: Plot, below: Sequence[Text]) -> float:
    """Return where the numbers below a plot end, in pixels from the upper edge."""
    ends = [HEIGHT - label.get_window_extent().y0 for label in below]
    return max(ends, default=plot.box.bottom)


def draw_grid(
    plot: Plot, below: Sequence[Text], beside: Sequence[Text], theme: Theme
) -> None:
    """Draw a light line at each number, behind the points."""
    left, top, right, bottom = plot.box
    xs = [label.get_position()[0] for label in below]
    ys = [label.get_position()[1] for label in beside]
    lines = [((x, bottom), (x, top)) for x in xs]
    lines += [((left, y), (right, y)) for y in ys]
    grid = LineCollection(lines, colors=theme.grid, linewidths=2, zorder=BEHIND)
    plot.sheet.put(grid)


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


def name(
    plot: Plot,
    dimensions: Sequence[Dimension],
    words: Words,
    theme: Theme,
    *,
    below: float,
) -> None:
    """Name the axes: across at the lower right, up at the upper left.

    Both lie flat, so that long names can be read.
    """
    style = {"size": SMALL, "color": theme.ink, "weight": "bold"}
    places = ((plot.box.right, below), (MARGIN, plot.box.top - SMALL * 0.9))
    sides = (("right", "top"), ("left", "baseline"))
    for arrow, (x, y), (ha, va), dimension in zip(
        "→↑", places, sides, dimensions, strict=False
    ):
        shown = f"{arrow} {legible(told(dimension, words))}"
        label = plot.sheet.write(x, y, shown, ha=ha, va=va, **style)
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
