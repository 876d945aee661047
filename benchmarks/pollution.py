"""One fault at a time: how many damaged copies of a table are read right.

`python benchmarks/pollution.py [EVERY]` makes some 2,300 copies of one table, each with
one fault of those that the Pollock benchmark [1]_ counted in public CSV files: other
delimiters, quotes, escapes and line ends, header and tables more or less, and in each
row and column a delimiter too few or too many, or an open quote.  It prints how each
loader does: right (rows in doubt may be empty), wrong with a word, wrong without, or
not read.  Peers read every 10th copy unless told otherwise; ours reads all.  It ends
with 1 if ours is silently wrong anywhere.

References
----------
.. [1] G. Vitagliano, M. Hameed, L. Jiang, L. Reisener, E. Wu, F. Naumann, "Pollock: A
   Data Loading Benchmark", PVLDB 16(8), 2023, 1870-1882.
"""

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.tables import LOADERS, Loader, attempt, ours

EVERY = 10
ROWS = 83
NAMES = ["date", "time", "code", "price", "pieces", "kind", "remark", "score", "new"]
NUMBERS = {"price": 3, "pieces": 4, "score": 7, "new": 8}
KINDS = ("Boots, tall", "Jacket", "Cap", 'Table 48"', "Tent, 2 persons", "Socks")
REMARKS = (
    "Light, quick and warm enough for every day, whatever the weather brings.",
    'As the makers say: "made to last", and so it was.',
    "Dries within an hour",
    "For men, women and children: it isn't heavy.",
)
Row = list[str]


@dataclass(frozen=True)
class Copy:
    """A copy with one fault.

    Attributes
    ----------
    fault : str
        What kind it is of.
    data : bytes
    rows : list of rows
        What should be read.
    doubtful : int or None
        Which of them may be empty or left out.
    named : bool
        Whether the names can be read.
    """

    fault: str
    data: bytes
    rows: list[Row]
    doubtful: int | None = None
    named: bool = True
    refusable: bool = field(default=False)


def base() -> list[Row]:
    """Return the rows of the table, always the same."""
    rng = np.random.default_rng(0)
    return [
        [
            f"{at % 28 + 1:02}/{at // 28 + 1:02}/2018",
            f"{at % 24:02}:{15 * at % 60:02}",
            f"{'ABCDEFGH'[at % 8]}{'XYZ'[at % 3]}-{rng.integers(1000, 9999)}",
            f"{rng.integers(50, 9999) / 100:.2f}",
            str(rng.integers(30)),
            KINDS[at % 6],
            REMARKS[at % 4],
            f"{rng.integers(-400, 400) / 10:.1f}",
            str(rng.integers(2)),
        ]
        for at in range(ROWS)
    ]


def written(rows: list[Row], end: str = "\r\n", **form: object) -> str:
    """Return rows as CSV."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator=end, **form)  # type: ignore[arg-type]  # csv's own
    writer.writerows(rows)
    return out.getvalue()


def of_the_file(rows: list[Row]) -> Iterator[Copy]:
    """Yield copies with a fault in the file as a whole."""
    table = [NAMES, *rows]
    text = written(table)

    def copy(fault: str, text: str, **facts: object) -> Copy:
        told = {"rows": rows, **facts}
        return Copy(fault, text.encode(), **told)  # type: ignore[arg-type]  # Copy's own

    yield copy("none", text)
    yield copy("no line end at the end", text.removesuffix("\r\n"))
    yield copy("two line ends at the end", text + "\r\n")
    yield copy("no names", written(rows), named=False)
    for extra in (1, 2):
        above = [[f"{name} {line}" for name in NAMES] for line in range(extra)]
        yield copy("names in several rows", written([*above, *table]), named=False)
    yield copy("preamble", "Sales of the shop\r\nPrinted in 2018\r\n\r\n" + text)
    yield copy("preamble in cells", written([["Sales", *[""] * 8], [""] * 9, *table]))
    yield copy("footnote", text + "\r\nEnd of the report\r\n")
    for width in (5, 9, 12):
        other = [[f"other {at}" for at in range(width)]]
        other += [[str(line * at) for at in range(width)] for line in range(1, 9)]
        yield copy("another table below", f"{text}\r\n{written(other)}")
    yield copy("names only", written([NAMES]), rows=[], refusable=True)
    yield copy("nothing", "", rows=[], refusable=True)
    yield copy("one row", written(table[:2]), rows=rows[:1])
    for end in ("\n", "\r"):
        yield copy("line ends", written(table, end))
    for delimiter in "\t; |:^":
        yield copy("delimiter", written(table, delimiter=delimiter))
    spaced = "\r\n".join(", ".join(quoted(row)) for row in table)
    yield copy("delimiter and blank", spaced)
    yield copy("quote", written(table, quotechar="'"))
    yield copy("quotes everywhere", written(table, quoting=csv.QUOTE_ALL))
    yield copy("escape", written(table, doublequote=False, escapechar="\\"))
    for encoding in ("utf-8-sig", "utf-16"):
        yield Copy("encoding", text.encode(encoding), rows)


def quoted(row: Row) -> Row:
    """Return cells, those with delimiters or quotes within quotes."""
    return [written([[cell]], "") for cell in row]


def of_the_rows(rows: list[Row]) -> Iterator[Copy]:
    """Yield copies with a fault in one row, the names' among them."""
    lines = [",".join(quoted(row)) for row in [NAMES, *rows]]
    table = [NAMES, *rows]
    for at, row in enumerate(table):
        facts = {"rows": rows, "doubtful": at - 1, "named": at > 0}
        for fault, damaged in damages(row):
            text = "\r\n".join([*lines[:at], damaged, *lines[at + 1 :], ""])
            yield Copy(fault, text.encode(), **facts)  # type: ignore[arg-type]  # likewise
        for fault, end in (("a line end", "\n"), ("a line end", "\r")):
            text = (
                "\r\n".join(lines[: at + 1]) + end + "\r\n".join([*lines[at + 1 :], ""])
            )
            yield Copy(fault, text.encode(), rows)


