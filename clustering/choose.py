"""Features -> fit: which k, and why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """How many clusters the points have.

    Attributes
    ----------
    groups : int
        How many clear groups there are; 1 when there are none to tell apart.
    k : int
        The best k of 2 or more in any case; equal to `groups` if that is over 1.
    """

    groups: int
    k: int
