"""Rows -> a few that stand for all, the far ones rather than the near ones."""

import numpy as np

from clustering.arrays import FloatArray
from clustering.fitting.rows import MOST, Rows, blocks, mixed

PILOT = 1_000
"""Rows, or about so many, whose mean stands for that of all."""
BITS = 52
"""Sums of whole numbers of as many bits are exact as floats, whatever their order."""


def odds(rows: Rows) -> FloatArray:
    """Return the share (m,) that each row should have of a sample.

    A third of it is the same for all, a third goes by how often a row counts, and
    a third by its part of the squared distances from the middle: a uniform sample
    would miss the few far rows that most of the SSE may be about.

    References
    ----------
    Bachem, Lucic, Krause (2018), "Scalable k-means clustering via lightweight
    coresets".
    """
    # Hashes are spread evenly; there is always one up to the least.
    part = min(PILOT / len(rows.hashes), 1 - 2.0**-53)
    limit = max(np.uint64(part * 2.0**64), rows.hashes.min())
    pilot = np.flatnonzero(rows.hashes <= limit)
    pilot = pilot[rows.hashes[pilot].argsort(kind="stable")]
    far = ways(rows.points, rows.points[pilot].mean(axis=0))
    if rows.which is None:  # each counts once
        odds = shares(far)
        odds += 2 / len(far)
    else:
        odds = shares(far * rows.weights)
        odds += shares(rows.weights.astype(float))
        odds += 1 / len(far)
    odds /= 3
    return odds


def ways(points: FloatArray, place: FloatArray) -> FloatArray:
    """Return the squared distances (m,) of points from a place (d,)."""
    found = np.empty(len(points))
    many = place[None].repeat(min(MOST, len(points)), axis=0)
    for block in blocks(points):
        some = points[block]
        away = some - many[: len(some)]
        np.einsum("ij,ij->i", away, away, out=found[block])
    return found


def shares(amounts: FloatArray) -> FloatArray:
    """Return the share of each amount in their sum."""
    bits = BITS - len(amounts).bit_length() - int(np.frexp(amounts.max())[1])
    steps = amounts * 2.0**bits
    np.rint(steps, out=steps)
    steps /= max(steps.sum(), 1)
    return steps


def places(rows: Rows, share: FloatArray) -> FloatArray:
    """Return from what size (m,) of sample on each row belongs to it."""
    found = rows.hashes.astype(float)
    found *= 2.0**-64
    found /= share
    return found


def sample(rows: Rows, share: FloatArray, place: FloatArray, size: int) -> Rows:
    """Return about so many rows by their shares, and what weight they stand for."""
    drawn = np.flatnonzero(place < size)
    drawn = drawn[mixed(rows.hashes[drawn]).argsort()]
    chance = np.minimum(share[drawn] * size, 1)
    weights = np.rint(rows.weights[drawn] / chance).astype(np.int64)
    return Rows(rows.points[drawn], weights, rows.hashes[drawn], drawn)
