"""What differs between deployments, read once from the environment and `.env`."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    Field,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
"""Where Telegram's Bot API is found."""


class Settings(BaseSettings):
    """What differs between deployments: BOT_... ours, TELEGRAM_... for its side."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # the token is one of them
        use_attribute_docstrings=True,
    )

    token: SecretStr | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    """The key to the bot, from @BotFather; the sandbox brings its own."""
    base_url: str = Field(
        f"{TELEGRAM}/bot",
        validation_alias="TELEGRAM_BASE_URL",
        pattern=r"^https?://[^/]+.*/bot$",
    )
    """Any Bot API server, as http://host:port/bot."""
    base_file_url: str = Field(
        f"{TELEGRAM}/file/bot",
        validation_alias="TELEGRAM_BASE_FILE_URL",
        pattern=r"^https?://[^/]+.*/file/bot$",
    )
    """Where that server hands out files, as http://host:port/file/bot."""
    data_dir: Path = Path("data")
    """Folder of the database and of tables kept for a while."""
    language: Literal["en", "ko"] = "en"
    """Spoken with a person whose Telegram is in neither English nor Korean."""
    job_limit_s: PositiveFloat = 60.0
    """Seconds a job may take."""
    job_memory_mb: PositiveInt = 1500
    """Megabytes a job may use."""
    workers: PositiveInt = Field(default_factory=lambda: os.cpu_count() or 1)
    """Jobs at the same time; the number of processors, unless set."""
    retention_h: PositiveFloat = 24.0
    """Hours a table stays on the disk after its last use; Telegram keeps the file."""
    runs_per_hour: PositiveInt = 60
    """Results that a chat may ask for in an hour."""
    runs_per_day: PositiveInt = 300
    """Results that a chat may ask for in a day."""
    metrics_port: int = Field(0, ge=0, le=65535)
    """Port of /metrics and /health on 127.0.0.1; none, unless set."""
    admins: Annotated[frozenset[int], NoDecode] = frozenset()
    """People and chats without these limits, by id and commas."""
    allowed_chats: Annotated[frozenset[int], NoDecode] = frozenset()
    """Chats and people the bot serves, by id and commas; everyone, unless set."""

    @field_validator("allowed_chats", "admins", mode="before")
    @classmethod
    def split(cls, typed: object) -> object:
        """Read 1,2,-100 as three ids."""
        return typed.replace(",", " ").split() if isinstance(typed, str) else typed


def variables() -> tuple[str, ...]:
    """Return the name of each setting's variable, in order."""
    return tuple(
        str(field.validation_alias or f"BOT_{name}".upper())
        for name, field in Settings.model_fields.items()
    )


def problems() -> list[str]:
    """Return a sentence for each setting that is wrong, without its value."""
    try:
        Settings()
    except ValidationError as fault:
        wrong = [
            f"{name_of(error['loc'][0])}: {error['msg']}." for error in fault.errors()
        ]
    else:
        wrong = []
    return wrong + [unknown(name) for name in sorted(os.environ) if is_unknown(name)]


def name_of(field: object) -> str:
    """Return the variable behind a field, or the variable itself."""
    name = str(field)
    return name if name.isupper() else f"BOT_{name}".upper()


def is_unknown(name: str) -> bool:
    """Tell whether a variable looks like a setting of ours and is none."""
    return name.startswith(("BOT_", "TELEGRAM_")) and name not in variables()


def unknown(name: str) -> str:
    """Return the sentence for a variable that is no setting."""
    near = get_close_matches(name, variables(), 1)
    hint = (
        f"did you mean {near[0]}?" if near else f"there are {', '.join(variables())}."
    )
    return f"{name} is not a setting; {hint}"
