"""The heat map of clusters' averages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.axes import Axes

from clustering.describe import describe
from clustering.draw import empty
from clustering.drawing import fonts, heat, legend
from clustering.drawing.theme import HEIGHT, LIGHT, MARGIN, SMALL, WIDTH
from clustering.report import Cluster
from clustering.words import Words
from tests.handmade import blobs, features_of, fit_of

WORDS = Words()


def clusters_of(k: int, d: int) -> tuple[Cluster, ...]:
    """Return k described clusters in d columns."""
    points, labels = blobs(k, d)
    features = features_of(points, [f"열 {column}" for column in range(d)])
    return describe(features, fit_of(features, labels), WORDS)


def drawn(clusters: tuple[Cluster, ...]) -> Axes:
    """Return the sheet with a heat map of some clusters."""
    with rc_context({"font.family": list(fonts.families())}):
        sheet = legend.sheet(empty(LIGHT))
        rows = heat.rows(clusters, WORDS)
        heat.write_heat(sheet, rows, clusters, LIGHT, span=(150, 1200))
    return sheet


@pytest.mark.parametrize(("k", "d"), [(2, 1), (3, 4), (7, 3), (15, 2)])
def test_every_cluster_has_a_number_in_every_column(k: int, d: int) -> None:
    """Each letter is there, each cell has its number, and all is large and inside."""
    clusters = clusters_of(k, d)
    sheet = drawn(clusters)
    told = [text.get_text() for text in sheet.texts]
    assert len(sheet.patches) == k * d
    assert all(cluster.letter in told for cluster in clusters)
    for row in heat.rows(clusters, WORDS):
        assert row.column in told
        assert all(told.count(shown) for shown in row.shown)
    for text in sheet.texts:
        box = text.get_window_extent()
        assert float(text.get_fontsize()) >= SMALL
        assert MARGIN <= box.x0 < box.x1 <= WIDTH - MARGIN + 1
        assert 0 < box.y0 < box.y1 < HEIGHT


def test_numbers_are_the_centers_of_the_clusters() -> None:
    """To a hundredth of how far clusters are apart, in the columns' own units."""
    clusters = clusters_of(3, 4)
    for row in heat.rows(clusters, WORDS):
        place = [effect.column for effect in clusters[0].effects].index(row.column)
        assert clusters[0].effects[place].column == row.column
        for cluster, shown in zip(clusters, row.shown, strict=True):
            value = next(e.value for e in cluster.effects if e.column == row.column)
            assert value in [pytest.approx(center) for center in cluster.center]
            assert float(shown.replace("−", "-")) == pytest.approx(value, abs=0.06)


def test_columns_that_differ_most_come_first() -> None:
    """Their shares of variance between clusters fall, and none is over one."""
    apart = [row.apart for row in heat.rows(clusters_of(4, 5), WORDS)]
    assert apart == sorted(apart, reverse=True)
    assert 0 <= apart[-1] <= apart[0] <= 1 + 1e-9


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_rounding_moves_no_number_far(values: list[float]) -> None:
    """By half a hundredth of the range at most; equal numbers stay within 1 %."""
    range_ = max(values) / 100 - min(values) / 100 or abs(values[0]) / 100
    for value, shown in zip(values, heat.rounded(values), strict=True):
        assert abs(value - shown) <= 0.51 * range_ + 1e-300


@given(st.floats(-9, 9))
def test_numbers_are_readable_on_every_shade(sds: float) -> None:
    """Contrast is 4.5 or more, as WCAG asks."""
    color = heat.shade(sds, LIGHT)
    ink = (0.0,) * 3 if heat.readable(color) == "#000000" else (1.0,) * 3
    assert heat.contrast(color, ink) >= 4.5


def test_shades_go_both_ways() -> None:
    """Low is bluer than red, high redder than blue, and the middle neither."""
    low, middle, high = (heat.shade(sds, LIGHT) for sds in (-3.0, 0.0, 3.0))
    assert low[2] > low[0]
    assert high[0] > high[2]
    assert middle[0] == pytest.approx(middle[2], abs=0.05)


def test_few_columns_have_room_where_clusters_are_many() -> None:
    """Twelve columns for few clusters, fewer for many, never none."""
    assert heat.room_for(1, 2000) == heat.MOST_COLUMNS
    assert heat.room_for(heat.lines_for(15), 980) == 6
    assert heat.room_for(99, 10) == 1
