"""Request -> report: the steps of the core, in order."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from clustering import export, kmeans
from clustering.choose import K_MAX, Choice, choose
from clustering.describe import Cluster, describe
from clustering.errors import TooFewRows
from clustering.kmeans import Fit
from clustering.load import Table, load
from clustering.prepare import Features, Reason, prepare
from clustering.sentences import Note, clean
from clustering.words import Words

Scaling = Literal["standard", "none"]


@dataclass(frozen=True)
class Request:
    """A table as it was sent, and what is wanted of it.

    Attributes
    ----------
    data : bytes
        The file, untouched.
    name : str
        Its name; shown, never a path.
    k : int or None
        How many clusters; None for the k that suits the table best.
    columns : tuple of str
        Words that name the columns to use; none for every fitting column.
    scaling : "standard" or "none"
        Whether each column counts alike, or as its numbers stand.
    k_max : int
        Up to how many groups are looked for.
    words : Words
        For names and the picture.
    """

    data: bytes
    name: str = "table"
    k: int | None = None
    columns: tuple[str, ...] = ()
    scaling: Scaling = "standard"
    k_max: int = K_MAX
    words: Words = field(default_factory=Words)


@dataclass(frozen=True)
class Report:
    """What was found in a table; plain values, fit to leave the process.

    Attributes
    ----------
    name : str
        The file's name, as sent.
    rows, rows_used : int
        Data rows in the table, and those that were clustered.
    columns, used : tuple of str
        Every column, and those whose numbers were clustered.
    left_out : tuple of (column, Reason)
        The other columns, each with its reason.
    k : int
        Clusters in this report.
    groups : int
        Clear groups in the table; 1 when there are none, whatever k is.
    best_k : int
        The k that suits the table best if it is to be split at all.
    k_max : int
        Up to how many groups were looked for.
    inertia : float
        Sum of squared distances to the centers, on the scale clustered on.
    clusters : tuple of Cluster
        The largest first.
    decisions : tuple of Note
        What was assumed, filled in or left out.
    image : bytes
        A PNG for a phone.
    """

    name: str
    rows: int
    rows_used: int
    columns: tuple[str, ...]
    used: tuple[str, ...]
    left_out: tuple[tuple[str, Reason], ...]
    k: int
    groups: int
    best_k: int
    k_max: int
    inertia: float
    clusters: tuple[Cluster, ...]
    decisions: tuple[Note, ...]
    image: bytes

    @property
    def sizes(self) -> tuple[int, ...]:
        """Rows in each cluster."""
        return tuple(cluster.size for cluster in self.clusters)

    @property
    def notes(self) -> tuple[str, ...]:
        """The decisions, a sentence each."""
        return tuple(str(decision) for decision in self.decisions)


@dataclass(frozen=True)
class FewerGroups(Note):
    """Fewer different rows than clusters asked for."""

    message = (
        "The rows used hold only {found:,} different {found:row|rows},"
        " so there are {found:,} groups instead of {asked:,}."
    )
    found: int
    asked: int


@dataclass(frozen=True, eq=False)
class Findings:
    """What each step made of a request."""

    request: Request
    table: Table
    features: Features
    choice: Choice
    fit: Fit
    clusters: tuple[Cluster, ...]
    decisions: tuple[Note, ...]


def analyze(request: Request) -> Report:
    """Return the clusters of a table, described and drawn.

    Raises
    ------
    UserError
        When the table or the request cannot be clustered; it says why.
    """
    return summarize(find(request))


def label(request: Request) -> bytes:
    """Return the person's own file with the cluster of each row added.

    Raises
    ------
    UserError
        As `analyze`.
    """
    return labelled(find(request))


def find(request: Request) -> Findings:
    """Carry out the steps on a table, up to the description of its clusters."""
    table = load(request.data, name=request.name)
    features = prepare(table, columns=request.columns, scaling=request.scaling)
    choice = choose(features.points, generator(), k_max=request.k_max)
    asked = request.k or choice.k
    if asked > len(features.points):
        raise TooFewRows(rows=len(features.points), k=asked)
    fit = kmeans.fit(features.points, asked, generator())
    clusters = describe(features, fit, request.words)
    fewer = [FewerGroups(len(clusters), asked)] if len(clusters) < asked else []
    decisions = (*table.decisions, *features.decisions, *fewer)
    return Findings(request, table, features, choice, fit, clusters, decisions)


def summarize(found: Findings) -> Report:
    """Return what was found in words, numbers and a picture."""
    # Who only asks for reports, as the bot does, need not hold matplotlib's 40 MB.
    from clustering import draw  # noqa: PLC0415

    return Report(
        name=found.request.name,
        rows=found.table.rows,
        rows_used=len(found.features.points),
        columns=found.table.columns,
        used=found.features.columns,
        left_out=found.features.left_out,
        k=len(found.clusters),
        groups=found.choice.groups,
        best_k=found.choice.k,
        k_max=found.request.k_max,
        inertia=found.fit.inertia,
        clusters=found.clusters,
        decisions=found.decisions,
        image=draw.scatter(
            found.features,
            found.fit,
            found.clusters,
            found.request.words,
            title=clean(found.request.name),
        ),
    )


def labelled(found: Findings) -> bytes:
    """Return the file that was sent with the cluster of each row added."""
    return export.labelled(
        found.request.data,
        found.table,
        found.features,
        fit=found.fit,
        clusters=found.clusters,
        words=found.request.words,
    )


def generator() -> np.random.Generator:
    """Return a fresh generator, always the same: labels depend on rows alone."""
    return np.random.default_rng(0)
