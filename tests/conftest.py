"""What tests of the conversation begin with."""

import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from bot import sandbox
from tests.town import ALEX, MINA, PATIENCE_S, Person, Town, serving

# Machines are shared and slow at times; a law holds at any speed.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep temporary files of processes apart from those of other test processes.

    Whoever counts what a killed job leaves behind must not count theirs.
    """
    folder = str(tmp_path_factory.mktemp("t", numbered=False))
    os.environ["TMPDIR"] = tempfile.tempdir = folder


@pytest.fixture
async def quiet_town(tmp_path: Path) -> AsyncIterator[Town]:
    """Return a town whose bot has not been started."""
    async with (
        sandbox.serve() as server,
        httpx.AsyncClient(base_url=server.address, timeout=PATIENCE_S) as http,
    ):
        yield Town(server, http, tmp_path / "data")


@pytest.fixture
async def town(quiet_town: Town) -> AsyncIterator[Town]:
    """Return a town with the bot at work."""
    async with serving(quiet_town):
        yield quiet_town


@pytest.fixture
async def mina(town: Town) -> Person:
    """Return someone who speaks Korean, alone with the bot."""
    return await town.person(MINA)


@pytest.fixture
async def alex(town: Town) -> Person:
    """Return someone who speaks English, alone with the bot."""
    return await town.person(ALEX)
