"""Which of the single-byte codecs is told by the letters of languages."""

import pytest

from clustering.reading.alphabets import codec_of, kind_of

MONTHS = {
    "Czech": "únor březen květen červen červenec září říjen listopad prosinec",
    "Polish": "styczeń kwiecień czerwiec sierpień wrzesień październik środa grudzień",
    "Hungarian": "január február március április május július október hétfő kedd",
    "Romanian": "sâmbătă duminică marţi săptămână ieşire şapte încă două preţ",
    "Croatian": "siječanj veljača ožujak travanj četvrtak ponedjeljak srijeda nedjelja",
    "Slovak": "február apríl máj jún júl október pondelok štvrtok nedeľa týždeň",
    "Turkish": "Ocak Şubat Mayıs Ağustos Eylül Kasım Aralık Salı Çarşamba Perşembe",
    "Lithuanian": "gegužė birželis rugpjūtis antradienis šeštadienis vidurkis",
    "Latvian": "janvāris februāris aprīlis jūnijs jūlijs ceturtdiena svētdiena",
    "Estonian": "märts esmaspäev teisipäev kolmapäev neljapäev laupäev pühapäev jõulud",
    "Greek": "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Τρίτη",
    "Russian": "январь февраль март апрель май июнь июль август сентябрь Среда",
    "Ukrainian": "січень лютий березень квітень травень червень липень серпень Неділя",
    "Hebrew": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר",
    "Arabic": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر",
    "Thai": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน",
    "German": "März Größe Übersicht Straße Gehälter König Fläche Jänner",
    "French": "février août décembre moyenne élève âge prénom numéro français",
    "Spanish": "miércoles sábado año niño tamaño número edición media",
    "Portuguese": "março terça sábado não código informação média três",
    "Swedish": "måndag lördag söndag ålder längd kön lön ärende",
    "Danish": "lørdag søndag måned køn beløb værdi gård år",
    "Icelandic": "janúar febrúar maí júní júlí ágúst október þriðjudagur",
}
"""Words of each language as they may stand in a table."""

ENCODED = [
    *((name, "cp1250") for name in ("Czech", "Polish", "Hungarian", "Romanian")),
    *((name, "iso8859_2") for name in ("Czech", "Polish", "Hungarian", "Romanian")),
    *((name, "cp1250") for name in ("Croatian", "Slovak")),
    *(("Turkish", codec) for codec in ("cp1254", "iso8859_9")),
    *((name, "cp1257") for name in ("Lithuanian", "Latvian", "Estonian")),
    *(("Greek", codec) for codec in ("cp1253", "iso8859_7")),
    *(("Russian", codec) for codec in ("cp1251", "koi8_r", "cp866", "iso8859_5")),
    *(("Ukrainian", codec) for codec in ("cp1251", "koi8_u")),
    *(("Hebrew", "cp1255"), ("Arabic", "cp1256"), ("Thai", "cp874")),
    *((name, "cp1252") for name in ("German", "French", "Spanish", "Portuguese")),
    *((name, "cp1252") for name in ("Swedish", "Danish", "Icelandic", "Estonian")),
    *((name, "mac_roman") for name in ("German", "French", "Spanish")),
    ("German", "cp850"),
]


@pytest.mark.parametrize(("language", "codec"), ENCODED)
def test_codec_of_reads_languages(language: str, codec: str) -> None:
    """A few words of a language come back letter by letter, whatever it is called."""
    text = MONTHS[language].replace(" ", ",1\n")
    found = codec_of(text.encode(codec))
    assert found is not None
    assert text.encode(codec).decode(found) == text


@pytest.mark.parametrize(
    "text", [bytes(range(0x80, 0xA0)), b"plain", b"\x81\x8d\x8f\x90\x9d"]
)
def test_codec_of_knows_what_no_language_wrote(text: bytes) -> None:
    """Letters that no language puts together are no text of a single-byte codec."""
    assert codec_of(text) is None


@pytest.mark.parametrize("text", ["temperature (°C)", "price €", "m², µm ± 5", "d’été"])
def test_signs_alone_are_western(text: str) -> None:
    """Signs beside words stand in all languages, and the commonest codec is taken."""
    assert codec_of(text.encode("cp1252")) == "cp1252"


def test_kind_of_tells_vowels() -> None:
    """Accents make no difference; letters of other scripts are neither."""
    assert "".join(map(kind_of, "éřЯχш")) == "VCVCC"
    assert [kind_of("°"), kind_of("ש"), kind_of("1")] == ["", "?", ""]
