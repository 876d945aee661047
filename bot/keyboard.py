"""Report -> the buttons under it; what they send back is read by the handlers."""

from dataclasses import dataclass
from itertools import chain

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.commands import K_LIMIT
from bot.store import Run
from bot.texts import Texts
from clustering import Lopsided, Outline, Reason, Report, clean

MOST_SHEETS = 6
"""Buttons for a workbook's other sheets."""
A_ROW = 2
"""More buttons side by side leave no room for their words on a phone."""
PAGE = 8
"""Columns that are offered at once."""
MOST_PICKED = 120
"""Of wider tables a button's data, 64 bytes, cannot say which columns are picked."""
EVIDENCE, GROUPS, COLUMNS, MIX = "e", "g", "c", "m"
"""What buttons folded away may be about: why so many groups, groups to compare, columns
to pick from, and more of them than a picture has axes."""
AXES = 2
FOLDS = ("more:", "less:")
"""How the data of the buttons begins that show and hide those folded away."""
ALWAYS = ("k:", "rows:", "log:", "sheet:", *FOLDS)
"""How the data of some button begins in each row that is always shown."""
NO_NUMBERS = (Reason.TEXT, Reason.EMPTY, Reason.CONSTANT)
"""Why columns were left out that no tap can bring in."""


@dataclass(frozen=True)
class Offer:
    """What the buttons folded away are about; it stands in what their button sends.

    Attributes
    ----------
    groups : int
        How many clear groups there are: what the evidence is for.
    about : str
        EVIDENCE, GROUPS, COLUMNS and MIX, those of them that there are.
    """

    groups: int
    about: str


def offer_of(report: Report) -> Offer:
    """Return what may be asked about a report beside its k."""
    others = [name for name, reason in report.left_out if reason not in NO_NUMBERS]
    another = len(report.used) > 1 or bool(others)
    there = {
        EVIDENCE: bool(report.scores),
        GROUPS: report.k > 1,
        COLUMNS: another and len(report.columns) <= MOST_PICKED,
        MIX: len(report.features) > AXES,
    }
    return Offer(report.groups, "".join(each for each in there if there[each]))


