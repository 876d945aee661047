"""Seconds that a fit may take, and whether they are up."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(eq=False)
class Timer:
    """A limit of time; `ended` once it was found to be up.

    Parameters
    ----------
    budget_s : float or None
        Seconds from now on; None for as many as it takes.
    clock : callable
        Returns the time in seconds.
    """

    budget_s: float | None
    clock: Callable[[], float]
    ended: bool = False
    _start_s: float = field(init=False)

    def __post_init__(self) -> None:
        self._start_s = 0.0 if self.budget_s is None else self.clock()

    def up(self) -> bool:
        """Tell whether the time is up."""
        if self.budget_s is not None and not self.ended:
            self.ended = self.clock() - self._start_s >= self.budget_s
        return self.ended
