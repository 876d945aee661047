"""Reports and errors as JSON: what comes from another process is data, never code."""

import json
from base64 import b64decode, b64encode
from dataclasses import is_dataclass
from typing import Any, TypeVar

from clustering import (
    Anchor,
    Change,
    Chart,
    Cluster,
    Condition,
    Effect,
    Note,
    Outline,
    Phrase,
    Placement,
    Pull,
    Report,
    Rule,
    Score,
    Trait,
    UserError,
    facts,
)

T = TypeVar("T")

VALUES = (
    Anchor,
    Change,
    Chart,
    Cluster,
    Condition,
    Effect,
    Outline,
    Placement,
    Pull,
    Report,
    Rule,
    Score,
    Trait,
)
"""What the core's answers are made of, beside notes and errors."""


def dump(value: object) -> bytes:
    """Return a value made of numbers, text, bytes, tuples and the core's classes."""
    return json.dumps(value, default=_encode).encode()


def load(dumped: bytes) -> Any:  # noqa: ANN401 - the caller knows what was dumped
    """Return the value that was dumped.

    Raises
    ------
    ValueError
        When these bytes are no dump of such a value.
    """
    return _tuples(json.loads(dumped, object_hook=_decode))


def subclasses(kind: type[T]) -> list[type[T]]:
    """Return every class below one, however deep."""
    return [
        found
        for child in kind.__subclasses__()
        for found in (child, *subclasses(child))
    ]


def _encode(value: object) -> dict[str, object]:
    if isinstance(value, bytes):
        return {"bytes": b64encode(value).decode()}
    if is_dataclass(value) and not isinstance(value, type):
        told = {name: _whole(fact) for name, fact in facts(value).items()}
        return {"class": type(value).__name__, "facts": told}
    raise TypeError(f"{type(value).__name__} is not plain")


def _whole(fact: object) -> object:
    """Return a fact as it is; a phrase, which JSON takes for any text, by its kind."""
    return {"phrase": str(fact)} if isinstance(fact, Phrase) else fact


def _decode(encoded: dict[str, Any]) -> object:
    match encoded:
        case {"bytes": text}:
            return b64decode(text)
        case {"phrase": text}:
            return Phrase(text)
        case {"class": name, "facts": told}:
            known = (*VALUES, *subclasses(Note), *subclasses(UserError))
            kinds = {kind.__name__: kind for kind in known}
            if name not in kinds:
                raise ValueError(f"{name} is not plain")
            return kinds[name](**{key: _tuples(fact) for key, fact in told.items()})
    return encoded  # the facts of a class, on their way up


def _tuples(value: Any) -> Any:  # noqa: ANN401 - JSON is any of six types
    # JSON has lists and no tuples; the core's classes have tuples and no lists.
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
