"""The corpus of dirty tables: each file is read right, or refused in a sentence."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from clustering.errors import UserError
from clustering.load import Table, load
from clustering.prepare import prepare

HERE = Path(__file__).parent / "data" / "tables"
Case = dict[str, Any]


def cases() -> list[tuple[Path, Case]]:
    """Return every file of the corpus with what the manifest states of it."""
    return [
        (HERE / page.stem / case["file"], case)
        for page in sorted(HERE.glob("*.toml"))
        for case in tomllib.loads(page.read_text("utf-8"))["case"]
    ]


def test_the_corpus_is_whole() -> None:
    """Every file is stated, every statement has its file, and there are many."""
    stated = [path for path, _ in cases()]
    found = [
        path for page in HERE.iterdir() if page.is_dir() for path in page.iterdir()
    ]
    assert len(stated) == len(set(stated)) >= 150
    assert {path for path in found if "__pycache__" not in path.parts} == set(stated)


@pytest.mark.parametrize(
    ("path", "case"),
    [
        pytest.param(*each, id=f"{each[0].parent.name}/{each[0].name}")
        for each in cases()
    ],
)
def test_a_table_is_read_right_or_refused(path: Path, case: Case) -> None:
    """Rows, columns, numbers, units and what is said are those of the manifest."""
    data = path.read_bytes()
    if "error" in case:
        with pytest.raises(UserError) as fault:
            load(data, name=path.name)
        assert type(fault.value).__name__ == case["error"]
        return
    table = load(data, name=path.name)
    assert (table.rows, list(table.columns)) == (case["rows"], case["columns"])
    assert sums(table) == pytest.approx({str(k): v for k, v in case["sums"].items()})
    for name in table.numeric:
        cells = case["sample"][name]
        column = table.matrix[:, table.numeric.index(name)]
        assert_array_equal(column[: len(cells)], cells)
    said = {type(decision).__name__ for decision in table.decisions}
    assert said >= set(case.get("said", []))
    if "units" in case:
        assert table.units == case["units"]
    if "left_out" in case:
        assert left_out(table, case["left_out"]) == case["left_out"]


def sums(table: Table) -> dict[str, float]:
    """Return the sum of each column of numbers."""
    totals = np.nansum(table.matrix, axis=0)
    return dict(zip(table.numeric, map(float, totals), strict=True))


def left_out(table: Table, stated: dict[str, str]) -> dict[str, str]:
    """Return the columns that are left out: all of numbers, and those stated."""
    return {
        name: reason.name
        for name, reason in prepare(table).left_out
        if name in stated or name in table.numeric
    }
