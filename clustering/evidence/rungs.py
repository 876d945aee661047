"""Signs -> what a person is shown of them, for each number of groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from clustering.evidence.reasons import percent, runner_up
from clustering.evidence.verdict import Signs, parted


@dataclass(frozen=True)
class Rung:
    """What speaks for one number of groups.

    Attributes
    ----------
    k : int
    sparser : int
        How many per cent sparser rows are at the weakest border than beside it.
    sure : bool
        Whether the verdict takes all its borders for more than chance.
    silhouette : float
        Mean silhouette, -1..1.
    explains : float
        How well it explains the rows, from one group, 0, to the best k, 1; by BIC.
    chosen, second : bool
        Whether it is the number of clear groups, or the next best.
    """

    k: int
    sparser: int
    sure: bool
    silhouette: float
    explains: float
    chosen: bool
    second: bool


def rungs(signs: Mapping[int, Signs], groups: int) -> tuple[Rung, ...]:
    """Return a rung for each k from 2.

    Parameters
    ----------
    signs : mapping
        For each k from 1.
    groups : int
        How many clear groups there are; 1 for none.
    """
    gains = {k: signs[1].bic - own.bic for k, own in signs.items()}
    best = max(gains.values())
    second = runner_up(signs, groups) if groups > 1 else None
    return tuple(
        Rung(
            k=k,
            sparser=percent(max(own.depth, 0)),
            sure=parted(signs, k),
            silhouette=own.silhouette,
            explains=max(gains[k], 0) / best if best > 0 else 0.0,
            chosen=k == groups,
            second=k == second,
        )
        for k, own in signs.items()
        if k > 1
    )
