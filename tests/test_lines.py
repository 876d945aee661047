"""How the lines of a text are found and limited."""

import pytest

from clustering.errors import LineTooLong
from clustering.reading.lines import below, check_lines


def test_check_lines_passes_long_files() -> None:
    """A file may be long if its lines are not."""
    check_lines((b"x" * 999_999 + b"\n") * 3)
    check_lines((b"x" * 999_999 + b"\r") * 3)


def test_check_lines_finds_the_long_one() -> None:
    """The error names the line."""
    with pytest.raises(LineTooLong, match="Line 3"):
        check_lines(b"a\r\nb\n" + b"x" * 1_000_001)


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_below_passes_over_lines(end: bytes) -> None:
    """What follows so many lines is left, however they end."""
    text = end.join([b"a", b"b", b"c"])
    assert [below(text, lines) for lines in range(4)] == [
        text,
        end.join([b"b", b"c"]),
        b"c",
        b"",
    ]
