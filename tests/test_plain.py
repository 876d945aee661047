"""What leaves a job is data: it comes back equal, and nothing else comes back."""

import json
from dataclasses import is_dataclass
from itertools import chain
from typing import Any, get_args, get_type_hints

import pytest

from bot import plain
from clustering import Anchor, Chart, Note, Outline, Phrase, Placement, Report
from clustering.errors import TooFewRows
from clustering.notes import FewerGroups, RowIsIn
from clustering.report import Condition, Rule, Trait
from tests.reports import report


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        0.1,
        "가\ud800",
        b"\x89PNG\x00",
        ("result", (1, (2.5, b"x"))),
        report(decisions=(FewerGroups(2, 3),)),
    ],
)
def test_values_come_back_equal(value: object) -> None:
    """Numbers, text, bytes, tuples and the core's own classes."""
    assert plain.load(plain.dump(value)) == value


def test_faults_come_back_with_their_facts() -> None:
    """An error is told where it is caught, so its class and facts must arrive."""
    fault = plain.load(plain.dump(TooFewRows(rows=2, k=3)))
    assert isinstance(fault, TooFewRows)
    assert (fault.rows, fault.k) == (2, 3)


@pytest.mark.parametrize("value", [{1, 2}, object(), report, range(3)])
def test_other_values_are_refused(value: object) -> None:
    """What is not plain cannot leave."""
    with pytest.raises(TypeError, match="not plain"):
        plain.dump(value)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\x80\x04K\x01.",
        b"{",
        json.dumps({"class": "Popen", "facts": {}}).encode(),
    ],
)
def test_other_bytes_are_refused(sent: bytes) -> None:
    """No class but the core's is ever made from what a job sends."""
    with pytest.raises(ValueError, match=" "):
        plain.load(sent)


def test_every_class_of_an_answer_is_known() -> None:
    """Whatever a report, chart, outline or placement may hold comes back."""
    open_: list[Any] = [Report, Chart, Outline, Placement]
    seen = set[Any]()
    while open_:
        kind = open_.pop()
        seen.add(kind)
        held = chain(*map(within, get_type_hints(kind).values()))
        open_ += [each for each in held if is_dataclass(each) and each not in seen]
    assert seen - {Note} == set(plain.VALUES) - {Anchor}
    (cluster,) = report(1).anchors
    assert plain.load(plain.dump(cluster)) == cluster


def within(hint: object) -> set[Any]:
    """Return the plain types that a type hint is made of."""
    parts = get_args(hint)
    return set().union(*map(within, parts)) if parts else {hint}


def test_a_phrase_stays_one() -> None:
    """It is shown whole, where a text of a table would be cut."""
    note = RowIsIn(3, "A", Phrase("high income, " * 9))
    back = plain.load(plain.dump(note))
    assert back == note
    assert isinstance(back.name, Phrase)


def test_what_tells_of_a_cluster_comes_back() -> None:
    """Rules and traits cross, as they are part of a report."""
    rule = Rule((Condition("age", above=True, bound=33.0, shown="33"),), 0.98, 0.93)
    told = (rule, Trait("city", "서울", 0.71, 0.48))
    assert plain.load(plain.dump(told)) == told
