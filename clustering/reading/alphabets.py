"""Bytes of a single-byte codec -> which one, told by the letters of languages.

The same byte is ø in Western Europe, ř in Central Europe and ų at the Baltic.  Each
language has few letters beyond ASCII and uses some of them far more than others, so
each pair of a codec and a language that it was made for is scored by how likely that
language would write the letters that the codec makes of the bytes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import log

WORD = re.compile(r"[\w\x80-\U0010ffff]+")
WESTERN = ("cp1252", "mac_roman", "cp850")
CENTRAL = ("cp1250", "iso8859_2", "cp852")
CYRILLIC = ("cp1251", "koi8_u", "cp866", "iso8859_5")
LANGUAGES: tuple[tuple[tuple[str, ...], str], ...] = (
    (WESTERN, "üäöß"),  # German
    (WESTERN, "éèàêçôâîûùïëœ"),  # French
    (WESTERN, "óíáéñúü"),  # Spanish
    (WESTERN, "ãçáéíóêúõâàô"),  # Portuguese
    (WESTERN, "àèùòìé"),  # Italian
    (WESTERN, "äåöé"),  # Swedish
    (WESTERN, "øåæé"),  # Danish
    (WESTERN, "íáðúéóöýæþ"),  # Icelandic
    (WESTERN, "óàéèíçòúï"),  # Catalan
    (("cp1252", "iso8859_15", "cp1257"), "äõüöšž"),  # Estonian
    (CENTRAL, "áíéěščřýžůúňóťď"),  # Czech
    (CENTRAL, "áíčéýžšúťľóňôďäĺŕ"),  # Slovak
    (CENTRAL, "łąęóżśćńź"),  # Polish
    (CENTRAL, "áéóöőíüúű"),  # Hungarian
    (CENTRAL, "ăşţâî"),  # Romanian
    (CENTRAL, "čšžćđ"),  # Croatian
    (CENTRAL, "čšž"),  # Slovenian
    (("cp1254", "mac_turkish", "cp857"), "ışüçğöİâî"),  # Turkish
    (("cp1257", "iso8859_13"), "ėųšžūįąčę"),  # Lithuanian
    (("cp1257", "iso8859_13"), "āīēšūņļžčģķ"),  # Latvian
    (("cp1253", "iso8859_7"), "αοιετσνηυρπκμλςωόίάδέήύγχθώφβξζψϊϋΐΰ"),  # Greek
    (CYRILLIC, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),  # Russian
    (CYRILLIC[:2], "оаинвітерслкдмупязьгбйчхцїюжшєщфґ"),  # Ukrainian
    (("cp1255",), "יוהלארמתבשנעםדקחפטכזגסןצףץך"),  # Hebrew
    (("cp1256",), "اليمونرتبعدسهفكقأحةجشصىخإطزذضغءثظئؤآ"),  # Arabic
    (("cp874",), "นารกอเงมยลวดทสต่ะปบค้ีหขิแจุูไัโพชใธศซภญณผ็ถฐ์ษฟึืฎำ"),  # Thai
)
"""Of each language the codecs that people write it in, likelier ones first, and its
letters beyond ASCII, by how often they are used."""
FEW = 20
"""Letters of a language that adds to ASCII, rather than having a script of its own."""
OTHER = "?"
"""The kind of a letter of which it is not known whether it is a vowel."""
STEEP, FLAT = 0.7, 0.93
"""How much rarer each letter is than the one before it, with few letters and many."""
RARER = 2.5
"""What speaks against a later codec of a language, in logarithms."""
FARTHER = 2.0
"""What speaks against codecs other than the commonest, likewise."""
CAPITAL = log(0.3)
STRANGE = log(1e-4)
"""What a letter that the language does not have speaks for it."""
SIGN = log(0.02)
SIGNS = frozenset("€£¥“”‘’„–—…•·°±²³µ§©®™×÷½¼¾«»¿¡№ªº\xa0")
"""Signs that stand in texts of any language, beside words."""
UNLIKELY = log(0.1)
"""What a consonant between consonants speaks, or a vowel between vowels."""
LEAST = log(0.01)
"""Mean over the letters below which no language wrote a text."""
VOWELS = frozenset("aeiouyæøœıаеёиоуыэюяіїєαεηιουω")
MOST_WORDS = 300
"""Different words that are scored."""


def codec_of(data: bytes) -> str | None:
    """Return the single-byte codec in which bytes are likeliest, or None if in none.

    Parameters
    ----------
    data : bytes
        Lines with bytes beyond ASCII among them.
    """
    best, likeliest = None, float("-inf")
    for codec in dict.fromkeys(codec for codecs, _ in LANGUAGES for codec in codecs):
        words = words_of(data, codec)
        for codecs, letters in LANGUAGES:
            if codec in codecs:
                told = likelihood(words, letters) - against(codec, codecs)
                if told > likeliest:
                    best, likeliest = codec, told
    return best


def against(codec: str, codecs: Sequence[str]) -> float:
    """Return what speaks against a codec of a language before a letter is seen."""
    return RARER * codecs.index(codec) + FARTHER * (codecs is not WESTERN)


def words_of(data: bytes, codec: str) -> list[str]:
    """Return different words beyond ASCII as a codec reads them; none if it cannot."""
    try:
        found = dict.fromkeys(WORD.findall(data.decode(codec)))
    except UnicodeDecodeError:
        return []
    return [word for word in found if not word.isascii()][:MOST_WORDS]


def likelihood(words: Sequence[str], letters: str) -> float:
    """Return how likely, in logarithms, a language wrote words; -inf if it did not."""
    weights = weights_of(letters)
    own_script = len(letters) > FEW
    told = [
        weight
        for word in words
        for weight in weights_in(word, weights, own_script=own_script)
    ]
    likely = bool(told) and sum(told) >= LEAST * len(told)
    return sum(told) if likely else float("-inf")


@cache
def weights_of(letters: str) -> Mapping[str, float]:
    """Return the logarithm of each letter's share among them."""
    ratio = FLAT if len(letters) > FEW else STEEP
    shares = {letter: ratio**rank for rank, letter in enumerate(letters)}
    total = sum(shares.values())
    return {letter: log(share / total) for letter, share in shares.items()}


