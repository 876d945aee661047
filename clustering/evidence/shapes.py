"""Points, labels -> whether they lie in strips or rings that k-means cuts."""

import numpy as np
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from clustering.arrays import FloatArray, IntArray
from clustering.evidence.ladder import afresh
from clustering.evidence.order import some as some_of
from clustering.notes import Note, OddShapes

SAMPLE = 1_500
"""Points whose neighbours are looked at."""
FEWEST = 60
"""Fewer points show no shapes."""
MOST_COLUMNS = 3
"""In more columns, all points are about as near to one another."""
NEIGHBOUR = 5
REACH = 2.0
"""Times the distance to that neighbour that 19 of 20 points keep within."""
LARGE = 0.1
"""Share of the points in a piece that counts."""
TINY = np.finfo(float).tiny
MATCHED = 0.85
"""Share of the points in pieces that k-means finds too."""


def odd_shapes(
    points: FloatArray, clear: IntArray | None, rng: np.random.Generator
) -> tuple[Note, ...]:
    """Return that points lie in pieces which k-means cuts, if they do.

    Told in up to three columns: in more, gaps are everywhere.  Where clear groups lie
    in one piece each, as round ones do that touch, nothing is cut but at gaps.

    Parameters
    ----------
    points : (n, d)
    clear : (n,) or None
        Their clusters, if these are clear groups.
    rng : Generator
    """
    if len(points) < FEWEST or not 0 < points.shape[1] <= MOST_COLUMNS:
        return ()
    sample = some_of(points, SAMPLE)
    some = points[sample]
    scaled = (some - some.mean(axis=0)) / np.maximum(some.std(axis=0), TINY)
    found = pieces(scaled)
    many = int(found.max()) + 1
    if many == 1 or (found < 0).mean() > LARGE:
        return ()
    if clear is not None and matched(clear[sample], found) >= MATCHED:
        return ()
    alike = matched(found, afresh(scaled, many, rng)[0])
    return (OddShapes(many),) if alike < MATCHED else ()


def pieces(points: FloatArray) -> IntArray:
    """Return the piece (n,) each point is in, -1 for none: pieces have gaps around.

    Points within reach of one another are together, however far that leads.

    Parameters
    ----------
    points : (n, d)
        On one scale.
    """
    tree = cKDTree(points)
    rank = min(NEIGHBOUR, len(points) - 1)
    ways, _ = tree.query(points, k=[rank + 1])
    reach = REACH * np.quantile(ways, 0.95)
    near = tree.sparse_distance_matrix(tree, reach, output_type="coo_matrix")
    _, labels = connected_components(near, directed=False)
    large = np.flatnonzero(np.bincount(labels) >= LARGE * len(points))
    found = np.full(labels.max() + 1, -1)
    found[large] = np.arange(len(large))
    return found[labels]


def matched(pieces: IntArray, others: IntArray) -> float:
    """Return the share of points, 0..1, that are where most of their piece are.

    Parameters
    ----------
    pieces, others : (n,)
        Two ways to part the points; -1 for those that do not count.
    """
    inside = (pieces >= 0) & (others >= 0)
    both = np.zeros((pieces.max() + 1, others.max() + 1))
    np.add.at(both, (pieces[inside], others[inside]), 1)
    return float(both.max(axis=1).sum() / both.sum())
