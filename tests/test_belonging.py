"""Why a row is in its cluster, in numbers and in words."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from clustering import Request, Words, label, pipeline, why
from clustering.report import Placement
from tests.handmade import blobs

DATA = Path(__file__).parent / "data"

SHOP = "나이(세),소득(만원),도시\n" + "\n".join(
    [f"{20 + n},{200 + n * 10},서울" for n in range(10)]
    + [f"{60 + n},{15000 + n * 10},부산" for n in range(10)]
)


def told(row: int, text: str = SHOP, k: int = 2) -> Placement:
    """Return why a row of a table is in its cluster."""
    return why(Request(text.encode(), k=k), row)


def test_words_by_hand() -> None:
    """What each number says, the fit, and what would have to change."""
    placed = told(3)
    assert "\n".join(map(str, placed.says)) == (
        "Row 3 is in A (low 나이, low 소득).\n"
        "Its fit is 96 of 100: 100 is the middle of A, and 0 is as near to B"
        " (high 나이, high 소득), the next nearest group.\n"
        "나이 22세 is nearer to A (average 24.5세) than to B (64.5세).\n"
        "소득 220만원 is nearer to A (average 200만원) than to B (15,000만원).\n"
        "With 나이 65세 instead of 22세, it would be in B."
    )
    assert (placed.row, placed.letter, placed.other) == (3, "A", "B")


@settings(max_examples=20)
@given(st.integers(2, 5), st.integers(1, 3), st.data())
def test_weights_are_the_lead_of_the_center(
    k: int, d: int, data: st.DataObject
) -> None:
    """They add up to how much nearer the own center is, computed from the report."""
    points, _ = blobs(k, d, each=4)
    lines = [",".join(f"{number:.3f}" for number in row) for row in points]
    text = "\n".join([",".join("xyz"[:d]), *lines])
    row = data.draw(st.integers(1, len(points)))
    request = Request(text.encode(), k=k, scaling="none")
    found = pipeline.find(request)
    placed = pipeline.why(found, row)
    centers = {each.letter: each.center for each in found.clusters}
    numbers = [float(cell) for cell in lines[row - 1].split(",")]
    says = {
        column: (number - other) ** 2 - (number - own) ** 2
        for column, number, own, other in zip(
            found.features.columns,
            numbers,
            centers[placed.letter],
            centers[placed.other],
            strict=True,
        )
    }
    total = sum(map(abs, says.values()))
    assert sum(says.values()) >= -1e-9
    for pull in placed.pulls:
        assert_allclose(pull.weight, says[pull.column] / total, atol=1e-6)
    weights = [abs(pull.weight) for pull in placed.pulls]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("row", [1, 150])
def test_the_fit_is_that_of_the_labelled_table(row: int) -> None:
    """The same number stands in the CSV that can be taken away."""
    request = Request((DATA / "iris.csv").read_bytes(), k=3)
    line = label(request).decode().splitlines()[row].split(",")
    placed = why(request, row)
    assert line[5] == placed.letter
    assert float(line[-1]) == round(placed.fit)


def test_what_speaks_against_is_told_too() -> None:
    """A number nearer to the other group is told as such."""
    near = [f"{n},{n % 4}" for n in range(10)]
    far = [f"{n + 40},{n % 4 + 5}" for n in range(10)]
    text = "\n".join(["a,b", *near, *far, "6,5"])
    placed = why(Request(text.encode(), k=2), 21)
    assert [str(note)[:18] for note in placed.says[2:4]] == [
        "a 6 is nearer to A",
        "b 5 is nearer to B",
    ]
    assert placed.pulls[0].weight > 0 > placed.pulls[1].weight


def test_words_of_another_language() -> None:
    """Numbers are told with the words of the request."""
    rows = [*(f"{n}0000" for n in range(20, 30)), *(f"{n}0000" for n in range(60, 70))]
    text = "\n".join(["소득(원)", *rows])
    words = Words(units="1e4 만 1e8 억")
    placed = why(Request(text.encode(), k=2, words=words), 15)
    assert str(placed.says[2]).startswith("소득 64만원 is nearer")
