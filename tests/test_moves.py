"""Moves of single centers and points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.fitting.cloud import Cloud, distinct
from clustering.fitting.lloyd import means, settle, totals
from clustering.fitting.moves import exchange, exchange_gains, missed, swaps
from tests.strategies import clouds


def inertia(cloud: Cloud, labels: list[int]) -> float:
    """Return the SSE of labelled points around their means."""
    chosen = np.array(labels)
    centers = means(totals(cloud, chosen, chosen.max() + 1))
    return float(cloud.weights @ ((cloud.points - centers[chosen]) ** 2).sum(axis=1))


def test_swaps_free_a_center_that_two_clumps_need() -> None:
    """Two centers in one clump and one for two others: one moves over."""
    clump = np.arange(10.0)
    seen, _ = distinct(np.concatenate([clump, clump + 1000, clump + 2000])[:, None])
    stuck = settle(seen, np.array([[2.0], [7.0], [1500.0]]))

    state = swaps(seen, stuck, np.random.default_rng(0))

    assert_allclose(np.sort(state.centers[:, 0]), [4.5, 1004.5, 2004.5])
    assert_array_equal(np.bincount(stuck.labels), [5, 5, 20])


def test_missed_is_what_other_centers_would_pay() -> None:
    """Without its center, a clump pays the way to the next one, point by point."""
    seen, _ = distinct(np.array([[0.0], [1], [1], [10]]))

    rise = missed(seen, np.array([[0.0], [1], [10]]))

    assert_array_equal(rise, [1, 2, 81])


@given(cloud=clouds, data=st.data())
def test_exchange_gains_are_the_savings(cloud: FloatArray, data: st.DataObject) -> None:
    """Each predicted gain is the SSE before less the SSE after the move."""
    seen, _ = distinct(cloud)
    k = data.draw(st.integers(1, len(cloud)), label="k")
    state = settle(seen, seen.points[:k])
    point = data.draw(st.integers(0, len(cloud) - 1), label="point")
    to = data.draw(st.integers(0, k - 1), label="to")
    after = state.labels.copy()
    after[point] = to

    gain = exchange_gains(seen, state)[point, to]

    if to == state.labels[point]:
        assert gain == -np.inf
    elif (state.labels == state.labels[point]).sum() > 1:
        assert gain == pytest.approx(
            state.inertia - inertia(seen, list(after)), rel=1e-6, abs=1e-3
        )
    else:
        assert gain <= 0


def test_exchange_leaves_what_rounds_alone_cannot() -> None:
    """A point moves from its nearest center to a lone one that it pulls along."""
    seen, _ = distinct(np.array([[0.0, 0], [0, 1], [27, 0], [56, 0], [0, 49]]))
    stuck = settle(seen, np.array([[9.0, 0], [56, 0], [0, 49]]))

    state = exchange(seen, stuck)

    assert_array_equal(stuck.labels, [0, 0, 2, 0, 1])
    assert_array_equal(state.labels, [0, 0, 2, 1, 1])


def test_exchange_keeps_what_is_best() -> None:
    """Two pairs far apart are left as they are."""
    seen, _ = distinct(np.array([[0.0], [1], [10], [11]]))
    best = settle(seen, np.array([[0.5], [10.5]]))

    state = exchange(seen, best)

    assert_array_equal(state.labels, best.labels)
