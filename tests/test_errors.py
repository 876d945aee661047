"""How faults that a person can put right are told."""

import pickle
from dataclasses import fields

import pytest

from clustering.errors import TextColumn, TooFewRows, UserError

KINDS = sorted(UserError.__subclasses__(), key=lambda kind: kind.__name__)
OURS = [kind for kind in KINDS if kind.__module__ == UserError.__module__]
FACTS: dict[object, object] = {
    int: 1204,
    str: "나이",
    tuple[str, ...]: ("나이", "소득"),
}


def example_of(kind: type[UserError]) -> UserError:
    """Return a fault of a kind, with some fact of the right type in each field."""
    return kind(*(FACTS[field.type] for field in fields(kind)))


@pytest.mark.parametrize("kind", OURS)
def test_errors_tell_their_facts(kind: type[UserError]) -> None:
    """Each is a whole sentence with its facts in it, and says what to do."""
    told = str(example_of(kind))
    assert told[0].isupper() or told[0] in "“1"
    assert told.endswith(".")
    assert "{" not in told
    names = {field.type for field in fields(kind)}
    assert ("1,204" in told) == (int in names)


@pytest.mark.parametrize("kind", OURS)
def test_errors_can_be_pickled(kind: type[UserError]) -> None:
    """A fault raised in another process arrives as it was."""
    fault = example_of(kind)
    again = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes
    assert type(again) is kind
    assert str(again) == str(fault)


@pytest.mark.parametrize(
    ("rows", "k", "told"),
    [
        (1, 2, "Your table has 1 row to work with, too few for 2 groups"),
        (
            1200,
            5000,
            "Your table has 1,200 rows to work with, too few for 5,000 groups",
        ),
    ],
)
def test_errors_count_properly(rows: int, k: int, told: str) -> None:
    """One is one, and thousands are marked."""
    assert str(TooFewRows(rows=rows, k=k)).startswith(told)


def test_errors_clean_foreign_names() -> None:
    """Names from a table are shown in one short line."""
    told = str(TextColumn("a\nb", "x" * 50, ("c",)))
    assert "“a b”" in told
    assert "x" * 39 + "…" in told
