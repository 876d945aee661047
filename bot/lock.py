"""Keeps two copies of the bot from serving out of one folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SecondCopyError(Exception):
    """Another copy of the bot holds the folder."""

    def __str__(self) -> str:
        return (
            f"Another copy of the bot already serves out of {self.args[0]}:"
            " end it first, or set BOT_DATA_DIR to another folder."
        )


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder; the system lets go of it when the process ends, however it does.

    Raises
    ------
    SecondCopyError
        When another process holds it.
    """
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SecondCopyError(folder) from None
        yield
