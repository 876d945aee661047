"""What speaks for fits of some points."""

import numpy as np
from scipy.special import expit

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.evidence.latent import one
from clustering.evidence.verdict import SURE, Signs
from clustering.evidence.weighing import Evidence
from tests.handmade import blobs


def weighed(points: FloatArray, most: int) -> tuple[Evidence, list[Signs]]:
    """Return the evidence for up to so many clusters, and what speaks for each."""
    evidence = Evidence.of(points, points, most, np.random.default_rng(0))
    rng = np.random.default_rng(0)
    fits = [kmeans.fit(points, k, rng) for k in range(1, most + 1)]
    return evidence, list(evidence.signs(fits))


def test_true_groups_have_all_signs_for_them() -> None:
    """Three far blobs have the least BIC, the widest silhouette and sure valleys."""
    points, _ = blobs(3, 2)
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)

    _, (single, two, three, four) = weighed(scaled, 4)

    assert (single.silhouette, single.certainties) == (0, ())
    assert three.bic < min(single.bic, two.bic, four.bic)
    assert three.silhouette > max(two.silhouette, four.silhouette)
    assert three.certainty >= SURE > four.certainty


def test_fits_are_weighed_each_on_its_own() -> None:
    """A fit that is looked at again has the signs that it had among others."""
    points, _ = blobs(3, 2)
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    evidence, (_, two, _) = weighed(scaled, 3)

    again = evidence.signs([kmeans.fit(scaled, 2, np.random.default_rng(0))])

    assert np.isclose(next(again).bic, two.bic)


def test_a_test_of_skill_is_one_cluster_with_a_trait() -> None:
    """Only that of one cluster is told by traits, and only where all is yes or no."""
    rng = np.random.default_rng(0)
    ease = rng.normal(size=(400, 1)) + np.linspace(-1, 1, 8)
    rows = (rng.random(ease.shape) < expit(2 * ease)).astype(float)

    evidence, (single, two) = weighed(rows, 2)

    assert evidence.answers.yes is not None
    assert single.bic == one(evidence.answers.yes)
    assert single.bic < two.bic
