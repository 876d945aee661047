"""Report, labelled rows -> a workbook: summary and picture, rows, settings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from math import isfinite
from unicodedata import east_asian_width

from matplotlib.colors import to_rgb
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from clustering.arrays import IntArray
from clustering.drawing.shades import readable
from clustering.drawing.theme import LIGHT, look_of
from clustering.errors import WorkbookTooLarge
from clustering.overview import Column, Link, columns_of, settings_rows
from clustering.report import Report
from clustering.request import Request
from clustering.sentences import tell
from clustering.words import Words

NUMBER = re.compile(r"[-+]?(0|[1-9]\d{0,14})(\.\d{1,15})?([eE][-+]?\d{1,3})?")
"""Numbers that a workbook holds digit by digit; 007 is a code."""
MOST_CELLS = 4_000_000
"""A cell costs some 250 bytes on the way."""
ADDED = 4
"""Columns that may stand behind a person's own."""
PICTURE_SCALE = 0.5
MEASURED = 200
"""Rows whose cells tell how wide the columns are."""
NARROWEST, WIDEST, AIR = 9, 48, 2
"""Of a column, in letters, and what is left free beside them."""
MOST_FROZEN = 8
"""Rows that stay in sight at most; more would fill a small screen."""
ABOVE = 2
"""Rows above the table of the summary: what it is about, and air."""
Style = Mapping[str, object]

TITLE = {"bold": True, "font_size": 14}
HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
TOTAL = {"top": 1, "italic": True}
LEFT, RIGHT = {"align": "left", "indent": 1}, {"align": "right"}
LETTER = {"bold": True, "align": "center", "valign": "top"}
WRAPPED = {"text_wrap": True, "valign": "top"}
LINK = {**WRAPPED, **LEFT, "font_color": "blue", "underline": 1}
LINE, HEAD_LINES = 16, 4
"""Height of a line of text in points, and lines of a head at most."""
HEAD_WIDTH = 20
"""Letters of a head that stand side by side; the rest goes to the next line."""
SETTING_NAME, SETTING = 22, 90
"""Widths of the columns of the sheet of settings."""


@dataclass(frozen=True, eq=False)
class Rows:
    """A person's own records, with the cells that were added behind.

    Attributes
    ----------
    records : iterable of records
    above : int
        Records above the data; the last has the columns' names.
    places : (rows,) ints
        Which record below them each data row is.
    comma : bool
        Whether a comma stands before decimals.
    """

    records: Iterable[Sequence[str]]
    above: int
    places: IntArray
    comma: bool


def workbook(report: Report, rows: Rows, request: Request) -> bytes:
    """Return a workbook of three sheets with what a table was found to be.

    Returns
    -------
    bytes
        xlsx.  Plain numbers are numbers, and no text is taken for a formula or a
        link.

    Raises
    ------
    WorkbookTooLarge
    """
    cells = report.rows * (len(report.columns) + ADDED)
    if cells > MOST_CELLS:
        raise WorkbookTooLarge(cells, MOST_CELLS)
    out = BytesIO()
    # Else a file of a few hundred megabytes would be laid down on the way.
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    words = request.words
    with Workbook(out, options) as book:
        names = (words.sheet_summary, words.sheet_rows, words.sheet_settings)
        summary, records, settings = map(book.add_worksheet, names)
        write_summary(Page(book, summary), report, rows, request)
        write_rows(Page(book, records), rows)
        write_settings(Page(book, settings), settings_rows(report, request))
    return out.getvalue()


@dataclass(frozen=True, eq=False)
class Page:
    """A sheet and the book that it is in."""

    book: Workbook
    sheet: Worksheet

    def look(self, *styles: Style, shown: str = "") -> Format:
        """Return a format of some styles, for numbers that are shown in some way."""
        merged = dict(chain.from_iterable(style.items() for style in styles))
        return self.book.add_format(merged | ({"num_format": shown} if shown else {}))


