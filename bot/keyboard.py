"""Report -> the buttons under it; what they send back is read by the handlers."""

from typing import get_args

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.commands import K_LIMIT
from bot.store import Run
from bot.texts import Texts
from clustering import ChartKind, Lopsided, Outline, Reason, Report, clean

MOST_SHEETS = 6
"""Buttons for a workbook's other sheets."""
SHEETS_A_ROW = 2
"""More side by side leave no room for their names on a phone."""
PAGE = 8
"""Columns that are offered at once."""
MOST_PICKED = 120
"""Of wider tables a button's data, 64 bytes, cannot say which columns are picked."""
GROUPS, COLUMNS = "g", "c"
"""What buttons folded away may be about: groups to compare, columns to pick from."""
FOLDS = ("more:", "less:")
"""How the data of the buttons begins that show and hide those folded away."""
ALWAYS = ("k:", "rows:", "log:", "sheet:", *FOLDS)
"""How the data of some button begins in each row that is always shown."""
NO_NUMBERS = (Reason.TEXT, Reason.EMPTY, Reason.CONSTANT)
"""Why columns were left out that no tap can bring in."""


def buttons(run: Run, report: Report, texts: Texts) -> InlineKeyboardMarkup:
    """Return the buttons under a result: other k, the table, and what it suggests."""
    rows = [
        k_buttons(run, report, texts),
        [
            *reason_buttons(run, report, texts),
            *(button(texts.tell(kind), f"{kind}:{run.id}") for kind in ("csv", "xlsx")),
            fold_button(run, offers(report), texts, opens=True),
        ],
        unusual_buttons(run, report, texts),
        log_buttons(run, report, texts),
        *sheet_rows(run, report),
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def folded(
    shown: InlineKeyboardMarkup, run: Run, offered: str, texts: Texts, *, opens: bool
) -> InlineKeyboardMarkup:
    """Return the buttons under a result with those folded away shown, or hidden.

    What is shown already is kept: to make it anew would take the result.
    """

    def turned(each: InlineKeyboardButton) -> InlineKeyboardButton:
        if str(each.callback_data).startswith(FOLDS):
            return fold_button(run, offered, texts, opens=not opens)
        return each

    rows = [
        [turned(each) for each in row]
        for row in shown.inline_keyboard
        if any(str(each.callback_data).startswith(ALWAYS) for each in row)
    ]
    more = folded_rows(run, offered, texts) if opens else []
    return InlineKeyboardMarkup([*rows, *more])


def folded_rows(
    run: Run, offered: str, texts: Texts
) -> list[list[InlineKeyboardButton]]:
    """Return rows of buttons for what is asked for less often."""
    charts = [
        button(texts.tell(kind), f"chart:{run.id}:{kind}")
        for kind in get_args(ChartKind)
        if kind != "evidence" and GROUPS in offered
    ]
    columns = [button(texts.tell("columns"), f"pick:{run.id}:0:")]
    theme = "light" if run.options.dark else "dark"
    picture = [
        button(texts.tell(theme), f"theme:{run.id}:{theme}"),
        button(texts.tell("large"), f"large:{run.id}"),
    ]
    rows = [charts, columns if COLUMNS in offered else [], picture]
    return [row for row in rows if row]


def offers(report: Report) -> str:
    """Return what the buttons folded away are about, a letter each."""
    others = [name for name, reason in report.left_out if reason not in NO_NUMBERS]
    another = len(report.used) > 1 or bool(others)
    pickable = another and len(report.columns) <= MOST_PICKED
    return (GROUPS if report.k > 1 else "") + (COLUMNS if pickable else "")


def fold_button(
    run: Run, offered: str, texts: Texts, *, opens: bool
) -> InlineKeyboardButton:
    """Return the button that shows the buttons folded away, or hides them."""
    way = "more" if opens else "less"
    return button(texts.tell(way), f"{way}:{run.id}:{offered}")


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


def reason_buttons(
    run: Run, report: Report, texts: Texts
) -> list[InlineKeyboardButton]:
    """Return the button that shows why so many groups, where there are reasons."""
    if report.k == 1 or not report.scores:
        return []
    return [button(texts.tell("evidence", k=report.k), f"chart:{run.id}:evidence")]


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
    rows = [columns[start : start + 2] for start in range(0, len(columns), 2)]
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
    starts = range(0, min(len(others), MOST_SHEETS), SHEETS_A_ROW)
    return [others[start : start + SHEETS_A_ROW] for start in starts]


def button(text: str, data: str) -> InlineKeyboardButton:
    """Return a button that sends its data back when tapped."""
    return InlineKeyboardButton(text, callback_data=data)
