"""Fit -> what sets each cluster apart, in the columns' own units."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effect:
    """How far a cluster's mean in one column is from the mean of all.

    Attributes
    ----------
    column : str
    value, overall : float
        Mean of the cluster and of all clustered rows, in the column's unit.
    sds : float
        Their difference in standard deviations of all clustered rows.
    """

    column: str
    value: float
    overall: float
    sds: float


@dataclass(frozen=True)
class Cluster:
    """One cluster in words and numbers.

    Attributes
    ----------
    letter : str
        A for the largest, then B ...; AA after Z.
    name : str
        Its one or two largest effects in words, unique among the clusters.
    size : int
        Rows in it.
    share : float
        Of all clustered rows, 0..1.
    center : tuple of float
        Its mean by used column, in the columns' own units.
    effects : tuple of Effect
        One for each used column, the largest first.
    """

    letter: str
    name: str
    size: int
    share: float
    center: tuple[float, ...]
    effects: tuple[Effect, ...]
