"""Trouble on the way to Telegram or to the disk: it passes, where a fault stays."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import (
    BadRequest,
    Conflict,
    NetworkError,
    RetryAfter,
    TelegramError,
)

log = logging.getLogger(__name__)

T = TypeVar("T")

PAUSE_S, LONGEST_PAUSE_S = 2.0, 60.0
"""Seconds to wait after trouble; twice as long each time, up to the longest."""
TOO_LARGE = "Request Entity Too Large"
"""How Telegram refuses what no second try makes smaller."""


async def persist(work: Callable[..., Awaitable[T]], *facts: object) -> T:
    """Return what the store returns, however long the disk is in trouble."""
    while True:
        try:
            return await work(*facts)
        except sqlite3.Error as trouble:
            log.warning("the database does not answer: %s", explain(trouble))
            await asyncio.sleep(PAUSE_S)


def is_trouble(fault: Exception) -> bool:
    """Tell trouble on the way, which passes, from a fault, which stays."""
    if isinstance(fault, BadRequest) or TOO_LARGE in str(fault):
        return False
    # The bare class stands for an answer that nobody can read.
    unreadable = type(fault) is TelegramError
    return unreadable or isinstance(fault, (NetworkError, RetryAfter, sqlite3.Error))


def pause_after(trouble: Exception, otherwise: float) -> float:
    """Return the seconds to wait: as Telegram says, if it does."""
    if isinstance(trouble, RetryAfter) and isinstance(trouble.retry_after, timedelta):
        return trouble.retry_after.total_seconds()
    return otherwise


def explain(trouble: Exception) -> str:
    """Return what an operator should know of a failed poll."""
    if isinstance(trouble, Conflict):
        return "another copy of this bot runs with the same token; end one of them"
    return f"{type(trouble).__name__}: {trouble}"
