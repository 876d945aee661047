"""Points, fits -> what speaks for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray
from clustering.evidence import latent, mixture
from clustering.evidence.questions import Questions, asked
from clustering.evidence.silhouette import silhouette
from clustering.evidence.valleys import valleys
from clustering.evidence.verdict import Signs
from clustering.kmeans import Fit

EXPLAINED = 1_000
"""Points that the likelihood is told from; more if many clusters are tried."""
PER_CLUSTER = 40
COMPARED = 700
"""Points that silhouettes are told from."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """What clusters of some points are weighed by.

    Attributes
    ----------
    points : (n, d)
    few : (m,) ints
        Those that the likelihood is told from.
    numbers : (m, e)
        Their columns that are numbers.
    answers : Questions
        What they answer in the other columns.
    away : (s, s)
        The distances between the first of them, for silhouettes.
    """

    points: FloatArray
    few: IntArray
    numbers: FloatArray
    answers: Questions
    away: NDArray[np.float32]

    @classmethod
    def of(
        cls,
        seen: FloatArray,
        points: FloatArray,
        most: int,
        rng: np.random.Generator,
    ) -> Self:
        """Return what up to so many clusters are weighed by.

        Parameters
        ----------
        seen, points : (n, d)
            As they are, and with rounded columns spread out.
        most : int
        rng : Generator
        """
        few = rng.permutation(len(points))[: max(EXPLAINED, PER_CLUSTER * most)]
        questions, numbers = asked(seen)
        some = points[few[:COMPARED]]
        away = cdist(some, some).astype(np.float32)
        return cls(points, few, points[few][:, numbers], questions.of(few), away)

    def bics(self, fits: Sequence[Fit]) -> list[float]:
        """Return how badly fits explain the points; lower is better.

        That of one cluster, if it is among them, is the first.
        """
        labelings = [fit.labels[self.few] for fit in fits]
        found = mixture.bics(self.numbers, labelings, self.answers)
        yes = None if self.numbers.size else self.answers.yes
        if yes is not None and len(fits[0].centers) == 1:
            # Who differs by degrees, as in a test, is of no class.
            found[0] = min(found[0], latent.one(yes))
        return found

    def signs(self, fits: Sequence[Fit]) -> Iterator[Signs]:
        """Yield what speaks for each fit."""
        some = self.few[: len(self.away)]
        ways = valleys(self.points, fits)
        for fit, bic, between in zip(fits, self.bics(fits), ways, strict=True):
            yield Signs(
                bic,
                silhouette(self.away, fit.labels[some]),
                tuple(between.certainty.tolist()),
                tuple(between.depth.tolist()),
            )
