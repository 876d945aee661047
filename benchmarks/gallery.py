"""Every picture of many tables, with its words, as a phone shows them.

    python benchmarks/gallery.py --out gallery

writes the pictures and an index.html that shows them 390 pixels wide.  Tables are those
of tests/data, more in a folder named by --tables, and made ones, always the same.
"""

import argparse
import html
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.replies import caption  # noqa: E402 - found by the lines above
from bot.texts import LANGUAGES, Texts, speak  # noqa: E402 - found by the lines above
from clustering import ChartKind, Request, UserError  # noqa: E402 - found by the lines above
from clustering.arrays import FloatArray  # noqa: E402 - found by the lines above
from clustering.pipeline import Findings, find, picture, summarize  # noqa: E402 - found by the lines above
from clustering.request import ThemeName  # noqa: E402 - found by the lines above

DATA = ROOT / "tests" / "data"
PHONE = 390
"""Pixels across a phone, as CSS counts them."""
LONG = "지난해 같은 달과 견준 온라인 매장의 평균 구매 금액과 방문 횟수"
PAGE = """<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>body {{font: 15px sans-serif; background: #dde3e8}}
figure {{display: inline-block; width: {width}px; margin: 8px; vertical-align: top;
background: white; white-space: pre-wrap}} img {{width: 100%}}</style>
{figures}"""


@dataclass(frozen=True)
class Table:
    """A table to be shown: its name, bytes and the k asked for."""

    name: str
    data: bytes
    k: int | None = None


def blobs(
    rows: int, columns: int, k: int, *, apart: float = 6.0, names: str = "column"
) -> bytes:
    """Return a CSV of round groups, the larger the earlier, with a unit each column."""
    rng = np.random.default_rng([rows, columns, k])
    shares = np.arange(k, 0, -1) / (k * (k + 1) / 2)
    own = rng.choice(k, rows, p=shares)
    middles = rng.normal(size=(k, columns)) * apart
    points = middles[own] + rng.normal(size=(rows, columns))
    units = 10.0 ** (np.arange(columns) % 5)
    return csv(
        points * units + 50 * units, [f"{names} {n + 1}" for n in range(columns)]
    )


def with_far_rows() -> bytes:
    """Return a CSV of groups with some rows far from all."""
    table = pd.read_csv(BytesIO(blobs(300, 2, 3)))
    far = table.iloc[:3] * np.array([[4, 1], [1, 3], [-3, 2]])
    return csv(pd.concat([table, far]).to_numpy(), list(table.columns))


def csv(numbers: FloatArray, names: list[str]) -> bytes:
    """Return a CSV of numbers (n, d)."""
    table = pd.DataFrame(numbers, columns=names)
    return table.to_csv(index=False, float_format="%.6g").encode()


MADE: dict[str, tuple[Callable[[], bytes], int | None]] = {
    "thirty-rows": (lambda: blobs(30, 2, 3), None),
    "one-column": (lambda: blobs(400, 1, 3), None),
    "two-columns": (lambda: blobs(1_000, 2, 4), None),
    "eight-columns": (lambda: blobs(2_000, 8, 5), None),
    "many-columns": (lambda: blobs(500, 20, 3), None),
    "no-groups": (lambda: blobs(800, 3, 1), None),
    "far-rows": (with_far_rows, None),
    "fifteen": (lambda: blobs(3_000, 4, 15, apart=12), 15),
    "long-names": (lambda: blobs(300, 4, 3, names=LONG), None),
    "million": (lambda: blobs(1_000_000, 2, 4), None),
}
"""How each made table is made, and the k asked for."""


def tables(folder: Path | None, only: str) -> Iterator[Table]:
    """Yield the tables whose name has some word."""
    # A name that stands in both folders is shown once.
    files = [*DATA.glob("*.csv"), *(folder.glob("*.csv") if folder else ())]
    for path in {path.name: path for path in files}.values():
        if only in path.stem and "centroids" not in path.stem:
            yield Table(path.stem, path.read_bytes())
    for name, (make, k) in MADE.items():
        if only in name:
            yield Table(name, make(), k)


def pictures(found: Findings, texts: Texts) -> Iterator[tuple[str, bytes, str]]:
    """Yield each picture's kind, PNG and words as HTML."""
    report = summarize(found)
    yield "scatter", report.image, caption(report, texts)
    for kind in get_args(ChartKind):
        try:
            chart = picture(found, kind)
        except UserError as fault:
            print(f"  no {kind}: {fault}")
        else:
            yield kind, chart.image, " ".join(map(texts.note, chart.says))


def show(table: Table, language: str, out: Path) -> Iterator[str]:
    """Write a table's pictures and yield a figure of HTML for each."""
    texts = speak(language)
    name = f"{table.name}.csv"
    found = find(Request(table.data, name, k=table.k, words=texts.words()))
    for theme in get_args(ThemeName):
        themed = replace(found, request=replace(found.request, theme=theme))
        for kind, image, words in pictures(themed, texts):
            file = f"{table.name}-{kind}-{language}-{theme}.png"
            (out / file).write_bytes(image)
            source = html.escape(file, quote=True)
            yield f'<figure><img src="{source}" alt="{kind}">{words}</figure>'


def main() -> None:
    """Write the gallery."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--out", type=Path, default=Path("gallery"))
    command.add_argument("--tables", type=Path, help="a folder with more CSVs")
    command.add_argument("--only", default="", help="tables with this in their name")
    wanted = command.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    figures: list[str] = []
    for table in tables(wanted.tables, wanted.only):
        print(table.name)
        for language in LANGUAGES:
            figures += show(table, language, wanted.out)
    page = PAGE.format(width=PHONE, figures="\n".join(figures))
    (wanted.out / "index.html").write_text(page, "utf-8")
    print(f"{len(figures)} pictures in {wanted.out / 'index.html'}")


if __name__ == "__main__":
    main()