def damages(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the line of a row with each fault, and what fault it is."""
    cells = quoted(row)
    for mark in ";\t ":
        other = StringIO()
        csv.writer(other, delimiter=mark, lineterminator="").writerow(row)
        yield "a row's delimiter", other.getvalue()
    for at in range(len(cells)):
        if at:
            merged = [*cells[: at - 1], cells[at - 1] + cells[at], *cells[at + 1 :]]
            yield "a delimiter too few", ",".join(merged)
        yield "a delimiter too many", ",".join([*cells[:at], "", *cells[at:]])
        open_cell = [*cells[:at], f'"{cells[at]}', *cells[at + 1 :]]
        yield "a quote too many", ",".join(open_cell)


def copies() -> list[Copy]:
    """Return every copy."""
    rows = base()
    return [*of_the_file(rows), *of_the_rows(rows)]


def verdict(load: Loader, path: Path, copy: Copy) -> str:
    """Return what became of one copy."""
    found = attempt(load, path)
    if found is None:
        return "right" if copy.refusable else "not read"
    read, said = found
    if copy.refusable:
        return "right" if not len(read) else "silently wrong"
    columns = list(read.columns)
    right = len(columns) == len(NAMES) and (not copy.named or columns == NAMES)
    if right and is_right(read.iloc[:, list(NUMBERS.values())].to_numpy(), copy):
        return "right"
    return "wrong, said" if said else "silently wrong"


def is_right(cells: "np.typing.NDArray[np.object_]", copy: Copy) -> bool:
    """Return whether cells (n, 4) are the numbers, those of a doubtful row or none."""
    truth = np.array([[float(row[at]) for at in NUMBERS.values()] for row in copy.rows])
    try:
        found = cells.astype(float)
    except (TypeError, ValueError):
        return False
    if copy.doubtful is not None and len(found) == len(truth) - 1:
        truth = np.delete(truth, max(copy.doubtful, 0), axis=0)
    if found.shape != truth.shape:
        return False
    near = np.isclose(found, truth)
    if copy.doubtful is not None and copy.doubtful >= 0 and len(found) == ROWS:
        near[copy.doubtful] |= np.isnan(found[copy.doubtful])
    return bool(near.all())


def tally(load: Loader, some: list[Copy]) -> dict[str, Counter[str]]:
    """Return how often a loader ended how, by fault."""
    ends: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.csv"
        for copy in some:
            path.write_bytes(copy.data)
            ends.setdefault(copy.fault, Counter())[verdict(load, path, copy)] += 1
    return ends


def main() -> int:
    """Print how all loaders do; 1 if ours is silently wrong anywhere."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else EVERY
    some, columns = copies(), ("right", "silently wrong", "wrong, said", "not read")
    print(f"{'':18}{'copies':>8}" + "".join(f"{each:>16}" for each in columns))
    silent = 0
    for name, (load, module) in LOADERS.items():
        if not find_spec(module):
            print(f"{name:18} is not installed")
            continue
        ends = tally(load, some if load is ours else some[::every])
        total: Counter[str] = sum(ends.values(), Counter())
        counts = "".join(f"{total[each]:16,}" for each in columns)
        print(f"{name:18}{total.total():8,}{counts}")
        if load is ours:
            silent = total["silently wrong"]
            for fault, told in ends.items():
                if told["right"] < told.total():
                    print(f"    {fault}: {dict(told)}")
    return min(silent, 1)


if __name__ == "__main__":
    sys.exit(main())
