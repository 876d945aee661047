"""Which letters groups had before, so that a table sent again keeps them."""

from dataclasses import dataclass

from bot.files import Files
from bot.store import Run, Store
from clustering import Anchor, Report

BEFORE, SHOWN = "before", "shown"
"""What is noted of a run: whose letters it keeps, and where its own groups are."""

Anchors = tuple[Anchor, ...]


@dataclass(frozen=True)
class Lineage:
    """Hands letters on from the result that a chat saw last to its next table.

    Averages of small groups come near to rows, so they are kept where tables are and
    as long, never in the database.
    """

    store: Store
    files: Files

    async def before(self, run: Run) -> Anchors:
        """Return the groups whose letters a run keeps: always the same for a run."""
        noted: Anchors | None = await self.files.noted(run, BEFORE)
        if noted is not None:
            return noted
        found = await self._found(run)
        await self.files.note(run, BEFORE, found)
        return found

    async def remember(self, run: Run, report: Report) -> None:
        """Remember the groups that a run shows now."""
        await self.files.note(run, SHOWN, report.anchors)

    async def _found(self, run: Run) -> Anchors:
        earlier = await self.store.run_before(run)
        if earlier is None:
            return ()
        # The same table's letters hang together for all numbers of groups anyhow.
        what = BEFORE if earlier.upload_id == run.upload_id else SHOWN
        found: Anchors | None = await self.files.noted(earlier, what)
        return found or ()
