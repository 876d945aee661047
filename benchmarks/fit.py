"""Print what a fit costs and how tight it is, beside the peers, from one run.

    python benchmarks/fit.py [--quick | --hard | --series [FOLDER]]

CPU time in one thread, medians; the peers at their documented defaults, in turns.
Breathing k-means (`pip install bkmeans`) and faiss (`pip install faiss-cpu`) are
among them when installed.

- floors: CPU time over that of the least any fit can do: to look through the table and
  find each row's nearest center and each center's mean once.
- MB: by how much a fit raises the peak of resident memory, in a process forked for it
  after the timing, with the table in memory (on Linux with glibc).
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

import argparse
import ctypes
import multiprocessing
import resource
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
import scipy
import sklearn
from scipy.cluster import vq
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.fitting.settling import Clusters
from clustering.fitting.table import Table

Found = TypeVar("Found")
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
MANY = {"scipy kmeans": 200_000, "scipy kmeans2 ++": 200_000, "breathing": 20_000}
"""Rows beyond which a peer is left out, since it would take minutes."""
SEEDS, TURNS = 3, 3
"""Seeds of each peer, and how often each of those fits is timed."""
MOST_WORK = 3_000_000
"""Rows times clusters of a mixture, lest the peers take minutes."""
LOOSE = 500
"""Millionths by which our SSE may exceed the peer's."""


def breathing(points: FloatArray, k: int, seed: int) -> FloatArray:
    """Return the centers of breathing k-means."""
    peer = import_module("bkmeans").BKMeans(n_clusters=k, random_state=seed)
    return np.asarray(peer.fit(points).cluster_centers_)


def faiss(points: FloatArray, k: int, seed: int) -> FloatArray:
    """Return the centers of faiss, which fits a sample of rows in single precision."""
    peer = import_module("faiss").Kmeans(points.shape[1], k, seed=seed)
    peer.train(points.astype(np.float32))
    return np.asarray(peer.centroids, dtype=float)


if find_spec("bkmeans"):
    PEERS["breathing"] = breathing
if find_spec("faiss"):
    PEERS["faiss"] = faiss


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


def timed(work: Callable[[], Found]) -> tuple[float, Found]:
    """Return the CPU seconds that some work takes, and what it returns."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def floor_s(points: FloatArray, centers: FloatArray) -> float:
    """Return the CPU seconds to pack a table and to pass over it once."""

    def work() -> FloatArray:
        table = Table.of(points, np.ones(len(points), dtype=np.int64))
        return Clusters.around(table, centers).centers

    return median(timed(work)[0] for _ in range(2 * SEEDS + 1))


def peak_mb(work: Callable[[], FloatArray]) -> float:
    """Return by how much some work raises the peak of a forked process's memory."""
    # What was freed goes back, lest the child use it again and seem to need less.
    ctypes.CDLL(None).malloc_trim(0)
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)

    def child() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        work()
        theirs.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)

    process = fork.Process(target=child)
    process.start()
    grown: int = ours.recv()
    process.join()
    return grown / 1024


def measure(name: str, points: FloatArray, truth: FloatArray) -> None:
    """Print a row for each peer, all of them timed in turns."""
    k = len(truth)
    peers = [each for each in PEERS if len(points) <= MANY.get(each, len(points))]
    spent: dict[str, list[float]] = {each: [] for each in peers}
    tight: dict[str, list[float]] = {each: [] for each in peers}
    wrong: dict[str, list[int]] = {each: [] for each in peers}
    for seed in [*range(SEEDS)] * TURNS:
        for each in peers:
            took, centers = timed(partial(PEERS[each], points, k, seed))
            spent[each].append(took)
            tight[each].append(float(kmeans.nearest(points, centers)[1].sum()))
            wrong[each].append(missed(centers, truth))
    floor, best = floor_s(points, truth), min(min(each) for each in tight.values())
    for each in peers:
        cpu_s = median(spent[each])
        excess = (max(tight[each]) / best - 1) * 1e6
        grown = peak_mb(partial(PEERS[each], points, k, 0))
        ratio = cpu_s / median(spent["ours"])
        print(
            f"| {name} | {each} | {cpu_s * 1e3:.1f} | {ratio:.1f}"
            f" | {cpu_s / floor:.1f} | {grown:.0f} | {excess:.0f}"
            f" | {max(wrong[each])} |",
            flush=True,
        )


