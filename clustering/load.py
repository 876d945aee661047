"""Bytes -> table: encoding, delimiter, header, decimal marks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count
from unicodedata import normalize

import numpy as np
import pandas as pd

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.errors import EmptyFile, HeaderOnly, TooManyBytes
from clustering.notes import (
    CommaIsDecimal,
    LinesAbove,
    NamesJoined,
    NoHeader,
    Note,
    NotNumbers,
    PointIsDecimal,
    ReadAs,
    Renamed,
    TotalsKept,
    TotalsLeftOut,
    UnitsBelow,
)
from clustering.reading.ending import LABELS, TOTALS
from clustering.reading.layout import Dialect, Layout, look
from clustering.reading.numerals import Mark, is_number, marks_of
from clustering.reading.parse import finite, is_text, parse, read_texts
from clustering.reading.rows import rows_of, told
from clustering.reading.source import Source, open_source
from clustering.reading.totals import COUNTRY, called, summing
from clustering.reading.votes import Reading

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
    marks = marks_of(layout.sample)
    usual: Mark = "," if marks == {","} else "."
    frame = parse(rows.body, layout, decimal=usual)
    names = unique_names(layout, frame)
    readings = read_texts(frame, names, usual=usual)
    numbers = {
        at: readings[at].numbers if at in readings else finite(frame[at])
        for at in names
        if at in readings or not is_text(frame[at])
    }
    texts = frame[[at for at in names if at not in numbers]]
    table = Table(
        name=name,
        columns=tuple(names.values()),
        rows=len(frame),
        numeric=tuple(names[at] for at in numbers),
        matrix=np.column_stack([np.empty((len(frame), 0)), *numbers.values()]),
        texts=texts.fillna("").rename(columns=names),
        units=dict(units_of(layout, names, readings)),
        records=rows.records,
        complete=rows.complete,
        dialect=layout.dialect,
        sheet=source.sheet,
        sheets=source.sheets,
        decisions=(
            *source.decisions,
            *layout_notes(layout, names),
            *rows.decisions,
            *reading_notes({names[at]: reading for at, reading in readings.items()}),
            *mark_notes(layout, {at: names[at] for at in numbers}, marks),
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


def unique_names(layout: Layout, frame: pd.DataFrame) -> dict[int, str]:
    """Return a name for each column by position; one without name and cells is none."""
    names: dict[int, str] = {}
    for at, written in enumerate(layout.names):
        if not layout.dialect.header or written.strip() or frame[at].notna().any():
            # A Mac takes 한 to pieces, which people do not see and cannot type.
            base = normalize("NFC", written.strip()) or f"column {at + 1}"
            names[at] = unused(base, names.values())
    return names


def unused(name: str, names: Collection[str]) -> str:
    """Return a name, or with a number behind it if it is taken."""
    tries = chain([name], (f"{name} ({times})" for times in count(2)))
    return next(new for new in tries if new not in names)


def units_of(
    layout: Layout, names: Mapping[int, str], readings: Mapping[int, Reading]
) -> Iterator[tuple[str, str]]:
    """Yield the name and the unit of each column that has one."""
    for at, name in names.items():
        unit = readings[at].unit if at in readings else ""
        if unit := unit or layout.units[at]:
            yield name, unit


def layout_notes(layout: Layout, names: Mapping[int, str]) -> Iterator[Note]:
    """Yield what was decided on the way to the rows."""
    dialect = layout.dialect
    if layout.above:
        yield LinesAbove(len(layout.above), told(layout.above[0]))
    if dialect.header > 1:
        joined = (name for name in names.values() if " " in name)
        yield NamesJoined(dialect.header, next(joined, next(iter(names.values()))))
    if dialect.below:
        yield UnitsBelow(told(layout.top[-1]))
    made = tuple(
        name
        for at, name in names.items()
        if name != normalize("NFC", layout.names[at].strip())
    )
    if not dialect.header:
        yield NoHeader(made[0])
    elif made:
        yield Renamed(made)


def reading_notes(readings: Mapping[str, Reading]) -> Iterator[Note]:
    """Yield how texts were read as numbers, and which were none."""
    refused = {name: each for name, each in readings.items() if each.refused}
    if refused:
        cells = sum(each.refused for each in refused.values())
        example = next(iter(refused.values())).refused_example
        yield NotNumbers(tuple(refused), cells, example)
    dressed = {name: each.dressed for name, each in readings.items() if each.dressed}
    if dressed:
        yield ReadAs(tuple(dressed), *next(iter(dressed.values())))


def mark_notes(
    layout: Layout, names: Mapping[int, str], marks: set[Mark]
) -> Iterator[Note]:
    """Yield a note of decimal commas, or of 1.234 where no cell tells what is meant."""
    if marks == {","}:
        yield CommaIsDecimal()
    if marks:
        return
    cells = {
        name: next(
            (row[at] for row in layout.head if "." in "".join(row[at : at + 1])), ""
        )
        for at, name in names.items()
    }
    doubtful = {name: cell for name, cell in cells.items() if is_number(cell)}
    if doubtful:
        written = next(iter(doubtful.values()))
        yield PointIsDecimal(tuple(doubtful), written, written.replace(".", ""))
