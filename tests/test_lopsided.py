"""Columns with a long tail."""

from dataclasses import replace

import numpy as np

from clustering.lopsided import lopsided
from clustering.notes import Lopsided
from tests.handmade import features_of


def test_long_tails_of_positive_numbers_are_noticed() -> None:
    """Incomes are; a round cloud, what has zeros, and a tail downwards are not."""
    rng = np.random.default_rng(0)
    income = rng.lognormal(0, 1, 300)
    columns = [income, rng.normal(9, 1, 300), income - income.min(), 99 - income]

    assert lopsided(features_of(np.column_stack(columns))) == (Lopsided(("x",)),)
    assert lopsided(features_of(rng.normal(size=(50, 2)))) == ()


def test_a_column_by_its_logarithm_is_not_advised_again() -> None:
    """Not even where a long tail is left."""
    income = np.random.default_rng(0).lognormal(0, 1, 300)
    features = features_of(np.column_stack([income]))
    assert lopsided(replace(features, logs=features.columns)) == ()
