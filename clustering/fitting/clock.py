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
    kept_s : float
        Seconds of them for what has to be done in the end.
    """

    budget_s: float | None
    clock: Callable[[], float]
    ended: bool = False
    kept_s: float = 0.0
    _start_s: float = field(init=False)

    def __post_init__(self) -> None:
        self._start_s = 0.0 if self.budget_s is None else self.clock()

    def keep(self, work: Callable[[], object], times: int) -> None:
        """Keep time for something that takes so many times as long as some work."""
        start_s = self.clock()
        work()
        self.kept_s = times * (self.clock() - start_s)

    def up(self) -> bool:
        """Tell whether the time is up, but for what is kept."""
        if self.budget_s is not None and not self.ended:
            spent_s = self.clock() - self._start_s
            self.ended = spent_s + self.kept_s >= self.budget_s
        return self.ended
