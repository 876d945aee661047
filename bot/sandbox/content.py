"""What a message says: its text or caption and their entities, from a call."""

from bot.sandbox.calls import Call
from bot.sandbox.entities import Formatted, tidy, units
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import bad_request
from bot.sandbox.values import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 32_768


def text_content(call: Call) -> Json:
    """Return the text of a message with its entities.

    Its length is counted in UTF-16 units, the strictest way to read the limit.
    """
    said = formatted(call, "text", "entities")
    if not said.text:
        raise bad_request("message text is empty")
    if units(said.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": said.text} | marked("entities", said)


def caption_content(call: Call) -> Json:
    """Return the caption of a message with its entities; nothing if it is empty."""
    said = formatted(call, "caption", "caption_entities")
    if units(said.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not said.text:
        return {}
    above = {"show_caption_above_media": True}
    shown = above if call.flag("show_caption_above_media") else {}
    return {"caption": said.text} | marked("caption_entities", said) | shown


def marked(name: str, said: Formatted) -> Json:
    """Return a text's entities under the name they have, if it has any."""
    return {name: said.entities} if said.entities else {}


def formatted(call: Call, name: str, entities: str) -> Formatted:
    """Return a parameter's text with its stretches, trimmed."""
    source, mode = call.text(name), call.text("parse_mode").lower()
    if len(source.encode("utf-8", "surrogatepass")) > RAW_LIMIT:
        raise bad_request("text is too long")
    if mode == "html":
        return tidy(parse_html(source))
    if mode in ("markdown", "markdownv2"):
        raise bad_request("the sandbox reads HTML, no Markdown")
    if mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    return tidy(Formatted(source, call.objects(entities)))
