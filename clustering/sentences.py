"""Sentences with facts in them: how the core says what it found or decided."""

import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NAME_LENGTH = 40
"""Characters of a column's or file's name that are shown."""
LISTED = 10
"""Names of a list that are shown."""


def clean(name: str) -> str:
    """Return a foreign name fit to be shown: one line, short, nothing hidden.

    Control, format (as bidirectional marks) and surrogate characters go, white
    space becomes single spaces, and a name of over 40 characters is cut.
    """
    shown = "".join(" " if char.isspace() else char for char in name)
    shown = "".join(char for char in shown if unicodedata.category(char)[0] != "C")
    shown = " ".join(shown.split()) or "(blank)"
    return shown if len(shown) <= NAME_LENGTH else shown[: NAME_LENGTH - 1] + "…"


class Phrase(str):
    """Words of ours with cleaned names among them: shown whole, never cut."""

    __slots__ = ()


class SentenceFormatter(Formatter):
    """str.format, and `{rows:row|rows}` for the word that suits a number."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Render one fact; names are cleaned and lists are joined by commas."""
        return shown(value, format_spec)


def shown(value: object, spec: str = "") -> str:
    """Return one fact as `SentenceFormatter` renders it."""
    if "|" in spec:
        one, many = spec.split("|")
        return one if value == 1 else many
    if isinstance(value, str):
        return value if isinstance(value, Phrase) else clean(value)
    if isinstance(value, tuple):
        rest = ["…"] if len(value) > LISTED else []
        return ", ".join([*map(shown, value[:LISTED]), *rest])
    return format(value, spec)


def tell(template: str, facts: Mapping[str, object]) -> str:
    """Return the template's sentence with the facts put in."""
    return SentenceFormatter().vformat(template, (), facts)


def facts(told: "DataclassInstance") -> dict[str, object]:
    """Return the fields of a note or an error by name."""
    return {field.name: getattr(told, field.name) for field in fields(told)}
