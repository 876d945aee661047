"""Fonts: every script drawn, and nothing without a glyph."""

import sys
import unicodedata
from io import BytesIO

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from clustering.drawing import fonts


def drawn(text: str) -> Text:
    """Return a text on a figure, both weights of it drawn; warnings are errors."""
    with mpl.rc_context(
        {"font.family": list(fonts.families()), "text.parse_math": False}
    ):
        figure = Figure(dpi=72)
        FigureCanvasAgg(figure)
        figure.text(0, 0.2, text, weight="bold")
        light = figure.text(0, 0.5, text, size=30)
        figure.savefig(BytesIO())
    return light


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
        "漢字 かな カナ",
        "مرحبا שלום",
        "$\\frac$ ${$ <b> & \\alpha_1^2 % #",
        "→ ↑ · … –",
    ],
)
def test_legible_keeps_what_fonts_have(text: str) -> None:
    """The scripts people write are drawn as they are, without a missing glyph."""
    assert fonts.legible(text) == text
    assert drawn(text).get_window_extent().width > 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("🍎 사과", "· 사과"),
        ("a🍎🍏b🍐", "a·b·"),
        ("简", "·"),
        (unicodedata.normalize("NFD", "나이"), "나이"),  # as macOS names files
        ("年\u0301 x\u0301", "年 x\u0301"),  # no font has the mark for the first
        ("年\ufe0f", "年"),
        ("", ""),
    ],
)
def test_legible_marks_what_they_lack(text: str, shown: str) -> None:
    """A dot stands for a run of characters that no font has."""
    assert fonts.legible(text) == shown
    drawn(shown)


def test_families_leave_the_package_alone() -> None:
    """The package with the files is not imported: that would change settings."""
    before = dict(mpl.rcParams)
    assert fonts.families()[0] == "NanumGothic"
    assert dict(mpl.rcParams) == before
    assert "koreanize_matplotlib" not in sys.modules


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
