"""Each figure of reliability, in a short form of its benchmark."""

import pytest

from benchmarks.reliability import SHORT, figures_of, summary, trials
from benchmarks.trials.figures import at_most, holds
from benchmarks.trials.storms import RETRY_AFTER_S, inside_waits
from benchmarks.trials.town import APOLOGY, TABLE, town

TRIALS = trials(SHORT)


@pytest.mark.parametrize("row", TRIALS)
async def test_a_figure_is_reached(row: str) -> None:
    """What is promised holds for a few kills, faults and people, too."""
    figures = await figures_of(row, TRIALS[row])
    assert figures
    assert [str(figure) for figure in figures if not figure.reached] == []


async def test_losses_repeats_and_order_are_seen() -> None:
    """The measure itself can fail: each kind of fault in a chat is counted."""
    async with town() as place:
        (chat,) = place.people(1)
        first, second, _ = place.ask(chat), place.ask(chat), place.send(chat, TABLE)
        (other,) = place.people(1)
        place.ask(other)
        place.world.post(place.world.chats[other], place.world.bot, {"text": APOLOGY})
        for text in (second, first, first, "What?"):
            place.world.post(place.world.chats[chat], place.world.bot, {"text": text})
        verdict = place.verdict()
    assert (verdict.asked, verdict.lost, verdict.cut_off) == (4, 1, 1)
    assert (verdict.swapped, verdict.repeats, verdict.most_repeats) == (1, 1, 1)
    assert verdict.strays == ("What?", APOLOGY)


async def test_a_trial_that_does_not_end_is_a_failure() -> None:
    """A safety limit is never taken for an end."""
    async with town() as place:
        place.ask(*place.people(1))
        (figure,) = await figures_of("R0", lambda: place.settled(0.1))  # type: ignore[arg-type,return-value]  # it never returns
    assert not figure.reached
    assert summary([figure]) == "1 figures, 1 not reached, open rows in 1 trials"
    fine = holds("R8", "parked", truth=True)
    assert summary([fine]) == "1 figures, 0 not reached, no open rows"


def test_calls_inside_a_wait_are_counted() -> None:
    """Only those of the same chat, after the refusal and before its end."""
    times = [(429, 0.0), (200, 0.5), (200, RETRY_AFTER_S - 0.1), (200, RETRY_AFTER_S)]
    calls = [
        {"status": status, "at": at, "params": {"chat_id": "1"}} for status, at in times
    ]
    other = {"status": 200, "at": 0.7, "params": {"chat_id": "2"}}
    assert inside_waits([*calls, other, {**other, "params": {}}]) == 2
    assert inside_waits([other]) == 0


def test_a_figure_says_whether_it_is_reached() -> None:
    """Ours, the target, and the verdict stand in one line."""
    assert str(at_most("R1", "lost", 1, 0)).split()[-3:] == ["1", "0", "NOT"]
    assert str(holds("R8", "parked", truth=True)).split()[-2:] == ["yes", "reached"]
