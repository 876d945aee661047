"""What native code prints of a panic stays unsaid; all else is said."""

import os

import pytest

from clustering.errors import BrokenFile
from clustering.reading.quiet import panics_unsaid
from clustering.reading.sheets import read_workbook
from tests.test_compound import BOOK

PANIC = b"\nthread '<unnamed>' panicked at src/a.rs:1:2:\nout of range\n"
TRACE = b"stack backtrace:\n   0: one\n   1: two\n"
NOTE = b"note: run with `RUST_BACKTRACE=1` environment variable\n"


@pytest.mark.parametrize("panic", [PANIC + NOTE, PANIC + TRACE + NOTE, PANIC])
def test_panics_unsaid_passes_on_what_others_write(
    panic: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    """Words before a panic, and after its note, reach standard error."""
    with panics_unsaid():
        os.write(2, b"before\n" + panic + (b"behind\n" if NOTE in panic else b""))
    os.write(2, b"later\n")
    expected = "before\nbehind\nlater\n" if NOTE in panic else "before\nlater\n"
    assert capfd.readouterr().err == expected


def test_panics_unsaid_ends_with_a_fault(capfd: pytest.CaptureFixture[str]) -> None:
    """A fault goes on as it is, and standard error is as it was."""
    with pytest.raises(ValueError, match="invalid literal"), panics_unsaid():
        int(f"no number {os.write(2, b'said') and 0}")
    os.write(2, b"later\n")
    assert capfd.readouterr().err == "saidlater\n"


def test_panics_unsaid_needs_no_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none, as in some services, work goes on."""

    def closed(_: int) -> int:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", closed)
    done = []
    with panics_unsaid():
        done.append(True)
    assert done


def test_a_workbook_that_makes_its_reader_panic(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """It is broken, in one sentence and without a trace."""
    data = bytearray(BOOK.read_bytes())
    data[1474:1481] = bytes([5, 206, 186, 253, 132, 178, 62])
    with pytest.raises(BrokenFile):
        read_workbook(bytes(data), None)
    assert capfd.readouterr().err == ""
