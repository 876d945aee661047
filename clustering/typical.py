"""Features, fit -> a real row that stands for each cluster."""

import numpy as np

from clustering.kmeans import Fit
from clustering.prepare import Features


def typical_rows(features: Features, fit: Fit) -> tuple[int, ...]:
    """Return the data row nearest each center, counted from 1; of ties the first.

    A center is a mean, and may lie where nobody is; its nearest row is somebody.
    """
    ways = ((features.points - fit.centers[fit.labels]) ** 2).sum(axis=1)
    order = np.lexsort((ways, fit.labels))
    firsts = np.searchsorted(fit.labels[order], np.arange(len(fit.centers)))
    return tuple((features.rows[order[firsts]] + 1).tolist())
