"""Features -> which k, and whether there is anything."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray
from clustering.evidence import answers, mixture
from clustering.evidence.ladder import ladder
from clustering.evidence.sample import look, smooth
from clustering.evidence.silhouette import silhouette
from clustering.evidence.valleys import valleys
from clustering.evidence.verdict import Signs, fallback, verdict
from clustering.fitting.rows import keys
from clustering.kmeans import Fit
from clustering.request import K_MAX

EXPLAINED = 1_000
"""Points that the likelihood is told from; more if many clusters are tried."""
PER_CLUSTER = 40
COMPARED = 700
"""Points that silhouettes are told from."""


@dataclass(frozen=True)
class Choice:
    """How many clusters the points have.

    Attributes
    ----------
    groups : int
        How many clear groups there are; 1 when there are none to tell apart.
    k : int
        The best k of 2 or more in any case; equal to `groups` if that is over 1.
    signs : dict of Signs
        What speaks for each k from 1; none where there is too little to look at.
    rows : (m,) ints
        Which of the points were looked at.
    labels : dict of (m,) ints
        Their clusters for each k from 2, near those of the best fit.
    """

    groups: int
    k: int
    signs: dict[int, Signs] = field(default_factory=dict, compare=False)
    rows: IntArray = field(
        default_factory=lambda: np.empty(0, dtype=np.intp), compare=False
    )
    labels: dict[int, IntArray] = field(default_factory=dict, compare=False)


def choose(
    points: FloatArray, rng: np.random.Generator, *, k_max: int = K_MAX
) -> Choice:
    """Return how many groups the points have, if any, and the best k.

    Gaussian clusters with noise propose a k, or classes where all columns have two
    values; valleys in density between the clusters dispose of it.  The order of the
    points does not matter, and a generator in the same state gives the same choice.

    Parameters
    ----------
    points : (n, d)
        Finite numbers; scales do not matter.
    rng : Generator
    k_max : int
        The most clusters to look for, 2 or more.
    """
    seen, rows = look(points, rng)
    # Without columns that vary, all points are the same.
    different = len(np.unique(keys(seen))) if seen.size else 1
    most = min(k_max, different - 1, len(seen) // 3)
    if most <= 1:
        return Choice(groups=1, k=2)
    smoothed = smooth(seen, rng)
    fits = list(ladder(smoothed, most, rng))
    signs = gather(smoothed, fits, answers.answers(seen), rng)
    groups = verdict(signs)
    k = groups if groups > 1 else fallback(signs)
    labels = {len(fit.centers): fit.labels for fit in fits}
    return Choice(groups, k, signs, rows, labels)


def gather(
    points: FloatArray,
    fits: Sequence[Fit],
    yes: FloatArray | None,
    rng: np.random.Generator,
) -> dict[int, Signs]:
    """Return what speaks for 1 cluster, and for each number in the fits.

    Where points are answers of yes and no, classes explain them, not Gaussians.
    """
    most = 1 + len(fits)
    few = rng.permutation(len(points))[: max(EXPLAINED, PER_CLUSTER * most)]
    some = few[:COMPARED]
    away = cdist(points[some], points[some]).astype(np.float32)
    together = np.zeros(len(few), dtype=np.intp)
    labelings = [together, *(fit.labels[few] for fit in fits)]
    if yes is None:
        one, *others = mixture.bics(points[few], labelings)
    else:
        one, *others = answers.bics(yes[few], labelings)
    return {1: Signs(one)} | {
        len(fit.centers): Signs(
            likely,
            silhouette(away, fit.labels[some]),
            tuple(between.certainty.tolist()),
            tuple(between.depth.tolist()),
        )
        for fit, likely, between in zip(
            fits, others, valleys(points, fits), strict=True
        )
    }
