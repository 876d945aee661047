"""Table, labels -> the person's own file with the clusters added."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from itertools import chain, count

from clustering.kmeans import Fit
from clustering.load import Table
from clustering.prepare import Features
from clustering.reading.decode import decode
from clustering.reading.layout import look
from clustering.reading.numerals import CURRENCIES, RATIOS, numeral
from clustering.reading.rows import data as data_records
from clustering.report import Cluster
from clustering.words import Words

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How cells begin that a spreadsheet may carry out."""
NO_CLUSTER = "-"
MONEY_AND_RATIOS = RATIOS.union(CURRENCIES, [""])
"""Units with which a spreadsheet still reads a number."""


def labelled(  # noqa: PLR0913 - each argument is what one step made
    data: bytes,
    table: Table,
    features: Features,
    *,
    fit: Fit,
    clusters: Sequence[Cluster],
    words: Words,
) -> bytes:
    """Return a person's own file with the cluster of each row behind it.

    Rows, their order, columns and spellings stay as they are, in the same
    delimiter; two columns are added, the cluster's letter and its name, and a
    third with the reason if some rows are in none.  A text that a spreadsheet
    would take for a formula gets a leading apostrophe.

    Parameters
    ----------
    data : bytes
        The file that `table` was loaded from.
    table, features, fit, clusters
        What each step made of it.
    words : Words
        For the names of the added columns.

    Returns
    -------
    bytes
        CP949 if the file was and all letters fit; else UTF-8 with a byte order
        mark, which Excel needs.
    """
    text, encoding = decode(data)
    layout = look(text, encoding)
    rows = [record for _, record in data_records(text, layout)]
    names = layout.names if layout.dialect.header else table.columns
    width = max(len(names), *map(len, rows))  # a row may be longer than the header
    added = columns_added(table, features, fit, clusters, words)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=layout.dialect.delimiter)
    writer.writerows(layout.above)
    for record, new in zip([names, *rows], added, strict=True):
        old = (*record, *[""] * (width - len(record)))
        writer.writerow([*map(safe, old), *new])
    return encoded(out.getvalue(), encoding)


def columns_added(
    table: Table,
    features: Features,
    fit: Fit,
    clusters: Sequence[Cluster],
    words: Words,
) -> list[list[str]]:
    """Return the new cells of the header and of each row of the table."""
    names = [
        unused(name, table.columns) for name in (words.cluster, words.cluster_name)
    ]
    cells = [[cluster.letter, safe(cluster.name)] for cluster in clusters]
    rows = [[NO_CLUSTER, NO_CLUSTER]] * table.rows
    for row, label in zip(features.rows, fit.labels, strict=True):
        rows[row] = cells[label]
    if len(features.rows) == table.rows:
        return [names, *rows]
    reason = unused(words.reason, table.columns)
    why = [words.incomplete if row[0] == NO_CLUSTER else "" for row in rows]
    for row in features.unusual:
        why[row] = words.unusual
    return [
        [*names, reason],
        *([*row, told] for row, told in zip(rows, why, strict=True)),
    ]


def unused(name: str, columns: Sequence[str]) -> str:
    """Return the name, or with a number behind it if a column has it already."""
    tries = chain([name], (f"{name} ({times})" for times in count(2)))
    return next(new for new in tries if new not in columns)


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
