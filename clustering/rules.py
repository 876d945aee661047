"""Features, fit -> a short rule that tells who is in each cluster."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import BoolArray, FloatArray
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.report import Condition, Rule
from clustering.words import Words, numbers

LEAST = 0.8
"""Precision and recall that a rule needs to be told."""
BOUNDS = np.concatenate([np.linspace(0.02, 0.98, 33), [0.005, 0.995]])
"""Quantiles at which a column may be cut."""
MOST_COLUMNS = 6
"""Columns tried for a cluster: those that set it apart most."""
MOST_ROWS = 3_000
"""Rows among which rules are looked for, evenly spread; they are judged by all."""
BEAM = 8
"""Conditions that are tried with each other one."""
SECOND = 0.02
"""How much better (F1) a rule must be to be worth a second condition."""

Counts = NDArray[np.floating]
Cut = tuple[int, bool, float]
"""A column, whether at or above, and the bound in the column's own unit."""


@dataclass(frozen=True, eq=False)
class Tried:
    """The cuts (c) of a column that are tried, and which rows (c, n) meet each."""

    cuts: list[Cut]
    met: BoolArray


def rules_of(
    features: Features, rows: FloatArray, fit: Fit, words: Words
) -> tuple[Rule | None, ...]:
    """Return a rule of one or two conditions for each cluster; None if none is good.

    Bounds are rounded to what a person can keep in mind, and precision and recall
    are counted afterwards, among all clustered rows.  A single column needs no
    rules, as its clusters are named by their ranges.

    Parameters
    ----------
    features : Features
    rows : (n, d)
        The clustered rows in the table's own units.  They are those of the table,
        as what is computed back from points may fall short of a bound it is at.
    fit : Fit
    words : Words
    """
    if 1 in fit.centers.shape:
        return (None,) * len(fit.centers)
    few = np.linspace(0, len(rows) - 1, min(len(rows), MOST_ROWS)).astype(np.intp)
    orders = telling(features.points[few], fit)
    tried = {
        column: tried_on(rows[few, column], column) for column in set(chain(*orders))
    }
    rules: list[Rule | None] = []
    for cluster, order in enumerate(orders):
        own = [tried[column] for column in order if tried[column].cuts]
        best = search(own, fit.labels[few] == cluster) if own else []
        inside = fit.labels == cluster
        rules.append(judged(best, rows, inside, features, words))
    return tuple(rules)


def telling(points: FloatArray, fit: Fit) -> list[list[int]]:
    """Return for each cluster the columns in which it is farthest from all rows."""
    spread = points.std(axis=0)
    apart = np.abs(fit.centers - points.mean(axis=0)) / np.where(spread > 0, spread, 1)
    order = np.argsort(-apart, axis=1, kind="stable")[:, :MOST_COLUMNS]
    return [[int(column) for column in columns] for columns in order]


def tried_on(values: FloatArray, column: int) -> Tried:
    """Return the cuts that are tried on a column's values, in both directions."""
    cuts = list(product([column], (True, False), bounds(values)))
    met = np.array([(values >= bound) == above for _, above, bound in cuts])
    return Tried(cuts, met)


def bounds(values: FloatArray) -> list[float]:
    """Return readable numbers at which values may be cut, to a quarter of their SD."""
    sd = float(values.std())
    if not (0 < sd < float("inf")):
        return []
    decimals = -floor(log10(sd / 4))
    return sorted(
        {round(cut, decimals) for cut in np.quantile(values, BOUNDS).tolist()}
    )


def search(tried: Sequence[Tried], inside: BoolArray) -> list[Cut]:
    """Return the one or two cuts with the highest F1 for the rows inside."""
    cuts = [cut for each in tried for cut in each.cuts]
    # Counts of up to MOST_ROWS are exact in single precision.
    fits = np.concatenate([each.met for each in tried]).astype(np.float32)
    own = inside.astype(np.float32)
    total = int(inside.sum())
    singles = f1(fits @ own, fits.sum(axis=1), total)
    beam = np.argsort(-singles, kind="stable")[:BEAM].tolist()
    pairs = f1((fits[beam] * own) @ fits.T, fits[beam] @ fits.T, total)
    first, second = divmod(int(pairs.argmax()), len(cuts))
    if pairs[first, second] < singles[beam[0]] + SECOND:
        return [cuts[beam[0]]]
    return sorted([cuts[beam[first]], cuts[second]])


def judged(
    cuts: Sequence[Cut],
    rows: FloatArray,
    inside: BoolArray,
    features: Features,
    words: Words,
) -> Rule | None:
    """Return the rule that cuts make, or None if it is not good among all rows."""
    if not cuts:
        return None
    fits = np.logical_and.reduce(
        [(rows[:, column] >= bound) == above for column, above, bound in cuts]
    )
    hits = int((fits & inside).sum())
    precision, recall = hits / max(int(fits.sum()), 1), hits / int(inside.sum())
    if min(precision, recall) < LEAST:
        return None
    conditions = tuple(condition(features, cut, words) for cut in cuts)
    return Rule(conditions, precision, recall)


def condition(features: Features, cut: Cut, words: Words) -> Condition:
    """Return a cut as it is told; one between yes and no is told without a bound."""
    column, above, bound = cut
    name = features.columns[column]
    if category := features.categories.get(name):
        told = category.name if above else category.denial
        return Condition(told, above, bound, shown="")
    return Condition(name, above, bound, shown=numbers([bound], words)[0])


def f1(hits: Counts, found: Counts, total: int) -> Counts:
    """Return the harmonic mean of precision and recall; 0 where nothing is found."""
    return 2 * hits / np.maximum(found + total, 1)
