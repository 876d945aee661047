"""Features -> columns with a long tail, whose logarithm may show more."""

from clustering.notes import Lopsided
from clustering.prepare import Features

SKEWED = 2.0
"""Skewness of an exponential distribution; incomes and counts often have more."""


def lopsided(features: Features) -> tuple[Lopsided, ...]:
    """Return which columns of positive numbers have a long tail upwards, if any."""
    away = features.points - features.points.mean(axis=0)
    squared = away * away
    # NumPy's third power takes a logarithm of every number, a product does not.
    skewness = (squared * away).mean(axis=0) / squared.mean(axis=0) ** 1.5
    positive = features.restore(features.points.min(axis=0)) > 0
    found = (skewness > SKEWED) & positive
    columns = tuple(
        column
        for column, long in zip(features.columns, found, strict=True)
        if long and column not in features.logs and column not in features.categories
    )
    return (Lopsided(columns),) if columns else ()
