"""What was decided about a table: assumed, filled in or left out, a sentence each."""

from dataclasses import dataclass
from typing import ClassVar

from clustering.sentences import facts, tell


@dataclass(frozen=True)
class Note:
    """Something that was decided, left out or filled in; its fields are the facts.

    A kind of note is a subclass with a `message`, told in English here and in
    other languages under the class's name in `bot/texts`.
    """

    message: ClassVar[str]

    def __str__(self) -> str:
        return tell(self.message, facts(self))


# How the file was read.


@dataclass(frozen=True)
class ReadAsKorean(Note):
    """The encoding was not UTF-8."""

    message = "The text was read as Korean (CP949)."


@dataclass(frozen=True)
class ReadInEncoding(Note):
    """The encoding was neither UTF-8 nor Korean."""

    message = "The text was read in the encoding {encoding}."
    encoding: str


@dataclass(frozen=True)
class BadLetters(Note):
    """Some letters could not be read."""

    message = (
        "{letters:,} {letters:letter|letters} could not be read and"
        " {letters:is|are} shown as “�”."
    )
    letters: int


@dataclass(frozen=True)
class SheetRead(Note):
    """A workbook has several sheets."""

    message = "The sheet “{sheet}” was read; there are also {others}."
    sheet: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class LinesAbove(Note):
    """Something stood above the table."""

    message = (
        "{lines:,} {lines:line|lines} above the table {lines:was|were} skipped"
        " (“{example}”)."
    )
    lines: int
    example: str


@dataclass(frozen=True)
class LinesBelow(Note):
    """Remarks stood below the table."""

    message = (
        "{lines:,} {lines:line|lines} below the table {lines:was|were} left out"
        " (“{example}”)."
    )
    lines: int
    example: str


@dataclass(frozen=True)
class SecondTable(Note):
    """Another table stands below the first."""

    message = "Another table begins in line {line:,}; it and what follows was left out."
    line: int


@dataclass(frozen=True)
class CommentLines(Note):
    """Lines that begin with # and are no rows."""

    message = (
        "{lines:,} {lines:line|lines} beginning with # {lines:was|were} left out"
        " (the first is line {line:,})."
    )
    lines: int
    line: int


@dataclass(frozen=True)
class NamesRepeated(Note):
    """The names stand among the rows again, as where exports were joined."""

    message = (
        "{rows:,} {rows:row|rows} that {rows:repeats|repeat} the column names"
        " {rows:was|were} left out (the first is line {line:,})."
    )
    rows: int
    line: int


@dataclass(frozen=True)
class TotalsLeftOut(Note):
    """Rows that sum up others."""

    message = (
        "{rows:,} {rows:row of totals was|rows of totals were} left out (“{example}”)."
    )
    rows: int
    example: str


@dataclass(frozen=True)
class TotalsKept(Note):
    """Rows that are called totals, but do not sum up the table."""

    message = (
        "{rows:,} {rows:row|rows} called “{example}” {rows:was|were} kept as"
        " {rows:a row|rows} of the table: take {rows:it|them} out if {rows:it|they}"
        " only {rows:sums|sum} up others."
    )
    rows: int
    example: str


@dataclass(frozen=True)
class NamesJoined(Note):
    """Several rows name the columns together."""

    message = (
        "The column names were put together from {rows:,} rows, as in “{example}”."
    )
    rows: int
    example: str


@dataclass(frozen=True)
class UnitsBelow(Note):
    """A row between names and data tells units, or describes columns once more."""

    message = "The row below the column names (“{example}”) was not read as data."
    example: str


@dataclass(frozen=True)
class NoHeader(Note):
    """The first row was a row like the others."""

    message = (
        "The table has no column names, so its columns were numbered: “{first}” and"
        " so on."
    )
    first: str


@dataclass(frozen=True)
class Renamed(Note):
    """Names were blank or repeated."""

    message = "Columns without a name of their own were called {names}."
    names: tuple[str, ...]


@dataclass(frozen=True)
class NotNumbers(Note):
    """A few cells in number columns are no numbers."""

    message = (
        "{cells:,} {cells:cell|cells} in {columns} {cells:is|are} not a number"
        " (for example “{example}”) and {cells:counts|count} as empty."
    )
    columns: tuple[str, ...]
    cells: int
    example: str


@dataclass(frozen=True)
class ReadAs(Note):
    """Numbers were written with more than digits."""

    message = "Numbers in {columns} were read like this: “{written}” is {value:,.12g}."
    columns: tuple[str, ...]
    written: str
    value: float


