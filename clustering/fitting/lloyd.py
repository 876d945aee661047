"""Centers -> better ones: Lloyd's rounds, for several sets at once."""

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, Owners, assign, means, parts

MOMENTUM, BOLD = 0.5, 0.9
"""Of what centers moved, how much farther they go at once: it saves rounds; and where
many sets are tried, so much that they are carried past optima that are no good."""
FIRST_LAP, LAP = 4, 3
"""Rounds of a race after which sets without a chance are left behind: first, and then
again and again."""


class Runners:
    """Sets of centers on their way, round by round.

    Parameters
    ----------
    cloud : Cloud
    centers : (r, k, d)
    """

    def __init__(self, cloud: Cloud, centers: FloatArray) -> None:
        self._cloud = cloud
        self._reached = centers.copy(), np.empty(len(centers))
        self._enter(np.arange(len(centers)), centers, centers)
        self._labels, self._inertia = assign(cloud, centers)

    def _enter(self, which: IntArray, centers: FloatArray, before: FloatArray) -> None:
        self._which, self._centers, self._before = which, centers, before
        self._owners = Owners(self._cloud, *centers.shape[:2])

    def reached(self) -> tuple[FloatArray, FloatArray]:
        """Return all sets of centers (r, k, d) as they are now, and their SSE (r,)."""
        centers, inertia = self._reached
        centers[self._which], inertia[self._which] = self._centers, self._inertia
        return centers, inertia

    def go(self, momentum: float) -> bool:
        """Run one of Lloyd's rounds; tell whether anything moved.

        With momentum, centers go on the way that they are going.

        References
        ----------
        Polyak (1964), "Some methods of speeding up the convergence of iteration
        methods".
        """
        totals = self._owners.totals(self._labels, self._cloud.rows)
        moved = means(self._cloud, totals, self._centers)
        self._move = moved != self._centers
        if not self._move.any():
            return False
        on = momentum if self._before is not self._centers else 0
        ahead = self._cloud.rounded(moved + on * (moved - self._before))
        self._before, self._centers, self._last = moved, ahead, self._inertia
        self._labels, self._inertia = assign(self._cloud, ahead)
        return True

    def leave(self, rounds: int) -> bool:
        """Leave sets behind that rest, or would not be the tightest after some rounds.

        Not even if each of those gained as much as the last one, and mostly they gain
        ever less.  Tell whether others are left.
        """
        least = self.reached()[1].min()
        gains = (self._last - self._inertia).clip(min=0)
        stay = self._move.any(axis=(1, 2))
        stay &= self._inertia - rounds * gains <= least
        if not stay.all():
            self._enter(self._which[stay], self._centers[stay], self._before[stay])
            self._labels, self._inertia = self._labels[stay], self._inertia[stay]
        return bool(stay.any())


def improve(  # noqa: PLR0913 - how far and how, a caller knows
    cloud: Cloud,
    centers: FloatArray,
    timer: Timer,
    *,
    rounds: int,
    racing: bool = False,
    momentum: float = MOMENTUM,
) -> tuple[FloatArray, FloatArray]:
    """Return sets of centers (r, k, d) after some rounds, and the SSE (r,) of each.

    There are fewer where nothing changes any more, or the time is up.  Between the
    first round and the last, centers go on the way they are going.

    Parameters
    ----------
    racing : bool
        Whether only the tightest sets count: those that can hardly catch up with them
        stop where they are.
    momentum : float
        Of what centers moved, how much farther they go.
    """
    laps = range(FIRST_LAP, rounds, LAP) if racing else range(0)
    reached = [
        run(Runners(cloud, centers[part]), timer, rounds, laps, momentum)
        for part in parts(len(centers), len(cloud.rows))
    ]
    ends, inertia = zip(*reached, strict=True)
    return np.concatenate(ends), np.concatenate(inertia)


def run(
    runners: Runners, timer: Timer, rounds: int, laps: range, momentum: float
) -> tuple[FloatArray, FloatArray]:
    """Return what `improve` does, of as many sets as memory holds at a time."""
    for done in range(1, rounds + 1):
        if timer.up() or not runners.go(momentum if done < rounds else 0):
            break
        if done in laps and not runners.leave(rounds - done):
            break
    return runners.reached()
