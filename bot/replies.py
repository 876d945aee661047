"""Report -> caption, within Telegram's limits."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.texts import Texts, show
from clustering import (
    Chart,
    Cluster,
    Condition,
    LettersAnew,
    Phrase,
    Reason,
    Report,
    Rule,
    Trait,
    percent,
    with_unit,
)

CAPTION_LIMIT = 1024
"""UTF-16 units of a caption, after its entities are parsed."""
HEADLINE_LIMIT = 120
"""UTF-16 units of the first line: what a notification shows."""


@dataclass(frozen=True)
class Detail:
    """How much is told: differences of each cluster, columns by name, notes.

    Of each cluster's other facts, the rule is told first, then traits, then its row.
    """

    effects: int
    columns: int
    notes: int
    why: int
    facts: int = 0


DETAILS = (
    Detail(2, 6, 4, 4, 3),
    Detail(2, 4, 4, 4, 3),
    Detail(2, 4, 4, 2, 2),
    Detail(2, 4, 3, 2, 1),
    Detail(2, 6, 4, 4),
    Detail(2, 4, 3, 2),
    Detail(1, 3, 2, 1),
    Detail(1, 1, 1, 0),
)
"""The first at which a whole report fits is taken."""
NOTABLE_SDS = 0.5
"""A smaller difference than this is told only where there is none larger."""
LOOSE, FIRM = 0.6, 0.75
"""Firmness below which a group is loose, and from which on it is firm."""
MOST_TOLD = 12
"""Clusters told in a caption; a picture is easier to read than a longer list."""


def length(text: str) -> int:
    """Return the UTF-16 units of an HTML text after its tags are parsed."""
    shown = html.unescape(re.sub(r"<[^>]+>", "", text))
    return len(shown.encode("utf-16-le")) // 2


def caption(report: Report, texts: Texts) -> str:
    """Return what a report says, as HTML of at most CAPTION_LIMIT units."""
    return next(
        text for text in captions(report, texts) if length(text) <= CAPTION_LIMIT
    )


def captions(report: Report, texts: Texts) -> Iterator[str]:
    """Yield a report's captions, each shorter than the one before."""
    most = min(report.k, MOST_TOLD)
    for detail in DETAILS:
        yield compose(report, texts, detail, told=most)
    for told in range(most - 1, 0, -1):
        yield compose(report, texts, DETAILS[-1], told=told)
    yield compose(report, texts, Detail(0, 1, 0, 0), told=0)


def compose(report: Report, texts: Texts, detail: Detail, *, told: int) -> str:
    """Return a caption that tells of the first clusters only, in some detail."""
    shown = report.clusters[:told]
    # Nobody asked for an earlier table's letters; where they are kept is told.
    notes = [note for note in report.decisions if not isinstance(note, LettersAnew)]
    del notes[detail.notes :]
    blocks = [f"<b>{headline(report, texts)}</b>"]
    blocks += [
        cluster_lines(cluster, texts, detail, dict(report.units)) for cluster in shown
    ]
    if told < report.k:
        blocks.append(texts.tell("more_clusters", count=report.k - told))
    blocks.append(" ".join(map(texts.note, report.why[: detail.why])))
    remarks = [caveat(report, texts), *(texts.note(note) for note in notes)]
    blocks.append("\n".join(filter(None, remarks)))
    blocks.append(source_line(report, texts, detail))
    return "\n\n".join(filter(None, blocks))


def explained(chart: Chart, texts: Texts) -> str:
    """Return what a further picture shows, as HTML of at most CAPTION_LIMIT units."""
    told: list[str] = []
    for sentence in map(texts.note, chart.says):
        if length("\n".join([*told, sentence])) > CAPTION_LIMIT:
            break
        told.append(sentence)
    return "\n".join(told)


def headline(report: Report, texts: Texts) -> str:
    """Return the first line: how many groups, and as many of their names as fit."""
    line = texts.tell(headline_key(report), k=report.k, groups=report.groups)
    for number, cluster in enumerate(report.clusters):
        name = f"{show(Phrase(cluster.name))} ({show(percent(cluster.share))})"
        longer = f"{line}{': ' if number == 0 else ', '}{name}"
        if length(longer) > HEADLINE_LIMIT:
            break
        line = longer
    return line


