"""Faults in a table or a request that the person who sent it can put right."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from clustering.sentences import facts, tell


@dataclass(eq=False)
class UserError(Exception):
    """A fault a person can put right; its fields are the facts of the case.

    The sentence says what was found and what to do next.  Other languages tell
    it under the class's name in `bot/texts`.
    """

    message: ClassVar[str]

    def __str__(self) -> str:
        return tell(self.message, facts(self))

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are unpickled from positional arguments alone; without
        # this, raising one in a worker would break the pool.
        return partial(type(self), **facts(self)), ()


@dataclass(eq=False)
class TooFewRows(UserError):
    """Fewer usable rows than clusters."""

    message = (
        "Your table has {rows:,} {rows:row|rows} to work with, too few for {k:,}"
        " {k:group|groups}: ask for fewer groups or send more rows."
    )
    rows: int
    k: int
