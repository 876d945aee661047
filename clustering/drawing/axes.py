"""Axes of a plot on a phone: few ticks, large words, columns' own units."""

from collections.abc import Sequence
from itertools import compress, pairwise

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from clustering.drawing.edges import Beyond
from clustering.drawing.fonts import fit_into, legible
from clustering.drawing.theme import HEIGHT, LINE, MARGIN, SMALL, WIDTH, Theme
from clustering.sentences import clean
from clustering.words import Words, numbers

TICKS = 6
"""Of an axis, at most."""
TICK_GAP = 14
"""Between the numbers and the plot."""
STEPS = (1, 2, 2.5, 5, 10)
"""From one tick to the next, times a power of ten."""
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
    columns: Sequence[str],
    words: Words,
    theme: Theme,
    *,
    span: tuple[float, float],
) -> None:
    """Place a plot with limits between two heights, with ticks and names.

    Parameters
    ----------
    columns : one or two str
        The columns across and up; with one, heights mean nothing and have no ticks.
    span : (top, bottom)
        In pixels from the upper edge; the names stand in it too.
    """
    style(axes, theme)
    axes.set_yticks([])
    if len(columns) > 1:
        tick_up(axes, words)
    place(axes, top=span[0] + LINE * 1.7, bottom=span[1] - LINE * 2)
    tick_across(axes, words)
    name(axes, columns, theme)


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


def tick_up(axes: Axes, words: Words) -> None:
    """Set the ticks of the upright axis."""
    ticks = round_numbers(*axes.get_ylim(), most=TICKS)
    axes.set_yticks(ticks, numbers(ticks, words))


def tick_across(axes: Axes, words: Words) -> None:
    """Set the ticks of the lying axis, as many as have room for their numbers."""
    for most in range(TICKS, 0, -1):
        ticks = round_numbers(*axes.get_xlim(), most=most)
        axes.set_xticks(ticks, numbers(ticks, words))
        boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
        on_page = [0 < box.x0 < box.x1 < WIDTH for box in boxes]
        apart = (left.x1 + TICK_GAP < right.x0 for left, right in pairwise(boxes))
        if all(apart) and all(on_page):
            return
    # Times in milliseconds are so long that even two hardly fit.
    inside = list(compress(ticks, on_page))
    axes.set_xticks(inside, numbers(inside, words))


def round_numbers(low: float, high: float, *, most: int) -> list[float]:
    """Return round numbers from low to high, parted by equal steps."""
    # As many intervals as cover the axis have fewer ends within it, or one more.
    for intervals in range(most + 1, 0, -1):
        ticks = MaxNLocator(intervals, steps=STEPS).tick_values(low, high)
        inside = [float(tick) for tick in ticks if low <= tick <= high]
        if len(inside) <= most:
            break
    return inside[:: -(-len(inside) // most)]


def widest(texts: Sequence[Text]) -> float:
    """Return the width in pixels of the widest text; 0 for none."""
    return max((text.get_window_extent().width for text in texts), default=0)


def name(axes: Axes, columns: Sequence[str], theme: Theme) -> None:
    """Name the axes: across at the lower right, up at the upper left.

    Both lie flat, so that long names can be read.
    """
    across, *up = (legible(clean(column)) for column in columns)
    style = {"size": SMALL, "color": theme.ink, "weight": "bold"}
    axes.set_xlabel(f"→ {across}", style, loc="right", labelpad=TICK_GAP)
    for column in up:
        axes.set_ylabel(f"↑ {column}", style, rotation=0, ha="left", va="baseline")
        plot = axes.get_window_extent()
        left, above = (MARGIN - plot.x0) / plot.width, SMALL * 0.9 / plot.height
        axes.yaxis.set_label_coords(left, 1 + above)
    for label in (axes.xaxis.label, axes.yaxis.label):
        fit_into(label, WIDTH - 2 * MARGIN)
