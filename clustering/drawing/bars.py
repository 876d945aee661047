"""What speaks for each number of groups: a line of three bars for each."""

from collections.abc import Sequence

from matplotlib.patches import Rectangle

from clustering.drawing.fonts import fit_into
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import LARGE, MARGIN, MEDIUM, SMALL, WIDTH, Theme
from clustering.evidence.rungs import Rung
from clustering.words import MINUS, Words, percent

MOST = 14
"""Numbers of groups that have room."""
LEFT, WIDE = 262, 257
"""Where the bars begin, and from one column of bars to the next."""
LONGEST = 144
"""A bar, with a number beside it."""
HEAD = 64
HIGHEST = 150
"""Of a line: six, as there are at least of most tables, fill the page."""
THICK = 0.38
"""Of a bar, as a share of its line's height."""


def seen(rungs: Sequence[Rung]) -> Sequence[Rung]:
    """Return as many rungs as have room, the chosen one among them."""
    chosen = [place for place, rung in enumerate(rungs) if rung.chosen or rung.second]
    first = max(0, max(chosen, default=0) - MOST + 1)
    return rungs[first : first + MOST]


def write_bars(
    sheet: Sheet,
    rungs: Sequence[Rung],
    words: Words,
    theme: Theme,
    *,
    span: tuple[float, float],
) -> None:
    """Draw some rungs between two heights, in pixels from the upper edge."""
    top, bottom = span
    heads = (words.evidence_border, words.evidence_fit, words.evidence_explains)
    lefts = (MARGIN, *(LEFT + place * WIDE for place in range(3)))
    for left, head in zip(lefts, (words.evidence_groups, *heads), strict=True):
        text = sheet.write(left, top + HEAD * 0.6, head, size=SMALL, color=theme.quiet)
        fit_into(text, WIDE - 12)
    height = min(HIGHEST, (bottom - top - HEAD) / len(rungs))
    for number, rung in enumerate(rungs):
        write_rung(
            sheet, rung, words, theme, box=(top + HEAD + number * height, height)
        )


def write_rung(
    sheet: Sheet,
    rung: Rung,
    words: Words,
    theme: Theme,
    *,
    box: tuple[float, float],
) -> None:
    """Draw one line of bars; the chosen one stands on a band."""
    top, height = box
    middle = top + height / 2
    color = theme.ink if rung.chosen else theme.quiet
    if rung.chosen:
        band = Rectangle((0, top), WIDTH, height, color=theme.grid, zorder=0)
        sheet.put(band)
    base = middle + MEDIUM * 0.36
    sheet.write(MARGIN, base, f"{rung.k}", size=LARGE - 6, weight="bold", color=color)
    if rung.chosen or rung.second:
        tag = words.evidence_chosen if rung.chosen else words.evidence_next
        told = sheet.write(MARGIN + 62, base, tag, size=SMALL, color=color)
        fit_into(told, LEFT - MARGIN - 70)
    bars = (
        (rung.sparser / 100, f"{rung.sparser}%", rung.sure),
        (rung.silhouette, f"{round(rung.silhouette, 2) + 0.0:.2f}", True),
        (rung.explains, percent(rung.explains), True),
    )
    for place, (share, shown, solid) in enumerate(bars):
        length = max(share, 0) * LONGEST
        bar = (LEFT + place * WIDE, middle, length, THICK * height)
        write_bar(sheet, bar, shown.translate(MINUS), color, solid=solid)


def write_bar(
    sheet: Sheet,
    bar: tuple[float, float, float, float],
    told: str,
    color: str,
    *,
    solid: bool,
) -> None:
    """Draw a bar (left, middle, length, thickness), and its number beside it."""
    left, middle, length, thick = bar
    if length:
        shape = Rectangle((left, middle - thick / 2), max(length, 4), thick)
        shape.set(facecolor=color if solid else "none", edgecolor=color, linewidth=3)
        sheet.put(shape)
    sheet.write(
        left + length + 10, middle + SMALL * 0.36, told, size=SMALL, color=color
    )
