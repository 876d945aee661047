"""Where a row stands -> why it is in its cluster, in words."""

from collections.abc import Iterator, Mapping, Sequence
from math import floor, log10

import numpy as np

from clustering.columns.titles import Title, titled
from clustering.notes import Nearer, Note, RowFits, RowIsIn, WouldMove, WouldStay
from clustering.placing import fit_of, squared_distances
from clustering.report import Change, Cluster, Placement, Pull
from clustering.sentences import Phrase
from clustering.standing import Standing, least_change
from clustering.words import Words, amounts

TOLD = 3
"""Columns told of, the weightiest; the first in any case."""
WEIGHTY = 0.05
"""Part of what all columns say below which nobody needs to hear of one."""


def belonging(
    here: Standing, clusters: Sequence[Cluster], units: Mapping[str, str], words: Words
) -> Placement:
    """Return why a row is in its cluster, in numbers and in words.

    Parameters
    ----------
    here : Standing
    clusters : sequence of Cluster
    units : mapping of str to str
        Of the columns whose cells have one.
    words : Words
    """
    own, other = clusters[here.own], clusters[here.other]
    squared = squared_distances(here.point[None], here.centers)
    fit = float(fit_of(squared, np.array([here.own]))[0])
    found = pulls(here)
    change = least_change(here, clusters)
    titles = titled(here.features.columns, units, here.features.categories)
    return Placement(
        row=here.row,
        letter=own.letter,
        other=other.letter,
        fit=fit,
        pulls=found,
        change=change,
        says=(
            RowIsIn(here.row, own.letter, Phrase(own.name)),
            RowFits(round(fit), own.letter, other.letter, Phrase(other.name)),
            *told(found, (own, other), precisions(here), titles, words),
            in_words(change, titles, words),
        ),
    )


def pulls(here: Standing) -> tuple[Pull, ...]:
    """Return what each column says, the weightiest first, ties by column.

    That a row is nearer to one center than to another is a sum over columns, of how
    much nearer it is in each.
    """
    own, other = here.centers[here.own], here.centers[here.other]
    says = (here.point - other) ** 2 - (here.point - own) ** 2
    weights = says / (np.abs(says).sum() or 1)
    means = here.features.restore(np.array([own, other]))
    return tuple(
        Pull(
            column=here.features.columns[column],
            value=float(here.numbers[column]),
            own=float(means[0, column]),
            other=float(means[1, column]),
            weight=float(weights[column]),
        )
        for column in np.argsort(-np.abs(weights), kind="stable").tolist()
    )


def precisions(here: Standing) -> dict[str, int]:
    """Return to how many decimals averages are told: to a tenth SD or less."""
    sds = here.rows.std(axis=0).tolist()
    return {
        column: 1 - floor(log10(sd / 4)) if 0 < sd < float("inf") else 0
        for column, sd in zip(here.features.columns, sds, strict=True)
    }


def told(
    found: Sequence[Pull],
    both: tuple[Cluster, Cluster],
    decimals: Mapping[str, int],
    titles: Mapping[str, Title],
    words: Words,
) -> Iterator[Note]:
    """Yield what the weightiest columns say for one of two clusters."""
    for number, pull in enumerate(found[:TOLD]):
        if not pull.weight or (number and abs(pull.weight) < WEIGHTY):
            return
        title = titles[pull.column]
        means = (round(mean, decimals[pull.column]) for mean in (pull.own, pull.other))
        shown = amounts([pull.value, *means], title.unit, words)
        value, own, other = map(Phrase, shown)
        sides = [(both[0].letter, own), (both[1].letter, other)]
        (letter, average), (against, there) = sides[:: 1 if pull.weight >= 0 else -1]
        yield Nearer(title.name, value, letter, average, against, there)


def in_words(
    change: Change | None, titles: Mapping[str, Title], words: Words
) -> WouldMove | WouldStay:
    """Return a change in words."""
    if change is None:
        return WouldStay()
    title = titles[change.column]
    value, to = map(Phrase, amounts([change.value, change.to], title.unit, words))
    return WouldMove(title.name, value, to, change.letter)
