"""Rows, k -> centers near the best there are: starts that compete, and moves."""

from typing import NamedTuple

import numpy as np

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, lay, nears
from clustering.fitting.crossing import breed, different, nearby, same
from clustering.fitting.lloyd import compete, improve
from clustering.fitting.moves import SINGLES, relocate, surveyed
from clustering.fitting.rows import Rows
from clustering.fitting.seeding import CROWD, seeds

GLANCES, LEADERS = 8, 4
"""Starts for a first glance, and how many of the best of them have to agree."""
BEHIND = 0.01
"""By how much looser than the tightest a start is if it only had bad luck."""
AGREEABLE, GLANCES_OF_MANY = 12, 5
"""Clusters up to which starts can be expected to agree, and starts for more clusters:
the best of them counts alone, and its centers are moved anyway."""
STARTS = 64
"""Starts at most, however few the points."""
ROUNDS = (4, 12)
"""Lloyd's rounds for all starts, and further ones for the best of them."""
CANDIDATES = 24
"""Starts that get the further rounds."""
MOVED, KEPT = 2, 5
"""The best of what came of crossings: how many are moved, and how many are kept."""
ROUNDS_SURE = 2
"""Rounds for what comes from fewer rows, where it may be sure."""
EXPLORED, EXPLORED_AT_LAST = 800_000, 3_200_000
"""Rows times clusters up to which several optima are looked for: of a sample; and of
all rows, where no sample tells which of them is the tightest."""
LARGE_SAMPLE = 2
"""The sample, counted from 0, that tells nearly as well as all rows do."""
SINGLES_SOON = 2
"""Moves of one center that are tried at a time where more rows will tell."""
SURE = 0.2
"""How much nearer starts have to lie to agree where no further rows can tell."""
BEYOND_CHANCE = 2.5
"""Standard errors by which some rows tell that one optimum is looser than another."""


class Effort(NamedTuple):
    """How thoroughly to search.

    Attributes
    ----------
    work : int
        Points times clusters times starts: as many starts are made.
    carried : int
        Of the best of them, how many are carried on to more rows.
    fresh : int
        Starts from all the more rows: what is best on few may lead astray on more.
    rounds : int
        Lloyd's rounds before and after each crossing.
    parents : int
        Sets that are crossed with each other: the tightest ones that differ.
    """

    work: int
    carried: int
    fresh: int
    rounds: int
    parents: int


THOROUGH, BRIEF = Effort(800_000, 16, 12, 20, 8), Effort(200_000, 8, 6, 10, 5)
"""For tables of which all rows can be explored like a sample; and for larger ones."""


