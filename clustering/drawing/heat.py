"""A heat map of clusters' averages: columns of the table down, clusters across."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from clustering.arrays import FloatArray
from clustering.drawing.fonts import fit_into, legible
from clustering.drawing.theme import (
    MARGIN,
    MEDIUM,
    SMALL,
    WIDTH,
    Theme,
    look_of,
)
from clustering.report import Cluster, Effect
from clustering.sentences import clean
from clustering.words import Words, numbers, percent

MOST_COLUMNS, MOST_CLUSTERS = 12, 15
"""Drawn at most; those in which clusters differ most, and the largest."""
A_LINE = 6
"""Cells side by side; of more clusters, each column has several lines."""
LOWEST, HIGHEST = 40, 180
"""Of a cell, in pixels."""
NAME, BETWEEN = 36, 5
"""Height of a column's name, and of the space below its cells."""
HEAD = 56
"""Height of the clusters' letters."""
FULL = 2.0
"""Standard deviations from the mean of all rows at which a color is at its fullest."""
LARGEST = 1e300
"""Beyond, rounding up might leave the numbers that a computer holds."""
DIGITS = 2
"""Of a number, beyond the first in which clusters differ."""
LOW, HIGH = "#0072B2", "#D55E00"
"""Blue and vermilion, told apart by all eyes."""
LINEAR = 0.04045
"""Part of an sRGB color up to which light goes by it, and not by a power of it."""
KEY = 5
"""Shades in the key."""


@dataclass(frozen=True)
class Row:
    """What clusters have in one column.

    Attributes
    ----------
    column : str
    shown : tuple of str
        The mean of each cluster, in the column's unit.
    sds : tuple of float
        How far it is from the mean of all, in standard deviations.
    apart : float
        Share of the column's variance that lies between clusters, 0..1.
    """

    column: str
    shown: tuple[str, ...]
    sds: tuple[float, ...]
    apart: float


def rows(clusters: Sequence[Cluster], words: Words) -> list[Row]:
    """Return a row for each column used, those that differ most first."""
    effects = [{each.column: each for each in own.effects} for own in clusters]
    columns = [effect.column for effect in clusters[0].effects]
    shares = np.array([cluster.share for cluster in clusters])
    made = [row([own[column] for own in effects], shares, words) for column in columns]
    return sorted(made, key=lambda each: -each.apart)


def row(effects: Sequence[Effect], shares: FloatArray, words: Words) -> Row:
    """Return the row of one column."""
    sds = np.array([effect.sds for effect in effects])
    shown = numbers(rounded([effect.value for effect in effects]), words)
    apart = float((shares * sds**2).sum())
    return Row(effects[0].column, shown, tuple(sds.tolist()), apart)


def rounded(values: Sequence[float]) -> list[float]:
    """Return numbers with no more digits than tell them apart well."""
    if max(map(abs, values)) > LARGEST:
        return list(values)
    # Halves, since the range of numbers near the largest float is no float.
    size = max(values) / 2 - min(values) / 2 or abs(values[0]) / 2
    digits = DIGITS - floor(log10(size) + log10(2)) if size else 0
    return [round(value, digits) + 0.0 for value in values]


