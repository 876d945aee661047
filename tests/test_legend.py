"""The words around a picture."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from matplotlib import rc_context

from clustering.drawing import fonts, legend
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import HEIGHT, LIGHT, WIDTH, looks
from clustering.report import Cluster
from clustering.words import Words
from tests.handmade import cluster_of, lines_of


@pytest.fixture
def sheet() -> Iterator[Sheet]:
    """Return a sheet to write on."""
    with rc_context({"font.family": list(fonts.families()), "text.parse_math": False}):
        yield Sheet(LIGHT)


def entries(clusters: list[Cluster]) -> list[legend.Entry]:
    """Return the legend's entries in English."""
    return legend.entries(clusters, looks(LIGHT, len(clusters)), Words())


def test_entries_name_and_count_each_cluster() -> None:
    """An entry has a cluster's look, letter, name, size and share."""
    (entry,) = entries([cluster_of("B", "high age", 1234)])
    assert entry == legend.Entry(looks(LIGHT, 1)[0], "B", "high age", "1,234 · 50%")


@pytest.mark.parametrize(
    ("k", "listed", "last"),
    [
        (8, 8, "10 · 50%"),
        (9, 9, "10"),
        (12, 12, "10"),
        (13, 12, "20"),
        (100, 12, "890"),
    ],
)
def test_entries_are_few(k: int, listed: int, last: str) -> None:
    """Of many clusters the legend names some and counts the others."""
    shown = entries([cluster_of()] * k)
    assert len(shown) == listed
    assert shown[-1].count == last
    named = sum(entry.look is not None for entry in shown)
    assert shown[-1].name == (f"+ {k - named} more" if k > 12 else "high x")


@pytest.mark.parametrize("k", [1, 8, 9, 13])
@pytest.mark.parametrize("name", ["high income, low age", "가" * 90, "low 🍎 $\\frac$"])
def test_write_legend_fits_the_page(sheet: Sheet, k: int, name: str) -> None:
    """No words overlap or leave the page, and all of them are large enough."""
    top = legend.write_title(sheet, "가" * 60, LIGHT)
    clusters = [cluster_of("M", name, 123456)] * k
    bottom = legend.write_legend(sheet, entries(clusters), LIGHT, top=top)
    boxes = [text.get_window_extent() for text in sheet.texts if text.get_text()]
    assert len(boxes) >= 1 + 2 * min(k, 12)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    for box in boxes:
        assert box.height >= 30
        assert 0 < box.x0 < box.x1 < WIDTH
        assert HEIGHT - bottom < box.y0 < box.y1 < HEIGHT
    assert len(lines_of(sheet)) == min(k, 12 if k <= 12 else 11)


def test_write_title_takes_no_room_without_one(sheet: Sheet) -> None:
    """Without a title the legend begins higher."""
    without = legend.write_title(sheet, "", LIGHT)
    assert not sheet.texts
    assert legend.write_title(sheet, "iris.csv", LIGHT) > without + 30


def test_write_notes_stand_at_the_foot(sheet: Sheet) -> None:
    """Notes stand one below the other, on the page, in the order given."""
    top = legend.write_notes(sheet, ["first", "second " * 30], LIGHT)
    first, second = (text.get_window_extent() for text in sheet.texts)
    assert HEIGHT - top > first.y1 > first.y0 > second.y1 > second.y0 > 0
    assert second.x1 < WIDTH
    assert min(first.height, second.height) >= 30


def test_a_subtitle_stands_below_the_title_if_there_is_one(sheet: Sheet) -> None:
    """What comes next begins below it, or where the title ends."""
    top = legend.write_title(sheet, "Why 3 groups?", LIGHT)
    assert legend.write_subtitle(sheet, "", LIGHT, top=top) == top
    below = legend.write_subtitle(sheet, "café.csv" * 30, LIGHT, top=top)
    title, subtitle = (text.get_window_extent() for text in sheet.texts)
    assert HEIGHT - below < subtitle.y0 < subtitle.y1 < title.y0 + 2
    assert subtitle.x1 <= WIDTH