@dataclass(frozen=True)
class CommaIsDecimal(Note):
    """Decimal commas were seen, and no decimal points."""

    message = "Commas in numbers were read as decimal commas."


@dataclass(frozen=True)
class PointIsDecimal(Note):
    """Nothing tells whether 1.234 is a little over one or over a thousand."""

    message = (
        "The point in {columns} was read as a decimal point: “{written}” is not"
        " {thousands}."
    )
    columns: tuple[str, ...]
    written: str
    thousands: str


@dataclass(frozen=True)
class ShortRows(Note):
    """Rows with fewer cells than columns."""

    message = (
        "{rows:,} {rows:row has|rows have} fewer cells than there are columns (the"
        " first is line {line:,}); the missing cells count as empty."
    )
    rows: int
    line: int


@dataclass(frozen=True)
class LongRows(Note):
    """Rows with more cells than columns."""

    message = (
        "{rows:,} {rows:row has|rows have} more cells than there are columns (the"
        " first is line {line:,}), so {rows:it was|they were} set aside."
    )
    rows: int
    line: int


@dataclass(frozen=True)
class ShiftedRows(Note):
    """Rows with fewer cells than columns, and words where numbers belong."""

    message = (
        "{rows:,} {rows:row lacks|rows lack} a cell somewhere in the middle (the first"
        " is line {line:,}), so {rows:it was|they were} set aside."
    )
    rows: int
    line: int


# What of the table was used, and what was made of it.


@dataclass(frozen=True)
class RowsSetAside(Note):
    """Rows without a number in every column used."""

    message = (
        "{rows:,} {rows:row|rows} without a number in every column used"
        " {rows:was|were} set aside while groups were sought; the table you can take"
        " away puts {rows:it|each} into the nearest one."
    )
    rows: int


# Why so many groups, and how sure that is.


@dataclass(frozen=True)
class GroupsApart(Note):
    """Rows thin out between any two neighbouring groups."""

    message = (
        "Why {groups:,}: between neighbouring groups, rows are at least {sparser}%"
        " sparser than inside."
    )
    groups: int
    sparser: int


@dataclass(frozen=True)
class OneCloud(Note):
    """A single cloud with some noise explains the rows best."""

    message = "Why none: a single cloud explains the rows better than several groups."


@dataclass(frozen=True)
class NoBorder(Note):
    """Several clusters explain the rows, but at some border nothing thins out."""

    message = (
        "Why none: even cut into {k:,}, the likeliest number, some border has no sure"
        " gap (rows there are {sparser}% sparser, as can happen by chance)."
    )
    k: int
    sparser: int


@dataclass(frozen=True)
class NextBest(Note):
    """The number of groups that comes second."""

    message = "Next best: {k:,}."
    k: int


@dataclass(frozen=True)
class Borderline(Note):
    """Rows about as near to another group as to their own."""

    message = "{rows:,} {rows:row sits|rows sit} between {one} and {other}."
    rows: int
    one: str
    other: str


@dataclass(frozen=True)
class Splits(Note):
    """What one more group would change."""

    message = "With {k:,}, {letter} would split."
    k: int
    letter: str


@dataclass(frozen=True)
class OddShapes(Note):
    """Pieces with gaps around them that are no round clouds."""

    message = (
        "The rows lie in {pieces:,} separate shapes, such as rings or long strips,"
        " which these groups cut across."
    )
    pieces: int


@dataclass(frozen=True)
class Lopsided(Note):
    """A few rows have many times the usual amount."""

    message = (
        "A few rows have far more than most in {columns}: by the logarithm of these"
        " numbers, other groups may show."
    )
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Logarithms(Note):
    """Columns that were compared by their logarithm."""

    message = (
        "Compared by logarithm, so that equal ratios count alike: {columns}; averages"
        " there are geometric means."
    )
    columns: tuple[str, ...]


@dataclass(frozen=True)
class IdleLogarithms(Note):
    """Logarithms that were asked for and change nothing."""

    message = (
        "No logarithm was taken of {columns}: not among the columns used, or all"
        " numbers nearly alike."
    )
    columns: tuple[str, ...]


@dataclass(frozen=True)
class CategoriesWeighed(Note):
    """Columns of categories were asked for, and weigh as much as numbers."""

    message = (
        "Categories in {columns} count as yes or no, those of a column together like"
        " one column of numbers; groups may simply follow them, for nothing lies"
        " between."
    )
    columns: tuple[str, ...]


