"""Points on a line -> the k clusters that no others are tighter than."""

import numpy as np

from clustering.arrays import FloatArray, IntArray

LIMIT = 2_000_000
"""Different values times clusters up to which the exact way is quick."""


def divide(values: FloatArray, weights: IntArray, k: int) -> IntArray:
    """Return the cluster (m,) of each value, in any order, at the least SSE.

    Beyond `LIMIT`, neighbours go together, which is near enough for rounds to end
    at the best clusters.
    """
    order = np.lexsort((weights, values))
    ranked, masses = values[order] / 2, weights[order].astype(float)
    ranked -= (ranked[0] + ranked[-1]) / 2
    ranked /= max(ranked[-1], np.finfo(float).tiny)
    heads = parted(ranked, max(LIMIT // k, 2 * k + 4))
    heavy = np.add.reduceat(masses, heads)
    middles = np.add.reduceat(ranked * masses, heads) / heavy
    labels = np.empty(len(values), dtype=np.intp)
    sizes = np.diff(heads, append=len(values))
    labels[order] = split(middles, heavy, k).repeat(sizes)
    return labels


def parted(values: FloatArray, most: int) -> IntArray:
    """Return where groups of neighbours begin among rising values: `most` at most.

    Half of the groups go by count, and half by the roots of the gaps: where values
    are rare, and each weighs in the SSE, they stay by themselves.
    """
    if len(values) <= most:
        return np.arange(len(values))
    gaps = np.sqrt(np.diff(values)).cumsum()
    counts = np.arange(1, len(values))
    place = (gaps / gaps[-1] + counts / counts[-1]) / 2 * (most - 1)
    return np.append(0, np.flatnonzero(np.diff(np.floor(place), prepend=0)) + 1)


def split(values: FloatArray, weights: FloatArray, k: int) -> IntArray:
    """Return the cluster of each value, from left to right, at the least SSE.

    Dynamic programming: the best j clusters of the first values are the best
    j - 1 clusters of fewer values and one more cluster.  A cluster's SSE comes
    from running sums: beside a value a hundred million times larger, it is lost
    in rounding, and the cuts there are good but may not be the best.

    Parameters
    ----------
    values : (m,)
        Rising, around 0; m >= k.
    weights : (m,)
        How often each occurs.

    Returns
    -------
    labels : (m,) ints in 0..k-1

    References
    ----------
    Wang, Song (2011), "Ckmeans.1d.dp: optimal k-means clustering in one
    dimension by dynamic programming"; Grønlund et al. (2017), "Fast exact
    k-means, k-medians and Bregman divergence clustering in 1D".
    """
    sums = moments(values, weights)
    best = spread(sums, np.array([0]), np.arange(len(values) + 1))
    best[0] = np.inf
    layers = []
    for done in range(1, k):
        starts, best = extend(sums, best)
        # No cluster is empty, even where rounding hides what one more would save.
        best[: done + 1] = np.inf
        layers.append(starts)
    end, labels = len(values), np.zeros(len(values), dtype=np.intp)
    for starts in reversed(layers):
        end = starts[end]
        labels[end:] += 1
    return labels


def moments(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the running sums (3, m + 1) of weight, weighted value and its square."""
    terms = np.stack([weights, weights * values, weights * values**2])
    return np.pad(terms.cumsum(axis=1), ((0, 0), (1, 0)))


def spread(sums: FloatArray, start: IntArray, end: IntArray) -> FloatArray:
    """Return the SSE of the values from start up to, not including, end."""
    weight, total, square = sums[:, end] - sums[:, start]
    sse: FloatArray = square - total**2 / np.maximum(weight, 1)
    return sse.clip(min=0)


def extend(sums: FloatArray, best: FloatArray) -> tuple[IntArray, FloatArray]:
    """Add one cluster at the right of the best ones so far.

    Parameters
    ----------
    best : (m + 1,)
        Least SSE of the first 0, 1, ... m values.

    Returns
    -------
    starts : (m + 1,) ints
        Where the added cluster begins.
    best : (m + 1,)
        Least SSE with it.
    """
    m = len(best) - 1
    starts, longer = np.zeros(m + 1, dtype=np.intp), best.copy()
    # The start never moves left as the end moves right: solving every other end
    # first leaves little to try for those between.
    stride = 2 ** (m.bit_length() - 1)
    while stride:
        ends = np.arange(stride, m + 1, 2 * stride)
        after = np.where(ends + stride <= m, starts[np.minimum(ends + stride, m)], m)
        first, last = starts[ends - stride], np.minimum(after, ends - 1)
        starts[ends], longer[ends] = cheapest(sums, best, ends, first, last)
        stride //= 2
    return starts, longer


def cheapest(
    sums: FloatArray, best: FloatArray, ends: IntArray, first: IntArray, last: IntArray
) -> tuple[IntArray, FloatArray]:
    """Return for each end its best start in first..last, and the SSE with it."""
    counts = last - first + 1
    heads = counts.cumsum() - counts
    start = np.arange(counts.sum()) + np.repeat(first - heads, counts)
    total = best[start] + spread(sums, start, np.repeat(ends, counts))
    least = np.minimum.reduceat(total, heads)
    hits = np.flatnonzero(total == np.repeat(least, counts))
    return start[hits[hits.searchsorted(heads)]], least
