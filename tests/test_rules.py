"""Short rules that tell who is in a cluster."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clustering.columns.categories import Category
from clustering.rules import LEAST, rules_of
from clustering.words import Words
from tests.handmade import blobs, features_of, fit_of


@given(st.integers(2, 9), st.integers(2, 4))
def test_rules_keep_what_they_promise(k: int, d: int) -> None:
    """Precision and recall are those of an independent count, row by row."""
    points, labels = blobs(k, d)
    features = features_of(points * 100)
    for cluster, rule in enumerate(
        rules_of(features, points * 100, fit_of(features, labels), Words())
    ):
        if rule is None:
            continue
        assert 1 <= len(rule.conditions) <= 2
        rows = (points * 100).tolist()
        fits = [
            all(
                (row[features.columns.index(one.column)] >= one.bound) == one.above
                for one in rule.conditions
            )
            for row in rows
        ]
        own = [label == cluster for label in labels]
        hits = sum(a and b for a, b in zip(fits, own, strict=True))
        assert rule.precision == hits / sum(fits) >= LEAST
        assert rule.recall == hits / sum(own) >= LEAST


def test_rule_by_hand() -> None:
    """One bound is enough where one column tells all; it is a readable number."""
    ages = np.concatenate([np.arange(20, 40), np.arange(60, 80)])
    rows = np.column_stack([ages, ages * 7 % 11])
    features = features_of(rows, ["age", "x"])
    fit = fit_of(features, [0] * 20 + [1] * 20)
    young, old = rules_of(features, rows, fit, Words())
    assert young is not None
    assert old is not None
    assert [one.column for one in (*young.conditions, *old.conditions)] == ["age"] * 2
    assert 39 < young.conditions[0].bound <= 60
    assert young.conditions[0].shown == f"{young.conditions[0].bound:g}"
    assert (young.precision, young.recall) == (old.precision, old.recall) == (1, 1)


def test_a_corner_takes_two_bounds() -> None:
    """Of four clouds in the corners of a square, each is told by two bounds."""
    rng = np.random.default_rng(1)
    corners = np.repeat([[0, 0], [0, 100], [100, 0], [100, 100]], 25, axis=0)
    rows = corners + rng.normal(size=(100, 2))
    features = features_of(rows)
    fit = fit_of(features, np.repeat(range(4), 25))
    for rule in rules_of(features, rows, fit, Words()):
        assert rule is not None
        assert {one.column for one in rule.conditions} == {"x", "y"}
        assert rule.precision == rule.recall == 1


def test_no_rule_where_none_is_good() -> None:
    """Clusters that no bound tells apart have none, nor has a table in one piece."""
    rows = np.random.default_rng(2).normal(size=(200, 2))
    features = features_of(rows)
    mixed = fit_of(features, np.arange(200) % 2)
    assert rules_of(features, rows, mixed, Words()) == (None, None)
    assert rules_of(features, rows, fit_of(features, [0] * 200), Words()) == (None,)


def test_a_category_is_told_without_a_bound() -> None:
    """Where yes and no tell all, the rule says which it is."""
    rows = np.column_stack([np.repeat([100.0, 0.0], 20), np.arange(40) * 7 % 11])
    features = replace(
        features_of(rows, ["g = a", "x"]),
        categories={"g = a": Category("g", "a", "")},
    )
    rules = rules_of(features, rows, fit_of(features, [0] * 20 + [1] * 20), Words())
    told = [rule and [one.column for one in rule.conditions] for rule in rules]
    assert told == [["g = a"], ["g ≠ a"]]
    assert all(rule and rule.conditions[0].shown == "" for rule in rules)
