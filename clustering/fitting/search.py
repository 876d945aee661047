"""Rows, k -> centers near the best there are: starts that compete, and moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, lay
from clustering.fitting.lloyd import compete, improve
from clustering.fitting.moves import relocate
from clustering.fitting.rows import Rows
from clustering.fitting.seeding import CROWD, seeds

GLANCES, LEADERS = 8, 3
"""Starts for a first glance, and how many of the best of them have to agree."""
AGREEABLE = 12
"""Clusters up to which starts can be expected to agree."""
WORK = 200_000
"""Points times clusters times starts that take little time: as many starts are made."""
STARTS = 64
"""Starts at most, however few the points."""
ROUNDS = (4, 14)
"""Lloyd's rounds for all starts, and further ones for the best of them."""
OPTIMA = (8, 6, 4)
"""Optima that are looked for on each level, of ever more rows."""
BLIND = (3,)
"""Optima that are looked for where all rows are too many to compare them on."""
ROUNDS_AGAIN, ROUNDS_SURE = 4, 2
"""Rounds for what comes from fewer rows, before its moves; and where it may be sure."""
BETTER = 3
"""Starts that get the further rounds, for each optimum that is looked for."""
EXPLORED = 400_000
"""Rows times clusters of a level up to which several optima are looked for."""
SAME = 0.1
"""How near centers lie to those of the same optimum: their squared distance, as a share
of the mean squared distance from points to centers."""
AGREED = 4
"""Further starts that lead to the tightest optimum, until no more are looked at."""


@dataclass(eq=False)
class Optima:
    """Different optima found so far.

    Attributes
    ----------
    most : int
        Optima that are looked for.
    near : float
        Squared distance up to which two centers count as the same.
    centers : list of (k, d)
    inertia : list of float
        Of each optimum.
    hits : int
        How many further starts led to the tightest.
    """

    most: int
    near: float = 0.0
    centers: list[FloatArray] = field(default_factory=list)
    inertia: list[float] = field(default_factory=list)
    hits: int = 0

    @property
    def enough(self) -> bool:
        """Whether further starts have hardly anything to tell."""
        return self.hits >= AGREED or len(self.centers) >= self.most

    def place(self, centers: FloatArray) -> int | None:
        """Return which of the optima the centers lie near to, if any."""
        for place, others in enumerate(self.centers):
            if same(centers, others, self.near):
                return place
        return None

    def add(self, centers: FloatArray, inertia: float) -> None:
        """Take in a new optimum, or count one more start that led to a known one."""
        place = self.place(centers)
        if place is not None:
            self.hits += self.inertia[place] <= min(self.inertia)
            return
        if inertia < min(self.inertia, default=np.inf):
            self.hits = 0
        self.centers.append(centers)
        self.inertia.append(inertia)

    def ranked(self) -> FloatArray:
        """Return the optima (r, k, d), the tightest first."""
        return np.stack(self.centers)[np.argsort(self.inertia, kind="stable")]


def glance(
    levels: Sequence[Rows], k: int, rng: np.random.Generator, timer: Timer
) -> tuple[FloatArray, bool]:
    """Return where a few starts lead, and whether others would hardly lead elsewhere.

    They would not where the best few agree, nor where the clusters lie apart.

    Parameters
    ----------
    levels : Rows
        A sample or all of them; and more rows, if there are.

    Returns
    -------
    centers : (k, d)
    sure : bool
    """
    few, *more = levels
    cloud = lay(few, k)
    keep = LEADERS if k <= AGREEABLE else 1
    first = seeds(cloud, k, GLANCES, rng)
    sets, inertia = compete(cloud, first, rounds=ROUNDS, keep=keep)
    agreed = bool(more) and agree(cloud, sets, inertia)
    if agreed and len(more) == 1:
        return cloud.back(sets[0]), True
    if agreed:
        return confirm(lay(more[0], k), cloud.back(sets[:1]), timer)[0], True
    sets[0], _, clear = relocate(cloud, sets[0], float(inertia[0]), timer)
    if not more:
        return cloud.back(sets[0]), clear and len(cloud.rows) >= CROWD * k
    return confirm(lay(more[0], k), cloud.back(sets), timer)


