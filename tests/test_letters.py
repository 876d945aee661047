"""How the encoding of a few words is told."""

import pytest

from clustering.reading.letters import codec_of, score

WORDS = [
    ("cp949", "이름,나이,매출액\n김민수,5\n"),
    ("cp949", "매출"),
    ("cp949", "뷁맨,똠방각하"),
    ("cp949", "지역,가나다,漢字"),
    ("cp932", "名前,年齢\n田中さん,すずき\n"),
    ("cp932", "サトウ,ナゴヤ"),
    ("gb18030", "姓名,年龄,城市\n王小明,北京\n"),
    ("big5", "姓名,年齡,城市\n王小明,臺北\n"),
    ("cp1252", "café"),
    ("cp1252", "Straße,Größe,Jürgen,ÄRGER"),
    ("cp1252", "price\n€5\n"),
    ("cp1252", "naïve – “quoted”"),
    ("cp1251", "Имя,Возраст,Москва,РОССИЯ"),
    ("cp1251", "Ёлка"),
]


@pytest.mark.parametrize(("codec", "text"), WORDS)
def test_codec_of_tells_words(codec: str, text: str) -> None:
    """One word beyond ASCII is enough, among any number of plain rows."""
    data = b"name,n\n" + b"kim,1\n" * 50 + text.encode(codec)
    assert codec_of(data) == codec


@pytest.mark.parametrize(("codec", "text"), WORDS)
def test_score_is_best_where_it_belongs(codec: str, text: str) -> None:
    """The codec a text was written in scores well, and never above 1."""
    assert 0.3 <= score(text.encode(codec), codec) <= 1


def test_codec_of_has_a_last_resort() -> None:
    """Polish is none of ours; a detector reads it."""
    text = "Województwo,Łódź,Gdańsk,Częstochowa,Śląsk,żółć\n" * 20
    found = codec_of(text.encode("cp1250"))
    assert found is not None
    assert text.encode("cp1250").decode(found) == text


def test_codec_of_gives_up() -> None:
    """What no codec reads as letters is none."""
    assert codec_of(bytes(range(128, 256)) * 20) is None


def test_codec_of_reads_long_lines() -> None:
    """A line longer than the sample is cut, and its half letter does not matter."""
    assert codec_of("가".encode("cp949") * 50_001) == "cp949"
