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


def compared(effect: Effect, manner: Manner, *, brief: bool = False) -> str:
    """Return a cluster's average in one column, and how it compares with all rows.

    Briefly, the median and the average of all rows go without their numbers.
    """
    if effect.kinds:
        return share_of(effect, effect.kinds, manner)
    words = manner.words
    told = f"{clean(manner.title(effect.column))} {manner.amount(effect.value, effect)}"
    if effect.median is not None and not brief:
        median = manner.amount(effect.median, effect)
        told += words.tell(words.median, {"median": median})
    number = {"overall": manner.amount(effect.overall, effect)}
    overall = words.all_in_brief if brief else words.tell(words.all_in_full, number)
    return told + comparison(effect, manner, overall=overall)


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


def comparison(effect: Effect, manner: Manner, *, overall: str) -> str:
    """Return how an average compares with that of all rows: plainly.

    As a multiple where one makes sense, else as a difference; "" for all rows.
    """
    words = manner.words
    facts: dict[str, str] = {"overall": Phrase(overall)}
    if effect.sds == 0:
        return ""
    if abs(effect.sds) < SAME_SDS:
        return words.tell(words.same, facts)
    if times := multiple(effect, manner):
        told = {"times": number(float(f"{times:.2g}"), words), "share": percent(times)}
        return words.tell(words.times if times >= 1 else words.part, facts | told)
    away = {"difference": difference(effect, manner)}
    return words.tell(words.higher if effect.sds > 0 else words.lower, facts | away)


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
