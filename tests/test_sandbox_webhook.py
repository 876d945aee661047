"""Tests of the methods with which the bot fetches updates or has them sent."""

import asyncio

import pytest

from bot.sandbox.calls import Call
from bot.sandbox.refusals import Refusal
from bot.sandbox.webhook import (
    delete_webhook,
    get_updates,
    get_webhook_info,
    set_webhook,
)
from bot.sandbox.world import World, begin

HOOK = {"url": "http://127.0.0.1:8443/hook"}


@pytest.fixture
def world() -> World:
    """Return a world with an update that waits."""
    world = begin()
    world.updates.add("message", {"text": "a"})
    return world


async def test_get_updates_reads_its_parameters(world: World) -> None:
    """Offset, limit and the wanted kinds come from the call."""
    wish = {"limit": "1", "allowed_updates": '["callback_query"]'}
    [update] = await get_updates(world, Call("", wish))
    assert update["message"] == {"text": "a"}
    world.updates.add("message", {})
    following = {"offset": str(update["update_id"] + 1)}
    assert await get_updates(world, Call("", following)) == []


async def test_get_updates_refuses_other_lists(world: World) -> None:
    """The wanted kinds are a list."""
    with pytest.raises(Refusal):
        await get_updates(world, Call("", {"allowed_updates": '"message"'}))


async def test_webhook_and_polls_exclude_each_other(world: World) -> None:
    """While there is a webhook, polls are refused; setting one ends a poll."""
    world.updates.forget()
    poll = asyncio.create_task(get_updates(world, Call("", {"timeout": "50"})))
    await asyncio.sleep(0)
    assert set_webhook(world, Call("", HOOK))
    with pytest.raises(Refusal) as refused:
        await poll
    assert refused.value.description == "Conflict: terminated by setWebhook request"
    with pytest.raises(Refusal) as refused:
        await get_updates(world, Call(""))
    assert refused.value.description == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert delete_webhook(world, Call(""))
    assert await get_updates(world, Call("")) == []


def test_get_webhook_info_tells_how_it_goes(world: World) -> None:
    """Where updates go, how many wait, and the last error can be asked."""
    none = {"url": "", "has_custom_certificate": False, "pending_update_count": 1}
    assert get_webhook_info(world, Call("")) == none
    set_webhook(world, Call("", HOOK))
    assert world.updates.webhook
    world.updates.webhook.fail("Connection refused")
    info = get_webhook_info(world, Call(""))
    assert info["url"] == HOOK["url"]
    assert info["last_error_message"] == "Connection refused"
    assert info["last_error_date"]


def test_pending_updates_can_be_dropped(world: World) -> None:
    """A webhook may begin, or end, with nothing pending."""
    set_webhook(world, Call("", HOOK | {"drop_pending_updates": "true"}))
    assert world.updates.pending == []
    assert set_webhook(world, Call("", {"url": ""}))
    assert not world.updates.hooked.is_set()


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (
            {"url": "https://example.com/hook"},
            "bad webhook: the sandbox reaches 127.0.0.1 alone",
        ),
        (
            {"url": "http://localhost.example.com/"},
            "bad webhook: the sandbox reaches 127.0.0.1 alone",
        ),
        (
            HOOK | {"secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
def test_set_webhook_refuses(world: World, wish: dict[str, str], why: str) -> None:
    """No host but this one is reached, and a secret has plain characters."""
    with pytest.raises(Refusal) as refused:
        set_webhook(world, Call("", wish))
    assert refused.value.description == f"Bad Request: {why}"
