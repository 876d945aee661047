"""How tables that are drawn in text are told and read."""

import pytest

from clustering.reading.drawn import redrawn


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| a | b |\n|---|:-:|\n| 1 | 2 |\n", "a\tb\n1\t2\n"),
        ("a | b\n--|--\n1 | x \\| y\n", "a\tb\n1\tx | y\n"),
        ("+---+---+\n| a | b |\n+---+---+\n| 1 |   |\n+---+---+\n", "a\tb\n1\t\n"),
        (" a | b \n---+---\n 1 | 2\n(1 row)\n", "a\tb\n1\t2\n"),
        ("a b\n1 2\n3 4\n", "a\tb\n1\t2\n3\t4\n"),
        ("  a   b\n 1.5  x\n  2   y\n", "a\tb\n1.5\tx\n2\ty\n"),
        ('x y\n"Kim Lee" 5\n"Choi" 7\n', "x\ty\nKim Lee\t5\nChoi\t7\n"),
        ("x y\n1 5 2\n2 7 3\n", "x\ty\n1\t5\t2\n2\t7\t3\n"),
        ("x     y\nLee M   5\nKim   12\n", "x\ty\nLee M\t5\nKim\t12\n"),
        ("|a|b|\n-----\n|x|1|\n|y|2|\n", "a\tb\nx\t1\ny\t2\n"),
        ('x y\n"Kim, Lee" 5\nChoi 7\n', "x\ty\nKim, Lee\t5\nChoi\t7\n"),
    ],
)
def test_redrawn_reads(text: str, rows: str) -> None:
    """Rules are no rows, bars and runs of spaces divide cells."""
    found = redrawn(text.encode())
    assert found is not None
    assert found.decode().replace("\r\n", "\n") == rows


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "a|b\n1|2\n",
        "a | b\n---\n1 2",
        "income\n1 200\n2 300\n",
        "first name\nKim Lee\nPark Choi\n",
        "a b\n1 2\n3 4 5\n",
        "a b",
        "",
        "x" * 200_000 + " y\n1 2\n",
        "one  sentence\nand  another\nhere  too\n",
        "x  y\na, b  5\nc, d  6\n",
        "x  y\nLee  5\nKim M  6  7\n",
    ],
)
def test_redrawn_leaves_others(text: str) -> None:
    """Delimited texts, prose and numbers with spaces stay what they are."""
    assert redrawn(text.encode()) is None
