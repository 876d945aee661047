"""Clusters -> what is told of each: name, size, differences, rule, typical row."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from bot.texts import Texts, show
from bot.texts.numbers import DIGITS, alike
from clustering import (
    Cluster,
    Condition,
    Effect,
    Phrase,
    Report,
    Rule,
    Trait,
    clean,
    habits,
    percent,
    with_unit,
)

NOTABLE_SDS = 0.5
"""A smaller difference than this is told only where there is none larger."""
SAME_SDS = 0.2
"""A smaller one is none worth a number."""
LOOSE, FIRM = 0.6, 0.75
"""Firmness below which a group is loose, and from which on it is firm."""
MULTIPLES = (0.87, 1.15)
"""Between them "1.1 times" says less than the difference itself."""
ANSWERS = (0.0, 100.0)
"""The two numbers of what asks for a category: in percent, no and yes."""
EXACT = 9
"""Decimals of a share that rounding on the way leaves right."""
RATIOS = frozenset({"%", "‰", "%p"})
DIFFERENCES = RATIOS | {"°", "°c", "°f", "세", "years", "yrs"}
"""Units of which nobody says that 20 is twice as much as 10."""


@dataclass(frozen=True)
class Manner:
    """How the columns and numbers of a report are told in a language.

    Attributes
    ----------
    texts : Texts
    titles : mapping of str to (title, unit)
        What columns are called, and their unit; "" where there is none.
    columns : mapping of str to Effect
        Of some cluster, for what holds of its column: how far it spreads, and whether
        it has but two numbers.
    """

    texts: Texts
    titles: Mapping[str, tuple[str, str]]
    columns: Mapping[str, Effect] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report, texts: Texts) -> Self:
        """Return how a report is told."""
        return cls(
            texts,
            titles={name: (title, unit) for name, title, unit in report.titles},
            columns={effect.column: effect for effect in report.clusters[0].effects},
        )

    def title(self, column: str) -> str:
        """Return what a column is called."""
        return self.titles.get(column, (column, ""))[0]

    def unit(self, column: str) -> str:
        """Return the unit of a column; "" where it has none."""
        return self.titles.get(column, (column, ""))[1]

    def amount(self, value: float, effect: Effect) -> str:
        """Return a number of an effect's column with its unit."""
        return self.texts.amount(value, self.unit(effect.column), effect.spread)


def cluster_lines(
    cluster: Cluster, manner: Manner, *, effects: int, compared: int, traits: int
) -> str:
    """Return a cluster's name and size, and what sets it apart.

    Of the effects, so many are compared in words with the average of all rows.
    """
    told = notable(cluster.effects)[:effects]
    lines = [
        head(cluster, manner.texts),
        " · ".join(
            effect_line(effect, manner, compared=number < compared)
            for number, effect in enumerate(told)
        ),
        trait_line(cluster.traits[:traits], manner.texts),
    ]
    return "\n".join(filter(None, lines))


def head(cluster: Cluster, texts: Texts) -> str:
    """Return a cluster's letter, name and size, and how firm it is."""
    told = texts.tell(
        "cluster",
        letter=cluster.letter,
        name=Phrase(cluster.name),
        size=cluster.size,
        share=percent(cluster.share),
    )
    if cluster.firmness is not None and cluster.share < 1:
        told += texts.tell(firm_key(cluster.firmness))
    return told


def firm_key(firmness: float) -> str:
    """Return which word tells how firm a group is (Hennig 2007)."""
    if firmness < LOOSE:
        return "loose"
    return "firm" if firmness >= FIRM else "fairly_firm"


def notable(effects: Sequence[Effect]) -> list[Effect]:
    """Return the effects worth telling: the largest in any case.

    Of all rows together, which differ nowhere, every average is.
    """
    return [
        effect
        for number, effect in enumerate(effects)
        if number == 0 or is_notable(effect) or effects[0].sds == 0
    ]


def is_notable(effect: Effect) -> bool:
    """Return whether a difference is worth telling; of categories, only what is more.

    What a group lacks of one category it has more of another.
    """
    lacks = effect.kinds == ANSWERS and effect.sds < 0
    return abs(effect.sds) >= NOTABLE_SDS and not lacks


def effect_line(effect: Effect, manner: Manner, *, compared: bool = True) -> str:
    """Return a cluster's average in one column, and how it compares with all rows.

    Or with the overall average alone.
    """
    tell = manner.texts.tell
    if effect.kinds:
        return kind_line(effect, effect.kinds, manner)
    value = manner.amount(effect.value, effect)
    told = f"{show(manner.title(effect.column))} {show(Phrase(value))}"
    if not compared:
        return told + tell("overall", overall=manner.amount(effect.overall, effect))
    if effect.median is not None:
        told += tell("median", median=manner.amount(effect.median, effect))
    return told + comparison(effect, manner)