def spread(k: int, d: int, apart: float, seed: int) -> FloatArray:
    """Return k places (k, d), no two of them nearer than some distance."""
    rng, found = np.random.default_rng(seed), np.empty((0, d))
    side = apart * max(2.0, 1.6 * k ** (1 / d))
    while len(found) < k:
        place = rng.uniform(0, side, size=(1, d))
        if len(found) == 0 or cdist(place, found).min() >= apart:
            found = np.vstack([found, place])
    return found


def known() -> Iterator[tuple[str, FloatArray, FloatArray]]:
    """Yield names, points and true centers of tables whose clusters can be told."""
    grid = 4 * 2**0.5 * np.stack(np.divmod(np.arange(100.0), 10), axis=1)
    steps = np.arange(100.0)
    chain = np.column_stack([6 * steps, 30 * np.sin(2 * np.pi * steps / 25)])
    yield "Birch1-like grid", mixture(100_000, 2, grid, 1), grid
    yield "Birch2-like chain", mixture(100_000, 2, chain, 2), chain
    for name, n, d, k, apart in [
        ("S1-like", 5_000, 2, 15, 6.0),
        ("A1-like", 3_000, 2, 20, 5.0),
        ("many in a plane", 20_000, 2, 100, 6.0),
        ("8 columns", 20_000, 8, 50, 7.0),
        ("64 columns", 20_000, 64, 100, 9.0),
    ]:
        truth = spread(k, d, apart, k)
        yield name, mixture(n, d, truth, n), truth
    truth = spread(20, 2, 7.0, 3)
    sizes = 50 * np.arange(1, 21)
    noise = np.random.default_rng(4).normal(size=(sizes.sum(), 2))
    yield "sizes 1 to 20", np.repeat(truth, sizes, axis=0) + noise, truth


def published(folder: Path) -> Iterator[tuple[str, FloatArray, FloatArray]]:
    """Yield the SIPU sets S1 and A1 from a folder that has them as CSV."""
    for name in ("s1", "a1"):
        points = np.loadtxt(folder / f"{name}.csv", delimiter=",", skiprows=1)
        truth = np.loadtxt(
            folder / f"{name}_centroids.csv", delimiter=",", skiprows=1, ndmin=2
        )
        yield name.upper(), points[:, :2], truth[:, :2]


def series(tables: Iterable[tuple[str, FloatArray, FloatArray]]) -> None:
    """Print how twenty seeds fare on each table, beside scikit-learn."""
    print("| table | n x d, k | seeds with CI 0 | SSE at worst, ppm | its CI |")
    print("| --- | --- | --- | --- | --- |")
    for name, points, truth in tables:
        k = len(truth)
        peer = PEERS["sklearn n_init=10"](points, k, 0)
        theirs = float(kmeans.nearest(points, peer)[1].sum())
        fits = [PEERS["ours"](points, k, seed) for seed in range(20)]
        right = sum(missed(centers, truth) == 0 for centers in fits)
        worst = max(float(kmeans.nearest(points, each)[1].sum()) for each in fits)
        shape = f"{len(points)} x {points.shape[1]}, {k}"
        excess = (worst / theirs - 1) * 1e6
        print(
            f"| {name} | {shape} | {right} of {len(fits)} | {excess:+.0f} |"
            f" {missed(peer, truth)} |",
            flush=True,
        )


def unclear(
    n: int, d: int, k: int, seed: int, rng: np.random.Generator
) -> tuple[FloatArray, int]:
    """Return a table without clear clusters, and how many to look for."""
    if seed % 3 == 0:
        return rng.normal(size=(n, d)), k
    if seed % 3 == 1:
        return rng.lognormal(size=(n, d)), k
    return mixture(n, d, 1.5 * rng.normal(size=(k, d)), seed), k


def small_table(seed: int) -> tuple[FloatArray, int]:
    """Return one of 100 to 1 500 rows."""
    rng = np.random.default_rng(seed)
    n, d, k = (int(rng.integers(*ends)) for ends in [(100, 1500), (2, 12), (4, 20)])
    return unclear(n, d, k, seed, rng)


