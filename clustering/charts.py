"""Clusters -> further pictures, each with sentences that tell what it shows."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.draw import begun, png
from clustering.drawing import bars, heat, knives, legend
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import LINE, SMALL, Frame, look_of
from clustering.errors import OneGroup
from clustering.evidence.rungs import Rung
from clustering.notes import (
    DifferLittle,
    DifferMost,
    FitByGroup,
    Misfits,
    NoMisfits,
    Note,
    PartShown,
    RowsFit,
)
from clustering.report import Chart, Cluster
from clustering.sentences import facts, tell
from clustering.words import Words, percent

TOLD = 3
"""Columns named in a sentence."""
LITTLE = 0.05
"""Share of a column's variance between clusters below which they are about the same."""

NAMED = 6
"""Up to so many clusters are named above their silhouettes."""


@contextmanager
def headed(
    frame: Frame, title: str, clusters: Sequence[Cluster], words: Words
) -> Iterator[tuple[Sheet, float]]:
    """Give what `begun` gives, with the file's name below the title and some clusters.

    So a picture tells what it is about when it is passed on alone.
    """
    theme = frame.theme
    with begun(frame, title) as (sheet, below):
        top = legend.write_subtitle(sheet, frame.title, theme, top=below)
        looks = [look_of(theme, cluster.letter) for cluster in clusters]
        listed = legend.entries(clusters, looks, words)
        top = legend.write_legend(sheet, listed, theme, top=top)
        yield sheet, top + (SMALL / 2 if listed else 0)


def profile(
    clusters: Sequence[Cluster],
    words: Words,
    frame: Frame,
    *,
    units: Mapping[str, str] = MappingProxyType({}),
    logs: Sequence[str] = (),
) -> Chart:
    """Return a heat map of the clusters' averages, in the columns' own units.

    Parameters
    ----------
    clusters : sequence of Cluster
    words, frame
    units : mapping of str to str
        The unit of each column that has one.
    logs : sequence of str
        Columns whose averages are geometric.

    Raises
    ------
    OneGroup
        When there is nothing to compare.
    """
    if len(clusters) == 1:
        raise OneGroup
    rows = heat.rows(clusters, words, units=units, logs=logs)
    shown = clusters[: heat.MOST_CLUSTERS]
    drawn = rows[: heat.room_for(len(shown))]
    notes = [*frame.notes, words.profile_note]
    if len(drawn) < len(rows):
        part = {"columns": len(drawn), "all_columns": len(rows)}
        notes.append(tell(words.profile_part, part))
    notes += unseen(len(clusters) - len(shown), words)
    named = clusters if heat.has_room_above(len(clusters), len(drawn)) else ()
    theme = frame.theme
    with headed(frame, words.profile_title, named, words) as (sheet, top):
        bottom = legend.write_notes(sheet, notes, theme)
        key = (words.profile_low, words.profile_high)
        heat.write_key(sheet, *key, theme, base=bottom - SMALL / 2)
        span = (top, bottom - LINE * 1.2)
        heat.write_heat(sheet, drawn, shown, theme, span=span)
        image = png(sheet, frame.scale)
    return Chart(
        "profile", image, differences(rows, len(drawn), len(shown), len(clusters))
    )


def unseen(clusters: int, words: Words) -> list[str]:
    """Return a note of how many clusters had no room, if there are such."""
    return [tell(words.more, {"clusters": clusters})] if clusters else []


def differences(
    rows: Sequence[heat.Row], drawn: int, shown: int, groups: int
) -> tuple[Note, ...]:
    """Return in which columns clusters differ most, and in which hardly."""
    most = tuple(row.column for row in rows[:TOLD] if row.apart >= LITTLE)
    little = tuple(row.column for row in rows if row.apart < LITTLE)
    told: list[Note] = [DifferMost(most or (rows[0].column,))]
    told += [DifferLittle(little)] if most and little else []
    part = drawn < len(rows) or shown < groups
    told += [PartShown(drawn, len(rows), shown, groups)] if part else []
    return tuple(told)


