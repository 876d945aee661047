"""Words in both languages: facts put in, particles that suit, numbers that read."""

import pytest

from bot.errors import TooManyGroups
from bot.texts import Texts, show, speak
from bot.texts.korean import with_particle
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
        ("전체 5 cm", "과/와", "전체 5 cm와"),
        ("전체 $30", "과/와", "전체 $30와"),
        ("전체 5.83", "과/와", "전체 5.83과"),
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