def kind_line(effect: Effect, kinds: tuple[float, float], manner: Manner) -> str:
    """Return how common one of a column's two numbers is: x = 2: 99% (overall 32%)."""
    asked = kinds == ANSWERS
    rare, common = kinds if asked or effect.sds > 0 else kinds[::-1]
    share, overall = (
        round(abs(mean - rare) / abs(common - rare), EXACT)
        for mean in (effect.value, effect.overall)
    )
    title = manner.title(effect.column)
    kind = (
        clean(title) if asked else f"{clean(title)} = {manner.amount(common, effect)}"
    )
    return manner.texts.tell(
        "kind", kind=Phrase(kind), share=percent(share), overall=percent(overall)
    )


def comparison(effect: Effect, manner: Manner) -> str:
    """Return how an average compares with that of all rows: plainly.

    As a multiple where one makes sense, else as a difference; "" for all rows.
    """
    tell, overall = manner.texts.tell, manner.amount(effect.overall, effect)
    if effect.sds == 0:
        return ""
    if abs(effect.sds) < SAME_SDS:
        return tell("same", overall=overall)
    if times := multiple(effect, manner):
        key = "times" if times >= 1 else "part"
        told = manner.texts.number(float(f"{times:.2g}"))
        return tell(key, times=told, share=percent(times), overall=overall)
    key = "above" if effect.sds > 0 else "below"
    return tell(key, difference=difference(effect, manner), overall=overall)


def multiple(effect: Effect, manner: Manner) -> float | None:
    """Return how many times the overall an average is, where that is plain."""
    unit = manner.unit(effect.column).lower()
    if effect.times is None or unit in DIFFERENCES:
        return None
    low, high = MULTIPLES
    return None if low < effect.times < high else effect.times


def difference(effect: Effect, manner: Manner) -> str:
    """Return how far an average is from the overall, in the column's unit."""
    away = abs(effect.value - effect.overall)
    away = alike(away, effect.overall, effect.spread)
    if manner.unit(effect.column) in RATIOS:
        return manner.texts.tell("points", number=manner.texts.number(away))
    return manner.texts.amount(away, manner.unit(effect.column))


def trait_line(traits: Sequence[Trait], texts: Texts) -> str:
    """Return what columns of categories say of a cluster."""
    return html.escape(habits(traits, texts.words()), quote=False)


def typical_rows(clusters: Sequence[Cluster], texts: Texts) -> str:
    """Return the typical row of each cluster; "" where there is none."""
    rows = ", ".join(
        texts.tell("typical_row", letter=cluster.letter, row=cluster.typical)
        for cluster in clusters
        if cluster.typical
    )
    return texts.tell("typical_rows") + rows if rows else ""


def rules(clusters: Sequence[Cluster], manner: Manner) -> list[str]:
    """Return a line for the rule of each cluster that has one, below a heading."""
    told = [
        f"<b>{show(cluster.letter)}</b>{manner.texts.tell('rule')}"
        + rule_line(cluster.rule, manner)
        for cluster in clusters
        if cluster.rule
    ]
    return [manner.texts.tell("rules"), *told] if told else []


def rule_line(rule: Rule, manner: Manner) -> str:
    """Return the bounds of a cluster, how often they are right and whom they miss."""
    texts = manner.texts
    bounds = [bound_of(condition, manner) for condition in rule.conditions]
    exact = rule.precision == rule.recall == 1
    shares = texts.tell(
        "rule_exact" if exact else "rule_holds",
        right=percent(rule.precision),
        reached=percent(rule.recall),
    )
    return f"{texts.tell('and').join(bounds)} {shares}"


def bound_of(condition: Condition, manner: Manner) -> str:
    """Return one bound of a rule, or the category or number that it asks for."""
    title = manner.title(condition.column)
    if not condition.shown:
        return show(title)
    effect = manner.columns.get(condition.column)
    if effect and effect.kinds:
        kind = manner.amount(effect.kinds[condition.above], effect)
        return f"{show(title)} = {show(Phrase(kind))}"
    return manner.texts.tell(
        "at_least" if condition.above else "below_bound",
        column=title,
        bound=bound_in_full(condition, manner),
    )


def bound_in_full(condition: Condition, manner: Manner) -> str:
    """Return the number of a bound with its unit, nothing rounded away."""
    bound, effect = condition.bound, manner.columns.get(condition.column)
    if effect and float(f"{bound:.{DIGITS}g}") == bound:
        return manner.amount(bound, effect)
    unit = manner.texts.unit(manner.unit(condition.column))
    return with_unit(condition.shown, unit)
