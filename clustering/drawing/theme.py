"""Sizes and colors of a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from clustering.request import ViewName

WIDTH, HEIGHT = 1080, 1350
"""Pixels: a portrait photo, as chats show it largest."""
DPI = 72
"""A point is a pixel, so every size below is in pixels."""
SMALL, MEDIUM, LARGE = 30, 34, 46
"""Text; on a phone, 390 wide, 30 look like 11."""
MARGIN = 48
LINE = 54
"""From one line of text to the next."""

MARKERS = (
    ("o", 1.0),
    ("s", 0.9),
    ("^", 1.1),
    ("D", 0.8),
    ("v", 1.1),
    ("P", 1.1),
    ("X", 1.1),
    ("p", 1.1),
    ("*", 1.4),
)
"""Shapes, and how wide each must be to look as large as a disc."""


@dataclass(frozen=True)
class Theme:
    """The colors of a picture.

    Clusters take Okabe and Ito's colors, which the color-blind tell apart: the
    strong ones first, yellow darkened to be seen on white [1]_.

    References
    ----------
    .. [1] M. Okabe and K. Ito, "Color Universal Design", 2008.
    """

    paper: str = "#FFFFFF"
    ink: str = "#1F2328"
    quiet: str = "#667079"
    grid: str = "#E4E8EB"
    clusters: tuple[str, ...] = (
        "#0072B2",
        "#D55E00",
        "#009E73",
        "#CC79A7",
        "#E69F00",
        "#56B4E9",
        "#5E5400",
        "#222222",
    )


LIGHT = Theme()
DARK = Theme(
    paper="#14181C",
    ink="#F2F4F6",
    quiet="#A3ADB6",
    grid="#2B3238",
    # The same colors, lest a group change its own, but for the two too dark to see.
    clusters=(*LIGHT.clusters[:6], "#F0E442", "#F2F4F6"),
)
THEMES = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class Frame:
    """What a picture is set in.

    Attributes
    ----------
    title : str
    theme : Theme
    scale : float
        By how much it is enlarged each way.
    view : "columns" or "components"
        What the axes of a scatter show.
    names : tuple of str
        Foreign words that are drawn besides, whose scripts need fonts.
    notes : tuple of str
        What is said at its foot, before all else.
    """

    title: str = ""
    theme: Theme = LIGHT
    scale: float = 1.0
    view: ViewName = "columns"
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """How a cluster's points look: color, shape, and width by that of a disc."""

    color: str
    marker: str
    size: float


def looks(theme: Theme, k: int) -> Sequence[Look]:
    """Return k looks; colors and markers come round at different paces."""
    pairs = zip(cycle(theme.clusters), cycle(MARKERS), strict=False)
    return [Look(color, *marker) for color, marker in islice(pairs, k)]


def look_of(theme: Theme, letter: str) -> Look:
    """Return the look of a cluster, which goes by its letter: A, B ... Z, AA ..."""
    number = 0
    for digit in letter:
        number = number * 26 + ord(digit) - ord("A") + 1
    return looks(theme, number)[-1]
