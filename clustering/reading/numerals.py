"""A cell -> the number it says: decimal marks, thousands, units, gaps."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from clustering.reading.units import (
    BEFORE,
    CURRENCIES,
    MAGNITUDES,
    MISSING,
    UNITS,
)

Mark = Literal[".", ","]
"""What stands before decimals."""
LARGEST = 1e300
"""Beyond it the span of two numbers, or ten times one, may be infinite."""
BOOLEANS = {"true": "1", "false": "0"}
NUMBER = re.compile(
    rf"""
    (?P<bracket>\()?
    (?P<sign>[-+]?) \s*
    (?P<currency>[{CURRENCIES}]|(?i:{"|".join(map(re.escape, BEFORE))}))? \s*
    (?P<inner>[-+]?)
    (?P<digits>\d(?:[\d.,' ]*[\d.,])?|[.,]\d+)
    (?:[eE](?P<power>[-+]?\d{{1,4}}))? \s*
    (?P<after>-(?=$|\s*[{CURRENCIES}]))? \s*
    (?P<word>[^\d\s.,()+-][^\d\s()]*[23]?)?
    (?(bracket)\))
    """,
    re.VERBOSE,
)
COMPOUND = re.compile(
    r"(?P<sign>[-+]?)(?:(?P<조>[\d,]+)\s*조)?\s*(?:(?P<억>[\d,]+)\s*억)?\s*"
    r"(?:(?P<만>[\d,]+)\s*만)?\s*(?:(?P<천>\d)\s*천)?\s*(?:(?P<백>\d)\s*백)?\s*"
    r"(?P<rest>[\d,]+)?\s*(?P<unit>[^\d\s]*)"
)
"""Korean amounts of several parts: 1억 2,000만원, 3만 5천."""
PARTS = {"조": 10**12, "억": 10**8, "만": 10**4, "천": 1000, "백": 100, "rest": 1}
MINUS = re.compile(r"\N{MINUS SIGN}|^[\u2010-\u2015△▲](?=\s*[₩$€£¥]?\s*[\d.])")
"""Signs that stand for a minus; triangles do in Korean and Japanese accounts."""
INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF])
FORMULA_TEXT = re.compile(r'="([^"]*)"')
"""How exporters keep a spreadsheet from reading a text as a number."""
LONGEST = 16
"""With more digits than these, a float would change a whole number: it is a code."""
SCALED = re.compile(r"(?P<magnitude>천억|천만|백만|천|만|억|조)(?P<unit>.+)")
PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,4})?")
DIGITS: dict[Mark, re.Pattern[str]] = {
    ".": re.compile(
        r"([1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,2}([' ]\d{3})+"
        r"|[1-9]\d?(,\d\d)+,\d{3}|\d*)(\.\d*)?"  # the latter as in India
    ),
    ",": re.compile(r"([1-9]\d{0,2}(\.\d{3})+|[1-9]\d{0,2}([' ]\d{3})+|\d*)(,\d*)?"),
}
"""How digits may be written around each decimal mark."""
GROUPING: dict[Mark, dict[int, int | None]] = {
    ".": str.maketrans("", "", ",' "),
    ",": str.maketrans(",", ".", ".' "),
}
"""What turns such digits into Python's."""


class Numeral(NamedTuple):
    """A cell that looks like a number; its decimal mark may be in doubt.

    Attributes
    ----------
    minus : bool
    digits : str
        With whatever stands for decimals and thousands.
    mark : "." or "," or None
        The decimal mark that the digits give away, if they do.
    power : int
        Of ten, from an exponent and from words such as 만 or k.
    unit : str
        In lower case; empty for a bare number.
    """

    minus: bool
    digits: str
    mark: Mark | None
    power: int
    unit: str

    def value(self, mark: Mark) -> float:
        """Return the number, correctly rounded; NaN if the mark does not suit it."""
        if self.mark not in {mark, None}:
            return np.nan
        number = float(f"{self.digits.translate(GROUPING[mark])}e{self.power}")
        return -number if self.minus else number


def numeral(cell: str) -> Numeral | None:
    """Return what a cell says if it looks like a number, with or without dress."""
    text = tidy(cell)
    found = NUMBER.fullmatch(BOOLEANS.get(text.lower(), text))
    if found is None:
        return compound(text)
    signs = [found[sign] for sign in ("sign", "inner", "after", "bracket")]
    if sum(map(bool, signs)) > 1:
        return None
    marks = [mark for mark, way in DIGITS.items() if way.fullmatch(found["digits"])]
    scale = magnitude_and_unit(found["word"] or "")
    if not marks or scale is None:
        return None
    return Numeral(
        minus="-" in signs or bool(found["bracket"]),
        digits=found["digits"],
        mark=marks[0] if len(marks) == 1 else None,
        power=int(found["power"] or 0) + scale[0],
        unit=currency_of(found["currency"]) or scale[1],
    )


def currency_of(written: str | None) -> str:
    """Return how a currency in front of a number is called here."""
    return BEFORE.get((written or "").lower(), written or "")


def compound(text: str) -> Numeral | None:
    """Return a Korean amount of several parts as one number, if a text is one."""
    found = COMPOUND.fullmatch(text)
    if found is None or sum(bool(found[part]) for part in PARTS) < 2:  # noqa: PLR2004 - one part alone is a plain number
        return None
    unit = UNITS.get(found["unit"].lower())
    if unit is None:
        return None
    plain = {part: (found[part] or "").replace(",", "") or "0" for part in PARTS}
    total = sum(int(plain[part][:LONGEST]) * size for part, size in PARTS.items())
    return Numeral(found["sign"] == "-", str(total), None, 0, unit)


def magnitude_and_unit(word: str) -> tuple[int, str] | None:
    """Return the power of ten and the unit in the word after a number, if known."""
    if word in MAGNITUDES:
        return MAGNITUDES[word], ""
    if word.lower() in UNITS:
        return 0, UNITS[word.lower()]
    scaled = SCALED.fullmatch(word)
    if scaled and scaled["unit"].lower() in UNITS:
        return MAGNITUDES[scaled["magnitude"]], UNITS[scaled["unit"].lower()]
    return None


def is_unit(word: str) -> bool:
    """Return whether a word names a unit, or one of many such as 천원, 1,000 won."""
    plain = word.lower()
    scaled = SCALED.fullmatch(plain)
    known = plain in UNITS or plain in MAGNITUDES
    return bool(plain) and (known or bool(scaled and scaled["unit"] in UNITS))


def tidy(cell: str) -> str:
    """Return a cell in plain characters: full-width digits, spaces, minus signs."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFKC", cell.translate(INVISIBLE)).strip()
        cell = MINUS.sub("-", cell)
    cell = cell.strip()
    told = FORMULA_TEXT.fullmatch(cell)
    return told[1] if told else cell


def is_missing(cell: str) -> bool:
    """Return whether a cell says that it holds nothing."""
    plain = "".join(tidy(cell).lower().split())
    return plain in MISSING or not plain.strip("#")  # as of a column too narrow


def is_number(cell: str) -> bool:
    """Return whether a cell looks like a number by itself."""
    return bool(PLAIN.fullmatch(cell)) or numeral(cell) is not None


def marks_of(cells: Iterable[str]) -> set[Mark]:
    """Return the decimal marks that some cells give away."""
    found = [numeral(cell) for cell in cells if not cell.isdecimal()]
    return {said.mark for said in found if said and said.mark}
