"""Words in both languages: facts put in, particles that suit, numbers that read."""

import pytest

from bot.errors import TooManyGroups
from bot.texts import Texts, show, speak
from bot.texts.korean import with_particle
from bot.texts.numbers import in_english, in_korean
from clustering import Phrase, Reason


@pytest.mark.parametrize(
    ("word", "pair", "told"),
    [
        ("소득", "은/는", "소득은"),
        ("나이", "은/는", "나이는"),
        ("소득", "이/가", "소득이"),
        ("나이", "을/를", "나이를"),
        ("서울", "으로/로", "서울로"),  # ㄹ takes 로
        ("부산", "으로/로", "부산으로"),
        ("대구", "으로/로", "대구로"),
        ("3", "이/가", "3이"),
        ("2", "이/가", "2가"),
        ("7", "으로/로", "7로"),
        ("6", "으로/로", "6으로"),
        ("email", "을/를", "email을"),
        ("income", "을/를", "income을"),  # 인컴
        ("rating", "이/가", "rating이"),
        ("phone", "을/를", "phone을"),
        ("table", "으로/로", "table로"),
        ("number", "은/는", "number는"),  # 넘버
        ("cost", "은/는", "cost는"),
        ("Annual Income (k$)", "이/가", "Annual Income (k$)가"),
        ("petal_length", "이/가", "petal_length가"),
        ("HDL", "이/가", "HDL이"),
        ("VIP", "이/가", "VIP가"),
        ("A", "이/가", "A가"),
        ("57%", "은/는", "57%는"),
        ("57 k$", "은/는", "57 k$는"),
        ("₩3,000", "은/는", "₩3,000은"),
        ("$30", "은/는", "$30는"),
        ("5 cm", "은/는", "5 cm는"),
        ("5 kg", "은/는", "5 kg은"),
        ("20°C", "이라/라", "20°C라"),
        ("20회", "이라/라", "20회라"),
        ("8,200만원", "은/는", "8,200만원은"),
        ("8,200만", "은/는", "8,200만은"),
        ("1.2조", "은/는", "1.2조는"),
        ("-3", "은/는", "-3은"),
        ("소득(만원)", "이/가", "소득(만원)이"),
        ("“나이”", "과/와", "“나이”와"),
        ("…", "은/는", "…는"),
    ],
)
def test_a_particle_suits_the_sound_before_it(word: str, pair: str, told: str) -> None:
    """Closed syllables take the first form, vowels the second."""
    assert with_particle(word, pair) == told


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (0.03124, "0.0312", "0.0312"),
        (5.006, "5.01", "5.01"),
        (9.996, "10", "10"),
        (86.54, "86.5", "86.5"),
        (999.7, "1,000", "1,000"),
        (1234.4, "1,234", "1,234"),
        (41234, "41,234", "41,234"),
        (-541234, "−541,234", "−54.1만"),
        (99_999, "99,999", "10만"),
        (82_000_000, "82M", "8,200만"),
        (99_999_999, "100M", "1억"),
        (123_456_789, "123M", "1.23억"),
        (1.5e12, "1.5T", "1.5조"),
        (1e-9, "1.00e−09", "1.00e−09"),
        (3e20, "3.00e+20", "3.00e+20"),
    ],
)
def test_numbers_as_people_write_them(value: float, english: str, korean: str) -> None:
    """Three digits, thousands apart, large numbers in each language's units."""
    assert in_english(value) == english
    assert in_korean(value) == korean
    assert speak("en").number(value) == english
    assert speak("ko").number(value) == korean


@pytest.mark.parametrize(
    ("value", "spread", "told"),
    [
        (2003.68, 6.2, "2003.7"),  # years, a few apart
        (2003.68, 15, "2004"),
        (2003.68, 800, "2,004"),  # an amount
        (50_003.68, 6.2, "50,003.7"),
        (38.86, 13.9, "38.9"),
        (100.126, 0.01, "100.126"),
        (5.0, 0.0, "5"),
    ],
)
def test_numbers_close_together_keep_what_tells_them_apart(
    value: float, spread: float, told: str
) -> None:
    """More digits where the column's spread is small; no commas in years."""
    assert speak("en").number(value, spread) == told


def test_foreign_names_are_only_names() -> None:
    """HTML in a name is shown, not obeyed; a long name is cut before that."""
    assert show("<b>") == "&lt;b&gt;"
    assert show("&" * 50) == "&amp;" * 39 + "…"


def test_facts_are_escaped_once() -> None:
    """A name in a list, and a phrase of ours, are escaped like any other."""
    texts = Texts("ko", {"talk": {"all": "{names}; {name:을/를}; {phrase}"}})

    told = texts.tell("all", names=("<a>", "b"), name="<나이>", phrase=Phrase("<c>"))

    assert told == "&lt;a&gt;, b; &lt;나이&gt;를; &lt;c&gt;"


def test_a_fault_is_explained_in_either_language() -> None:
    """The facts of the case stand in both sentences."""
    fault = TooManyGroups(typed="500", limit=100)
    assert "500 groups" in speak("en").explain(fault)
    assert "500개" in speak("ko").explain(fault)


def test_reasons_have_words_in_either_language() -> None:
    """English is the reason's own value; Korean has words of its own."""
    assert speak("en").reason(Reason.TEXT) == Reason.TEXT.value
    assert speak("ko").reason("text") != "text"
