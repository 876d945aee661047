"""Words a person typed -> the columns they mean."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from clustering.errors import AmbiguousColumn, UnknownColumn

LIKENESS = 0.8
"""From here on (1 is the same) a misspelt word may be meant for a name."""
TOLD = 20
"""Names told in an error."""

SEPARATORS = re.compile(r"[\s_,-]+")
LETTERS = re.compile(r"[A-Z]{1,2}")

Way = Callable[[str, Sequence[str]], list[str]]


def matching(
    words: Sequence[str], columns: Sequence[str], *, offered: Sequence[str]
) -> tuple[str, ...]:
    """Return the columns that some words name, each once, as first named.

    Case, width, blanks, commas, hyphens and underscores do not matter.  The
    longest run of words that is a name counts first; else it may be a column's
    letter as in a spreadsheet, the beginning or a part of just one name, or
    nearly a name.

    Parameters
    ----------
    words : sequence of str
    columns : sequence of str
        Every column of the table, in order.
    offered : sequence of str
        Those to propose when a word is unknown.

    Raises
    ------
    UnknownColumn, AmbiguousColumn
    """
    left = re.split(r"[\s,]+", " ".join(words).strip(" ,"))
    longest = max(len(SEPARATORS.split(column)) for column in columns)
    found: list[str] = []
    while left:
        run = left[:longest]
        candidates, used = meant(run, columns)
        if not candidates:
            raise UnknownColumn(run[0], tuple(offered[:TOLD]))
        if len(candidates) > 1:
            raise AmbiguousColumn(" ".join(run[:used]), tuple(candidates[:TOLD]))
        found += candidates
        left = left[used:]
    return tuple(dict.fromkeys(found))


def meant(words: Sequence[str], columns: Sequence[str]) -> tuple[list[str], int]:
    """Return the columns that the first words may name, and how many words do."""
    for way in WAYS:
        tries = [
            (way(" ".join(words[:used]), columns), used)
            for used in range(len(words), 0, -1)
        ]
        tries = [(candidates, used) for candidates, used in tries if candidates]
        if tries:
            return min(tries, key=lambda found: len(found[0]))  # of equals, the longest
    return [], 0


def key(name: str) -> str:
    """Return what counts of a name: neither case, width nor separators."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())


def same(word: str, columns: Sequence[str]) -> list[str]:
    """Return the columns of this name; one that is spelt alike stands alone."""
    if word in columns:
        return [word]
    return [column for column in columns if key(column) == key(word)]


def capital(word: str, columns: Sequence[str]) -> list[str]:
    """Return the column that a spreadsheet puts under these capital letters."""
    if not LETTERS.fullmatch(word):
        return []
    at = 0
    for letter in word:
        at = at * 26 + ord(letter) - ord("A") + 1
    return list(columns[at - 1 : at])


def beginning(word: str, columns: Sequence[str]) -> list[str]:
    """Return the columns whose names begin so."""
    return [column for column in columns if key(column).startswith(key(word))]


def letter(word: str, columns: Sequence[str]) -> list[str]:
    """Return the column of a small letter, which rather begins a name."""
    return capital(word.upper(), columns)


def part(word: str, columns: Sequence[str]) -> list[str]:
    """Return the columns in whose names the word occurs."""
    return [column for column in columns if key(word) in key(column)]


def nearly(word: str, columns: Sequence[str]) -> list[str]:
    """Return the columns whose name, or a word of it, is spelt almost so."""
    spellings = {
        key(spelling): column
        for column in columns
        for spelling in (*SEPARATORS.split(column), column)
    }
    close = get_close_matches(key(word), spellings, n=TOLD, cutoff=LIKENESS)
    return list(dict.fromkeys(spellings[spelling] for spelling in close))


WAYS: tuple[Way, ...] = (same, capital, beginning, letter, part, nearly)
"""From sure to doubtful; the first that finds a column decides."""
