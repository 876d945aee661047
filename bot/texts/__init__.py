"""Every word a person reads, in each language.

`en.toml` and `ko.toml` hold the conversation.  The English of an error or a note
stands in its class, its Korean in `ko.toml` under the class's name.  Texts are
Telegram's HTML, and every fact put into them is escaped here and nowhere else.
"""

import html
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files

from bot.texts.korean import PAIRS, with_particle
from clustering import Note, Reason, SentenceFormatter, UserError, Words, facts

LANGUAGES = ("en", "ko")


class ParticleFormatter(SentenceFormatter):
    """Korean particles as a spec: `{name:을/를}`."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Render one fact; `,은/는` groups a number's digits and adds a particle."""
        spec, pair = format_spec, ""
        if format_spec.removeprefix(",") in PAIRS:
            pair = format_spec.removeprefix(",")
            spec = format_spec.removesuffix(pair)
        shown = super().format_field(value, spec)
        return with_particle(shown, pair) if pair else shown


class HtmlFormatter(ParticleFormatter):
    """The same, and facts escaped for HTML."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Render one fact; its signs are nothing but that."""
        return escape(super().format_field(value, format_spec))


def escape(told: str) -> str:
    """Return a plain text as HTML."""
    return html.escape(told, quote=False)


def show(name: str) -> str:
    """Return a foreign name as HTML."""
    return HtmlFormatter().format_field(name, "")


@dataclass(frozen=True)
class Texts:
    """What is said in one language."""

    language: str
    tables: Mapping[str, Mapping[str, str]]

    def tell(self, key: str, **told: object) -> str:
        """Return a sentence of the conversation as HTML."""
        return HtmlFormatter().vformat(self.tables["talk"][key], (), told)

    def explain(self, fault: UserError) -> str:
        """Return what a person can put right, as HTML."""
        return self._sentence("errors", fault)

    def note(self, note: Note) -> str:
        """Return what was decided about a table, as HTML."""
        return self._sentence("notes", note)

    def reason(self, reason: str) -> str:
        """Return why a column was left out, for one of `Reason`."""
        return self.tables["reasons"].get(Reason(reason).name, reason)

    def words(self) -> Words:
        """Return the words for the core's names and pictures."""
        say_here = partial(say, self.language)
        return Words(**self.tables["words"], say=say_here, tell=tell)

    def _sentence(self, table: str, told: Note | UserError) -> str:
        template = self.tables[table].get(type(told).__name__, told.message)
        return HtmlFormatter().vformat(template, (), facts(told))


def tell(template: str, told: Mapping[str, object]) -> str:
    """Return the template's sentence with the facts put in, as plain text."""
    return ParticleFormatter().vformat(template, (), told)


def say(language: str, told: object) -> str:
    """Return a note or a reason for a column as plain text, as files have it."""
    texts = speak(language)
    shown = texts.note(told) if isinstance(told, Note) else texts.reason(str(told))
    return html.unescape(shown)


@cache
def speak(language: str) -> Texts:
    """Return the texts of one of LANGUAGES."""
    source = files(__name__).joinpath(f"{language}.toml").read_text("utf-8")
    return Texts(language, tomllib.loads(source))
