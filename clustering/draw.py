"""Features, fit -> PNG bytes: a picture to be read on a phone."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from clustering import axes, fonts, legend
from clustering.cuts import cuts
from clustering.describe import Cluster
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.sentences import tell
from clustering.theme import (
    DPI,
    HEIGHT,
    LIGHT,
    MEDIUM,
    SMALL,
    WIDTH,
    Look,
    Theme,
    looks,
)
from clustering.view import View, view
from clustering.words import Words, numbers

MARKER_SIZE, LARGEST, SMALLEST = 24, 70, 4
"""A point's width: 70 over the fourth root of their number, from 4 to 24."""
BADGE, SMALL_BADGE, MANY = 54, 44, 12
"""Width of the disc around a letter; smaller for more than so many clusters."""
CAP = 0.72
"""Height of a capital letter, in its size."""


def scatter(
    features: Features,
    fit: Fit,
    clusters: Sequence[Cluster],
    words: Words,
    *,
    title: str = "",
) -> bytes:
    """Return a PNG, 1080 by 1350 pixels, of the points in their clusters' colors.

    The clusters' names and counts stand above it, what it leaves out below.
    """
    fonts.load()
    # A header such as "price ($), cost ($)" is text, not mathematics.
    with rc_context({"text.parse_math": False, "font.family": list(fonts.FAMILIES)}):
        figure = compose(features, fit, clusters, words, title=title)
        png = BytesIO()
        figure.savefig(png, format="png", pil_kwargs={"compress_level": 3})
    return png.getvalue()


def compose(
    features: Features,
    fit: Fit,
    clusters: Sequence[Cluster],
    words: Words,
    *,
    title: str,
    theme: Theme = LIGHT,
) -> Figure:
    """Return the figure: words above and below, and the plot in the room left."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=theme.paper)
    FigureCanvasAgg(figure)  # measures texts
    seen, styles = view(features, fit), looks(theme, len(clusters))
    sheet = legend.sheet(figure)
    top = legend.write_title(sheet, title, theme)
    listed = legend.entries(clusters, styles, words)
    top = legend.write_legend(sheet, listed, theme, top=top)
    bottom = legend.write_notes(sheet, notes(seen, features, words), theme)
    plot = figure.add_axes((0, 0, 1, 1))
    axes.style(plot, theme)
    paint(plot, seen, fit, styles)
    if len(seen.columns) == 1:
        mark_cuts(plot, cuts(features, fit), words, theme)
    axes.lay_out(plot, seen.columns, words, theme, span=(top, bottom))
    mark_centers(plot, seen, clusters, styles, theme)
    return figure


def notes(seen: View, features: Features, words: Words) -> list[str]:
    """Return what a reader of the picture should know."""
    count, far = len(features.columns), int(seen.far.sum())
    hidden = tell(words.view, {"columns": count, "share": seen.kept})
    beyond = tell(words.beyond, {"rows": far})
    return (
        [hidden] * (count > len(seen.columns)) + [beyond] * (far > 0) + [words.letters]
    )


def paint(plot: Axes, seen: View, fit: Fit, styles: Sequence[Look]) -> None:
    """Draw the points of each cluster, the smallest cluster on top.

    The more points, the smaller; far ones are hollow.
    """
    size = float(np.clip(LARGEST * len(fit.labels) ** -0.25, SMALLEST, MARKER_SIZE))
    for cluster, look in enumerate(styles):
        own = fit.labels == cluster
        plot.plot(
            *seen.points[own & ~seen.far].T,
            look.marker,
            color=look.color,
            markersize=size,
            markeredgecolor="white",
            markeredgewidth=size / 16,
            alpha=0.8,
        )
        plot.plot(
            *seen.points[own & seen.far].T,
            look.marker,
            color=look.color,
            markersize=size,
            fillstyle="none",
            markeredgewidth=size / 6,
        )


def mark_cuts(plot: Axes, between: Sequence[float], words: Words, theme: Theme) -> None:
    """Draw the lines that part the clusters of one column, with their numbers."""
    for cut, shown in zip(
        between, numbers(between, words) if between else (), strict=True
    ):
        plot.axvline(cut, color=theme.ink, linewidth=2, dashes=(3, 3))
        plot.annotate(
            shown,
            (cut, 1),
            (0, 10),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            size=MEDIUM,
            weight="bold",
            color=theme.ink,
        )


def mark_centers(
    plot: Axes,
    seen: View,
    clusters: Sequence[Cluster],
    styles: Sequence[Look],
    theme: Theme,
) -> None:
    """Set each cluster's letter on its center, on a disc of paper."""
    size = BADGE if len(clusters) <= MANY else SMALL_BADGE
    for center, cluster, look in zip(seen.centers, clusters, styles, strict=True):
        plot.plot(
            *center,
            "o",
            color=theme.paper,
            markersize=size,
            markeredgecolor=look.color,
            markeredgewidth=5,
            zorder=3,
            clip_on=False,
        )
        plot.annotate(
            cluster.letter,
            center,
            (0, -SMALL * CAP / 2),
            textcoords="offset points",
            ha="center",
            size=SMALL,
            weight="bold",
            color=theme.ink,
            zorder=4,
        )
