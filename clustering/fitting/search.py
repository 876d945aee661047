"""Rows, k -> centers near the best there are: starts that compete, and moves."""

from typing import NamedTuple

import numpy as np

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, lay
from clustering.fitting.crossing import KEPT, breed
from clustering.fitting.lloyd import BOLD, improve
from clustering.fitting.moves import relocate
from clustering.fitting.optima import APART, SAME, different, rivals
from clustering.fitting.rows import Rows
from clustering.fitting.seeding import seeds

STARTS = 64
"""Starts at most, however few the points."""
ROUNDS, ROUNDS_OF_FEW = 30, 16
"""Lloyd's rounds before and after each crossing; and where more rows will tell."""
CHEAP = 200_000
"""Rows times clusters up to which a thorough search takes a second or so at most."""
EXPLORED, EXPLORED_IN_DOUBT = 800_000, 3_200_000
"""Rows times clusters up to which several optima are looked for: in any case; and where
fewer rows do not tell which of them is the tightest."""
MANY = 100_000
"""Rows from which all of them are explored briefly: samples have told most of it."""
VAST = 10_000_000
"""Rows times clusters from which a search, all of it on samples, is most of a fit."""


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
    parents : int
        Sets that are crossed with each other: the tightest ones that differ.
    moved : int
        How many of the best of what came of crossings are moved.
    groups : int
        Groups of starts that are crossed apart before their best are crossed with each
        other: where one is stuck, another one hardly is.
    """

    work: int
    carried: int
    fresh: int
    parents: int
    moved: int
    groups: int


THOROUGH = Effort(800_000, carried=16, fresh=36, parents=8, moved=2, groups=2)
USUAL = Effort(800_000, carried=16, fresh=12, parents=8, moved=2, groups=1)
BRIEF = Effort(200_000, carried=8, fresh=16, parents=5, moved=2, groups=1)
BRIEFEST = Effort(200_000, carried=8, fresh=4, parents=4, moved=0, groups=1)
"""The fewer rows times clusters, the less a search costs, and the more it tells: optima
of many rows that differ are nearly as tight."""


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
    k, n = len(known), len(levels[-1].points)
    effort = effort_for(len(few.points), n, k)
    cloud = lay(few, 2 * k)  # two sets are looked at together
    count = max(least, min(effort.work // (len(cloud.rows) * k), STARTS))
    # Greedy seeds are better, and all alike where there are few points.
    first = [
        seeds(cloud, k, -(-count // 2), rng, timer, greedy=greedy)
        for greedy in (True, False)
    ]
    sets = np.concatenate(first)
    if not more:
        return cloud.back(explore(cloud, sets, timer, effort, SAME)), []
    sets, inertia = improve(cloud, sets, timer, rounds=ROUNDS_OF_FEW, racing=True)
    best = inertia.argsort(kind="stable")[: effort.carried]
    sets = np.concatenate([known[None], cloud.back(sets[best])])
    for place, level in enumerate(more):
        m = len(level.points)
        work, last = m * k, level is levels[-1]
        if timer.up() or work > EXPLORED_IN_DOUBT:
            return sets, more[place:]
        # Before any are explored, one is the best by the moves of the glance alone.
        if place and work > EXPLORED:
            close = likely(few, sets)
            close = close if last else likely(level, close)
            if len(close) == 1:
                return close, more[place:]
        effort = effort_for(m, n, k)
        cloud, few = lay(level, 2 * k), level
        fresh = seeds(cloud, k, effort.fresh, rng, timer)
        sets = np.concatenate([cloud.onto(sets), fresh])
        share = SAME if last else APART
        sets = cloud.back(explore(cloud, sets, timer, effort, share))
    return sets, []


def effort_for(m: int, n: int, k: int) -> Effort:
    """Return how thoroughly to search for k clusters of m of n rows."""
    if MANY < m == n:
        return BRIEFEST
    if EXPLORED < m * k <= EXPLORED_IN_DOUBT:
        return BRIEF  # as in doubt: what is clear has been returned by then
    if n * k <= CHEAP:
        return THOROUGH
    if n * k <= EXPLORED:
        return USUAL
    return BRIEF if n * k <= VAST else BRIEFEST


def explore(
    cloud: Cloud, sets: FloatArray, timer: Timer, effort: Effort, share: float
) -> FloatArray:
    """Return the best optima (r, k, d) that sets of centers lead to.

    What is good in some of them is crossed with what is good in others, first within
    groups and then among the best of all; the best are moved besides.

    Parameters
    ----------
    sets : (r, k, d)
        As many as there are groups, or more.
    share : float
        How near optima are that count as one.
    """
    groups = [sets[place :: effort.groups] for place in range(effort.groups)]
    found = [bred(cloud, group, timer, effort) for group in groups]
    sets, inertia = map(np.concatenate, zip(*found, strict=True))
    if effort.groups > 1:
        sets, inertia = breed(
            cloud, sets, inertia, timer, rounds=ROUNDS, parents=effort.parents
        )
    best, _ = different(cloud, sets, inertia, effort.moved)
    for place in best:
        centers, sse, _ = relocate(cloud, sets[place], float(inertia[place]), timer)
        sets[place], inertia[place] = centers, sse
    return sets[different(cloud, sets, inertia, KEPT, share)[0]]


def bred(
    cloud: Cloud, sets: FloatArray, timer: Timer, effort: Effort
) -> tuple[FloatArray, FloatArray]:
    """Return the best of what sets lead to and crossings make of it, and their SSE."""
    sets, inertia = improve(
        cloud, sets, timer, rounds=ROUNDS, racing=True, momentum=BOLD
    )
    return breed(cloud, sets, inertia, timer, rounds=ROUNDS, parents=effort.parents)


def likely(rows: Rows, sets: FloatArray) -> FloatArray:
    """Return those sets of centers (r, k, d) that may be the tightest of all rows."""
    if len(sets) == 1:
        return sets
    cloud = lay(rows, sets.shape[1])
    close: FloatArray = sets[rivals(cloud, cloud.onto(sets))]
    return close
