"""Copies of a table with one fault each, as in the benchmark, are read right."""

from collections import Counter

from benchmarks.pollution import base, copies, of_the_file, tally
from benchmarks.tables import ours

EVERY = 41
"""Of the copies with a fault in one row, so many are passed over each time."""


def test_faults_of_the_file_cost_nothing() -> None:
    """Other delimiters, quotes, line ends, names and tables are read right, all."""
    found = tally(ours, list(of_the_file(base())))
    assert len(found) > 15
    assert set(sum(found.values(), Counter())) == {"right"}


def test_faults_of_a_row_cost_a_row_at_most_or_are_said() -> None:
    """No number is wrong without a word, and nine of ten copies are read right."""
    some = copies()
    total: Counter[str] = sum(tally(ours, some[::EVERY]).values(), Counter())
    assert len(some) > 2_290
    assert set(total) <= {"right", "wrong, said"}
    assert total["right"] > 0.9 * total.total()
