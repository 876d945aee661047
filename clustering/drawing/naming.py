"""Names of clusters, shortened to their place without losing the words that tell."""

from collections.abc import Sequence

from matplotlib.text import Text

from clustering.drawing.fonts import fit_into

LENGTHS = (24, 20, 17, 14, 12, 10, 8, 7, 6, 5)
"""Characters that a column's name is shortened to, one after the other."""
HEAD = 0.6
"""Share of a shortened name that is its beginning; the end often tells columns apart."""


def fit_name(text: Text, titles: Sequence[str], width: float) -> None:
    """Shorten a name that is wider than so many pixels.

    Columns' names lose their middles, so that "high" and "low" stay, whether
    they stand before them or behind; only then is the whole cut.

    Parameters
    ----------
    text : Text
        On a figure that can measure it.
    titles : sequence of str
        Names of columns, as they stand in the text.
    """
    if text.get_window_extent().width <= width:
        return
    whole = text.get_text()
    for length in LENGTHS:
        text.set_text(shortened(whole, titles, length))
        if text.get_window_extent().width <= width:
            return
    fit_into(text, width)


def shortened(name: str, titles: Sequence[str], length: int) -> str:
    """Return a name of a cluster with each column's name at most so long."""
    for title in sorted(titles, key=len, reverse=True):
        if len(title) > length:
            name = name.replace(title, without_middle(title, length))
    return name


def without_middle(title: str, length: int) -> str:
    """Return the beginning and the end of a name, with an ellipsis between them."""
    head = round((length - 1) * HEAD)
    tail = length - 1 - head
    return f"{title[:head].rstrip()}…{title[-tail:].lstrip()}"
