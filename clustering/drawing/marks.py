"""Points on a plot: a marker for each, or a cloud where they are many."""

from collections.abc import Sequence

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.drawing.cloud import Cloud
from clustering.drawing.edges import Beyond
from clustering.drawing.plot import Plot
from clustering.drawing.theme import SMALL, Look, Theme
from clustering.drawing.view import View
from clustering.kmeans import Fit

SIZE, LARGEST, SMALLEST = 70, 24, 4
"""A marker is 70 wide over the fourth root of their number, within these limits."""
OPACITY = 0.8
"""Of markers, that it shows where they pile up."""
RING, WIDEST, NARROWEST = 50, 22, 10
"""Likewise of rows that were set aside, however many others there are."""
EDGED = 8
"""Smaller markers have no edge: it would take their color away."""
MANY = 20_000
"""More points than this are a cloud."""
A_FEW = 2_000
"""Points of a cluster so small that it has markers over the cloud of the others."""


def paint(
    plot: Plot, seen: View, fit: Fit, styles: Sequence[Look], theme: Theme
) -> None:
    """Draw the points of each cluster, the smallest cluster on top.

    The fewer markers, the larger; those moved to the edge are hollow.
    """
    marked = np.ones(len(fit.sizes), dtype=bool)
    if len(fit.labels) > MANY:
        marked = fit.sizes <= A_FEW
        spread(plot, seen.points, fit.labels, ~marked, styles)
    size = width_of(int(fit.sizes[marked].sum()))
    for cluster in np.flatnonzero(marked).tolist():
        mark(plot, seen, fit.labels == cluster, (styles[cluster], size), theme)
    if len(seen.unusual):
        places = plot.pixels(seen.unusual)
        unusual = plot.sheet.dots(places, "o", color=theme.ink)
        wide = np.clip(RING / len(places) ** 0.25, NARROWEST, WIDEST)
        unusual.set(fillstyle="none", markeredgewidth=wide / 7, markersize=wide)


def spread(
    plot: Plot,
    points: FloatArray,
    labels: IntArray,
    shown: BoolArray,
    styles: Sequence[Look],
) -> None:
    """Draw the points of those clusters that are shown (k,) as a cloud."""
    if not shown.any():
        return
    if not shown.all():
        drawn = shown[labels]
        points, labels = points[drawn], labels[drawn]
    plot.sheet.put(Cloud(plot, points, labels, [look.color for look in styles]))


def width_of(markers: int) -> float:
    """Return how wide so many markers are."""
    return float(np.clip(SIZE / max(markers, 1) ** 0.25, SMALLEST, LARGEST))


def mark(
    plot: Plot, seen: View, own: BoolArray, style: tuple[Look, float], theme: Theme
) -> None:
    """Draw a marker for each point of a cluster."""
    look, size = style
    near, far = (
        plot.sheet.dots(plot.pixels(seen.points[which]), look.marker)
        for which in (own & ~seen.far, own & seen.far)
    )
    for line in (near, far):
        line.set(color=look.color, markersize=size * look.size)
    edge = size / 16 if size > EDGED else 0
    near.set(alpha=OPACITY, markeredgecolor=theme.paper, markeredgewidth=edge)
    far.set(fillstyle="none", markeredgewidth=3)


def mark_beyond(plot: Plot, beyond: Sequence[Beyond], theme: Theme) -> None:
    """Write an arrow and a number at each edge that rows lie beyond.

    The plot is laid out, with room for them.
    """
    for edge in beyond:
        side = ("right" if edge.above else "left") if edge.axis == 0 else "center"
        arrow = ("←→", "↓↑")[edge.axis][edge.above]
        told = f"{edge.rows:,} {arrow}" if side == "right" else f"{arrow} {edge.rows:,}"
        if edge.axis == 0:
            x = plot.box.right if edge.above else plot.box.left
            y, level = plot.up(edge.at), "center"
        else:
            x = plot.across(edge.at)
            y = plot.box.top if edge.above else plot.box.bottom
            level = "top" if edge.above else "bottom"
        style = {"size": SMALL, "color": theme.quiet, "ha": side, "va": level}
        plot.sheet.write(x, y, told, **style)