def write_summary(page: Page, report: Report, rows: Rows, request: Request) -> None:
    """Write the clusters, why there are so many, and the picture."""
    words, sheet = request.words, page.sheet
    facts = {"name": report.name, "rows": report.rows, "used": report.rows_used}
    title = tell(words.sheet_title, facts | {"groups": report.k})
    sheet.write_string(0, 0, title, page.look(TITLE))
    columns = list(columns_of(report, request))
    lines = max(-(-letters(column.head) // HEAD_WIDTH) for column in columns)
    sheet.set_row(ABOVE, LINE * min(lines, HEAD_LINES))
    for at, column in enumerate(columns):
        write_column(page, at, column, rows, words)
    color_letters(page, report)
    below = ABOVE + report.k + 3
    for at, note in enumerate((*report.why, *report.caveats), start=below):
        sheet.write_string(at, 0, words.say(note))
    below += len(report.why) + len(report.caveats) + 1
    scale = {"x_scale": PICTURE_SCALE, "y_scale": PICTURE_SCALE}
    picture = {"image_data": BytesIO(report.image), **scale}
    sheet.insert_image(below, 0, "scatter.png", picture)
    sheet.freeze_panes(ABOVE + 1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def write_column(page: Page, at: int, column: Column, rows: Rows, words: Words) -> None:
    """Write one column of the summary; a line parts the clusters from all rows."""
    side = RIGHT if any(isinstance(cell, float) for cell in column.cells) else LEFT
    page.sheet.write_string(ABOVE, at, column.head, page.look(HEAD, side))
    own = page.look(WRAPPED, side, shown=column.shown)
    total = page.look(WRAPPED, side, TOTAL, shown=column.shown)
    for place, cell in enumerate(column.cells, start=ABOVE + 1):
        look = total if place == ABOVE + len(column.cells) else own
        if isinstance(cell, Link):
            line = rows.above + int(rows.places[cell.row - 1]) + 1
            way = f"internal:'{words.sheet_rows}'!A{line}"
            page.sheet.write_url(place, at, way, page.look(LINK), string=cell.told)
        else:
            write_cell(page.sheet, (place, at), cell, look)
    told = [cell.told if isinstance(cell, Link) else cell for cell in column.cells]
    wide = width(cell for cell in told if isinstance(cell, str))
    head = min(letters(column.head), HEAD_WIDTH) + AIR
    page.sheet.set_column(at, at, max(wide, head))


def color_letters(page: Page, report: Report) -> None:
    """Give the clusters' letters the colors that they have in the picture."""
    for at, cluster in enumerate(report.clusters, start=ABOVE + 1):
        color = look_of(LIGHT, cluster.letter).color
        look = {"bg_color": color, "font_color": readable(to_rgb(color))}
        page.sheet.write_string(at, 0, cluster.letter, page.look(LETTER, look))


def write_rows(page: Page, rows: Rows) -> None:
    """Write the records; the names of their columns stay in sight, with filters."""
    records = iter(rows.records)
    first = list(islice(records, MEASURED))
    names = rows.above - 1
    head = page.look(HEAD)
    last = 0
    for last, record in enumerate(chain(first, records)):
        look = head if last == names else None
        for to, text in enumerate(record):
            write_cell(page.sheet, (last, to), as_cell(text, comma=rows.comma), look)
    for to, cells in enumerate(zip(*first[names:], strict=False)):
        page.sheet.set_column(to, to, width(cells))
    page.sheet.autofilter(names, 0, last, max(map(len, first)) - 1)
    if rows.above <= MOST_FROZEN:
        page.sheet.freeze_panes(rows.above, 0)


def write_settings(page: Page, told: Iterable[tuple[str, str | float]]) -> None:
    """Write what was used, left out and decided, a line each."""
    look = page.look(WRAPPED, LEFT)
    for at, (name, cell) in enumerate(told):
        page.sheet.write_string(at, 0, name, page.look(WRAPPED, {"bold": True}))
        write_cell(page.sheet, (at, 1), cell, look)
    page.sheet.set_column(0, 0, SETTING_NAME)
    page.sheet.set_column(1, 1, SETTING)
    page.sheet.fit_to_pages(1, 0)


def write_cell(
    sheet: Worksheet, at: tuple[int, int], cell: str | float | None, look: Format | None
) -> None:
    """Write a number as one, and anything else as a text that is nothing but that."""
    if isinstance(cell, str) and cell:
        sheet.write_string(*at, cell, look)
    elif isinstance(cell, float) and isfinite(cell):
        sheet.write_number(*at, cell, look)
    elif look:
        sheet.write_blank(*at, None, look)


def width(cells: Iterable[str]) -> int:
    """Return how wide a column must be for some cells."""
    longest = max(map(letters, cells), default=0)
    return min(max(longest + AIR, NARROWEST), WIDEST)


def letters(text: str) -> int:
    """Return how many Latin letters are as wide as a text: one of Hangul is two."""
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in text)


def as_cell(cell: str, *, comma: bool) -> str | float:
    """Return a number where a cell is one as it stands, and else the cell."""
    plain = cell.strip()
    if comma and "." not in plain:
        plain = plain.replace(",", ".")
    return float(plain) if NUMBER.fullmatch(plain) else cell
