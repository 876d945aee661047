"""The words around a picture: title, names of the clusters, notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clustering.drawing.fonts import fit_into, legible
from clustering.drawing.naming import brief_name, fit_name, named_by
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import (
    HEIGHT,
    LARGE,
    LINE,
    MARGIN,
    MEDIUM,
    SMALL,
    WIDTH,
    Look,
    Theme,
)
from clustering.report import Cluster
from clustering.sentences import tell
from clustering.words import Words, percent

LISTED = 12
"""Clusters that are named at most; more are counted."""
ONE_COLUMN = 8
"""Up to so many have the whole width, and room for their share."""
GAP = 40
"""Between columns, and between a name and its count."""
LETTER_AT, NAME_AT = 36, 84
"""Where an entry's words begin, from its left; its marker stands before them."""
MARKER = 26


@dataclass(frozen=True)
class Entry:
    """What the legend says of a cluster; without a look, of those not listed.

    Titles are the columns' names, as they stand in the cluster's, and its brief name
    is for narrow places.
    """

    look: Look | None
    letter: str
    name: str
    count: str
    titles: tuple[str, ...] = ()
    brief: str = ""


class Place(NamedTuple):
    """Where an entry stands: its left, the base of its letters, how wide and high."""

    left: float
    base: float
    width: float
    size: float


def entries(
    clusters: Sequence[Cluster], looks: Sequence[Look], words: Words
) -> list[Entry]:
    """Return an entry for each cluster, or for as many as have room and the rest."""
    listed = clusters if len(clusters) <= LISTED else clusters[: LISTED - 1]
    template = words.count if len(clusters) <= ONE_COLUMN else words.size
    named = [
        entry_of(cluster, look, count([cluster], template))
        for cluster, look in zip(listed, looks, strict=False)
    ]
    rest = clusters[len(listed) :]
    more = tell(words.more, {"clusters": len(rest)})
    return [*named, Entry(None, "", more, count(rest, template))] if rest else named


def entry_of(cluster: Cluster, look: Look, count: str) -> Entry:
    """Return the entry of one cluster."""
    effects, titles = named_by(cluster)
    # The name of a range of numbers has no shorter form.
    brief = brief_name(effects, titles) if len(cluster.effects) > 1 else ""
    return Entry(look, cluster.letter, cluster.name, count, titles, brief)


def count(clusters: Sequence[Cluster], template: str) -> str:
    """Return how many rows are in some clusters, and their share."""
    size = sum(cluster.size for cluster in clusters)
    share = percent(sum(cluster.share for cluster in clusters))
    return tell(template, {"size": size, "share": share})


def write_title(sheet: Sheet, title: str, theme: Theme) -> float:
    """Write a title, if there is one, and return where it ends."""
    if not title:
        return MARGIN
    style = {"size": LARGE, "weight": "bold", "color": theme.ink}
    text = sheet.write(MARGIN, MARGIN + LARGE, legible(title), **style)
    fit_into(text, WIDTH - 2 * MARGIN)
    return MARGIN + LARGE + LINE / 2


def write_subtitle(sheet: Sheet, told: str, theme: Theme, *, top: float) -> float:
    """Write a smaller line below a title, if there is one, and return where it ends."""
    if not told:
        return top
    style = {"size": SMALL, "color": theme.quiet}
    text = sheet.write(MARGIN, top + SMALL * 0.6, legible(told), **style)
    fit_into(text, WIDTH - 2 * MARGIN)
    return top + LINE * 0.9


def write_legend(
    sheet: Sheet, listed: Sequence[Entry], theme: Theme, *, top: float
) -> float:
    """Write the entries in one column, or two if many, and return where they end."""
    columns, size = (1, MEDIUM) if len(listed) <= ONE_COLUMN else (2, SMALL)
    rows = -(-len(listed) // columns)
    width = (WIDTH - 2 * MARGIN + GAP) / columns - GAP
    for number, entry in enumerate(listed):
        column, row = divmod(number, rows)
        left, base = MARGIN + column * (width + GAP), top + (row + 0.7) * LINE
        write_entry(sheet, entry, theme, Place(left, base, width, size))
    return top + rows * LINE


def write_entry(sheet: Sheet, entry: Entry, theme: Theme, place: Place) -> None:
    """Write marker, letter and name, and the count at the right."""
    left, base, width, size = place
    right = left + width
    letter = sheet.write(left + LETTER_AT, base, entry.letter, weight="bold")
    name = sheet.write(left + NAME_AT, base, legible(entry.name))
    count = sheet.write(right, base, entry.count, ha="right")
    for text, color in ((letter, theme.ink), (name, theme.ink), (count, theme.quiet)):
        text.set(color=color, fontsize=size)
    room = count.get_window_extent().x0 - GAP / 2 - left - NAME_AT
    titles = [legible(title) for title in entry.titles]
    fit_name(name, titles, room, brief=legible(entry.brief))
    if entry.look:
        middle = (left + MARKER / 2, base - size / 3)
        marker = sheet.dots([middle], entry.look.marker)
        marker.set(color=entry.look.color, markersize=MARKER * entry.look.size)


def write_notes(sheet: Sheet, notes: Sequence[str], theme: Theme) -> float:
    """Write lines at the foot of the sheet and return where they begin."""
    top = HEIGHT - MARGIN / 2 - len(notes) * SMALL * 1.4
    for number, note in enumerate(notes):
        base = top + (number + 0.8) * SMALL * 1.4
        style = {"size": SMALL, "color": theme.quiet}
        fit_into(sheet.write(MARGIN, base, note, **style), WIDTH - 2 * MARGIN)
    return top
