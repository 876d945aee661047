"""All that is behind a caption, in whole messages."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.details import MESSAGE_LIMIT, MOST_MESSAGES, more, packed
from bot.replies import length
from bot.sandbox.markup import parse_html
from bot.texts import LANGUAGES, speak
from tests.reports import Sketch, report, sketches


@settings(max_examples=25)
@given(sketch=sketches, language=st.sampled_from(LANGUAGES))
def test_messages_fit_and_are_html(sketch: Sketch, language: str) -> None:
    """4096 units each, few of them, and Telegram can read every one."""
    pages = more(sketch.made(), speak(language))
    assert 1 <= len(pages) <= MOST_MESSAGES
    for page in pages:
        assert 0 < length(page) <= MESSAGE_LIMIT
        parse_html(page)


@settings(max_examples=25)
@given(sketch=sketches)
def test_clusters_are_told_in_order(sketch: Sketch) -> None:
    """All of them, or the first and how many more there are."""
    made = sketch.made()
    text = "\n".join(more(made, speak("en")))
    told = re.findall(r"^<b>([A-Z]+) · ", text, re.MULTILINE)
    assert told == [cluster.letter for cluster in made.clusters][: len(told)]
    rest = made.k - len(told)
    assert (f"… and {rest:,} more group" in text) == (rest > 0)
    assert len(told) >= min(made.k, 5)


def test_packed_divides_between_lines() -> None:
    """A block that does not fit goes on in the next message; none is lost."""
    lines = [f"{number:0>100}" for number in range(100)]
    pages = packed([lines[:3], lines[3:]])
    assert "\n".join(pages).replace("\n\n", "\n").split("\n") == lines
    assert all(length(page) <= MESSAGE_LIMIT for page in pages)
    assert pages[0].count("\n\n") == 1


@pytest.mark.parametrize(("columns", "told"), [(3, 0), (300, 1)])
def test_what_is_spared_is_said(columns: int, told: int) -> None:
    """Of very many columns those that tell least are counted, not told."""
    names = tuple(f"column {number}" for number in range(columns))
    pages = "\n".join(more(report(20, names=names), speak("en")))
    assert pages.count("the Excel file has all averages") == told * 20
