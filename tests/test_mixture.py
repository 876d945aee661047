"""Gaussians and noise as an explanation of points."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import multivariate_normal

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.evidence.mixture import Shape, alike, along, bic, free


def likeliest(points: FloatArray, k_max: int = 6) -> int:
    """Return the k of the smallest BIC."""
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    rng = np.random.default_rng(0)
    fits = [kmeans.fit(scaled, k, rng, starts=1) for k in range(1, k_max + 1)]
    return 1 + int(np.argmin([bic(scaled, fit.labels) for fit in fits]))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_bic_is_least_at_the_true_k(k: int, seed: int) -> None:
    """Points drawn from k Gaussians are best explained by k."""
    rng = np.random.default_rng(seed)
    angle = 2 * np.pi * np.arange(k) / k
    corners = 9 * np.column_stack([np.cos(angle), np.sin(angle)])

    points = np.repeat(corners, 60, axis=0) + rng.normal(size=(60 * k, 2))

    assert likeliest(points) == k


def test_bic_takes_one_slanted_blob_for_one() -> None:
    """A blob at a slant is one Gaussian in a free direction, not many along axes."""
    rng = np.random.default_rng(1)
    slant = rng.normal(size=400) * 3

    points = np.column_stack([slant, slant]) + rng.normal(size=(400, 2)) / 2

    assert likeliest(points) == 1


def test_bic_takes_scattered_points_for_noise() -> None:
    """Points strewn around two blobs make no third."""
    rng = np.random.default_rng(2)
    blobs = np.vstack([rng.normal(-4, 1, (150, 2)), rng.normal(4, 1, (150, 2))])

    points = np.vstack([blobs, rng.uniform(-20, 20, (30, 2))])

    assert likeliest(points) == 2


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

    for cluster in range(2):
        upright = peer(points, shares[:, cluster], upright=True)
        slanted = peer(points, shares[:, cluster], upright=False)
        assert_allclose(along(points, shares)[:, cluster], upright, rtol=1e-6)
        assert_allclose(free(points, shares)[:, cluster], slanted, rtol=1e-6)


def test_clusters_that_are_alike_share_one_shape() -> None:
    """Two equal clouds apart have the density of one, moved."""
    rng = np.random.default_rng(4)
    cloud = rng.normal(size=(60, 3))
    shares = np.repeat(np.eye(2), 60, axis=0)

    logs = alike(np.vstack([cloud, cloud + 9]), shares)

    assert_allclose(logs[:60, 0], logs[60:, 1])
    assert_allclose(logs[:60, 0], peer(cloud, np.ones(60), upright=False), rtol=1e-6)


@pytest.mark.parametrize("shape", [along, free, alike])
def test_densities_of_hardly_any_points_are_finite(shape: Shape) -> None:
    """A cluster that lost its points, or has one place, still has a density."""
    points = np.zeros((4, 2))

    assert np.isfinite(shape(points, np.zeros((4, 1)))).all()
    assert np.isfinite(shape(points, np.ones((4, 1)))).all()


def test_many_columns_lie_along_the_axes() -> None:
    """Where directions cannot be told, two clouds are still two."""
    rng = np.random.default_rng(5)
    points = np.vstack([rng.normal(size=(80, 40)), rng.normal(2, 1, (80, 40))])

    assert likeliest(points, k_max=3) == 2
