"""Features, fit -> a real row that stands for each cluster."""

import numpy as np

from clustering.kmeans import Fit
from clustering.prepare import Features


def typical_rows(features: Features, fit: Fit) -> tuple[int, ...]:
    """Return the data row nearest each center, counted from 1; of ties the first.

    A center is a mean, and may lie where nobody is; its nearest row is somebody.
    """
    ways = features.points - fit.centers[fit.labels]
    squares = np.einsum("ij,ij->i", ways, ways)
    members = (np.flatnonzero(fit.labels == own) for own in range(len(fit.centers)))
    nearest = [own[squares[own].argmin()] for own in members]
    return tuple((features.rows[nearest] + 1).tolist())
