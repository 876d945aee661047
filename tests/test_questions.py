"""Columns that answer questions."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import bernoulli

from clustering.arrays import FloatArray, IntArray
from clustering.evidence.mixture import bics
from clustering.evidence.questions import asked


def one_hot(kinds: IntArray, many: int) -> FloatArray:
    """Return a column for each kind."""
    return np.eye(many)[kinds]


def together(n: int) -> IntArray:
    """Return the labels of a single cluster."""
    return np.zeros(n, dtype=np.intp)


def test_answers_are_yes_where_the_larger_of_two_values_stands() -> None:
    """Whatever the two values of each column are."""
    points = np.array([[0.0, 7], [1, -2], [1, 7]])

    questions, numbers = asked(points)

    assert not numbers.any()
    assert_array_equal(questions.yes, [[0, 1], [1, 0], [1, 1]])
    assert_array_equal(questions.ways, [2, 2])


def test_a_column_of_two_values_is_a_number_beside_numbers() -> None:
    """Only where all columns have two values are they answers of yes and no."""
    questions, numbers = asked(np.array([[0.0, 1], [1, 2], [1, 3]]))

    assert numbers.all()
    assert (questions.marks.shape, questions.yes is None) == ((3, 0), False)


def test_categories_are_one_question() -> None:
    """Each row is in just one of them; columns beside them are not touched."""
    kinds = np.array([0, 2, 1, 1, 0])
    points = np.column_stack(
        [np.arange(5.0), one_hot(kinds, 3) * 4 - 7, [0, 1, 1, 1, 1]]
    )

    questions, numbers = asked(points)

    assert_array_equal(numbers, [True, False, False, False, True])
    assert_array_equal(questions.marks, one_hot(kinds, 3))
    assert_array_equal(questions.ways, [3])
    assert questions.yes is None


def test_two_questions_side_by_side_are_told_apart() -> None:
    """The second begins where a row would say yes twice."""
    first, second = np.array([0, 1, 2, 2, 1]), np.array([1, 0, 1, 0, 0])
    points = np.hstack([one_hot(first, 3), one_hot(second, 2)])

    questions, numbers = asked(points)

    assert not numbers.any()
    assert_array_equal(questions.which, [0, 0, 0, 1, 1])


def test_columns_that_leave_rows_without_an_answer_are_no_question() -> None:
    """Beside numbers they stay what they are."""
    points = np.column_stack([np.arange(4.0), [1, 0, 0, 0], [0, 1, 0, 0]])

    _, numbers = asked(points)

    assert numbers.all()


def test_bic_is_that_of_independent_answers() -> None:
    """Answers that have nothing to do with each other: a share of yes for each."""
    rng = np.random.default_rng(1)
    rows = (rng.random((800, 5)) < [0.2, 0.3, 0.5, 0.6, 0.9]).astype(float)

    (bic,) = bics(rows[:, :0], [together(800)], asked(rows)[0])

    alone = bernoulli(rows.mean(axis=0)).logpmf(rows).sum()
    assert_allclose(bic, 6 * np.log(800) - 2 * alone, atol=1)


def test_bic_is_that_of_independent_categories_and_numbers() -> None:
    """The sum of what Gaussians and shares say, each number in them paid for."""
    rng = np.random.default_rng(2)
    kinds, numbers = rng.choice(3, 900, p=[0.2, 0.3, 0.5]), rng.normal(size=(900, 2))
    numbers = (numbers - numbers.mean(axis=0)) / numbers.std(axis=0)
    questions, _ = asked(np.hstack([numbers, one_hot(kinds, 3)]))
    nothing, _ = asked(numbers)

    (both,) = bics(numbers, [together(900)], questions)
    (apart,) = bics(numbers, [together(900)], nothing)

    shares = np.bincount(kinds) / 900
    assert_allclose(
        both - apart, 2 * (np.log(900) - np.log(shares[kinds]).sum()), atol=1
    )


@given(
    st.integers(0, 10**6), st.integers(1, 30), st.lists(st.integers(2, 5), max_size=4)
)
def test_all_answers_have_a_bic(seed: int, n: int, ways: list[int]) -> None:
    """Even if all say the same, or nothing is asked."""
    rng = np.random.default_rng(seed)
    marks = [one_hot(rng.integers(0, many, n), many) for many in ways]
    points = np.hstack([rng.normal(size=(n, 1)), *marks])
    questions, numbers = asked(points)
    spread = points[:, numbers] + rng.normal(size=(n, 1)) / 9

    found = bics(spread, [together(n), np.arange(n) % 3], questions)

    assert np.isfinite(found).all()
