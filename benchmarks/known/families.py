"""Families of tables with a known number of groups, by name.

Each takes a generator and makes a table (n, d) and the group of each row, -1 for one
in none; in a table without groups all rows are in one.  Distances are in standard
deviations of a group.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.known.clouds import (
    SPREADS,
    centers_apart,
    mixture,
    place,
    shares,
    spread_out,
)
from clustering.arrays import FloatArray, IntArray

Table = tuple[FloatArray, IntArray]
Family = Callable[[np.random.Generator], Table]


def sizes_n(rng: np.random.Generator, low: int, high: int) -> int:
    """Return a number of rows, evenly spread over its orders of magnitude."""
    return int(np.exp(rng.uniform(np.log(low), np.log(high))))


# With groups.


def apart(rng: np.random.Generator, *, distance: float) -> Table:
    """Make round groups, the nearest two of which lie so far apart."""
    k, d = int(rng.integers(2, 11)), int(rng.integers(2, 9))
    return mixture(rng, k, d, n=sizes_n(rng, 30 * k, 3_000), distance=distance)


def unequal(rng: np.random.Generator) -> Table:
    """Make groups of which the largest has up to 20 times the rows of the smallest."""
    k, d = int(rng.integers(2, 7)), int(rng.integers(2, 6))
    n = sizes_n(rng, 300, 3_000)
    ratio = float(rng.uniform(4, 20))
    return mixture(rng, k, d, n=n, distance=6, ratio=ratio)


def wide(rng: np.random.Generator) -> Table:
    """Make groups of different widths."""
    k, d = int(rng.integers(2, 7)), int(rng.integers(2, 6))
    points, labels = mixture(rng, k, d, n=sizes_n(rng, 200, 2_000), distance=8)
    widths = rng.uniform(0.5, 1.5, k)
    middles = np.array([points[labels == own].mean(axis=0) for own in range(k)])
    away = points - middles[labels]
    return middles[labels] + away * widths[labels, None], labels


def slanted(rng: np.random.Generator) -> Table:
    """Make groups stretched, each in its own direction."""
    k, d = int(rng.integers(2, 6)), int(rng.integers(2, 6))
    n = sizes_n(rng, 200, 2_000)
    labels = rng.choice(k, n, p=shares(rng, k))
    centers = centers_apart(rng, k, d, 9)
    stretch = np.array([SPREADS["slanted"](rng, d) for _ in range(k)])
    noise = rng.normal(size=(n, d))
    return centers[labels] + np.einsum("nd,nde->ne", noise, stretch[labels]), labels


def parallel(rng: np.random.Generator) -> Table:
    """Make groups all stretched in one direction, side by side."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    points, labels = mixture(rng, k, d, n=sizes_n(rng, 200, 2_000), distance=7)
    return points @ SPREADS["slanted"](rng, d), labels


def tailed(rng: np.random.Generator, *, kind: str) -> Table:
    """Make groups that are lopsided or have heavy tails."""
    k, d = int(rng.integers(2, 6)), int(rng.integers(2, 6))
    n = sizes_n(rng, 200, 2_000)
    return mixture(rng, k, d, n=n, distance=7, kind=kind)


def rounded(rng: np.random.Generator) -> Table:
    """Make groups in numbers that are rounded to a few steps."""
    k, d = int(rng.integers(2, 7)), int(rng.integers(2, 5))
    n, distance = sizes_n(rng, 150, 2_000), rng.uniform(4.5, 7)
    points, labels = mixture(rng, k, d, n=n, distance=distance)
    return np.rint(points * rng.uniform(0.6, 2)), labels


def likert(rng: np.random.Generator) -> Table:
    """Make groups of people who answer questions on a scale of 5 or 7."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(6, 16))
    n, top = sizes_n(rng, 150, 1_500), int(rng.choice([5, 7]))
    labels = rng.choice(k, n, p=shares(rng, k))
    profiles = rng.uniform(1, top, (k, d))
    answers = profiles[labels] + rng.normal(0, 0.18 * top, (n, d))
    return np.clip(np.rint(answers), 1, top), labels


def yes_no(rng: np.random.Generator) -> Table:
    """Make groups of rows with different 0/1 columns."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(8, 21))
    n = sizes_n(rng, 150, 2_000)
    labels = rng.choice(k, n, p=shares(rng, k))
    profiles = rng.choice([0.1, 0.9], (k, d))
    return (rng.random((n, d)) < profiles[labels]).astype(float), labels


