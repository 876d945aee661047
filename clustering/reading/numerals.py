"""Texts -> numbers, a column at a time: decimal marks, thousands, units, gaps."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from clustering.arrays import FloatArray, IntArray

Mark = Literal[".", ","]
"""What stands before decimals."""

LARGEST = 1e300
"""Beyond it the span of two numbers, or ten times one, may be infinite."""
SHARE = 0.9
"""From this share of numbers among its filled cells on, a column holds numbers."""

SAMPLE = 1000
"""Different cells that decide whether a column is worth reading whole."""

GAPS = """
- -- --- – — . .. ... ? * ** x na n/a n.a. n.a #n/a nan null nil none missing unknown
n.d. n.d nd tbd notavailable nodata inf +inf -inf infinity +infinity -infinity
(blank) <na> \\n
#div/0! #value! #ref! #name? #num! #null! #####
없음 미상 결측 결측치 무응답 모름 해당없음 자료없음 미입력 비공개 미정 불명 · ∙
"""
MISSING = frozenset(["", *GAPS.split()])
"""What a cell holds that holds nothing, in lower case and without blanks."""

BOOLEANS = {"true": "1", "false": "0"}
CURRENCIES = "₩$€£¥"
RATIOS = frozenset({"%", "%p", "‰"})
MAGNITUDES = {"k": 3, "K": 3, "M": 6, "천": 3, "만": 4, "백만": 6, "천만": 7, "억": 8}
MAGNITUDES |= {"천억": 11, "조": 12}
"""Powers of ten that may follow a number; before a unit, only the Korean ones."""
WORDS = """
% %p ‰ ₩ $ € £ ¥
kg g mg t lb oz mm cm m km in ft mi ml l cc m2 m3 km2 ha ° °c °f 평
s sec ms min h hr hrs day days months years yrs 초 분 시간 일 주 개월 년 세 살
hz khz mhz ghz w kw kwh mwh v a b kb mb gb tb bpm kcal cal km/h mph pt pts
점 명 인 개 건 회 번 대 권 병 장 층 위 배 가구 마리 그루 킬로 그램 미터 리터
"""
MONEY = {"원": "₩", "won": "₩", "krw": "₩", "달러": "$", "usd": "$", "dollars": "$"} | {
    "유로": "€", "eur": "€", "euros": "€", "엔": "¥", "jpy": "¥", "위안": "¥"
}  # fmt: skip
"""Other names of currencies."""
SAME = {"살": "세", "℃": "°c", "us$": "$", "￦": "₩"}
"""Two words for one unit."""
UNITS = {word: word for word in ["", *WORDS.split()]} | MONEY | SAME
"""What may follow a number, in lower case, and how it is called here."""

BEFORE = {"usd": "$", "us$": "$", "krw": "₩", "\\": "₩", "eur": "€", "jpy": "¥"} | {
    "gbp": "£", "cny": "¥", "chf": "chf", "rs": "rs", "rs.": "rs", "r$": "r$"
}  # fmt: skip
"""Currencies in front of numbers that are no single sign; a won may be a backslash."""

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
UP_AND_DOWN = str.maketrans("▲△▼▽", "++--")
"""What triangles mean in a column where some point down."""
FORMULA_TEXT = re.compile(r'="([^"]*)"')
"""How exporters keep a spreadsheet from reading a text as a number."""
CODE_STARTS = frozenset("0=０ ")
"""How cells may begin that are written with leading zeros."""
LONGEST = 16
"""With more digits than these, a float would change a whole number: it is a code."""

SCALED = re.compile(r"(?P<magnitude>천억|천만|백만|천|만|억|조)(?P<unit>.+)")
CODE = re.compile(r"0\d*[1-9]\d*(?<=\d{3})")
"""Leading zeros, as in post codes; 07 may be an hour or a month."""
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
    if found is None or sum(bool(found[part]) for part in PARTS) < 2:  # noqa: PLR2004
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
    found = [numeral(cell) for cell in cells]
    return {said.mark for said in found if said and said.mark}


@dataclass(frozen=True, eq=False)
class Reading:
    """A column of texts read as numbers.

    Attributes
    ----------
    numbers : (n,)
        NaN for missing cells and for those that are no numbers.
    refused : int
        Filled cells that are no numbers.
    refused_example : str
        One of them; empty if there is none.
    dressed : (str, float) or None
        A number written with more than plain digits, and what it was read as.
    unit : str
        What stands at the numbers, as "cm" or "₩"; empty if nothing does.
    """

    numbers: FloatArray
    refused: int
    refused_example: str
    dressed: tuple[str, float] | None
    unit: str


@dataclass(frozen=True)
class Manner:
    """How a column writes its numbers.

    Attributes
    ----------
    mark : "." or ","
        What stands before decimals.
    evident : bool
        Whether any cell gives that away.
    units : set of str
        Which may follow a number; empty for bare numbers.
    unit : str
        The one that most numbers carry; empty where fewer than half do.
    """

    mark: Mark
    evident: bool
    units: frozenset[str]
    unit: str

    def values(self, cells: Sequence[str]) -> FloatArray:
        """Return the numbers of cells (n,); NaN for gaps and for what is no number."""
        usual, table = self.usual(), GROUPING[self.mark]
        return np.array(
            [
                float(found[1].translate(table))
                if (found := usual.fullmatch(cell))
                else self.value(cell)
                for cell in cells
            ],
            dtype=float,
        )

    def value(self, cell: str) -> float:
        """Return the number of one cell, however it is dressed; NaN if it has none."""
        said = numeral(cell)
        return said.value(self.mark) if said and said.unit in self.units else np.nan

    def usual(self) -> re.Pattern[str]:
        """Return how nearly all cells look, with the number's digits as a group."""
        words = [word for word, unit in UNITS.items() if unit in self.units]
        after = "|".join(map(re.escape, words))
        before = "|".join(map(re.escape, self.units & {"", *CURRENCIES}))
        group = "," if self.mark == "." else r"\."
        return re.compile(
            rf"(?:{before})([-+]?(?:\d+|[1-9]\d{{0,2}}(?:{group}\d{{3}})+)"
            rf"(?:{re.escape(self.mark)}\d*)?)\ ?(?:{after})"
        )


