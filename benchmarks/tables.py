"""How many dirty tables are read right: ours beside the usual ways to read one.

`python benchmarks/tables.py` reads every file of the tests' corpus with each loader and
counts the tables that come out right (rows, column names, sums of the number columns),
those that come out wrong without a word, and those refused; then 20 MB of dirty CSV,
for CPU seconds and memory, each in a process of its own.  Peers that are not installed
are left out: `make .venv/bench` brings them.  It ends with 1 if a table is read
silently wrong, or a must-load table is not read.
"""

import math
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
import warnings
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from clustering.load import load  # noqa: E402 - found by the line above

CORPUS = ROOT / "tests" / "data" / "tables"
LARGE_MB = 20
TOLERANCE = 1e-6

Case = dict[str, Any]
Read = tuple[pd.DataFrame, bool]
"""A table, and whether anything was said of it."""
Loader = Callable[[Path], Read]


def ours(path: Path) -> Read:
    """Read a file as Centroid does."""
    table = load(path.read_bytes(), name=path.name)
    numbers = pd.DataFrame(table.matrix, columns=list(table.numeric))
    both = pd.concat([numbers, table.texts], axis=1)
    return both[list(table.columns)], bool(table.notes)


def pandas_plain(path: Path) -> Read:
    """Read a file as `pandas.read_csv` does by itself."""
    return pd.read_csv(path), False


def pandas_sniffing(path: Path) -> Read:
    """Read a file by pandas' own sniffer, in the encoding that a detector finds."""
    from charset_normalizer import from_path  # noqa: PLC0415 - loaded by the one peer

    best = from_path(path).best()
    encoding = best.encoding if best else "utf-8"
    return pd.read_csv(path, sep=None, engine="python", encoding=encoding), False


def duckdb_auto(path: Path) -> Read:
    """Read a file as DuckDB's `read_csv` does by itself."""
    import duckdb  # noqa: PLC0415 - it may not be installed

    return duckdb.read_csv(str(path)).df(), False


def clevercsv_pandas(path: Path) -> Read:
    """Read a file by CleverCSV's dialect, as UTF-8 and else as CP949."""
    import clevercsv  # noqa: PLC0415 - it may not be installed

    try:
        return clevercsv.read_dataframe(str(path), encoding="utf-8"), False
    except UnicodeDecodeError:
        return clevercsv.read_dataframe(str(path), encoding="cp949"), False


LOADERS: dict[str, tuple[Loader, str]] = {
    "Centroid": (ours, "pandas"),
    "pandas.read_csv": (pandas_plain, "pandas"),
    "pandas sep=None": (pandas_sniffing, "charset_normalizer"),
    "DuckDB": (duckdb_auto, "duckdb"),
    "CleverCSV": (clevercsv_pandas, "clevercsv"),
}


def cases() -> list[tuple[Path, Case]]:
    """Return every file with what the manifest states of it."""
    return [
        (CORPUS / page.stem / case["file"], case)
        for page in sorted(CORPUS.glob("*.toml"))
        for case in tomllib.loads(page.read_text("utf-8"))["case"]
    ]


def is_right(read: pd.DataFrame, case: Case) -> bool:
    """Return whether a table is what the manifest states: sums and first values."""
    names = [str(name) for name in read.columns]
    numbers = read.select_dtypes(["number", "bool"]).replace([np.inf, -np.inf], np.nan)
    sums = {str(name): float(total) for name, total in numbers.sum().items()}
    stated = {str(name): total for name, total in case["sums"].items()}
    return (
        (len(read), names) == (case["rows"], case["columns"])
        and sums.keys() == stated.keys()
        and all(
            math.isclose(sums[name], stated[name], rel_tol=TOLERANCE) for name in sums
        )
        and all(begins_as(numbers[name], case["sample"][name]) for name in sums)
    )


def begins_as(column: pd.Series, stated: list[float]) -> bool:
    """Return whether the first values of a column are those stated."""
    found = column.to_numpy(dtype=float)[: len(stated)]
    return bool(np.isclose(found, stated, rtol=TOLERANCE, equal_nan=True).all())


def attempt(loader: Loader, path: Path) -> Read | None:
    """Return what a reader makes of a file, or None if it fails."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return loader(path)
    except Exception:  # noqa: BLE001 - a peer may fail in any way: it is no table
        return None


def verdict(loader: Loader, path: Path, case: Case) -> str:
    """Return what became of one file."""
    found = attempt(loader, path)
    if found is None:
        return "refused rightly" if "error" in case else "not read"
    read, said = found
    if "error" not in case and is_right(read, case):
        return "right"
    return "wrong, said" if said else "silently wrong"


def dirty(path: Path) -> None:
    """Write a large table of a Korean office, always the same."""
    rng = np.random.default_rng(0)
    lines = ["2024년 매출 현황,,,,,", "", "지점,매출(원),방문객,비율,일자,비고"]
    size = 0
    while size < LARGE_MB * 2**20 - 2000:
        sales, guests = rng.integers(10**6, 10**7), rng.integers(1000)
        line = (
            f'지점{guests % 500},"{sales:,}원",{guests or "없음"}명,'
            f"{sales % 1000 / 10}%,2024-{guests % 12 + 1:02}-{guests % 28 + 1:02},메모"
        )
        lines.append(line if guests else line.rpartition(",")[0])
        size += len(line.encode("cp949")) + 2
    lines += ["합계,,,,,", "출처: 통계청"]
    path.write_bytes("\r\n".join(lines).encode("cp949"))


def measure(name: str, path: Path) -> str:
    """Return CPU seconds and MiB above the imports that a loader takes for a file."""
    told = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, __file__, name, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "not read"


def measured(name: str, path: Path) -> None:
    """Print what one loader takes for one file."""
    loader = LOADERS[name][0]
    loader(CORPUS / "shapes" / "semicolon.csv")  # so that what it imports is there
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    loader(path)
    took = time.process_time() - began
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{took:.1f} s, +{more / 1024:.0f} MiB")


def main() -> int:
    """Print how all loaders do; 1 if ours is silently wrong or misses a table."""
    every = cases()
    must = sum("error" not in case for _, case in every)
    print(f"{len(every)} files, {must} of them must load\n")
    print(
        f"{'':18}{'right':>8}{'wrong, silent':>15}{'wrong, said':>13}{'not read':>10}"
    )
    good = True
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.csv"
        dirty(large)
        for name, (loader, module) in LOADERS.items():
            if not find_spec(module):
                print(f"{name:18} is not installed")
                continue
            ends = Counter(verdict(loader, path, case) for path, case in every)
            silent, said = ends["silently wrong"], ends["wrong, said"]
            print(
                f"{name:18}{ends['right']:8}{silent:15}{said:13}{ends['not read']:10}"
                f"   {LARGE_MB} MB: {measure(name, large)}"
            )
            if loader is ours:
                good = ends["right"] == must and not silent
    return 0 if good else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measured(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
