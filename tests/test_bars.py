"""The bars that show what speaks for each number of groups."""

from dataclasses import replace

import pytest
from matplotlib import rc_context
from matplotlib.patches import Rectangle

from bot.texts import LANGUAGES, speak
from clustering.drawing import bars, fonts
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import HEIGHT, LIGHT, SMALL, WIDTH
from clustering.evidence.rungs import Rung
from tests.handmade import shapes_of

RUNG = Rung(3, 80, sure=True, silhouette=0.7, explains=1.0, chosen=False, second=False)


def ladder(most: int, *, chosen: int = 0) -> list[Rung]:
    """Return rungs for 2 up to the most groups; those over the chosen are not sure."""
    return [
        replace(RUNG, k=k, sure=k <= chosen, chosen=k == chosen, second=k == chosen + 1)
        for k in range(2, most + 1)
    ]


def drawn(rungs: list[Rung], language: str = "en") -> Sheet:
    """Return the sheet with some rungs."""
    with rc_context({"font.family": list(fonts.families())}):
        sheet = Sheet(LIGHT)
        words = speak(language).words()
        bars.write_bars(sheet, rungs, words, LIGHT, span=(120, 1150))
    return sheet


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("most", [2, 4, 15])
def test_every_number_of_groups_has_its_bars(most: int, language: str) -> None:
    """Three for each, with all texts large, on the picture and whole."""
    sheet = drawn(ladder(most, chosen=2), language)
    told = [text.get_text() for text in sheet.texts]
    assert [k for k in range(2, most + 1) if f"{k}" in told] == list(range(2, most + 1))
    assert len(shapes_of(sheet)) == 3 * (most - 1) + 1
    assert not any("…" in text for text in told)
    for text in sheet.texts:
        box = text.get_window_extent()
        assert float(text.get_fontsize()) >= SMALL
        assert 0 < box.x0 < box.x1 < WIDTH
        assert 0 < box.y0 < box.y1 < HEIGHT


def test_gaps_that_may_be_chance_are_hollow() -> None:
    """Only the first bar of a line can be."""
    sheet = drawn(ladder(4, chosen=2))
    hollow = [
        patch for patch in shapes_of(sheet) if tuple(patch.get_facecolor())[-1] == 0
    ]
    assert len(hollow) == 2
    assert all(isinstance(p, Rectangle) and p.get_x() == bars.LEFT for p in hollow)


def test_bars_are_as_long_as_their_numbers() -> None:
    """Twice the gap, twice the bar; of nothing there is none but its number."""
    short = replace(RUNG, sparser=40, silhouette=-0.25)
    one, two = drawn([short]), drawn([RUNG])
    lengths = [shapes_of(sheet)[0].get_window_extent().width for sheet in (one, two)]
    assert lengths[1] / lengths[0] == pytest.approx(2, rel=0.05)
    assert "−0.25" in [text.get_text() for text in one.texts]
    assert len(shapes_of(one)) == len(shapes_of(two)) - 1


def test_the_chosen_number_is_seen_however_large() -> None:
    """Of more numbers than have room, those up to the next best are drawn."""
    shown = bars.seen(ladder(40, chosen=30))
    assert len(shown) == bars.MOST
    assert {30, 31} <= {rung.k for rung in shown}
    assert [rung.k for rung in bars.seen(ladder(40))] == list(range(2, 2 + bars.MOST))
