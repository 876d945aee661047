"""Values of a single column -> heights that spread them over a strip."""

import numpy as np

from clustering.arrays import FloatArray
from clustering.drawing.sample import GOLDEN

BINS, SMOOTH = 64, 11
"""Of the histogram that tells how dense values lie."""
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