def lines_for(clusters: int) -> int:
    """Return in how many lines the cells of a column stand."""
    return -(-clusters // A_LINE)


def room_for(lines: int, height: float) -> int:
    """Return how many columns have room in a height, at least one."""
    return min(MOST_COLUMNS, max(1, int(height // (NAME + lines * LOWEST + BETWEEN))))


def write_heat(
    sheet: Axes,
    drawn: Sequence[Row],
    clusters: Sequence[Cluster],
    theme: Theme,
    *,
    span: tuple[float, float],
) -> None:
    """Draw rows between two heights, in pixels from the upper edge."""
    top, bottom = span
    lines = lines_for(len(clusters))
    across = -(-len(clusters) // lines)
    width = (WIDTH - 2 * MARGIN) / across
    if lines == 1:
        write_head(sheet, clusters, theme, top=top, width=width)
        top += HEAD
    height = min(HIGHEST, ((bottom - top) / len(drawn) - NAME - BETWEEN) / lines)
    for each in drawn:
        name = sheet.text(MARGIN, top + NAME - 8, legible(clean(each.column)))
        name.set(color=theme.ink, fontsize=SMALL)
        fit_into(name, WIDTH - 2 * MARGIN)
        top += NAME
        for number, cluster in enumerate(clusters):
            line, place = divmod(number, across)
            box = (MARGIN + place * width, top + line * height, width, height)
            letter = cluster.letter if lines > 1 else ""
            write_cell(
                sheet, each.sds[number], (letter, each.shown[number]), theme, box
            )
        top += lines * height + BETWEEN


def write_head(
    sheet: Axes, clusters: Sequence[Cluster], theme: Theme, *, top: float, width: float
) -> None:
    """Write marker, letter and share above each cluster's cells."""
    for place, cluster in enumerate(clusters):
        left, base = MARGIN + place * width, top + HEAD * 0.7
        look = look_of(theme, cluster.letter)
        (marker,) = sheet.plot(left + 16, base - MEDIUM / 3, look.marker)
        marker.set(color=look.color, markersize=26 * look.size)
        letter = sheet.text(left + 38, base, cluster.letter, weight="bold")
        letter.set(color=theme.ink, fontsize=MEDIUM)
        edge = letter.get_window_extent().x1 + 10
        share = sheet.text(edge, base, percent(cluster.share))
        share.set(color=theme.quiet, fontsize=SMALL)


def write_cell(
    sheet: Axes,
    sds: float,
    told: tuple[str, str],
    theme: Theme,
    box: tuple[float, float, float, float],
) -> None:
    """Draw one cell (left, top, width, height) with a letter and a number in it."""
    left, top, width, height = box
    color = shade(sds, theme)
    sheet.add_patch(Rectangle((left + 2, top + 2), width - 4, height - 4, color=color))
    letter, shown = told
    ink = readable(color)
    base = top + height / 2 + SMALL * 0.36
    if letter:
        sheet.text(left + 14, base, letter, size=SMALL, weight="bold", color=ink)
    place, side = (
        (left + width - 14, "right") if letter else (left + width / 2, "center")
    )
    number = sheet.text(place, base, shown, size=SMALL, color=ink, ha=side)
    fit_into(number, width - (60 if letter else 8))


def write_key(sheet: Axes, low: str, high: str, theme: Theme, *, base: float) -> None:
    """Write what the colors mean: the words for low and high around some shades."""
    style = {"size": SMALL, "color": theme.quiet}
    edge = sheet.text(MARGIN, base, low, style).get_window_extent().x1 + 16
    for step in np.linspace(-FULL, FULL, KEY):
        color = shade(float(step), theme)
        sheet.add_patch(Rectangle((edge, base - SMALL * 0.85), 44, 32, color=color))
        edge += 48
    sheet.text(edge + 12, base, high, style)


def shade(sds: float, theme: Theme) -> tuple[float, float, float]:
    """Return the color of a difference, from blue over grey to vermilion."""
    share = min(abs(sds) / FULL, 1)
    middle, end = (
        np.array(to_rgb(theme.grid)),
        np.array(to_rgb(HIGH if sds > 0 else LOW)),
    )
    red, green, blue = (middle + share * (end - middle)).tolist()
    return red, green, blue


def readable(color: tuple[float, float, float]) -> str:
    """Return black or white, whichever is easier to read on a color."""
    return (
        "#000000"
        if contrast(color, (0, 0, 0)) >= contrast(color, (1, 1, 1))
        else "#FFFFFF"
    )


def contrast(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> float:
    """Return how well colors tell apart, 1..21 (WCAG 2.1)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: tuple[float, float, float]) -> float:
    """Return how light an sRGB color is, 0..1."""
    linear = [
        part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4
        for part in color
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
