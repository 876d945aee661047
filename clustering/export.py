"""Table, places -> the person's own file with the clusters added."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from itertools import repeat

import numpy as np

from clustering.load import Table, layout_of
from clustering.placing import NOWHERE, Places
from clustering.reading.content import unused
from clustering.reading.layout import Layout, data
from clustering.reading.naming import padded
from clustering.reading.numerals import numeral
from clustering.reading.records import Record
from clustering.reading.source import Source, open_source
from clustering.reading.units import CURRENCIES, RATIOS
from clustering.report import Cluster
from clustering.words import Words

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How cells begin that a spreadsheet may carry out."""
NO_CLUSTER = "-"
MONEY_AND_RATIOS = RATIOS.union(CURRENCIES, [""])
"""Units with which a spreadsheet still reads a number."""


def labelled(
    sent: bytes,
    table: Table,
    places: Places,
    *,
    clusters: Sequence[Cluster],
    words: Words,
) -> bytes:
    """Return a person's own file with the cluster of each row behind it.

    Rows, their order, columns and spellings stay as they are, in the same
    delimiter; columns are added: the cluster's letter, its name, how well the row
    sits in it, and the reason if some rows are in none or lack a number.  A text that
    a spreadsheet would take for a formula gets a leading apostrophe.

    Parameters
    ----------
    sent : bytes
        The file that `table` was loaded from.
    table, places, clusters
        What each step made of it.
    words : Words
        For the names of the added columns.

    Returns
    -------
    bytes
        CSV.  CP949 if the file was and all letters fit; else UTF-8 with a byte order
        mark, which Excel needs.  Workbooks, JSON and drawn tables come with commas.
    """
    source = open_source(sent, table.sheet or None)
    added = Added(table, places, clusters, words)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter_of(source, table))
    writer.writerows([*map(safe, row)] for row in labelled_rows(source, added))
    return encoded(out.getvalue(), source.encoding)


def records_with_clusters(
    sent: bytes,
    table: Table,
    places: Places,
    *,
    clusters: Sequence[Cluster],
    words: Words,
) -> Iterator[Record]:
    """Yield the records of a file as `labelled` has them, nothing defused."""
    source = open_source(sent, table.sheet or None)
    return labelled_rows(source, Added(table, places, clusters, words))


def delimiter_of(source: Source, table: Table) -> str:
    """Return the person's own delimiter; a comma where the file had none."""
    return "," if source.delimiter else table.dialect.delimiter


@dataclass(frozen=True, eq=False)
class Added:
    """What is added to a table's rows."""

    table: Table
    places: Places
    clusters: Sequence[Cluster]
    words: Words

    @property
    def names(self) -> list[str]:
        """The names of the added columns; one for reasons only if there are some."""
        names = [self.words.cluster, self.words.cluster_name, self.words.fit]
        names += [self.words.reason] if self._has_reasons else []
        return [unused(name, self.table.columns) for name in names]

    def cells(self) -> Iterator[Record]:
        """Yield the added cells of each record of the file, without an end."""
        nowhere = [NO_CLUSTER, NO_CLUSTER, ""]
        own = [[cluster.letter, cluster.name] for cluster in self.clusters]
        following = 0
        for row, record in enumerate(self.table.records):
            yield from repeat([*nowhere, self.words.no_row], record - following)
            label, fit = self.places.labels[row], self.places.fit[row]
            shown = "" if np.isnan(fit) else str(round(fit))
            told = nowhere if label == NOWHERE else [*own[label], shown]
            yield [*told, self._reason(row)][: 4 if self._has_reasons else 3]
            following = record + 1
        yield from repeat([*nowhere, self.words.no_row])

    @cached_property
    def _has_reasons(self) -> bool:
        usual = (self.places.labels != NOWHERE) & ~self.places.partial
        return not (usual.all() and self.table.complete)

    def _reason(self, row: int) -> str:
        """Return why a row is in no cluster, or by some of its numbers only."""
        if self.places.partial[row]:
            return self.words.nearest
        if self.places.labels[row] != NOWHERE:
            return ""
        complete = self.places.complete[row]
        return self.words.unusual if complete else self.words.incomplete


def labelled_rows(source: Source, added: Added) -> Iterator[Record]:
    """Yield the records of a file as they were written, with the added cells behind."""
    layout = layout_of(source)
    width = max(len(record) for _, record in data(source.text, layout))
    width = max(width, *map(len, [*layout.top, layout.names]))
    yield from header_records(layout, added, width)
    records = (record for _, record in data(source.text, layout))
    for record, new in zip(records, added.cells(), strict=False):
        yield [*padded(record, width), *new]


def header_records(layout: Layout, added: Added, width: int) -> Iterator[Record]:
    """Yield what stands above the data; the last row of names gets the new ones."""
    dialect = layout.dialect
    last = dialect.above + dialect.header - 1
    for at, record in enumerate(layout.top):
        if dialect.header and at == last:
            own = layout.names if dialect.header == 1 else record
            yield [*padded(list(own), width), *added.names]
        else:
            yield record
    if not dialect.header:
        yield [*padded(list(added.table.columns), width), *added.names]


def records_above(table: Table) -> int:
    """Return how many records stand above the data; the last has the names."""
    return table.dialect.skipped + (not table.dialect.header)


def safe(cell: str) -> str:
    """Return a cell so that a spreadsheet takes it for text or for a number."""
    if not cell.startswith(FORMULA) or cell == NO_CLUSTER:
        return cell
    number = numeral(cell)
    return cell if number and number.unit in MONEY_AND_RATIOS else f"'{cell}"


def encoded(text: str, encoding: str) -> bytes:
    """Return text in the person's own encoding if that is CP949 and has all letters."""
    if encoding == "cp949":
        with suppress(UnicodeEncodeError):
            return text.encode("cp949")
    return text.encode("utf-8-sig")
