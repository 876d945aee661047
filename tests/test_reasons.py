"""Why so many groups, in sentences with numbers."""

from clustering.evidence.reasons import doubts, reasons, runner_up, scores
from clustering.evidence.verdict import Signs
from clustering.notes import FewRows, GroupsApart, NextBest, NoBorder, OneCloud

SIGNS = {
    1: Signs(0),
    2: Signs(-30, 0.5, (9.0,), (0.7,)),
    3: Signs(-50, 0.6, (9.0, 7.0, 8.0), (0.9, 0.829, 0.95)),
    4: Signs(-20, 0.4, (9.0, 0.5), (0.9, 0.1)),
}


def test_groups_are_there_because_rows_thin_out_between_them() -> None:
    """The weakest border is told, rounded down, and the k that comes second."""
    assert reasons(SIGNS, 3) == (GroupsApart(3, 82), NextBest(2))


def test_there_are_none_because_one_cloud_will_do_or_a_border_is_missing() -> None:
    """Which of the two it was."""
    cloud = {1: Signs(-99), 2: SIGNS[2]}

    assert reasons(cloud, 1) == (OneCloud(),)
    assert reasons(SIGNS, 1) == (NoBorder(3, 82),)


def test_the_next_best_is_clear_or_else_roomy() -> None:
    """A likelier number of groups without borders is no rival."""
    unclear = {**SIGNS, 2: Signs(-30, 0.5, (1.0,), (0.7,))}

    assert runner_up({**SIGNS, 4: Signs(-60, 0.4, (9.0, 0.5), (0.9, 0.1))}, 3) == 2
    assert runner_up(unclear, 3) == 2
    assert runner_up({**unclear, 4: Signs(-20, 0.6, (0.5,), (0.1,))}, 3) == 4


def test_where_nothing_was_looked_at_nothing_is_said() -> None:
    """Two different rows give no reasons."""
    assert reasons({}, 1) == ()
    assert scores({}) == ()
    assert runner_up({1: Signs(0), 2: SIGNS[2]}, 2) is None
    assert reasons({1: Signs(0), 2: SIGNS[2]}, 2) == (GroupsApart(2, 70),)


def test_scores_are_plain_numbers_for_each_k() -> None:
    """The weakest border counts, and likelihood is told against one group."""
    second = scores(SIGNS)[1]

    assert [score.k for score in scores(SIGNS)] == [2, 3, 4]
    assert (second.sparser, second.certainty) == (0.829, 7.0)
    assert (second.silhouette, second.likelier) == (0.6, 50)


def test_few_rows_are_doubtful() -> None:
    """Fewer than 30, or than 10 for each group."""
    assert doubts(29, 2) == (FewRows(29, 2),)
    assert doubts(49, 5) == (FewRows(49, 5),)
    assert doubts(50, 5) == ()
