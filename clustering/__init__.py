"""The science: a table in, its clusters and a picture out; nothing of chats."""

from clustering.describe import Cluster, Effect
from clustering.errors import UserError
from clustering.pipeline import Report, Request, analyze, label
from clustering.prepare import Reason
from clustering.sentences import Note, Phrase, SentenceFormatter, clean, facts
from clustering.words import Words, percent

__all__ = [
    "Cluster",
    "Effect",
    "Note",
    "Phrase",
    "Reason",
    "Report",
    "Request",
    "SentenceFormatter",
    "UserError",
    "Words",
    "analyze",
    "clean",
    "facts",
    "label",
    "percent",
]
