"""Traits as explanations of answers of yes and no, rather than classes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy.optimize import minimize
from scipy.special import expit, logsumexp
from scipy.stats import norm

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.evidence.latent import one, traits
from clustering.evidence.mixture import bics
from clustering.evidence.questions import asked


def drawn(rng: np.random.Generator, chance: FloatArray) -> FloatArray:
    """Return answers, given the chance of each yes."""
    return (rng.random(chance.shape) < chance).astype(float)


def in_classes(rng: np.random.Generator, k: int) -> FloatArray:
    """Return answers of 60 rows of each class, which mostly agree among themselves."""
    shares = np.repeat(np.eye(k), 4, axis=1) * 0.8 + 0.1
    return drawn(rng, np.repeat(shares, 60, axis=0))


def likeliest(rows: FloatArray, k_max: int = 6) -> int:
    """Return the k of the smallest BIC, a cloud with traits among them."""
    rng = np.random.default_rng(0)
    fits = [kmeans.fit(rows, k, rng, starts=2) for k in range(1, k_max + 1)]
    questions, _ = asked(rows)
    found = bics(rows[:, :0], [fit.labels for fit in fits], questions)
    return 1 + int(np.argmin([min(found[0], one(rows)), *found[1:]]))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("k", [3, 4, 5])
def test_bic_is_least_at_the_true_number_of_classes(k: int, seed: int) -> None:
    """Classes that say yes to different things are best explained by as many."""
    assert likeliest(in_classes(np.random.default_rng(seed), k)) == k


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("slope", [1.0, 3.0])
def test_people_who_differ_by_degrees_are_no_classes(slope: float, seed: int) -> None:
    """Those who know more answer more of a test: one trait, not two classes."""
    rng = np.random.default_rng(seed)
    ease = slope * rng.normal(size=(600, 1)) + np.linspace(-1, 1, 10)

    assert likeliest(drawn(rng, expit(ease))) == 1


@pytest.mark.parametrize("seed", range(3))
def test_people_who_differ_in_two_ways_are_no_classes(seed: int) -> None:
    """Skill at numbers and skill at words are two traits, not four classes."""
    rng = np.random.default_rng(seed)
    ease = np.repeat(1.5 * rng.normal(size=(600, 2)), 6, axis=1)

    assert likeliest(drawn(rng, expit(ease))) == 1


def peer(rows: FloatArray) -> float:
    """Return the BIC of one trait as found by a search that knows nothing of EM."""
    n, d = rows.shape
    trait = np.linspace(-5, 5, 101)
    weights = norm.logpdf(trait) + np.log(trait[1] - trait[0])

    def unlikely(items: FloatArray) -> float:
        ease, slope = items.reshape(2, d)
        odds = ease + np.outer(trait, slope)
        logs = odds @ rows.T - np.logaddexp(0, odds).sum(axis=1)[:, None]
        return -float(logsumexp(logs + weights[:, None], axis=0).sum())

    found = minimize(unlikely, np.repeat([0.0, 1.0], d))
    return float(2 * d * np.log(n) + 2 * found.fun)


def test_a_trait_is_as_likely_as_another_search_finds() -> None:
    """Ease and slopes are the likeliest, and the integral over the trait is near."""
    rng = np.random.default_rng(2)
    ease = np.outer(rng.normal(size=400), [0.5, 1, 1, 1.5, 2]) + np.linspace(-1, 1, 5)
    rows = drawn(rng, expit(ease))

    assert_allclose(traits(rows, 1), peer(rows), atol=1)


@given(
    rows=arrays(
        float,
        st.tuples(st.integers(1, 30), st.integers(1, 6)),
        elements=st.integers(0, 1).map(float),
    )
)
def test_all_answers_have_traits(rows: FloatArray) -> None:
    """Even if all say the same, or one column repeats another."""
    assert np.isfinite(one(rows))
