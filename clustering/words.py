"""The few words the core puts into pictures, names and files, in English."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Words and templates of one language; the chat brings its own.

    Templates are told with `sentences.tell`.
    """

    high: str = "high {column}"
    low: str = "low {column}"
    average: str = "average"
    center: str = "centre"
