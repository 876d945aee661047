"""Trouble passes and is waited for; a fault stays what it is."""

import sqlite3
from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.trouble import explain, is_trouble, pause_after


def test_trouble_is_explained_and_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second copy is named as such; Telegram's own wait is kept."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert "another copy" in explain(Conflict("terminated"))
    assert explain(NetworkError("gone")) == "NetworkError: gone"
    assert pause_after(RetryAfter(timedelta(seconds=7)), 2) == 7
    assert pause_after(NetworkError("gone"), 2) == 2


def test_trouble_is_told_from_faults() -> None:
    """Trouble passes and is waited for; a refusal stays what it is."""
    assert is_trouble(NetworkError("gone"))
    assert is_trouble(sqlite3.OperationalError("locked"))
    assert is_trouble(TelegramError("Invalid server response"))
    assert not is_trouble(BadRequest("message is too long"))
    assert not is_trouble(Forbidden("bot was blocked by the user"))
