"""Fonts: every script drawn, and nothing without a glyph."""

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from clustering.arrays import IntArray
from clustering.drawing import fonts


@contextmanager
def written(text: str) -> Iterator[None]:
    """Set the families that a text needs, as pictures do."""
    families = list(fonts.families([text]))
    with mpl.rc_context({"font.family": families, "text.parse_math": False}):
        yield


def drawn(text: str) -> Text:
    """Return a text on a figure, both weights of it drawn; warnings are errors."""
    with written(text):
        figure = Figure(dpi=72)
        FigureCanvasAgg(figure)
        figure.text(0, 0.2, text, weight="bold")
        light = figure.text(0, 0.5, text, size=30)
        figure.savefig(BytesIO())
    return light


def legible(text: str) -> str:
    """Return what is drawn of a text where its families are set."""
    with written(text):
        return fonts.legible(text)


@pytest.mark.parametrize(
    "text",
    [
        "Height (cm)",
        "연간 소득 (만원)",
        "뷁 쌰 힣",
        "−1.5 ± 2 × 10² ≤ ∞",
        "Größe naïve Œuvre ₩ € £",
        "μ σ² Ελλάδα",
        "Цена ЖЩЫЭ",
        "漢字 かな カナ 简体 繁體",
        "ไทย ที่อยู่ हिन्दी क्षेत्र",
        "தமிழ் বাংলা ಕನ್ನಡ ខ្មែរ ქართული Հայերեն አማርኛ",
        "🍎 사과 ❤\ufe0f 👍🏽 🇰🇷",
        "$\\frac$ ${$ <b> & \\alpha_1^2 % #",
        "→ ↑ · … –",
    ],
)
def test_legible_keeps_what_fonts_have(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The scripts people write are drawn as they are, without a glyph or font amiss."""
    assert legible(text) == text
    assert drawn(text).get_window_extent().width > 0
    assert not caplog.records


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\U0001234d 사과", "· 사과"),
        ("a\U0001234d\ue000b\ue000", "a·b·"),
        (unicodedata.normalize("NFD", "나이"), "나이"),  # as macOS names files
        ("年\u0308 א\u0308", "\u200e年 א\u0308"),  # no font has the mark for the first
        ("年\ufe0f", "年"),
        ("", ""),
    ],
)
def test_legible_marks_what_they_lack(text: str, shown: str) -> None:
    """A dot stands for a run of characters that no font has."""
    assert legible(text) == shown
    drawn(shown)


def test_legible_keeps_to_the_families_that_are_set() -> None:
    """A script whose font is not set for a picture would be boxes in it."""
    with written("ascii"):
        assert fonts.legible("क 漢") == "· 漢"


@pytest.mark.parametrize("text", ["مرحبا شهر", "שלום (ש) 12"])
def test_legible_marks_lines_with_words_that_run_to_the_left(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """They are drawn as they are, but the line around them runs to the right."""
    assert legible(text) == fonts.RIGHTWARD + text
    assert drawn(legible(text)).get_window_extent().width > 0
    assert not caplog.records
    line = ink(legible("א, high b"))
    assert np.array_equal(line[:, : ink("א").shape[1]], ink("א"))


def test_right_to_left_is_drawn_so() -> None:
    """The first letter of a Hebrew word is the one at the right."""
    word, letter = ink("אבבב"), ink("א")
    assert np.array_equal(word[:, -letter.shape[1] :], letter)


def test_arabic_letters_are_joined() -> None:
    """Letters take the forms that they have within a word."""
    apart = sum(ink(letter).shape[1] for letter in "بيت")
    assert ink("بيت").shape[1] < 0.8 * apart


def ink(text: str) -> IntArray:
    """Return the pixels (height, width) that a text covers, 0 or 1."""
    with written(text):
        figure = Figure(figsize=(8, 2), dpi=72)
        canvas = FigureCanvasAgg(figure)
        figure.text(0.5, 0.5, text, size=72, ha="center", antialiased=False)
        canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's
        pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # likewise
    dark = (np.asarray(pixels)[..., 0] < 128).astype(int)
    across = np.flatnonzero(dark.any(axis=0))
    return dark[:, across[0] : across[-1] + 1]


def test_families_are_few() -> None:
    """Only scripts that occur have their fonts set, for each of them costs time."""
    assert fonts.families() == fonts.FAMILIES
    assert fonts.families(["연간 Größe 漢字 Цена"]) == fonts.FAMILIES
    assert fonts.families(["a", "क", "🧿"]) == (
        *fonts.FAMILIES,
        "Noto Emoji",
        "Noto Sans Devanagari",
    )


def test_families_leave_settings_alone() -> None:
    """The packages with the files are not imported, and no setting is changed."""
    before = dict(mpl.rcParams)
    assert fonts.families()[0] == "Noto Sans CJK JP"
    assert dict(mpl.rcParams) == before
    for package in fonts.PACKAGES:
        assert package.replace("-", "_") not in sys.modules


@pytest.mark.parametrize("text", ["가나다라" * 10, "wide words " * 9, "ii", ""])
@pytest.mark.parametrize("width", [60, 300, 5000])
def test_fit_into_cuts_what_is_too_wide(text: str, width: float) -> None:
    """A text is cut to the width, ends in an ellipsis, and is else left alone."""
    artist = drawn(text)
    whole = artist.get_window_extent().width
    fonts.fit_into(artist, width)
    shown = artist.get_text()
    assert artist.get_window_extent().width <= width
    if whole <= width:
        assert shown == text
    else:
        assert text.startswith(shown.removesuffix("…"))
        assert shown.endswith("…")


def test_fit_into_leaves_an_ellipsis_where_nothing_fits() -> None:
    """However narrow, something shows that there was a text."""
    artist = drawn("words")
    fonts.fit_into(artist, 1)
    assert artist.get_text() == "…"
