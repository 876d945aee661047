"""Features, fit -> PNG bytes: a picture to be read on a phone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from matplotlib import rc_context

from clustering.cuts import cuts
from clustering.drawing import axes, fonts, legend
from clustering.drawing.badges import mark_centers
from clustering.drawing.marks import mark_beyond, paint
from clustering.drawing.png import encoded
from clustering.drawing.sheet import Sheet
from clustering.drawing.strip import mark_cuts
from clustering.drawing.theme import Frame, look_of
from clustering.drawing.view import View, view
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.report import Cluster
from clustering.sentences import tell
from clustering.words import Words, percent


def scatter(
    features: Features,
    fit: Fit,
    clusters: Sequence[Cluster],
    words: Words,
    frame: Frame,
) -> bytes:
    """Return a PNG of the points in their clusters' colors.

    The clusters' names and counts stand above, what to know of the view below.
    It has 1080 by 1350 pixels, or the frame's scale times as many each way.
    """
    theme = frame.theme
    seen = view(features, fit, frame.view)
    between = cuts(features, fit) if len(seen.dimensions) == 1 else ()
    with begun(frame, frame.title) as (sheet, above):
        styles = [look_of(theme, cluster.letter) for cluster in clusters]
        listed = legend.entries(clusters, styles, words)
        top = legend.write_legend(sheet, listed, theme, top=above)
        told = [*frame.notes, *notes(seen, features, words)]
        bottom = legend.write_notes(sheet, told, theme)
        plot = axes.lay_out(sheet, seen, words, theme, span=(top, bottom))
        paint(plot, seen, fit, styles, theme)
        mark_cuts(plot, between, seen.dimensions[0], words, theme)
        mark_beyond(plot, seen.beyond, theme)
        mark_centers(plot, seen.centers, clusters, styles, theme)
        return png(sheet, frame.scale)


@contextmanager
def begun(frame: Frame, title: str) -> Iterator[tuple[Sheet, float]]:
    """Give a sheet with a title, and where the title ends.

    What is drawn inside has our fonts.
    """
    families = list(fonts.families((title, frame.title, *frame.names)))
    # A header such as "price ($), cost ($)" is no mathematics; letters of 30 pixels
    # need no fitting to them, which takes a sixth of a picture's time.
    with rc_context(
        {"text.parse_math": False, "text.hinting": "none", "font.family": families}
    ):
        sheet = Sheet(frame.theme)
        yield sheet, legend.write_title(sheet, title, frame.theme)


def png(sheet: Sheet, scale: float = 1.0) -> bytes:
    """Return a sheet as a PNG, so many times as large each way, laid out alike."""
    return encoded(sheet.painted(scale))


def notes(seen: View, features: Features, words: Words) -> list[str]:
    """Return what a reader of the picture should know."""
    far = int(seen.far.sum())
    told = (
        *views(seen, features, words),
        (tell(words.far, {"rows": far}), far > 0),
        (tell(words.aside, {"rows": len(seen.unusual)}), len(seen.unusual) > 0),
        (words.loosened, seen.loosened),
        (words.letters, True),
    )
    return [note for note, holds in told if holds]


def views(seen: View, features: Features, words: Words) -> list[tuple[str, bool]]:
    """Return what the axes show of all columns, and whether it is to be said."""
    facts = {
        "columns": len(features.columns),
        "share": percent(seen.kept),
        "variance": percent(sum(each.share for each in seen.dimensions)),
    }
    mixed = any(each.mixed for each in seen.dimensions)
    hidden = len(features.columns) > len(seen.dimensions)
    return [
        (tell(words.mixes, facts), mixed),
        (tell(words.placed, facts), mixed),
        (tell(words.view, facts), hidden and not mixed),
    ]
