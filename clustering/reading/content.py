"""Even rows -> what stands in each column: a name, numbers or texts, a unit."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count
from typing import NamedTuple
from unicodedata import normalize

import pandas as pd

from clustering.arrays import FloatArray
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
    UnitsBelow,
)
from clustering.reading.layout import Layout
from clustering.reading.numerals import Mark, is_number, marks_of
from clustering.reading.parse import finite, is_text, parse, read_texts
from clustering.reading.records import told
from clustering.reading.votes import Reading


class Content(NamedTuple):
    """What stands in the columns of a table's rows.

    Attributes
    ----------
    names : mapping of int to str
        The name of each column by its position.
    rows : int
    numbers : mapping of int to (rows,)
        The columns of numbers, by position.
    texts : frame of str
        The others, by name.
    units : mapping of str to str
        The unit of each column that has one, by name.
    decisions : tuple of Note
        How numbers were read, and what was none.
    """

    names: Mapping[int, str]
    rows: int
    numbers: Mapping[int, FloatArray]
    texts: pd.DataFrame
    units: Mapping[str, str]
    decisions: tuple[Note, ...]


def content_of(body: bytes, layout: Layout) -> Content:
    """Return what stands in even rows.

    Parameters
    ----------
    body : bytes
        CSV without a header, in which every row has every cell.
    layout : Layout
    """
    marks = marks_of(layout.sample)
    usual: Mark = "," if marks == {","} else "."
    frame = parse(body, layout, decimal=usual)
    names = unique_names(layout, frame)
    readings = read_texts(frame, names, usual=usual)
    numbers = {
        at: readings[at].numbers if at in readings else finite(frame[at])
        for at in names
        if at in readings or not is_text(frame[at])
    }
    texts = frame[[at for at in names if at not in numbers]]
    return Content(
        names=names,
        rows=len(frame),
        numbers=numbers,
        texts=texts.fillna("").rename(columns=names),
        units=dict(units_of(layout, names, readings)),
        decisions=(
            *reading_notes({names[at]: reading for at, reading in readings.items()}),
            *mark_notes(layout, {at: names[at] for at in numbers}, marks),
        ),
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
