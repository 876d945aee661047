"""Rows of yes and no -> how well traits explain them, rather than classes.

People of unlike skill answer a test by degrees, which a few classes explain as well as
many Gaussians explain a lopsided cloud.  So classes must surpass traits.
"""

import math
from itertools import product

import numpy as np
from scipy.special import expit

from clustering.arrays import FloatArray
from clustering.evidence.mixture import normalize

TRAITS = (1, 2)
"""How many traits are tried."""
NODES = 15
"""Places on a trait that stand for all of them."""
RARE = 1e-7
"""Weight of places that are left out."""
STEPS, SETTLED = 40, 0.05
"""Steps of EM at most, and the gain in log likelihood under which they end."""
LONGEST = 1.5
"""By how much a step may change an item's ease or a slope."""
PRIOR = 0.02
"""Of slopes, 1 / variance: keeps those finite that tell all rows apart."""


def one(rows: FloatArray) -> float:
    """Return the BIC of the best traits for rows (n, d) of 0 and 1; lower is better."""
    return min(traits(rows, count) for count in TRAITS)


def traits(rows: FloatArray, count: int) -> float:
    """Return the BIC of so many traits that all answers depend on by degrees.

    Traits are normal and independent of each other; the odds of yes grow or fall
    with each of them, faster for some columns than for others.

    Parameters
    ----------
    rows : (n, d)
        Of 0 and 1.
    count : int

    References
    ----------
    Bock, Aitkin (1981), "Marginal maximum likelihood estimation of item parameters:
    application of an EM algorithm".
    """
    places, weights = grid(count)
    items = started(rows, count)
    likelihood = -math.inf
    for _ in range(STEPS):
        before = likelihood
        odds = places @ items.T  # (q, d)
        logs = odds @ rows.T - np.logaddexp(0, odds).sum(axis=1)[:, None]
        logs += np.log(weights)[:, None]
        likelihood = float(normalize(logs[None])[0])
        if likelihood < before + SETTLED:
            break
        items += newton(items, places, logs.sum(axis=1), logs @ rows)
    # Turning the traits among themselves changes nothing.
    numbers = items.size - count * (count - 1) // 2
    return numbers * math.log(len(rows)) - 2 * likelihood


def grid(count: int) -> tuple[FloatArray, FloatArray]:
    """Return ones beside places (q, 1 + count) on normal traits, and weights (q,)."""
    nodes, heights = np.polynomial.hermite_e.hermegauss(NODES)
    places = np.array(list(product([1.0], *[nodes] * count)))
    weights = np.prod(list(product(*[heights / heights.sum()] * count)), axis=1)
    kept = weights > RARE
    return places[kept], weights[kept]


def started(rows: FloatArray, count: int) -> FloatArray:
    """Return ease and slopes (d, 1 + count) by the main axes of the answers."""
    n, d = rows.shape
    yes = (rows.sum(axis=0) + 1 / 2) / (n + 1)
    scaled = (rows - yes) / np.sqrt(yes * (1 - yes))
    sizes, axes = np.linalg.eigh(scaled.T @ scaled / n)
    slopes = np.zeros((d, count))
    most = min(count, d)
    steep = np.clip(sizes[::-1][:most] - 1, 0.05, 4)
    slopes[:, :most] = axes[:, ::-1][:, :most] * np.sqrt(d * steep)
    return np.column_stack([np.log(yes / (1 - yes)), slopes])


def newton(
    items: FloatArray, places: FloatArray, masses: FloatArray, yes: FloatArray
) -> FloatArray:
    """Return a step (d, 1 + count) towards the likeliest ease and slopes.

    Parameters
    ----------
    items : (d, 1 + count)
    places : (q, 1 + count)
    masses : (q,)
        Rows at each place.
    yes : (q, d)
        Of them, those that said yes.
    """
    prior = PRIOR * np.ones(items.shape[1])
    chance = expit(places @ items.T)
    slope = (yes - masses[:, None] * chance).T @ places - prior * items
    weights = masses[:, None] * chance * (1 - chance)
    bend = np.einsum("qa,qb,qd->dab", places, places, weights, optimize=True)
    step = np.linalg.solve(bend + np.diag(prior), slope[:, :, None])[:, :, 0]
    return np.clip(step, -LONGEST, LONGEST)