def large_table(least: int, most: int, seed: int) -> tuple[FloatArray, int]:
    """Return one of so many rows."""
    rng = np.random.default_rng(least // 2 + seed)
    n = int(np.exp(rng.uniform(np.log(least), np.log(most))))
    d, k = int(rng.integers(2, 12)), int(rng.integers(3, 20))
    return unclear(n, d, k, seed, rng)


def mixed_table(seed: int) -> tuple[FloatArray, int]:
    """Return a mixture, from clusters far apart to one blob, half of them unequal."""
    rng = np.random.default_rng(9_000 + seed)
    ends = [(1_000, 100_000), (2, 64), (2, 100)]
    n, d, k = (int(np.exp(rng.uniform(*np.log(each)))) for each in ends)
    n = min(n, MOST_WORK // k)
    apart = rng.uniform(1, 8) / np.sqrt(2 * d)
    sizes = rng.integers(1, 21, size=k) if seed % 2 else np.ones(k)
    truth = apart * rng.normal(size=(k, d))
    labels = rng.choice(k, size=n, p=sizes / sizes.sum())
    return truth[labels] + rng.normal(size=(n, d)), k


def cloud_table(seed: int) -> tuple[FloatArray, int]:
    """Return one cloud of few columns, which can be cut in many ways as well."""
    rng = np.random.default_rng(50_000 + seed)
    n, d = int(np.exp(rng.uniform(*np.log([200, 50_000])))), int(rng.integers(2, 7))
    points = (
        rng.normal(size=(n, d)),
        rng.normal(size=(n, d)) @ rng.normal(size=(d, d)),
        rng.uniform(size=(n, d)),
        rng.exponential(size=(n, d)),
        rng.standard_t(4, size=(n, d)),
    )[seed % 5]
    return points, int(rng.integers(2, 13))


def answers_table(seed: int) -> tuple[FloatArray, int]:
    """Return answers from 1 to 5 to a few questions: few different rows, often."""
    rng = np.random.default_rng(70_000 + seed)
    d, k = int(rng.integers(2, 5)), int(rng.integers(3, 8))
    drawn = rng.binomial(4, rng.uniform(0.2, 0.8), size=(40_000, d))
    return 1 + drawn.astype(float), k


def hard() -> None:
    """Print how our SSE on hard tables compares with scikit-learn's."""
    for size, tables in [
        ("small", map(small_table, range(100))),
        ("larger", map(partial(large_table, 2_000, 20_000), range(48))),
        ("large", map(partial(large_table, 20_000, 300_000), range(24))),
        ("mixed", map(mixed_table, range(40))),
        ("cloud", map(cloud_table, range(100))),
        ("answers", map(answers_table, range(60))),
    ]:
        excess, spent, peers = [], [], []
        for points, k in tables:
            took, theirs = timed(partial(peer_tightness, points, k))
            peers.append(took)
            for seed in range(SEEDS):
                took, ours = timed(partial(tightness, points, k, seed))
                spent.append(took)
                excess.append((ours / theirs - 1) * 1e6)
        loose = sum(each > LOOSE for each in excess)
        print(
            f"{len(excess)} fits of {size} tables beside sklearn n_init=10: SSE at"
            f" worst {max(excess):+.0f} ppm, at best {min(excess):+.0f}, on average"
            f" {np.mean(excess):+.0f}; {loose} more than {LOOSE} ppm looser;"
            f" {np.mean(spent) * 1e3:.0f} and {np.mean(peers) * 1e3:.0f} CPU ms",
            flush=True,
        )


def peer_tightness(points: FloatArray, k: int) -> float:
    """Return the SSE of scikit-learn's fit."""
    return float(KMeans(k, n_init=10, random_state=0).fit(points).inertia_)


def tightness(points: FloatArray, k: int, seed: int) -> float:
    """Return the SSE of our fit."""
    return kmeans.fit(points, k, np.random.default_rng(seed)).inertia


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no million rows")
    parser.add_argument("--hard", action="store_true", help="hard tables alone")
    parser.add_argument(
        "--series",
        nargs="?",
        const="",
        metavar="FOLDER",
        help="tables with known clusters alone; also s1 and a1 from a folder",
    )
    wanted = parser.parse_args()
    warnings.simplefilter("ignore")  # of the peers, about clusters left empty
    versions = (np.__version__, scipy.__version__, sklearn.__version__)
    print("NumPy {}, SciPy {}, scikit-learn {}\n".format(*versions))
    if wanted.hard:
        hard()
        return
    if wanted.series is not None:
        folder = wanted.series
        series([*known(), *(published(Path(folder)) if folder else ())])
        return
    heads = ["shape", "fit", "CPU ms", "ratio", "floors", "MB"]
    print("|", " | ".join([*heads, "worst SSE excess, ppm", "worst CI"]), "|")
    print("|", " | ".join(["---"] * (len(heads) + 2)), "|")
    for shape in shapes(quick=wanted.quick):
        measure(*shape)


if __name__ == "__main__":
    main()
