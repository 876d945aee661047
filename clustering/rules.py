"""Features, fit -> a short rule that tells who is in each cluster."""

from collections.abc import Sequence
from itertools import product
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import FloatArray
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

Cut = tuple[int, bool, float]
"""A column, whether at or above, and the bound in the column's own unit."""


def rules_of(features: Features, fit: Fit, words: Words) -> tuple[Rule | None, ...]:
    """Return a rule of one or two conditions for each cluster; None if none is good.

    Bounds are rounded to what a person can keep in mind, and precision and recall
    are counted afterwards, among all clustered rows.  A single column needs no
    rules, as its clusters are named by their ranges.
    """
    k, d = len(fit.centers), len(features.columns)
    if k == 1 or d == 1:
        return (None,) * k
    numbers_of_rows = features.restore(features.points)
    return tuple(
        rule_of(features, fit, numbers_of_rows, cluster, words) for cluster in range(k)
    )


def rule_of(
    features: Features, fit: Fit, rows: FloatArray, cluster: int, words: Words
) -> Rule | None:
    """Return the best rule for one cluster, or None."""
    inside = fit.labels == cluster
    sample = np.linspace(0, len(rows) - 1, min(len(rows), MOST_ROWS)).astype(np.intp)
    apart = np.abs(fit.centers[cluster] - features.points.mean(axis=0))
    spread = np.where(features.points.std(axis=0) > 0, features.points.std(axis=0), 1)
    columns = np.argsort(-apart / spread, kind="stable")[:MOST_COLUMNS].tolist()
    tried = [
        (column, above, bound)
        for column in columns
        for above, bound in product((True, False), bounds(rows[sample, column]))
    ]
    if not tried:
        return None
    best = search(rows[sample], inside[sample], tried)
    fits = np.logical_and.reduce([met(rows, each) for each in best])
    hits = int((fits & inside).sum())
    precision, recall = hits / max(int(fits.sum()), 1), hits / int(inside.sum())
    if min(precision, recall) < LEAST:
        return None
    conditions = tuple(condition(features, cut, words) for cut in best)
    return Rule(conditions, precision, recall)


def condition(features: Features, cut: Cut, words: Words) -> Condition:
    """Return a cut as it is told; one between yes and no is told without a bound."""
    column, above, bound = cut
    name = features.columns[column]
    if category := features.categories.get(name):
        told = category.name if above else category.denial
        return Condition(told, above, bound, shown="")
    return Condition(name, above, bound, shown=numbers([bound], words)[0])


def bounds(values: FloatArray) -> list[float]:
    """Return readable numbers at which values may be cut, to a quarter of their SD."""
    sd = float(values.std())
    if not (0 < sd < float("inf")):
        return []
    decimals = -floor(log10(sd / 4))
    return sorted(
        {round(cut, decimals) for cut in np.quantile(values, BOUNDS).tolist()}
    )


def met(rows: FloatArray, cut: Cut) -> NDArray[np.bool_]:
    """Return which rows (n, d) meet a condition."""
    column, above, bound = cut
    return rows[:, column] >= bound if above else rows[:, column] < bound


def search(
    rows: FloatArray, inside: NDArray[np.bool_], tried: Sequence[Cut]
) -> list[Cut]:
    """Return the one or two conditions with the highest F1 for the rows inside."""
    fits = np.array([met(rows, cut) for cut in tried], dtype=float)
    own = fits * inside
    total = int(inside.sum())
    singles = f1(own.sum(axis=1), fits.sum(axis=1), total)
    beam = np.argsort(-singles, kind="stable")[:BEAM].tolist()
    pairs = f1(own[beam] @ fits.T, fits[beam] @ fits.T, total)
    first, second = divmod(int(pairs.argmax()), len(tried))
    if pairs[first, second] < singles[beam[0]] + SECOND:
        return [tried[beam[0]]]
    return sorted([tried[beam[first]], tried[second]])


def f1(hits: FloatArray, found: FloatArray, total: int) -> FloatArray:
    """Return the harmonic mean of precision and recall; 0 where nothing is found."""
    return 2 * hits / np.maximum(found + total, 1)
