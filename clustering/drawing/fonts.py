"""The fonts of pictures, for every script, loaded by path."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from matplotlib import font_manager, rcParams
from matplotlib.text import Text

PACKAGES = ("noto-cjk-sans-jp-regular", "noto-cjk-sans-jp-bold", "manimgx-fonts")
"""They carry fonts; their code is never imported."""
FAMILIES = ("Noto Sans CJK JP", "DejaVu Sans")
"""The first has Latin, Hangul, kana and Han; matplotlib's own fills in much else."""
BOLD = 700
LEFTWARD, RIGHTWARD = {"R", "AL"}, "\u200e"
"""Kinds of letters that run to the left, and the mark of a line that does not."""
NO_GLYPH = "·"
"""Stands for characters that no font has."""


@cache
def further() -> tuple[str, ...]:
    """Make all fonts known to matplotlib, and return the families of rarer scripts."""
    *main, rare = PACKAGES
    for package in main:
        known(*files_of(package))
    return tuple(known(path, bold=True) for path in files_of(rare))


def known(path: Path, *, bold: bool = False) -> str:
    """Make a font known, also for bold text where there is no bold one; its family."""
    fonts = font_manager.fontManager.ttflist
    already = len(fonts)
    font_manager.fontManager.addfont(path)
    if bold:
        fonts.append(replace(fonts[already], weight=BOLD))
    return fonts[already].name


def files_of(package: str) -> list[Path]:
    """Return the upright fonts of a package."""
    found = distribution(package)
    paths = [Path(str(found.locate_file(file))) for file in found.files or ()]
    return sorted(
        path
        for path in paths
        if path.suffix in {".ttf", ".otf"} and "Italic" not in path.stem
    )


def families(texts: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the families to draw texts with: few, for each of them costs time."""
    further()
    chars = set(unicodedata.normalize("NFC", "".join(texts)))
    needed = {family_of(char) for char in chars} - {None, *FAMILIES}
    return (*FAMILIES, *sorted(filter(None, needed)))


@cache
def family_of(char: str) -> str | None:
    """Return the first family that has a character; None where none has."""
    for family in (*FAMILIES, *further()):
        font = font_manager.get_font(font_manager.findfont(family))
        if font.get_char_index(ord(char)):
            return family
    return None


def legible(text: str) -> str:
    """Return a text as the families now set can draw it, from left to right.

    A run of characters without glyphs is a dot.  Hangul in parts, as some file
    systems write it, is put together first.  A mark that is not in the font of its
    letter is left out.  Words that run to the left do so within a line that runs to
    the right.
    """
    leftward = any(unicodedata.bidirectional(char) in LEFTWARD for char in text)
    drawn = RIGHTWARD if leftward else ""
    families_set = set(rcParams["font.family"])
    for char in unicodedata.normalize("NFC", text):
        is_mark = unicodedata.category(char).startswith("M")
        if is_mark and family_of(char) != family_of(drawn[-1:] or " "):
            continue
        if family_of(char) in families_set:
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
