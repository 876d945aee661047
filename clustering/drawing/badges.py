"""The clusters' letters, on discs at their centers."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from clustering.arrays import FloatArray
from clustering.drawing.theme import SMALL, Look, Theme
from clustering.report import Cluster

LARGE, SMALLER, MANY = 54, 44, 12
"""Width of a disc in pixels; the smaller for more than so many clusters."""
RING = 5
CAP = 0.72
"""Height of a capital letter of size 1."""
ROUNDS = 100


def mark_centers(
    plot: Axes,
    centers: FloatArray,
    clusters: Sequence[Cluster],
    styles: Sequence[Look],
    theme: Theme,
) -> None:
    """Set each cluster's letter on its center, in a plot that is laid out.

    Letters that would hide each other are moved apart, and a line leads from
    each to its center.
    """
    width = LARGE if len(clusters) <= MANY else SMALLER
    to_data = plot.transData.inverted().transform
    pixels = part(plot.transData.transform(centers), width + RING)
    places, bases = to_data(pixels), to_data(pixels - (0, SMALL * CAP / 2))
    for center, place, look in zip(centers, places, styles, strict=True):
        plot.plot(*zip(center, place, strict=True), color=look.color, linewidth=RING)
    for place, look in zip(places, styles, strict=True):
        (disc,) = plot.plot(*place, "o", clip_on=False)
        disc.set(color=theme.paper, markersize=width)
        disc.set(markeredgecolor=look.color, markeredgewidth=RING)
    for (x, y), cluster in zip(bases, clusters, strict=True):
        letter = plot.text(x, y, cluster.letter, ha="center", color=theme.ink)
        letter.set(fontsize=SMALL, fontweight="bold")


def part(places: FloatArray, width: float) -> FloatArray:
    """Return places (k, 2) pushed apart until they are so far from each other.

    Those that have room stay, but for a thousandth that tells equals apart.
    """
    turns = np.arange(len(places)) * 2.4  # the golden angle, never twice the same
    moved = places + np.column_stack([np.cos(turns), np.sin(turns)]) / 1000
    for _ in range(ROUNDS):
        between = moved[:, None] - moved  # (k, k, 2)
        apart = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(apart, np.inf)
        push = np.maximum(width - apart, 0) / apart / 2
        moved += (between * push[..., None]).sum(axis=1)
    return moved