def confirm(cloud: Cloud, sets: FloatArray, timer: Timer) -> tuple[FloatArray, bool]:
    """Return the first of sets of centers (r, k, d) after moves on more rows.

    And whether it is sure: the clusters lie apart, or all the others agree with it.
    """
    sets = cloud.onto(sets)
    (best,), (sse,) = improve(cloud, sets[:1], rounds=ROUNDS_SURE)
    sets[0], _, clear = relocate(cloud, best, float(sse), timer)
    if clear or len(sets) == 1:
        return cloud.back(sets[0]), clear
    sets, inertia = improve(cloud, sets, rounds=ROUNDS[1])
    return cloud.back(sets[0]), agree(cloud, sets, inertia)


def search(
    levels: Sequence[Rows],
    known: FloatArray,
    rng: np.random.Generator,
    *,
    least: int,
    timer: Timer,
) -> FloatArray:
    """Return different optima (r, k, d) that starts lead to, the best first.

    Parameters
    ----------
    levels : Rows
        A sample or all of them; and ever more rows, if there are.
    known : (k, d)
        Centers that are as good as a start.
    least : int
        Starts, at least.
    """
    few, *more = levels
    k = len(known)
    cloud = lay(few, k)
    count = max(least, min(WORK // (len(cloud.rows) * k), STARTS))
    # Greedy seeds are better, and all alike where there are few points.
    first = [
        seeds(cloud, k, -(-count // 2), rng, greedy=greedy) for greedy in (True, False)
    ]
    keep = BETTER * OPTIMA[0]
    sets, _ = compete(cloud, np.concatenate(first), rounds=ROUNDS, keep=keep)
    if not more:
        return cloud.back(explore(cloud, sets, OPTIMA[0], timer))
    sets = np.concatenate([known[None], cloud.back(sets[: OPTIMA[0]])])
    comparable = len(levels[-1].points) * k <= EXPLORED
    counts = OPTIMA[1:] if comparable else BLIND
    for level, most in zip(more, counts, strict=False):
        if timer.up() or len(level.points) * k > EXPLORED:
            break
        cloud = lay(level, k)
        sets = cloud.back(explore(cloud, cloud.onto(sets), most, timer))
    return sets


def explore(cloud: Cloud, sets: FloatArray, most: int, timer: Timer) -> FloatArray:
    """Return the optima (r, k, d) near sets of centers, after moves.

    Moves are left out where they would lead to an optimum already known.  The rest
    of the sets is left out once several starts agree on the tightest, unless points
    are so few that this takes no time.
    """
    sets, inertia = improve(cloud, sets, rounds=ROUNDS_AGAIN)
    order = inertia.argsort(kind="stable")
    optima = Optima(most, nearby(cloud, inertia.min()))
    few = len(cloud.rows) <= CROWD * len(sets[0])
    for start, least in zip(sets[order], inertia[order], strict=True):
        centers, sse = start, float(least)
        if optima.place(centers) is None:
            centers, sse, _ = relocate(cloud, centers, sse, timer)
        optima.add(centers, sse)
        if (optima.enough and not few) or timer.up():
            break
    return optima.ranked()


def agree(cloud: Cloud, sets: FloatArray, inertia: FloatArray) -> bool:
    """Tell whether all sets of centers (r, k, d) are those of one optimum."""
    near = nearby(cloud, inertia.min())
    return len(sets) > 1 and all(same(sets[0], others, near) for others in sets[1:])


def nearby(cloud: Cloud, inertia: float) -> float:
    """Return the squared distance up to which two centers count as the same."""
    return SAME * float(inertia) / float(cloud.weights.sum())


def same(centers: FloatArray, others: FloatArray, near: float) -> bool:
    """Tell whether each center (k, d) has another one near to it, of its own."""
    away = cdist(centers, others, "sqeuclidean")
    met = len(np.unique(away.argmin(axis=1))) == len(centers)
    return bool(met and away.min(axis=1).max() <= near)
