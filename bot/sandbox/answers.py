"""What goes back over the wire: results and refusals in Telegram's envelope."""

import json
from dataclasses import dataclass

from bot.sandbox.refusals import Refusal


@dataclass(frozen=True)
class Answer:
    """The status, the body, and a word for those who look on.

    Attributes
    ----------
    retry_after_s : int
        Seconds for a Retry-After header; 0 for none.
    description : str
        Why the call was refused or spoiled; "" where all went well.
    """

    status: int
    body: bytes
    content_type: str = "application/json"
    retry_after_s: int = 0
    description: str = ""


def accepted(result: object) -> Answer:
    """Return the answer to a call that was carried out."""
    return Answer(200, json.dumps({"ok": True, "result": result}).encode())


def refused(refusal: Refusal) -> Answer:
    """Return the answer to a call that was refused."""
    return Answer(
        refusal.code,
        json.dumps(refusal.envelope()).encode(),
        retry_after_s=int(refusal.parameters.get("retry_after", 0)),
        description=refusal.description,
    )