def headline_key(report: Report) -> str:
    """Return which headline is true: found groups, asked ones, or slices."""
    if report.k == 1:
        return "headline_one"
    if report.groups == 1:
        return "headline_slices"
    return "headline_clear" if report.groups == report.k else "headline_asked"


def caveat(report: Report, texts: Texts) -> str:
    """Return the one thing to mind, if there is any: the most important."""
    told = [verdict(report, texts), *map(texts.note, report.caveats)]
    return next(filter(None, told), "")


def verdict(report: Report, texts: Texts) -> str:
    """Return the honest line where a table does not show the groups it got."""
    if report.groups == 1:
        return texts.tell("verdict_none") if report.k > 1 else ""
    if report.groups != report.k <= report.k_max:
        return texts.tell("verdict_other", groups=report.groups)
    return ""


def cluster_lines(
    cluster: Cluster, texts: Texts, detail: Detail, units: Mapping[str, str]
) -> str:
    """Return a cluster's name and size, and what sets it apart."""
    effects = [
        texts.tell(
            "effect",
            column=effect.column,
            value=measure(effect.value, units.get(effect.column, ""), texts),
            overall=measure(effect.overall, units.get(effect.column, ""), texts),
        )
        for number, effect in enumerate(cluster.effects[: detail.effects])
        if number == 0 or abs(effect.sds) >= NOTABLE_SDS
    ]
    head = texts.tell(
        "cluster",
        letter=cluster.letter,
        name=Phrase(cluster.name),
        size=cluster.size,
        share=percent(cluster.share),
    )
    if cluster.firmness is not None:
        head += texts.tell(firm_key(cluster.firmness))
    facts = [
        rule_line(cluster.rule, texts, units),
        trait_line(cluster.traits, texts),
        texts.tell("typical", row=cluster.typical) if cluster.typical else "",
    ]
    told = [fact for fact in facts[: detail.facts] if fact]
    return "\n".join([head, " · ".join(effects), *told])


def rule_line(rule: Rule | None, texts: Texts, units: Mapping[str, str]) -> str:
    """Return the bounds of a cluster, how often they are right and whom they miss."""
    if rule is None:
        return ""
    bounds = [condition(bound, texts, units) for bound in rule.conditions]
    shares = texts.tell(
        "rule_holds", right=percent(rule.precision), reached=percent(rule.recall)
    )
    return f"{texts.tell('rule')}{texts.tell('and').join(bounds)} {shares}"


def condition(bound: Condition, texts: Texts, units: Mapping[str, str]) -> str:
    """Return one bound of a rule."""
    if not bound.shown:
        return show(bound.column)
    return texts.tell(
        "at_least" if bound.above else "below",
        column=bound.column,
        bound=with_unit(bound.shown, units.get(bound.column, "")),
    )


def trait_line(traits: Sequence[Trait], texts: Texts) -> str:
    """Return what columns of categories say of a cluster."""
    return " · ".join(
        texts.tell(
            "trait",
            column=trait.column,
            category=trait.category,
            share=percent(trait.share),
            overall=percent(trait.overall),
        )
        for trait in traits
    )


def measure(value: float, unit: str, texts: Texts) -> str:
    """Return a number with its unit as the table wrote it: ₩5, 5 %, 5cm."""
    return with_unit(texts.number(value), unit)


def firm_key(firmness: float) -> str:
    """Return which word tells how firm a group is (Hennig 2007)."""
    if firmness < LOOSE:
        return "loose"
    return "firm" if firmness >= FIRM else "fairly_firm"


def source_line(report: Report, texts: Texts, detail: Detail) -> str:
    """Return which file it was, what was used of it and what left out."""
    used = [show(column) for column in report.used]
    left_out = [
        texts.tell("left_out_column", column=column, reason=texts.reason(reason))
        for column, reason in report.left_out
        if reason != Reason.NOT_CHOSEN
    ]
    parts = [
        texts.tell(
            "source",
            name=report.name,
            rows=report.rows,
            columns=len(report.columns),
        ),
        texts.tell("used") + listed(used, texts, detail.columns),
    ]
    if left_out:
        parts.append(texts.tell("left_out") + listed(left_out, texts, detail.columns))
    return " · ".join(parts)


def listed(items: list[str], texts: Texts, most: int) -> str:
    """Return the first items with commas, and how many more there are."""
    if len(items) <= most:
        return ", ".join(items)
    more = texts.tell("more_columns", count=len(items) - most)
    return ", ".join([*items[:most], more])
