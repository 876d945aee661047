"""Tests of updates on their way to the bot."""

import asyncio
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.refusals import Refusal
from bot.sandbox.updates import Updates, Webhook


def queue(count: int = 0) -> Updates:
    """Return a queue with so many updates, numbered from 10."""
    updates = Updates(itertools.count(10))
    for number in range(count):
        updates.add("message", {"text": str(number)})
    return updates


def numbers(updates: list[dict[str, int]]) -> list[int]:
    """Return the ids of updates."""
    return [update["update_id"] for update in updates]


async def test_poll_repeats_what_is_not_confirmed() -> None:
    """An offset confirms all below it; the rest comes again."""
    updates = queue(3)
    assert numbers(await updates.poll(0, 100, 0)) == [10, 11, 12]
    assert numbers(await updates.poll(11, 100, 0)) == [11, 12]
    assert numbers(await updates.poll(13, 100, 0)) == []
    assert not updates.arrived.is_set()


async def test_poll_in_haste_gets_one() -> None:
    """The same offset asked for again at once gets one update, and later all."""
    updates = queue(3)
    for before, count in ((math.inf, 1), (-math.inf, 3)):
        updates.last_poll = (10, before)
        assert len(await updates.poll(10, 100, 0)) == count


async def test_poll_keeps_the_newest_with_a_negative_offset() -> None:
    """A negative offset forgets all but so many of the newest."""
    updates = queue(5)
    assert numbers(await updates.poll(-2, 100, 0)) == [13, 14]
    assert numbers(updates.pending) == [13, 14]


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (0, 100), (-5, 100), (101, 100)])
async def test_poll_gives_at_most_100(limit: int, count: int) -> None:
    """A limit outside 1 to 100 means 100."""
    assert len(await queue(120).poll(0, limit, 0)) == count


async def test_poll_waits_for_the_first() -> None:
    """A long poll ends as soon as something comes."""
    updates = queue()
    poll = asyncio.create_task(updates.poll(0, 100, 50))
    await asyncio.sleep(0)
    updates.add("message", {})
    updates.add("message", {})
    assert numbers(await poll) == [10, 11]
    assert updates.waiting is None


async def test_poll_ends_by_itself() -> None:
    """A long poll without updates ends after its time."""
    assert await queue().poll(0, 100, 0.01) == []


async def test_newer_poll_ends_the_older() -> None:
    """Of two polls the older is refused with 409."""
    updates = queue()
    older = asyncio.create_task(updates.poll(0, 100, 50))
    await asyncio.sleep(0)
    newer = asyncio.create_task(updates.poll(0, 100, 50))
    with pytest.raises(Refusal) as refused:
        await older
    assert refused.value.code == 409
    assert refused.value.description == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    updates.add("message", {})
    assert numbers(await newer) == [10]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (None, ["message", "my_chat_member"]),
        ([], ["message", "my_chat_member"]),
        (["message", "poll"], ["message"]),
        (["poll"], []),
    ],
)
def test_ask_for_holds_when_an_update_arises(
    asked: list[str] | None,
    kept: list[str],
) -> None:
    """Only kinds that were asked for are queued; none asked for means all."""
    updates = queue()
    updates.ask_for(asked)
    updates.add("message", {})
    updates.add("my_chat_member", {})
    assert [kind for update in updates.pending for kind in update][1::2] == kept


def test_forget_leaves_nothing() -> None:
    """Pending updates can be dropped."""
    updates = queue(3)
    updates.forget()
    assert updates.pending == []
    assert not updates.arrived.is_set()


def test_hook_is_known_to_those_who_wait() -> None:
    """Setting and deleting a webhook is signalled."""
    updates = queue()
    updates.hook(Webhook("http://127.0.0.1:1/", ""))
    assert updates.hooked.is_set()
    updates.hook(None)
    assert not updates.hooked.is_set()


def test_webhook_notes_its_last_error() -> None:
    """What went wrong is kept with its date."""
    webhook = Webhook("http://127.0.0.1:1/", "")
    webhook.fail("Connection refused")
    assert webhook.last_error == "Connection refused"
    assert webhook.last_error_date > 1_700_000_000


@given(st.integers(0, 8), st.lists(st.integers(-3, 25), max_size=5))
def test_confirm_forgets_only_what_is_below(count: int, offsets: list[int]) -> None:
    """After confirming, what is pending is the newest part of what was."""
    updates = queue(count)
    for offset in offsets:
        before = numbers(updates.pending)
        updates.confirm(offset)
        after = numbers(updates.pending)
        assert after == before[len(before) - len(after) :]
        assert offset <= 0 or all(number >= offset for number in after)
        assert offset >= 0 or len(after) == min(-offset, len(before))
        assert updates.arrived.is_set() == bool(after)
