"""The bot's side over HTTP: methods, and downloads of files."""

import sys
from http import HTTPStatus
from types import TracebackType

from tornado.web import RequestHandler

from bot.sandbox.answers import Answer, refused
from bot.sandbox.calls import read_call
from bot.sandbox.files import UPLOAD_LIMIT
from bot.sandbox.office import Office
from bot.sandbox.refusals import Refusal, too_large, unauthorized

REQUEST_LIMIT = UPLOAD_LIMIT + 2**20
"""Bytes of a whole request: the largest document, and room for words."""


class OfficeHandler(RequestHandler):
    """A request that may be refused, which is no fault of the sandbox."""

    def initialize(self, office: Office) -> None:
        """Take over what every request needs."""
        self.office = office

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log what went wrong, but no refusals."""
        if not isinstance(value, Refusal):
            super().log_exception(typ, value, tb)

    def refusal(self, status_code: int) -> Refusal:
        """Return the refusal that is being handled, or one for any other fault."""
        error = sys.exc_info()[1]
        if isinstance(error, Refusal):
            return error
        return Refusal(status_code, HTTPStatus(status_code).phrase)


class BotHandler(OfficeHandler):
    """A request of the bot, with its key in the path."""

    def check(self, token: str) -> None:
        """Refuse a request that has the wrong key or is too large."""
        if token != self.office.token:
            raise unauthorized()
        if len(self.request.body) > REQUEST_LIMIT:
            raise too_large()

    def reply(self, answer: Answer | None) -> None:
        """Send an answer, or drop the connection where there is none."""
        if answer is None:
            self.detach().close()
            return
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.content_type)
        if answer.retry_after_s:
            self.set_header("Retry-After", answer.retry_after_s)
        self.finish(answer.body)

    def write_error(self, status_code: int, **_: object) -> None:
        """Answer in Telegram's envelope, whatever went wrong."""
        self.reply(refused(self.refusal(status_code)))


class MethodHandler(BotHandler):
    """A call of a method, by GET or POST."""

    async def get(self, token: str, method: str) -> None:
        """Answer one call."""
        self.check(token)
        self.reply(await self.office.serve(read_call(method, self.request)))

    async def post(self, token: str, method: str) -> None:
        """Answer one call."""
        await self.get(token, method)


class DownloadHandler(BotHandler):
    """A file at the path that getFile gave."""

    async def get(self, token: str, path: str) -> None:
        """Send one file."""
        self.check(token)
        self.reply(await self.office.download(path))
