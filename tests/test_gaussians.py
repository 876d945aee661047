"""Densities of clusters that are Gaussians."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import multivariate_normal

from clustering.arrays import FloatArray
from clustering.evidence.gaussians import Moments, Shape, Terms, alike, along, free
from clustering.evidence.questions import asked


def logs(points: FloatArray, shares: FloatArray, shape: Shape) -> FloatArray:
    """Return log densities (n, k), given shares (n, k) in clusters of one mixture."""
    nothing, _ = asked(np.arange(float(len(points)))[:, None])
    terms = Terms.of(points, nothing)
    which = np.zeros(shares.shape[1], dtype=int)
    moments = Moments.of(shares.T @ terms.values, terms, which)
    return np.asarray(terms.values @ shape(moments, terms).T)


def peer(points: FloatArray, share: FloatArray, *, upright: bool) -> FloatArray:
    """Return scipy's log density at the weighted mean and covariance."""
    mean = np.average(points, axis=0, weights=share)
    covariance = np.cov(points.T, aweights=share, ddof=0)
    kept = np.diag(covariance.diagonal()) if upright else covariance
    ridge = 0 if upright else 0.001
    cloud = multivariate_normal(mean, kept + ridge * np.eye(3))
    return np.asarray(cloud.logpdf(points))


def test_densities_are_those_of_the_points() -> None:
    """Along the axes or in any direction, they agree with scipy's."""
    rng = np.random.default_rng(3)
    points, shares = rng.normal(size=(50, 3)), rng.uniform(size=(50, 2))

    upright_logs, slanted_logs = logs(points, shares, along), logs(points, shares, free)
    for cluster in range(2):
        upright = peer(points, shares[:, cluster], upright=True)
        slanted = peer(points, shares[:, cluster], upright=False)
        assert_allclose(upright_logs[:, cluster], upright, rtol=1e-6)
        assert_allclose(slanted_logs[:, cluster], slanted, rtol=1e-6)


def test_clusters_that_are_alike_share_one_shape() -> None:
    """Two equal clouds apart have the density of one, moved."""
    rng = np.random.default_rng(4)
    cloud = rng.normal(size=(60, 3))
    shares = np.repeat(np.eye(2), 60, axis=0)

    found = logs(np.vstack([cloud, cloud + 9]), shares, alike)

    assert_allclose(found[:60, 0], found[60:, 1])
    assert_allclose(found[:60, 0], peer(cloud, np.ones(60), upright=False), rtol=1e-6)


@pytest.mark.parametrize("shape", [along, free, alike])
def test_densities_of_hardly_any_points_are_finite(shape: Shape) -> None:
    """A cluster that lost its points, or has one place, still has a density."""
    points = np.zeros((4, 2))

    assert np.isfinite(logs(points, np.zeros((4, 1)), shape)).all()
    assert np.isfinite(logs(points, np.ones((4, 1)), shape)).all()
