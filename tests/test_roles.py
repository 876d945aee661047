"""Which columns measure something, and what the others are."""

import numpy as np
import pandas as pd
import pytest

from clustering.columns.roles import why_not, why_text
from clustering.report import Reason


@pytest.mark.parametrize(
    ("name", "cells", "reason"),
    [
        ("x", ["", "-"], Reason.EMPTY),
        ("x", ["2024-01-31", "2024-02-01"], Reason.DATE),
        ("전화", ["a", "a"], Reason.IDENTIFIER),
        ("x", ["010-1234-5678", "010-8765-4321"], Reason.IDENTIFIER),
        ("x", ["a", "a", "b"], Reason.CATEGORY),
        ("x", ["a", "b", "c"], Reason.TEXT),
    ],
)
def test_why_text_tells_what_it_is(name: str, cells: list[str], reason: Reason) -> None:
    """A text's name and cells say whether it is a date, an ID or a category."""
    assert why_text(name, pd.Series(cells)) == reason


@pytest.mark.parametrize(
    ("name", "numbers", "reason"),
    [
        ("x", [5, 5, 5], Reason.CONSTANT),
        ("x", [5, 6, np.nan, np.nan], Reason.GAPS),
        ("order no", [5, 6, 9], Reason.IDENTIFIER),
        ("x", list(range(1, 13)), Reason.RUNNING),
        ("x", [202401, 202403, 202402], Reason.DATE),
        ("x", [1.5, 2.5, 9], None),
    ],
)
def test_why_not_tells_what_measures_nothing(
    name: str, numbers: list[float], reason: Reason | None
) -> None:
    """A column of numbers may be constant, sparse, an ID, running, or a date."""
    assert why_not(name, np.array(numbers), first=True) == reason
