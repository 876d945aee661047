"""Signs -> why so many groups, and how firmly, in sentences with numbers."""

from collections.abc import Mapping

from clustering.evidence.verdict import Signs, likeliest, parted
from clustering.notes import FewRows, GroupsApart, NextBest, NoBorder, Note, OneCloud
from clustering.report import Score

FEW_ROWS, FEW_PER_GROUP = 30, 10
"""Fewer rows than this, or than this for each group, leave much to chance."""


def scores(signs: Mapping[int, Signs]) -> tuple[Score, ...]:
    """Return what speaks for each k from 2, in plain numbers."""
    return tuple(
        Score(
            k=k,
            sparser=own.depth,
            certainty=own.certainty,
            silhouette=own.silhouette,
            likelier=signs[1].bic - own.bic,
        )
        for k, own in signs.items()
        if k > 1
    )


def reasons(signs: Mapping[int, Signs], groups: int) -> tuple[Note, ...]:
    """Return why there are so many groups, and which number comes next."""
    if not signs:
        return ()
    if groups > 1:
        told: Note = GroupsApart(groups, percent(signs[groups].depth))
    elif min(signs, key=lambda k: signs[k].bic) == 1:
        told = OneCloud()
    else:
        likely = min(signs, key=lambda k: signs[k].bic)
        told = NoBorder(likely, percent(signs[likely].depth))
    second = runner_up(signs, groups)
    return (told, NextBest(second)) if groups > 1 and second else (told,)


def runner_up(signs: Mapping[int, Signs], groups: int) -> int | None:
    """Return the likeliest other number of clear groups, or else the roomiest."""
    others = [k for k in signs if k not in (1, groups)]
    if clear := [k for k in others if parted(signs, k)]:
        return likeliest(signs, clear)
    return max(others, key=lambda k: signs[k].silhouette, default=None)


def doubts(rows: int, k: int) -> tuple[Note, ...]:
    """Return what leaves any answer in doubt: too few rows."""
    few = rows < max(FEW_ROWS, FEW_PER_GROUP * k)
    return (FewRows(rows, k),) if few else ()


def percent(share: float) -> int:
    """Return a share as a whole percentage, rounded down: no more than is there."""
    return int(100 * share)
