"""Features, fits and clusters made by hand, for tests of words and pictures."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import ArrayLike

from clustering.arrays import FloatArray
from clustering.drawing.plot import Box, Plot
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import HEIGHT, LIGHT, WIDTH
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.report import Cluster


def features_of(numbers: ArrayLike, columns: Sequence[str] = "xyzuvw") -> Features:
    """Return standardised features of a table (n, d) of numbers."""
    matrix = np.asarray(numbers, dtype=float)
    spread = matrix.std(axis=0)
    offset, scale = matrix.mean(axis=0), np.where(spread > 0, spread, 1)
    return Features(
        points=(matrix - offset) / scale,
        columns=tuple(columns[: matrix.shape[1]]),
        rows=np.arange(len(matrix)),
        offset=offset,
        scale=scale,
        left_out=(),
        decisions=(),
    )


def fit_of(features: Features, labels: ArrayLike) -> Fit:
    """Return the fit in which every point has the label given."""
    own = np.asarray(labels, dtype=np.intp)
    centers = np.array(
        [features.points[own == label].mean(axis=0) for label in range(own.max() + 1)]
    )
    inertia = float(((features.points - centers[own]) ** 2).sum())
    return Fit(labels=own, centers=centers, inertia=inertia)


def blobs(k: int, d: int, *, each: int = 20) -> tuple[FloatArray, list[int]]:
    """Return round clouds on a grid, always the same, and their labels."""
    rng = np.random.default_rng(k * d)
    places = np.array([np.unravel_index(own, (k,) * d) for own in range(k)])
    rolled = (places[:, ::-1] * 7 + np.arange(k)[:, None] ** 2) % (3 * k)
    points = np.repeat(rolled, each, axis=0) + rng.normal(size=(k * each, d)) / 4
    return points, np.repeat(np.arange(k), each).tolist()


def cluster_of(letter: str = "A", name: str = "high x", size: int = 10) -> Cluster:
    """Return a cluster that is half of its table."""
    return Cluster(letter, name, size, 0.5, (0.0, 0.0), ())


def plot_of(low: float, high: float) -> Plot:
    """Return a plot that fills a sheet and shows numbers from low to high."""
    return Plot(Sheet(LIGHT), Box(0, 0, WIDTH, HEIGHT), ((low, high), (low, high)))


def lines_of(figure: Figure) -> list[Line2D]:
    """Return the lines and markers on a sheet, in the order they were drawn."""
    return [each for each in figure.artists if isinstance(each, Line2D)]


def shapes_of(figure: Figure) -> list[Patch]:
    """Return the shapes on a sheet, in the order they were drawn."""
    return [each for each in figure.artists if isinstance(each, Patch)]
