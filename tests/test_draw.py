"""The picture as a whole."""

import gc
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import get_args

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import ArrayLike
from PIL import Image

from clustering import draw
from clustering.arrays import FloatArray
from clustering.describe import describe
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import DARK, HEIGHT, LIGHT, WIDTH, Frame
from clustering.drawing.view import view
from clustering.request import ViewName
from clustering.words import Words
from tests.handmade import blobs, features_of, fit_of

WORDS = Words()


def picture(
    points: ArrayLike, labels: ArrayLike, columns: tuple[str, ...] = tuple("xyzuvw")
) -> FloatArray:
    """Return the pixels (height, width, 3), 0..1, of a table's picture."""
    features = features_of(points, columns)
    fit = fit_of(features, labels)
    png = draw.scatter(
        features, fit, describe(features, fit, WORDS), WORDS, Frame("a table")
    )
    return pixels_of(png)


def pixels_of(png: bytes) -> FloatArray:
    """Return the pixels (height, width, 3), 0..1, of a PNG."""
    image = Image.open(BytesIO(png))
    assert image.format == "PNG"
    return np.asarray(image.convert("RGB")) / 255


def has(pixels: FloatArray, color: str, *, least: int = 50) -> bool:
    """Return whether so many pixels have a color."""
    rgb = np.array(mpl.colors.to_rgb(color))
    return int((np.abs(pixels - rgb).max(axis=2) < 0.1).sum()) >= least


@pytest.mark.parametrize("d", [1, 2, 4])
def test_scatter_is_a_picture_for_a_phone(d: int) -> None:
    """However many columns, the PNG has its size, and every cluster its color."""
    pixels = picture(*blobs(3, d))
    assert pixels.shape == (HEIGHT, WIDTH, 3)
    assert all(has(pixels, color) for color in LIGHT.clusters[:3])
    assert not has(pixels, LIGHT.clusters[3])


@pytest.mark.parametrize("k", [1, 9, 30])
def test_scatter_of_few_and_many_clusters(k: int) -> None:
    """One cluster and many are drawn."""
    pixels = picture(*blobs(k, 2))
    assert has(pixels, LIGHT.clusters[min(k, 8) - 1])


@pytest.mark.parametrize(
    "names",
    [
        ("price ($), cost ($)", "$\\frac$ ${$"),
        ("연간 소득 (만원)", "나이 🍎"),
        ("<b>", "مرحبا"),
        ("가" * 200_000, " "),
    ],
)
def test_scatter_of_any_names(names: tuple[str, ...]) -> None:
    """No name breaks the picture or lacks a glyph: warnings are errors."""
    assert has(picture(*blobs(2, 2), names), LIGHT.clusters[1])


@pytest.mark.parametrize("factor", [(1e150, 1e-150), (1e-12, 1e12), (1.0, 1e9)])
def test_scatter_of_any_magnitude(factor: tuple[float, float]) -> None:
    """Numbers may be as large or small as they like."""
    points, labels = blobs(2, 2)
    assert has(picture(points * factor, labels), LIGHT.clusters[1])


def test_scatter_of_as_many_rows_as_clusters() -> None:
    """Three rows in three clusters are drawn."""
    assert picture(np.array([[1, 2], [3, 4], [10, 11.5]]), [0, 1, 2]).shape[0] == HEIGHT


def test_scatter_is_the_same_each_time() -> None:
    """The same table gives the same picture."""
    assert (picture(*blobs(2, 3)) == picture(*blobs(2, 3))).all()


def test_scatter_leaves_settings_alone() -> None:
    """The library's settings are as they were before."""
    before = dict(mpl.rcParams)
    picture(*blobs(2, 2))
    assert dict(mpl.rcParams) == before


def test_notes_say_what_a_view_shows() -> None:
    """With more than two columns, the share of rows that the view places."""
    points, labels = blobs(3, 4)
    features = features_of(points)
    seen = view(features, fit_of(features, labels))
    assert draw.notes(seen, features, WORDS) == [
        "These 2 of 4 columns place 100% of rows in their group.",
        WORDS.letters,
    ]


def test_notes_say_what_components_show() -> None:
    """Of mixes of columns, the share of variance and of rows that find their group."""
    points, labels = blobs(3, 4)
    features = features_of(points)
    seen = view(features, fit_of(features, labels), "components")
    mixes, placed, letters = draw.notes(seen, features, WORDS)
    assert mixes.startswith("Each axis mixes columns; both show ")
    assert placed == "By these axes alone, 100% of rows find their group."
    assert letters == WORDS.letters


