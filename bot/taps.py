"""What happens when a button under a result is tapped."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import cast

from telegram import Update
from telegram.error import BadRequest

from bot.commands import groups
from bot.details import more
from bot.errors import TableGone
from bot.keyboard import Offer, folded, mask_of, picked_in, picker
from bot.manners import Manners
from bot.messages import Context, match_of, message_of, replace_buttons
from bot.quotas import Quotas
from bot.replies import explained
from bot.runs import Runs
from bot.store import Run, Store, with_options
from clustering import ChartKind, clean, label, workbook

KINDS = {"csv": label, "xlsx": workbook}
"""The ways to take a table away."""
CHANGES = ("k:", "sheet:", "rows:", "log:", "theme:", "view:", "use:")
"""How the data of taps begins that show another result in a message."""


@dataclass(frozen=True)
class Taps:
    """Each `on_` method answers the taps on one kind of button."""

    store: Store
    runs: Runs
    quotas: Quotas
    manners: Manners
    latest: dict[tuple[int, int], int] = field(default_factory=dict)
    """The latest tap on each message: of several in a row only the last counts."""

    def on_arrival(self, update: Update) -> None:
        """Remember a tap that shows another result before its turn comes."""
        query = update.callback_query
        if query and query.message and (query.data or "").startswith(CHANGES):
            place = (query.message.chat.id, query.message.message_id)
            self.latest[place] = update.update_id

    async def on_k_button(self, update: Update, context: Context) -> None:
        """Show a result with another number of groups, in place."""
        run = await self._run_tapped(update, context)
        typed = match_of(context)["k"]
        k = None if typed == "auto" else groups(typed)
        await self._change(update, run, replace(run, k=k))

    async def on_sheet_button(self, update: Update, context: Context) -> None:
        """Show the groups of another sheet of the workbook, in place."""
        run = await self._run_tapped(update, context)
        sheet = int(match_of(context)["sheet"])
        await self._change(update, run, replace(run, sheet=sheet))

    async def on_rows_button(self, update: Update, context: Context) -> None:
        """Take a result's unusual rows in, or set them aside, in place."""
        run = await self._run_tapped(update, context)
        taken_in = match_of(context)["way"] == "in"
        await self._change(update, run, with_options(run, all_rows=taken_in))

    async def on_log_button(self, update: Update, context: Context) -> None:
        """Compare a result's columns with long tails by logarithm, or no more."""
        run = await self._run_tapped(update, context)
        logs: tuple[str, ...] = ()
        if match_of(context)["way"] == "on":
            texts = await self.manners.texts_for(update)
            logs = (await self.runs.outline(update, run, texts)).lopsided
        await self._change(update, run, with_options(run, logs=logs))

    async def on_theme_button(self, update: Update, context: Context) -> None:
        """Show a result's picture dark, or light again, in place."""
        run = await self._run_tapped(update, context)
        dark = match_of(context)["theme"] == "dark"
        await self._change(update, run, with_options(run, dark=dark))

    async def on_view_button(self, update: Update, context: Context) -> None:
        """Show a result's picture by all columns at once, or by two, in place."""
        run = await self._run_tapped(update, context)
        mixed = match_of(context)["view"] == "mixed"
        await self._change(update, run, with_options(run, mixed=mixed))

    async def on_details_button(self, update: Update, context: Context) -> None:
        """Send all that a result says, for which its caption has no room."""
        run = await self._run_tapped(update, context)
        await spend(self.quotas, update)
        texts = await self.manners.texts_for(update)
        for page in more(await self.runs.report(update, run, texts), texts):
            sent = await message_of(update).reply_html(page)
            await self.store.add_further(run, sent.message_id)

    async def on_chart_button(self, update: Update, context: Context) -> None:
        """Send a further picture of a result's groups, with what it shows."""
        run = await self._run_tapped(update, context)
        await spend(self.quotas, update)
        texts = await self.manners.texts_for(update)
        kind = match_of(context)["kind"]
        made = await self.runs.chart(update, run, texts, cast("ChartKind", kind))
        sent = await message_of(update).reply_photo(made.image, explained(made, texts))
        await self.store.add_further(run, sent.message_id)

    async def on_row_button(self, update: Update, context: Context) -> None:
        """Ask which row a person wants to know about."""
        run = await self._run_tapped(update, context)
        texts = await self.manners.texts_for(update)
        asked = await message_of(update).reply_html(texts.tell("which_row"))
        await self.store.add_further(run, asked.message_id)

    async def on_large_button(self, update: Update, context: Context) -> None:
        """Send a result's picture large, as a file, which keeps every pixel."""
        run = await self._run_tapped(update, context)
        await spend(self.quotas, update)
        texts = await self.manners.texts_for(update)
        report = await self.runs.enlarge(update, run, texts)
        sent = await message_of(update).reply_document(
            report.image,
            filename=f"{stem(report.name)}_groups.png",
            caption=texts.tell("enlarged"),
        )
        await self.store.add_further(run, sent.message_id)

    async def on_fold_button(self, update: Update, context: Context) -> None:
        """Show the buttons under a result that are folded away, or hide them."""
        run = await self._run_tapped(update, context)
        texts = await self.manners.texts_for(update)
        typed, message = match_of(context), message_of(update)
        if shown := message.reply_markup:
            opens = typed["way"] == "more"
            offer = Offer(int(typed["groups"]), typed["about"])
            keys = folded(shown, run, offer, texts, opens=opens)
            await replace_buttons(message, keys)

    async def on_pick_button(self, update: Update, context: Context) -> None:
        """Offer a result's columns, with those ticked that are picked."""
        run = await self._run_tapped(update, context)
        typed = match_of(context)
        texts = await self.manners.texts_for(update)
        found = await self.runs.outline(update, run, texts)
        picked = int(typed["mask"], 16) if typed["mask"] else mask_of(found)
        keys = picker(run, found, picked, page=int(typed["page"]), texts=texts)
        message = message_of(update)
        if message.message_id == run.reply_id:
            await message.reply_html(texts.tell("pick_columns"), reply_markup=keys)
        else:
            await replace_buttons(message, keys)

    async def on_use_button(self, update: Update, context: Context) -> None:
        """Show a result by the columns that were picked, in place."""
        run = await self._run_tapped(update, context)
        texts = await self.manners.texts_for(update)
        found = await self.runs.outline(update, run, texts)
        columns = picked_in(found, int(match_of(context)["mask"], 16))
        picked = with_options(replace(run, columns=columns), all_rows=found.all_rows)
        await self._change(update, run, picked)
        with suppress(BadRequest):  # it may be gone, or too old to be taken back
            await message_of(update).delete()

    async def on_file_button(self, update: Update, context: Context) -> None:
        """Send a result's table back with the group of each row, as CSV or xlsx."""
        run = await self._run_tapped(update, context)
        await spend(self.quotas, update)
        texts = await self.manners.texts_for(update)
        kind = match_of(context)["kind"]
        name, labelled = await self.runs.label(update, run, texts, KINDS[kind])
        sent = await message_of(update).reply_document(
            labelled,
            filename=f"{stem(name)}_groups.{kind}",
            caption=texts.tell("labelled"),
        )
        await self.store.add_further(run, sent.message_id)

    async def on_stale_button(self, _update: Update, _: Context) -> None:
        """Say that a button of an earlier release does nothing any more."""
        raise TableGone

    async def _run_tapped(self, update: Update, context: Context) -> Run:
        """Return the run a tap is about, which must be of the same chat."""
        run = await self.store.run(int(match_of(context)["run"]))
        if run and run.chat_id == message_of(update).chat_id:
            return run
        raise TableGone

    async def _change(self, update: Update, run: Run, wanted: Run) -> None:
        """Show a run as a tap wants it, in place, and remember it so."""
        message = message_of(update)
        place = (message.chat_id, message.message_id)
        if (
            wanted == run
            or self.latest.get(place, update.update_id) != update.update_id
        ):
            return  # it is what one sees, or a later tap wins
        await spend(self.quotas, update)
        await self.runs.show(update, wanted, await self.manners.texts_for(update))
        # Only now: a tap that is broken off must not pass for shown the next time.
        await self.store.set_shown(wanted)


async def spend(quotas: Quotas, update: Update) -> None:
    """Count a result towards what a chat may have, and refuse one too many."""
    chat_id, user = message_of(update).chat_id, update.effective_user
    await quotas.spend(
        update.update_id, chat_id=chat_id, user_id=user.id if user else 0
    )


def stem(name: str) -> str:
    """Return a file's name without its ending, never a path."""
    return PurePosixPath(clean(name).replace("\\", "/")).stem
