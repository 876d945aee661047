"""Korean particles: the one that suits the sound a word ends on."""

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

    Quotes and brackets are silent.  Of other scripts, digits and Latin letters
    are read as their Korean names; what is left counts as a vowel.
    """
    heard = [char for char in word.casefold() if char.isalnum()]
    if not heard:
        return ""
    last = heard[-1]
    if "가" <= last <= "힣":
        jamo = unicodedata.normalize("NFD", last)
        return "ㄹ" if jamo.endswith("\u11af") else jamo[2:]
    return DIGIT_FINALS.get(last, "") or LETTER_FINALS.get(last, "")