@dataclass(frozen=True)
class CategoriesAsOnes(Note):
    """Columns of categories were asked for, where numbers stay as they are."""

    message = (
        "Each category in {columns} counts as 1 for yes and 0 for no, beside numbers as"
        " they stand."
    )
    columns: tuple[str, ...]


@dataclass(frozen=True)
class LettersKept(Note):
    """An earlier table whose clusters' letters were kept."""

    message = "Letters and colors are those of the earlier table."


@dataclass(frozen=True)
class LettersAnew(Note):
    """An earlier table whose clusters have no place among this one's."""

    message = (
        "Letters start anew: the groups of the earlier table have no average in"
        " {columns}."
    )
    columns: tuple[str, ...]


@dataclass(frozen=True)
class FewRows(Note):
    """So few rows that chance may have made the groups."""

    message = "{rows:,} {rows:row is|rows are} too few to be sure of {k:,} groups."
    rows: int
    k: int


@dataclass(frozen=True)
class UnusualRows(Note):
    """Rows far from all others and alone."""

    message = (
        "{rows:,} unusual {rows:row|rows}, far from all others (row {listed}),"
        " {rows:was|were} set aside: /k all takes {rows:it|them} in."
    )
    rows: int
    listed: tuple[str, ...]


@dataclass(frozen=True)
class FewerGroups(Note):
    """Fewer different rows than clusters asked for."""

    message = (
        "The rows used hold only {found:,} different {found:row|rows},"
        " so there are {found:,} groups instead of {asked:,}."
    )
    found: int
    asked: int


@dataclass(frozen=True)
class FitCutShort(Note):
    """The time for the fit was up before its search came to an end."""

    message = (
        "Time ran out while these groups were being improved: they are the best found"
        " by then, and slightly better ones may exist."
    )


# What the further pictures show.


@dataclass(frozen=True)
class DifferMost(Note):
    """The columns that set the groups apart."""

    message = "The groups differ most in {columns}."
    columns: tuple[str, ...]


@dataclass(frozen=True)
class DifferLittle(Note):
    """The columns in which the groups are about the same."""

    message = "They are about the same in {columns}."
    columns: tuple[str, ...]


@dataclass(frozen=True)
class PartShown(Note):
    """More columns or groups than a picture has room for."""

    message = (
        "The picture shows {columns:,} of {all_columns:,} columns, those that differ"
        " most, and {groups:,} of {all_groups:,} groups."
    )
    columns: int
    all_columns: int
    groups: int
    all_groups: int


@dataclass(frozen=True)
class RowsFit(Note):
    """How much nearer rows are to their own group than to the next."""

    message = (
        "Rows fit their groups with {fit:.2f} on average: 1 is a tight group far from"
        " the others, 0 is halfway between two."
    )
    fit: float


@dataclass(frozen=True)
class FitByGroup(Note):
    """The group that holds together best, and the one that does least."""

    message = "{best} holds together best ({most:.2f}), {worst} least ({least:.2f})."
    best: str
    most: float
    worst: str
    least: float


@dataclass(frozen=True)
class Misfits(Note):
    """Rows that are nearer to another group."""

    message = (
        "About {share} of rows ({rows:,}) are nearer to the rows of another group than"
        " to those of their own."
    )
    rows: int
    share: str


@dataclass(frozen=True)
class NoMisfits(Note):
    """No row is nearer to another group."""

    message = "No row looked at is nearer to another group than to its own."


# Why a row is in its group.


@dataclass(frozen=True)
class RowIsIn(Note):
    """Which group a row is in."""

    message = "Row {row:,} is in {letter} ({name})."
    row: int
    letter: str
    name: str


@dataclass(frozen=True)
class RowFits(Note):
    """How well a row sits in its group, and which is the next nearest."""

    message = (
        "Its fit is {fit} of 100: 100 is the middle of {letter}, and 0 is as near to"
        " {other} ({name}), the next nearest group."
    )
    fit: int
    letter: str
    other: str
    name: str


@dataclass(frozen=True)
class Nearer(Note):
    """What one number of a row says for one of two groups."""

    message = (
        "{column} {value} is nearer to {letter} (average {average}) than to {other}"
        " ({there})."
    )
    column: str
    value: str
    letter: str
    average: str
    other: str
    there: str


@dataclass(frozen=True)
class WouldMove(Note):
    """The least change that would bring a row into another group."""

    message = "With {column} {to} instead of {value}, it would be in {letter}."
    column: str
    value: str
    to: str
    letter: str


@dataclass(frozen=True)
class WouldStay(Note):
    """No number alone brings a row into another group."""

    message = (
        "No change of one number alone, within the range of this table, would bring it"
        " into another group."
    )
