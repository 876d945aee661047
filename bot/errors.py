"""Faults in a message, and jobs that came to no end, told to the person who asked."""

from dataclasses import dataclass

from clustering import UserError


@dataclass(eq=False)
class NoTable(UserError):
    """A command before any table was sent."""

    message = (
        "There is no table here yet: send a CSV file first,"
        " or try /demo to see how it works."
    )


@dataclass(eq=False)
class NotANumber(UserError):
    """The word after /k is neither a number nor auto."""

    message = (
        "I can't read “{typed}” as a number of groups: write /k 3 or /k auto,"
        " then columns if you like, as in /k 3 age income."
    )
    typed: str


@dataclass(eq=False)
class NoGroups(UserError):
    """Less than one group asked for."""

    message = "{typed} groups can't be made: ask for 2 or more, as in /k 3, or /k auto."
    typed: str


@dataclass(eq=False)
class TooManyGroups(UserError):
    """More groups asked for than a person can tell apart."""

    message = (
        "{typed} groups are more than anyone can tell apart:"
        " ask for 1 to {limit}, as in /k 3, or /k auto."
    )
    typed: str
    limit: int


@dataclass(eq=False)
class WhichRow(UserError):
    """A row was asked about, and no number says which."""

    message = (
        "Which row? Write its number, as in why 87: rows are counted from the first"
        " below the column names."
    )


@dataclass(eq=False)
class NoResult(UserError):
    """A row was asked about before any result was shown."""

    message = (
        "There is no result here yet to ask about: send a table first, or reply"
        " why 87 to a result."
    )


@dataclass(eq=False)
class FileTooLarge(UserError):
    """A file over the size that Telegram lets a bot fetch."""

    message = (
        "“{name}” has {size_mb:.0f} MB and I can read up to {limit_mb:,} MB:"
        " send fewer rows or only the columns you need."
    )
    name: str
    size_mb: float
    limit_mb: int


@dataclass(eq=False)
class NotATable(UserError):
    """A photo, sticker, voice message or the like."""

    message = (
        "I can only read tables: send it as a CSV or Excel file (📎 → File),"
        " and I'll find the groups in it."
    )


@dataclass(eq=False)
class TextCut(UserError):
    """A pasted table as long as a message may be, so that its end is missing."""

    message = (
        "Telegram cuts messages at {limit:,} characters, so the end of this table is"
        " missing: send it as a file."
    )
    limit: int


@dataclass(eq=False)
class TableGone(UserError):
    """A button under a result whose table was deleted."""

    message = "The table of this result was deleted: send the file again."


@dataclass(eq=False)
class FileGone(UserError):
    """A file that Telegram no longer hands out."""

    message = "I can't fetch “{name}” from Telegram any more: send the file again."
    name: str


@dataclass(eq=False)
class UnknownLanguage(UserError):
    """A language that the bot does not speak."""

    message = "I don't speak “{typed}” yet: choose {choices}."
    typed: str
    choices: tuple[str, ...]


@dataclass(eq=False)
class Cancelled(UserError):
    """A job that the person who asked for it has ended."""

    message = "Stopped, as you asked."


@dataclass(eq=False)
class Busy(UserError):
    """More requests at a time than a chat may have waiting."""

    message = (
        "I'm still working on {waiting:,} {waiting:request|requests} from this chat:"
        " send this one again when they are answered, or /cancel."
    )
    waiting: int


@dataclass(eq=False)
class HourQuotaSpent(UserError):
    """More asked for than a chat may have in an hour."""

    message = (
        "One chat can have {limit:,} {limit:result|results} an hour:"
        " ask again in {minutes:,} {minutes:minute|minutes}."
    )
    limit: int
    minutes: int


@dataclass(eq=False)
class DayQuotaSpent(UserError):
    """More asked for than a chat may have in a day."""

    message = (
        "One chat can have {limit:,} {limit:result|results} a day:"
        " ask again in {hours:,} {hours:hour|hours}."
    )
    limit: int
    hours: int


@dataclass(eq=False)
class JobTimeout(UserError):
    """A job over its time limit; it was ended."""

    message = (
        "This took longer than {limit_s:g} seconds, so I stopped:"
        " send fewer rows or columns, or ask for fewer groups."
    )
    limit_s: float


@dataclass(eq=False)
class JobOutOfMemory(UserError):
    """A job over its memory limit; it was ended."""

    message = (
        "This table needs more than the {limit_mb:,} MB of memory I have for it:"
        " send fewer rows or columns."
    )
    limit_mb: int


class JobCrashedError(Exception):
    """A job that died or failed by our own fault; says where, never with what."""
