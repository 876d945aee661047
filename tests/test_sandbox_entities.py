"""Tests of marked stretches of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Formatted, find, pieces, tidy, units

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
spans = st.builds(
    lambda offset, length: {"type": "bold", "offset": offset, "length": length},
    st.integers(0, 70),
    st.integers(1, 70),
)


@pytest.mark.parametrize(("text", "length"), [("", 0), ("ab", 2), ("표", 1), ("🏟", 2)])
def test_units_counts_as_telegram_does(text: str, length: int) -> None:
    """A character outside the basic plane counts twice."""
    assert units(text) == length


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("/k 3", "bot_command", ["/k"]),
        ("/k3 and /help@centroid_bot.", "bot_command", ["/k3", "/help@centroid_bot"]),
        ("🏟 /k", "bot_command", ["/k"]),
        ("a/b //c </d /k한", "bot_command", []),
        ("hi @alex_1, a@b", "mention", ["@alex_1"]),
        ("see https://a.b/c?d=1. Now", "url", ["https://a.b/c?d=1"]),
        ("(http://a.b/@c)", "url", ["http://a.b/@c"]),
        ("to x.y+z@site.co.kr!", "email", ["x.y+z@site.co.kr"]),
        ("#sales #1 #표2", "hashtag", ["#sales", "#표2"]),
    ],
)
def test_find_sees(text: str, kind: str, found: list[str]) -> None:
    """Commands, mentions, links, addresses and tags show by themselves."""
    assert pieces(Formatted(text, find(text)), kind) == found


def test_tidy_trims_and_moves() -> None:
    """White space at the ends goes, and the stretches move along."""
    bold = {"type": "bold", "offset": 0, "length": 5}
    gone = {"type": "italic", "offset": 5, "length": 2}
    said = tidy(Formatted("  abc  ", [bold, gone]))
    assert said == Formatted("abc", [{"type": "bold", "offset": 0, "length": 3}])


def test_tidy_leaves_code_alone() -> None:
    """Nothing is looked for inside code, and nothing given is found again."""
    code = {"type": "code", "offset": 0, "length": 2}
    link = {"type": "url", "offset": 3, "length": 10}
    assert tidy(Formatted("/k http://a.b", [link, code])).entities == [code, link]


def test_tidy_sorts_the_longer_first() -> None:
    """Of stretches that begin together the longer comes first, then a fixed order."""
    inner = {"type": "bold", "offset": 0, "length": 1}
    outer = {"type": "italic", "offset": 0, "length": 2}
    quote = {"type": "blockquote", "offset": 0, "length": 1}
    said = tidy(Formatted("ab", [inner, outer, quote]))
    assert said.entities == [outer, quote, inner]


@given(texts, st.lists(spans, max_size=4))
def test_tidy_keeps_stretches_inside(
    text: str,
    entities: list[dict[str, str | int]],
) -> None:
    """Whatever comes in, every stretch that is kept lies in the trimmed text."""
    said = tidy(Formatted(text, list(entities)))
    assert said.text == text.strip()
    for entity in said.entities:
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= units(said.text) - entity["length"]


@given(texts, texts)
def test_find_measures_in_units(before: str, after: str) -> None:
    """A command is found at its place whatever stands around it."""
    text = f"{before} /k@centroid_bot {after}"
    found = pieces(Formatted(text, find(text)), "bot_command")
    assert "/k@centroid_bot" in found
