"""Names that are too long for their place."""

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from clustering.drawing.naming import (
    brief_name,
    fewer,
    fit_name,
    named_by,
    shortened,
    without_middle,
)
from clustering.report import Effect
from tests.handmade import cluster_of

LONG = "지난해 같은 달과 견준 평균 구매 금액과 방문 횟수 4"


@pytest.mark.parametrize(
    ("name", "titles", "shown"),
    [
        ("high Detergents_Paper", ("Detergents_Paper", "Milk"), "high Deter…per"),
        (f"{LONG} 높음", (LONG,), "지난해 같…수 4 높음"),
        ("low x, high y", ("x", "y"), "low x, high y"),
        ("low x · C", ("x",), "low x · C"),
        ("average", ("average age of all",), "average"),
    ],
)
def test_shortened_keeps_what_tells(name: str, titles: tuple[str], shown: str) -> None:
    """Only columns' names lose their middles."""
    assert shortened(name, titles, 9) == shown


@pytest.mark.parametrize("length", range(3, 20))
def test_without_middle_keeps_both_ends(length: int) -> None:
    """As long as wanted at most, beginning and ending as the name does."""
    shown = without_middle("abcdefghij klmnopqrst", length)
    assert len(shown) <= length
    assert shown[0] == "a"
    assert shown[-1] == "t"


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (2000, "high Detergents_Paper, slightly low Delicassen and more"),
        (640, "high Deter…aper, slightly low Delic…more"),
        (420, "high Detergents_Paper"),
        (245, "high Dete…per"),
        (120, "high…"),
        (1, "…"),
    ],
)
def test_fit_name_fits(width: float, shown: str) -> None:
    """Middles go first, then the last column, and a cut is the last resort."""
    figure = Figure(dpi=72)
    FigureCanvasAgg(figure)
    name = "high Detergents_Paper, slightly low Delicassen and more"
    text = figure.text(0, 0, name, size=30)
    fit_name(text, ("Detergents_Paper", "Delicassen and more"), width)
    assert text.get_text() == shown
    assert text.get_window_extent().width <= width or shown == "…"


def effect(column: str, sds: float) -> Effect:
    """Return a cluster's effect in a column."""
    return Effect(column, 1.0, 1.0, sds)


@pytest.mark.parametrize(
    ("sds", "arrow"),
    [(1.6, "↑↑"), (0.7, "↑"), (0.3, "↗"), (-0.3, "↘"), (-0.7, "↓"), (-1.6, "↓↓")],
)
def test_brief_name_has_arrows(sds: float, arrow: str) -> None:
    """Each column's arrow tells which way, and how far."""
    assert brief_name([effect("age", sds)], ["age"]) == f"age{arrow}"


def test_fit_name_prefers_arrows_to_fewer_columns() -> None:
    """Where words are too long, a brief name keeps clusters apart."""
    figure = Figure(dpi=72)
    FigureCanvasAgg(figure)
    text = figure.text(0, 0, "high column 1, low column 2", size=30)
    brief = "column 1↑ column 2↓"
    fit_name(text, ("column 1", "column 2"), 370, brief=brief)
    assert text.get_text() == brief
    text.set_text("high column 1, low column 2")
    fit_name(text, ("column 1", "column 2"), 260, brief=brief)
    assert text.get_text() == "col…1↑ col…2↓"


def test_named_by_finds_the_columns_of_a_name() -> None:
    """In the name's order, and none that is only a part of another."""
    effects = (effect("age", 2), effect("income (k$)", -1), effect("average age", 1))
    cluster = replace(cluster_of(name="high average age, low income"), effects=effects)
    assert named_by(cluster) == (effects[2:0:-1], ("average age", "income"))
    assert named_by(cluster_of(name="average")) == ((), ())


def test_fewer_cuts_between_columns_alone() -> None:
    """A comma in a column's name divides nothing."""
    titles = ("price, cost", "age")
    assert fewer("high price, cost, low age", titles) == ["high price, cost"]
    assert fewer("high price, cost", titles) == []
