"""A request becomes a report: the steps in order, and what they promise together."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from clustering import Request, analyze, label, outline
from clustering.errors import TooFewRows
from clustering.notes import FitCutShort, LettersAnew, LettersKept
from clustering.pipeline import find, frame_of
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


def test_groups_keep_their_letters_when_k_changes() -> None:
    """With one group less, two keep all their rows under their letters."""
    auto, fewer = letters(Request(shop())), letters(Request(shop(), k=2))

    kept = {letter for letter in "ABC" if auto.count(letter) == fewer.count(letter)}

    assert len(kept) == 1
    assert set(fewer) < {"A", "B", "C"}
    same = [(one, other) for one, other in zip(auto, fewer, strict=True) if one in kept]
    assert all(one == other for one, other in same)
    assert set(letters(Request(shop(), k=4))) == {"A", "B", "C", "D"}


def test_letters_follow_an_earlier_table_that_is_like_it() -> None:
    """A note says so, and says too where the columns are others."""
    before = analyze(Request(shop(), k=2)).anchors
    same = analyze(Request(shop(), k=2, before=before))
    other = analyze(Request(IRIS.read_bytes(), k=3, before=before))

    assert same.anchors == before
    assert LettersKept() in same.decisions
    assert [cluster.letter for cluster in other.clusters] != ["B", "C", "D"]
    assert LettersAnew(other.used) in other.decisions


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


def people() -> bytes:
    """Return a table whose city and plan go with age, some of both missing."""
    rng = np.random.default_rng(5)
    lines = ["age,city,paid"]
    for at in range(120):
        group = at % 3
        usual = ("Seoul", "Busan", "Daegu")[group]
        city = usual if rng.random() < 0.8 else rng.choice(["Seoul", "Jeju", ""])
        paid = "Y" if rng.random() < (0.9, 0.5, 0.1)[group] else "N"
        lines.append(f"{30 + 15 * group + rng.normal():.1f},{city},{paid}")
    return "\n".join(lines).encode()


def test_categories_count_where_they_are_named() -> None:
    """Centers are shares of the table's own rows in percent, and told as such."""
    request = Request(people(), k=3, columns=("age", "city", "paid"))
    report = analyze(request)
    table = list(csv.DictReader(StringIO(label(request).decode("utf-8-sig"))))

    assert report.used == ("age", "city", "paid")
    assert set(report.units) == {(name, "%") for name in report.features[1:]}
    assert "count as yes or no" in report.notes[-1]
    for cluster in report.clusters:
        own = [
            row
            for row in table
            if row["cluster"] == cluster.letter and row["reason"] == ""
        ]
        assert len(own) == cluster.size
        for name, value in zip(report.features[1:], cluster.center[1:], strict=True):
            column, _, kind = name.partition(" = ")
            share = np.mean([row[column] == kind for row in own])
            assert value == pytest.approx(100 * share)


def test_categories_do_not_see_the_order_of_rows() -> None:
    """Shuffled rows keep their clusters, with categories among the columns too."""
    header, *rows = people().decode().splitlines()
    order = np.random.default_rng(0).permutation(len(rows))
    shuffled = "\n".join([header, *(rows[i] for i in order)]).encode()
    straight = letters(Request(people(), k=4, columns=("age", "city")))
    assert letters(Request(shuffled, k=4, columns=("age", "city"))) == [
        straight[i] for i in order
    ]


def test_the_outline_offers_categories() -> None:
    """Columns of numbers and of categories may be picked; only numbers are used."""
    assert outline(Request(people())).offered == ("age", "city", "paid")
    assert outline(Request(people())).used == ("age",)
    found = outline(Request(people(), columns=("age", "paid")))
    assert found.used == ("age", "paid")


def test_the_scatter_shows_what_was_asked() -> None:
    """Components on request; and that slices of one cloud are no groups is said."""
    asked = Request(IRIS.read_bytes(), k=3, view="components")
    assert analyze(asked).image != analyze(replace(asked, view="columns")).image
    cloud = np.random.default_rng(0).normal(size=(300, 2))
    table = "x,y\n" + "\n".join(f"{x:.4f},{y:.4f}" for x, y in cloud)
    sliced = frame_of(find(Request(table.encode())))
    assert sliced.notes == ("No clear groups: these are slices.",)
    assert frame_of(find(Request(shop(), k=3))).notes == ()
    assert frame_of(find(Request(table.encode(), k=1))).notes == ()
