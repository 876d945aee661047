"""Facts of a report -> numbers and words as a person reads them."""

from collections.abc import Sequence
from itertools import groupby
from math import floor, log10

from clustering.manner import Manner
from clustering.report import Condition, Effect, Rule, Trait
from clustering.sentences import clean, tell
from clustering.spoken import DIGITS
from clustering.words import MINUS, Words, numbers, percent, unit_in, with_unit

STEPS = 20
"""So many steps of the last digit shown, or up to ten times as many, are a column's
standard deviation: a smaller difference is none to speak of."""
DECIMALS = 4
"""Of a number written out, at most; finer ones are told by their first digits."""
WRITTEN = 1e5
"""From here on numbers are told in units, where they have room for no more digits."""
LEAST = 1e-4
"""Smaller numbers are told as powers of ten."""
SIGNIFICANT = 2
"""Digits of a geometric mean, which may be thousands of times another."""
LARGEST = 1e300
"""Beyond, rounding up might leave the numbers that a computer holds."""


def averages(
    effects: Sequence[Effect], words: Words, *, logged: bool
) -> tuple[str, ...]:
    """Return the mean of each cluster in one column, and at last that of all rows.

    Of a column of two codes, the share of the higher one.

    Parameters
    ----------
    effects : sequence of Effect
        Of every cluster, all in that column.
    words : Words
    logged : bool
        Whether the means are geometric.
    """
    values = [*(effect.value for effect in effects), effects[0].overall]
    if effects[0].kinds:
        low, high = effects[0].kinds
        # On the way from the scale a mean loses its last digits.
        shares = (round((value - low) / (high - low), 9) + 0.0 for value in values)
        return tuple(map(percent, shares))
    if logged:
        return geometric([*map(significant, values)], words)
    return alike(values, spread(effects), words)


def spread(effects: Sequence[Effect]) -> float:
    """Return the standard deviation of a column, or its mean where there is none."""
    return min(effects[0].spread, LARGEST) or abs(effects[0].overall)


def decimals(spread: float) -> int:
    """Return how many decimals numbers need; below 0, how many digits they do not."""
    return -floor(log10(spread / STEPS)) if spread / STEPS else 0


def alike(values: Sequence[float], spread: float, words: Words) -> tuple[str, ...]:
    """Return numbers that are compared, as fine as their spread asks, all alike."""
    largest = max(map(abs, values))
    if largest > LARGEST:
        return numbers(values, words)
    shown = decimals(spread)
    rounded = [round(value, shown) + 0.0 for value in values]
    if shown > DECIMALS or largest >= WRITTEN:
        return numbers(rounded, words)
    told = (f"{value:,.{max(shown, 0)}f}" for value in rounded)
    return tuple(each.translate(MINUS) for each in told)


def geometric(values: Sequence[float], words: Words) -> tuple[str, ...]:
    """Return numbers that may be thousands of times another, written alike."""
    if not LEAST <= min(values) <= max(values) < WRITTEN:
        return numbers(values, words)
    return tuple(f"{value:,.12g}" for value in values)


def significant(value: float) -> float:
    """Return a number of two digits and zeros."""
    return float(f"{value:.{SIGNIFICANT}g}")


def rule_line(rule: Rule, manner: Manner) -> str:
    """Return the bounds of a cluster, how often they are right and whom they miss."""
    words = manner.words
    exact = rule.precision == rule.recall == 1
    shares = {"right": percent(rule.precision), "reached": percent(rule.recall)}
    told = tell(words.rule_exact if exact else words.rule_holds, shares)
    return f"{bounds(rule, manner)} {told}"


def bounds(rule: Rule, manner: Manner) -> str:
    """Return what rows must meet, as "age ≥ 40 and income < ₩5,000"."""
    return manner.words.both.join(bound(each, manner) for each in rule.conditions)


def bound(condition: Condition, manner: Manner) -> str:
    """Return one bound of a rule, or the category or number that it asks for."""
    title = manner.title(condition.column)
    if not condition.shown:
        return clean(title)
    effect = manner.columns.get(condition.column)
    if effect and effect.kinds:
        kind = manner.amount(effect.kinds[condition.above], effect)
        return f"{clean(title)} = {kind}"
    template = manner.words.at_least if condition.above else manner.words.below
    return tell(template, {"column": title, "bound": bound_in_full(condition, manner)})


def bound_in_full(condition: Condition, manner: Manner) -> str:
    """Return the number of a bound with its unit, nothing rounded away."""
    bound, effect = condition.bound, manner.columns.get(condition.column)
    if effect and float(f"{bound:.{DIGITS}g}") == bound:
        return manner.amount(bound, effect)
    unit = unit_in(manner.words, manner.unit(condition.column))
    return with_unit(condition.shown, unit)


def habits(traits: Sequence[Trait], words: Words) -> str:
    """Return what a cluster has more of, as "city: Seoul 71% (overall 48%)"."""
    return " · ".join(
        f"{clean(column)}: {', '.join(habit(trait, words) for trait in own)}"
        for column, own in groupby(traits, key=lambda trait: trait.column)
    )


def habit(trait: Trait, words: Words) -> str:
    """Return how common a category is in a cluster, and among all rows."""
    shares = {"share": percent(trait.share), "overall": percent(trait.overall)}
    return tell(words.trait, {"category": trait.category} | shares)
