"""Clusters -> further pictures, each with sentences that tell what it shows."""

from collections.abc import Sequence

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.draw import begun, png
from clustering.drawing import bars, heat, knives, legend
from clustering.drawing.theme import LINE, SMALL, Frame
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
from clustering.sentences import tell
from clustering.words import Words, percent

TOLD = 3
"""Columns named in a sentence."""
LITTLE = 0.05
"""Share of a column's variance between clusters below which they are about the same."""

ROOM = 980
"""Pixels between the letters above a heat map and the words below."""


def profile(clusters: Sequence[Cluster], words: Words, frame: Frame) -> Chart:
    """Return a heat map of the clusters' averages, in the columns' own units.

    Raises
    ------
    OneGroup
        When there is nothing to compare.
    """
    if len(clusters) == 1:
        raise OneGroup
    rows, shown = heat.rows(clusters, words), clusters[: heat.MOST_CLUSTERS]
    theme = frame.theme
    with begun(frame, words.profile_title) as (figure, sheet, top):
        lines = heat.lines_for(len(shown))
        drawn = rows[: heat.room_for(lines, ROOM)]
        part = {"columns": len(drawn), "all_columns": len(rows)}
        notes = [words.profile_note]
        notes += [tell(words.profile_part, part)] if len(drawn) < len(rows) else []
        if len(shown) < len(clusters):
            notes.append(tell(words.more, {"clusters": len(clusters) - len(shown)}))
        bottom = legend.write_notes(sheet, notes, theme)
        key = (words.profile_low, words.profile_high)
        heat.write_key(sheet, *key, theme, base=bottom - SMALL / 2)
        span = (top, bottom - LINE * 1.2)
        heat.write_heat(sheet, drawn, shown, theme, span=span)
        image = png(figure, frame.scale)
    return Chart(
        "profile", image, differences(rows, len(drawn), len(shown), len(clusters))
    )


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
    shown, rows = clusters[: knives.MOST], sum(cluster.size for cluster in clusters)
    drawn = (fits[0][fits[1] < len(shown)], fits[1][fits[1] < len(shown)])
    theme = frame.theme
    with begun(frame, words.fit_title) as (figure, sheet, top):
        notes = [words.fit_axis, words.fit_note]
        if len(fits[0]) < rows:
            part = {"sample": len(fits[0]), "rows": rows}
            notes.append(tell(words.fit_part, part))
        if len(shown) < len(clusters):
            notes.append(tell(words.more, {"clusters": len(clusters) - len(shown)}))
        bottom = legend.write_notes(sheet, notes, theme)
        knives.write_blocks(sheet, drawn, shown, theme, span=(top, bottom - SMALL))
        image = png(figure, frame.scale)
    return Chart("silhouette", image, fitting(fits, clusters))


def fitting(
    fits: tuple[FloatArray, IntArray], clusters: Sequence[Cluster]
) -> tuple[Note, ...]:
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
    with begun(frame, title) as (figure, sheet, top):
        notes = [words.evidence_solid, words.evidence_hollow, ground(rungs, words)]
        bottom = legend.write_notes(sheet, notes, theme)
        span = (top, bottom - SMALL)
        bars.write_bars(sheet, bars.seen(rungs), words, theme, span=span)
        image = png(figure, frame.scale)
    return Chart("evidence", image, why)


def ground(rungs: Sequence[Rung], words: Words) -> str:
    """Return by what the verdict chose."""
    solid = [rung for rung in rungs if rung.sure]
    if not solid:
        return words.evidence_no
    best = max(solid, key=lambda rung: rung.explains)
    return words.evidence_best if best.chosen else words.evidence_safe
