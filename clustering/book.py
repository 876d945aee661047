"""Report, labelled rows -> a workbook: rows, summary, settings and the picture."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from clustering.report import Report
from clustering.request import Request
from clustering.words import Words

NUMBER = re.compile(r"[-+]?(0|[1-9]\d{0,14})(\.\d{1,15})?([eE][-+]?\d{1,3})?")
"""Numbers that a workbook holds digit by digit; 007 is a code."""
PICTURE_SCALE = 0.5

Cell = str | float


def workbook(
    report: Report, rows: Iterable[Sequence[str]], request: Request, *, comma: bool
) -> bytes:
    """Return a workbook of three sheets with what a table was found to be.

    Parameters
    ----------
    report : Report
    rows : iterable of records
        The person's own, with the cells that were added behind.
    request : Request
        What was asked, for the sheet of settings.
    comma : bool
        Whether a comma stands before decimals.

    Returns
    -------
    bytes
        xlsx.  Plain numbers are numbers, and no text is taken for a formula or a
        link.
    """
    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    words = request.words
    with Workbook(out, options) as book:
        cells = ([as_cell(cell, comma=comma) for cell in row] for row in rows)
        write(book.add_worksheet(words.sheet_rows), cells)
        summary = book.add_worksheet(words.sheet_summary)
        width = write(summary, summary_rows(report, words))
        scale = {"x_scale": PICTURE_SCALE, "y_scale": PICTURE_SCALE}
        picture = {"image_data": BytesIO(report.image), **scale}
        summary.insert_image(0, width + 1, "scatter.png", picture)
        settings = settings_rows(report, request)
        write(book.add_worksheet(words.sheet_settings), settings)
    return out.getvalue()


def write(sheet: Worksheet, rows: Iterable[Sequence[Cell]]) -> int:
    """Write rows of cells into a sheet, and return how many columns they take."""
    width = 0
    for at, row in enumerate(rows):
        width = max(width, len(row))
        for to, cell in enumerate(row):
            if isinstance(cell, float):
                sheet.write_number(at, to, cell)
            elif cell:
                sheet.write_string(at, to, cell)
    return width


def as_cell(cell: str, *, comma: bool) -> Cell:
    """Return a number where a cell is one as it stands, and else the cell."""
    plain = cell.strip()
    if comma and "." not in plain:
        plain = plain.replace(",", ".")
    return float(plain) if NUMBER.fullmatch(plain) else cell


def summary_rows(report: Report, words: Words) -> Iterator[Sequence[Cell]]:
    """Yield a row for each cluster, with its means in the columns' own units."""
    yield words.cluster, words.cluster_name, words.rows, words.share, *report.features
    for cluster in report.clusters:
        yield (
            cluster.letter,
            cluster.name,
            float(cluster.size),
            cluster.share,
            *map(float, cluster.center),
        )


def settings_rows(report: Report, request: Request) -> Iterator[Sequence[Cell]]:
    """Yield what was used, left out and decided."""
    words = request.words
    yield words.file, report.name
    yield words.rows, float(report.rows)
    yield words.rows_used, float(report.rows_used)
    yield words.columns_used, ", ".join(report.used)
    left_out = (f"{name} ({reason})" for name, reason in report.left_out)
    yield words.columns_left_out, ", ".join(left_out)
    yield words.groups, float(report.k)
    yield words.scaling, request.scaling
    for note in report.notes:
        yield words.noted, note
