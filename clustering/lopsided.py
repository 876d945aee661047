"""Features -> columns with a long tail, whose logarithm may show more."""

import numpy as np

from clustering.arrays import FloatArray
from clustering.notes import Lopsided
from clustering.prepare import Features

SKEWED = 2.0
"""Skewness of an exponential distribution; incomes and counts often have more."""


def lopsided(features: Features) -> tuple[Lopsided, ...]:
    """Return which columns of positive numbers have a long tail upwards, if any."""
    skewness = np.array([skewness_of(column.copy()) for column in features.points.T])
    positive = features.restore(features.points.min(axis=0)) > 0
    found = (skewness > SKEWED) & positive
    columns = tuple(
        column
        for column, long in zip(features.columns, found, strict=True)
        if long and column not in features.logs and column not in features.categories
    )
    return (Lopsided(columns),) if columns else ()


def skewness_of(column: FloatArray) -> float:
    """Return the skewness of a column (n,), which varies."""
    away = column - column.mean()
    squared = away * away
    # NumPy's third power takes a logarithm of every number, a product does not.
    return float((squared * away).mean() / squared.mean() ** 1.5)
