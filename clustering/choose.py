"""Features -> which k, and whether there is anything."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.evidence.dips import Dips, dips
from clustering.evidence.mixture import bic
from clustering.evidence.outliers import outliers
from clustering.evidence.silhouette import silhouette
from clustering.request import K_MAX

SAMPLE = 6_000
"""Points that are looked at."""
CELLS = 100_000
"""Numbers that are looked at, where points have many features."""
STARTS = 2
"""Runs for each k: near the best fit is near enough to compare k's."""
COARSE = 30
"""Different values up to which a column counts as rounded."""
STRONG = 6.0
"""Difference in BIC that is strong evidence (Kass, Raftery 1995)."""


@dataclass(frozen=True)
class Choice:
    """How many clusters the points have.

    Attributes
    ----------
    groups : int
        How many clear groups there are; 1 when there are none to tell apart.
    k : int
        The best k of 2 or more in any case; equal to `groups` if that is over 1.
    """

    groups: int
    k: int


@dataclass(frozen=True)
class Evidence:
    """What speaks for each k.

    Attributes
    ----------
    bics : dict
        How badly Gaussians and some noise explain the points, for each k from 1.
    silhouettes : dict
        Mean silhouette of each k from 2, -1..1.
    dips : dict
        Dips between the clusters of each k from 2.
    """

    bics: dict[int, float]
    silhouettes: dict[int, float]
    dips: dict[int, Dips]

    @property
    def likely(self) -> int:
        """The k with the smallest BIC."""
        return min(self.bics, key=self.bics.__getitem__)

    @property
    def roomy(self) -> int:
        """The k with the largest silhouette."""
        return max(self.silhouettes, key=self.silhouettes.__getitem__)


def choose(
    points: FloatArray, rng: np.random.Generator, *, k_max: int = K_MAX
) -> Choice:
    """Return how many groups the points have, if any, and the best k.

    Gaussian clusters with noise propose a k; dips in density between the
    clusters dispose of it.  The order of the points does not matter, and a
    generator in the same state gives the same choice.

    Parameters
    ----------
    points : (n, d)
        Finite numbers; scales do not matter.
    rng : Generator
    k_max : int
        The most clusters to look for, 2 or more.
    """
    seen = look(points, rng)
    different = len(np.unique(seen, axis=0))
    most = min(k_max, different - 1, len(seen) // 3)
    if most <= 1:
        return Choice(groups=1, k=2)
    evidence = gather(smooth(seen, rng), most, rng)
    groups = verdict(evidence)
    return Choice(groups, k=groups if groups > 1 else evidence.roomy)


def look(points: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return points of the cloud, scaled, without outliers or constant columns.

    This and `smooth` serve the choice of k alone.
    """
    size = min(SAMPLE, CELLS // points.shape[1])
    points = points[np.lexsort(points.T[::-1])]
    if len(points) > size:
        points = rng.choice(points, size, replace=False, shuffle=False)
    scaled = standardize(points)
    return scaled[~outliers(scaled)]


def smooth(points: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return points scaled again, with rounded columns spread out."""
    return standardize(np.stack([unround(column, rng) for column in points.T], axis=1))


def standardize(points: FloatArray) -> FloatArray:
    """Return the columns that vary, at mean 0 and variance 1."""
    # Halves, since the range of numbers near the largest float is no float.
    low, high = points.min(axis=0) / 2, points.max(axis=0) / 2
    varies = high > low
    unit = ((points / 2 - low)[:, varies]) / (high - low)[varies]
    scaled: FloatArray = (unit - unit.mean(axis=0)) / unit.std(axis=0)
    return scaled


def unround(column: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Spread a column's values over the steps that they were rounded to, if any."""
    values = np.unique(column)
    if len(values) not in range(2, min(COARSE + 1, len(column) // 3)):
        return column
    step = np.median(np.diff(values))
    return column + rng.uniform(-step / 2, step / 2, len(column))


def gather(points: FloatArray, most: int, rng: np.random.Generator) -> Evidence:
    """Return what speaks for each k up to the most."""
    fits = {k: kmeans.fit(points, k, rng, starts=STARTS) for k in range(1, most + 1)}
    few = rng.permutation(len(points))[: max(1_000, 40 * most)]
    splits = {k: fit for k, fit in fits.items() if k > 1}
    some = rng.permutation(len(points))[:2_000]
    away = cdist(points[some], points[some])
    return Evidence(
        bics={k: bic(points[few], fit.labels[few]) for k, fit in fits.items()},
        silhouettes={
            k: silhouette(away, fit.labels[some]) for k, fit in splits.items()
        },
        dips={k: dips(points, fit) for k, fit in splits.items()},
    )


def verdict(evidence: Evidence) -> int:
    """Return how many groups the evidence shows; 1 for none.

    The thresholds were chosen on tables with a known answer.
    """
    if evidence.likely == 1:
        return 1
    k = likely_or_sharp(evidence)
    return evidence.roomy if k > 1 and roomier(evidence, k) else k


def roomier(evidence: Evidence, k: int) -> bool:
    """Tell whether the silhouette shows clear clusters within those of k."""
    roomy = evidence.roomy
    # The largest k tried may have the largest silhouette only for want of more.
    finer = k < roomy < max(evidence.silhouettes)
    # Few points have many dips by chance; the mixture knows better then.
    denied = evidence.bics[roomy] > evidence.bics[k] + STRONG
    return finer and not denied and evidence.dips[roomy].reach(z=1.25, depth=0.45)


def likely_or_sharp(evidence: Evidence) -> int:
    """Return the likely k if its dips bear it out, else what sharp dips alone show."""
    likely, widths = evidence.likely, evidence.silhouettes
    sharp = sharpest(evidence)
    if not borne_out(evidence) or (sharp > likely and widths[sharp] >= widths[likely]):
        return sharp
    return likely


def sharpest(evidence: Evidence) -> int:
    """Return the largest k with sharp dips between all neighbours, or 1."""
    sharp = (k for k, dip in evidence.dips.items() if dip.reach(z=2.75, depth=0.3))
    return max(sharp, default=1)


def borne_out(evidence: Evidence) -> bool:
    """Tell whether there are dips between the clusters of the likely k.

    Shallow ones will do if the silhouette speaks for the same k.
    """
    found = evidence.dips[evidence.likely]
    same = evidence.likely == evidence.roomy < max(evidence.silhouettes)
    shallow = same and found.reach(z=1.25, depth=0.3, mean_depth=0.55)
    return shallow or found.reach(z=1.25, depth=0.45)
