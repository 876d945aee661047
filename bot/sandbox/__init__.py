"""A stand-in for Telegram on one's own machine, for people and for tests.

It serves the Bot API to the bot, and to a person a chat page with everything a
person can do there.  It knows nothing of this bot: any other will do.
"""

from bot.sandbox.server import SANDBOX_TOKEN, Sandbox, serve

__all__ = ["SANDBOX_TOKEN", "Sandbox", "serve"]
