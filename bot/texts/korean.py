"""Korean particles: the one that suits the sound a word ends on."""

import re
import unicodedata

PAIRS = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "이에요/예요": ("이에요", "예요"),
    "이라/라": ("이라", "라"),
    "으로/로": ("으로", "로"),
}
"""The form after a closed syllable, and after an open one."""

DIGIT_FINALS = {"0": "ㅇ", "1": "ㄹ", "3": "ㅁ", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ"}
"""Final consonants of the digits as they are read: 영 일 삼 육 칠 팔."""

LETTER_FINALS = {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "r": "ㄹ"}
"""Final consonants of Latin letters as they are read: 엘 엠 엔 알."""

WORD_FINALS = (
    ("ng", "ㅇ"), ("ck", "ㄱ"), ("me", "ㅁ"), ("ne", "ㄴ"), ("le", "ㄹ"),
    ("m", "ㅁ"), ("n", "ㄴ"), ("l", "ㄹ"), ("p", "ㅂ"),
)  # fmt: skip
"""What English words end on as Koreans say them: 레이팅 스톡 인컴 존 세일 맵; their
other endings, as in 넘버 or 코스트, are open."""
ENGLISH = re.compile(r"[a-z]*[aeiouy][a-z]*", re.IGNORECASE)
"""A Latin word that is read as one, and not letter by letter as HDL."""

SIGN_FINALS = {
    "%": "",
    "‰": "ㄹ",
    "₩": "ㄴ",
    "¥": "ㄴ",
    "$": "",
    "€": "",
    "£": "",
    "°": "",
}
"""Of signs: 퍼센트 퍼밀 원 엔 달러 유로 파운드 도."""
UNIT_FINALS = {"kg": "ㅁ", "g": "ㅁ", "mg": "ㅁ", "t": "ㄴ"}
"""Of units behind a number: 킬로그램 톤; others, as 미터, are open."""
MEASURE = re.compile(
    r"(?:.*\s)?(?P<before>[₩$€£¥])?[-−]?[\d,.]*\d[만억조kMBT]*\s?(?P<unit>[^\d\s만억조가-힣]*)"
)
"""A number, the last of its words, with what stands before and behind it."""


def with_particle(word: str, pair: str) -> str:
    """Return the word with the particle of a pair ("은/는") that suits it."""
    closed, opened = PAIRS[pair]
    final = last_consonant(word)
    # 으로 follows closed syllables, except those that end on ㄹ: 서울로.
    if not final or (pair == "으로/로" and final == "ㄹ"):
        return word + opened
    return word + closed


def last_consonant(word: str) -> str:
    """Return the final consonant a word is heard to end on, or "" for a vowel.

    Quotes and brackets are silent.  Of other scripts, digits are read as their Korean
    names, Latin words as Koreans say them, and abbreviations letter by letter; what
    is left counts as a vowel.
    """
    measure = MEASURE.fullmatch(word)
    if measure and (measure["before"] or measure["unit"]):
        return final_of_unit(measure["before"] or measure["unit"])
    heard = re.findall(r"[^\W\d_]+|\d", unicodedata.normalize("NFC", word))
    if not heard:
        return ""
    last = heard[-1]
    if "가" <= last[-1] <= "힣":
        jamo = unicodedata.normalize("NFD", last[-1])
        return "ㄹ" if jamo.endswith("\u11af") else jamo[2:]
    return final_of_latin(last)


def final_of_unit(unit: str) -> str:
    """Return the final consonant of a currency or a unit."""
    return SIGN_FINALS.get(unit[-1], UNIT_FINALS.get(unit, ""))


def final_of_latin(word: str) -> str:
    """Return the final consonant of a Latin word or a digit."""
    small = word.casefold()
    if len(word) > 1 and not word.isupper() and ENGLISH.fullmatch(word):
        return next((final for end, final in WORD_FINALS if small.endswith(end)), "")
    return DIGIT_FINALS.get(small[-1], "") or LETTER_FINALS.get(small[-1], "")
