"""How many results a chat may ask for in an hour and in a day."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from bot.errors import DayQuotaSpent, HourQuotaSpent
from bot.store import Store

MINUTE_S = 60.0
HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S


@dataclass(frozen=True)
class Quotas:
    """Keeps one chat from taking the time of all others.

    Attributes
    ----------
    store : Store
        Remembers for a day when each chat asked; `/delete` leaves that alone, or it
        would be a way around.
    per_hour, per_day : int
        Results for a chat in the last hour, and in the last 24.
    admins : frozenset of int
        People and chats without such limits.
    clock : callable
        Seconds since 1970.
    """

    store: Store
    per_hour: int
    per_day: int
    admins: frozenset[int]
    clock: Callable[[], float] = time.time

    async def spend(self, update_id: int, *, chat_id: int, user_id: int) -> None:
        """Count what an update asks for, once however often it is tried.

        Raises
        ------
        HourQuotaSpent, DayQuotaSpent
            When the chat must wait; this update is not counted then.
        """
        if self.admins & {chat_id, user_id}:
            return
        now = self.clock()
        spent = await self.store.spent(chat_id, since=now - DAY_S)
        if update_id in spent:
            return
        ages = sorted(now - at for at in spent.values())
        if (wait := wait_s(ages, self.per_day, DAY_S)) > 0:
            raise DayQuotaSpent(self.per_day, hours=ceil(wait / HOUR_S))
        if (wait := wait_s(ages, self.per_hour, HOUR_S)) > 0:
            raise HourQuotaSpent(self.per_hour, minutes=ceil(wait / MINUTE_S))
        await self.store.spend(update_id, chat_id, at=now)


def wait_s(ages: Sequence[float], limit: int, window_s: float) -> float:
    """Return the seconds until fewer than `limit` of the ages lie within a window.

    Ages are in seconds, the youngest first.  At 0 or less there is nothing to wait
    for.
    """
    return window_s - ages[limit - 1] if len(ages) >= limit else 0.0
