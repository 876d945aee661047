"""Last records -> where a table ends: remarks, totals, another table below."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from clustering.reading.numerals import is_missing, is_number
from clustering.reading.records import Record, filled

TOTALS = re.compile(
    r"([가-힣]{0,2}(합계|총계|누계|소계|평균)|총합계?|계|전체|total|totals|grand total"
    r"|sum|subtotal|sub total|average|mean|summe|gesamt|somme)(\(.*\))?[:：]?",
    re.IGNORECASE,
)
"""How rows are called that sum up others."""
REMARK = re.compile(
    r"(출처|자료|주|주석|참고|비고|단위|작성|조회|source|sources|note|notes|unit|data"
    r"|generated|exported|created|last updated|\(?\d+ rows?|총 ?\d+ ?[건개명행])\b"
    r"|[*※†‡#☞▶-]|\(?주\)|\d\)",
    re.IGNORECASE,
)
"""How remarks below a table begin."""
LABELS = 3
"""The first columns in which a row may be called a total."""


@dataclass(frozen=True)
class Ending:
    """What is cut off from the end of a table.

    Attributes
    ----------
    totals, remarks : tuple of records
        Rows that sum up others, and lines that are no rows; first come first.
    """

    totals: tuple[Record, ...]
    remarks: tuple[Record, ...]

    @property
    def length(self) -> int:
        """Records that are cut off."""
        return len(self.totals) + len(self.remarks)


def ending_of(
    last: Sequence[tuple[Record, bool]],
    width: int,
    is_usual: Callable[[str], bool],
) -> Ending:
    """Return what of a table's last records is no row of it.

    Parameters
    ----------
    last : sequence of (record, whether a blank line stands above it)
    width : int
        Columns of the table.
    is_usual : callable
        Whether a label occurs more than once, as a category does.
    """
    remarks = trailing_remarks(last, width)
    rest = [record for record, _ in last[: len(last) - len(remarks)]]
    totals: list[Record] = []
    while rest and is_total(rest[-1]) and not is_usual(label_of(rest[-1])):
        totals.insert(0, rest.pop())
    return Ending(tuple(totals), tuple(remarks))


def trailing_remarks(last: Sequence[tuple[Record, bool]], width: int) -> list[Record]:
    """Return the last records that hold a remark instead of a row.

    Below a blank line, a record of one cell is a remark; else it must be shorter
    than the table is wide, or begin as remarks do.
    """
    found: list[Record] = []
    for at in range(len(last) - 1, -1, -1):
        record = last[at][0]
        if filled(record) > max(1, width // 3) or any(map(is_number, record)):
            break
        if filled(record) > 1 and not begins_as_remark(record):
            break
        found.insert(0, record)
    apart = next(
        (at for at in range(len(last) - len(found), len(last)) if last[at][1]), None
    )
    kept = len(last) - apart if apart is not None else 0
    while len(found) > kept and not is_remark(found[0], width):
        found.pop(0)
    return found


def is_remark(record: Record, width: int) -> bool:
    """Return whether a record by itself shows that it is a remark."""
    return len(record) == 1 < width or begins_as_remark(record)


def begins_as_remark(record: Record) -> bool:
    """Return whether a record's first filled cell begins as remarks do."""
    cell = next((cell.strip() for cell in record if cell.strip()), "")
    return REMARK.match(cell) is not None and not is_missing(cell)


def is_total(record: Record) -> bool:
    """Return whether a record is called a total, with numbers or nothing behind."""
    if not label_of(record):
        return False
    return filled(record) == 1 or any(map(is_number, record))


def label_of(record: Record) -> str:
    """Return the first of a record's first cells that may be a total's name."""
    cells = (squeezed(cell) for cell in record[:LABELS])
    return next((cell for cell in cells if TOTALS.fullmatch(cell)), "")


def squeezed(cell: str) -> str:
    """Return a label without the blanks that spread it: 합  계 is 합계."""
    plain = " ".join(normalize("NFC", cell).split())
    return plain if plain.isascii() else plain.replace(" ", "")


def is_other_table(record: Record, columns: Sequence[int]) -> bool:
    """Return whether a record below a blank line names columns of another table."""
    told = [cell for cell in record if cell.strip()]
    return (
        len(told) > 1
        and not any(map(is_number, told))
        and any(
            at < len(record) and record[at].strip() and not is_missing(record[at])
            for at in columns
        )
    )
