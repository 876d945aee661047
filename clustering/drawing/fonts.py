"""The fonts of pictures: Hangul and most other scripts, loaded by path."""

import unicodedata
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from matplotlib import font_manager
from matplotlib.text import Text

FAMILIES = ("NanumGothic", "DejaVu Sans")
"""The first has Hangul; the second, matplotlib's own, fills in other scripts."""
FILES = ("NanumGothic.ttf", "NanumGothicExtraBold.ttf")
NO_GLYPH = "·"
"""Stands for characters that no font has, such as emoji."""


@cache
def families() -> tuple[str, ...]:
    """Return the families to draw with; the first call makes them known.

    The package that carries the files is not imported, for that would change
    matplotlib's settings for everyone.
    """
    fonts = distribution("koreanize-matplotlib").locate_file(
        "koreanize_matplotlib/fonts"
    )
    for file in FILES:
        font_manager.fontManager.addfont(Path(str(fonts)) / file)
    return FAMILIES


@cache
def drawable(chars: str) -> bool:
    """Return whether one of the fonts has all of some characters."""
    paths = (font_manager.findfont(family) for family in families())
    fonts = (font_manager.get_font(path) for path in paths)
    return any(all(font.get_char_index(ord(char)) for char in chars) for font in fonts)


def legible(text: str) -> str:
    """Return a text that can be drawn: a run of characters without glyphs is a dot.

    Hangul in parts, as some file systems write it, is put together first.  A mark
    that is in no font together with its letter is left out.
    """
    whole = unicodedata.normalize("NFC", text)
    drawn = ""
    for char in whole:
        is_mark = unicodedata.category(char).startswith("M")
        if is_mark and not drawable(drawn[-1:] + char):
            continue
        if drawable(char):
            drawn += char
        elif not drawn.endswith(NO_GLYPH):
            drawn += NO_GLYPH
    return drawn


def fit_into(text: Text, width: float) -> None:
    """Cut a text that is wider than so many pixels, and end it in an ellipsis."""
    whole = text.get_text()
    kept = len(whole)
    while kept and (wide := text.get_window_extent().width) > width:
        kept = min(kept - 1, int(kept * width / wide))
        text.set_text(whole[:kept].rstrip() + "…")
