"""Features -> which k, and whether there is anything."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from clustering import kmeans
from clustering.arrays import FloatArray, IntArray
from clustering.evidence.ladder import ladder
from clustering.evidence.sample import look, smooth
from clustering.evidence.verdict import Signs, fallback, likeliest, verdict
from clustering.evidence.weighing import Evidence
from clustering.fitting.rows import keys
from clustering.kmeans import Fit
from clustering.request import K_MAX

FIRST, BEYOND = 7, 2
"""How many clusters are tried at first, and how many more than the likeliest number:
else half as many again are tried."""


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
        What speaks for each k from 1, as far as more clusters promised to explain the
        points better; none where there is too little to look at.
    rows : (m,) ints
        Which of the points were looked at.
    labels : dict of (m,) ints
        Their clusters for each k from 1, near those of the best fit.
    """

    groups: int
    k: int
    signs: dict[int, Signs] = field(default_factory=dict, compare=False)
    rows: IntArray = field(
        default_factory=lambda: np.empty(0, dtype=np.intp), compare=False
    )
    labels: dict[int, IntArray] = field(default_factory=dict, compare=False)


def choose(
    points: FloatArray,
    rng: np.random.Generator,
    *,
    k_max: int = K_MAX,
    labeled: int = 0,
) -> Choice:
    """Return how many groups the points have, if any, and the best k.

    Gaussian clusters with noise propose a k, and classes in what are categories;
    valleys in density between the clusters dispose of it.  The order of the points
    does not matter, and a generator in the same state gives the same choice.

    Parameters
    ----------
    points : (n, d)
        Finite numbers; scales do not matter.
    rng : Generator
    k_max : int
        The most clusters to look for, 2 or more.
    labeled : int
        Up to how many clusters there should be labels, whatever speaks for them.
    """
    seen, rows = look(points, rng)
    # Without columns that vary, all points are the same.
    different = len(np.unique(keys(seen))) if seen.size else 1
    most = min(k_max, different - 1, len(seen) // 3)
    if most <= 1:
        return Choice(groups=1, k=2)
    smoothed = smooth(seen, rng)
    evidence = Evidence.of(seen, smoothed, most, rng)
    rungs = ladder(smoothed, most, rng)
    signs, fits = climb(rungs, evidence)
    groups = checked(signs, fits, evidence, rng)
    k = groups if groups > 1 else fallback(signs)
    fits += islice(rungs, max(0, labeled - len(fits)))
    labels = {len(fit.centers): fit.labels for fit in fits}
    return Choice(groups, k, signs, rows, labels)


def climb(
    rungs: Iterator[Fit], evidence: Evidence
) -> tuple[dict[int, Signs], list[Fit]]:
    """Return what speaks for each k, and its fit, as far up as more may help."""
    signs: dict[int, Signs] = {}
    fits: list[Fit] = []
    upto = FIRST
    while further := list(islice(rungs, upto - len(fits))):
        fits += further
        ks = [len(fit.centers) for fit in further]
        signs |= zip(ks, evidence.signs(further), strict=True)
        if likeliest(signs, list(signs)) + BEYOND <= upto:
            break
        upto += upto // 2
    return signs, fits


def checked(
    signs: dict[int, Signs],
    fits: list[Fit],
    evidence: Evidence,
    rng: np.random.Generator,
) -> int:
    """Return how many groups the signs show, seen again on their tightest clusters.

    A fit of the ladder is near the tightest, but a border may lie elsewhere there.
    Tighter clusters, and what speaks for them, take the place of the others.
    """
    seen = set[int]()
    while (k := verdict(signs)) > 1 and k not in seen:
        seen.add(k)
        again = kmeans.fit(evidence.points, k, rng)
        if again.inertia < fits[k - 1].inertia:
            fits[k - 1] = again
            (signs[k],) = evidence.signs([again])
    return k
