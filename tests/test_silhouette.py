"""How much nearer points are to their own cluster."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.evidence.silhouette import silhouette
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
