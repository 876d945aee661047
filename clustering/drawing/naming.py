"""Names of clusters, shortened to their place without losing the words that tell."""

from collections.abc import Sequence

from matplotlib.text import Text

from clustering.drawing.fonts import RIGHTWARD, fit_into

LENGTHS = (24, 20, 16, 13, 10, 8)
"""Characters that a column's name is shortened to, one after the other."""
COMMA = ", "
"""Between the columns of a name."""
HEAD = 0.6
"""Share of a shortened name that is its beginning; its end may tell it from others."""


def fit_name(text: Text, titles: Sequence[str], width: float) -> None:
    """Shorten a name that is wider than so many pixels.

    Columns' names lose their middles, so that "high" and "low" stay, whether
    they stand before them or behind; then the name loses its last columns; only
    then is it cut.

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
    for name in (whole, *fewer(whole, titles)):
        for length in LENGTHS:
            text.set_text(shortened(name, titles, length))
            if text.get_window_extent().width <= width:
                return
    fit_into(text, width)


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
