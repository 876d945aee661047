"""Names of clusters, shortened to their place without losing the words that tell."""

from collections.abc import Sequence

from matplotlib.text import Text

from clustering.columns.titles import without_units
from clustering.describe import EXTREME_SDS, NOTABLE_SDS
from clustering.drawing.fonts import RIGHTWARD, fit_into
from clustering.report import Cluster, Effect
from clustering.sentences import clean

LENGTHS, LEAST = (24, 20, 16, 13, 10, 8), (6, 5)
"""Characters that a column's name is shortened to, one after the other; the least only
where arrows stand for words."""
COMMA = ", "
"""Between the columns of a name."""
HEAD = 0.6
"""Share of a shortened name that is its beginning; its end may tell it from others."""


def fit_name(
    text: Text, titles: Sequence[str], width: float, *, brief: str = ""
) -> None:
    """Shorten a name that is wider than so many pixels.

    Columns' names lose their middles, so that "high" and "low" stay, whether
    they stand before them or behind; then a brief name takes its place, if there is
    one; then the name loses its last columns; only then is it cut.

    Parameters
    ----------
    text : Text
        On a figure that can measure it.
    titles : sequence of str
        Names of columns, as they stand in the text.
    brief : str
        With arrows for words, and the same titles.
    """
    if text.get_window_extent().width <= width:
        return
    whole = text.get_text()
    tries: list[tuple[str, Sequence[int]]] = [(whole, LENGTHS)]
    tries += [(brief, LENGTHS + LEAST)] if brief else []
    tries += [(name, LENGTHS) for name in fewer(whole, titles)]
    for name, lengths in tries:
        for length in lengths:
            text.set_text(shortened(name, titles, length))
            if text.get_window_extent().width <= width:
                return
    text.set_text(whole)
    fit_into(text, width)


def named_by(cluster: Cluster) -> tuple[tuple[Effect, ...], tuple[str, ...]]:
    """Return which effects a cluster is named by, and what their columns are called.

    They stand in the name's order.
    """
    called = without_units([effect.column for effect in cluster.effects])
    effects = {clean(called[effect.column]): effect for effect in cluster.effects}
    rest, found = cluster.name, []
    for title in sorted(effects, key=len, reverse=True):
        if title in rest:
            found.append(title)
            rest = rest.replace(title, "")  # "age" is not in "average age"
    titles = tuple(sorted(found, key=cluster.name.index))
    return tuple(effects[title] for title in titles), titles


def brief_name(effects: Sequence[Effect], titles: Sequence[str]) -> str:
    """Return a cluster's name with arrows: up and down, twofold for very, or slight.

    Parameters
    ----------
    effects : sequence of Effect
        Of the columns in the name, in its order.
    titles : sequence of str
        What these columns are called in it.
    """
    return " ".join(
        f"{title}{arrow(effect.sds)}"
        for effect, title in zip(effects, titles, strict=True)
    )


def arrow(sds: float) -> str:
    """Return an arrow for a difference in standard deviations."""
    if abs(sds) >= EXTREME_SDS:
        return "↑↑" if sds > 0 else "↓↓"
    if abs(sds) >= NOTABLE_SDS:
        return "↑" if sds > 0 else "↓"
    return "↗" if sds > 0 else "↘"


def fewer(name: str, titles: Sequence[str]) -> list[str]:
    """Return a name without its last column, without its last two ..."""
    parts = name.split(COMMA)
    heads = [COMMA.join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
    # A column's own name may have a comma in it.
    return [
        head
        for head in heads
        if any(title in head for title in titles)
        and any(title in name[len(head) :] for title in titles)
    ]


def shortened(name: str, titles: Sequence[str], length: int) -> str:
    """Return a name of a cluster with each column's name at most so long."""
    bare = (title.removeprefix(RIGHTWARD) for title in titles)
    for title in sorted(bare, key=len, reverse=True):
        if len(title) > length:
            name = name.replace(title, without_middle(title, length))
    return name


def without_middle(title: str, length: int) -> str:
    """Return the beginning and the end of a name, with an ellipsis between them."""
    head = round((length - 1) * HEAD)
    tail = length - 1 - head
    return f"{title[:head].rstrip()}…{title[-tail:].lstrip()}"
