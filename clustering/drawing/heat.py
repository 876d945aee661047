"""A heat map of clusters' averages: columns of the table down, clusters across."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from matplotlib.patches import Rectangle

from clustering.drawing.fonts import fit_into, legible
from clustering.drawing.shades import FULL, readable, shade
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import (
    LINE,
    MARGIN,
    MEDIUM,
    SMALL,
    WIDTH,
    Theme,
    look_of,
)
from clustering.report import Cluster, Effect
from clustering.sentences import clean, tell
from clustering.telling import averages
from clustering.words import Words, numbers, percent

MOST_COLUMNS, MOST_CLUSTERS = 12, 15
"""Drawn at most; those in which clusters differ most, and the largest."""
A_LINE = 6
"""Cells side by side; of more clusters, each column has several lines."""
LOWEST, SPACIOUS, HIGHEST = 40, 70, 220
"""Of a cell, in pixels: at least, where clusters are named above, and at most."""
NAME, BETWEEN = 36, 5
"""Height of a column's name, and of the space below its cells."""
HEAD = 50
"""Height of a line of clusters' letters."""
ROOM = 960
"""Pixels between the titles above a heat map and three lines of words below."""
KEY = 5
"""Shades in the key."""


@dataclass(frozen=True)
class Row:
    """What clusters have in one column.

    Attributes
    ----------
    column, title : str
        Its name, and the same as it is shown.
    shown : tuple of str
        The mean of each cluster, in the column's unit.
    overall : str
        The mean of all rows, and that it is one.
    sds : tuple of float
        How far each mean is from that of all, in standard deviations.
    apart : float
        Share of the column's variance that lies between clusters, 0..1.
    """

    column: str
    title: str
    shown: tuple[str, ...]
    overall: str
    sds: tuple[float, ...]
    apart: float


def rows(
    clusters: Sequence[Cluster],
    words: Words,
    *,
    units: Mapping[str, str] = MappingProxyType({}),
    logs: Sequence[str] = (),
) -> list[Row]:
    """Return a row for each column used, those that differ most first.

    Parameters
    ----------
    clusters : sequence of Cluster
    words : Words
    units : mapping of str to str
        Of the columns that have one.
    logs : sequence of str
        Columns whose means are geometric.
    """
    effects = [{each.column: each for each in own.effects} for own in clusters]
    shares = np.array([cluster.share for cluster in clusters])
    made = []
    for name in effects[0]:
        own = [each[name] for each in effects]
        sds = np.array([effect.sds for effect in own])
        *shown, mean = averages(own, words, logged=name in logs)
        overall = tell(words.profile_all, {"overall": mean})
        title = titled(own[0], units.get(name, ""), words)
        apart = float((shares * sds**2).sum())
        made.append(Row(name, title, tuple(shown), overall, tuple(sds.tolist()), apart))
    return sorted(made, key=lambda each: -each.apart)


def titled(effect: Effect, unit: str, words: Words) -> str:
    """Return a column's name, with its unit if the name does not tell it.

    Of a column of two codes, of which shares are shown, with the one that is counted.
    """
    name = clean(effect.column)
    if effect.kinds:
        return f"{name} = {numbers(effect.kinds[1:], words)[0]}"
    return name if unit in effect.column else f"{name} ({clean(unit)})"


def lines_for(clusters: int) -> int:
    """Return in how many lines the cells of a column stand."""
    return -(-clusters // A_LINE)


def room_for(clusters: int) -> int:
    """Return how many columns have room, at least one."""
    lines = lines_for(clusters)
    most = (ROOM - lines * HEAD) // (NAME + lines * LOWEST + BETWEEN)
    return min(MOST_COLUMNS, max(1, most))


def has_room_above(clusters: int, columns: int) -> bool:
    """Return whether the clusters can be named above, a line for each."""
    needed = clusters * LINE + HEAD + columns * (NAME + SPACIOUS + BETWEEN)
    return lines_for(clusters) == 1 and needed <= ROOM


def write_heat(
    sheet: Sheet,
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
    places = [
        (MARGIN + place * width, line)
        for line, place in (divmod(own, across) for own in range(len(clusters)))
    ]
    for cluster, (left, line) in zip(clusters, places, strict=True):
        write_head(sheet, cluster, theme, left=left, base=top + (line + 0.7) * HEAD)
    top += lines * HEAD
    height = min(HIGHEST, ((bottom - top) / len(drawn) - NAME - BETWEEN) / lines)
    for each in drawn:
        write_name(sheet, each, theme, base=top + NAME - 8)
        top += NAME
        for number, (left, line) in enumerate(places):
            letter = clusters[number].letter if lines > 1 else ""
            told, box = (letter, each.shown[number]), (left, top + line * height)
            write_cell(sheet, each.sds[number], told, theme, (*box, width, height))
        top += lines * height + BETWEEN


def write_head(
    sheet: Sheet, cluster: Cluster, theme: Theme, *, left: float, base: float
) -> None:
    """Write marker, letter and share of a cluster."""
    look = look_of(theme, cluster.letter)
    marker = sheet.dots([(left + 16, base - MEDIUM / 3)], look.marker)
    marker.set(color=look.color, markersize=26 * look.size)
    letter = sheet.write(left + 38, base, cluster.letter, weight="bold")
    letter.set(color=theme.ink, fontsize=MEDIUM)
    edge = letter.get_window_extent().x1 + 10
    share = sheet.write(edge, base, percent(cluster.share))
    share.set(color=theme.quiet, fontsize=SMALL)


def write_name(sheet: Sheet, row: Row, theme: Theme, *, base: float) -> None:
    """Write a column's name, and the mean of all rows at the right if it has room."""
    name = sheet.write(MARGIN, base, legible(row.title))
    name.set(color=theme.ink, fontsize=SMALL)
    fit_into(name, WIDTH - 2 * MARGIN)
    overall = sheet.write(WIDTH - MARGIN, base, row.overall)
    overall.set(color=theme.quiet, fontsize=SMALL, ha="right")
    if overall.get_window_extent().x0 < name.get_window_extent().x1 + MARGIN / 2:
        overall.remove()


def write_cell(
    sheet: Sheet,
    sds: float,
    told: tuple[str, str],
    theme: Theme,
    box: tuple[float, float, float, float],
) -> None:
    """Draw one cell (left, top, width, height) with a letter and a number in it."""
    left, top, width, height = box
    color = shade(sds, theme)
    sheet.put(Rectangle((left + 2, top + 2), width - 4, height - 4, color=color))
    letter, shown = told
    ink = readable(color)
    base = top + height / 2 + SMALL * 0.36
    if letter:
        sheet.write(left + 14, base, letter, size=SMALL, weight="bold", color=ink)
    place, side = (
        (left + width - 14, "right") if letter else (left + width / 2, "center")
    )
    number = sheet.write(place, base, shown, size=SMALL, color=ink, ha=side)
    fit_into(number, width - (60 if letter else 8))


def write_key(sheet: Sheet, low: str, high: str, theme: Theme, *, base: float) -> None:
    """Write what the colors mean: the words for low and high around some shades."""
    style = {"size": SMALL, "color": theme.quiet}
    edge = sheet.write(MARGIN, base, low, **style).get_window_extent().x1 + 16
    for step in np.linspace(-FULL, FULL, KEY):
        color = shade(float(step), theme)
        sheet.put(Rectangle((edge, base - SMALL * 0.85), 44, 32, color=color))
        edge += 48
    sheet.write(edge + 12, base, high, **style)