def buttons(run: Run, report: Report, texts: Texts) -> InlineKeyboardMarkup:
    """Return the buttons under a result: other k, the table, and what it suggests."""
    rows = [
        k_buttons(run, report, texts),
        [
            *(button(texts.tell(kind), f"{kind}:{run.id}") for kind in ("csv", "xlsx")),
            fold_button(run, offer_of(report), texts, opens=True),
        ],
        unusual_buttons(run, report, texts),
        log_buttons(run, report, texts),
        *sheet_rows(run, report),
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def folded(
    shown: InlineKeyboardMarkup, run: Run, offer: Offer, texts: Texts, *, opens: bool
) -> InlineKeyboardMarkup:
    """Return the buttons under a result with those folded away shown, or hidden.

    What is shown already is kept: to make it anew would take the result.
    """

    def turned(each: InlineKeyboardButton) -> InlineKeyboardButton:
        if str(each.callback_data).startswith(FOLDS):
            return fold_button(run, offer, texts, opens=not opens)
        return each

    rows = [
        [turned(each) for each in row]
        for row in shown.inline_keyboard
        if any(str(each.callback_data).startswith(ALWAYS) for each in row)
    ]
    more = in_rows(folded_buttons(run, offer, texts)) if opens else []
    return InlineKeyboardMarkup([*rows, *more])


def folded_buttons(run: Run, offer: Offer, texts: Texts) -> list[InlineKeyboardButton]:
    """Return the buttons for what is asked for less often."""

    def ask(key: str, verb: str, rest: str = "") -> InlineKeyboardButton:
        return button(texts.tell(key, groups=offer.groups), f"{verb}:{run.id}{rest}")

    why = "evidence" if offer.groups > 1 else "evidence_none"
    theme = "light" if run.options.dark else "dark"
    view = "plain" if run.options.mixed else "mixed"
    about = {
        EVIDENCE: [ask(why, "chart", ":evidence")],
        GROUPS: [
            ask("silhouette", "chart", ":silhouette"),
            ask("profile", "chart", ":profile"),
            ask("row", "row"),
        ],
        COLUMNS: [ask("columns", "pick", ":0:")],
        MIX: [ask(view, "view", f":{view}")],
    }
    return [
        ask("details", "details"),
        *chain(*(about[each] for each in about if each in offer.about)),
        ask(theme, "theme", f":{theme}"),
        ask("large", "large"),
    ]


def in_rows(some: list[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Return buttons two by two; more side by side leave no room for their words."""
    return [some[start : start + A_ROW] for start in range(0, len(some), A_ROW)]


def fold_button(
    run: Run, offer: Offer, texts: Texts, *, opens: bool
) -> InlineKeyboardButton:
    """Return the button that shows the buttons folded away, or hides them."""
    way = "more" if opens else "less"
    return button(texts.tell(way), f"{way}:{run.id}:{offer.groups}:{offer.about}")


def k_buttons(run: Run, report: Report, texts: Texts) -> list[InlineKeyboardButton]:
    """Return the buttons for one group fewer, as many, one more, and auto."""
    k = report.k
    row = [
        button(str(k), f"k:{run.id}:{k}"),
        button(texts.tell("auto"), f"k:{run.id}:auto"),
    ]
    if k > 1:
        row.insert(0, button(f"◀ {k - 1}", f"k:{run.id}:{k - 1}"))
    if k < min(report.rows_used, K_LIMIT):
        row.insert(-1, button(f"{k + 1} ▶", f"k:{run.id}:{k + 1}"))
    return row


def log_buttons(run: Run, report: Report, texts: Texts) -> list[InlineKeyboardButton]:
    """Return the button that compares long tails by logarithm, or undoes it."""
    if run.options.logs:
        return [button(texts.tell("log_off"), f"log:{run.id}:off")]
    if any(isinstance(caveat, Lopsided) for caveat in report.caveats):
        return [button(texts.tell("log_on"), f"log:{run.id}:on")]
    return []


def unusual_buttons(
    run: Run, report: Report, texts: Texts
) -> list[InlineKeyboardButton]:
    """Return the button that takes unusual rows in, or sets them aside again."""
    if run.options.all_rows:
        return [button(texts.tell("rows_out"), f"rows:{run.id}:out")]
    if report.unusual:
        label = texts.tell("rows_in", count=report.unusual)
        return [button(label, f"rows:{run.id}:in")]
    return []


def picker(
    run: Run, found: Outline, picked: int, *, page: int, texts: Texts
) -> InlineKeyboardMarkup:
    """Return a page of columns to pick from, and the button that shows the result.

    Which are picked, bit by bit, stands in what the buttons send: nothing is kept.
    """

    def pick(to: int, mask: int, label: str) -> InlineKeyboardButton:
        return button(label, f"pick:{run.id}:{to}:{mask:x}")

    last = (len(found.offered) - 1) // PAGE
    here = min(page, last)
    columns = []
    for place in range(here * PAGE, min((here + 1) * PAGE, len(found.offered))):
        mark = "✓ " if picked >> place & 1 else ""
        flipped = picked ^ 1 << place
        # The last one picked stays: without any column there is no result.
        columns.append(
            pick(here, flipped or picked, mark + clean(found.offered[place]))
        )
    rows = in_rows(columns)
    if last:
        before, after = max(here - 1, 0), min(here + 1, last)
        turns = ((before, "◀"), (here, f"{here + 1} / {last + 1}"), (after, "▶"))
        rows.append([pick(to, picked, label) for to, label in turns])
    show = texts.tell("show_columns", count=picked.bit_count())
    return InlineKeyboardMarkup([*rows, [button(show, f"use:{run.id}:{picked:x}")]])


def mask_of(found: Outline) -> int:
    """Return which columns are used, bit by bit."""
    used = set(found.used)
    return sum(1 << at for at, name in enumerate(found.offered) if name in used)


def picked_in(found: Outline, mask: int) -> tuple[str, ...]:
    """Return the columns that the bits of a mask stand for."""
    return tuple(name for at, name in enumerate(found.offered) if mask >> at & 1)


def sheet_rows(run: Run, report: Report) -> list[list[InlineKeyboardButton]]:
    """Return rows of buttons for the first of a workbook's other sheets."""
    others = [
        button(clean(name), f"sheet:{run.id}:{place}")
        for place, name in enumerate(report.sheets)
        if name != report.sheet
    ]
    return in_rows(others[:MOST_SHEETS])


def button(text: str, data: str) -> InlineKeyboardButton:
    """Return a button that sends its data back when tapped."""
    return InlineKeyboardButton(text, callback_data=data)
