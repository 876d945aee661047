"""Jobs run in processes of their own, within limits, and die alone."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from bot.engine import Engine, Job, outcome
from bot.errors import JobCrashedError, JobOutOfMemory, JobTimeout
from clustering.errors import TooFewRows
from tests.town import PATIENCE_S


def engine(*, limit_s: float = 30, memory_mb: int = 1000, workers: int = 2) -> Engine:
    """Return an engine with the limits a test is about."""
    return Engine(workers=workers, limit_s=limit_s, memory_mb=memory_mb)


def fault() -> None:
    """Find a fault in a table."""
    raise TooFewRows(rows=1, k=3)


def secret_failure() -> None:
    """Fail with a cell of a table in the words of the failure."""
    raise ValueError("could not convert 'a secret cell'")


def hog() -> int:
    """Take a gigabyte or two."""
    return len(bytearray(2 * 2**30))


def die() -> None:
    """Die as a segmentation fault would make one die."""
    os.kill(os.getpid(), signal.SIGSEGV)


def spin(note: str) -> None:
    """Leave one's process number, then refuse to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Path(note).write_text(str(os.getpid()))
    while True:
        time.sleep(0.01)


def not_plain() -> object:
    """Return what no job may."""
    return object()


async def gone(pid: int) -> bool:
    """Return whether a process ends within a second or so."""
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            return True
        await asyncio.sleep(0.02)
    return False


async def started(note: Path) -> int:
    """Return the process number that a job leaves."""
    async with asyncio.timeout(PATIENCE_S):
        while not (note.exists() and note.read_text()):
            await asyncio.sleep(0.01)
    return int(note.read_text())


async def test_a_job_gives_its_result_from_another_process() -> None:
    """Arguments go there, the value comes back."""
    jobs = engine()
    assert await jobs.run(divmod, 7, 2) == (3, 1)
    assert await jobs.run(os.getpid) != os.getpid()


async def test_a_started_engine_gives_each_job_one_thread() -> None:
    """Many jobs share the host."""
    jobs = engine()
    jobs.start()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    assert await jobs.run(int) == 0


async def test_a_fault_comes_back_as_itself() -> None:
    """The person is told what the core found."""
    with pytest.raises(TooFewRows, match="too few for 3 groups"):
        await engine().run(fault)


async def test_a_failure_says_where_and_never_with_what() -> None:
    """Frames of the traceback, and not the words that may quote a cell."""
    with pytest.raises(JobCrashedError) as caught:
        await engine().run(secret_failure)
    assert "secret_failure" in str(caught.value)
    assert "ValueError" in str(caught.value)
    assert "a secret cell" not in str(caught.value).split("raise")[0]


@pytest.mark.parametrize("job", [die, not_plain])
async def test_a_dead_job_is_a_crash(job: object) -> None:
    """However it dies, its caller hears of it, and the next job runs."""
    jobs = engine()
    with pytest.raises(JobCrashedError):
        await jobs.run(job)  # type: ignore[arg-type]  # any callable will do
    assert await jobs.run(int) == 0


async def test_a_job_over_its_memory_is_told_so() -> None:
    """The limit is the job's, not the bot's."""
    with pytest.raises(JobOutOfMemory, match="1,000 MB"):
        await engine().run(hog)


async def test_a_job_over_its_time_is_ended(tmp_path: Path) -> None:
    """It is killed, even if it ignores being asked."""
    note, jobs = tmp_path / "pid", engine(limit_s=6)
    await engine().run(int)  # which may take longer than a job may
    with pytest.raises(JobTimeout, match="6 seconds"):
        await jobs.run(spin, str(note))
    assert await gone(int(note.read_text()))


async def test_a_cancelled_job_is_ended(tmp_path: Path) -> None:
    """Its processor is free for others."""
    note = tmp_path / "pid"
    jobs = engine(workers=1)
    task = asyncio.create_task(jobs.run(spin, str(note)))
    pid = await started(note)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await gone(pid)
    assert await jobs.run(int) == 0


async def test_a_job_ended_before_it_began_never_begins() -> None:
    """A cancel may come while the job still waits for its thread."""
    job = Job(int, memory_mb=1000)
    job.end()
    assert job.run() == b""


async def test_jobs_run_side_by_side_and_no_more_than_allowed(tmp_path: Path) -> None:
    """Two workers, two jobs; the third waits."""
    jobs = engine()
    notes = [tmp_path / str(number) for number in range(3)]
    tasks = [asyncio.create_task(jobs.run(spin, str(note))) for note in notes]
    await started(notes[0])
    await started(notes[1])
    assert not notes[2].exists()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_outcomes_are_told_apart() -> None:
    """A result, a fault, a want of memory and a failure each have their name."""

    def starve() -> None:
        raise MemoryError

    assert outcome(int) == ("result", 0)
    assert outcome(fault)[0] == "fault"
    assert outcome(starve) == ("memory", None)
    assert outcome(secret_failure)[0] == "crash"
