"""A figure beside its target."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was promised, what was seen, and whether that keeps the promise."""

    row: str
    what: str
    ours: str
    target: str
    reached: bool

    def __str__(self) -> str:
        verdict = "reached" if self.reached else "NOT"
        return (
            f"{self.row:<4}{self.what:<58}{self.ours:>14}{self.target:>12}  {verdict}"
        )


def at_most(
    row: str, what: str, ours: float, limit: float, *, unit: str = ""
) -> Figure:
    """Return a figure that should not be larger than a limit."""
    shown, target = f"{ours:,.4g}{unit}", f"≤ {limit:,g}{unit}"
    return Figure(row, what, shown, target if limit else "0", ours <= limit)


def at_least(row: str, what: str, ours: float, limit: float) -> Figure:
    """Return a figure that should not be smaller than a limit."""
    return Figure(row, what, f"{ours:,.6g}", f"≥ {limit:,g}", ours >= limit)


def holds(row: str, what: str, *, truth: bool) -> Figure:
    """Return a figure that is a yes or a no."""
    return Figure(row, what, "yes" if truth else "no", "yes", truth)


def seen(row: str, what: str, ours: float) -> Figure:
    """Return a figure that is told beside the others and promises nothing."""
    return Figure(row, what, f"{ours:,.6g}", "-", reached=True)
