"""Gaussians and noise as an explanation of points."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import multivariate_normal

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.evidence.mixture import bic, gaussian


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


@pytest.mark.parametrize("full", [True, False])
def test_gaussian_is_the_density_of_its_points(*, full: bool) -> None:
    """It agrees with scipy's density at the weighted mean and covariance."""
    rng = np.random.default_rng(3)
    points, share = rng.normal(size=(50, 3)), rng.uniform(size=50)
    mean = np.average(points, axis=0, weights=share)
    covariance = np.cov(points.T, aweights=share, ddof=0)
    peer = covariance + 0.001 * np.eye(3) if full else np.diag(covariance.diagonal())

    logs = gaussian(points, share, full=full)

    assert_allclose(logs, multivariate_normal(mean, peer).logpdf(points), rtol=1e-6)


def test_gaussian_of_hardly_any_points_is_finite() -> None:
    """A cluster that lost its points, or has one place, still has a density."""
    points = np.zeros((4, 2))

    assert np.isfinite(gaussian(points, np.zeros(4), full=True)).all()
    assert np.isfinite(gaussian(points, np.ones(4), full=False)).all()
