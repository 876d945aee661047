"""A request becomes a report: the steps in order, and what they promise together."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from clustering import Request, analyze, label
from clustering.errors import TooFewRows
from clustering.notes import FitCutShort
from clustering.pipeline import find, scatter_frame
from tests.test_talk import shop

IRIS = Path(__file__).parent / "data" / "iris.csv"


def letters(request: Request) -> list[str]:
    """Return the cluster of each row of a request's table."""
    rows = csv.reader(StringIO(label(request).decode("utf-8-sig")))
    header = next(rows)
    return [row[header.index("cluster")] for row in rows]


def test_a_report_adds_up() -> None:
    """Sizes, shares and centers are those of the table's own rows."""
    report = analyze(Request(shop(), "shop.csv", k=3))

    assert (report.rows, report.rows_used, report.k, report.groups) == (90, 90, 3, 3)
    assert report.columns == ("age", "income", "city")
    assert report.used == ("age", "income")
    assert [name for name, _ in report.left_out] == ["city"]
    assert report.sizes == (30, 30, 30)
    weighted = [np.multiply(c.center, c.share) for c in report.clusters]
    table = np.genfromtxt(StringIO(shop().decode()), delimiter=",", skip_header=1)
    np.testing.assert_allclose(np.sum(weighted, axis=0), table[:, :2].mean(axis=0))
    assert report.image.startswith(b"\x89PNG")
    assert report.notes == ()


def test_auto_finds_the_groups_and_k_wins() -> None:
    """Without k the table decides; with k the person does, and groups stay true."""
    assert analyze(Request(shop())).k == 3
    asked = analyze(Request(shop(), k=5))
    assert (asked.k, asked.groups, asked.best_k) == (5, 3, 3)


def test_the_same_table_has_the_same_labels_in_any_order() -> None:
    """Twice the same bytes; and shuffled rows keep their clusters."""
    assert label(Request(IRIS.read_bytes())) == label(Request(IRIS.read_bytes()))
    header, *rows = IRIS.read_text().splitlines()
    order = np.random.default_rng(0).permutation(len(rows))
    shuffled = "\n".join([header, *(rows[i] for i in order)]).encode()

    straight = letters(Request(IRIS.read_bytes(), k=3))

    assert letters(Request(shuffled, k=3)) == [straight[i] for i in order]


def test_raw_numbers_may_be_asked_for() -> None:
    """Without scaling the inertia is in the table's own units: iris, k = 3."""
    report = analyze(Request(IRIS.read_bytes(), k=3, scaling="none"))
    assert report.inertia == pytest.approx(78.851, abs=0.001)


def test_more_groups_than_rows_cannot_be_made() -> None:
    """It is refused, with how many rows there are."""
    with pytest.raises(TooFewRows, match="90 rows"):
        analyze(Request(shop(), k=91))


def test_fewer_different_rows_than_groups_are_said() -> None:
    """As many groups as there are different rows, and a note."""
    report = analyze(Request(b"a,b\n" + b"1,2\n5,1\n" * 20, k=5))
    assert report.k == 2
    assert "only 2 different rows" in report.notes[-1]


def test_a_fit_whose_time_is_up_says_so() -> None:
    """The groups found by then are told with a note; without a limit there is none."""
    cut_short = analyze(Request(shop(), k=3, fit_limit_s=0))
    whole = analyze(Request(shop(), k=3, fit_limit_s=None))

    assert cut_short.decisions == (FitCutShort(),)
    assert (cut_short.k, sum(cut_short.sizes)) == (3, 90)
    assert whole.decisions == ()


def test_the_scatter_shows_what_was_asked() -> None:
    """Components on request; and that slices of one cloud are no groups is said."""
    asked = Request(IRIS.read_bytes(), k=3, view="components")
    assert analyze(asked).image != analyze(replace(asked, view="columns")).image
    cloud = np.random.default_rng(0).normal(size=(300, 2))
    table = "x,y\n" + "\n".join(f"{x:.4f},{y:.4f}" for x, y in cloud)
    sliced = scatter_frame(find(Request(table.encode())))
    assert sliced.notes == ("No clear groups: these are slices.",)
    assert scatter_frame(find(Request(shop(), k=3))).notes == ()
    assert scatter_frame(find(Request(table.encode(), k=1))).notes == ()
