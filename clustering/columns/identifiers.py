"""Which columns name, number or date their rows rather than measure them."""

import re
import unicodedata

import numpy as np

from clustering.arrays import BoolArray, FloatArray

COUNTABLE = 2.0**53
"""Larger whole numbers have no neighbours one apart."""
FEWEST_ROWS = 10
"""In fewer rows, numbers may well run 1, 2, 3 by chance."""

ANYWHERE = frozenset({"id", "ids", "uid", "uuid", "guid", "pk", "zipcode", "postcode"})
"""Words that make a column an ID wherever they stand in its name."""
LAST = frozenset({"code", "no", "nr", "num", "serial", "phone", "tel", "fax", "zip"})
"""Words that do so at the end: an order no, but not a no. of children."""
WHOLE = frozenset({"index", "idx", "key", "row", "number", "mobile", "barcode"})
"""Names that do so alone: an index, but not a price index."""
NUMBERED = frozenset({"phone", "order", "customer", "account", "member", "serial"})
"""Whose number is an ID, unlike the number of children."""
KOREAN = re.compile(
    "(번호|코드|아이디|전화|연락처|핸드폰|휴대폰|순번|연번|학번|사번|바코드)$"
)
"""How names of IDs end."""

WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[가-힣]+")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE = re.compile(
    rf"""
    (19|20)?\d\d\s?[-./년]\s?\d\d?\s?[-./월]\s?\d\d?(?!\d)  # 2024-01-31
    | \d\d?[-./]\d\d?[-./](19|20)?\d\d(?!\d)                # 31/1/2024, 1/31/24
    | (19|20)\d\d\s?([-./]|년)\s?\d\d?\s?월?$               # 2024-01, 2024년 1월
    | (19|20)?\d\d\s?(년|분기|[-/]?[qQ][1-4])                 # 2024년, 2024Q1
    | \d\d?\s?월\s?\d\d?\s?일                               # 1월 31일
    | (\d\d?[-\s,.])?({MONTHS})[a-z]*[-\s,./]+\d               # Jan-24, 5 May 2024
    | ((오전|오후)\s?)?\d\d?:\d\d(:\d\d)?(?!\d)                # 9:30, 오후 1:10
    | (19|20)\d\d[01]\d[0-3]\d[T\s_]\d                        # 20240131 0930
    """,
    re.VERBOSE | re.IGNORECASE,
)
UUID = re.compile(
    r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24,64}", re.IGNORECASE
)
PHONE = re.compile(
    r"(\+\d{1,3}[-\s.]?)?\(?0?\d{1,3}\)?[-\s.)]\d{3,4}[-\s.]\d{4}|01\d{8,9}"
)
NUMBER_OF_STATE = re.compile(r"\d{6}-[\d*]{7}|\d{3}-\d{2}-\d{5}|\d{6}-\d{2}-\d{6}")
"""Resident, business and account numbers of Korea."""
CODES = (UUID, PHONE, NUMBER_OF_STATE)
TIME_NAMES = frozenset({"timestamp", "time", "date", "datetime", "epoch", "at", "ts"})
SECONDS = 5e8, 5e9
"""Seconds since 1970 that are dates from 1985 to 2128."""
RANK = re.compile("rank|순위|등수|석차", re.IGNORECASE)


def is_identifier(name: str, values: FloatArray) -> bool:
    """Return whether a column's name says ID and its values (n,) may be one."""
    return bool(np.all(values == np.rint(values))) and names_identifier(name)


def names_identifier(name: str) -> bool:
    """Return whether a name is one of an ID, a code or a phone number."""
    plain = re.sub(r"\(.*?\)", "", unicodedata.normalize("NFKC", name))
    words = [word.lower() for word in WORDS.findall(plain)]
    if not words:
        return False
    return (
        bool(ANYWHERE.intersection(words))
        or words[-1] in LAST
        or (len(words) == 1 and words[0] in WHOLE)
        or (words[-1] == "number" and bool(NUMBERED.intersection(words)))
        or bool(KOREAN.search(words[-1]))
    )


def is_running(name: str, values: FloatArray, *, first: bool) -> bool:
    """Return whether values (n,) merely number the rows.

    They do if they run through a range of whole numbers, or, in the first column,
    rise and skip fewer numbers than they hold, as after deletions.  In another
    order than rising, only a long column that is no rank is taken for one.
    """
    if len(values) < FEWEST_ROWS or np.any(values != np.rint(values)):
        return False
    if np.any(np.abs(values) > COUNTABLE):
        return False
    steps = np.diff(values)
    if np.all(steps > 0):
        return bool(np.all(steps == 1) or (first and np.ptp(values) < 2 * len(values)))
    if len(values) < 2 * FEWEST_ROWS or RANK.search(name):
        return False
    return bool(np.all(np.diff(np.sort(values)) == 1))


def is_date(values: FloatArray) -> bool:
    """Return whether values (n,) are all dates: 20240131, 202401 or 2024.01."""
    if not np.all(in_range(values, 1900, 2100_12_31)):
        return False
    if np.any(values != np.rint(values)):
        months = np.rint(values * 100)  # 2024.01
        return bool(np.allclose(months / 100, values, rtol=0)) and are_months(months)
    return are_months(values) or (
        are_months(values // 100) and bool(np.all(in_range(values % 100, 1, 31)))
    )


def reads_as_date(cell: str) -> bool:
    """Return whether a text begins with a year, a month and a day, as 2024-01-31."""
    return DATE.match(cell.strip()) is not None


def reads_as_code(cell: str) -> bool:
    """Return whether a text is an ID by its form: a UUID, a phone or state number."""
    return any(form.fullmatch(cell.strip()) for form in CODES)


def is_moment(name: str, values: FloatArray) -> bool:
    """Return whether values (n,) are (milli)seconds since 1970, by name too."""
    words = [word.lower() for word in WORDS.findall(name)]
    if not TIME_NAMES.intersection(words) and not name.endswith(
        ("시각", "일시", "시간")
    ):
        return False
    low, high = SECONDS
    seconds = bool(np.all(in_range(values, low, high)))
    return seconds or bool(np.all(in_range(values / 1000, low, high)))


def are_months(values: FloatArray) -> bool:
    """Return whether values (n,) are all months of our time, as 202401."""
    years, months = np.divmod(values, 100)
    return bool(np.all(in_range(years, 1900, 2100) & in_range(months, 1, 12)))


def in_range(values: FloatArray, low: float, high: float) -> BoolArray:
    """Return which values (n,) are within low..high."""
    return (low <= values) & (values <= high)
