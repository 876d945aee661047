"""Fit -> what sets each cluster apart, in the columns' own units."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from string import ascii_uppercase

import numpy as np

from clustering.columns.titles import without_units
from clustering.cuts import cuts
from clustering.effects import effects_of
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.report import Cluster, Effect
from clustering.sentences import tell
from clustering.words import Words, numbers

NOTABLE_SDS = 0.5
"""A smaller difference from the mean of all does not make a name ..."""
SLIGHT_SDS = 0.2
"""... unless clusters would share one; smaller than this, never."""
EXTREME_SDS = 1.5
"""From here on "very", where clusters would share a name."""

Levels = tuple[tuple[float, str, str], ...]
"""From how many SDs on which templates tell of a difference, up and down."""


def describe(features: Features, fit: Fit, words: Words) -> tuple[Cluster, ...]:
    """Return the clusters in words and numbers, in the order of their labels.

    One column is told in ranges ("age 32 to 51"), more in effects ("high age").
    """
    sizes = np.bincount(fit.labels, minlength=len(fit.centers)).tolist()
    centers = features.restore(fit.centers).tolist()
    effects = effects_of(features, fit)
    in_ranges = len(features.columns) == 1 and len(sizes) > 1
    titles = without_units(features.columns)
    names = (
        ranges(features, fit, words) if in_ranges else unique(effects, titles, words)
    )
    return tuple(
        Cluster(
            letter=letter(cluster),
            name=names[cluster],
            size=size,
            share=size / len(fit.labels),
            center=tuple(centers[cluster]),
            effects=effects[cluster],
        )
        for cluster, size in enumerate(sizes)
    )


def letter(cluster: int) -> str:
    """Return A, B ... Z, AA, AB ... for clusters 0, 1, 2 ..."""
    before, last = divmod(cluster, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[last]


def ranges(features: Features, fit: Fit, words: Words) -> list[str]:
    """Name the clusters of one column by the numbers between which they lie."""
    (column,) = features.columns
    between = numbers(cuts(features, fit), words)
    rising = [
        tell(words.under, {"column": column, "high": between[0]}),
        *(
            tell(words.between, {"column": column, "low": low, "high": high})
            for low, high in pairwise(between)
        ),
        tell(words.over, {"column": column, "low": between[-1]}),
    ]
    ranks = np.argsort(np.argsort(fit.centers[:, 0]))
    return [rising[rank] for rank in ranks]


def unique(
    effects: Sequence[Sequence[Effect]], titles: Mapping[str, str], words: Words
) -> list[str]:
    """Name clusters by their largest effects, as plainly as keeps them apart.

    Two effects in plain words, then three, then three in finer words; clusters
    that even these do not tell apart carry their letters.
    """
    fine = levels(words)
    plain = fine[1:2]
    names: dict[int, str] = {}
    for scale, most in ((plain, 2), (plain, 3), (fine, 3)):
        tries = {
            cluster: name(own[:most], scale, titles) or words.average
            for cluster, own in enumerate(effects)
            if cluster not in names
        }
        times = Counter([*names.values(), *tries.values()])
        names |= {which: tried for which, tried in tries.items() if times[tried] == 1}
    alike = {which: f"{tried} · {letter(which)}" for which, tried in tries.items()}
    return [names.get(which) or alike[which] for which in range(len(effects))]


def levels(words: Words) -> Levels:
    """Return how differences are told, the strongest first."""
    return (
        (EXTREME_SDS, words.very_high, words.very_low),
        (NOTABLE_SDS, words.high, words.low),
        (SLIGHT_SDS, words.slightly_high, words.slightly_low),
    )


def name(effects: Sequence[Effect], scale: Levels, titles: Mapping[str, str]) -> str:
    """Return those effects that reach the scale in words; "" where none does.

    They stand in the table's order, so that names are easily compared.
    """
    sds = {effect.column: effect.sds for effect in effects}
    told = (
        (level(sds[column], scale), title)
        for column, title in titles.items()
        if column in sds
    )
    return ", ".join(tell(word, {"column": title}) for word, title in told if word)


def level(sds: float, scale: Levels) -> str:
    """Return the template for a difference; "" for one below the scale."""
    for least, high, low in scale:
        if abs(sds) >= least:
            return high if sds > 0 else low
    return ""
