"""The science: a table in, its clusters and a picture out; nothing of chats.

Whoever asks, as the bot does, holds values alone: numpy, pandas and matplotlib come
with the first table, into the process that works on it.
"""

from clustering.errors import UserError
from clustering.notes import Note
from clustering.report import (
    Cluster,
    Condition,
    Effect,
    Reason,
    Report,
    Rule,
    Score,
    Trait,
)
from clustering.request import ALL_ROWS, Request
from clustering.sentences import Phrase, SentenceFormatter, clean, facts
from clustering.words import Words, percent

__all__ = [
    "ALL_ROWS",
    "Cluster",
    "Condition",
    "Effect",
    "Note",
    "Phrase",
    "Reason",
    "Report",
    "Request",
    "Rule",
    "Score",
    "SentenceFormatter",
    "Trait",
    "UserError",
    "Words",
    "analyze",
    "clean",
    "facts",
    "label",
    "percent",
    "workbook",
]


def analyze(request: Request) -> Report:
    """Return the clusters of a table, described and drawn.

    Raises
    ------
    UserError
        When the table or the request cannot be clustered; it says why.
    """
    from clustering import pipeline  # noqa: PLC0415 - see above

    return pipeline.summarize(pipeline.find(request))


def label(request: Request) -> bytes:
    """Return the person's own file with the cluster of each row added.

    Raises
    ------
    UserError
        As `analyze`.
    """
    from clustering import pipeline  # noqa: PLC0415 - see above

    return pipeline.labelled(pipeline.find(request))


def workbook(request: Request) -> bytes:
    """Return a workbook of the rows with their clusters, a summary and settings.

    Raises
    ------
    UserError
        As `analyze`.
    """
    from clustering import pipeline  # noqa: PLC0415 - see above

    return pipeline.workbook(pipeline.find(request))
