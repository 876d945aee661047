"""How rows become text, and what of that comes back."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from clustering.reading.write import DELIMITER, as_text

cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)


@given(st.lists(st.lists(cells, min_size=1, max_size=3)))
def test_as_text_loses_nothing(rows: list[list[str]]) -> None:
    """Every cell comes back, whatever it holds."""
    text = as_text(rows).decode()
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER)) == rows
