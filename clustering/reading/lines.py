"""Text -> its lines, none longer than a parser should see."""

import re
from itertools import islice

from clustering.errors import LineTooLong

LINE_BYTES = 1_000_000
LINE_END = re.compile(rb"\r\n|\r|\n")


def check_lines(text: bytes) -> None:
    """Raise LineTooLong if a line is longer than any parser should see."""
    start = line_over(text, LINE_BYTES)
    if start is not None:
        raise LineTooLong(len(LINE_END.findall(text, 0, start)) + 1, LINE_BYTES)


def line_over(text: bytes, limit: int) -> int | None:
    """Return where the first line of more bytes than the limit begins, if any."""
    start = 0
    while len(text) - start > limit:
        # The last line end within reach: whole lines before it are passed over.
        reach = start, start + limit + 1
        end = max(text.rfind(b"\n", *reach), text.rfind(b"\r", *reach))
        if end < 0:
            return start
        start = end + 1
    return None


def below(text: bytes, lines: int) -> bytes:
    """Return what follows so many lines."""
    ends = islice(LINE_END.finditer(text), lines - 1, None) if lines else iter(())
    end = next(ends, None)
    return text[end.end() :] if end else text if not lines else b""
