"""Where every row of a table is put, and how well it sits there."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from clustering.kmeans import Fit
from clustering.load import load
from clustering.placing import NOWHERE, fit_of, place
from clustering.prepare import prepare

TEXT = b"x,y\n0,1\n2,1\n10,8\n12,9\n,8\n1,\n,\n"


def test_place_keeps_clusters_and_finds_the_nearest() -> None:
    """Clustered rows stay; one with a gap goes where its other number is nearest."""
    table = load(TEXT.replace(b",\n,\n", b",\n-,-\n"), name="x")
    features = prepare(table)
    points = features.points
    centers = np.array([points[:2].mean(axis=0), points[2:].mean(axis=0)])
    places = place(table, features, Fit(np.array([0, 0, 1, 1]), centers, 0.0))
    assert places.labels.tolist() == [0, 0, 1, 1, 1, 0, NOWHERE]
    assert places.partial.tolist() == [False] * 4 + [True, True, False]
    assert places.complete.tolist() == [True] * 4 + [False] * 3
    assert_array_equal(np.isnan(places.fit), [False] * 6 + [True])


def test_fit_of_tells_how_near_the_next_center_is() -> None:
    """100 on the center, 0 as near to the next one, and 0 where two coincide."""
    squared = np.array([[0.0, 9], [1, 4], [4, 4], [0, 0], [9, 1]])
    found = fit_of(squared, np.array([0, 0, 0, 0, NOWHERE]))
    assert_allclose(found, [100, 50, 0, 0, np.nan])


def test_fit_of_one_cluster_is_none() -> None:
    """Without another cluster there is nothing to compare."""
    assert np.isnan(fit_of(np.array([[1.0]]), np.array([0]))).all()
