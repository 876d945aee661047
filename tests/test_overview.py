"""What the sheets of summary and settings hold."""

from dataclasses import replace

import pytest

from bot.texts import LANGUAGES, speak
from clustering import Report, Request, analyze
from clustering.overview import Link, columns_of, number_format, settings_rows
from tests.test_talk import shop

REQUEST = Request(shop(), "shop.csv")
REPORT = analyze(REQUEST)


def test_the_summary_has_the_numbers_of_the_report() -> None:
    """A cell for each cluster and one for all rows; averages in the table's order."""
    columns = {column.head: column for column in columns_of(REPORT, REQUEST)}
    assert all(len(each.cells) == REPORT.k + 1 for each in columns.values())
    assert list(columns)[:6] == ["group", "name", "rows", "share", "age", "income"]
    assert columns["group"].cells == ("A", "B", "C", "")
    assert columns["rows"].cells == (30.0, 30.0, 30.0, 90.0)
    for at, name in enumerate(REPORT.used):
        centers = [cluster.center[at] for cluster in REPORT.clusters]
        assert columns[name].cells[:-1] == pytest.approx(centers)
        assert columns[name].cells[-1] == pytest.approx(sum(centers) / 3)
    rows = [cluster.typical or 0 for cluster in REPORT.clusters]
    links = [Link(row, f"data row {row}") for row in rows]
    assert [*columns["typical row"].cells] == [*links, None]


def test_what_no_cluster_has_is_no_column() -> None:
    """Without clear groups none is firm; without rules there is no word of them."""
    bare = [
        replace(each, firmness=None, rule=None, traits=(), typical=None)
        for each in REPORT.clusters
    ]
    report: Report = replace(REPORT, clusters=tuple(bare))
    heads = [column.head for column in columns_of(report, REQUEST)]
    assert heads == ["group", "name", "rows", "share", "age", "income"]


def test_geometric_means_are_as_fine_as_the_least_asks() -> None:
    """They span powers of ten, and the least has three digits."""
    lines = ["age,price", *(f"{at % 9},{10 ** (at % 4) * 2.5}" for at in range(60))]
    request = Request("\n".join(lines).encode(), k=2, logs=("price",))
    columns = {each.head: each for each in columns_of(analyze(request), request)}
    assert columns["price"].shown in {"#,##0.0", "#,##0.00"}


@pytest.mark.parametrize(
    ("decimals", "unit", "shown"),
    [
        (0, "", "#,##0"),
        (-2, "", "#,##0"),
        (2, "cm", '#,##0.00" cm"'),
        (0, "₩", '"₩"#,##0'),
        (1, "%", '#,##0.0"%"'),
        (0, '"원', '#,##0"원"'),
        (12, "cm", ""),
    ],
)
def test_number_formats_carry_the_unit(decimals: int, unit: str, shown: str) -> None:
    """As a spreadsheet writes them, with text in quotes."""
    assert number_format(decimals, unit) == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_are_told_in_the_language_of_the_request(language: str) -> None:
    """Columns left out have their reason, and every decision is there."""
    words = speak(language).words()
    request = replace(REQUEST, data=shop() + b"\n1,2", words=words)
    report = analyze(request)
    told = list(settings_rows(report, request))
    reason = {"en": "categories", "ko": "분류"}[language]
    assert (words.columns_left_out, f"city ({reason})") in told
    notes = [words.say(note) for note in report.decisions]
    assert notes
    assert [cell for name, cell in told if name == words.noted] == notes
