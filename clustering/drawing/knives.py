"""How well rows fit their clusters: a block of lines for each, the longest on top."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.patches import Polygon

from clustering.arrays import FloatArray, IntArray
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import (
    MARGIN,
    MEDIUM,
    SMALL,
    WIDTH,
    Look,
    Theme,
    look_of,
)
from clustering.report import Cluster
from clustering.words import MINUS

MOST = 15
"""Clusters drawn; the largest."""
LEFT = MARGIN + 190
"""Where the blocks begin, beside marker, letter and mean."""
LOWEST, BETWEEN = 48, 10
"""Height of a block at least, and the space below it."""
FOOT = 50
"""Height of the axis' numbers."""
STEP = 0.05
"""The axis begins at a multiple of it."""
TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)


class Fits(NamedTuple):
    """Silhouettes (s,), the places of their clusters (s,), and the mean of all rows."""

    values: FloatArray
    own: IntArray
    mean: float


def write_blocks(
    sheet: Sheet,
    fits: Fits,
    clusters: Sequence[Cluster],
    theme: Theme,
    *,
    span: tuple[float, float],
) -> None:
    """Draw silhouettes and their clusters between two heights, in pixels."""
    values, own, mean = fits
    top, bottom = span[0], span[1] - FOOT
    low = min(0.0, float(np.floor(values.min() / STEP)) * STEP)
    write_axis(sheet, low, theme, span=(top, bottom))
    at = across(mean, low)
    line = sheet.line([at, at], (top, bottom), color=theme.ink, linewidth=3)
    line.set(linestyle=(0, (3, 3)), zorder=4)
    for number, height in enumerate(heights(clusters, bottom - top)):
        look = look_of(theme, clusters[number].letter)
        block = np.sort(values[own == number])[::-1]
        write_block(sheet, block, look, low, box=(top, height))
        write_mean(
            sheet, clusters[number], look, theme, told=(block.mean(), top + height / 2)
        )
        top += height + BETWEEN


def heights(clusters: Sequence[Cluster], room: float) -> list[float]:
    """Return heights of blocks: by their shares, but each can be seen."""
    free = room - len(clusters) * (LOWEST + BETWEEN) + BETWEEN
    shares = np.array([cluster.share for cluster in clusters])
    return [LOWEST + free * float(share) for share in shares / shares.sum()]


def across(value: float, low: float) -> float:
    """Return where a silhouette is, in pixels from the left."""
    return LEFT + (value - low) / (1 - low) * (WIDTH - MARGIN - 20 - LEFT)


def write_axis(
    sheet: Sheet, low: float, theme: Theme, *, span: tuple[float, float]
) -> None:
    """Draw a line and a number at each tick, the line at zero darker."""
    for tick in TICKS:
        if tick < low:
            continue
        place = across(tick, low)
        color = theme.grid if tick else theme.ink
        sheet.line(
            [place, place], span, color=color, linewidth=2, zorder=3 if not tick else 1
        )
        number = sheet.write(place, span[1] + FOOT * 0.8, f"{tick:g}".translate(MINUS))
        number.set(color=theme.quiet, fontsize=SMALL, ha="center")


def write_block(
    sheet: Sheet, block: FloatArray, look: Look, low: float, *, box: tuple[float, float]
) -> None:
    """Draw sorted silhouettes (m,) as lines that fill a height from a top."""
    top, height = box
    lines = max(2, int(height))
    values = block[np.arange(lines) * len(block) // lines]
    downs = np.linspace(top, top + height, lines)
    zero, one = across(0.0, low), across(1.0, low)
    edge = np.column_stack([zero + values * (one - zero), downs])
    corners = [(zero, top), *edge, (zero, top + height)]
    sheet.put(Polygon(corners, color=look.color, linewidth=0))


def write_mean(
    sheet: Sheet,
    cluster: Cluster,
    look: Look,
    theme: Theme,
    *,
    told: tuple[float, float],
) -> None:
    """Write marker, letter and mean at a height."""
    mean, middle = told
    base = middle + SMALL * 0.36
    marker = sheet.dots([(MARGIN + 16, middle)], look.marker)
    marker.set(color=look.color, markersize=26 * look.size)
    letter = sheet.write(MARGIN + 38, base, cluster.letter, weight="bold")
    letter.set(color=theme.ink, fontsize=MEDIUM)
    number = sheet.write(
        LEFT - 24, base, f"{round(mean, 2) + 0.0:.2f}".translate(MINUS), ha="right"
    )
    number.set(color=theme.ink, fontsize=SMALL)
