"""Print what a picture costs beside the plainest `pyplot.scatter` of the same points.

    python benchmarks/picture.py

Ours has its words, markers and letters; pyplot's has as many pixels.  CPU milliseconds
of one thread, medians of interleaved runs after a warm-up.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

from io import BytesIO
from statistics import median
from time import process_time

import numpy as np
from matplotlib import pyplot as plt

from clustering import draw
from clustering.describe import describe
from clustering.drawing.theme import DPI, HEIGHT, WIDTH, Frame
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.words import Words

SIZES = ((1_000, 7), (100_000, 3), (1_000_000, 3))
"""Points, and how often each picture is made."""
PEER_POINTS = 100_000
"""More take pyplot minutes."""


def table(n: int) -> tuple[Features, Fit]:
    """Return n points in three round clusters."""
    rng = np.random.default_rng(0)
    centers = np.array([[0.0, 0], [6, 0], [3, 5]])
    labels = np.arange(n, dtype=np.intp) % 3
    points = centers[labels] + rng.normal(size=(n, 2))
    features = Features(
        points=points,
        columns=("x", "y"),
        rows=np.arange(n),
        offset=np.zeros(2),
        scale=np.ones(2),
        left_out=(),
        decisions=(),
    )
    return features, Fit(labels=labels, centers=centers, inertia=1.0)


def ours(features: Features, fit: Fit) -> None:
    """Draw our picture, with all its words."""
    words = Words()
    draw.scatter(features, fit, describe(features, fit, words), words, Frame())


def plain(features: Features, fit: Fit) -> None:
    """Draw the same points with pyplot, at the same pixels, without a word."""
    figure = plt.figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
    across, up = features.points.T
    plt.scatter(across, up, c=fit.labels)
    plt.savefig(BytesIO(), format="png")
    plt.close(figure)


def main() -> None:
    """Print a line for each number of points."""
    plt.switch_backend("agg")
    print("| points | ours, ms | times 1,000 | pyplot, ms | ratio |")
    print("| --- | --- | --- | --- | --- |")
    few = 0.0
    for n, times in SIZES:
        own, other = measured(n, times)
        few = few or own
        peer = f"{other:.0f} | {other / own:.1f}" if other else "not run | "
        print(f"| {n:,} | {own:.0f} | {own / few:.1f} | {peer} |", flush=True)


def measured(n: int, times: int) -> tuple[float, float]:
    """Return the milliseconds of our picture of n points, and of pyplot's or 0."""
    features, fit = table(n)
    makers = (ours, plain) if n <= PEER_POINTS else (ours,)
    spent: dict[str, list[float]] = {maker.__name__: [] for maker in makers}
    for run in range(times + 1):
        for maker in makers:
            start = process_time()
            maker(features, fit)
            if run:
                spent[maker.__name__].append(1_000 * (process_time() - start))
    return median(spent["ours"]), median(spent.get("plain", [0.0]))


if __name__ == "__main__":
    main()
