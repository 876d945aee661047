"""Run the bot, or the bot with a sandbox; check the settings; ask how it is doing."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pydantic import SecretStr
from telegram.error import InvalidToken

from bot import app, logs, sandbox
from bot.database import NewerDatabaseError
from bot.inbox import SilenceError
from bot.lock import SecondCopyError
from bot.metrics import WELL_S, silence_s
from bot.sandbox import SANDBOX_TOKEN
from bot.settings import Settings, problems

NOT_SET = (
    "TELEGRAM_BOT_TOKEN is not set: get one from @BotFather, or try the bot without one"
    " by `python -m bot sandbox`."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; 0, or 2 when a setting or the token is wrong."""
    wanted = parser().parse_args(arguments)
    if faults := problems():
        print("\n".join(faults), file=sys.stderr)
        return 2
    settings = Settings()
    if wanted.health:
        return health(settings.data_dir / "heartbeat")
    if wanted.command == "run" and settings.token is None:
        print(NOT_SET, file=sys.stderr)
        return 2
    if wanted.check:
        print("The settings are fine.")
        return 0
    return serve(settings, wanted)


def parser() -> argparse.ArgumentParser:
    """Return the command's arguments."""
    command = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    modes = ("run", "sandbox")
    command.add_argument("command", nargs="?", choices=modes, default="run")
    command.add_argument("--port", type=int, default=0, help="of the sandbox's page")
    command.add_argument("--check", action="store_true", help="check the settings")
    command.add_argument("--health", action="store_true", help="0 if the bot is well")
    return command


def health(heartbeat: Path) -> int:
    """Return 0 if the bot of this data folder heard from Telegram lately, else 1."""
    return int(silence_s(heartbeat) > WELL_S)


def serve(settings: Settings, wanted: argparse.Namespace) -> int:
    """Run the bot until it is told to end."""
    token = settings.token.get_secret_value() if settings.token else SANDBOX_TOKEN
    logs.configure(token)
    try:
        if wanted.command == "sandbox":
            asyncio.run(with_sandbox(settings, wanted.port))
        else:
            asyncio.run(app.run(settings))
    except InvalidToken:
        print("Telegram does not know this TELEGRAM_BOT_TOKEN.", file=sys.stderr)
        return 2
    except (NewerDatabaseError, SecondCopyError) as fault:
        print(fault, file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"{fault.strerror}: look at BOT_DATA_DIR and ports.", file=sys.stderr)
        return 2
    except SilenceError as fault:
        print(fault, file=sys.stderr)
        return 1  # for the platform to start it anew
    return 0


async def with_sandbox(settings: Settings, port: int) -> None:
    """Run the bot against a sandbox of its own, and say where its chat page is."""
    async with sandbox.serve(port=port) as server:
        print(f"Open {server.address} and send a table.", flush=True)
        with tempfile.TemporaryDirectory() as fresh:
            # The sandbox forgets all when it ends; so does a bot with no folder set.
            kept = "data_dir" in settings.model_fields_set
            own = {
                "token": SecretStr(server.token),
                "base_url": server.base_url,
                "base_file_url": server.base_file_url,
                "data_dir": settings.data_dir if kept else Path(fresh),
            }
            await app.run(settings.model_copy(update=own))


if __name__ == "__main__":
    sys.exit(main())
