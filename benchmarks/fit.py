"""Print what a fit costs and how tight it is, beside the peers, from one run.

    python benchmarks/fit.py [--quick]

CPU time in one thread, medians; the peers at their documented defaults, in turns.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

import argparse
import time
import warnings
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np
import scipy
import sklearn
from scipy.cluster import vq
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans

from clustering import kmeans
from clustering.arrays import FloatArray

Peer = Callable[[FloatArray, int, int], FloatArray]
PEERS: dict[str, Peer] = {
    "ours": lambda points, k, seed: (
        kmeans.fit(points, k, np.random.default_rng(seed)).centers
    ),
    "scipy kmeans": lambda points, k, seed: vq.kmeans(
        points, k, rng=np.random.default_rng(seed)
    )[0],
    "scipy kmeans2 ++": lambda points, k, seed: vq.kmeans2(
        points, k, minit="++", rng=np.random.default_rng(seed)
    )[0],
    "sklearn n_init=1": lambda points, k, seed: (
        KMeans(k, n_init=1, random_state=seed).fit(points).cluster_centers_
    ),
    "sklearn n_init=10": lambda points, k, seed: (
        KMeans(k, n_init=10, random_state=seed).fit(points).cluster_centers_
    ),
}
SLOW = ("scipy kmeans", "scipy kmeans2 ++")
"""Peers left out where rows are too many for them."""
MANY = 200_000


def mixture(n: int, d: int, truth: FloatArray, seed: int) -> FloatArray:
    """Return n points around the true centers (k, d), of standard deviation 1."""
    rng = np.random.default_rng(seed)
    return truth[rng.integers(len(truth), size=n)] + rng.normal(size=(n, d))


def shapes(*, quick: bool) -> Iterator[tuple[str, FloatArray, FloatArray]]:
    """Yield names, points and true centers."""
    sizes = [(150, 4, 3, 2.0), (5_000, 2, 4, 2.0), (100_000, 2, 5, 2.0)]
    sizes += [(100_000, 10, 8, 1.0), (20_000, 50, 20, 0.5)]
    if not quick:
        sizes += [(1_000_000, 2, 15, 4.0), (1_000_000, 8, 10, 1.5)]
    for n, d, k, apart in sizes:
        truth = apart * np.random.default_rng(k).normal(size=(k, d))
        yield f"{n} x {d}, k {k}", mixture(n, d, truth, n), truth
    grid = 4 * 2**0.5 * np.stack(np.divmod(np.arange(100.0), 10), axis=1)
    yield "Birch1-like, k 100", mixture(100_000, 2, grid, 1), grid


def missed(centers: FloatArray, truth: FloatArray) -> int:
    """Return the centroid index: true centers that no found one is nearest to."""
    return len(truth) - len(np.unique(cdist(centers, truth).argmin(axis=1)))


def measure(name: str, points: FloatArray, truth: FloatArray) -> None:
    """Print a row for each peer, all of them timed in turns."""
    peers = [each for each in PEERS if len(points) <= MANY or each not in SLOW]
    spent: dict[str, list[float]] = {each: [] for each in peers}
    tight: dict[str, list[float]] = {each: [] for each in peers}
    wrong: dict[str, list[int]] = {each: [] for each in peers}
    for seed in range(3):
        for each in peers:
            start = time.process_time()
            centers = PEERS[each](points, len(truth), seed)
            spent[each].append(time.process_time() - start)
            tight[each].append(float(kmeans.nearest(points, centers)[1].sum()))
            wrong[each].append(missed(centers, truth))
    best = min(min(each) for each in tight.values())
    for each in peers:
        excess = (max(tight[each]) / best - 1) * 1e6
        ratio = median(spent[each]) / median(spent["ours"])
        ms = median(spent[each]) * 1e3
        print(
            f"| {name} | {each} | {ms:.1f} | {ratio:.1f} | {excess:.0f}"
            f" | {max(wrong[each])} |",
            flush=True,
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no million rows")
    warnings.simplefilter("ignore")  # of the peers, about clusters left empty
    versions = (np.__version__, scipy.__version__, sklearn.__version__)
    print("NumPy {}, SciPy {}, scikit-learn {}\n".format(*versions))
    print("| shape | fit | CPU ms | ratio | worst SSE excess, ppm | worst CI |")
    print("| --- | --- | --- | --- | --- | --- |")
    for shape in shapes(quick=parser.parse_args().quick):
        measure(*shape)


if __name__ == "__main__":
    main()
