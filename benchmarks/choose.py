"""Print how often each rule for choosing k is right, and what a choice costs.

    python benchmarks/choose.py [--tables 10] [--only accuracy|time] [--first 9100]
        [--family 0/1]

Seeds below 9100 were looked at while the rule was made; from there on they are for
reports.  A table with groups counts where k-means at the true k finds them (adjusted
Rand index 0.9 or more).  Times are CPU times of one thread, medians of several runs.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

import argparse
import time
import zlib
from collections import defaultdict
from collections.abc import Callable
from functools import partial

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from benchmarks.known.clouds import mixture
from benchmarks.known.families import GROUPS, NONE, Family
from benchmarks.known.peers import RULES, sweep
from clustering import kmeans
from clustering.arrays import FloatArray, IntArray
from clustering.choose import choose
from clustering.firmness import firmness
from clustering.request import K_MAX

RECOVERED = 0.9
OURS = "ours"
RUNS, QUICK = 3, 3_000
"""Runs of which the median is told: more where few rows make them quick."""
SWEEP_MAX = 10
SIZES = (
    (150, 4, 3, 3),
    (5_000, 2, 30, 5),
    (100_000, 10, 30, 8),
    (1_000_000, 2, None, 15),
    (1_000_000, 8, None, 10),
)
"""Rows, columns, how many times as fast we mean to be, and groups.  The sweep would
take minutes for a million rows."""


Answers = dict[str, list[bool]]
"""For each rule, which of its answers were right."""


def main() -> None:
    """Print both tables, or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=10, help="of each family")
    parser.add_argument("--first", type=int, default=9_100, help="seed")
    parser.add_argument("--only", choices=("accuracy", "time"))
    parser.add_argument("--family", default="", help="part of its name")
    wanted = parser.parse_args()
    if wanted.only != "time":
        seeds = range(wanted.first, wanted.first + wanted.tables)
        accuracy(seeds, wanted.family)
    if wanted.only != "accuracy":
        times()


def accuracy(seeds: range, part: str) -> None:
    """Print how often each rule is right, by family and in all.

    Of the families, those with a part in their name.
    """
    print(f"Right answers, seeds {seeds.start} to {seeds.stop - 1}, k up to {K_MAX}")
    print(f"{'family':22}{'tables':>7}", *(f"{rule:>18}" for rule in (OURS, *RULES)))
    split: Answers = defaultdict(list)
    for title, families in (("with groups", GROUPS), ("without groups", NONE)):
        told = []
        for name, family in families.items():
            if part not in name:
                continue
            told.append(judged(name, family, seeds, split))
            line(name, told[-1:])
        line(title, told)
    line("best k of 2 or more", [split])


def judged(name: str, family: Family, seeds: range, split: Answers) -> Answers:
    """Ask every rule about a family's tables."""
    answers: Answers = defaultdict(list)
    for seed in seeds:
        table, labels = family(np.random.default_rng([seed, zlib.crc32(name.encode())]))
        points, k = standardized(table), int(labels.max()) + 1
        if k > 1 and not recovered(points, labels, k):
            continue
        ours = choose(points, np.random.default_rng(0))
        tried = sweep(points, min(K_MAX, len(points) // 3))
        others = {rule: told(tried) for rule, told in RULES.items()}
        for rule, answer in {OURS: ours.groups, **others}.items():
            answers[rule].append(answer == k)
        for rule, answer in ({OURS: ours.k, **others} if k > 1 else {}).items():
            split[rule].append(answer == k)
    return answers


def recovered(points: FloatArray, labels: IntArray, k: int) -> bool:
    """Tell whether k-means at the true k finds the groups."""
    grouped = labels >= 0
    fit = kmeans.fit(points[grouped], k, np.random.default_rng(0), starts=4)
    return bool(adjusted_rand_score(labels[grouped], fit.labels) >= RECOVERED)


def standardized(table: FloatArray) -> FloatArray:
    """Return columns with mean 0 and SD 1, as `prepare` makes them."""
    spread = table.std(axis=0)
    points: FloatArray = (table - table.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return points


def line(title: str, families: list[Answers]) -> None:
    """Print how often each rule was right in some families."""
    rules = (OURS, *RULES)
    told = [[each for answers in families for each in answers[rule]] for rule in rules]
    shares = [sum(right) / max(len(right), 1) for right in told]
    tables = sum(len(answers[OURS]) for answers in families)
    print(f"{title:22}{tables:7}", *(f"{share:18.1%}" for share in shares), flush=True)


def times() -> None:
    """Print CPU times beside those of the scikit-learn sweep, and of firmness."""
    print(f"\nCPU milliseconds, k 2 to {SWEEP_MAX} (ours to {K_MAX} as well)")
    print(f"{'rows x columns':>16}{'ours':>9}{'to 15':>9}{'firmness':>10}", end="")
    print(f"{'sklearn':>10}{'ratio':>8}{'target':>8}")
    for rows, columns, target, k in SIZES:
        rng = np.random.default_rng(rows)
        table, _ = mixture(rng, k, columns, n=rows, distance=6)
        points = standardized(table)
        fit = kmeans.fit(points, k, np.random.default_rng(0))
        runs = max(RUNS, QUICK // rows)
        ours = median(partial(chosen, points, SWEEP_MAX), runs)
        longer = median(partial(chosen, points, K_MAX), runs)
        firm = median(partial(weighed, points, fit), runs)
        size = f"{rows:,} x {columns}"
        print(f"{size:>16}{ours:9.0f}{longer:9.0f}{firm:10.0f}", end="", flush=True)
        if target:
            theirs = median(partial(swept, points), runs)
            print(f"{theirs:10.0f}{theirs / ours:8.1f}{target:8}", end="")
        print(flush=True)


def weighed(points: FloatArray, fit: kmeans.Fit) -> int:
    """Tell how firm each cluster is."""
    return len(firmness(points, fit, np.random.default_rng(0)))


def chosen(points: FloatArray, k_max: int) -> int:
    """Choose as we do."""
    return choose(points, np.random.default_rng(0), k_max=k_max).groups


def swept(points: FloatArray) -> int:
    """Choose as the tutorials do: every k, and the widest silhouette."""
    scores = []
    for k in range(2, SWEEP_MAX + 1):
        labels = KMeans(k, n_init=10, random_state=0).fit_predict(points)
        size = min(len(points), 10_000)
        scores.append(
            silhouette_score(points, labels, sample_size=size, random_state=0)
        )
    return 2 + int(np.argmax(scores))


def median(task: Callable[[], int], runs: int) -> float:
    """Return the CPU milliseconds that a task takes."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        task()
        spent.append(1_000 * (time.process_time() - start))
    return float(np.median(spent))


if __name__ == "__main__":
    main()
