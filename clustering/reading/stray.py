"""Text with a stray quotation mark -> the same with the mark closed in its line.

A mark that opens a cell and is never closed makes one cell of all lines up to the next
mark, which then opens another.  Marks come in pairs, so where their number is odd, one
is astray: the line whose cell would swallow whole rows of the table.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from clustering.errors import UserError
from clustering.reading.delimit import split, usual_width
from clustering.reading.records import Record

MARK = b'"'
FEWEST_COLUMNS = 3
"""In narrower tables, a cell of several lines may look like rows."""
END = "\N{END OF TEXT}"
"""A line of its own that shows whether the one above is open."""


def closed(text: bytes) -> bytes:
    """Return a text in UTF-8 in which a stray mark does not swallow rows.

    Texts without one come back as they are, and so do all other lines.  The stray mark
    is taken out of its line if that is a row then; else its cell ends with its line,
    which may have fewer cells than it should.
    """
    if text.count(MARK) % 2 == 0:
        return text
    lines = text.splitlines(keepends=True)
    sound = b"".join(line for line in lines if line.count(MARK) % 2 == 0)
    try:
        delimiter, head = split(sound, None)
    except UserError:
        return text
    width = usual_width([record for _, record in head])
    if width < FEWEST_COLUMNS:
        return text
    try:
        return b"".join(Mending(lines, delimiter, width).mended())
    except csv.Error:  # a cell too long, which is told where it is read
        return text


@dataclass(frozen=True, eq=False)
class Mending:
    """Mends the lines of a table so many columns wide."""

    lines: Sequence[bytes]
    delimiter: str
    width: int

    def mended(self) -> Iterator[bytes]:
        """Yield lines, or what is left of those with a stray mark."""
        odd = [at for at, line in enumerate(self.lines) if line.count(MARK) % 2]
        written = 0
        for place, at in enumerate(odd):
            if at < written or self._is_row(self.lines[at]):
                continue
            end = next(iter(odd[place + 1 :]), len(self.lines))
            yield from self.lines[written:at]
            written = at + 1
            if self._is_stray(at, end):
                yield self._without_stray(self.lines[at])
            else:
                yield from self.lines[at : end + 1]
                written = end + 1
        yield from self.lines[written:]

    def _is_stray(self, at: int, end: int) -> bool:
        """Return whether no cell goes on from a line to the end: there are rows."""
        if len(self._records(self.lines[at], END)) > 1:
            return True
        return any(map(self._is_row, self.lines[at + 1 : end]))

    def _is_row(self, line: bytes) -> bool:
        """Return whether a line by itself is a sound row as wide as the table."""
        try:
            records = self._records(line, END, strict=True)
        except csv.Error:
            return False
        return [len(record) for record in records] == [self.width, 1]

    def _without_stray(self, line: bytes) -> bytes:
        """Return a line without the mark that makes it no row, or with it closed."""
        marks = re.finditer(
            rb"(?:^|%b)(%b)" % (re.escape(self.delimiter.encode()), MARK), line
        )
        tries = (line[: at.start(1)] + line[at.end(1) :] for at in marks)
        if found := next(filter(self._is_row, tries), None):
            return found
        out = StringIO(newline="")
        record, *_ = self._records(line.rstrip(b"\r\n"))
        csv.writer(out, delimiter=self.delimiter).writerow(record)
        return out.getvalue().encode()

    def _records(self, line: bytes, *more: str, strict: bool = False) -> list[Record]:
        """Return the records of a line and what follows it."""
        lines = [line.decode(), *more]
        return list(csv.reader(lines, delimiter=self.delimiter, strict=strict))
