"""A single column as a strip: heights that spread its values, and where it is cut."""

from collections.abc import Sequence

import numpy as np
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from clustering.arrays import FloatArray
from clustering.drawing.plane import Dimension
from clustering.drawing.plot import Plot
from clustering.drawing.sample import GOLDEN
from clustering.drawing.theme import MARGIN, MEDIUM, WIDTH, Theme
from clustering.words import Words, numbers

BINS, SMOOTH = 64, 11
"""Of the histogram that tells how dense values lie."""
ROWS = 2
"""Of numbers above a strip, where they would overlap."""
ROW = 48
MANY = 20_000
"""More values than this lie so close that any order spreads them evenly."""


def heights(values: FloatArray) -> FloatArray:
    """Return heights in -1..1 that show how dense values lie, always the same."""
    bins = np.linspace(values.min(), values.max(), BINS + 1)
    counts, _ = np.histogram(values, bins)
    density = np.convolve(counts, np.hanning(SMOOTH), mode="same")
    middle = (bins[1:] + bins[:-1]) / 2
    height = np.interp(values, middle, density / density.max())
    order = np.arange(len(values))
    if len(values) <= MANY:
        order[np.argsort(values, kind="stable")] = order.copy()
    # Steps of the golden ratio fill a line evenly, however many there are.
    even = order * GOLDEN % 1
    spread: FloatArray = height * (2 * even - 1)
    return spread


def mark_cuts(
    plot: Plot,
    between: Sequence[float],
    across: Dimension,
    words: Words,
    theme: Theme,
) -> None:
    """Draw the lines that part the clusters of one column, and their numbers.

    The plot is laid out.  Numbers stay on the page and clear of each other; one that
    has no room is left to the clusters' names.
    """
    taken: list[Bbox] = []
    places = map(across.place, between)
    for cut, shown in zip(places, numbers(between, words), strict=True):
        x, (_, top, _, bottom) = plot.across(cut), plot.box
        style = {"color": theme.ink, "linestyle": (0, (4, 4))}
        plot.sheet.line([x, x], (bottom, top), linewidth=2, **style)
        text = plot.sheet.write(x, top, shown, ha="center")
        text.set(color=theme.ink, size=MEDIUM, weight="bold")
        if box := free(text, taken):
            taken.append(box)
        else:
            text.remove()


def free(text: Text, taken: Sequence[Bbox]) -> Bbox | None:
    """Move a text onto the page and clear of others; None where there is no room."""
    x, y = text.get_position()
    box = text.get_window_extent()
    aside = max(MARGIN - box.x0, 0) + min(WIDTH - MARGIN - box.x1, 0)
    for row in range(ROWS):
        text.set_position((x + aside, y - row * ROW))
        box = text.get_window_extent()
        if not any(box.overlaps(other.padded(MARGIN / 4)) for other in taken):
            return box
    return None
