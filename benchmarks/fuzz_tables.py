"""Whatever bytes come, they are a table or a fault that can be told; nothing else.

`python benchmarks/fuzz_tables.py [INPUTS]` feeds the loader files of the tests' corpus
with pieces cut out, doubled, swapped and replaced, and texts made of what dirty tables
are made of; 100,000 inputs unless told otherwise.  It prints every input that ends
otherwise, and ends with 1 if there was one.
"""

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from clustering.errors import UserError  # noqa: E402 - found by the line above
from clustering.load import Table, load  # noqa: E402 - likewise
from clustering.prepare import prepare  # noqa: E402 - likewise

INPUTS = 100_000
PIECES = (
    *(b",", b";", b"\t", b"|", b'"', b"'", b"\n", b"\r\n", b"\r", b" ", b"0", b"1"),
    *(b"2.5", b"1,234", b"1.234", b"-", b"NA", b"a", b"name", b"#", b"sep=;\n", b"%"),
    *(b"(5)", b"\xef\xbb\xbf", b"\xb0\xa1", b"|---|"),
    *(b"2024", b"2024-01-31", b"[{", b'{"a":1}', b"TRUE", b"1e400", b"0123", b"="),
    *map(
        str.encode, ("가", "합계", "원", "만", "억", "없음", "−", "１", "△5", "출처:")
    ),
)
"""What dirty tables are made of."""


def corpus() -> list[bytes]:
    """Return the files of the tests' corpus."""
    folder = ROOT / "tests" / "data" / "tables"
    return [path.read_bytes() for path in sorted(folder.glob("*/*"))]


def made(seeds: list[bytes], rng: np.random.Generator) -> bytes:
    """Return one input: a file that was damaged, or a text of pieces."""
    if rng.random() < 1 / 3:
        return b"".join(PIECES[at] for at in rng.integers(len(PIECES), size=60))
    data = seeds[rng.integers(len(seeds))][:20_000]
    for _ in range(rng.integers(1, 6)):
        data = damaged(data, rng)
    return data


def damaged(data: bytes, rng: np.random.Generator) -> bytes:
    """Return data with one piece gone, doubled, put in or turned into noise."""
    start, end = sorted(rng.integers(len(data) + 1, size=2))
    end = min(end, start + 200)
    piece = data[start:end]
    ways = (
        b"",
        piece * 2,
        PIECES[rng.integers(len(PIECES))],
        rng.bytes(len(piece[:8])),
        piece[::-1],
    )
    return data[:start] + ways[rng.integers(len(ways))] + data[end:]


def outcome(data: bytes) -> str:
    """Return what became of an input; any other error than ours is raised."""
    try:
        table = load(data, name="x")
        check(table)
        prepare(table)
    except UserError as fault:
        return type(fault).__name__ if str(fault) else "a fault without words"
    return "a table"


def check(table: Table) -> None:
    """Raise unless a table keeps its promises."""
    shape = (table.rows, len(table.numeric))
    others = set(table.columns) - set(table.numeric)
    sound = (
        table.matrix.shape == shape
        and len(set(table.columns)) == len(table.columns)
        and set(table.texts) == others
        and len(table.texts) == len(table.records) == table.rows
        and not np.isinf(table.matrix).any()
        and all(map(str, table.decisions))
    )
    if not sound:
        raise AssertionError(table)


def fuzz(inputs: int, seed: int = 0) -> tuple[Counter[str], list[tuple[bytes, str]]]:
    """Return how many inputs ended how, and those that ended as none should."""
    rng, seeds = np.random.default_rng(seed), corpus()
    ends: Counter[str] = Counter()
    faults: list[tuple[bytes, str]] = []
    for _ in range(inputs):
        data = made(seeds, rng)
        try:
            ends[outcome(data)] += 1
        except Exception as fault:  # noqa: BLE001 - that is what is looked for
            faults.append((data, repr(fault)))
    return ends, faults


def main() -> int:
    """Print how the inputs ended; 1 if any ended as none should."""
    inputs = int(sys.argv[1]) if len(sys.argv) > 1 else INPUTS
    began = time.process_time()
    ends, faults = fuzz(inputs)
    for end, count in ends.most_common():
        print(f"{count:8,}  {end}")
    for data, fault in faults[:20]:
        print(f"{fault}: {data[:200]!r}")
    took = time.process_time() - began
    print(f"{inputs:,} inputs, {len(faults):,} faults, {took:.0f} s")
    return min(len(faults), 1)


if __name__ == "__main__":
    sys.exit(main())
