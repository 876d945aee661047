"""The log: one line for each record, `key=value`, without the token or a person.

    time=2026-11-23T11:13:20.123+00:00 level=info from=bot.logs message=request
    chat=9f2c41d7 kind=k outcome=ok run=12 rows=270 columns=4 k=4 waited_s=0.004 ...

A value with spaces or other signs is a JSON string, so `grep outcome=ok` finds what it
should, and a traceback stays in its line.  `docs/operations.md` tells the lines.
"""

import hmac
import json
import logging
import re
import sys
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from types import TracebackType

log = logging.getLogger(__name__)

BARE = re.compile(r"[A-Za-z0-9_.:/@+-]+")
"""What needs no quotes."""
HUSHED = {
    # They tell each call with its URL, and the token is a part of that.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    # It quotes an answer that it cannot read, with all that people wrote in it; the
    # error that it raises then is told by those who catch it.
    "telegram.request.BaseRequest": logging.CRITICAL,
}
"""From which level on those are heard who tell too much."""


@dataclass
class Facts:
    """What is told of a request once it is done, and filled in until then.

    Counts are fine; no name, word or cell of a person's belongs here.

    Attributes
    ----------
    chat_id : int
        Told as its hash.
    kind : str
        What was asked: k, csv, demo, document, help, ...
    outcome : str
        ok, the name of the `UserError` that was told, crashed or parked.
    code : str or None
        What an apology calls this request.
    waited_s, computed_s : float
        From its arrival to its turn, and in the engine.
    """

    chat_id: int
    kind: str = "other"
    outcome: str = "ok"
    code: str | None = None
    run: int | None = None
    rows: int | None = None
    columns: int | None = None
    k: int | None = None
    waited_s: float | None = None
    computed_s: float | None = None


CURRENT: ContextVar[Facts | None] = ContextVar("CURRENT", default=None)
"""The request that is being answered; tasks begun for it know it, too."""


class Line(logging.Formatter):
    """Writes a record as one line, and the token never."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        # The part after the colon is the secret; whatever stands around it, a URL,
        # a percent sign or quotes, it is spelled the same.
        self._secret = token.rpartition(":")[2] or token

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(
                "T", "milliseconds"
            ),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
            **self._facts(record),
        }
        if record.exc_info:
            told["fault"] = self.formatException(record.exc_info)
        line = " ".join(f"{key}={quoted(value)}" for key, value in told.items())
        return line.replace(self._secret, "<token>")

    def _facts(self, record: logging.LogRecord) -> dict[str, object]:
        facts = getattr(record, "facts", None)
        if not isinstance(facts, Facts):
            return {}
        known = {key: fact for key, fact in asdict(facts).items() if fact is not None}
        chat = hashed(known.pop("chat_id"), self._token)
        return {"chat": chat, **known}


def configure(token: str) -> None:
    """Write all logs, warnings and the process's own end to standard error, as lines.

    Called a second time, it takes the place of the first.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Line(token))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name, level in HUSHED.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = tell_the_end


def request_done(facts: Facts) -> None:
    """Write the line of a request that came to its end."""
    log.info("request", extra={"facts": facts})


def note(**facts: float) -> None:
    """Fill in facts of the request that is being answered, if one is."""
    if current := CURRENT.get():
        for name, fact in facts.items():
            setattr(current, name, fact)


def hashed(chat_id: int, token: str) -> str:
    """Return a chat's name in the logs: the same as long as the token is.

    Without the token nobody can tell the chat from it.
    """
    return hmac.new(token.encode(), str(chat_id).encode(), "sha256").hexdigest()[:8]


def quoted(value: object) -> str:
    """Return a value as it stands after the equals sign."""
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    return text if BARE.fullmatch(text) else json.dumps(text)


def tell_the_end(
    kind: type[BaseException], fault: BaseException, trace: TracebackType | None
) -> None:
    """Log what ends the process, for a bare traceback may hold the token."""
    log.critical("ended by a fault", exc_info=(kind, fault, trace))
