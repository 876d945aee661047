"""Fit -> what sets each cluster apart, in the columns' own units."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from clustering.columns.categories import YES, Category
from clustering.columns.titles import without_units
from clustering.cuts import cuts
from clustering.effects import effects_of
from clustering.heritage import alphabet
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.report import Cluster, Effect
from clustering.sentences import Phrase, clean, tell
from clustering.words import Words, numbers

NOTABLE_SDS = 0.5
"""A smaller difference from the mean of all does not make a name ..."""
SLIGHT_SDS = 0.2
"""... unless clusters would share one; smaller than this, never."""
ALL = 1 - 1e-9
"""A larger share is all but for rounding."""
EXTREME_SDS = 1.5
"""From here on "very", where clusters would share a name."""

Levels = tuple[tuple[float, str, str], ...]
"""From how many SDs on which templates tell of a difference, up and down."""


def describe(
    features: Features, fit: Fit, words: Words, letters: Sequence[str] = ()
) -> tuple[Cluster, ...]:
    """Return the clusters in words and numbers, in the order of their labels.

    One column is told in ranges ("age 32 to 51"), more in effects ("high age").
    Letters are A, B ... unless others are given.
    """
    sizes = fit.sizes.tolist()
    centers = features.restore(fit.centers).tolist()
    effects = effects_of(features, fit)
    in_ranges = len(features.columns) == 1 < len(sizes) and not features.categories
    letters = letters or alphabet(len(sizes))
    names = (
        ranges(features, fit, words)
        if in_ranges
        else unique(effects, naming_of(features, words), letters)
    )
    return tuple(
        Cluster(
            letter=letters[cluster],
            name=names[cluster],
            size=size,
            share=size / len(fit.labels),
            center=tuple(centers[cluster]),
            effects=effects[cluster],
        )
        for cluster, size in enumerate(sizes)
    )


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
    effects: Sequence[Sequence[Effect]], naming: "Naming", letters: Sequence[str]
) -> list[str]:
    """Name clusters by their largest effects, as plainly as keeps them apart.

    Two effects in plain words, then three, then three in finer words; clusters
    that even these do not tell apart carry their letters.
    """
    words = naming.words
    effects = [naming.leading(own) for own in effects]
    fine = levels(words)
    plain = fine[1:2]
    names: dict[int, str] = {}
    for scale, most in ((plain, 2), (plain, 3), (fine, 3)):
        tries = {
            cluster: naming.name(own[:most], scale) or words.average
            for cluster, own in enumerate(effects)
            if cluster not in names
        }
        times = Counter([*names.values(), *tries.values()])
        names |= {which: tried for which, tried in tries.items() if times[tried] == 1}
    alike = {which: f"{tried} · {letters[which]}" for which, tried in tries.items()}
    return [names.get(which) or alike[which] for which in range(len(effects))]


def levels(words: Words) -> Levels:
    """Return how differences are told, the strongest first."""
    return (
        (EXTREME_SDS, words.very_high, words.very_low),
        (NOTABLE_SDS, words.high, words.low),
        (SLIGHT_SDS, words.slightly_high, words.slightly_low),
    )


@dataclass(frozen=True)
class Naming:
    """How effects are told in names.

    Attributes
    ----------
    titles : mapping of str to str
        How each feature is called in them, in the table's order.
    categories : mapping of str to Category
        What those ask that hold yes and no.
    words : Words
    """

    titles: Mapping[str, str]
    categories: Mapping[str, Category]
    words: Words

    def leading(self, effects: Sequence[Effect]) -> list[Effect]:
        """Return the effects that may make a name: one of each column of categories.

        That is what a cluster has most more of; what it lacks says less.
        """
        best: dict[str, Effect] = {}
        for effect in effects:
            source = self._source(effect)
            best.setdefault(source, effect)
            if source != effect.column and effect.sds > max(
                best[source].sds, NOTABLE_SDS
            ):
                best[source] = effect
        return list(best.values())

    def name(self, effects: Sequence[Effect], scale: Levels) -> str:
        """Return those effects that reach the scale in words; "" where none does.

        They stand in the table's order, so that names are easily compared.
        """
        by_column = {effect.column: effect for effect in effects}
        told = (
            self._told(by_column[column], scale)
            for column in self.titles
            if column in by_column
        )
        return ", ".join(filter(None, told))

    def _source(self, effect: Effect) -> str:
        """Return the column that an effect is of."""
        category = self.categories.get(effect.column)
        return category.column if category else effect.column

    def _how_often(self, effect: Effect) -> str:
        """Return the template for a share other than none and all."""
        if effect.sds < 0:
            return self.words.rarer
        return self.words.mostly if effect.value > YES / 2 else self.words.oftener

    def _kind(self, effect: Effect, kinds: tuple[float, float]) -> str:
        """Return which of a column's two numbers a cluster has more of."""
        less, more = kinds if effect.sds > 0 else kinds[::-1]
        column = f"{self.titles[effect.column]} = {numbers([more], self.words)[0]}"
        share = (effect.value - less) / (more - less)
        if share > ALL:
            return column
        word = self.words.mostly if share > 1 / 2 else self.words.oftener
        return tell(word, {"column": Phrase(clean(column))})

    def _told(self, effect: Effect, scale: Levels) -> str:
        """Return an effect in words; "" for one below the scale."""
        word = level(effect.sds, scale)
        category = self.categories.get(effect.column)
        if word and category:
            if effect.value == YES:
                return category.name
            if effect.value == 0:
                return category.denial
            word = self._how_often(effect)
        elif word and effect.kinds:
            return self._kind(effect, effect.kinds)
        return tell(word, {"column": self.titles[effect.column]})


def level(sds: float, scale: Levels) -> str:
    """Return the template for a difference; "" for one below the scale."""
    for least, high, low in scale:
        if abs(sds) >= least:
            return high if sds > 0 else low
    return ""


def naming_of(features: Features, words: Words) -> Naming:
    """Return how effects are told; what is in brackets in a category is no unit."""
    own = [column for column in features.columns if column not in features.categories]
    bare = without_units(own)
    titles = {column: bare.get(column, column) for column in features.columns}
    return Naming(titles, features.categories, words)
