"""Bytes -> table: encoding, delimiter, header, decimal marks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.errors import EmptyFile, HeaderOnly, TooManyBytes
from clustering.notes import Note, TotalsKept, TotalsLeftOut
from clustering.reading.content import content_of, layout_notes
from clustering.reading.ending import LABELS, TOTALS
from clustering.reading.layout import Dialect, Layout, look
from clustering.reading.records import told
from clustering.reading.rows import rows_of
from clustering.reading.source import Source, open_source
from clustering.reading.totals import COUNTRY, called, summing

LIMIT_MB = 20
"""What Telegram lets a bot download."""


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
        Cells as written; empty where there is nothing.
    units : mapping of str to str
        The unit of each column that has one, as "cm" or "₩", by name.
    records : (rows,) ints
        Which record below the header each row is, rising: what is left out between
        them are totals, comments and the like.
    complete : bool
        Whether every record below the header is a row.
    dialect : Dialect
        How the file was written: encoding, delimiter, where the rows begin.
    sheet : str
        Which sheet of a workbook it is; empty where there are none.
    sheets : tuple of str
        All sheets of the workbook with something in them.
    decisions : tuple of Note
        What was assumed, filled in or left out.
    """

    name: str
    columns: tuple[str, ...]
    rows: int
    numeric: tuple[str, ...]
    matrix: FloatArray
    texts: pd.DataFrame
    units: Mapping[str, str]
    records: IntArray
    complete: bool
    dialect: Dialect
    sheet: str
    sheets: tuple[str, ...]
    decisions: tuple[Note, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The decisions, a sentence each."""
        return tuple(str(decision) for decision in self.decisions)


def load(
    data: bytes, *, name: str, limit_mb: int = LIMIT_MB, sheet: str | int | None = None
) -> Table:
    """Read a table from a file's bytes.

    Parameters
    ----------
    data : bytes
        Text in rows (divided by commas, semicolons, tabs, bars or spaces), a drawn
        table, a workbook, JSON, or one of these packed.
    name : str
        For display; what the file is, its bytes decide.
    limit_mb : int
        The largest file to read, in MB of 2²⁰ bytes.
    sheet : str, int or None
        Which sheet of a workbook, by name or place; None for the first with a table.

    Raises
    ------
    UserError
        When the bytes are no such table; it says what they are.
    """
    if len(data) > limit_mb * 2**20:
        raise TooManyBytes(-(-len(data) // 2**20), limit_mb)
    source = open_source(data, sheet)
    layout = layout_of(source)
    rows = rows_of(source.text, layout)
    if not rows.body.strip():
        raise HeaderOnly
    content = content_of(rows.body, layout)
    numbers = content.numbers
    table = Table(
        name=name,
        columns=tuple(content.names.values()),
        rows=content.rows,
        numeric=tuple(content.names[at] for at in numbers),
        matrix=np.column_stack([np.empty((content.rows, 0)), *numbers.values()]),
        texts=content.texts,
        units=content.units,
        records=rows.records,
        complete=rows.complete,
        dialect=layout.dialect,
        sheet=source.sheet,
        sheets=source.sheets,
        decisions=(
            *source.decisions,
            *layout_notes(layout, content.names),
            *rows.decisions,
            *content.decisions,
        ),
    )
    return without_totals(table)


def layout_of(source: Source) -> Layout:
    """Return the layout of a source's text.

    Raises
    ------
    UserError
        When there is nothing in it, or more than is read.
    """
    if not source.text.strip():
        raise EmptyFile
    return look(source.text, source.encoding, source.delimiter)


def without_totals(table: Table) -> Table:
    """Return a table without the rows that sum up others, and say which they are."""
    labels = [
        table.texts[name] for name in table.columns[:LABELS] if name in table.texts
    ]
    if not labels:
        return table
    named = called(labels, TOTALS)
    out = summing(table.matrix, named if named.any() else called(labels, COUNTRY))
    at = np.flatnonzero(out if out.any() else named)
    if not len(at):
        return table
    example = told([str(column.iloc[at[0]]) for column in labels])
    said: Note
    if not out.any():
        said = TotalsKept(len(at), example)
        return replace(table, decisions=(*table.decisions, said))
    said = TotalsLeftOut(len(at), example)
    return replace(without(table, out), decisions=(*table.decisions, said))


def without(table: Table, out: BoolArray) -> Table:
    """Return a table without some of its rows (rows,)."""
    return replace(
        table,
        rows=int((~out).sum()),
        matrix=table.matrix[~out],
        texts=table.texts[~out].reset_index(drop=True),
        records=table.records[~out],
        complete=False,
    )
