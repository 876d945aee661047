"""Telegram's HTML: a text with tags becomes a text with stretches."""

import re
import sys
from dataclasses import dataclass, field

from bot.sandbox.entities import Formatted, units
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.values import Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
REFERENCE = re.compile(
    r"&(?:#(?P<ten>\d{1,9}(?!\d))|#x(?P<hex>[\da-fA-F]+)|(?P<name>[A-Za-z]+));?"
)
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SURROGATE = re.compile("[\ud800-\udfff]")
UNPAIRED = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)
START = re.compile(r"<(?P<name>[^\s>]*)")
END = re.compile(r"</(?P<name>[^\s>]*)\s*(?P<closed>>?)")
ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>]*)\s*
    (?:(?P<equals>=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w.-]*)))?
    """,
    re.VERBOSE | re.ASCII,
)
SCHEME = re.compile(r"(?P<scheme>https?|tg|ton|mailto|tel)://?", re.IGNORECASE)
HOST = re.compile(r"[\w-]+(\.[\w-]+)+", re.ASCII)


def parse_html(source: str) -> Formatted:
    """Return the text and stretches that a text with tags stands for.

    Raises
    ------
    Refusal
        400 "can't parse entities: …" with the offset in bytes, where a tag is
        unknown, unclosed or closed by another.
    """
    return Reader(source).read()


def decode(text: str) -> str:
    """Return a text with its character references resolved.

    Telegram knows four names; any other reference stays as it is written.
    """
    return REFERENCE.sub(character, text)


def character(reference: re.Match[str]) -> str:
    """Return what one reference stands for."""
    if name := reference["name"]:
        return NAMED.get(name, reference.group())
    code = int(reference["ten"]) if reference["ten"] else int(reference["hex"], 16)
    return chr(code) if 0 < code <= sys.maxunicode else reference.group()


@dataclass
class Tag:
    """A tag that was opened: its name, what it marks, and from which unit on."""

    name: str
    marks: Json
    offset: int
    begin: int


@dataclass
class Reader:
    """Walks over a source once, from left to right."""

    source: str
    at: int = 0
    text: str = ""
    length: int = 0
    tags: list[Tag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> Formatted:
        """Return what the source stands for."""
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self.close()
            elif self.source[self.at] == "<":
                self.open()
            else:
                self.put()
        if self.tags:
            name = self.tags[-1].name
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
        if SURROGATE.search(self.text):
            raise unparsable(UNPAIRED)
        return Formatted(self.text, with_languages(self.entities))

    def put(self) -> None:
        """Take the plain text up to the next tag."""
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        plain = decode(self.source[self.at : end])
        self.text += plain
        self.length += units(plain)
        self.at = end

    def open(self) -> None:
        """Take a start tag with its attributes."""
        begin, match = self.at, START.match(self.source, self.at)
        if match is None or match.end() == len(self.source):
            raise self.fault("Unclosed start tag", begin)
        name, self.at = match["name"].lower(), match.end()
        if name not in KINDS:
            raise self.fault(f'Unsupported start tag "{name}"', begin)
        attributes = self.attributes(name, begin)
        marks = self.marks(name, attributes, begin)
        self.tags.append(Tag(name, marks, self.length, len(self.text)))

    def attributes(self, name: str, begin: int) -> dict[str, str]:
        """Take all attributes of a tag and its closing bracket."""
        found = {}
        while not self.closed():
            match = ATTRIBUTE.match(self.source, self.at)
            if match is None or not match["name"]:
                why = f'Empty attribute name in the tag "{name}"'
                raise self.fault(why, begin)
            found[match["name"].lower()] = self.attribute_value(match, name, begin)
        return found

    def attribute_value(self, match: re.Match[str], name: str, begin: int) -> str:
        """Take an attribute and return its value, "" where it has none."""
        self.at = match.end()
        quoted = match["double"] if match["double"] is not None else match["single"]
        after = self.source[self.at : self.at + 1]
        if quoted is None and after in ('"', "'"):
            raise self.fault("Unclosed start tag", begin)
        if not after:
            if match["bare"]:
                raise self.fault("Unexpected end of name token", match.start("bare"))
            raise self.fault(f'Unclosed start tag "{name}"', begin)
        if match["bare"] and not (after == ">" or after.isspace()):
            raise self.fault("Unexpected end of name token", match.start("bare"))
        return decode(quoted) if quoted is not None else (match["bare"] or "").lower()

    def closed(self) -> bool:
        """Skip white space, take a closing bracket, and tell whether it was there."""
        rest = self.source[self.at :].lstrip()
        if not rest.startswith(">"):
            return False
        self.at = len(self.source) - len(rest) + 1
        return True

    def marks(self, name: str, attributes: dict[str, str], begin: int) -> Json:
        """Return the entity that a tag stands for, as yet without its place."""
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self.fault('Tag "span" must have class "tg-spoiler"', begin)
        if name == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        if name == "tg-emoji":
            emoji = attributes.get("emoji-id", "")
            return {"type": KINDS[name], "custom_emoji_id": emoji}
        if name == "a":
            return {"type": KINDS[name], "url": attributes.get("href", "")}
        if name == "code" and attributes.get("class", "").startswith("language-"):
            language = attributes["class"].removeprefix("language-")
            return {"type": KINDS[name], "language": language}
        return {"type": KINDS[name]}

    def close(self) -> None:
        """Take an end tag, and keep the stretch it ends unless that is empty."""
        match = END.match(self.source, self.at)
        if not self.tags or match is None:
            raise self.fault("Unexpected end tag", self.at)
        if not match["closed"]:
            raise self.fault("Unclosed end tag", self.at)
        tag, name = self.tags.pop(), match["name"].lower()
        if name not in ("", tag.name):
            why = f"Unmatched end tag at byte offset {self.bytes_to(self.at)}"
            raise unparsable(f'{why}, expected "</{tag.name}>", found "</{name}>"')
        self.at = match.end()
        marks = with_address(tag.marks, self.text[tag.begin :])
        if marks and self.length > tag.offset:
            place = {"offset": tag.offset, "length": self.length - tag.offset}
            self.entities.append(marks | place)

    def bytes_to(self, place: int) -> int:
        """Return how many bytes of UTF-8 come before a place in the source."""
        return len(self.source[:place].encode("utf-8", "surrogatepass"))

    def fault(self, why: str, place: int) -> Refusal:
        """Return the refusal of a source that is wrong at a place."""
        return unparsable(f"{why} at byte offset {self.bytes_to(place)}")


def unparsable(why: str) -> Refusal:
    """Return the refusal of marks that cannot be read."""
    return bad_request(f"can't parse entities: {why}")


def with_address(marks: Json, shown: str) -> Json | None:
    """Return a link with its whole address, or None where it leads nowhere.

    A link without href leads to the address it shows; one without a scheme to
    http.
    """
    if marks["type"] != "text_link":
        return marks
    address = marks["url"] or shown
    if SCHEME.match(address):
        return marks | {"url": address}
    if HOST.match(address) and not any(char.isspace() for char in address):
        host, *path = re.split(r"(?=[/?#])", address, maxsplit=1)
        rest = path[0] if path else ""
        slash = "" if rest.startswith("/") else "/"
        return marks | {"url": f"http://{host}{slash}{rest}"}
    return None


def with_languages(entities: list[Json]) -> list[Json]:
    """Give blocks of code the language of the code tag that fills them."""
    blocks = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    kept = []
    for entity in entities:
        language = entity.pop("language", "") if entity["type"] == "code" else ""
        block = blocks.get((entity["offset"], entity["length"]))
        if language and block:
            block["language"] = language
        else:
            kept.append(entity)
    return kept
