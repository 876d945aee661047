"""A chat gets so many results an hour and a day, and others are not touched."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.errors import DayQuotaSpent, HourQuotaSpent
from bot.quotas import DAY_S, HOUR_S, MINUTE_S, Quotas
from bot.store import Store

CHAT, MEMBER, ADMIN = -100, 1, 2


@dataclass
class Clock:
    """A clock that a test sets."""

    now: float = 1e9

    def read(self) -> float:
        """Return the seconds since 1970."""
        return self.now


@dataclass
class Visitor:
    """A chat that asks for one result after the other."""

    quotas: Quotas
    clock: Clock
    asked: int = 0

    async def ask(self, times: int = 1, *, chat: int = CHAT) -> None:
        """Ask so often, each time by another update."""
        for _ in range(times):
            self.asked += 1
            await self.quotas.spend(self.asked, chat_id=chat, user_id=MEMBER)


@pytest.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[Visitor]:
    """Return a chat that may have 3 results an hour and 5 a day."""
    clock = Clock()
    async with Store(tmp_path / "centroid.sqlite") as store:
        quotas = Quotas(store, 3, 5, frozenset({ADMIN}), clock.read)
        yield Visitor(quotas, clock)


async def test_an_hour_has_its_quota(visitor: Visitor) -> None:
    """One more is refused, with the minutes until the first is an hour old."""
    await visitor.ask()
    visitor.clock.now += 10 * MINUTE_S
    await visitor.ask(2)
    with pytest.raises(HourQuotaSpent) as refusal:
        await visitor.ask()
    assert (refusal.value.limit, refusal.value.minutes) == (3, 50)
    visitor.clock.now += 50 * MINUTE_S
    await visitor.ask()
    with pytest.raises(HourQuotaSpent):
        await visitor.ask()


async def test_a_day_has_its_quota(visitor: Visitor) -> None:
    """However it is spread over the hours."""
    await visitor.ask(3)
    visitor.clock.now += 2 * HOUR_S
    await visitor.ask(2)
    with pytest.raises(DayQuotaSpent) as refusal:
        await visitor.ask()
    assert (refusal.value.limit, refusal.value.hours) == (5, 22)
    visitor.clock.now += 22 * HOUR_S
    await visitor.ask(3)


async def test_what_is_refused_is_not_counted(visitor: Visitor) -> None:
    """Asking in vain does not prolong the wait."""
    await visitor.ask(3)
    visitor.clock.now += HOUR_S / 2
    for _ in range(10):
        with pytest.raises(HourQuotaSpent):
            await visitor.ask()
    visitor.clock.now += HOUR_S / 2
    await visitor.ask(2)


async def test_an_update_counts_once(visitor: Visitor) -> None:
    """One that is tried again after a crash was let through before."""
    await visitor.ask(3)
    for _ in range(10):
        await visitor.quotas.spend(3, chat_id=CHAT, user_id=MEMBER)
    assert len(await visitor.quotas.store.spent(CHAT, since=0)) == 3


async def test_chats_do_not_share_a_quota(visitor: Visitor) -> None:
    """What one chat has spent is no matter for another."""
    await visitor.ask(3)
    await visitor.ask(3, chat=7)
    with pytest.raises(HourQuotaSpent):
        await visitor.ask()


@pytest.mark.parametrize(("chat", "user"), [(CHAT, ADMIN), (ADMIN, MEMBER)])
async def test_admins_are_exempt(visitor: Visitor, chat: int, user: int) -> None:
    """An admin in any chat, and anyone in an admins' chat."""
    for update_id in range(20):
        await visitor.quotas.spend(update_id, chat_id=chat, user_id=user)
    assert await visitor.quotas.store.spent(chat, since=0) == {}


async def test_a_restart_forgets_no_quota(visitor: Visitor, tmp_path: Path) -> None:
    """Another bot with the same database goes on counting, also after /delete."""
    await visitor.ask(3)
    await visitor.quotas.store.forget_chat(CHAT)
    async with Store(tmp_path / "centroid.sqlite") as store:
        with pytest.raises(HourQuotaSpent):
            await replace(visitor.quotas, store=store).spend(
                99, chat_id=CHAT, user_id=MEMBER
            )


async def test_days_gone_by_are_forgotten(visitor: Visitor) -> None:
    """Nothing is known of who asked when, once it no longer counts."""
    await visitor.ask(2)
    visitor.clock.now += DAY_S + 1
    await visitor.ask()
    assert list(await visitor.quotas.store.spent(CHAT, since=0)) == [3]
