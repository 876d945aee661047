"""Sends updates to the bot's webhook, one after the other, until each is taken."""

import asyncio
import json

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest

from bot.sandbox.calls import Call, as_params
from bot.sandbox.methods import find
from bot.sandbox.refusals import Refusal
from bot.sandbox.updates import Webhook
from bot.sandbox.values import Json
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 60.0


async def deliver(world: World) -> None:
    """Send pending updates to the webhook while there is one; never returns.

    An update that is not answered with 2xx is sent again, after a pause that
    doubles each time; those behind it wait.
    """
    pause_s = FIRST_PAUSE_S
    while True:
        await world.updates.hooked.wait()
        await world.updates.arrived.wait()
        if not (webhook := world.updates.webhook):
            continue
        if await hand_over(world, webhook, world.updates.pending[0]):
            pause_s = FIRST_PAUSE_S
        else:
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)


async def hand_over(world: World, webhook: Webhook, update: Json) -> bool:
    """Send one update, and tell whether it was taken."""
    headers = {"Content-Type": "application/json"}
    if webhook.secret:
        headers[SECRET_HEADER] = webhook.secret
    body = json.dumps(update)
    request = HTTPRequest(webhook.url, method="POST", headers=headers, body=body)
    try:
        response = await AsyncHTTPClient().fetch(request)
    except HTTPError as error:
        webhook.fail(f"Wrong response from the webhook: {error.code} {error.message}")
        return False
    except OSError:
        webhook.fail("Connection refused")
        return False
    world.updates.confirm(update["update_id"] + 1)
    carry_out_answer(world, response.body)
    return True


def carry_out_answer(world: World, body: bytes) -> None:
    """Carry out the method that an answer to an update asks for, if it does."""
    try:
        wish = json.loads(body)
    except ValueError:
        return
    if isinstance(wish, dict) and (method := wish.pop("method", None)):
        call = Call(str(method), as_params(wish))
        try:
            find(call)(world, call)
        except Refusal:
            return