def mixed(rng: np.random.Generator) -> Table:
    """Make groups that show in measures and in 0/1 columns alike."""
    k = int(rng.integers(2, 5))
    points, labels = mixture(rng, k, 3, n=sizes_n(rng, 150, 1_500), distance=6)
    profiles = rng.choice([0.05, 0.95], (k, 3))
    ticks = (rng.random((len(labels), 3)) < profiles[labels]).astype(float)
    return np.hstack([points, ticks]), labels


def in_classes(rng: np.random.Generator) -> Table:
    """Make groups of rows whose categories differ, each category in a 0/1 column."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(6, 13))
    n = sizes_n(rng, 150, 1_500)
    labels = rng.choice(k, n, p=shares(rng, k))
    columns = []
    for _ in range(d):
        many = int(rng.integers(3, 6))
        chances = np.full((k, many), 0.15 / (many - 1))
        chances[np.arange(k), rng.integers(0, many, k)] = 0.85
        columns.append(one_hot(rng, chances[labels]))
    return np.hstack(columns), labels


def one_hot(rng: np.random.Generator, chances: FloatArray) -> FloatArray:
    """Return for each row a 1 in one of several columns, with chances (n, m)."""
    drawn = rng.random((len(chances), 1)) >= chances.cumsum(axis=1)[:, :-1]
    ticked: FloatArray = np.eye(chances.shape[1])[drawn.sum(axis=1)]
    return ticked


def with_outliers(rng: np.random.Generator) -> Table:
    """Make groups and up to 1.5 % of rows far from all of them."""
    k, d = int(rng.integers(2, 7)), int(rng.integers(2, 5))
    points, labels = mixture(rng, k, d, n=sizes_n(rng, 150, 2_000), distance=6)
    moved, some = place(rng, points, share=rng.uniform(0.003, 0.015))
    labels[some] = -1
    return moved, labels


def strewn(rng: np.random.Generator) -> Table:
    """Make groups in up to 8 % of rows strewn evenly over the whole."""
    k, d = int(rng.integers(2, 6)), int(rng.integers(2, 4))
    points, labels = mixture(rng, k, d, n=sizes_n(rng, 200, 2_000), distance=7)
    some = rng.random(len(points)) < rng.uniform(0.02, 0.08)
    low, high = points.min(axis=0), points.max(axis=0)
    points[some] = rng.uniform(low, high, (int(some.sum()), d))
    labels[some] = -1
    return points, labels


def small(rng: np.random.Generator) -> Table:
    """Make groups in a table of 30 to 60 rows."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    return mixture(rng, k, d, n=int(rng.integers(30, 61)), distance=6)


def with_noise_columns(rng: np.random.Generator) -> Table:
    """Make groups that show in some of the columns only."""
    k = int(rng.integers(2, 6))
    points, labels = mixture(rng, k, 3, n=sizes_n(rng, 200, 2_000), distance=7)
    others = rng.normal(0, points.std(), (len(points), int(rng.integers(1, 4))))
    return np.hstack([points, others]), labels


def many_columns(rng: np.random.Generator) -> Table:
    """Make groups in 10 to 40 columns."""
    k, d = int(rng.integers(2, 8)), int(rng.integers(10, 41))
    return mixture(rng, k, d, n=sizes_n(rng, 200, 2_000), distance=7)


def even(rng: np.random.Generator) -> Table:
    """Make groups that are evenly filled discs and balls."""
    k, d = int(rng.integers(2, 7)), int(rng.integers(2, 4))
    n = sizes_n(rng, 100, 2_000)
    return mixture(rng, k, d, n=n, distance=2.6 * np.sqrt(d + 2), kind="ball")


def modes(rng: np.random.Generator, *, k: int) -> Table:
    """Make one column with so many modes."""
    distance = rng.uniform(4, 7)
    return mixture(rng, k, 1, n=sizes_n(rng, 60, 3_000), distance=distance, ratio=3)


