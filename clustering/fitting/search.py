"""Rows, k -> centers near the best there are: starts that compete, and moves."""

from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, lay
from clustering.fitting.lloyd import compete, improve
from clustering.fitting.moves import relocate
from clustering.fitting.rows import Rows
from clustering.fitting.seeding import seeds

WORK = 200_000
"""Points times clusters times starts that take little time: as many starts are made."""
STARTS = 64
"""Starts at most, however few the points."""
EARLY = (4, 8)
"""Lloyd's rounds for all starts, and further ones for the best of them."""
BETTER = 3
"""Starts that get the further rounds, for each optimum that is looked for."""
OPTIMA = (2, 8)
"""Optima that are looked for: where points are many, and where they are few."""
SAME = 0.05
"""How near centers lie to those of the same optimum: their squared distance, as a share
of the mean squared distance from points to centers."""
AGREED = 4
"""Further starts that lead to the tightest optimum, until moves are left out."""


@dataclass(eq=False)
class Optima:
    """Different optima found so far.

    Attributes
    ----------
    near : float
        Squared distance up to which two centers count as the same.
    centers : list of (k, d)
    inertia : list of float
        Of each optimum.
    hits : list of int
        How many further starts led to each while it was the tightest.
    """

    near: float
    centers: list[FloatArray] = field(default_factory=list)
    inertia: list[float] = field(default_factory=list)
    hits: list[int] = field(default_factory=list)

    @property
    def agreed(self) -> bool:
        """Whether so many starts led to one optimum that it is hardly improved on."""
        return max(self.hits, default=0) >= AGREED

    def place(self, centers: FloatArray) -> int | None:
        """Return which of the optima the centers lie near to, if any."""
        for place, others in enumerate(self.centers):
            away = cdist(centers, others, "sqeuclidean")
            met = len(np.unique(away.argmin(axis=1))) == len(centers)
            if met and away.min(axis=1).max() <= self.near:
                return place
        return None

    def add(self, centers: FloatArray, inertia: float) -> None:
        """Take in a new optimum, or count one more start that led to a known one."""
        place = self.place(centers)
        if place is None:
            self.centers.append(centers)
            self.inertia.append(inertia)
            self.hits.append(0)
        elif self.inertia[place] == min(self.inertia):
            self.hits[place] += 1

    def ranked(self) -> FloatArray:
        """Return the optima (r, k, d), the tightest first."""
        return np.stack(self.centers)[np.argsort(self.inertia, kind="stable")]


def search(
    rows: Rows, k: int, rng: np.random.Generator, *, starts: int, timer: Timer
) -> FloatArray:
    """Return different optima (r, k, d) that starts lead to, the best first.

    Parameters
    ----------
    starts : int
        How many there are at least.
    """
    cloud = lay(rows.points, rows.weights, k)
    work = len(cloud.rows) * k
    most = int(np.clip(WORK // work, *OPTIMA))
    sets = seeds(cloud, k, max(starts, min(WORK // work, STARTS)), rng)
    sets, inertia = compete(cloud, sets, rounds=EARLY, keep=BETTER * most)
    return cloud.back(explore(cloud, sets, inertia, most, timer))


def refine(rows: Rows, sets: FloatArray, timer: Timer) -> FloatArray:
    """Return the best (k, d) of sets of centers on more rows, after moves there."""
    cloud = lay(rows.points, rows.weights, sets.shape[1])
    sets, inertia = improve(cloud, cloud.onto(sets), rounds=2)
    best = inertia.argmin()
    centers, _ = relocate(cloud, sets[best], inertia[best], timer)
    return cloud.back(centers)


def explore(
    cloud: Cloud, sets: FloatArray, inertia: FloatArray, most: int, timer: Timer
) -> FloatArray:
    """Return different optima among sets of centers (r, k, d), after moves.

    Moves are left out where they would lead to an optimum already known, and once
    several starts agree on the tightest.
    """
    optima = Optima(near=SAME * inertia[0] / cloud.weights.sum())
    for centers, sse in zip(sets, inertia, strict=True):
        reached = centers, float(sse)
        if not optima.agreed and optima.place(centers) is None:
            reached = relocate(cloud, *reached, timer)
        optima.add(*reached)
        if len(optima.centers) == most or timer.up():
            break
    return optima.ranked()
