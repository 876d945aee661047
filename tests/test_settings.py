"""Settings are read once, and what is wrong with them is said without their values."""

from pathlib import Path

import pytest

from bot.settings import Settings, problems, variables

SECRET = "12345:not-a-real-token"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Begin with no setting set, in a folder without `.env`."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_defaults_are_telegram_and_everyone() -> None:
    """Nothing set: Telegram's own servers, English, no token, everyone served."""
    settings = Settings()
    assert settings.token is None
    assert settings.base_url == "https://api.telegram.org/bot"
    assert settings.base_file_url == "https://api.telegram.org/file/bot"
    assert settings.allowed_chats == frozenset()
    assert settings.workers >= 1
    assert problems() == []


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting has its variable."""
    monkeypatch.setenv("TELEGRAM_BASE_URL", "http://127.0.0.1:1/bot")
    monkeypatch.setenv("BOT_LANGUAGE", "ko")
    monkeypatch.setenv("BOT_ALLOWED_CHATS", "11, -100")
    monkeypatch.setenv("BOT_WORKERS", "")
    settings = Settings()
    assert settings.base_url == "http://127.0.0.1:1/bot"
    assert settings.language == "ko"
    assert settings.allowed_chats == {11, -100}


def test_a_file_is_read_too(tmp_path: Path) -> None:
    """`.env` beside the bot holds what the environment does not."""
    (tmp_path / ".env").write_text(f"TELEGRAM_BOT_TOKEN={SECRET}\n")
    token = Settings().token
    assert token
    assert token.get_secret_value() == SECRET
    assert SECRET not in repr(Settings())


def test_every_problem_is_told_and_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence each, by the variable's name."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", SECRET)
    monkeypatch.setenv("TELEGRAM_BASE_URL", f"ftp://{SECRET}")
    monkeypatch.setenv("BOT_WORKERS", "many")
    monkeypatch.setenv("BOT_LANGAUGE", "ko")
    monkeypatch.setenv("BOT_XYZZY", "1")
    told = problems()
    assert [line.split(":")[0].split(" ")[0] for line in told] == [
        "TELEGRAM_BASE_URL",
        "BOT_WORKERS",
        "BOT_LANGAUGE",
        "BOT_XYZZY",
    ]
    assert "did you mean BOT_LANGUAGE?" in told[2]
    assert "BOT_DATA_DIR" in told[3]
    assert SECRET not in "".join(told)
