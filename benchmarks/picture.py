"""Print what a picture costs beside the plainest `pyplot.scatter` of the same points.

    python benchmarks/picture.py

Ours has its words, markers and letters; pyplot's has as many pixels.  CPU milliseconds
of one thread, medians of interleaved runs after a warm-up.  Before, the memory that 200
pictures take after as many.
"""

import gc
import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
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

SIZES = ((1_000, 25), (100_000, 7), (1_000_000, 7))
"""Points, and how often each picture is made."""
PEER_POINTS = 100_000
"""More take pyplot minutes."""
RENDERS = 200


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


def ours(n: int) -> Callable[[], object]:
    """Return what draws our picture, with all its words."""
    features, fit = table(n)
    words = Words()
    clusters = describe(features, fit, words)
    return partial(draw.scatter, features, fit, clusters, words, Frame("a table"))


def plain(n: int) -> Callable[[], object]:
    """Return what draws the same points with pyplot, at the same pixels, wordless."""
    features, fit = table(n)
    across, up = features.points.T

    def draw_plain() -> None:
        figure = plt.figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
        plt.scatter(across, up, c=fit.labels)
        plt.savefig(BytesIO(), format="png")
        plt.close(figure)

    return draw_plain


def main() -> None:
    """Print a line for memory, and one for each number of points."""
    plt.switch_backend("agg")
    print(f"{RENDERS} further pictures: {grown(ours(SIZES[0][0])):+.1f} MB\n")
    print("| points | ours, ms | times 1,000 | pyplot, ms | ratio |")
    print("| --- | --- | --- | --- | --- |")
    makers = {n: (ours(n), plain(n))[: 1 + (n <= PEER_POINTS)] for n, _ in SIZES}
    spent: dict[int, list[list[float]]] = {n: [[], []] for n, _ in SIZES}
    for turn in range(1 + max(times for _, times in SIZES)):
        for n, times in SIZES:
            for maker, taken in zip(makers[n], spent[n], strict=False):
                if turn <= times:
                    taken.append(cost(maker))
    few = median(spent[SIZES[0][0]][0][1:])
    for n, (own, other) in spent.items():
        ms = median(own[1:])
        peer = median(other[1:]) if other else 0.0
        told = f"{peer:.0f} | {peer / ms:.1f}" if other else "not run | "
        print(f"| {n:,} | {ms:.0f} | {ms / few:.2f} | {told} |")


def cost(maker: Callable[[], object]) -> float:
    """Return the milliseconds of CPU that a picture takes."""
    start = process_time()
    maker()
    return 1_000 * (process_time() - start)


def grown(maker: Callable[[], object]) -> float:
    """Return by how many MB the process grows over many pictures.

    As many go before, after which garbage takes no more memory.
    """
    taken = []
    for _ in range(2):
        for _ in range(RENDERS):
            maker()
        taken.append(resident())
    return taken[1] - taken[0]


def resident() -> float:
    """Return the process' resident memory in MB, once garbage is collected."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
