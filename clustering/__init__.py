"""The science: a table in, its clusters and a picture out; nothing of chats.

Whoever asks, as the bot does, holds values alone: numpy, pandas and matplotlib come
with the first table, into the process that works on it.
"""

from clustering.comparing import compared, in_sds, notable
from clustering.errors import UserError
from clustering.manner import Manner
from clustering.notes import LettersAnew, Lopsided, Note
from clustering.report import (
    Anchor,
    Change,
    Chart,
    ChartKind,
    Cluster,
    Condition,
    Effect,
    Outline,
    Placement,
    Pull,
    Reason,
    Report,
    Rule,
    Score,
    Trait,
)
from clustering.request import ALL_ROWS, Request
from clustering.sentences import Phrase, SentenceFormatter, clean, facts
from clustering.telling import habits, rule_line
from clustering.words import Words, percent

__all__ = [
    "ALL_ROWS",
    "Anchor",
    "Change",
    "Chart",
    "ChartKind",
    "Cluster",
    "Condition",
    "Effect",
    "LettersAnew",
    "Lopsided",
    "Manner",
    "Note",
    "Outline",
    "Phrase",
    "Placement",
    "Pull",
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
    "chart",
    "clean",
    "compared",
    "facts",
    "habits",
    "in_sds",
    "label",
    "notable",
    "outline",
    "percent",
    "rule_line",
    "why",
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


def outline(request: Request) -> Outline:
    """Return which columns a table has, and which of them a request would use.

    Raises
    ------
    UserError
        As `analyze`.
    """
    from clustering import pipeline  # noqa: PLC0415 - see above

    return pipeline.outline(request)


def workbook(request: Request) -> bytes:
    """Return a workbook of the rows with their clusters, a summary and settings.

    Raises
    ------
    UserError
        As `analyze`.
    """
    from clustering import pipeline  # noqa: PLC0415 - see above

    return pipeline.workbook(pipeline.find(request))


def chart(request: Request, kind: ChartKind) -> Chart:
    """Return a further picture of a table's clusters, and what it shows.

    Raises
    ------
    UserError
        As `analyze`; and where such a picture would show nothing.
    """
    from clustering import pipeline  # noqa: PLC0415 - see above

    return pipeline.picture(pipeline.find(request), kind)


def why(request: Request, row: int) -> Placement:
    """Return why a data row, counted from 1, is in its cluster.

    Raises
    ------
    UserError
        As `analyze`; and when the row is in no cluster, or there is no other.
    """
    from clustering import pipeline  # noqa: PLC0415 - see above

    return pipeline.why(pipeline.find(request), row)
