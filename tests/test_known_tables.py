"""The whole way on tables with a known answer, as people send them."""

from pathlib import Path

import pytest

from clustering import Request, analyze
from tests.test_choose import shopping

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("seed", range(2))
def test_five_groups_of_shoppers(seed: int) -> None:
    """Rounded incomes and scores of four corners around a middle: five, and why."""
    rows = [f"{income:.0f},{score:.0f}" for income, score in shopping(seed)]

    report = analyze(Request("\n".join(["income,score", *rows]).encode()))

    assert (report.groups, report.k) == (5, 5)
    assert str(report.why[0]).startswith("Why 5: between neighbouring groups")


def test_two_groups_of_iris_and_what_a_third_would_split() -> None:
    """Without their names, two of the three kinds are one cloud."""
    report = analyze(Request((DATA / "iris.csv").read_bytes(), name="iris.csv"))

    told = [str(note) for note in report.why]
    assert (report.groups, report.k) == (2, 2)
    assert told[1:] == ["Next best: 3.", "With 3, A would split."]
    assert all(cluster.firmness for cluster in report.clusters)


def test_no_groups_of_wholesale_customers_but_a_split() -> None:
    """A continuum of spendings is cut all the same, and called none."""
    report = analyze(Request((DATA / "wholesale_customers.csv").read_bytes()))

    assert report.groups == 1
    assert report.k == report.best_k >= 2
    assert str(report.why[0]).startswith("Why none")
