"""Bytes that are not UTF-8 -> the codec under which they read as words.

Detectors that count bytes fail on tables, which may hold a single word that is not
ASCII.  Here every codec that can read the bytes does so, and what it reads is scored
a character at a time: common syllables of a language, and words in one script with
sound spelling, speak for a codec; rare signs and mixed scripts against it.
"""

import re
import unicodedata
from collections.abc import Iterator

from charset_normalizer import from_bytes

from clustering.reading import alphabets

SAMPLE = 60_000
"""Bytes with letters beyond ASCII that are scored."""
LEAST = 0.3
"""With a lower score it takes a detector of more codecs to tell."""
MESS = 0.5
"""How odd a text may look to that detector, which knows of no tables."""

WORD = re.compile(r"[^\W\d_]+")
BEYOND_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")

COMMON = frozenset(
    "가각간갈감갑강갖같개객거건걸검것게겠겨격견결경계고곡곤골곳공과관광교구국군권"
    "귀규균그극근글금급기긴길김까꺼께꼭꽃꾸끝나난날남납내너널네녀년념노녹논농높누눈"
    "뉴느는늘능니님다단달담답당대더던데도독돈돌동되된될됨두둘드득든들등디따때떤또라"
    "락란람랑래량러런럼럽레려력련렬령례로록론료루류률르른를름리린림립릭마막만많말맞매"
    "맥머먹먼메며면명모목몰몸못무문물미민밀및바박반받발밤방배백버번범법베변별병보복본봄봉"
    "부북분불붙브블비빈빌빛빠사삭산살삼상새색생서석선설섬성세센셀셋소속손송쇼수숙순술숨쉬"
    "스슨슬습승시식신실심십싱싸쓰씨아악안않알암압앙앞애액야약양어억언얼엄업없었에엔엘여역"
    "연열염엽영예오옥온올옮와완왕외요욕용우욱운울움웅원월위유육윤율융으은을음응의이익인일임입"
    "있잎자작잔잘잠장재저적전절점접정제져조족존종좋좌주죽준줄중즈즉즘증지직진질짐집짜쪽차착찬찰참창"
    "채책처척천철첨첫청체초촌총최추축춘출충취층치친칠침카칸커컨컬케코콘콜쿠퀴크큰클키타탁탄"
    "탈탕태택터텍텔템토통투트특튼틀티팀파판팔패팩퍼페편평폐포폭표푸품풍프플피필하학한할함합항"
    "해핵행향허험헌혁현혈협형혜호혹혼홀홍화확환활황회획효후훈휴흐흑흥희히힘"
)
"""Syllables of which Korean texts consist for the most part."""

