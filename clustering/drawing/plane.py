"""What the axes of a picture show, and how points come onto them."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from clustering.arrays import FloatArray

DIGITS = 12
"""Of a number, which its logarithm tells for sure."""


@dataclass(frozen=True)
class Dimension:
    """What one axis shows: a column, or a mix of several.

    Attributes
    ----------
    columns : tuple of str
        The column; of a mix those that weigh most in it, the heaviest first.
    rising : tuple of bool
        Of a mix, whether each of them rises along the axis; else empty.
    share : float
        Of a mix, the share of all variance that it shows, 0..1; else 0.
    ticks : tuple of float
        Where the numbers are that occur, if they are few; else empty.
    logged : bool
        Whether numbers stand at their logarithms to base 10.
    """

    columns: tuple[str, ...]
    rising: tuple[bool, ...] = ()
    share: float = 0.0
    ticks: tuple[float, ...] = ()
    logged: bool = False

    def place(self, number: float) -> float:
        """Return where a number stands on the axis."""
        return math.log10(number) if self.logged else number

    def number(self, place: float) -> float:
        """Return which number stands at a place."""
        return float(f"{10.0**place:.{DIGITS}g}") if self.logged else place

    @property
    def mixed(self) -> bool:
        """Whether it is a mix of columns."""
        return bool(self.rising)


@dataclass(frozen=True)
class Plane:
    """One or two dimensions that a picture shows.

    Attributes
    ----------
    onto : function
        Takes points (m, d) of the features to where they are drawn, (m, 1) or (m, 2).
    dimensions : one or two Dimension
    kept : float
        Share of rows, 0..1, that lie nearest to their own cluster's center when
        judged by the plane alone; of a long table, told from 2,000 rows.
    """

    onto: Callable[[FloatArray], FloatArray]
    dimensions: tuple[Dimension, ...]
    kept: float
