"""A report is plain values, and the same wherever it is held."""

import pickle

from clustering.notes import FewerGroups
from tests.reports import report


def test_a_report_tells_its_sizes_and_notes() -> None:
    """Both follow from its clusters and decisions."""
    told = report(2, decisions=(FewerGroups(2, 3),))
    assert told.sizes == (10, 10)
    assert told.notes == (str(FewerGroups(2, 3)),)


def test_a_report_crosses_processes() -> None:
    """Whoever asked gets the very same values."""
    told = report(3)
    assert pickle.loads(pickle.dumps(told)) == told  # noqa: S301 - our own bytes
