"""How sentences with facts in them are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.sentences import NAME_LENGTH, clean, tell


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("나이", "나이"),
        ("Annual Income (k$)", "Annual Income (k$)"),
        ("  two\n\tlines ", "two lines"),
        ("a\u202eb\u200bc\x07", "abc"),
        ("<b>", "<b>"),
        ("", "(blank)"),
        ("\u200b \n", "(blank)"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
    ],
)
def test_clean_shows(name: str, shown: str) -> None:
    """Names are one line, with nothing hidden in it, and short."""
    assert clean(name) == shown


@given(st.text())
def test_clean_is_safe(name: str) -> None:
    """Any name becomes a short line that can be printed, and stays so."""
    shown = clean(name)
    assert 0 < len(shown) <= NAME_LENGTH
    assert shown.isprintable() or "\u3000" in shown
    assert clean(shown) == shown


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{rows:,}", "1,204"),
        ("{rows} {rows:row|rows}", "1204 rows"),
        ("{one} {one:row is|rows are}", "1 row is"),
        ("{share:.0%}", "46%"),
        ("“{name}”", "“a b”"),
        ("{names}", "a b, c"),
        ("{{}}", "{}"),
    ],
)
def test_tell_renders(template: str, told: str) -> None:
    """Numbers take a format, words their number, and names are cleaned."""
    known = {"rows": 1204, "one": 1, "share": 0.456, "name": "a\nb"}
    assert tell(template, {**known, "names": ("a\nb", "c")}) == told


def test_tell_leaves_facts_alone() -> None:
    """A name with braces is a name, not a template."""
    assert tell("{name}", {"name": "{rows}"}) == "{rows}"
