"""Lloyd's rounds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.fitting.cloud import distinct, to_steps
from clustering.fitting.lloyd import leads, means, settle, totals
from tests.strategies import clouds


@given(cloud=clouds, data=st.data())
def test_settle_ends_where_a_plain_round_changes_nothing(
    cloud: FloatArray, data: st.DataObject
) -> None:
    """Skipping sure points leads where looking at all of them would."""
    k = data.draw(st.integers(1, len(cloud)), label="k")
    seen, _ = distinct(to_steps(cloud))

    state = settle(seen, seen.points[:k])

    labels, _ = leads(seen.points, state.centers)
    assert_array_equal(state.labels, labels)
    assert_array_equal(state.centers, means(totals(seen, labels, k)))


@given(cloud=clouds, data=st.data())
def test_settle_fills_empty_clusters(cloud: FloatArray, data: st.DataObject) -> None:
    """Even from one place for all centers, no cluster ends up empty."""
    k = data.draw(st.integers(1, len(cloud)), label="k")
    seen, _ = distinct(cloud)

    state = settle(seen, np.zeros((k, cloud.shape[1])))

    assert_array_equal(np.unique(state.labels), range(k))


def test_settle_stops_after_so_many_rounds() -> None:
    """A slow march of centers is cut short, and gets farther with more rounds."""
    seen, _ = distinct(np.arange(200.0)[:, None] ** 2)
    start = seen.points[:4]

    inertias = [settle(seen, start, rounds=rounds).inertia for rounds in (1, 5, 200)]

    assert inertias == sorted(inertias, reverse=True)
    assert len(set(inertias)) == 3


def test_settle_weighs_points_by_how_often_they_occur() -> None:
    """Three equal rows pull a center three times as hard as one."""
    seen, _ = distinct(np.array([[0.0], [0], [0], [4]]))

    state = settle(seen, np.array([[2.0]]))

    assert_allclose(state.centers, [[1.0]])
    assert state.inertia == 12


def test_leads_tell_the_margin_to_the_next_center() -> None:
    """The margin is a distance, and endless if there is one center alone."""
    points = np.array([[0.0], [3]])

    labels, lead = leads(points, np.array([[1.0], [5]]))
    _, alone = leads(points, np.array([[1.0]]))

    assert_array_equal(labels, [0, 0])
    assert_array_equal(lead, [4, 0])
    assert_array_equal(alone, [np.inf, np.inf])
