"""Features, fit -> how firm each cluster is: whether it is found again."""

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.evidence.ladder import afresh
from clustering.evidence.order import some as some_of
from clustering.kmeans import Fit

BOOTSTRAPS = 20
"""Draws of as many rows with replacement, each clustered anew."""
SAMPLE = 1_000
"""Rows drawn from."""


def firmness(points: FloatArray, fit: Fit, rng: np.random.Generator) -> FloatArray:
    """Return how alike (k,) each cluster is to what is found in its place, 0..1.

    The mean Jaccard similarity to the most similar cluster of fits to rows drawn with
    replacement: under 0.6 it is loose, from 0.75 on firm.  It means something only
    where there are groups, for slices of a cloud can be found again too.

    Parameters
    ----------
    points : (n, d)
    fit : Fit
        Of these points.
    rng : Generator

    References
    ----------
    Hennig (2007), "Cluster-wise assessment of cluster stability".
    """
    some = some_of(points, SAMPLE)
    k, own = len(fit.centers), fit.labels[some]
    away = points[some] - points[some].mean(axis=0)
    away /= max(away.std(), np.finfo(float).tiny)
    masses = rng.multinomial(len(some), np.full(len(some), 1 / len(some)), BOOTSTRAPS)
    anew = afresh(away, k, rng, masses)
    found = [
        likeness(own, drawn, labels[drawn], k)
        for drawn, labels in zip(masses > 0, anew, strict=True)
    ]
    firm: FloatArray = np.mean(found, axis=0)
    return firm


def likeness(own: IntArray, picks: IntArray, labels: IntArray, k: int) -> FloatArray:
    """Return the Jaccard similarity (k,) of each cluster to the most similar one.

    Parameters
    ----------
    own : (n,)
        The clusters of all points.
    picks, labels : (m,)
        Some points, and their clusters when found anew.
    """
    both = np.zeros((k, k))
    np.add.at(both, (own[picks], labels), 1)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0) - both
    similar: FloatArray = (both / np.maximum(either, 1)).max(axis=1)
    return similar
