"""Report -> what a workbook's sheets of summary and settings hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clustering.manner import Manner
from clustering.notes import Logarithms
from clustering.report import Cluster, Report
from clustering.request import Request
from clustering.sentences import tell
from clustering.telling import bounds, decimals, habits, spread
from clustering.words import Words, with_unit

SHARE, COUNT, FIRMNESS = "0.0%", "#,##0", "0.00"
"""Formats of numbers, as spreadsheets write them."""
MOST_DECIMALS = 9
"""Beyond, numbers are shown as they are."""


@dataclass(frozen=True)
class Link:
    """A cell that leads to a data row, counted from 1, and what stands in it."""

    row: int
    told: str


Cell = str | float | Link | None


@dataclass(frozen=True)
class Column:
    """A column of the summary.

    Attributes
    ----------
    head : str
    cells : tuple
        One for each cluster, and at last one for all rows.
    shown : str
        The format of its numbers.
    """

    head: str
    cells: tuple[Cell, ...]
    shown: str = ""


def columns_of(report: Report, request: Request) -> Iterator[Column]:
    """Yield the columns of the summary: sizes, averages, and what tells groups apart.

    What no cluster has is no column.
    """
    words, clusters = request.words, report.clusters
    names = [cluster.name for cluster in clusters]
    yield Column(words.group, (*(each.letter for each in clusters), ""))
    yield Column(words.group_name, (*names, words.all_rows))
    sizes = [float(cluster.size) for cluster in clusters]
    yield Column(words.rows, (*sizes, sum(sizes)), COUNT)
    yield Column(words.share, (*(each.share for each in clusters), 1.0), SHARE)
    yield from averages(report)
    facts = (
        Column(words.firmness, tuple(each.firmness for each in clusters), FIRMNESS),
        Column(words.traits, tuple(habits(each.traits, words) for each in clusters)),
        *rules(clusters, Manner.of(report, words)),
        Column(words.typical, tuple(typical(each, words) for each in clusters)),
    )
    for column in facts:
        if any(column.cells):
            yield replace(column, cells=(*column.cells, None))


def averages(report: Report) -> Iterator[Column]:
    """Yield the clusters' averages, a column for each feature."""
    units, logged = dict(report.units), logs_of(report)
    by_name = [{each.column: each for each in own.effects} for own in report.clusters]
    for name in report.features:
        effects = [own[name] for own in by_name]
        means = (*(each.value for each in effects), effects[0].overall)
        # A fifth of the least of geometric means, so that it has three digits.
        fine = decimals(min(means) / 5 if name in logged else spread(effects))
        yield Column(name, means, number_format(fine, units.get(name, "")))


def logs_of(report: Report) -> set[str]:
    """Return the columns whose averages are geometric."""
    taken = (note for note in report.decisions if isinstance(note, Logarithms))
    return {name for note in taken for name in note.columns}


def rules(clusters: Sequence[Cluster], manner: Manner) -> Iterator[Column]:
    """Yield the clusters' rules of thumb, and how often they are right."""
    words = manner.words
    found = [cluster.rule for cluster in clusters]
    told = tuple(bounds(rule, manner) if rule else "" for rule in found)
    yield Column(words.rule, told)
    right = tuple(rule.precision if rule else None for rule in found)
    yield Column(words.rule_right, right, SHARE)
    reach = tuple(rule.recall if rule else None for rule in found)
    yield Column(words.rule_reach, reach, SHARE)


def typical(cluster: Cluster, words: Words) -> Link | None:
    """Return the way to a cluster's typical row."""
    if not cluster.typical:
        return None
    return Link(cluster.typical, tell(words.data_row, {"row": cluster.typical}))


def number_format(decimals: int, unit: str) -> str:
    """Return how a spreadsheet shows numbers of so many decimals with their unit."""
    if decimals > MOST_DECIMALS:
        return ""
    before, after = with_unit("0", unit.replace('"', "")).split("0", 1)
    signs = [f'"{sign}"' if sign else "" for sign in (before, after)]
    return f"{signs[0]}#,##0{'.' * (decimals > 0)}{'0' * decimals}{signs[1]}"


def settings_rows(
    report: Report, request: Request
) -> Iterator[tuple[str, str | float]]:
    """Yield what was used, left out and decided, each with its name."""
    words = request.words
    yield words.file, report.name
    yield words.rows, float(report.rows)
    yield words.rows_used, float(report.rows_used)
    yield words.groups, float(report.k)
    yield words.clear_groups, float(report.groups if report.groups > 1 else 0)
    for name in report.used:
        yield words.columns_used, name
    for name, reason in report.left_out:
        yield words.columns_left_out, f"{name} ({words.say(reason)})"
    scalings = {"standard": words.standard, "none": words.none}
    yield words.scaling, scalings[request.scaling]
    for note in report.decisions:
        yield words.noted, words.say(note)
