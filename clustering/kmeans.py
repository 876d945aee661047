"""Features, k -> fit: starts on a few rows, refined on more, settled on all."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.fitting import line, tiny
from clustering.fitting.assigning import assign, nearest, power
from clustering.fitting.clock import Timer
from clustering.fitting.coreset import odds, places, sample
from clustering.fitting.exchange import exchange
from clustering.fitting.glance import glance, in_halves
from clustering.fitting.moves import surveyed
from clustering.fitting.products import warm_up
from clustering.fitting.rows import Rows, gather
from clustering.fitting.search import likely, search
from clustering.fitting.settling import Clusters, calm, settle
from clustering.fitting.table import Table, extent

__all__ = ["Fit", "assign", "fit", "nearest"]

STARTS = 8
"""Sets of seeds, at least, from which the search for good centers starts."""
PROBE, PROBE_PER_CLUSTER = 1_500, 50
"""Rows of the smallest sample: so many, or so many per cluster if that is more."""
STEP = 12
"""How many times larger each sample is, at most, than the one before."""
WORTH = 1.5
"""How many times more rows than in a sample there have to be for one to be drawn."""
MORE = 2
"""How many times more rows than have confirmed a glance a sample has to have for the
centers to be carried on there."""
SETTLED = 32_000_000
"""Rows times clusters times optima of the search that are settled on all rows."""
LONG, SHARE = 10_000_000, 64
"""Rows times clusters up to which a pass over all rows takes no time to speak of; and
the part of more rows that tells how long it takes."""
WHOLE = 15_000
"""Rows up to which equal ones are always put together, in an order by content: all
tables of which single rows are exchanged are among these."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Clusters found among n points of d features.

    Attributes
    ----------
    labels : (n,) ints in 0..k-1
        The cluster of each point.  No cluster is empty.  Clusters are numbered
        by size, the largest first, then by center.
    centers : (k, d)
        The mean of each cluster's points, in the points' own unit.
    inertia : float
        Sum of squared distances from points to their centers, in that unit
        squared.  Lower is tighter; compare it only at equal k.
    complete : bool
        Whether the search came to its end; False where its time was up before.
    """

    labels: IntArray
    centers: FloatArray
    inertia: float
    complete: bool = True

    @cached_property
    def sizes(self) -> IntArray:
        """How many points (k,) each cluster has."""
        return np.bincount(self.labels, minlength=len(self.centers))


def fit(  # noqa: PLR0913 - a caller names what it wishes
    points: FloatArray,
    k: int,
    rng: np.random.Generator,
    *,
    starts: int = STARTS,
    budget_s: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Fit:
    """Return the tightest k clusters found.

    Greedy k-means++ seeds, Lloyd's rounds and moves of centers, on a few rows that
    stand for all.  Where a few starts lead to one optimum and no other comes near it
    (of a few thousand rows, in either half of them), or clusters lie apart, that is
    settled on all rows; else several optima are crossed on ever more rows, and the
    tightest of what comes of it is taken.  One feature is solved by dynamic
    programming, and a handful of rows by all ways to divide them.
    The order of the points does not matter, and a generator in the same state gives
    the same fit.

    Parameters
    ----------
    points : (n, d)
        Finite numbers.
    k : int
        Clusters wanted, 1 or more.  Where there are fewer different points,
        each becomes a cluster of its own.
    rng : Generator
    starts : int
        How many starts compete at least.
    budget_s : float, optional
        Seconds after which the best clusters so far are returned.
    clock : callable
        Tells the time in seconds.

    Returns
    -------
    Fit
        Each point sits with its nearest center, each center amid its points,
        unless the time was up, or a thousand rounds were too few.  `inertia` is
        infinite where it exceeds the largest float.

    Raises
    ------
    ValueError
        If points are not a table of finite numbers with a row and a column,
        or k < 1.

    """
    low, high = checked(points, k)
    timer = Timer(budget_s, clock)
    warm_up()
    # A power of two takes no digit away, and squares of what is left are floats.
    exponent = power(low, high)
    if exponent:
        points = np.ldexp(points, -exponent)
    rows = gather(points, few=WHOLE)
    ends = np.ldexp([low, high], -exponent)
    table = Table.between(rows.points, rows.weights, *ends)
    k = min(k, len(rows.points))
    labels = exact(rows, k)
    if labels is not None:
        optima = table.centers(table.totals(labels, k))[None]
    else:
        keep_pass(table, k, timer)
        optima = approach(rows, k, rng, starts=starts, timer=timer)
    best, reached = tightest(table, optima, timer)
    with np.errstate(over="ignore", under="ignore"):
        centers = np.ldexp(best.centers, exponent)
        inertia = float(np.ldexp(reached, 2 * exponent))
    return Fit(rows.back(best.labels), centers, inertia, not timer.ended)


def exact(rows: Rows, k: int) -> IntArray | None:
    """Return the labels (m,) of the rows at the least SSE, where that can be solved."""
    if len(rows.points) <= tiny.MOST:
        return tiny.divide(rows.points, rows.weights, k)
    if rows.points.shape[1] == 1:
        return line.divide(rows.points[:, 0], rows.weights, k)
    return None


def keep_pass(table: Table, k: int, timer: Timer) -> None:
    """Keep time for a last pass over all rows, if there is a limit and that is long."""
    if timer.budget_s is None or len(table.points) * k <= LONG:
        return
    size = len(table.points) // SHARE
    part = Table.of(table.points[:size], table.weights[:size])
    timer.keep(lambda: Clusters.around(part, table.points[:k]), SHARE)


def tightest(table: Table, optima: FloatArray, timer: Timer) -> tuple[Clusters, float]:
    """Return the clusters with the least SSE that centers (r, k, d) lead to, and it."""
    optima = foremost(table, optima, timer)
    best = finish(table, optima[0], timer)
    least = best.inertia
    for centers in optima[1:]:
        if timer.up():
            break
        clusters = finish(table, centers, timer)
        inertia = clusters.inertia
        if inertia < least:
            best, least = clusters, inertia
    return best, least


def foremost(table: Table, optima: FloatArray, timer: Timer) -> FloatArray:
    """Return as many of centers (r, k, d) as are to be settled on all rows.

    Where they are too many, one pass over the rows tells which are the tightest.
    """
    most = max(1, SETTLED // (len(table.points) * optima.shape[1]))
    if len(optima) <= most:
        return optima
    inertia = np.full(len(optima), np.inf)
    for place, centers in enumerate(optima):
        if timer.up():
            break
        inertia[place] = Clusters.around(table, centers).inertia
    return optima[inertia.argsort(kind="stable")[:most]]


def finish(table: Table, centers: FloatArray, timer: Timer) -> Clusters:
    """Return the clusters of all rows in which no row has anything to gain."""
    clusters = Clusters.around(table, centers)
    settle(clusters, timer)
    if exchange(clusters, timer):
        settle(clusters, timer)
    return clusters


def approach(
    rows: Rows,
    k: int,
    rng: np.random.Generator,
    *,
    starts: int,
    timer: Timer,
) -> FloatArray:
    """Return centers (r, k, d) near the best, by way of ever more rows.

    They are those of one optimum, where a glance is enough to be sure of it; and
    else of several, of which only all rows tell which is the tightest.
    """
    few = max(PROBE, PROBE_PER_CLUSTER * k)
    whole = in_halves(rows, k)
    samples = [rows] if whole else levels(rows, few)
    centers, sure = glance(samples, k, rng, timer)
    optima, rest = centers[None], samples[1:]
    if not sure and not timer.up():
        samples = levels(rows, few) if whole else samples
        optima, rest = search(samples, centers, rng, least=starts, timer=timer)
    for level in rest[:-1]:
        confirmed = sure and len(level.points) < MORE * surveyed(k)
        if not confirmed and not timer.up():
            optima = calmed(level, likely(level, optima), timer)
    return optima


def calmed(rows: Rows, optima: FloatArray, timer: Timer) -> FloatArray:
    """Return where centers (r, k, d) lead on a sample, the tightest first."""
    table = Table.of(rows.points, rows.weights)
    found = [Clusters.around(table, centers) for centers in optima]
    for clusters in found:
        calm(clusters, timer)
    found.sort(key=lambda clusters: clusters.inertia)
    return np.stack([clusters.centers for clusters in found])


def levels(rows: Rows, few: int) -> list[Rows]:
    """Return samples of the rows, each larger than the one before, and all rows."""
    sizes = sample_sizes(few, len(rows.points))
    if not sizes:
        return [rows]
    share = odds(rows)
    place = places(rows, share)
    return [*(sample(rows, share, place, size) for size in sizes), rows]


def sample_sizes(few: int, n: int) -> list[int]:
    """Return how many rows each sample has: nothing where all are few."""
    times = n / few
    steps = math.ceil(math.log(times, STEP)) if times > WORTH else 0
    return [round(few * times ** (step / steps)) for step in range(steps)]


def checked(points: FloatArray, k: int) -> tuple[FloatArray, FloatArray]:
    """Return the least and the largest number (d,) of each column.

    Raises
    ------
    ValueError
        Unless k clusters of these points mean something.
    """
    n, d = points.shape  # which is a ValueError unless there are two
    if n * d == 0:
        raise ValueError(f"points of shape {points.shape} are empty")
    low, high = extent(points)
    if not np.isfinite([low, high]).all():
        raise ValueError("points are not all finite")
    if k < 1:
        raise ValueError(f"k is {k}, not 1 or more")
    return low, high
