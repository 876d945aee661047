"""Rows far from all others stay out of the groups, and in sight."""

import csv
from io import StringIO

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from clustering import Request, analyze, label
from clustering.arrays import FloatArray
from clustering.aside import asks_for_all, set_aside
from clustering.drawing import marks
from clustering.drawing.theme import LIGHT, looks
from clustering.drawing.view import view
from tests.handmade import features_of, fit_of, lines_of, plot_of

CLOUD: FloatArray = np.random.default_rng(0).normal(size=(200, 2))
FAR: FloatArray = np.vstack([CLOUD, np.array([[70.0, 0], [0, -80]])])


def table(points: FloatArray) -> bytes:
    """Return points as a CSV."""
    lines = [f"{x:.3f},{y:.3f}" for x, y in points]
    return "\n".join(["x,y", *lines]).encode()


def test_unusual_rows_are_set_aside_and_kept_in_sight() -> None:
    """The rest has a scale of its own, and the way back stays true."""
    features = features_of(FAR)

    kept = set_aside(features, scaling="standard")

    assert_array_equal(kept.unusual, [200, 201])
    assert_array_equal(kept.rows, np.arange(200))
    assert_allclose(kept.points.std(axis=0), 1)
    assert_allclose(kept.restore(kept.points), CLOUD, atol=1e-12)
    assert_allclose(kept.restore(kept.unusual_points), FAR[200:], atol=1e-12)


def test_where_nothing_is_unusual_nothing_changes() -> None:
    """A cloud stays as it is, and so does a column that only one row gives life to."""
    plain = features_of(CLOUD)
    flat = features_of(np.column_stack([FAR[:201, 0], np.arange(201) == 200]))

    assert set_aside(plain, scaling="standard") is plain
    assert set_aside(flat, scaling="standard") is flat


def test_numbers_as_they_stand_stay_so() -> None:
    """Without scaling, points are only fewer."""
    kept = set_aside(features_of(FAR), scaling="none")

    assert_array_equal(kept.points, features_of(FAR).points[:200])


def test_the_answer_counts_them_and_can_take_them_in() -> None:
    """They are noted by row, have their reason in the table, and come in if asked."""
    data = table(FAR)

    report = analyze(Request(data))
    taken = analyze(Request(data, all_rows=True))
    assert analyze(Request(data, columns=("all",))) == taken
    rows = list(csv.reader(StringIO(label(Request(data)).decode("utf-8-sig"))))

    assert report.rows_used == 200
    assert "2 unusual rows, far from all others (row 201, 202)" in report.notes[0]
    assert rows[201][-1] == rows[202][-1] == "far from all others"
    assert rows[1][-1] == ""
    assert (taken.rows_used, taken.notes) == (202, ())


def test_they_are_drawn_hollow_near_the_others() -> None:
    """One ring for each, no farther out than an eighth of the picture."""
    kept = set_aside(features_of(FAR), scaling="standard")
    fit = fit_of(kept, (kept.points[:, 0] > 0).astype(int))
    plot, seen = plot_of(-9, 9), view(kept, fit)

    marks.paint(plot, seen, fit, looks(LIGHT, 2), LIGHT)

    rings = lines_of(plot.sheet)[-1]
    assert rings.get_fillstyle() == "none"
    assert len(np.asarray(rings.get_xdata())) == 2
    assert np.ptp(seen.unusual, axis=0).max() < 2 * np.ptp(CLOUD, axis=0).max()


def test_all_takes_in_unusual_rows() -> None:
    """The word may stand anywhere among the columns, in either language."""
    columns = ("age", "income")
    assert asks_for_all(("age", "ALL"), columns) == (True, ("age",))
    assert asks_for_all(("전체",), columns) == (True, ())
    assert asks_for_all(("age",), columns) == (False, ("age",))


def test_a_column_of_that_name_is_a_column() -> None:
    """Tables of offices have a column 전체, and whoever names it wants it."""
    assert asks_for_all(("전체",), ("전체", "남자")) == (False, ("전체",))
    assert asks_for_all(("All", "전체"), ("전체",)) == (True, ("전체",))
