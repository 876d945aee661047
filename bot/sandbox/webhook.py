"""The methods with which the bot fetches updates or has them sent."""

import re
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request, conflict
from bot.sandbox.updates import Webhook
from bot.sandbox.values import Json
from bot.sandbox.world import World

SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
LOOPBACK = re.compile(r"https?://(127\.0\.0\.1|localhost|\[::1\])[:/]")
HOOKED = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, call: Call) -> list[Json]:
    """Return pending updates, or wait for one; a newer call ends an older one."""
    if world.updates.webhook:
        raise conflict(HOOKED)
    world.updates.ask_for(wanted_kinds(call))
    return await world.updates.poll(
        call.whole("offset"),
        call.whole("limit", 100),
        call.whole("timeout"),
    )


def set_webhook(world: World, call: Call) -> bool:
    """Have updates sent to an address; an empty one ends that.

    Telegram takes HTTPS on four ports alone.  The sandbox reaches no further than
    this machine, and there it takes any port and plain HTTP as well.
    """
    if not (url := call.text("url")):
        return delete_webhook(world, call)
    if not LOOPBACK.match(url):
        raise bad_request("bad webhook: the sandbox reaches 127.0.0.1 alone")
    secret = call.text("secret_token")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    drop_if_asked(world, call)
    world.updates.ask_for(wanted_kinds(call))
    world.updates.end(conflict("terminated by setWebhook request"))
    world.updates.hook(Webhook(url, secret))
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """Keep updates for polls again."""
    drop_if_asked(world, call)
    world.updates.hook(None)
    return True


def get_webhook_info(world: World, _: Call) -> Json:
    """Return where updates are sent, how many wait, and what went wrong last."""
    hook = world.updates.webhook or Webhook("", "")
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook.last_error:
        info["last_error_date"] = hook.last_error_date
        info["last_error_message"] = hook.last_error
    return info


def drop_if_asked(world: World, call: Call) -> None:
    """Forget what is pending where a call says so."""
    if call.flag("drop_pending_updates"):
        world.updates.forget()


def wanted_kinds(call: Call) -> list[str] | None:
    """Return the kinds of updates that a call asks for, None where it is silent."""
    kinds: Any = call.value("allowed_updates")
    if kinds is not None and not isinstance(kinds, list):
        raise bad_request("can't parse allowed_updates JSON object")
    return kinds
