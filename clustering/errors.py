"""Faults in a table or a request that the person who sent it can put right."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from clustering.sentences import facts, tell


@dataclass(eq=False)
class UserError(Exception):
    """A fault a person can put right; its fields are the facts of the case.

    The sentence says what was found and what to do next.  Other languages tell
    it under the class's name in `bot/texts`.
    """

    message: ClassVar[str]

    def __str__(self) -> str:
        return tell(self.message, facts(self))

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are unpickled from positional arguments alone; without
        # this, raising one in a worker would break the pool.
        return partial(type(self), **facts(self)), ()


# What was sent is not a table of text.


@dataclass(eq=False)
class EmptyFile(UserError):
    """No bytes, or nothing but blanks."""

    message = (
        "The file is empty: send a table with column names in its first row and"
        " numbers below."
    )


@dataclass(eq=False)
class TooManyBytes(UserError):
    """More bytes than are read."""

    message = (
        "The file has {megabytes:,} MB, and I read up to {limit:,} MB: leave out"
        " columns or rows you do not need and send it again."
    )
    megabytes: int
    limit: int


@dataclass(eq=False)
class LockedFile(UserError):
    """A workbook or an archive behind a password."""

    message = (
        "This file is locked with a password: save it again without one and send that."
    )


@dataclass(eq=False)
class BrokenFile(UserError):
    """A workbook or an archive that cannot be opened."""

    message = (
        "This file is damaged or cut short, so I can't open it: save it again, or"
        " send its table as CSV."
    )


@dataclass(eq=False)
class UnknownSheet(UserError):
    """A sheet that is not in the workbook."""

    message = "There is no sheet “{sheet}” in this file: it has {sheets}."
    sheet: str
    sheets: tuple[str, ...]


@dataclass(eq=False)
class DocumentFile(UserError):
    """A PDF or a word processor's document."""

    message = (
        "This is a document, not a table: copy its table into a spreadsheet, save"
        " that as CSV and send it."
    )


@dataclass(eq=False)
class MediaFile(UserError):
    """A picture, a film or a sound."""

    message = (
        "This is a picture or a recording, and I read tables only: send the table"
        " itself as a CSV file."
    )


@dataclass(eq=False)
class ArchiveFile(UserError):
    """A packed file of a kind that is not read: 7z, rar, bz2, xz."""

    message = (
        "This file is packed in a way I can't read: unpack it and send the table that"
        " is inside."
    )


@dataclass(eq=False)
class NoTableInside(UserError):
    """An archive without a table."""

    message = (
        "I found no table in this archive ({names}): send the table itself, as CSV or"
        " Excel."
    )
    names: tuple[str, ...]


@dataclass(eq=False)
class SeveralTables(UserError):
    """An archive of more than one table."""

    message = (
        "There are {tables:,} tables in this archive ({names}): send the one you mean."
    )
    tables: int
    names: tuple[str, ...]


@dataclass(eq=False)
class TooMuchInside(UserError):
    """A packed file or workbook that unpacks to more than is read."""

    message = (
        "Unpacked, this file is larger than the {limit:,} MB that I read, or packed"
        " unusually tight: send only the columns and rows you need, as CSV."
    )
    limit: int


@dataclass(eq=False)
class TooManyCells(UserError):
    """A sheet whose cells lie too far apart."""

    message = (
        "The cells of this sheet span more than {limit:,} cells, most of them blank:"
        " copy the table into a new sheet and send that."
    )
    limit: int


@dataclass(eq=False)
class WebPage(UserError):
    """HTML or XML, often named .xls by the site that made it."""

    message = (
        "Inside, this file is a web page: open it in a spreadsheet, save it as CSV"
        " and send that."
    )


@dataclass(eq=False)
class JsonFile(UserError):
    """JSON without one table in it."""

    message = (
        "This file is JSON, and I see no single table in it: send a list of records,"
        " or save the table as CSV."
    )


@dataclass(eq=False)
class BinaryFile(UserError):
    """Any other file that is no text."""

    message = (
        "This file is not text, so there is no table I can read: save the table as"
        " CSV and send that."
    )


@dataclass(eq=False)
class UnknownEncoding(UserError):
    """Text in an encoding that is not read."""

    message = (
        "I cannot make out the letters in this file: save it again as “CSV UTF-8”"
        " and send that."
    )


# The table has no shape, or too much of it.


@dataclass(eq=False)
class LineTooLong(UserError):
    """A line of more bytes than any table has."""

    message = (
        "Line {line:,} is longer than {limit:,} bytes, so this is hardly a table:"
        " check that every row is on a line of its own."
    )
    line: int
    limit: int


@dataclass(eq=False)
class CellTooLong(UserError):
    """A cell of more characters than a spreadsheet holds."""

    message = (
        "The cell that ends in line {line:,} is longer than {limit:,} characters:"
        " shorten it, or look for a quotation mark that is never closed."
    )
    line: int
    limit: int


@dataclass(eq=False)
class OpenQuote(UserError):
    """A quotation mark that swallows the rows to the end of the file."""

    message = (
        "A quotation mark in or before line {line:,} is never closed: remove it or"
        " close it and send the file again."
    )
    line: int


@dataclass(eq=False)
class TooManyColumns(UserError):
    """More columns than are read."""

    message = (
        "The table has {columns:,} columns, and I read up to {limit:,}: leave out"
        " those you do not need and send it again."
    )
    columns: int
    limit: int


@dataclass(eq=False)
class TooManyRows(UserError):
    """More rows than are read."""

    message = (
        "The table has more than {limit:,} rows: send a part of it, such as every"
        " tenth row."
    )
    limit: int


