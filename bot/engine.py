"""Runs a pure function elsewhere: in a process of its own that can be ended."""

import asyncio
import ctypes
import os
import resource
import signal
import sys
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, ParamSpec, TypeVar

from bot import plain
from bot.errors import JobCrashedError, JobOutOfMemory, JobTimeout
from clustering import UserError

P = ParamSpec("P")
T = TypeVar("T")

PROCESSES = get_context("forkserver")
PRELOADED = ["bot.engine", "clustering.pipeline"]
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Jobs share the processors; teams of threads would fight for them."""
PR_SET_PDEATHSIG = 1
"""From <linux/prctl.h>: the signal to get when the parent process dies."""
MB = 2**20


class Engine:
    """Runs jobs, some at a time, each within a time and a memory limit.

    A pool loses the neighbours of a job that crashes and cannot cancel one.  A
    process forked from a warm server costs some 20 ms and dies alone.
    """

    def __init__(self, *, workers: int, limit_s: float, memory_mb: int) -> None:
        self._slots = asyncio.Semaphore(workers)
        self._queue: list[asyncio.Task[Any] | None] = []
        self._limit_s = limit_s
        self._memory_mb = memory_mb

    def start(self) -> None:
        """Start the server that jobs are forked from, and do not wait for it."""
        os.environ.update(ONE_THREAD)
        PROCESSES.set_forkserver_preload(PRELOADED)
        forkserver.ensure_running()

    async def run(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return what the function returns, which must be plain (see `bot.plain`).

        Raises
        ------
        UserError, JobCrashedError
            As `compute`.
        """
        async with self.turn():
            return await self.compute(function, *args, **kwargs)

    async def compute(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return what the function returns, for a caller that has its turn.

        Cancelling the caller ends the job at once.

        Raises
        ------
        UserError
            The job's own, or `JobTimeout` or `JobOutOfMemory`.
        JobCrashedError
            When the job died, or failed by our own fault.
        """
        job = Job(partial(function, *args, **kwargs), self._memory_mb)
        sent = in_thread(job.run)
        try:
            async with asyncio.timeout(self._limit_s):
                await asyncio.wait([sent])
        except TimeoutError:
            raise JobTimeout(self._limit_s) from None
        finally:
            job.end()
            await asyncio.wait([sent])
        return self._result(sent.result())

    def position(self, task: asyncio.Task[Any]) -> int:
        """Return a waiting task's place in the queue, 1 for the next; else 0."""
        return self._queue.index(task) + 1 if task in self._queue else 0

    def count_waiting(self) -> int:
        """Return how many jobs wait for a turn."""
        return len(self._queue)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait in the queue for one of the slots, and hold it."""
        task = asyncio.current_task()
        self._queue.append(task)
        try:
            await self._slots.acquire()
        finally:
            self._queue.remove(task)
        try:
            yield
        finally:
            self._slots.release()

    def _result(self, sent: bytes) -> T:  # type: ignore[type-var]  # of `run`'s function
        try:
            kind, value = plain.load(sent)
        except ValueError:
            raise JobCrashedError("the job died") from None
        if kind == "memory":
            raise JobOutOfMemory(self._memory_mb)
        if kind == "crash":
            raise JobCrashedError(value)
        if kind == "fault":
            raise value
        result: T = value
        return result


class Job:
    """One process that computes one value; `run` waits for it in a thread."""

    def __init__(self, call: Callable[[], object], memory_mb: int) -> None:
        self._receiver, self._sender = PROCESSES.Pipe(duplex=False)
        self._process = PROCESSES.Process(
            target=work, args=(self._sender, memory_mb, call), daemon=True
        )
        self._lock = Lock()
        self._started, self._ended = Event(), Event()

    def run(self) -> bytes:
        """Start the process and return what it sends; nothing if it is ended."""
        if self._ended.is_set():
            return b""
        self._process.start()  # which waits for the server to be there
        self._sender.close()  # or its end would never be seen here
        with self._lock:
            self._started.set()
            if self._ended.is_set():
                self._process.kill()
        try:
            return self._receiver.recv_bytes()
        except (EOFError, OSError):
            return b""
        finally:
            self._process.join()

    def end(self) -> None:
        """End the process, whatever it does, as soon as it has started."""
        with self._lock:
            self._ended.set()
            if self._started.is_set() and self._process.is_alive():
                self._process.kill()


def in_thread(work: Callable[[], T]) -> asyncio.Future[T]:
    """Return what becomes of work in a thread that may be left behind at the end."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def carry_out() -> None:
        try:
            tell = partial(result.set_result, work())
        except Exception as failure:  # noqa: BLE001 - whoever waits is told
            tell = partial(result.set_exception, failure)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(tell)

    Thread(target=carry_out, daemon=True).start()
    return result


def work(results: Connection, memory_mb: int, call: Callable[[], object]) -> None:
    """Compute a value in this process, within limits, and send the outcome."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the bot's to handle
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        Path("/proc/self/oom_score_adj").write_text("1000")  # die before the bot does
    resource.setrlimit(resource.RLIMIT_DATA, (memory_mb * MB, memory_mb * MB))
    results.send_bytes(plain.dump(outcome(call)))


def outcome(call: Callable[[], object]) -> tuple[str, object]:
    """Return how a call ended, and its result, fault or place of failure."""
    try:
        return "result", call()
    except UserError as fault:
        return "fault", fault
    except MemoryError:
        return "memory", None
    except Exception as failure:  # noqa: BLE001 - whatever it is, the bot must know
        # An exception's own words may quote cells; its frames never do.
        frames = "".join(traceback.format_tb(failure.__traceback__))
        return "crash", f"{type(failure).__name__}\n{frames}"