def two_close(rng: np.random.Generator) -> Table:
    """Make two groups so close that k-means just tells them apart, of few rows."""
    n, d = int(rng.integers(100, 401)), int(rng.integers(1, 6))
    return mixture(rng, 2, d, n=n, distance=4.2, ratio=2)


def far_from_alike(rng: np.random.Generator) -> Table:
    """Make round groups of which the widest is five times as wide as the narrowest."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    points, labels = mixture(rng, k, d, n=sizes_n(rng, 200, 2_000), distance=1)
    middles = centers_apart(rng, k, d, 7)
    widths = 5 ** np.linspace(-1, 0, k) * 1.5
    noise = rng.normal(size=points.shape)
    return middles[labels] + noise * widths[labels, None], labels


def mostly_noise(rng: np.random.Generator) -> Table:
    """Make groups that show in two of eight columns."""
    k = int(rng.integers(2, 5))
    points, labels = mixture(rng, k, 2, n=sizes_n(rng, 300, 3_000), distance=8)
    others = rng.normal(0, points.std() / 2, (len(points), 6))
    return np.hstack([points, others]), labels


def dominant(rng: np.random.Generator) -> Table:
    """Make one group with nearly all rows, and two small ones."""
    d, n = int(rng.integers(2, 5)), sizes_n(rng, 300, 3_000)
    small = rng.uniform(0.03, 0.07, 2)
    labels = rng.choice(3, n, p=[1 - small.sum(), *small])
    return centers_apart(rng, 3, d, 9)[labels] + rng.normal(size=(n, d)), labels


def counts(rng: np.random.Generator) -> Table:
    """Make groups in columns that count something seldom or often."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(3, 7))
    labels = rng.choice(k, sizes_n(rng, 200, 2_000), p=shares(rng, k))
    rates = rng.choice([2.0, 9, 20], (k, d))
    return rng.poisson(rates[labels]).astype(float), labels


def repeated(rng: np.random.Generator) -> Table:
    """Make groups in thousands of rows of which most are equal to many others."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(1, 3))
    n = sizes_n(rng, 2_000, 10_000)
    points, labels = mixture(rng, k, d, n=n, distance=7)
    return np.rint(points * rng.uniform(0.7, 1)), labels


def large(rng: np.random.Generator) -> Table:
    """Make groups in 5,000 rows of ten columns."""
    return mixture(rng, int(rng.integers(2, 11)), 10, n=5_000, distance=5)


def crowded(rng: np.random.Generator) -> Table:
    """Make many groups of few rows each, side by side, in whole numbers."""
    k, d = int(rng.integers(4, 9)), int(rng.integers(2, 4))
    n = int(rng.integers(25 * k, 50 * k))
    labels = rng.choice(k, n, p=shares(rng, k))
    centers = centers_apart(rng, k, d, float(rng.uniform(4, 5.5)))
    widths = rng.uniform(0.7, 1.3, (k, d))
    points = centers[labels] + rng.normal(size=(n, d)) * widths[labels]
    return np.rint(10 * points), labels


def boxes(rng: np.random.Generator) -> Table:
    """Make groups that are evenly filled boxes, or dense in one of their corners."""
    k, d = int(rng.integers(2, 5)), int(rng.integers(2, 4))
    labels = rng.choice(k, sizes_n(rng, 100, 2_500), p=shares(rng, k))
    centers = centers_apart(rng, k, d, float(rng.uniform(4.5, 8)))
    filled = rng.uniform(-0.5, 0.5, (len(labels), d))
    if rng.random() < 0.5:  # noqa: PLR2004 - one table in two
        filled = (rng.exponential(size=filled.shape) - 1) / 2
    return centers[labels] + filled * rng.uniform(1, 4, (k, d))[labels], labels


# Without groups.


def cloud(
    rng: np.random.Generator,
    *,
    kind: str,
    most: int = 6,
    least: int = 1,
    rows: int = 5_000,
) -> Table:
    """Make one cloud of 30 rows to so many."""
    n, d = sizes_n(rng, 30, rows), int(rng.integers(least, most + 1))
    return SHAPES[kind](rng, n, d), np.zeros(n, dtype=int)


def ball(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Fill a ball evenly."""
    return spread_out(rng, n, d, "ball")