OTHERS = [
    *("cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "cp866", "mac_roman", "johab"),
]
"""Codecs that only the last resort tells apart."""
MULTIBYTE = ("cp949", "cp932", "gb18030", "big5")
CODECS = (*MULTIBYTE, "cp1252", "cp1251")
"""Of codecs that score the same, the first; one of the last two stands for all that
have a byte a letter.
"""


def codec_of(data: bytes) -> str | None:
    """Return the codec in which all of some bytes read best, or None if in none.

    Parameters
    ----------
    data : bytes
        Not UTF-8.
    """
    some = sample(data)
    scores = {codec: score(some, codec) for codec in CODECS}
    ranked = sorted(CODECS, key=lambda codec: -scores[codec])  # stable: see CODECS
    usual = (codec for codec in ranked if scores[codec] >= LEAST and reads(data, codec))
    found = next(usual, None)
    if found in MULTIBYTE:
        return found
    likeliest = alphabets.codec_of(some)
    if likeliest and reads(data, likeliest):
        return likeliest
    return found or last_resort(some, data)


def last_resort(some: bytes, data: bytes) -> str | None:
    """Return what a detector makes of bytes that none of our codecs reads."""
    found = from_bytes(some, cp_isolation=OTHERS, threshold=MESS).best()
    return found.encoding if found and reads(data, found.encoding) else None


def sample(data: bytes) -> bytes:
    """Return lines with letters beyond ASCII, from the whole of the data."""
    lines: list[bytes] = []
    size = 0
    for found in BEYOND_ASCII.finditer(data):
        lines.append(found[0][:SAMPLE])
        size += len(lines[-1])
        if size >= SAMPLE:
            break
    return b"".join(lines)


def reads(data: bytes, codec: str) -> bool:
    """Return whether a codec reads all of the data."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def score(data: bytes, codec: str) -> float:
    """Return how much a text under a codec looks like one that people write.

    Returns
    -------
    float
        The mean over the characters beyond ASCII, at most 1; -1 where the codec
        cannot read the bytes.
    """
    text = data.decode(codec, "ignore" if len(data) >= SAMPLE else "replace")
    if "\ufffd" in text:
        return -1.0
    points = list(points_of(text, codec))
    return sum(points) / len(points) if points else 0.0


def points_of(text: str, codec: str) -> Iterator[float]:
    """Yield the points of each character beyond ASCII."""
    for word in WORD.findall(text):
        if not word.isascii():
            yield from word_points(word, codec)
    for char in text:
        if char > "\x7f" and not char.isalpha():
            yield sign_points(char)


def word_points(word: str, codec: str) -> Iterator[float]:
    """Yield the points of each letter beyond ASCII in a word."""
    scripts = {script_of(char) for char in word}
    mixed = bool(
        len(scripts - {"KANA", "HAN", "MARK"}) + bool(scripts & {"KANA", "HAN"}) > 1
    )
    for char in word:
        if not char.isascii():
            yield -0.5 if mixed else letter_points(char, word, codec)


def script_of(char: str) -> str:
    """Return the script of a letter, as far as it matters here."""
    if "\uac00" <= char <= "\ud7a3":
        return "HANGUL"
    if "\u3040" <= char <= "\u30ff" or "\uff66" <= char <= "\uff9f":
        return "KANA"
    if "\u3400" <= char <= "\u9fff":
        return "HAN"
    if char in "ªº":
        return "MARK"
    return unicodedata.name(char, "PRIVATE").split()[0]


def letter_points(char: str, word: str, codec: str) -> float:
    """Return the points of a letter in a word of one script."""
    match script_of(char):
        case "HANGUL":
            return 1.0 if char in COMMON else 0.7 if is_standard(char) else 0.25
        case "KANA":
            return -0.5 if char >= "\uff66" else 1.0
        case "HAN":
            return han_points(char, codec)
        case "LATIN":
            return 0.9 if is_sound(word) else -0.3
        case "CYRILLIC":
            usual = "\u0410" <= char <= "\u044f" or char in "Ёё"
            alone = len(word) == 1
            return (0.9 if usual and not alone else 0.4) if is_sound(word) else -0.3
    return 0.2


def is_standard(syllable: str) -> bool:
    """Return whether a syllable is among the 2,350 of KS X 1001."""
    return len(syllable.encode("euc_kr", "ignore")) == 2  # noqa: PLR2004 - bytes


def han_points(char: str, codec: str) -> float:
    """Return the points of a Chinese character: more where a codec has it as common."""
    common, last, most, least = HAN.get(codec, ("", 0, 0.2, 0.1))
    if not common:
        return most
    code = char.encode(common, "ignore")
    return most if code and code[0] <= last else least


HAN = {
    "gb18030": ("gb2312", 0xD7, 0.75, 0.2),
    "big5": ("big5", 0xC6, 0.7, 0.2),
    "cp932": ("cp932", 0x97, 0.6, 0.2),
}
"""By codec: the code that is ordered by use, the last common lead byte, points."""


def is_sound(word: str) -> bool:
    """Return whether a word of Latin or Cyrillic letters is spelt as words are.

    Capitals stand in front or throughout, and a Latin word does not consist of
    accents alone.
    """
    if word.islower() or word.istitle() or (word[0] + word[1:].lower()) == word:
        sound = True
    else:
        sound = word.isupper()
    cyrillic = script_of(word[0]) == "CYRILLIC"
    plain = any(char.isascii() for char in word)
    return sound and (cyrillic or plain or (len(word) == 1 and word.islower()))


def sign_points(char: str) -> float:
    """Return the points of a sign that is no letter."""
    if char in "€£¥₩“”‘’–—…•·°±²³µ§©®™×÷½¼¾«»¿¡№":
        return 0.5
    if "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e":
        return 0.5  # of Chinese, Japanese and Korean texts
    if char == "\xa0":
        return 0.3
    kind = unicodedata.category(char)
    return -1.0 if kind.startswith("C") else 0.1 if kind.startswith("S") else 0.0
