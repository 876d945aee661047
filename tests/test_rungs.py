"""What a person is shown of the signs for each number of groups."""

from clustering.evidence.rungs import rungs
from clustering.evidence.verdict import Signs

SIGNS = {
    1: Signs(bic=100.0),
    2: Signs(60.0, 0.6, (9.0,), (0.899,)),
    3: Signs(20.0, 0.7, (9.0, 8.0), (0.9, 0.8)),
    4: Signs(30.0, 0.5, (9.0, 8.0, 0.1), (0.9, 0.8, 0.05)),
    5: Signs(120.0, 0.1, (0.1,) * 4, (-0.2,) * 4),
}


def test_rungs_tell_signs_as_a_person_reads_them() -> None:
    """Gaps in whole per cent, rounded down; the best explains all that any does."""
    two, three, four, five = rungs(SIGNS, 3)
    assert [rung.k for rung in (two, three, four, five)] == [2, 3, 4, 5]
    assert [rung.sparser for rung in (two, three, four, five)] == [89, 80, 5, 0]
    assert [rung.explains for rung in (two, three, four, five)] == [0.5, 1, 0.875, 0]
    assert [rung.sure for rung in (two, three, four, five)] == [
        True,
        True,
        False,
        False,
    ]


def test_a_chosen_number_may_have_borders_that_are_not_sure() -> None:
    """Where the verdict took it for the sake of its others, that is not hidden."""
    assert not rungs(SIGNS, 4)[2].sure
    assert rungs(SIGNS, 4)[2].chosen


def test_the_chosen_and_the_next_best_are_marked() -> None:
    """Each once; neither where there are no groups."""
    assert [rung.k for rung in rungs(SIGNS, 3) if rung.chosen] == [3]
    assert [rung.k for rung in rungs(SIGNS, 3) if rung.second] == [2]
    assert not any(rung.chosen or rung.second for rung in rungs(SIGNS, 1))


def test_nothing_explains_more_than_one_cloud() -> None:
    """Where one group is likeliest, no other has a bar."""
    one = {1: Signs(bic=1.0), 2: Signs(5.0, 0.2, (1.0,), (0.1,))}
    assert [rung.explains for rung in rungs(one, 1)] == [0]