def triangle(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Fill a triangle evenly, or a simplex."""
    corners = rng.normal(size=(d + 1, d))
    return rng.dirichlet(np.ones(d + 1), n) @ corners


def box(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Fill a box of unlike edges evenly, at a slant."""
    edges = rng.uniform(0.3, 3, d)
    turn, _ = np.linalg.qr(rng.normal(size=(d, d)))
    filled: FloatArray = rng.uniform(size=(n, d)) * edges @ turn
    return filled


def correlated(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make one Gaussian with a correlation."""
    slope = rng.uniform(0.3, 0.97)
    common = rng.normal(size=(n, 1))
    own = rng.normal(size=(n, d))
    leaning: FloatArray = np.sqrt(slope) * common + np.sqrt(1 - slope) * own
    return leaning


def lopsided(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make log-normal columns that hang together."""
    return np.exp(rng.uniform(0.4, 1.2) * correlated(rng, n, d))


def lone(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make a round cloud with a few far rows."""
    return place(rng, rng.normal(size=(n, d)), share=rng.uniform(0.005, 0.015))[0]


def answers(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make answers to questions on a scale of 5 that people agree with more or less."""
    bent = rng.uniform(2, 4, d) + rng.uniform(0, 0.8) * rng.normal(size=(n, 1))
    return np.clip(np.rint(bent + rng.normal(0, 0.8, (n, d))), 1, 5)


def ticks(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make 0/1 columns that have nothing to do with one another."""
    return (rng.random((n, d)) < rng.uniform(0.15, 0.85, d)).astype(float)


def skilled(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make 0/1 columns of a test that some are better at than others."""
    ease = rng.normal(size=(n, 1)) + rng.uniform(-1, 1, d)
    return (rng.random((n, d)) < 1 / (1 + np.exp(-ease))).astype(float)


def gifted(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make 0/1 columns that tell one or two traits, some more sharply than others."""
    size = (n, 2)
    forms = [rng.normal(size=size), rng.uniform(-2, 2, size), rng.gamma(1, size=size)]
    trait = forms[int(rng.integers(3))]
    which = rng.integers(0, int(rng.integers(1, 3)), d)
    ease: FloatArray = trait[:, which] * rng.uniform(1, 2.5, d) + rng.uniform(-2, 1, d)
    return (rng.random((n, d)) < 1 / (1 + np.exp(-ease))).astype(float)


def categories(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make categories that have nothing to do with one another, in 0/1 columns."""
    chances = [rng.dirichlet(np.full(rng.integers(3, 7), 3)) for _ in range(d)]
    return np.hstack([one_hot(rng, np.tile(own, (n, 1))) for own in chances])


def with_categories(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make numbers and categories that have nothing to do with one another."""
    beside = categories(rng, n, int(rng.integers(1, 4)))
    return np.hstack([rng.normal(size=(n, d)), beside])


def rare(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make columns that count something, of unlike frequency."""
    often = rng.uniform(0.5, 15, d) * rng.gamma(4, 1 / 4, (n, 1))
    return rng.poisson(often).astype(float)


def scales(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make columns of all kinds that hang together: measures, amounts, marks, ticks."""
    common = rng.uniform(0, 0.7) * rng.normal(size=(n, 1)) + rng.normal(size=(n, d))
    kinds = rng.integers(0, 4, d)
    forms = [common, np.exp(common / 2), np.clip(np.rint(common + 3), 1, 5), common > 0]
    return np.choose(kinds, forms).astype(float)


def alike(rng: np.random.Generator, n: int, d: int) -> FloatArray:
    """Make rows of few whole numbers, most of which are equal to many others."""
    return np.rint(rng.normal(0, rng.uniform(1, 2), (n + 2_000, d)))


SHAPES: dict[str, Callable[[np.random.Generator, int, int], FloatArray]] = {
    "square": lambda rng, n, d: rng.uniform(size=(n, d)),
    "ball": ball,
    "box": box,
    "triangle": triangle,
    "gaussian": lambda rng, n, d: rng.normal(size=(n, d)),
    "correlated": correlated,
    "lopsided": lopsided,
    "exponential": lambda rng, n, d: rng.exponential(size=(n, d)),
    "t": lambda rng, n, d: rng.standard_t(rng.uniform(2.5, 6), (n, d)),
    "lone": lone,
    "rounded": lambda rng, n, d: np.rint(rng.normal(size=(n, d)) * rng.uniform(0.7, 3)),
    "answers": answers,
    "ticks": ticks,
    "skilled": skilled,
    "gifted": gifted,
    "categories": categories,
    "with_categories": with_categories,
    "rare": rare,
    "scales": scales,
    "alike": alike,
    "beta": lambda rng, n, d: rng.beta(2, 3, (n, d)),
}

GROUPS: dict[str, Family] = {
    "3 SD apart": partial(apart, distance=3),
    "4 SD apart": partial(apart, distance=4),
    "6 SD apart": partial(apart, distance=6),
    "unequal sizes": unequal,
    "unequal widths": wide,
    "elongated": slanted,
    "parallel": parallel,
    "lopsided": partial(tailed, kind="lopsided"),
    "heavy tails": partial(tailed, kind="t"),
    "rounded": rounded,
    "Likert": likert,
    "0/1": yes_no,
    "mixed 0/1": mixed,
    "categories": in_classes,
    "with outliers": with_outliers,
    "in noise": strewn,
    "30-60 rows": small,
    "noise columns": with_noise_columns,
    "10-40 columns": many_columns,
    "discs, balls": even,
    "two close": two_close,
    "widths 1:5": far_from_alike,
    "2 of 8 columns": mostly_noise,
    "1 large, 2 small": dominant,
    "counts": counts,
    "equal rows": repeated,
    "5,000 x 10": large,
    "crowded": crowded,
    "boxes": boxes,
    "1 column, 2 modes": partial(modes, k=2),
    "1 column, 3 modes": partial(modes, k=3),
}
NONE: dict[str, Family] = {
    "uniform square": partial(cloud, kind="square", least=2, most=2),
    "uniform cube": partial(cloud, kind="square", least=3),
    "uniform disc": partial(cloud, kind="ball", least=2, most=2),
    "uniform ball": partial(cloud, kind="ball", least=3),
    "uniform box": partial(cloud, kind="box", least=2, most=4),
    "uniform triangle": partial(cloud, kind="triangle", least=2, most=3),
    "Gaussian": partial(cloud, kind="gaussian", most=10),
    "correlated Gaussian": partial(cloud, kind="correlated", least=2),
    "log-normal": partial(cloud, kind="lopsided"),
    "exponential": partial(cloud, kind="exponential"),
    "t": partial(cloud, kind="t"),
    "blob with outliers": partial(cloud, kind="lone", least=2),
    "rounded Gaussian": partial(cloud, kind="rounded", least=2),
    "Likert noise": partial(cloud, kind="answers", least=4, most=12),
    "0/1 noise": partial(cloud, kind="ticks", least=3, most=12),
    "0/1 skill": partial(cloud, kind="skilled", least=5, most=15),
    "0/1 traits": partial(cloud, kind="gifted", least=5, most=15),
    "categories, noise": partial(cloud, kind="categories", most=6),
    "and numbers, noise": partial(cloud, kind="with_categories", most=4),
    "Likert, 10 items": partial(cloud, kind="answers", least=10, most=10, rows=400),
    "count noise": partial(cloud, kind="rare", least=2),
    "unlike columns": partial(cloud, kind="scales", least=2, most=8),
    "equal rows, 1 cloud": partial(cloud, kind="alike", most=2),
    "beta": partial(cloud, kind="beta", least=2),
    "square, few rows": partial(cloud, kind="square", least=2, most=2, rows=300),
    "disc, few rows": partial(cloud, kind="ball", least=2, most=2, rows=300),
    "box, few rows": partial(cloud, kind="box", least=2, most=3, rows=300),
    "triangle, few rows": partial(cloud, kind="triangle", least=2, most=2, rows=300),
    "1 uniform column": partial(cloud, kind="square", most=1),
    "1 column, 1 mode": partial(cloud, kind="gaussian", most=1),
}
