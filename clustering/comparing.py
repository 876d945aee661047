"""Effects -> which are worth telling, and how an average compares, in words."""

from collections.abc import Sequence

from clustering.manner import Manner
from clustering.report import Effect
from clustering.sentences import Phrase, clean
from clustering.spoken import amount, number, rounded_like
from clustering.words import percent

NOTABLE_SDS = 0.5
"""A smaller difference than this is told only where there is none larger."""
SAME_SDS = 0.2
"""A smaller one is none worth a number."""
MULTIPLES = (0.87, 1.15)
"""Between them "1.1 times" says less than the difference itself."""
ANSWERS = (0.0, 100.0)
"""The two numbers of what asks for a category: in percent, no and yes."""
EXACT = 9
"""Decimals of a share that rounding on the way leaves right."""
RATIOS = frozenset({"%", "‰", "%p"})
DIFFERENCES = RATIOS | {"°", "°c", "°f", "세", "years", "yrs"}
"""Units of which nobody says that 20 is twice as much as 10."""


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


def compared(effect: Effect, manner: Manner) -> str:
    """Return a cluster's average in one column, and how it compares with all rows."""
    if effect.kinds:
        return share_of(effect, effect.kinds, manner)
    told = average(effect, manner)
    if effect.median is not None:
        median = manner.amount(effect.median, effect)
        told += manner.words.tell(manner.words.median, {"median": median})
    return told + comparison(effect, manner)


def beside(effect: Effect, manner: Manner) -> str:
    """Return a cluster's average in one column, and the overall one: the short way."""
    if effect.kinds:
        return share_of(effect, effect.kinds, manner)
    overall = {"overall": manner.amount(effect.overall, effect)}
    return average(effect, manner) + manner.words.tell(manner.words.overall, overall)


def average(effect: Effect, manner: Manner) -> str:
    """Return a cluster's average in one column, as "income ₩86,437"."""
    value = manner.amount(effect.value, effect)
    return f"{clean(manner.title(effect.column))} {value}"


def share_of(effect: Effect, kinds: tuple[float, float], manner: Manner) -> str:
    """Return how common one of a column's two numbers is: x = 2: 99% (overall 32%)."""
    asked = kinds == ANSWERS
    rare, common = kinds if asked or effect.sds > 0 else kinds[::-1]
    share, overall = (
        percent(round(abs(mean - rare) / abs(common - rare), EXACT))
        for mean in (effect.value, effect.overall)
    )
    title = clean(manner.title(effect.column))
    kind = Phrase(title if asked else f"{title} = {manner.amount(common, effect)}")
    told = {"kind": kind, "share": share, "overall": overall}
    return manner.words.tell(manner.words.kind, told)


def comparison(effect: Effect, manner: Manner) -> str:
    """Return how an average compares with that of all rows: plainly.

    As a multiple where one makes sense, else as a difference; "" for all rows.
    """
    words, overall = manner.words, {"overall": manner.amount(effect.overall, effect)}
    if effect.sds == 0:
        return ""
    if abs(effect.sds) < SAME_SDS:
        return words.tell(words.same, overall)
    if times := multiple(effect, manner):
        told = number(float(f"{times:.2g}"), words)
        facts = overall | {"times": told, "share": percent(times)}
        return words.tell(words.times if times >= 1 else words.part, facts)
    facts = overall | {"difference": difference(effect, manner)}
    return words.tell(words.higher if effect.sds > 0 else words.lower, facts)


def multiple(effect: Effect, manner: Manner) -> float | None:
    """Return how many times the overall an average is, where that is plain."""
    unit = manner.unit(effect.column).lower()
    if effect.times is None or unit in DIFFERENCES:
        return None
    low, high = MULTIPLES
    return None if low < effect.times < high else effect.times


def difference(effect: Effect, manner: Manner) -> str:
    """Return how far an average is from the overall, in the column's unit."""
    words, unit = manner.words, manner.unit(effect.column)
    away = abs(effect.value - effect.overall)
    away = rounded_like(away, effect.overall, effect.spread)
    if unit in RATIOS:
        return words.tell(words.points, {"number": number(away, words)})
    return amount(away, unit, words)


def in_sds(effect: Effect, manner: Manner) -> str:
    """Return how many standard deviations an average is away, to stand behind it."""
    return manner.words.tell(manner.words.sds, {"sds": abs(effect.sds)})
