"""Print what an answer costs from the file's bytes on, beside two usual recipes.

    python benchmarks/whole.py [--quick] [--profile]

Ours gives summary, picture and labels of each row, and says which k suits the table;
the recipes give a picture and labels, the second a silhouette, too.  All are asked for
the same k.  CPU milliseconds of one thread in a warm process, medians of interleaved
runs; `--profile` tells where ours go instead.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from statistics import median

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike
from scipy.cluster.vq import kmeans, vq, whiten
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from benchmarks.known.clouds import mixture
from clustering import Request, pipeline
from clustering.arrays import FloatArray, IntArray

SHAPES = (
    (150, 4, 3, 15, 1),
    (10_000, 4, 4, 7, 8),
    (200_000, 10, 8, 3, 12),
    (1_000_000, 5, 6, 3, 10),
)
"""Rows, columns, groups, runs, and how many times as fast as scikit-learn is wanted."""
SCIPY_ROWS = 200_000
"""Of longer tables SciPy's recipe is not run: it takes minutes."""
LONG = 1_000_000
JUDGED = 10_000
"""Rows that the silhouette looks at, as it takes distances by pairs."""
SLOWEST = 25


def main() -> None:
    """Print the table, or a profile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no million rows")
    parser.add_argument("--profile", action="store_true", help="where our time goes")
    wanted = parser.parse_args()
    mpl.use("Agg")
    shapes = SHAPES[:3] if wanted.quick else SHAPES
    if not wanted.profile:
        print("| table | MB | ours, ms | scipy | sklearn | ratios | wanted |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
    for rows, columns, k, runs, target in shapes:
        data = csv(rows, columns, k)
        if wanted.profile:
            profiled(data, k, f"{rows:,} x {columns}")
        else:
            measured = measure(dict(ways(data, k, rows)), runs)
            print(told(f"{rows:,} x {columns}", data, measured, target), flush=True)


def csv(rows: int, columns: int, k: int) -> bytes:
    """Return a table of groups as a file."""
    points, _ = mixture(np.random.default_rng(rows), k, columns, n=rows, distance=6)
    # Four digits, as people measure; a million rows stay within the 20 MB we read.
    digits = np.rint(points / np.abs(points).max() * (9_999 if rows < LONG else 499))
    frame = pd.DataFrame(digits, columns=[f"column {at}" for at in range(columns)])
    written: str = frame.to_csv(index=False, float_format="%.0f")
    return written.encode()


def ways(data: bytes, k: int, rows: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the ways to an answer, by name."""
    yield "ours", partial(ours, data, k)
    if rows <= SCIPY_ROWS:
        yield "scipy", partial(with_scipy, data, k)
    yield "sklearn", partial(with_sklearn, data, k)


def ours(data: bytes, k: int) -> tuple[IntArray, bytes]:
    """Return labels and picture as we make them, and the summary on the way."""
    found = pipeline.find(Request(data=data, name="table.csv", k=k))
    return found.fit.labels, pipeline.summarize(found).image


def with_scipy(data: bytes, k: int) -> tuple[ArrayLike, bytes]:
    """Return labels and picture as tutorials of scipy.cluster.vq make them."""
    frame = pd.read_csv(BytesIO(data))
    points = whiten(frame.to_numpy())
    centers, _ = kmeans(points, k, rng=np.random.default_rng(0))
    labels, _ = vq(points, centers)
    return labels, painted(frame.to_numpy(), labels)


def with_sklearn(data: bytes, k: int) -> tuple[ArrayLike, bytes]:
    """Return labels and picture as tutorials of scikit-learn make them."""
    frame = pd.read_csv(BytesIO(data))
    numbers = frame.to_numpy()
    points = (numbers - numbers.mean(axis=0)) / numbers.std(axis=0)
    fitted = KMeans(k, n_init=10, random_state=0).fit(points)
    labels: IntArray = np.asarray(fitted.labels_, dtype=np.intp)
    size = min(len(points), JUDGED)
    silhouette_score(points, labels, sample_size=size, random_state=0)
    return labels, painted(numbers, labels)


def painted(numbers: FloatArray, labels: ArrayLike) -> bytes:
    """Return the plainest scatter that pyplot makes, as large as ours."""
    figure = plt.figure(figsize=(10.8, 13.5), dpi=100)
    plt.scatter(numbers[:, 0], numbers[:, 1], c=labels)
    png = BytesIO()
    plt.savefig(png, format="png")
    plt.close(figure)
    return png.getvalue()


def measure(tasks: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Return the median CPU milliseconds of each task, run in turns after a warm-up."""
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for run in range(runs + 1):
        for name, task in tasks.items():
            start = time.process_time()
            task()
            if run:
                spent[name].append(1_000 * (time.process_time() - start))
    return {name: median(times) for name, times in spent.items()}


def told(shape: str, data: bytes, measured: dict[str, float], target: int) -> str:
    """Return a line of the table."""
    peers = [measured.get("scipy"), measured["sklearn"]]
    times = " | ".join("not run" if peer is None else f"{peer:.0f}" for peer in peers)
    ratios = ", ".join(f"{peer / measured['ours']:.1f}" for peer in peers if peer)
    size = f"{len(data) / 1e6:.1f}"
    return (
        f"| {shape} | {size} | {measured['ours']:.0f} | {times} | {ratios} | {target} |"
    )


def profiled(data: bytes, k: int, shape: str) -> None:
    """Print which functions our time goes to, the warm second time."""
    ours(data, k)
    profile = cProfile.Profile()
    profile.runcall(ours, data, k)
    print(f"\n{shape}")
    pstats.Stats(profile).sort_stats("cumulative").print_stats(SLOWEST)


if __name__ == "__main__":
    main()
