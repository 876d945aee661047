"""The clusters' letters, on discs at their centers."""

from collections.abc import Sequence

import numpy as np

from clustering.arrays import FloatArray
from clustering.drawing.plot import Plot
from clustering.drawing.theme import SMALL, Look, Theme
from clustering.report import Cluster

LARGE, SMALLER, MANY = 54, 44, 12
"""Width of a disc in pixels; the smaller for more than so many clusters."""
RING = 5
CAP = 0.72
"""Height of a capital letter of size 1."""
ROUNDS = 100


def mark_centers(
    plot: Plot,
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
    sheet, middles = plot.sheet, plot.pixels(centers)
    places = part(middles, width + RING)
    for ends, look in zip(np.stack([middles, places], axis=1), styles, strict=True):
        sheet.line(*ends.T, color=look.color, linewidth=RING)
    for place, look in zip(places, styles, strict=True):
        disc = sheet.dots([place], "o", color=theme.paper, markersize=width)
        disc.set(markeredgecolor=look.color, markeredgewidth=RING)
    for (x, y), cluster in zip(places, clusters, strict=True):
        style = {"size": SMALL, "weight": "bold", "color": theme.ink, "ha": "center"}
        sheet.write(x, y + SMALL * CAP / 2, cluster.letter, **style)


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
