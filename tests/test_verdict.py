"""How many groups the signs show."""

import pytest

from clustering.evidence.verdict import Signs, fallback, verdict


def signs(
    bic: float, *certainties: float, silhouette: float = 0.5, depth: float = 0.8
) -> Signs:
    """Return signs with valleys of one depth."""
    return Signs(bic, silhouette, certainties, (depth,) * len(certainties))


ONE = Signs(0)


@pytest.mark.parametrize(
    ("two", "three", "groups"),
    [
        (signs(5, 20), signs(9, 20, 20), 1),  # one cloud explains the points best
        (signs(-5, 20), signs(9, 20, 20), 1),  # or nearly as well
        (signs(-50, 20), signs(-20, 20, 20), 2),  # the likeliest, with a valley
        (signs(-20, 20), signs(-50, 20, 20, 20), 3),
        (signs(-20, 20), signs(-50, 20, 20, 0.5), 2),  # no valley between two of three
        (signs(-50, 2), signs(-20, 2, 2, 2), 1),  # valleys as chance makes them
        (signs(-50, 4.9), signs(-20, 2, 2, 2), 1),  # one valley has to be surer
        (signs(-50, 5.1), signs(-20, 2, 2, 2), 2),
        (signs(-50, 20, depth=0.2), signs(-20, 0), 1),  # certain, but shallow
        (signs(-20, 20), signs(-50, 9, 9, 1.5), 3),  # one weak of three is excused
        (signs(-20, 20), signs(-50, 9, 9, 0.7), 2),  # not if it is none
        (signs(-45, 20), signs(-50, 9, 9, 1.5), 2),  # nor if hardly likelier
        (signs(-20, 20), signs(-50, 9, 1.5), 2),  # nor if it is one of two
        (signs(-20, 20), signs(-50, 9, 9, 1.5, silhouette=0.4), 2),  # nor if crowded
        (signs(-20, 20, silhouette=0.7), signs(-50, 4, 4, 4), 2),  # pieces lie close
        (signs(-20, 20, silhouette=0.5), signs(-50, 4, 4, 4), 3),  # groups do not
        (signs(-46, 20, silhouette=0.5), signs(-50, 4, 4, 4), 2),  # and are likelier
    ],
)
def test_verdict_weighs_the_signs(two: Signs, three: Signs, groups: int) -> None:
    """The mixture proposes a k, and the valleys between its clusters dispose of it."""
    assert verdict({1: ONE, 2: two, 3: three}) == groups


WEAK = (9, 9, 9, 1.5, 1.5)
"""Valleys of which too many are weak to be excused, yet not half of them."""


@pytest.mark.parametrize(
    ("two", "three", "groups"),
    [
        (signs(-20, 20), signs(-50, *WEAK), 3),
        (signs(-20, 20), signs(-50, *WEAK, 1.5), 2),  # half of the valleys are weak
        (signs(-20, 20), signs(-50, *WEAK[:4], 0.7), 2),  # one is none
        (signs(-20, 20), signs(-50, *WEAK, depth=0.2), 2),  # it is shallow
        (signs(-45, 20), signs(-50, *WEAK), 2),  # hardly likelier
        (signs(-20, 20), signs(-50, *WEAK, silhouette=0.49), 2),  # more crowded
        (signs(-20, 2), signs(-50, *WEAK), 1),  # nothing is clear to begin with
    ],
)
def test_clear_groups_may_be_finer(two: Signs, three: Signs, groups: int) -> None:
    """Likelier and roomier groups win, although a few of many valleys are weak."""
    assert verdict({1: ONE, 2: two, 3: three}) == groups


def test_of_finer_groups_the_roomiest_are_told() -> None:
    """The likeliest must be among them; near it, the likelihood is not that exact."""
    two, five = signs(-20, 20), signs(-70, *WEAK)
    four = signs(-60, *WEAK, silhouette=0.6)

    assert verdict({1: ONE, 2: two, 4: four, 5: five}) == 4
    assert verdict({1: ONE, 2: two, 4: four, 6: signs(-80, 0)}) == 2


def test_no_valley_counts_for_more_than_one() -> None:
    """A single gulf does not vouch for cuts without any."""
    assert signs(0, 300, 1).together == 3
    assert signs(0, 3, 3, 3).together == 3
    assert (ONE.certainty, ONE.depth, ONE.together) == (0, 0, 0)


def test_the_best_split_is_the_likeliest_or_the_roomiest() -> None:
    """Without clear groups the mixture tells, and if it wants one, silhouettes do."""
    slices = {1: ONE, 2: signs(-5, 0), 3: signs(-9, 0, 0)}
    cloud = {1: ONE, 2: signs(5, 0, silhouette=0.3), 3: signs(9, 0, 0, silhouette=0.4)}

    assert fallback(slices) == 3
    assert fallback(cloud) == 3
    assert fallback({**cloud, 2: signs(5, 0, silhouette=0.37)}) == 2  # about as roomy
    crowded = {k: signs(5, 0, silhouette=-0.1 * k) for k in (2, 3)}
    assert fallback({1: ONE, **crowded}) == 2
