"""The picture of how well rows fit their clusters."""

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.colors import to_hex

from clustering.drawing import fonts, knives
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import HEIGHT, LIGHT, SMALL, WIDTH, look_of
from clustering.report import Cluster
from tests.handmade import lines_of, shapes_of

LETTERS = "ABCDEFGHIJKLMNO"


def clusters_of(sizes: list[int]) -> list[Cluster]:
    """Return clusters of some sizes."""
    return [
        Cluster(letter, letter, size, size / sum(sizes), (), ())
        for letter, size in zip(LETTERS, sizes, strict=False)
    ]


def drawn(values: list[list[float]], sizes: list[int]) -> Sheet:
    """Return the sheet with silhouettes by cluster."""
    own = np.repeat(np.arange(len(values)), [len(block) for block in values])
    with rc_context({"font.family": list(fonts.families())}):
        sheet = Sheet(LIGHT)
        fits = knives.Fits(np.concatenate(values), own, 0.4)
        knives.write_blocks(sheet, fits, clusters_of(sizes), LIGHT, span=(120, 1150))
    return sheet


@pytest.mark.parametrize("k", [2, 5, 15])
def test_every_cluster_has_a_block_in_its_color(k: int) -> None:
    """With its letter and its mean; all texts are large and on the picture."""
    sheet = drawn([[0.5, -0.3, 0.4]] * k, [1000, *[1] * (k - 1)])
    colors = [to_hex(block.get_facecolor()).upper() for block in shapes_of(sheet)]
    assert colors == [look_of(LIGHT, letter).color.upper() for letter in LETTERS[:k]]
    told = [text.get_text() for text in sheet.texts]
    assert set(LETTERS[:k]) <= set(told)
    assert told.count("0.20") == k
    for text in sheet.texts:
        box = text.get_window_extent()
        assert float(text.get_fontsize()) >= SMALL
        assert 0 < box.x0 < box.x1 < WIDTH
        assert 0 < box.y0 < box.y1 < HEIGHT


def test_blocks_lie_below_each_other_and_can_all_be_seen() -> None:
    """However small its share, a cluster has the least height, and all fit."""
    made = knives.heights(clusters_of([9999, 1]), 1000)
    assert min(made) >= knives.LOWEST
    assert sum(made) + knives.BETWEEN == pytest.approx(1000)


def test_rows_nearer_elsewhere_are_left_of_zero() -> None:
    """The block reaches over the line at zero as far as its lowest value."""
    sheet = drawn([[0.5, -0.3], [0.9, 0.8]], [2, 2])
    lows = [block.get_path().get_extents().x0 for block in shapes_of(sheet)]
    zero = knives.across(0, -0.3)
    assert lows[0] == pytest.approx(knives.across(-0.3, -0.3))
    assert lows[1] == pytest.approx(zero)


def test_the_mean_of_all_rows_is_dashed() -> None:
    """One line stands there, over all blocks."""
    sheet = drawn([[0.5, 0.3], [0.9, 0.8]], [2, 2])
    (line,) = [line for line in lines_of(sheet) if line.get_linestyle() == "--"]
    assert np.asarray(line.get_xdata()) == pytest.approx(knives.across(0.4, 0))


def test_a_mean_of_nothing_has_no_sign() -> None:
    """A mean just below zero is written without a minus."""
    assert "0.00" in [
        text.get_text() for text in drawn([[-0.001], [0.5]], [1, 1]).texts
    ]