def silhouette(
    fits: tuple[FloatArray, IntArray],
    clusters: Sequence[Cluster],
    words: Words,
    frame: Frame,
) -> Chart:
    """Return how much nearer rows are to their own cluster than to the next.

    Parameters
    ----------
    fits : (s,) silhouettes, (s,) ints
        Of some rows of every cluster, with the place of their cluster.

    Raises
    ------
    OneGroup
        When there is nothing to compare.
    """
    if len(clusters) == 1:
        raise OneGroup
    values, own = fits
    shown, rows = clusters[: knives.MOST], sum(cluster.size for cluster in clusters)
    said = fitting(fits, clusters)
    mean = tell(words.fit_mean, facts(said[0]))
    notes = [*frame.notes, words.fit_axis, words.fit_note, mean]
    if len(values) < rows:
        part = {"sample": len(values), "rows": rows}
        notes.append(tell(words.fit_part, part))
    notes += unseen(len(clusters) - len(shown), words)
    named = clusters if len(clusters) <= NAMED else ()
    theme = frame.theme
    with headed(frame, words.fit_title, named, words) as (sheet, top):
        bottom = legend.write_notes(sheet, notes, theme)
        seen = own < len(shown)
        drawn = knives.Fits(values[seen], own[seen], said[0].fit)
        span = (top, bottom - SMALL)
        knives.write_blocks(sheet, drawn, shown, theme, span=span)
        image = png(sheet, frame.scale)
    return Chart("silhouette", image, said)


def fitting(
    fits: tuple[FloatArray, IntArray], clusters: Sequence[Cluster]
) -> tuple[RowsFit, FitByGroup, Misfits | NoMisfits]:
    """Return how well rows fit, by cluster too, and how many are elsewhere nearer."""
    values, own = fits
    blocks = [values[own == place] for place in range(len(clusters))]
    means = np.array([block.mean() for block in blocks])
    below = np.array([(block < 0).mean() for block in blocks])
    sizes = np.array([cluster.size for cluster in clusters])
    best, worst = int(means.argmax()), int(means.argmin())
    share = float(below @ sizes / sizes.sum())
    rows = round(share * sizes.sum())
    return (
        RowsFit(hundredths(means @ sizes / sizes.sum())),
        FitByGroup(
            best=clusters[best].letter,
            most=hundredths(means[best]),
            worst=clusters[worst].letter,
            least=hundredths(means[worst]),
        ),
        Misfits(rows, percent(share)) if rows else NoMisfits(),
    )


def hundredths(value: float) -> float:
    """Return a number rounded, and never a negative zero."""
    return round(float(value), 2) + 0.0


def evidence(
    rungs: Sequence[Rung], why: tuple[Note, ...], words: Words, frame: Frame
) -> Chart:
    """Return what speaks for each number of groups; the reasons are given.

    Parameters
    ----------
    rungs : sequence of Rung
        At least one.
    why : tuple of Note
        The verdict in words.
    """
    chosen = [rung for rung in rungs if rung.chosen]
    title = words.evidence_none
    for rung in chosen:
        title = tell(words.evidence_title, {"groups": rung.k})
    theme = frame.theme
    with headed(frame, title, (), words) as (sheet, top):
        notes = [words.evidence_solid, words.evidence_hollow, ground(rungs, words)]
        bottom = legend.write_notes(sheet, notes, theme)
        span = (top, bottom - SMALL)
        bars.write_bars(sheet, bars.seen(rungs), words, theme, span=span)
        image = png(sheet, frame.scale)
    return Chart("evidence", image, why)


def ground(rungs: Sequence[Rung], words: Words) -> str:
    """Return by what the verdict chose."""
    chosen = next((rung for rung in rungs if rung.chosen), None)
    if chosen is None:
        return words.evidence_no
    if not chosen.sure:
        return words.evidence_most
    best = max(rung.explains for rung in rungs if rung.sure)
    return words.evidence_best if chosen.explains == best else words.evidence_safe
