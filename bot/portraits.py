"""Clusters -> what is told of each: name, size, differences, rule, typical row."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts import Texts, escape, show
from clustering import (
    Cluster,
    Manner,
    Phrase,
    Trait,
    compared,
    habits,
    notable,
    percent,
    rule_line,
)

LOOSE, FIRM = 0.6, 0.75
"""Firmness below which a group is loose, and from which on it is firm."""


@dataclass(frozen=True)
class Detail:
    """How much is told.

    Attributes
    ----------
    effects, in_full, traits : int
        Of each cluster, in the open: differences, those of them told with the number
        that they are differences from, and what categories say.
    columns : int
        Named as used, and as left out.
    notes : int
        Of what was decided, folded away but for the first lines.
    facts : int
        Of each cluster, folded away: its typical row, its rule.
    """

    effects: int
    in_full: int
    traits: int
    columns: int
    notes: int
    facts: int = 0


def cluster_lines(
    cluster: Cluster, texts: Texts, manner: Manner, detail: Detail
) -> str:
    """Return a cluster's name and size, and what sets it apart."""
    told = notable(cluster.effects)[: detail.effects]
    differences = [
        compared(effect, manner, brief=number >= detail.in_full)
        for number, effect in enumerate(told)
    ]
    lines = [
        head(cluster, texts),
        escape(" · ".join(differences)),
        trait_line(cluster.traits[: detail.traits], texts),
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


def trait_line(traits: Sequence[Trait], texts: Texts) -> str:
    """Return what columns of categories say of a cluster."""
    return escape(habits(traits, texts.words()))


def typical_rows(clusters: Sequence[Cluster], texts: Texts) -> str:
    """Return the typical row of each cluster; "" where there is none."""
    rows = ", ".join(
        texts.tell("typical_row", letter=cluster.letter, row=cluster.typical)
        for cluster in clusters
        if cluster.typical
    )
    return texts.tell("typical_rows") + rows if rows else ""


def rules(clusters: Sequence[Cluster], texts: Texts, manner: Manner) -> list[str]:
    """Return a line for the rule of each cluster that has one, below a heading."""
    told = [
        f"<b>{show(cluster.letter)}</b>{texts.tell('rule')}"
        + escape(rule_line(cluster.rule, manner))
        for cluster in clusters
        if cluster.rule
    ]
    return [texts.tell("rules"), *told] if told else []
