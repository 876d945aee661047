"""How much nearer points are to their own cluster."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.evidence.silhouette import SAMPLE, part, sampled, silhouette
from tests.strategies import clouds


def of_one(away: FloatArray, labels: list[int], point: int) -> float:
    """Return one point's silhouette, straight from its definition."""
    named = np.array(labels)
    others = named != labels[point]
    mates = ~others & (np.arange(len(labels)) != point)
    if not mates.any():
        return 0.0
    own = away[point, mates].mean()
    next_best = min(away[point, named == name].mean() for name in set(named[others]))
    return float((next_best - own) / max(next_best, own))


def of_all(points: FloatArray, labels: list[int]) -> FloatArray:
    """Return the silhouettes of points, one by one."""
    away = cdist(points, points)
    return np.array([of_one(away, labels, point) for point in range(len(points))])


@given(cloud=clouds.filter(lambda cloud: len(cloud) > 2), data=st.data())
def test_silhouette_follows_its_definition(
    cloud: FloatArray, data: st.DataObject
) -> None:
    """It is the mean over points of (next - own) / the larger; 0 for a lone point."""
    name = st.integers(0, 3)
    labels = [0, 3, *data.draw(st.tuples(*[name] * (len(cloud) - 2)), label="labels")]
    away = cdist(cloud, cloud)
    expected = np.mean([of_one(away, labels, point) for point in range(len(cloud))])

    assert silhouette(away, np.array(labels)) == pytest.approx(expected)


def test_silhouette_of_one_cluster_is_none() -> None:
    """Where there is one cluster, or all points coincide, no point is nearer."""
    away = np.zeros((3, 3))

    assert silhouette(away + 1, np.zeros(3, dtype=np.intp)) == 0
    assert silhouette(away, np.array([0, 0, 1])) == 0


def test_silhouettes_of_a_small_table_are_those_of_all_rows() -> None:
    """All rows are taken, and each has its value, whatever the unit."""
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1, 2], [50, 30, 20])
    points = rng.normal(size=(100, 3)) + labels[:, None]

    values, own = sampled(points * 1e200, labels, rng)

    expected = of_all(points, labels.tolist())
    assert own.tolist() == labels.tolist()
    for name in range(3):
        theirs = np.sort(expected[labels == name])
        np.testing.assert_allclose(np.sort(values[own == name]), theirs, atol=1e-9)


@given(
    cloud=clouds.filter(lambda cloud: len(cloud) > 1),
    seed=st.integers(0, 99),
    data=st.data(),
)
def test_silhouettes_in_a_picture_follow_the_definition(
    cloud: FloatArray, seed: int, data: st.DataObject
) -> None:
    """Each row's own, for any number of clusters, lone rows among them."""
    k = data.draw(st.integers(2, len(cloud)), label="k")
    labels = np.random.default_rng(seed).permutation(np.arange(len(cloud)) % k)

    values, own = sampled(cloud, labels, np.random.default_rng(0))

    expected = of_all(cloud, labels.tolist())
    np.testing.assert_array_equal(own, np.sort(labels))
    for name in range(k):
        theirs = np.sort(expected[labels == name])
        np.testing.assert_allclose(np.sort(values[own == name]), theirs, atol=1e-6)


def test_silhouettes_of_a_large_table_come_from_a_part() -> None:
    """Their mean by cluster is near that of all rows."""
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1], [4000, 60])
    points = rng.normal(size=(4060, 2)) + 3 * labels[:, None]

    values, own = sampled(points, labels, rng)

    expected = of_all(points, labels.tolist())
    assert len(values) < SAMPLE + 60
    for name in range(2):
        theirs = expected[labels == name].mean()
        assert values[own == name].mean() == pytest.approx(theirs, abs=0.05)


def test_equal_points_at_zero_have_no_silhouette() -> None:
    """Nothing is divided by nothing."""
    values, _ = sampled(
        np.zeros((4, 2)), np.array([0, 0, 1, 1]), np.random.default_rng(0)
    )
    assert values.tolist() == [0] * 4


@given(
    sizes=st.lists(st.integers(1, 5000), min_size=2, max_size=12),
    seed=st.integers(0, 9),
)
def test_no_cluster_is_lost_in_a_part(sizes: list[int], seed: int) -> None:
    """Every cluster has rows in it, none twice, and at most twice the sample."""
    labels = np.repeat(np.arange(len(sizes)), sizes)
    some = part(labels, np.random.default_rng(seed))
    assert set(labels[some].tolist()) == set(range(len(sizes)))
    assert len(set(some.tolist())) == len(some) <= 2 * SAMPLE
