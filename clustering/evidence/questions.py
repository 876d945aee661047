"""Points -> which of their columns answer questions, as categories do, not numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray

MOST = 50
"""Possible answers to a question."""


@dataclass(frozen=True, eq=False)
class Questions:
    """Questions, each of which every row answers in one of several ways.

    Attributes
    ----------
    marks : (n, m) of 0 and 1
        A column for each answer that there is to a question: who gives it.
    which : (m,) ints
        The question of each answer, from 0; those to one stand side by side.
    """

    marks: FloatArray
    which: IntArray

    @cached_property
    def ways(self) -> IntArray:
        """In how many ways (q,) each question can be answered."""
        return np.bincount(self.which)

    @property
    def even(self) -> float:
        """Log chance of answers by the throw of a die."""
        return -float(np.log(self.ways).sum())

    @property
    def free(self) -> int:
        """How many shares of answers there are to be known."""
        return len(self.which) - len(self.ways)

    @property
    def yes(self) -> FloatArray | None:
        """One answer (n, q) to each question, if there are just two to every one."""
        if not (self.ways == 2).all():  # noqa: PLR2004 - yes and no
            return None
        return self.marks[:, ::2]

    def of(self, rows: IntArray) -> Self:
        """Return the answers of some rows (s,)."""
        return type(self)(self.marks[rows], self.which)


def asked(points: FloatArray) -> tuple[Questions, BoolArray]:
    """Return the questions in columns of points (n, d), and which (d,) are numbers.

    Columns side by side, of two values each, answer one question if every row has the
    larger value in just one of them.  Where no column but these has a third value, each
    of two values is a question too.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    upper = points > low
    two = (points == np.where(upper, high, low)).all(axis=0)
    found, numbers = [], np.ones(len(two), dtype=bool)
    for start, end in runs(upper, two):
        found.append(upper[:, start:end])
        numbers[start:end] = False
    if two[numbers].all():
        found += [np.stack([yes, ~yes], axis=1) for yes in upper.T[numbers]]
        numbers[:] = False
    marks = np.hstack([np.empty((len(points), 0)), *found])
    which = np.repeat(np.arange(len(found)), [own.shape[1] for own in found])
    return Questions(marks, which), numbers


def runs(upper: BoolArray, two: BoolArray) -> Iterator[tuple[int, int]]:
    """Yield from which column to which (exclusive) one question is answered."""
    at = 0
    while at < len(two):
        end = end_of(upper, two, at)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def end_of(upper: BoolArray, two: BoolArray, start: int) -> int:
    """Return where a question that starts with a column ends: there if it is none."""
    taken = np.zeros(len(upper), dtype=bool)
    for column in range(start, min(start + MOST, len(two))):
        own = upper[:, column]
        if not two[column] or (taken & own).any():
            break
        taken |= own
        if taken.all():
            return column + 1
    return start