def read(texts: pd.Series, *, usual: Mark = ".") -> Reading | None:
    """Read a column by one vote of its cells, or return None if it holds no numbers.

    Parameters
    ----------
    texts : (n,) str
        NaN or a word of `GAPS` for a missing cell.
    usual : "." or ","
        The decimal mark where no cell gives one away, as in 1.234.
    """
    codes, distinct = pd.factorize(texts)  # NaN has the code -1
    cells = pointed([str(cell) for cell in distinct])
    counts = np.bincount(codes[codes >= 0], minlength=len(cells))
    step = len(cells) // SAMPLE + 1
    if not is_promising(cells[::step], counts[::step]) or are_codes(cells, step):
        return None
    manner = manner_of(cells[::step], counts[::step], usual)
    values = manner.values(cells)
    if not manner.evident and (other := contrary(cells, values)):
        manner = replace(manner, mark=other, evident=True)
        values = manner.values(cells)
    odd = np.flatnonzero(np.isnan(values))
    refused = [at for at in odd if not is_missing(cells[at])]
    numbers = counts[np.isfinite(values)].sum()
    if numbers < max(1, SHARE * (numbers + counts[refused].sum())):
        return None
    values[np.abs(values) > LARGEST] = np.nan
    if np.isnan(values).all():
        return None
    return Reading(
        numbers=np.append(values, np.nan)[codes],
        refused=int(counts[refused].sum()),
        refused_example=cells[refused[0]] if refused else "",
        dressed=dressed(cells[::step], manner),
        unit=manner.unit,
    )


def pointed(cells: list[str]) -> list[str]:
    """Return cells with triangles as signs, if some of them point down."""
    if not any(cell.startswith(("▼", "▽")) for cell in cells):
        return cells
    return [cell[:1].translate(UP_AND_DOWN) + cell[1:] for cell in cells]


def is_promising(cells: Sequence[str], counts: IntArray) -> bool:
    """Return whether at least half of some cells, so often each, look like numbers."""
    numbers = counts[[is_number(cell) for cell in cells]].sum()
    filled = counts[[not is_missing(cell) for cell in cells]].sum()
    return bool(0 < filled <= 2 * numbers)


def are_codes(cells: Sequence[str], step: int) -> bool:
    """Return whether the digits of some cells show that they are no quantities.

    Any cell with leading zeros does, and so do very many digits in most of them.
    """
    some = [tidy(cell) for cell in cells[::step]]
    long = sum(len(cell) > LONGEST and cell.isdecimal() for cell in some)
    return 2 * long > len(some) or any(map(is_code, cells))


def is_code(cell: str) -> bool:
    """Return whether a cell is written with leading zeros, as codes are."""
    return cell[:1] in CODE_STARTS and CODE.fullmatch(tidy(cell)) is not None


def manner_of(cells: Sequence[str], counts: IntArray, usual: Mark) -> Manner:
    """Return the manner that most of some cells, so often each, agree in.

    Bare numbers go with the commonest unit, except that 0.12 and 12 % are never
    taken for the same scale: the more frequent of the two stands.
    """
    marks: Counter[Mark] = Counter()
    units: Counter[str] = Counter()
    for cell, times in zip(cells, counts, strict=True):
        if said := numeral(cell):
            units[said.unit] += int(times)
            if said.mark:
                marks[said.mark] += int(times)
    unit = max(units.keys() - {""}, key=lambda unit: (units[unit], unit), default="")
    both = frozenset({"", unit})
    usual_unit = unit if units[unit] >= units[""] else ""
    return Manner(
        mark=max(marks, key=marks.__getitem__, default=usual),
        evident=bool(marks),
        units=frozenset({usual_unit}) if unit in RATIOS else both,
        unit=usual_unit,
    )


def contrary(cells: Sequence[str], values: FloatArray) -> Mark | None:
    """Return the decimal mark that unread cells give away, if any do."""
    unread = (numeral(cells[int(at)]) for at in np.flatnonzero(np.isnan(values)))
    return next((said.mark for said in unread if said and said.mark), None)


def dressed(cells: Sequence[str], manner: Manner) -> tuple[str, float] | None:
    """Return the first number written with more than digits, and what it is."""
    for cell in cells:
        if not PLAIN.fullmatch(cell.strip()) and np.isfinite(manner.value(cell)):
            return cell, manner.value(cell)
    return None
