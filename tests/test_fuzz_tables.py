"""A short form of the fuzzing of the loader."""

import sys

import pytest

from benchmarks.fuzz_tables import fuzz, main
from clustering.reading import source


def test_damaged_files_are_tables_or_faults() -> None:
    """Hundreds of damaged files and texts of dirt end as a table or a sentence."""
    ends, faults = fuzz(600, seed=1)
    assert faults == []
    assert sum(ends.values()) == 600
    assert len(ends) > 5


def test_a_fault_of_ours_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Anything else is printed with the input, and the script ends with 1."""

    def broken(_: bytes) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(source, "kind_of", broken)
    monkeypatch.setattr(sys, "argv", ["fuzz_tables.py", "3"])
    assert main() == 1
    assert "3 faults" in capsys.readouterr().out
