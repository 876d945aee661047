"""Table -> features: columns, missing cells, scale and the way back."""

from dataclasses import dataclass
from enum import StrEnum

from clustering.arrays import FloatArray, IntArray
from clustering.sentences import Note


class Reason(StrEnum):
    """Why a column was left out; told in other languages under the member's name."""

    TEXT = "text"
    CONSTANT = "the same value everywhere"
    IDENTIFIER = "an ID"
    NOT_CHOSEN = "not asked for"


@dataclass(frozen=True, eq=False)
class Features:
    """The n points of d features that are clustered, and the way back.

    Attributes
    ----------
    points : (n, d)
        Numbers without gaps, on the scale that distances are measured in.
    columns : tuple of str
        Names of the d columns used.
    rows : (n,) ints
        Which row of the table each point is, rising.
    offset, scale : (d,)
        points * scale + offset are the numbers in the table's own units.
    left_out : tuple of (column, Reason)
        The other columns, in the table's order, each with its reason.
    decisions : tuple of Note
        What was left out or set aside.
    """

    points: FloatArray
    columns: tuple[str, ...]
    rows: IntArray
    offset: FloatArray
    scale: FloatArray
    left_out: tuple[tuple[str, Reason], ...]
    decisions: tuple[Note, ...]

    def restore(self, points: FloatArray) -> FloatArray:
        """Return points (m, d) in the table's own units."""
        return points * self.scale + self.offset