def test_a_dark_picture_is_dark_all_over() -> None:
    """Paper and words change sides; a group keeps its color."""
    features = features_of(blobs(2, 2)[0], ("x", "y"))
    fit = fit_of(features, blobs(2, 2)[1])
    clusters = describe(features, fit, WORDS)
    png = draw.scatter(features, fit, clusters, WORDS, Frame("a table", DARK))
    pixels = np.asarray(Image.open(BytesIO(png)).convert("RGB")) / 255
    assert has(pixels, DARK.paper, least=HEIGHT * WIDTH // 2)
    assert has(pixels, DARK.ink)
    assert not has(pixels, LIGHT.paper, least=HEIGHT * WIDTH // 100)
    assert all(has(pixels, color) for color in LIGHT.clusters[:2])


def test_a_large_picture_is_the_same_laid_out_alike() -> None:
    """Twice as many pixels each way show what the picture for a phone shows."""
    features = features_of(blobs(2, 2)[0], ("x", "y"))
    fit = fit_of(features, blobs(2, 2)[1])
    clusters = describe(features, fit, WORDS)
    small, large = (
        Image.open(
            BytesIO(draw.scatter(features, fit, clusters, WORDS, Frame(scale=scale)))
        )
        for scale in (1, 2)
    )
    assert large.size == (2 * WIDTH, 2 * HEIGHT)
    shrunk = large.convert("L").resize(small.size)
    away = np.abs(np.asarray(shrunk, float) - np.asarray(small.convert("L"), float))
    assert away.mean() < 2


def test_scatter_gives_inherited_letters_their_own_color() -> None:
    """Clusters that are called A and D take the first color and the fourth."""
    points, labels = blobs(2, 2)
    features = features_of(points)
    fit = fit_of(features, labels)
    first, second = describe(features, fit, WORDS)
    inherited = [first, replace(second, letter="D")]
    pixels = pixels_of(draw.scatter(features, fit, inherited, WORDS, Frame()))
    assert has(pixels, LIGHT.clusters[3])
    assert not has(pixels, LIGHT.clusters[1])


SHAPES = {
    "two columns": (blobs(3, 2), ("income (k$)", "age")),
    "a strip": (blobs(3, 1), ("연간 소득 (만원)",)),
    "many groups": (blobs(15, 4), ("Detergents_Paper", "Fresh", "Milk", "Grocery")),
    "long names": (blobs(4, 3), ("가" * 60 + "1", "가" * 60 + "2", "W" * 60)),
    "right to left": (blobs(3, 3), ("مرحبا بالعالم", "שלום", "हिन्दी")),
}


def sheet_of(shape: str, frame: Frame, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """Return the sheet of a picture as it is just before it becomes a PNG."""
    (points, labels), columns = SHAPES[shape]
    features = features_of(points, columns)
    fit = fit_of(features, labels)
    clusters = describe(features, fit, WORDS)
    sheets: list[Sheet] = []

    def keep(sheet: Sheet, scale: float) -> bytes:
        sheets.append(sheet)
        return png(sheet, scale)

    png = draw.png
    monkeypatch.setattr(draw, "png", keep)
    named = replace(frame, names=(*columns, *(each.name for each in clusters)))
    draw.scatter(features, fit, clusters, WORDS, named)
    return sheets[0]


@pytest.mark.parametrize("view", get_args(ViewName))
@pytest.mark.parametrize("shape", SHAPES)
def test_all_words_can_be_read_on_a_phone(
    shape: str, view: ViewName, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every word is 30 pixels high, on the page, and clear of all others."""
    sheet = sheet_of(shape, Frame("자료 شهر.csv", view=view), monkeypatch)
    texts = [text for text in sheet.findobj(Text) if text.get_text().strip()]
    assert len(texts) > 8
    boxes = {text: text.get_window_extent() for text in texts if text.get_visible()}
    for text, box in boxes.items():
        assert float(text.get_fontsize()) * sheet.dpi / 72 >= 30
        assert box.height > 29.9
        assert 0 <= box.x0 <= box.x1 <= WIDTH
        assert 0 <= box.y0 <= box.y1 <= HEIGHT
    for (one, left), (other, right) in combinations(boxes.items(), 2):
        assert not left.overlaps(right), (one.get_text(), other.get_text())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_grid_has_few_lines(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six at most, each way; those that stand are as high as the plot, two fifths."""
    (grid,) = sheet_of(shape, Frame(), monkeypatch).findobj(LineCollection)
    assert isinstance(grid, LineCollection)
    ends = np.array(grid.get_segments())  # (m, 2, 2)
    sides = np.abs(ends[:, 0] - ends[:, 1])
    assert np.all((sides > 0).sum(axis=0) <= 6)
    assert sides[:, 1].max() > 0.4 * HEIGHT


def test_pictures_leave_nothing_behind() -> None:
    """Once a picture is made, no figure is left in memory."""

    def figures() -> int:
        gc.collect()
        return sum(isinstance(each, Figure) for each in gc.get_objects())

    before = figures()
    for _ in range(3):
        picture(*blobs(3, 2))
    assert figures() <= before