def weights_in(
    word: str, weights: Mapping[str, float], *, own_script: bool
) -> Iterator[float]:
    """Yield what each letter beyond ASCII in a word speaks for a language."""
    kinds = ["", *map(kind_of, word), ""]
    mixed = own_script and any(char.isascii() and char.isalpha() for char in word)
    for at, char in enumerate(word):
        if char.isascii():
            continue
        before, kind, behind = kinds[at : at + 3]
        if not kind:
            apart = not (before and behind) or char == "’"
            yield SIGN if char in SIGNS and apart else STRANGE
        elif mixed or (char.isupper() and at and not word.isupper()):
            yield STRANGE
        else:
            crowded = before == kind == behind != OTHER
            yield letter_weight(char, weights) + (UNLIKELY if crowded else 0)


def letter_weight(char: str, weights: Mapping[str, float]) -> float:
    """Return what a letter speaks for a language; capitals are rarer."""
    own = weights.get(char, weights.get(char.lower(), STRANGE))
    return own + CAPITAL if char.isupper() else own


@cache
def kind_of(char: str) -> str:
    """Return V for a vowel, C for a consonant, ? for other letters, else nothing."""
    if char in SIGNS:
        return ""
    base = unicodedata.normalize("NFD", char.lower())[0]
    if base in VOWELS:
        return "V"
    if unicodedata.name(base, "").startswith(("LATIN", "GREEK", "CYRILLIC")):
        return "C" if base.isalpha() else ""
    return OTHER if char.isalpha() or unicodedata.category(char) == "Mn" else ""
