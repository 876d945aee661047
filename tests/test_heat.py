"""The heat map of clusters' averages."""

import pytest
from matplotlib import rc_context

from clustering.describe import describe
from clustering.drawing import fonts, heat
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import HEIGHT, LIGHT, MARGIN, SMALL, WIDTH, look_of
from clustering.report import Cluster, Effect
from clustering.words import Words
from tests.handmade import blobs, features_of, fit_of, lines_of, shapes_of

WORDS = Words()


def clusters_of(k: int, d: int) -> tuple[Cluster, ...]:
    """Return k described clusters in d columns."""
    points, labels = blobs(k, d)
    features = features_of(points, [f"열 {column}" for column in range(d)])
    return describe(features, fit_of(features, labels), WORDS)


def drawn(clusters: tuple[Cluster, ...]) -> Sheet:
    """Return the sheet with a heat map of some clusters."""
    with rc_context({"font.family": list(fonts.families())}):
        sheet = Sheet(LIGHT)
        rows = heat.rows(clusters, WORDS)
        heat.write_heat(sheet, rows, clusters, LIGHT, span=(150, 1200))
    return sheet


def markers(sheet: Sheet) -> set[tuple[object, object]]:
    """Return the colors and shapes of what is drawn in lines."""
    return {(line.get_color(), line.get_marker()) for line in lines_of(sheet)}


@pytest.mark.parametrize(("k", "d"), [(2, 1), (3, 4), (7, 3), (15, 2)])
def test_every_cluster_has_a_number_in_every_column(k: int, d: int) -> None:
    """Each letter is there, each cell has its number, and all is large and inside."""
    clusters = clusters_of(k, d)
    sheet = drawn(clusters)
    told = [text.get_text() for text in sheet.texts]
    assert len(shapes_of(sheet)) == k * d
    for cluster in clusters:
        look = look_of(LIGHT, cluster.letter)
        assert cluster.letter in told
        assert (look.color, look.marker) in markers(sheet)
    for row in heat.rows(clusters, WORDS):
        assert {row.column, row.overall, *row.shown} <= set(told)
    for text in sheet.texts:
        box = text.get_window_extent()
        assert float(text.get_fontsize()) >= SMALL
        assert MARGIN <= box.x0 < box.x1 <= WIDTH - MARGIN + 1
        assert 0 < box.y0 < box.y1 < HEIGHT


def test_numbers_are_the_centers_of_the_clusters() -> None:
    """To a twentieth of the column's standard deviation, in its own units."""
    clusters = clusters_of(3, 4)
    for row in heat.rows(clusters, WORDS):
        for cluster, shown in zip(clusters, row.shown, strict=True):
            effect = next(e for e in cluster.effects if e.column == row.column)
            assert effect.value in [pytest.approx(center) for center in cluster.center]
            sd = (effect.value - effect.overall) / effect.sds
            assert number(shown) == pytest.approx(effect.value, abs=sd / 20)
            assert number(row.overall) == pytest.approx(effect.overall, abs=sd / 20)


def number(shown: str) -> float:
    """Return the number at the end of a text."""
    return float(shown.rsplit(maxsplit=1)[-1].replace("−", "-").replace(",", ""))


def test_geometric_means_keep_two_digits() -> None:
    """A column told by logarithms has numbers a thousand times each other."""
    effects = (Effect("x", 2.34, 63.2, -1.0), Effect("x", 2345.0, 63.2, 1.0))
    clusters = [
        Cluster(letter, letter, 5, 0.5, (effect.value,), (effect,))
        for letter, effect in zip("AB", effects, strict=True)
    ]
    (row,) = heat.rows(clusters, WORDS, logs=("x",))
    assert (*row.shown, row.overall) == ("2.3", "2,300", "all rows 63")


@pytest.mark.parametrize(
    ("effect", "unit", "title"),
    [
        (Effect("pay", 1.0, 1.0, 0.0), "₩", "pay (₩)"),
        (Effect("height (cm)", 1.0, 1.0, 0.0), "cm", "height (cm)"),
        (Effect("age", 1.0, 1.0, 0.0), "", "age"),
        (Effect("won", 1.0, 1.0, 0.0, kinds=(1.0, 2.0)), "", "won = 2"),
    ],
)
def test_a_unit_stands_by_its_column_unless_the_name_tells_it(
    effect: Effect, unit: str, title: str
) -> None:
    """And the code whose share is shown."""
    assert heat.titled(effect, unit, WORDS) == title


def test_columns_of_two_codes_are_told_by_shares() -> None:
    """Of the higher code; an average of codes would tell nobody anything."""
    effects = [
        Effect("sex", value, 1.25, sds, kinds=(1.0, 2.0))
        for value, sds in ((1.0 - 1e-13, -1.0), (1.5, 1.0))
    ]
    clusters = [
        Cluster(letter, letter, 5, 0.5, (effect.value,), (effect,))
        for letter, effect in zip("AB", effects, strict=True)
    ]
    (row,) = heat.rows(clusters, WORDS)
    assert (row.title, *row.shown, row.overall) == (
        "sex = 2",
        "0%",
        "50%",
        "all rows 25%",
    )


def test_a_long_name_takes_the_room_of_the_mean_of_all() -> None:
    """They never lie over each other."""
    row = heat.Row("가" * 40, "가" * 40, ("1", "2"), "all rows 1.5", (-1.0, 1.0), 0.9)
    with rc_context({"font.family": list(fonts.families())}):
        sheet = Sheet(LIGHT)
        heat.write_heat(sheet, [row], clusters_of(2, 1), LIGHT, span=(150, 1200))
    assert row.overall not in [text.get_text() for text in sheet.texts]


def test_columns_that_differ_most_come_first() -> None:
    """Their shares of variance between clusters fall, and none is over one."""
    apart = [row.apart for row in heat.rows(clusters_of(4, 5), WORDS)]
    assert apart == sorted(apart, reverse=True)
    assert 0 <= apart[-1] <= apart[0] <= 1 + 1e-9


def test_few_columns_have_room_where_clusters_are_many() -> None:
    """Eleven columns for few clusters, fewer for many, never none."""
    rooms = [heat.room_for(k) for k in range(2, 16)]
    assert rooms == sorted(rooms, reverse=True)
    assert rooms[0] >= 10
    assert rooms[-1] >= 4
    assert heat.room_for(99) == 1


def test_clusters_are_named_where_there_is_room() -> None:
    """Few clusters and few columns leave some."""
    assert heat.has_room_above(3, 4)
    assert not heat.has_room_above(3, 9)
    assert not heat.has_room_above(7, 1)
