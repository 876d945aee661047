"""Points that are far and alone."""

import numpy as np
from numpy.testing import assert_array_equal

from clustering.evidence.outliers import far, outliers


def test_outliers_are_far_and_alone() -> None:
    """Two lone points far from a blob are found, and nothing else."""
    blob = np.random.default_rng(1).normal(size=(200, 2))

    found = outliers(np.vstack([blob, [[40.0, 0], [0, -50]]]))

    assert_array_equal(np.flatnonzero(found), [200, 201])


def test_far_points_in_company_are_no_outliers() -> None:
    """A small cluster far from the large one is a cluster."""
    rng = np.random.default_rng(2)
    points = np.vstack([rng.normal(size=(400, 2)), rng.normal(40, 0.5, (8, 2))])

    assert (far(points)[400:] > 6).all()
    assert not outliers(points).any()


def test_a_lopsided_column_has_no_crowd_of_outliers() -> None:
    """If too many points are far and alone, none is an exception."""
    values = np.random.default_rng(3).pareto(0.5, size=(300, 1))

    assert (far(values) > 0).mean() > 0.1
    assert not outliers(values).any()


def test_a_column_with_one_common_value_has_outliers_too() -> None:
    """Where over half of a column is one value, its quartiles tell what is far."""
    common = np.zeros((100, 1))
    spread = np.linspace(0, 1, 60)[:, None]
    constant_but_for_one = np.vstack([common, [[9.0]]])

    found = outliers(np.vstack([common, spread, [[99.0]]]))

    assert_array_equal(np.flatnonzero(found), [160])
    assert not outliers(constant_but_for_one).any()


def test_a_long_table_has_exceptions_too() -> None:
    """Among more points than are looked at, wherever they stand."""
    cloud = np.random.default_rng(4).normal(size=(20_000, 3))
    cloud[[5, 17_000]] = [[90, 0, 0], [0, -80, 0]]

    assert_array_equal(np.flatnonzero(outliers(cloud)), [5, 17_000])
