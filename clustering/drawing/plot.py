"""A plot: a part of a sheet whose edges stand for numbers."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from clustering.arrays import FloatArray
from clustering.drawing.sheet import Sheet


class Box(NamedTuple):
    """Where a plot is, in pixels from the upper left of its sheet."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, eq=False)
class Plot:
    """Axes of which nothing is drawn.

    Attributes
    ----------
    sheet : Sheet
    box : Box
    limits : two pairs of float
        From what number to what it shows, across and up.
    """

    sheet: Sheet
    box: Box
    limits: tuple[tuple[float, float], tuple[float, float]]

    def pixels(self, points: FloatArray) -> FloatArray:
        """Return where points (m, 2) are on the sheet."""
        low, high = np.array(self.limits).T
        start = np.array((self.box.left, self.box.bottom))
        end = np.array((self.box.right, self.box.top))
        places: FloatArray = start + (points - low) / (high - low) * (end - start)
        return places

    def across(self, value: float) -> float:
        """Return where a number is, in pixels from the left of the sheet."""
        return float(self.pixels(np.array((value, self.limits[1][0])))[0])

    def up(self, value: float) -> float:
        """Return where a number is, in pixels from the upper edge of the sheet."""
        return float(self.pixels(np.array((self.limits[0][0], value)))[1])
