"""What columns are called, and how their numbers are told."""

from dataclasses import replace

from clustering.manner import Manner
from clustering.report import Effect
from clustering.words import Words
from tests.reports import report


def test_a_column_has_its_title_and_unit() -> None:
    """Of the report, and else its own name and no unit."""
    titles = (("income (₩)", "income", "₩"),)
    manner = Manner.of(replace(report(2), titles=titles), Words(won="원"))
    assert manner.title("income (₩)") == "income"
    assert manner.unit("income (₩)") == "₩"
    assert (manner.title("age"), manner.unit("age")) == ("age", "")
    assert manner.amount(5e6, Effect("income (₩)", 5e6, 4e6, 1.0)) == "5M원"


def test_what_holds_of_a_column_is_that_of_any_cluster() -> None:
    """The first has every column that the report tells of."""
    told = report(3)
    columns = Manner.of(told, Words()).columns
    assert list(columns) == list(told.features)
