"""How a stray quotation mark is kept from swallowing rows."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.reading.stray import closed

HEAD = b"a,b,c\n"
ROW = b'1,"x, y",3\n'


def cells(text: bytes) -> list[list[str]]:
    """Return the records of a text."""
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


@pytest.mark.parametrize(
    ("line", "record"),
    [
        (b'"4,z,6\n', ["4", "z", "6"]),
        (b'4,"z,6\n', ["4", "z", "6"]),
        (b'4,z,"6\n', ["4", "z", "6"]),
        (b'"4,"z, w",6\n', ["4", "z, w", "6"]),
        (b'4,"z", w",6\n', ["4", "z", ' w"', "6"]),
        (b'4,"z;6\n', ["4", "z;6"]),
    ],
)
def test_closed_takes_a_stray_mark_out(line: bytes, record: list[str]) -> None:
    """The line is a row again, or at least ends where it ends."""
    found = cells(closed(HEAD + ROW + line + ROW * 2))
    assert (
        found
        == [["a", "b", "c"], ["1", "x, y", "3"], record] + [["1", "x, y", "3"]] * 2
    )


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROW * 3,
        HEAD + b'1,"x\ny",3\n' + ROW,
        HEAD + b'1,12" pipe,3\n' + ROW,
        HEAD + b'1,"x\ny\nz",3\n4,5" ,6\n' + ROW,
        b'a,b\n1,"x\n2,y\n3,z\n',
        b'"',
        b"",
        HEAD + ROW * 2 + b'1,"' + b"x" * 140_000 + b",2\n" + ROW,
    ],
)
def test_closed_leaves_honest_texts(text: bytes) -> None:
    """Cells of several lines and inches are as they were, as are narrow tables."""
    assert closed(text) == text


@given(
    rows=st.lists(
        st.lists(st.text("ab ,\"é'", max_size=5), min_size=4, max_size=4),
        min_size=4,
        max_size=9,
    ),
    data=st.data(),
)
def test_closed_costs_at_most_a_row(rows: list[list[str]], data: st.DataObject) -> None:
    """Whatever row a mark is put into, all others come back."""
    rows = [[f"{at}{cell}" for cell in row] for at, row in enumerate(rows)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    lines = out.getvalue().splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 2))
    damaged = [*lines[:at], '"' + lines[at], *lines[at + 1 :]]
    found = cells(closed("".join(damaged).encode()))
    assert [*found[:at], *found[at + 1 :]] == [*rows[:at], *rows[at + 1 :]]
