"""Print what further pictures and files cost beside the answer that they belong to.

    python benchmarks/extras.py [--quick]

Each is made as a tap on its button makes it: anew, from the file's bytes on.  Beside
our workbook, with summary, picture, settings and filters, stands pandas' `to_excel` of
the same rows by the same library, read and written with nothing done to them.  CPU
milliseconds of one thread in a warm process, medians of interleaved runs.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import get_args

import pandas as pd

from benchmarks.whole import csv, measure
from clustering import ChartKind, Request, analyze, chart, label, workbook

SHAPES = ((150, 4, 3, 9), (10_000, 4, 4, 5), (200_000, 4, 4, 3))
"""Rows, columns, groups and runs."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no 200,000 rows")
    shapes = SHAPES[:2] if parser.parse_args().quick else SHAPES
    for number, (rows, columns, k, runs) in enumerate(shapes):
        data = csv(rows, columns, k)
        measured = measure(dict(made(data)), runs)
        if not number:
            print(f"| table | {' | '.join(measured)} |")
            print("| --- " * (len(measured) + 1) + "|")
        times = " | ".join(f"{spent:.0f}" for spent in measured.values())
        print(f"| {rows:,} x {columns} | {times} |", flush=True)


def made(data: bytes) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what can be asked of a table, by name."""
    request = Request(data, "table.csv")
    yield "answer", partial(analyze, request)
    for kind in get_args(ChartKind):
        yield kind, partial(chart, request, kind)
    yield "CSV", partial(label, request)
    yield "workbook", partial(workbook, request)
    yield "to_excel", partial(with_pandas, data)


def with_pandas(data: bytes) -> bytes:
    """Return a workbook of the same rows and nothing else."""
    out = BytesIO()
    pd.read_csv(BytesIO(data)).to_excel(out, engine="xlsxwriter", index=False)
    return out.getvalue()


if __name__ == "__main__":
    main()