@dataclass(eq=False)
class UnevenRows(UserError):
    """So many rows with more cells than columns that the columns are in doubt."""

    message = (
        "{rows:,} {rows:row has|rows have} more cells than the {columns:,} columns"
        " of the table (the first is line {line:,}): put texts that hold commas"
        " between quotation marks and send the file again."
    )
    rows: int
    columns: int
    line: int


@dataclass(eq=False)
class SplitNumbers(UserError):
    """Rows with more cells than there are names, as commas in numbers make them."""

    message = (
        "The rows have {cells:,} cells for {names:,} {names:name|names} (the first is"
        " line {line:,}), perhaps because numbers hold commas: put such numbers"
        " between quotation marks, or divide the cells by semicolons, and send the"
        " file again."
    )
    cells: int
    names: int
    line: int


@dataclass(eq=False)
class HeaderOnly(UserError):
    """Column names and no row below."""

    message = "The table has column names but no rows: add rows of numbers below."


# The table can be read, but not clustered as asked.


@dataclass(eq=False)
class TooFewRows(UserError):
    """Fewer usable rows than clusters."""

    message = (
        "Your table has {rows:,} {rows:row|rows} to work with, too few for {k:,}"
        " {k:group|groups}: ask for fewer groups or send more rows."
    )
    rows: int
    k: int


@dataclass(eq=False)
class OneRow(UserError):
    """A table of a single row."""

    message = "The table has only one row: send at least two, so that they can differ."


@dataclass(eq=False)
class TooManyGaps(UserError):
    """Hardly a row that has a number in every column used."""

    message = (
        "Of {rows:,} rows, {complete:,} {complete:has|have} a number in every column"
        " ({columns}): fill the gaps, or name fewer columns after /k."
    )
    rows: int
    complete: int
    columns: tuple[str, ...]


@dataclass(eq=False)
class NoNumbers(UserError):
    """No column holds numbers."""

    message = (
        "None of the columns ({columns}) holds numbers, and I group rows by their"
        " numbers: add a column with amounts, counts or scores."
    )
    columns: tuple[str, ...]


@dataclass(eq=False)
class NothingToCompare(UserError):
    """Every number column is an ID, a date, nearly empty or the same everywhere."""

    message = (
        "The only number columns ({columns}) are IDs, dates, nearly empty or the same"
        " in every row: add a column that tells rows apart, or name one after /k to"
        " use it anyway."
    )
    columns: tuple[str, ...]


@dataclass(eq=False)
class UnknownColumn(UserError):
    """A word that is no column's name."""

    message = (
        "There is no column “{word}”: the columns with numbers are {columns}. Send"
        " /k with one of these names."
    )
    word: str
    columns: tuple[str, ...]


@dataclass(eq=False)
class AmbiguousColumn(UserError):
    """A word that may mean several columns."""

    message = "“{word}” could be any of {columns}: type a little more of the name."
    word: str
    columns: tuple[str, ...]


@dataclass(eq=False)
class TextColumn(UserError):
    """A column was asked for that holds no numbers."""

    message = (
        "“{column}” holds no numbers (for example “{example}”): choose among the"
        " columns with numbers, {columns}."
    )
    column: str
    example: str
    columns: tuple[str, ...]


@dataclass(eq=False)
class DateColumn(UserError):
    """A column was asked for that holds many different dates."""

    message = (
        "“{column}” holds dates or times (for example “{example}”), which are neither"
        " amounts nor a few categories: choose among {columns}, or add a column of"
        " months or of days since then and send the table again."
    )
    column: str
    example: str
    columns: tuple[str, ...]


@dataclass(eq=False)
class NoLogarithm(UserError):
    """The logarithm of a column was asked for that holds 0 or less."""

    message = (
        "“{column}” holds 0 or less in {rows:,} {rows:row|rows}, which have no"
        " logarithm: ask again without the logarithm of this column."
    )
    column: str
    rows: int


@dataclass(eq=False)
class ConstantColumns(UserError):
    """The columns asked for are the same in every row."""

    message = (
        "In {columns} every row has the same value, so there is nothing to group:"
        " choose another column."
    )
    columns: tuple[str, ...]


@dataclass(eq=False)
class OneGroup(UserError):
    """A comparison of groups was asked for, and there is one group."""

    message = (
        "All rows are in one group, so there is nothing to compare: ask for two groups"
        " or more, as in /k 2."
    )


@dataclass(eq=False)
class TooFewToWeigh(UserError):
    """Rows so few that no number of groups can be weighed against another."""

    message = (
        "Your table has too few different rows ({rows:,} used) to weigh one number of"
        " groups against another: send more rows."
    )
    rows: int


@dataclass(eq=False)
class WorkbookTooLarge(UserError):
    """A workbook larger than the memory it would be made in."""

    message = (
        "An Excel workbook of this table would have {cells:,} cells, more than the"
        " {limit:,} that I can make: take the CSV, it has the same columns."
    )
    cells: int
    limit: int


# Why a row is in its group.


@dataclass(eq=False)
class NoSuchRow(UserError):
    """A row was asked about that the table does not have."""

    message = (
        "There is no row {row:,}: this table has rows 1 to {rows:,}, counted from the"
        " first below the column names."
    )
    row: int
    rows: int


@dataclass(eq=False)
class RowWithGaps(UserError):
    """A row was asked about that lacks a number."""

    message = (
        "Row {row:,} has no number in {columns}, so no group was sought for it: fill"
        " that in and send the table again, or ask for other columns."
    )
    row: int
    columns: tuple[str, ...]


@dataclass(eq=False)
class RowStandsAlone(UserError):
    """A row was asked about that was set aside as unusual."""

    message = (
        "Row {row:,} is far from all others and was set aside, so it is in no group:"
        " /k all takes it in."
    )
    row: int
