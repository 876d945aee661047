"""Words after a command -> a value."""

import re
import unicodedata
from dataclasses import dataclass

from bot.errors import NoGroups, NotANumber, TooManyGroups, UnknownLanguage
from clustering import ALL_ROWS

K_LIMIT = 100
"""More groups than this no picture can show and nobody can read."""

LANGUAGE_NAMES = {"en": ("English", "en", "영어"), "ko": ("한국어", "ko", "Korean")}
"""What people call each language; its own name for itself comes first."""
FEWEST_LINES = 3
"""Lines from which on a text may be a pasted table."""
AUTO = ("auto", "자동")
COMMAND = re.compile(
    r"/([a-z]+)(\d*)(?:@(\w+))?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL
)


WHY = re.compile(
    r"/?(?:why|왜)(?:@\w+)?\W*(?:row|행)?\W*(\d{1,9})(?:번째|번|행)*\s*[?.!]*"
    r"|(\d{1,9})\s*(?:번째|번|행)*[은는]?\s*왜\s*[?.!]*",
    re.IGNORECASE,
)
"""Words that ask why a row is where it is: why 87, 왜 87, 87번은 왜?"""
NUMBER = re.compile(r"(\d{1,9})번?")


@dataclass(frozen=True)
class KCommand:
    """What `/k` asks for: how many groups (None for auto), from which columns."""

    k: int | None = None
    columns: tuple[str, ...] = ()


def words_after(command: str, text: str, *, bot: str) -> list[str] | None:
    """Return the words after a command, or None if the text is another.

    `/k3` reads as `/k 3`; `/k@bot 3` must name this bot.
    """
    match = COMMAND.fullmatch(text.strip())
    if not match:
        return None
    name, digits, addressed, rest = match.groups()
    if name.lower() != command or (addressed or bot).lower() != bot.lower():
        return None
    return [digits, *(rest or "").split()] if digits else (rest or "").split()


def pasted_in(text: str) -> str:
    """Return the table pasted below a command, or all of a text that is one; or ""."""
    first, _, rest = text.partition("\n")
    table = rest.strip("\n") if first.startswith("/") else text.strip("\n")
    return table if table.count("\n") >= FEWEST_LINES - 1 else ""


def table_in(text: str) -> str:
    """Return a text that is a table by its look: most lines hold digits; or ""."""
    table = pasted_in(text)
    lines = table.splitlines()
    with_digits = sum(any(map(str.isdigit, line)) for line in lines)
    return table if 2 * with_digits > len(lines) else ""


def row_asked(text: str, *, alone: bool = False) -> int | None:
    """Return which row a text asks about, as in `why 87`, or None if it does not.

    Where it is clear that a row is meant, a number alone will do.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = WHY.fullmatch(plain) or (NUMBER.fullmatch(plain) if alone else None)
    return int(next(filter(None, match.groups()))) if match else None


def parse_k(words: list[str]) -> KCommand:
    """Return what the words after `/k` ask for: a number or auto, then columns.

    Raises
    ------
    NotANumber, NoGroups, TooManyGroups
        When the first word is no number of groups that can be made.
    """
    if not words:
        return KCommand()
    first, *columns = words
    # Full-width digits, as some keyboards give, read like any other.
    typed = unicodedata.normalize("NFKC", first).casefold()
    if typed in ALL_ROWS:
        return KCommand(columns=tuple(words))
    if typed in AUTO:
        return KCommand(columns=tuple(columns))
    if not re.fullmatch(r"[-+]?\d+", typed):
        raise NotANumber(first)
    return KCommand(groups(typed), tuple(columns))


def groups(typed: str) -> int:
    """Return a number of groups that can be made."""
    # Python refuses to read thousands of digits; nobody means them either.
    k = int(typed[:20])
    if k < 1:
        raise NoGroups(typed)
    if k > K_LIMIT:
        raise TooManyGroups(typed, K_LIMIT)
    return k


def language_named(word: str) -> str:
    """Return the language that a word after `/language` names.

    Raises
    ------
    UnknownLanguage
        When it names none that the bot speaks.
    """
    for language, names in LANGUAGE_NAMES.items():
        if word.casefold() in map(str.casefold, names):
            return language
    raise UnknownLanguage(word, tuple(names[0] for names in LANGUAGE_NAMES.values()))
