"""Tests of Telegram's HTML."""

import html
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import units
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import Refusal

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<STRONG>a</strong>", "a", [("bold", 0, 1)]),
        ("<i>🏟</i>b<em>c</em>", "🏟bc", [("italic", 0, 2), ("italic", 3, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s>", "a", [("strikethrough", 0, 1)]),
        ("<strike>a</strike>", "a", [("strikethrough", 0, 1)]),
        ("<del>a</del>", "a", [("strikethrough", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("italic", 1, 1), ("bold", 0, 2)]),
        ("<b a = c. d='>'>x</>", "x", [("bold", 0, 1)]),
        ("<b></b>", "", []),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        (
            "<blockquote expandable>a</blockquote>",
            "a",
            [("expandable_blockquote", 0, 1)],
        ),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        (
            '<pre>a<code class="language-py">b</code></pre>',
            "ab",
            [("code", 1, 1), ("pre", 0, 2)],
        ),
        ("<a>no place</a>", "no place", []),
    ],
)
def test_parse_html_marks(
    source: str,
    text: str,
    entities: list[tuple[str, int, int]],
) -> None:
    """Each tag marks its stretch, measured in UTF-16 units."""
    said = parse_html(source)
    assert said.text == text
    assert said.entities == [
        {"type": kind, "offset": offset, "length": length}
        for kind, offset, length in entities
    ]


@pytest.mark.parametrize(
    ("source", "marks"),
    [
        ('<a href="https://a.b/c">x</a>', {"url": "https://a.b/c"}),
        ("<a href=a.b>x</a>", {"url": "http://a.b/"}),
        ("<a href='a.b?c&lt;'>x</a>", {"url": "http://a.b/?c<"}),
        ("<a href='a.b/c'>x</a>", {"url": "http://a.b/c"}),
        ("<a>a.b</a>", {"url": "http://a.b/"}),
        ('<tg-emoji emoji-id="5">x</tg-emoji>', {"custom_emoji_id": "5"}),
        ('<pre><code class="language-py">x</code></pre>', {"language": "py"}),
        ('<code class="language-py"><pre>x</pre></code>', {"language": "py"}),
    ],
)
def test_parse_html_reads_attributes(source: str, marks: dict[str, Any]) -> None:
    """Links, emoji and blocks of code keep what their tags say."""
    [entity] = parse_html(source).entities
    assert {name: entity[name] for name in marks} == marks


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&lt3", "<3"),
        ("&#65;&#x42", "AB"),
        ("&laquo; &unknown &", "&laquo; &unknown &"),
        ("&#0;&#99999999;", "&#0;&#99999999;"),
        (f"&#{'9' * 5000};", f"&#{'9' * 5000};"),
    ],
)
def test_parse_html_resolves_references(source: str, text: str) -> None:
    """Four names and all numbers are resolved; the rest stays as written."""
    assert parse_html(source).text == text


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("é<ab", "Unclosed start tag at byte offset 2"),
        ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b =c>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<b a = ", 'Unclosed start tag "b" at byte offset 0'),
        ("<b a=c", "Unexpected end of name token at byte offset 5"),
        ("<b a=c,>", "Unexpected end of name token at byte offset 5"),
        ('<b a="c>', "Unclosed start tag at byte offset 0"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        (
            "<b>a</i>",
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        (
            "&#xDFDF;",
            (
                "Text contains invalid Unicode characters after decoding HTML "
                "entities, check for unmatched surrogate code units"
            ),
        ),
        ("<İ>a", 'Unsupported start tag "i̇" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_parse_html_refuses(source: str, why: str) -> None:
    """A tag that is unknown or left open is refused, with its place in bytes."""
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


@given(texts, texts)
def test_parse_html_undoes_escaping(before: str, name: str) -> None:
    """Whatever was escaped comes out as it was, with its stretch in its place."""
    said = parse_html(f"{html.escape(before)}<b>{html.escape(name)}</b>")
    assert said.text == before + name
    place = {"type": "bold", "offset": units(before), "length": units(name)}
    assert said.entities == ([place] if name else [])


@given(st.text("<>/=&;\"' ab#é🏟", max_size=30))
def test_parse_html_answers_anything(source: str) -> None:
    """Any text is either refused or read, and then no longer than it was."""
    with suppress(Refusal):
        assert len(parse_html(source).text) <= len(source)
