"""Points by the hundred thousand: a layer of cells, shaded by how many each has.

A marker for each would take longer than all else, and the last would hide the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, prod, sqrt

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba_array
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from clustering.arrays import FloatArray, IntArray
from clustering.drawing.plot import Plot

CELL = 2
"""Width in pixels; a dot has two cells each way."""
MOST_CELLS = 4_000_000
"""Of all clusters together, lest many take much memory; else cells are larger."""
BLOCK = 2**15
"""Points whose cells are found at a time."""
SHADES = 6
FAINTEST = 0.65
"""Opacity of cells with the fewest points; of those with the most it is 1."""
MOST = 0.99
"""Of a cluster's cells, this share has shades; the few fuller ones are as full."""

Cells = NDArray[np.int64]
Codes = NDArray[np.uint16]


class Cloud(Artist):
    """Points (n, 2) of k clusters, painted anew for each scale of the picture."""

    def __init__(
        self,
        plot: Plot,
        points: FloatArray,
        labels: IntArray,
        colors: Sequence[str],
    ) -> None:
        super().__init__()
        self.plot, self.points = plot, points
        self.labels, self.colors = labels, colors
        self.set_zorder(2)  # as lines have: above the grid, below the letters

    def draw(self, renderer: RendererBase) -> None:
        """Paint the cells over the plot."""
        left, top, right, bottom = self.plot.box
        box = Bbox(self.get_transform().transform([(left, bottom), (right, top)]))
        # A point is a pixel where the scale is 1.
        scale = float(np.asarray(renderer.points_to_pixels(1.0)))
        cell = cell_width((box.width, box.height), len(self.colors), scale)
        grid = Grid(self.plot.limits, box.width / cell, box.height / cell)
        codes = coded(counted(self.points, self.labels, len(self.colors), grid))
        image = enlarged(palette(self.colors)[widened(codes)], cell)
        renderer.draw_image(renderer.new_gc(), box.x0, box.y0, image)


def cell_width(size: tuple[float, float], k: int, scale: float) -> int:
    """Return how many pixels wide the cells of a plot of some size are.

    In a larger picture they are larger, but show finer detail too.
    """
    least = sqrt(size[0] * size[1] * k / MOST_CELLS)
    return max(1, round(CELL * sqrt(scale)), ceil(least))


@dataclass(frozen=True)
class Grid:
    """Cells over a plot between its limits: so many across and up, the last cut off."""

    limits: tuple[tuple[float, float], tuple[float, float]]
    width: float
    height: float

    def places(self, points: FloatArray, labels: IntArray) -> IntArray:
        """Return the place (n,) of each point among the cells of its cluster's grid.

        All clusters' cells follow each other, row by row from below.
        """
        across = places(points[:, 0], self.limits[0], self.width)
        up = places(points[:, 1], self.limits[1], self.height)
        return (labels * int(self.height) + up) * int(self.width) + across


def places(
    values: FloatArray, limits: tuple[float, float], cells: float
) -> NDArray[np.int32]:
    """Return in which of so many cells between limits values (n,) lie.

    None is in the last whole cell, so that a dot of two has room.
    """
    low, high = limits
    found = ((values - low) * (cells / (high - low))).astype(np.int32)
    return np.clip(found, 0, int(cells) - 2, out=found)


def counted(points: FloatArray, labels: IntArray, k: int, grid: Grid) -> Cells:
    """Return how many points of each cluster are in each cell: (k, height, width)."""
    found = np.empty(len(points), dtype=np.intp)
    # Large arrays would come from the system anew, which takes longer than the sums.
    for at in range(0, len(points), BLOCK):
        block = slice(at, at + BLOCK)
        found[block] = grid.places(points[block], labels[block])
    shape = k, int(grid.height), int(grid.width)
    return np.bincount(found, minlength=prod(shape)).reshape(shape)


def coded(counts: Cells) -> Codes:
    """Return a code for each cell (height, width): 0 if empty, else cluster and shade.

    A cell is the cluster's that has the largest share of its own points there, so
    that a large cluster never hides a small one.
    """
    codes = np.zeros(counts.shape[1:], dtype=np.uint16)
    largest = np.zeros(codes.shape)
    for cluster, count in enumerate(counts):
        share = count / max(count.sum(), 1)
        wins = share > largest
        np.copyto(largest, share, where=wins)
        codes[wins] = 1 + cluster * SHADES + shades(count[wins])
    return codes


def shades(counts: Cells) -> Cells:
    """Return the shades 0..SHADES - 1 of counts (m,), by their logarithms."""
    if not counts.size:
        return counts
    full = np.partition(counts, place := int(MOST * (len(counts) - 1)))[place]
    steps = float(full) ** (np.arange(1, SHADES) / SHADES)
    return np.searchsorted(steps, counts, side="right")


def widened(codes: Codes) -> Codes:
    """Return codes with each spread to the empty cells at its right and above."""
    wide = codes.copy()
    np.copyto(wide[:, 1:], codes[:, :-1], where=codes[:, 1:] == 0)
    dots = wide.copy()
    np.copyto(dots[1:], wide[:-1], where=wide[1:] == 0)
    return dots


def palette(colors: Sequence[str]) -> NDArray[np.uint32]:
    """Return the color of each code, red, green, blue and alpha in one number."""
    opacity = np.linspace(FAINTEST, 1, SHADES)
    rgba = np.zeros((1 + len(colors) * SHADES, 4), dtype=np.uint8)
    solid = to_rgba_array(list(colors)).repeat(SHADES, axis=0)
    solid[:, 3] = np.tile(opacity, len(colors))
    rgba[1:] = np.rint(solid * 255)
    return rgba.view(np.uint32).ravel()


def enlarged(pixels: NDArray[np.uint32], times: int) -> NDArray[np.uint8]:
    """Return an image (height, width, 4) with each pixel so many times as large."""
    height, width = pixels.shape
    image = np.empty((height, times, width, times), dtype=np.uint32)
    image[:] = pixels[:, None, :, None]
    return image.view(np.uint8).reshape(height * times, width * times, 4)
