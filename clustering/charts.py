"""Clusters -> further pictures, each with sentences that tell what it shows."""

from collections.abc import Sequence

from matplotlib import rc_context

from clustering.draw import empty, png
from clustering.drawing import fonts, heat, legend
from clustering.drawing.theme import LIGHT, LINE, SMALL, Theme
from clustering.errors import OneGroup
from clustering.notes import DifferLittle, DifferMost, Note, PartShown
from clustering.report import Chart, Cluster
from clustering.sentences import tell
from clustering.words import Words

TOLD = 3
"""Columns named in a sentence."""
LITTLE = 0.05
"""Share of a column's variance between clusters below which they are about the same."""

ROOM = 980
"""Pixels between the letters above a heat map and the words below."""


def profile(clusters: Sequence[Cluster], words: Words, theme: Theme = LIGHT) -> Chart:
    """Return a heat map of the clusters' averages, in the columns' own units.

    Raises
    ------
    OneGroup
        When there is nothing to compare.
    """
    if len(clusters) == 1:
        raise OneGroup
    rows, shown = heat.rows(clusters, words), clusters[: heat.MOST_CLUSTERS]
    with rc_context({"text.parse_math": False, "font.family": list(fonts.families())}):
        figure = empty(theme)
        sheet = legend.sheet(figure)
        top = legend.write_title(sheet, words.profile_title, theme)
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
        image = png(figure)
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
