"""Bytes -> table: encoding, delimiter, header, decimal marks."""

from dataclasses import dataclass

import pandas as pd

from clustering.arrays import FloatArray
from clustering.sentences import Note


@dataclass(frozen=True)
class Dialect:
    """How a file was written, so that it can be read again and written back.

    Attributes
    ----------
    encoding : str
        A codec of Python's, as "utf-8", "utf-8-sig" or "cp949".
    delimiter : str
        One character.
    header : int
        Index of the header among the file's records; data begin below it.
    """

    encoding: str
    delimiter: str
    header: int


@dataclass(frozen=True, eq=False)
class Table:
    """A table as it was read, and what was decided on the way.

    Attributes
    ----------
    name : str
        The file's name, as sent.
    columns : tuple of str
        Every column's name, in order, unique.
    rows : int
        Data rows.
    numeric : tuple of str
        Names of the columns read as numbers, in the table's order.
    matrix : (rows, len(numeric))
        Their numbers in the table's own units; missing cells are NaN.
    texts : frame of str, one column for each that is not numeric
        Cells as written.
    dialect : Dialect
    decisions : tuple of Note
        What was assumed, filled in or left out.
    """

    name: str
    columns: tuple[str, ...]
    rows: int
    numeric: tuple[str, ...]
    matrix: FloatArray
    texts: pd.DataFrame
    dialect: Dialect
    decisions: tuple[Note, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The decisions, a sentence each."""
        return tuple(str(decision) for decision in self.decisions)
