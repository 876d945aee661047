"""Rows, k -> centers near the best there are: starts that compete, and moves."""

from collections.abc import Iterator
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
FIRST = 12
"""Starts that are made before any others: where they agree, there are no others."""
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
AGREED_ROUGHLY = 2
"""Further starts that lead to an SSE alike the least, until no more are looked at."""
AGREED = 4
"""Further starts that lead to the tightest optimum, until no more are looked at."""


@dataclass(eq=False)
class Optima:
    """Different optima found so far.

    Attributes
    ----------
    most : int
        Optima that are looked for.
    alike : float
        Share of the SSE by which optima differ that are as good as each other.
    near : float
        Squared distance up to which two centers count as the same.
    centers : list of (k, d)
    inertia : list of float
        Of each optimum.
    hits : int
        How many further starts led to one as good as the tightest.
    """

    most: int
    alike: float = 0.0
    near: float = 0.0
    centers: list[FloatArray] = field(default_factory=list)
    inertia: list[float] = field(default_factory=list)
    hits: int = 0

    @property
    def agreed(self) -> bool:
        """Whether so many starts led to one SSE that it is hardly improved on."""
        return self.hits >= (AGREED_ROUGHLY if self.alike else AGREED)

    @property
    def enough(self) -> bool:
        """Whether further starts have hardly anything to tell."""
        return self.agreed or len(self.centers) >= self.most

    def tight(self, inertia: float) -> bool:
        """Tell whether an SSE is as good as the least so far."""
        return inertia <= min(self.inertia, default=-1.0) * (1 + self.alike)

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
        reached = inertia if place is None else self.inertia[place]
        if self.tight(reached):
            self.hits += 1
        elif reached < min(self.inertia, default=np.inf):
            self.hits = 0
        if place is None:
            self.centers.append(centers)
            self.inertia.append(inertia)

    def ranked(self) -> FloatArray:
        """Return the optima (r, k, d), the tightest first."""
        return np.stack(self.centers)[np.argsort(self.inertia, kind="stable")]


def search(  # noqa: PLR0913 - what `approach` was told, and how sharply to look
    rows: Rows,
    k: int,
    rng: np.random.Generator,
    *,
    starts: int,
    alike: float,
    timer: Timer,
) -> FloatArray:
    """Return different optima (r, k, d) that starts lead to, the best first.

    Parameters
    ----------
    starts : int
        How many there are at least, unless the first ones agree.
    alike : float
        Share of the SSE by which optima differ that are as good as each other.
    """
    cloud = lay(rows.points, rows.weights, k)
    work = len(cloud.rows) * k
    most = int(np.clip(WORK // work, *OPTIMA))
    optima = Optima(most, alike)
    for size in waves(max(starts, min(WORK // work, STARTS))):
        sets, inertia = compete(
            cloud, seeds(cloud, k, size, rng), rounds=EARLY, keep=BETTER * most
        )
        explore(cloud, sets, inertia, optima, timer)
        if optima.enough or timer.up():
            break
    return cloud.back(optima.ranked())


def waves(starts: int) -> Iterator[int]:
    """Yield how many starts to make at a time: few first, for these may agree."""
    first = min(starts, FIRST)
    yield first
    if starts > first:
        yield starts - first


def refine(rows: Rows, sets: FloatArray, timer: Timer) -> FloatArray:
    """Return the best (k, d) of sets of centers on more rows, after moves there."""
    cloud = lay(rows.points, rows.weights, sets.shape[1])
    sets, inertia = improve(cloud, cloud.onto(sets), rounds=2)
    best = inertia.argmin()
    centers, _ = relocate(cloud, sets[best], inertia[best], timer)
    return cloud.back(centers)


def explore(
    cloud: Cloud, sets: FloatArray, inertia: FloatArray, optima: Optima, timer: Timer
) -> None:
    """Add to the optima those near sets of centers (r, k, d), after moves.

    Moves are left out where they would lead to an optimum already known.  The rest
    of the sets is left out once several starts agree on the tightest.
    """
    if not optima.centers:
        optima.near = SAME * float(inertia[0]) / float(cloud.weights.sum())
    for centers, sse in zip(sets, inertia, strict=True):
        reached = centers, float(sse)
        known = optima.place(centers) is not None
        if not known and not (optima.alike and optima.tight(sse)):
            reached = relocate(cloud, *reached, timer)
        optima.add(*reached)
        if optima.enough or timer.up():
            break
