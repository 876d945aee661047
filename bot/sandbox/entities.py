"""Text with marked stretches, measured in UTF-16 code units as Telegram does."""

import re
from dataclasses import dataclass, field

from bot.sandbox.values import Json

VERBATIM = ("pre", "code", "text_link")
"""Kinds of stretches within which nothing is looked for."""

RANKS = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "bold")
"""Which of two equal stretches is named first; all others come after."""

FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,:;!?')\]])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{3,32}\b)"
    r"|(?P<hashtag>(?<![\w&])#(?=\w*[^\W\d])\w+)",
)


@dataclass(frozen=True)
class Formatted:
    """A text and its stretches: bold words, links, commands.

    Attributes
    ----------
    text : str
    entities : list of dict
        MessageEntity objects, offset and length in UTF-16 code units.
    """

    text: str
    entities: list[Json] = field(default_factory=list)


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def tidy(said: Formatted) -> Formatted:
    """Return the message as it is kept: trimmed, with what can be found in it.

    White space at both ends goes, stretches are cut to what is left, and links
    with a scheme, addresses, commands, mentions and hashtags are marked.
    """
    bare = said.text.strip()
    trimmed = units(said.text) - units(said.text.lstrip())
    marked = [cut(entity, -trimmed, units(bare)) for entity in said.entities]
    kept = [entity for entity in marked if entity["length"] > 0]
    verbatim = [entity for entity in kept if entity["type"] in VERBATIM]
    given = {(entity["type"], entity["offset"]) for entity in kept}
    found = [
        entity
        for entity in find(bare)
        if not any(overlap(entity, other) for other in verbatim)
        and (entity["type"], entity["offset"]) not in given
    ]
    return Formatted(bare, sorted(kept + found, key=rank))


def find(text: str) -> list[Json]:
    """Return the stretches that show by themselves, such as /k and @name."""
    return [
        {
            "type": str(match.lastgroup),
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for match in FOUND.finditer(text)
    ]


def cut(entity: Json, shift: int, length: int) -> Json:
    """Return a stretch moved by `shift` and cut to a text of that length."""
    start = min(max(entity["offset"] + shift, 0), length)
    end = min(max(entity["offset"] + entity["length"] + shift, 0), length)
    return entity | {"offset": start, "length": end - start}


def overlap(one: Json, other: Json) -> bool:
    """Tell whether two stretches share a unit."""
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def rank(entity: Json) -> tuple[int, int, int]:
    """Return what stretches are sorted by: the earlier first, then the longer."""
    kind = entity["type"]
    order = RANKS.index(kind) if kind in RANKS else len(RANKS)
    return entity["offset"], -entity["length"], order


def pieces(said: Formatted, kind: str) -> list[str]:
    """Return the text of each stretch of a kind, such as every bot_command."""
    wide = said.text.encode("utf-16-le", "surrogatepass")
    spans = [
        (2 * entity["offset"], 2 * (entity["offset"] + entity["length"]))
        for entity in said.entities
        if entity["type"] == kind
    ]
    return [
        wide[start:end].decode("utf-16-le", "surrogatepass") for start, end in spans
    ]
