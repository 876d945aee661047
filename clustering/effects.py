"""Features, fit -> how far each cluster is from all rows, column by column."""

from collections.abc import Sequence

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.columns.categories import YES
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.report import Cluster, Effect

WIDE = 0.4
"""Part of the mean that the SD has where numbers are told as multiples: ages and years
lie too far from zero for "1.1 times"."""
SKEWED = 0.25
"""By how many SDs of its own rows a cluster's mean and median differ where the mean
alone would mislead; 0.31 in an exponential distribution."""
MOST_MEDIANS = 2
"""Columns of a cluster, the most telling, for which the median is looked at."""
FEWEST = 5
"""Rows of which a median is worth telling."""
GLANCE = 2_000
"""Rows that spare a look at all of them where they tell enough."""
LARGEST_CODE = 9
"""Two larger numbers in a column are amounts, of which it happens to have but two."""
ROUNDING = 1e-9
"""What a whole number may have lost on the way to a scale and back."""
SETS_APART = 0.5
"""Part of what the most telling column tells that others need to be named, too."""
MOST_APART = 3
"""Columns named as those that set clusters apart."""


def effects_of(features: Features, fit: Fit) -> list[tuple[Effect, ...]]:
    """Return the effects of each cluster, the largest first, ties by column."""
    mean, spread = features.points.mean(axis=0), features.points.std(axis=0)
    sds = (fit.centers - mean) / np.where(spread > 0, spread, 1)  # (k, d)
    if len(sds) == 1:
        sds[:] = 0  # all rows differ from themselves by rounding alone
    values, overall = features.restore(fit.centers), features.restore(mean)
    wide = in_units(features, overall, spread)
    # Column by column: NumPy takes four times as long over both axes at once.
    ends = np.array([(one.min(), one.max()) for one in features.points.T]).T
    multiples = as_multiples(features, features.restore(ends)[0], overall, wide)
    kinds = two_kinds(features, ends)
    orders = np.argsort(-np.abs(sds), axis=1, kind="stable")
    medians = medians_of(features, fit, orders[:, :MOST_MEDIANS], multiples)
    return [
        tuple(
            Effect(
                column=features.columns[column],
                value=float(values[cluster, column]),
                overall=float(overall[column]),
                sds=float(sds[cluster, column]),
                spread=float(wide[column]),
                times=(
                    float(values[cluster, column] / overall[column])
                    if multiples[column]
                    else None
                ),
                median=medians.get((cluster, column)),
                kinds=kinds.get(column),
            )
            for column in order
        )
        for cluster, order in enumerate(orders.tolist())
    ]


def in_units(features: Features, overall: FloatArray, spread: FloatArray) -> FloatArray:
    """Return SDs (d,) of the points in the table's units.

    Of a column of logarithms, half of what lies within one SD to both sides.
    """
    wide = spread * features.scale
    logged = np.isin(features.columns, features.logs)
    with np.errstate(over="ignore"):
        wide[logged] = overall[logged] * np.sinh(np.log(10) * wide[logged])
    return wide


def as_multiples(
    features: Features, lowest: FloatArray, overall: FloatArray, spread: FloatArray
) -> BoolArray:
    """Return in which columns (d,) a number is well told as so many times another.

    Where none is below zero, and zero is within reach; shares are none of them.
    """
    reached: BoolArray = spread >= WIDE * overall
    return (lowest >= 0) & (overall > 0) & reached & ~features.yes_no


def two_kinds(features: Features, ends: FloatArray) -> dict[int, tuple[float, float]]:
    """Return the two codes of those columns that hold no more, by place.

    Parameters
    ----------
    features : Features
    ends : (2, d)
        The least and the greatest of each column's points.
    """
    numbers = features.restore(ends).T.tolist()
    others = {*features.logs, *features.categories}
    answers = {
        at: (0.0, YES)
        for at, name in enumerate(features.columns)
        if name in features.categories
    }
    return answers | {
        at: (float(round(low)), float(round(high)))
        for at, (name, (low, high)) in enumerate(
            zip(features.columns, numbers, strict=True)
        )
        if name not in others
        and is_code(low)
        and is_code(high)
        and has_ends_only(features.points[:, at], ends[:, at])
    }


def is_code(number: float) -> bool:
    """Return whether a number may stand for a yes or a no: 1, 0, -1, 2."""
    return abs(number) <= LARGEST_CODE and abs(number - round(number)) < ROUNDING


def has_ends_only(numbers: FloatArray, ends: FloatArray) -> bool:
    """Return whether numbers (n,) are all one of two; most others show at once."""
    return all(bool(np.isin(some, ends).all()) for some in (numbers[:GLANCE], numbers))


def medians_of(
    features: Features, fit: Fit, columns: IntArray, multiples: BoolArray
) -> dict[tuple[int, int], float]:
    """Return medians in the table's units where they differ from means, by place.

    Parameters
    ----------
    features : Features
    fit : Fit
    columns : (k, m) ints
        Which columns are looked at in each cluster.
    multiples : (d,) bools
        In which columns a median makes sense: codes such as 1 and 2 have none.
    """
    if not multiples.any():
        return {}
    order = np.argsort(fit.labels, kind="stable")
    blocks = np.split(order, np.cumsum(fit.sizes)[:-1])
    found = {}
    for cluster, (block, own) in enumerate(zip(blocks, columns.tolist(), strict=True)):
        for column in own:
            if multiples[column] and has_tail(features.points[:, column], block):
                point = fit.centers[[cluster]].copy()
                point[0, column] = np.median(features.points[block, column])
                found[cluster, column] = float(features.restore(point)[0, column])
    return found


def has_tail(numbers: FloatArray, block: IntArray) -> bool:
    """Return whether a few rows of a block draw its mean away from its median."""
    few = block[:: -(-len(block) // GLANCE)]
    return (
        len(block) >= FEWEST
        and is_skewed(numbers[few], SKEWED / 2)
        and is_skewed(numbers[block], SKEWED)
    )


def is_skewed(numbers: FloatArray, least: float) -> bool:
    """Return whether median and mean of numbers (n,) differ by so many SDs."""
    return bool(abs(np.median(numbers) - numbers.mean()) > least * numbers.std())


def apart(clusters: Sequence[Cluster], features: Features) -> tuple[str, ...]:
    """Return the table's columns that set clusters apart, the most telling first.

    By the share of a column's variance that lies between clusters; of categories, by
    that of the most telling one.
    """
    between = dict.fromkeys((effect.column for effect in clusters[0].effects), 0.0)
    for cluster in clusters:
        for effect in cluster.effects:
            between[effect.column] += cluster.share * effect.sds**2
    columns: dict[str, float] = {}
    for name, share in between.items():
        column = features.source_of(name)
        columns[column] = max(share, columns.get(column, 0.0))
    order = sorted(columns, key=lambda column: -columns[column])
    most = columns[order[0]]
    return tuple(
        column
        for column in order[:MOST_APART]
        if most and columns[column] >= SETS_APART * most
    )
