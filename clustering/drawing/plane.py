"""What the axes of a picture show, and how points come onto them."""

from collections.abc import Callable
from dataclasses import dataclass

from clustering.arrays import FloatArray


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
        The numbers that occur, where they are few; else empty.
    """

    columns: tuple[str, ...]
    rising: tuple[bool, ...] = ()
    share: float = 0.0
    ticks: tuple[float, ...] = ()

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
