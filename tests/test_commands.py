"""Words after a command become a value, or a sentence that helps."""

import pytest

from bot.commands import (
    K_LIMIT,
    KCommand,
    language_named,
    parse_k,
    pasted_in,
    row_asked,
    table_in,
    words_after,
)
from bot.errors import NoGroups, NotANumber, TooManyGroups, UnknownLanguage
from clustering import UserError


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/k", []),
        ("/k 3", ["3"]),
        ("/k3", ["3"]),
        ("/K 3", ["3"]),
        ("  /k 3 ", ["3"]),
        ("/k@centroid_bot 3", ["3"]),
        ("/k3@Centroid_Bot age", ["3", "age"]),
        ("/k 3 age\nincome", ["3", "age", "income"]),
        ("/k@other_bot 3", None),
        ("/kind 3", None),
        ("/key", None),
        ("k 3", None),
        ("see /k 3", None),
        ("", None),
    ],
)
def test_words_after_a_command(text: str, words: list[str] | None) -> None:
    """A command begins the text and is meant for this bot."""
    assert words_after("k", text, bot="centroid_bot") == words


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("", KCommand()),
        ("auto", KCommand()),
        ("all", KCommand(columns=("all",))),
        ("AUTO", KCommand()),
        ("자동", KCommand()),
        ("3", KCommand(k=3)),
        ("1", KCommand(k=1)),
        ("+3", KCommand(k=3)),
        ("３", KCommand(k=3)),  # full-width, as some keyboards give
        ("3 age", KCommand(k=3, columns=("age",))),
        ("auto age 소득", KCommand(columns=("age", "소득"))),
        (str(K_LIMIT), KCommand(k=K_LIMIT)),
    ],
)
def test_parse_k_reads(typed: str, wish: KCommand) -> None:
    """A number or auto comes first, and column names follow."""
    assert parse_k(typed.split()) == wish


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("drei", NotANumber),
        ("3.5", NotANumber),
        ("age 3", NotANumber),
        ("0", NoGroups),
        ("-2", NoGroups),
        ("101", TooManyGroups),
        ("99999999999999", TooManyGroups),
        ("9" * 5000, TooManyGroups),
    ],
)
def test_parse_k_refuses(typed: str, fault: type[UserError]) -> None:
    """What is no number of groups is refused with what to write instead."""
    with pytest.raises(fault, match="/k 3"):
        parse_k(typed.split())


@pytest.mark.parametrize(
    ("word", "language"),
    [("en", "en"), ("English", "en"), ("ko", "ko"), ("한국어", "ko"), ("Korean", "ko")],
)
def test_languages_by_name(word: str, language: str) -> None:
    """A language goes by its code and by what people call it."""
    assert language_named(word) == language


def test_an_unknown_language_lists_the_choices() -> None:
    """Which languages there are is said, each by its own name."""
    with pytest.raises(UnknownLanguage, match="English, 한국어"):
        language_named("deutsch")


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("/k 3\na\tb\n1\t2\n3\t4", "a\tb\n1\t2\n3\t4"),
        ("a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4"),
        ("/k 3\nage\nincome", ""),
        ("/k 3 age", ""),
        ("hello", ""),
    ],
)
def test_pasted_in_finds_a_table(text: str, table: str) -> None:
    """Three lines or more below a command, or by themselves, are a table."""
    assert pasted_in(text) == table


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        ("age\tincome\n31\t4000\n25\t3100", True),
        ("나이,소득\n31,4000\n25,3100\n", True),
        ("31\n25\n44", True),
        ("31 4000\n25 3100", False),
        ("hello\nhow are you\nsee you at 5", False),
        ("", False),
    ],
)
def test_table_in_tells_tables_from_chatter(text: str, *, is_table: bool) -> None:
    """Three lines at least, most of them with digits."""
    assert table_in(text) == (text.strip("\n") if is_table else "")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("why 87", 87),
        ("Why row 87?", 87),
        ("why #87", 87),
        ("/why 87", 87),
        ("/why87", 87),
        ("/why@centroid_bot 87", 87),
        ("왜 87", 87),
        ("왜 87번?", 87),
        ("87번은 왜?", 87),
        ("８７번 왜", 87),
        ("why", None),
        ("/why", None),
        ("why not 3 groups", None),
        ("why 87 is here I do not know", None),
        ("87", None),
        ("", None),
    ],
)
def test_row_asked_reads_which_row(text: str, row: int | None) -> None:
    """In both languages; what only begins so is chatter."""
    assert row_asked(text) == row


def test_a_number_alone_may_be_a_row() -> None:
    """Where nothing else can be meant."""
    assert row_asked("87", alone=True) == row_asked("87번", alone=True) == 87
    assert row_asked("87 rows", alone=True) is None
