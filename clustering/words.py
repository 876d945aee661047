"""The few words the core puts into names, pictures and files, in English."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clustering.sentences import tell

FIRST_UNIT = 1e4
"""From here on numbers need help: units, or commas."""
MOST_UNITS = 1e4
"""More of the largest unit than this are told as a power of ten."""
DECIMALS = 4
ROUNDING = 1e-12
"""Relative error that arithmetic may leave in a round number."""
MINUS = str.maketrans("-", "−")
"""The sign as wide as a plus, which keyboards do not have."""
CURRENCIES = "₩$€£¥"
WON = "₩"
CAPITALS = {"°c": "°C", "°f": "°F", "m2": "m²", "m3": "m³", "km2": "km²"} | {
    unit.lower(): unit
    for unit in ("Hz", "kHz", "MHz", "GHz", "kW", "kWh", "MWh", "MB", "GB", "TB")
}
"""How units are written that the core knows in small letters."""
"""Units that stand in front of a number."""
MANY = re.compile(rf"[천만백억조].*|[kKM][{CURRENCIES}]?")
"""Units that are of many themselves, as 만원 and k$: no number in them has another."""


@dataclass(frozen=True)
class Words:
    """Words and templates of one language; the chat brings its own.

    `tell` puts facts into a template as the language asks; `say` tells a note or a
    reason.  Templates for pictures and files, which need no more, are told with
    `sentences.tell`.  `spoken_units` has of each unit in sentences from which size on
    it is used, its own size, and its name.
    """

    high: str = "high {column}"
    low: str = "low {column}"
    very_high: str = "very high {column}"
    very_low: str = "very low {column}"
    slightly_high: str = "slightly high {column}"
    slightly_low: str = "slightly low {column}"
    mostly: str = "mostly {column}"
    oftener: str = "more often {column}"
    rarer: str = "less often {column}"
    average: str = "average"
    under: str = "{column} under {high}"
    between: str = "{column} {low} to {high}"
    over: str = "{column} {low} or more"
    count: str = "{size:,} · {share}"
    size: str = "{size:,}"
    more: str = "+ {clusters:,} more"
    letters: str = "Letters mark each group’s average."
    view: str = "These 2 of {columns} columns place {share} of rows in their group."
    far: str = (
        "{rows:,} far {rows:row is|rows are} drawn at the edge; arrows count them."
    )
    loosened: str = "Rows with equal numbers are drawn side by side."
    units: str = "1e3 k 1e6 M 1e9 B 1e12 T"
    spoken_units: str = "1e6 1e6 M 1e9 1e9 B 1e12 1e12 T"
    cluster: str = "cluster"
    cluster_name: str = "cluster_name"
    fit: str = "fit"
    reason: str = "reason"
    incomplete: str = "a number is missing"
    nearest: str = "a number is missing: nearest by the others"
    unusual: str = "far from all others"
    no_row: str = "not a row of the table"
    at_least: str = "{column} ≥ {bound}"
    below: str = "{column} < {bound}"
    both: str = " and "
    rule_holds: str = "(right {right}, finds {reached} of the group)"
    rule_exact: str = "(no exceptions)"
    trait: str = "{category} {share} (overall {overall})"
    kind: str = "{kind}: {share} (overall {overall})"
    all_in_full: str = "the overall {overall}"
    all_in_brief: str = "average"
    median: str = " (median {median})"
    times: str = ", {times} times {overall}"
    part: str = ", {share} of {overall}"
    higher: str = ", {difference} above {overall}"
    lower: str = ", {difference} below {overall}"
    same: str = ", about {overall}"
    points: str = "{number} points"
    sds: str = " ({sds:.1f} SD)"
    sheet_title: str = (
        "{name}: {used:,} of {rows:,} {rows:row|rows} in {groups:,} groups"
    )
    group: str = "group"
    group_name: str = "name"
    all_rows: str = "all rows"
    firmness: str = "firmness, 0 to 1"
    typical: str = "typical row"
    data_row: str = "data row {row:,}"
    rule: str = "rule of thumb"
    rule_right: str = "rule’s rows in the group"
    rule_reach: str = "group’s rows in the rule"
    traits: str = "more common here"
    clear_groups: str = "clear groups"
    standard: str = "each column counts alike"
    none: str = "numbers as they stand"
    sheet_rows: str = "rows"
    sheet_summary: str = "summary"
    sheet_settings: str = "settings"
    file: str = "file"
    rows: str = "rows"
    rows_used: str = "rows used"
    columns_used: str = "columns used"
    columns_left_out: str = "columns left out"
    groups: str = "groups"
    share: str = "share"
    scaling: str = "scaling"
    noted: str = "noted"
    aside: str = (
        "{rows:,} unusual {rows:row is|rows are} set aside, drawn as rings;"
        " arrows count far ones."
    )
    profile_title: str = "How the groups differ"
    profile_note: str = "Numbers are each group’s average."
    profile_all: str = "all rows {overall}"
    profile_part: str = (
        "{columns:,} of {all_columns:,} columns, those that differ most."
    )
    profile_low: str = "lower"
    profile_high: str = "higher than all rows"
    fit_title: str = "How well each row fits its group"
    fit_note: str = "Each line is a row; the number, its group’s average."
    fit_axis: str = "→ 1 fits well, 0 between groups, below 0 nearer to another"
    fit_mean: str = "Dashed: the average of all rows, {fit:.2f}."
    fit_part: str = "{sample:,} of {rows:,} rows are drawn, some of each group."
    evidence_title: str = "Why {groups} groups?"
    evidence_none: str = "Why no clear groups?"
    evidence_groups: str = "groups"
    evidence_border: str = "gap at border"
    evidence_fit: str = "rows fit"
    evidence_explains: str = "explains rows"
    evidence_chosen: str = "chosen"
    evidence_next: str = "next best"
    evidence_solid: str = "Gap: how many fewer rows at the weakest border."
    evidence_hollow: str = "Hollow: no sure gap at some border, it may be chance."
    evidence_best: str = "Chosen: of the solid ones, what explains the rows best."
    evidence_safe: str = "Chosen: of the solid ones, one with the surest gaps."
    evidence_most: str = "Chosen: most of its gaps are sure, and rows fit it better."
    slices: str = "No clear groups: these are slices."
    mixes: str = "Each axis mixes columns; both show {variance} of the variance."
    placed: str = "By these axes alone, {share} of rows find their group."
    evidence_no: str = "No number has a sure gap at every border."
    won: str = "₩"
    say: Callable[[object], str] = str
    tell: Callable[[str, Mapping[str, object]], str] = tell


def numbers(values: Sequence[float], words: Words) -> tuple[str, ...]:
    """Return numbers as people write them side by side: 500k, 1M; 5,000만, 1억.

    Units are used where they are shorter, or spare powers of ten, and tell each
    number exactly, if the largest is 10,000 or more; else all are written out.
    """
    plain = [written(value) for value in values]
    in_units = [in_unit(value, words) for value in values]
    large = max(map(abs, values), default=0) >= FIRST_UNIT
    better = len("".join(in_units)) < len("".join(plain)) or "e" in "".join(plain)
    told = in_units if large and better and all(in_units) else plain
    return tuple(shown.translate(MINUS) for shown in told)


def amounts(values: Sequence[float], unit: str, words: Words) -> tuple[str, ...]:
    """Return numbers with their unit, as people write them side by side."""
    unit = unit_in(words, unit)
    shown = (
        tuple(written(value).translate(MINUS) for value in values)
        if is_of_many(unit)
        else numbers(values, words)
    )
    return tuple(with_unit(number, unit) for number in shown)


def unit_in(words: Words, unit: str) -> str:
    """Return a unit as a language writes it: ₩ is 원 in Korean."""
    return words.won if unit == WON else unit


def is_of_many(unit: str) -> bool:
    """Return whether a unit is of many itself: 만원, k$."""
    return bool(MANY.fullmatch(unit))


def with_unit(number: str, unit: str) -> str:
    """Return a written number with its unit before or behind it."""
    unit = CAPITALS.get(unit, unit)
    if unit and unit in CURRENCIES:
        sign = "" if number[0].isdigit() else number[0]
        return f"{sign}{unit}{number.removeprefix(sign)}"
    gap = " " if unit and unit[0].isascii() and unit[0].isalpha() else ""
    return f"{number}{gap}{unit}"


def in_unit(value: float, words: Words) -> str:
    """Return a number in the largest unit it reaches; "" if that loses digits."""
    parts = words.units.split()
    units = zip(map(float, parts[::2]), parts[1::2], strict=True)
    size, unit = max(
        (pair for pair in units if pair[0] <= abs(value)), default=(1.0, "")
    )
    count = value / size
    lost = abs(count - round(count, DECIMALS)) > abs(count) * ROUNDING
    return "" if lost or abs(count) >= MOST_UNITS else f"{count:,.12g}{unit}"


def percent(share: float) -> str:
    """Return a share of 0..1 as a whole percentage, never 0 % or 100 % by rounding."""
    shown = f"{share:.0%}"
    if shown == "0%" and share > 0:
        return "<1%"
    return ">99%" if shown == "100%" and share < 1 else shown


def written(value: float) -> str:
    """Return a number with up to 15 digits, those of 10,000 and more grouped."""
    shown = f"{value:,.15g}" if abs(value) >= FIRST_UNIT else f"{value:.15g}"
    mantissa, power, exponent = shown.partition("e")
    return f"{mantissa}e{int(exponent)}" if power else mantissa