def glance(
    levels: list[Rows], k: int, rng: np.random.Generator, timer: Timer
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
    cloud = lay(few, k, rough=bool(more))
    sets, inertia = leaders(cloud, k, rng, timer, again=bool(more))
    agreed = bool(more) and agree(cloud, sets, inertia)
    if agreed and len(more) == 1:
        return cloud.back(sets[0]), True
    if agreed:
        return confirm(more[0], cloud.back(sets[:1]), timer)[0], True
    firm = len(sets) == 1 or agree(cloud, sets, inertia, SURE)
    singles = SINGLES_SOON if more else SINGLES
    sets[0], inertia[0], clear = relocate(
        cloud, sets[0], float(inertia[0]), timer, singles=singles
    )
    if not more:
        sure = clear and firm and len(cloud.rows) >= CROWD * k
        return cloud.back(sets[0]), sure
    sets = sets[:1] if clear else sets[different(cloud, sets, inertia, len(sets))]
    return confirm(more[0], cloud.back(sets), timer)


def leaders(
    cloud: Cloud, k: int, rng: np.random.Generator, timer: Timer, *, again: bool
) -> tuple[FloatArray, FloatArray]:
    """Return the best of a few starts (r, k, d), the tightest first, and their SSE.

    Parameters
    ----------
    again : bool
        Whether to start as often again where they do not agree: then all count that
        do not lie behind, and some at least.
    """
    count, keep = (GLANCES, LEADERS) if k <= AGREEABLE else (GLANCES_OF_MANY, 1)
    first = seeds(cloud, k, count, rng, timer)
    sets, inertia = compete(cloud, first, timer, rounds=ROUNDS, keep=keep)
    if not again or keep == 1 or agree(cloud, sets, inertia):
        return sets, inertia
    others, theirs = leaders(cloud, k, rng, timer, again=False)
    sets, inertia = np.concatenate([sets, others]), np.append(inertia, theirs)
    near = np.count_nonzero(inertia <= (1 + BEHIND) * inertia.min())
    best = inertia.argsort(kind="stable")[: max(near, keep)]
    return sets[best], inertia[best]


def confirm(rows: Rows, sets: FloatArray, timer: Timer) -> tuple[FloatArray, bool]:
    """Return the first of sets of centers (r, k, d) after moves on some of more rows.

    And whether it is sure: the clusters lie apart, or all the others agree with it.
    """
    k = sets.shape[1]
    cloud = lay(rows.head(surveyed(k)), k, rough=True)
    sets = cloud.onto(sets)
    if len(sets) > 1:
        sets, inertia = improve(cloud, sets, timer, rounds=ROUNDS[1])
        if not agree(cloud, sets, inertia):
            return cloud.back(sets[0]), False
    (best,), (sse,) = improve(cloud, sets[:1], timer, rounds=ROUNDS_SURE)
    sets[0], _, clear = relocate(cloud, best, float(sse), timer)
    if len(sets) == 1:
        return cloud.back(sets[0]), clear
    return cloud.back(sets[0]), agree(cloud, sets, inertia)


def search(
    levels: list[Rows],
    known: FloatArray,
    rng: np.random.Generator,
    *,
    least: int,
    timer: Timer,
) -> tuple[FloatArray, list[Rows]]:
    """Return different optima that starts lead to, the best first.

    Parameters
    ----------
    levels : Rows
        A sample or all of them; and ever more rows, if there are.
    known : (k, d)
        Centers that are as good as a start.
    least : int
        Starts, at least.

    Returns
    -------
    optima : (r, k, d)
    rest : Rows
        Levels of too many rows to look for optima there.
    """
    few, *more = levels
    k = len(known)
    effort = THOROUGH if len(levels[-1].points) * k <= EXPLORED else BRIEF
    cloud = lay(few, 2 * k)  # two sets are looked at together
    count = max(least, min(effort.work // (len(cloud.rows) * k), STARTS))
    # Greedy seeds are better, and all alike where there are few points.
    first = [
        seeds(cloud, k, -(-count // 2), rng, timer, greedy=greedy)
        for greedy in (True, False)
    ]
    sets, _ = compete(
        cloud, np.concatenate(first), timer, rounds=ROUNDS, keep=CANDIDATES
    )
    if not more:
        return cloud.back(explore(cloud, sets, timer, effort)), []
    sets = np.concatenate([known[None], cloud.back(sets[: effort.carried])])
    for place, level in enumerate(more):
        work = len(level.points) * k
        small = place < LARGE_SAMPLE and level is levels[-1]
        if timer.up() or work > (EXPLORED_AT_LAST if small else EXPLORED):
            return sets, more[place:]
        # Before any are explored, one is the best by the moves of the glance alone.
        if place and work > EXPLORED and len(close := rivals(few, sets)) == 1:
            return close, more[place:]
        cloud, few = lay(level, 2 * k), level
        fresh = seeds(cloud, k, effort.fresh, rng, timer)
        sets = np.concatenate([cloud.onto(sets), fresh])
        sets = cloud.back(explore(cloud, sets, timer, effort))
    return sets, []


def explore(cloud: Cloud, sets: FloatArray, timer: Timer, effort: Effort) -> FloatArray:
    """Return the best optima (r, k, d) that sets of centers lead to.

    What is good in some of them is crossed with what is good in others; the best
    are moved besides.
    """
    sets, inertia = improve(cloud, sets, timer, rounds=effort.rounds, racing=True)
    sets, inertia = breed(
        cloud, sets, inertia, timer, rounds=effort.rounds, parents=effort.parents
    )
    for place in range(min(MOVED, len(sets))):
        centers, sse, _ = relocate(cloud, sets[place], float(inertia[place]), timer)
        sets[place], inertia[place] = centers, sse
    return sets[different(cloud, sets, inertia, KEPT)]


def agree(
    cloud: Cloud, sets: FloatArray, inertia: FloatArray, share: float = 1
) -> bool:
    """Tell whether all sets of centers (r, k, d) are those of one optimum."""
    near = share * nearby(cloud, inertia.min())
    return len(sets) > 1 and all(same(sets[0], others, near) for others in sets[1:])


def rivals(rows: Rows, sets: FloatArray) -> FloatArray:
    """Return those sets of centers (r, k, d) that may be the tightest of them.

    The rows are a sample: they tell that one set is looser than another only if that
    is beyond chance.
    """
    if len(sets) == 1:
        return sets
    cloud = lay(rows, sets.shape[1])
    excess = np.empty((len(sets), len(cloud.rows)))
    for near in nears(cloud, cloud.onto(sets)):
        excess[:, near.block] = near.squared
    excess *= cloud.weights / cloud.norms.max()  # whose squares are floats
    excess -= excess[excess.sum(axis=1).argmin()].copy()
    chance = np.sqrt(np.einsum("ij,ij->i", excess, excess))
    close: FloatArray = sets[excess.sum(axis=1) <= BEYOND_CHANCE * chance]
    return close
