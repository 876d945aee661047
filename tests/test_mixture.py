"""Gaussians and noise as an explanation of points."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import multivariate_normal

from clustering import kmeans
from clustering.arrays import FloatArray, IntArray
from clustering.evidence import mixture
from clustering.evidence.questions import asked


def bics(points: FloatArray, labelings: list[IntArray]) -> list[float]:
    """Return the BICs of points that answer no questions."""
    nothing, _ = asked(points)
    return mixture.bics(points, labelings, nothing)


def likeliest(points: FloatArray, k_max: int = 6) -> int:
    """Return the k of the smallest BIC."""
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    rng = np.random.default_rng(0)
    fits = [kmeans.fit(scaled, k, rng, starts=1) for k in range(1, k_max + 1)]
    return 1 + int(np.argmin(bics(scaled, [fit.labels for fit in fits])))


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


def test_many_columns_lie_along_the_axes() -> None:
    """Where directions cannot be told, two clouds are still two."""
    rng = np.random.default_rng(5)
    points = np.vstack([rng.normal(size=(80, 40)), rng.normal(2, 1, (80, 40))])

    assert likeliest(points, k_max=3) == 2


def test_labelings_are_weighed_each_on_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands beside a labeling, and however few are held at a time."""
    rng = np.random.default_rng(6)
    points = rng.normal(size=(90, 2))
    labelings = [rng.permutation(90) % k for k in (3, 1, 2)]

    together = bics(points, labelings)
    monkeypatch.setattr("clustering.evidence.mixture.BLOCK", 400)
    apart = bics(points, labelings)

    assert_allclose(apart, together, rtol=1e-9)
    assert_allclose([bics(points, [own])[0] for own in labelings], together, rtol=1e-9)


def test_bic_is_that_of_one_gaussian_and_noise() -> None:
    """One blob: the likelihood of a Gaussian that has nearly all the weight."""
    points = np.random.default_rng(7).normal(size=(500, 2))
    points = (points - points.mean(axis=0)) / points.std(axis=0)

    (bic,) = bics(points, [np.zeros(500, dtype=int)])

    alone = multivariate_normal(np.zeros(2), np.eye(2)).logpdf(points).sum()
    assert_allclose(bic, 5 * np.log(500) - 2 * alone, rtol=0.01)
