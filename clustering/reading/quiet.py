"""Native code that may panic -> the same without what it prints on its way."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile

STDERR = 2
PANIC = re.compile(
    rb"\n?thread '[^\n]* panicked at .*?(\nnote: [^\n]*\n|\Z)", re.DOTALL
)
"""What Rust prints of a panic: where, what, perhaps a trace, and a note."""


@contextmanager
def panics_unsaid() -> Iterator[None]:
    """Keep what Rust prints of a panic from standard error; all else gets there.

    Rust prints before Python gets the exception that tells the same, and leaves no
    other way to keep a trace of a damaged file from who just sent it.
    """
    try:
        before = os.dup(STDERR)
    except OSError:  # there is no standard error
        yield
        return
    with TemporaryFile() as held:
        os.dup2(held.fileno(), STDERR)
        try:
            yield
        finally:
            os.dup2(before, STDERR)
            os.close(before)
            held.seek(0)
            with suppress(OSError):
                os.write(STDERR, PANIC.sub(b"", held.read()))
