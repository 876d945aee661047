"""Tests of faults on purpose."""

import asyncio

import pytest

from bot.sandbox.calls import Call, as_params
from bot.sandbox.faults import KINDS, Fault, Faults, read_fault
from bot.sandbox.refusals import Refusal


def test_fault_strikes_so_many_times() -> None:
    """A fault strikes the calls it is meant for, so often, and is gone."""
    faults = Faults()
    faults.add(Fault("500", methods=frozenset({"sendmessage"}), times=2))
    struck = [
        faults.strike(method) is not None
        for method in ("getme", "sendmessage", "sendmessage", "sendmessage")
    ]
    assert struck == [False, True, True, False]
    assert faults.active == []


@pytest.mark.parametrize(("share", "count"), [(1.0, 50), (1e-12, 0)])
def test_fault_strikes_a_share(share: float, count: int) -> None:
    """A share of calls is struck for ever, until faults are cleared."""
    faults = Faults()
    faults.add(Fault("429", share=share))
    assert sum(faults.strike("getme") is not None for _ in range(50)) == count
    faults.clear()
    assert faults.strike("getme") is None


def test_faults_have_numbers_and_an_order() -> None:
    """Each fault has its own number, and the oldest strikes first."""
    faults = Faults()
    assert faults.add(Fault("500")) != faults.add(Fault("502"))
    kinds = [fault.kind for _ in range(2) if (fault := faults.strike("getme"))]
    assert kinds == ["500", "502"]


@pytest.mark.parametrize(
    ("kind", "comes_first", "status"),
    [
        ("429", True, 429),
        ("500", True, 500),
        ("502", True, 502),
        ("drop_before", True, None),
        ("drop_after", False, None),
        ("garbage", False, 200),
    ],
)
def test_fault_spoils_the_answer(
    kind: str,
    status: int | None,
    *,
    comes_first: bool,
) -> None:
    """Each kind of fault has its own answer, or none."""
    fault = Fault(kind, retry_after_s=7)
    answer = fault.answer()
    assert fault.comes_first is comes_first
    assert (answer.status if answer else None) == status
    assert (answer.retry_after_s if answer else 0) == (7 if kind == "429" else 0)


def test_read_fault_takes_all_wishes() -> None:
    """A fault can be asked for in every detail."""
    wish = {
        "kind": "slow",
        "methods": ["sendPhoto"],
        "times": 3,
        "share": 0.5,
        "retry_after": 9,
        "seconds": 0.25,
    }
    assert read_fault(Call("", as_params(wish))) == Fault(
        "slow",
        methods=frozenset({"sendphoto"}),
        times=3,
        share=0.5,
        retry_after_s=9,
        seconds=0.25,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_read_fault_has_defaults(kind: str) -> None:
    """The kind is enough: any method, once."""
    assert read_fault(Call("", {"kind": kind})) == Fault(kind)


def test_read_fault_lists_the_choices() -> None:
    """An unknown kind is refused with those there are."""
    with pytest.raises(Refusal) as refused:
        read_fault(Call("", {"kind": "flood"}))
    assert all(kind in refused.value.description for kind in KINDS)


async def test_pause_ends_with_everything_else() -> None:
    """A slow call waits its time, but not beyond the end of the sandbox."""
    faults = Faults()
    await faults.pause(0.01)
    waiting = asyncio.create_task(faults.pause(600))
    await asyncio.sleep(0)
    faults.over.set()
    await waiting
