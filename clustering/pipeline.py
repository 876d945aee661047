"""Request -> report: the steps of the core, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from clustering import book, charts, draw, export, kmeans
from clustering.arrays import IntArray
from clustering.aside import asks_for_all, set_aside
from clustering.belonging import belonging
from clustering.borders import borderline, splits
from clustering.choose import Choice, choose
from clustering.columns.asked import offered
from clustering.columns.titles import titled
from clustering.describe import describe
from clustering.drawing.theme import THEMES, Frame
from clustering.effects import apart
from clustering.errors import TooFewRows, TooFewToWeigh
from clustering.evidence.reasons import doubts, reasons, scores
from clustering.evidence.rungs import rungs
from clustering.evidence.shapes import odd_shapes
from clustering.evidence.silhouette import sampled
from clustering.firmness import firmness
from clustering.heritage import alphabet, anchored, descended, missing, way
from clustering.kmeans import Fit
from clustering.load import Table, load
from clustering.lopsided import lopsided
from clustering.notes import (
    CommaIsDecimal,
    FewerGroups,
    FitCutShort,
    LettersAnew,
    LettersKept,
    Note,
    UnusualRows,
)
from clustering.placing import place
from clustering.prepare import Features, numbers_of, prepare
from clustering.report import Chart, ChartKind, Cluster, Outline, Placement, Report
from clustering.request import Request
from clustering.rules import rules_of
from clustering.sentences import clean
from clustering.standing import standing
from clustering.traits import traits_of
from clustering.typical import typical_rows


def outline(request: Request) -> Outline:
    """Return which columns a table has, and which of them a request would use.

    Raises
    ------
    UserError
        As `find`.
    """
    table, features = made_ready(request)
    tails = tuple(name for note in lopsided(features) for name in note.columns)
    taken_in, _ = asks_for_all(request.columns, table.columns)
    all_rows = taken_in or request.all_rows
    used = features.sources
    return Outline(offered(table, used), used, tails, all_rows)


def made_ready(request: Request) -> tuple[Table, Features]:
    """Return a table and its features, without unusual rows unless they are wanted.

    Raises
    ------
    UserError
        When the table cannot be read, or a word names no column of numbers.
    """
    table = load(request.data, name=request.name, sheet=request.sheet)
    all_rows, columns = asks_for_all(request.columns, table.columns)
    features = prepare(
        table, columns=columns, scaling=request.scaling, logs=request.logs
    )
    if not (all_rows or request.all_rows):
        features = set_aside(features, scaling=request.scaling)
    return table, features


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

    @property
    def letters(self) -> tuple[str, ...]:
        """The clusters' letters."""
        return tuple(cluster.letter for cluster in self.clusters)


def find(request: Request) -> Findings:
    """Carry out the steps on a table, up to the description of its clusters.

    Raises
    ------
    UserError
        When the table or the request cannot be clustered; it says why.
    """
    table, features = made_ready(request)
    # One more than is asked for tells which of the clusters would split.
    labeled = request.k + 1 if request.k else 0
    choice = choose(features.points, generator(), k_max=request.k_max, labeled=labeled)
    asked = request.k or choice.k
    if asked > len(features.points):
        raise TooFewRows(rows=len(features.points), k=asked)
    fit = fitted(features, asked, request)
    letters, kept = letters_of(request, features, choice, fit)
    numbers = numbers_of(table, features)[features.rows]
    clusters = tuple(
        replace(cluster, typical=typical, rule=rule, traits=traits)
        for cluster, typical, rule, traits in zip(
            describe(features, fit, request.words, letters),
            typical_rows(features, fit),
            rules_of(features, numbers, fit, request.words),
            traits_of(table, features, fit),
            strict=True,
        )
    )
    if choice.groups > 1:
        firm = firmness(features.points, fit, generator()).tolist()
        clusters = tuple(map(with_firmness, clusters, firm))
    fewer = [FewerGroups(len(clusters), asked)] if len(clusters) < asked else []
    cut_short = [] if fit.complete else [FitCutShort()]
    decisions = (*table.decisions, *features.decisions, *fewer, *kept, *cut_short)
    return Findings(request, table, features, choice, fit, clusters, decisions)


def fitted(features: Features, k: int, request: Request) -> Fit:
    """Return the best k clusters of the points that the time allows."""
    return kmeans.fit(features.points, k, generator(), budget_s=request.fit_limit_s)


def letters_of(
    request: Request, features: Features, choice: Choice, fit: Fit
) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Return the clusters' letters, and whether an earlier table's were kept."""
    notes: tuple[Note, ...] = ()
    if request.before:
        columns = missing(features, request.before)
        if not columns:
            letters = anchored(features, fit, request.before)
            unusual = letters != alphabet(len(letters))
            return letters, (LettersKept(),) if unusual else ()
        notes = (LettersAnew(columns),)
    others = [fitted(features, k, request) for k in way(choice.k, len(fit.centers))]
    return descended([*others, fit], choice), notes


def with_firmness(cluster: Cluster, firm: float) -> Cluster:
    """Return a cluster with how firm it is."""
    return replace(cluster, firmness=firm)


def summarize(found: Findings) -> Report:
    """Return what was found in words, numbers and a picture."""
    features, units = found.features, tuple(units_of(found))
    titles = titled(features.columns, dict(units), features.categories)
    return Report(
        name=found.request.name,
        rows=found.table.rows,
        rows_used=len(found.features.points),
        columns=found.table.columns,
        used=found.features.sources,
        features=found.features.columns,
        left_out=found.features.left_out,
        k=len(found.clusters),
        groups=found.choice.groups,
        best_k=found.choice.k,
        k_max=found.request.k_max,
        inertia=found.fit.inertia,
        clusters=found.clusters,
        why=(
            *reasons(found.choice.signs, found.choice.groups),
            *borderline(found.features.points, found.fit, found.letters),
            *splits(found.fit, found.choice, found.letters),
        ),
        caveats=(
            *doubts(len(found.features.points), len(found.clusters)),
            *(note for note in found.decisions if isinstance(note, UnusualRows)),
            *odd_shapes(found.features.measured, clear_labels(found), generator()),
            *lopsided(found.features),
        ),
        scores=scores(found.choice.signs),
        decisions=found.decisions,
        image=draw.scatter(
            found.features,
            found.fit,
            found.clusters,
            found.request.words,
            frame_of(found),
        ),
        units=units,
        encoding=found.table.dialect.encoding,
        delimiter=found.table.dialect.delimiter,
        sheet=found.table.sheet,
        sheets=found.table.sheets,
        unusual=len(found.features.unusual),
        titles=tuple((name, *title) for name, title in titles.items()),
        apart=apart(found.clusters, found.features),
    )


def clear_labels(found: Findings) -> IntArray | None:
    """Return the cluster of each row where these are clear groups, and else None."""
    clear = len(found.clusters) == found.choice.groups > 1
    return found.fit.labels if clear else None


def units_of(found: Findings) -> Iterator[tuple[str, str]]:
    """Yield the unit of each feature that has one; shares of categories are in %."""
    for name in found.features.columns:
        if name in found.features.categories:
            yield name, "%"
        elif unit := found.table.units.get(name):
            yield name, unit


def picture(found: Findings, kind: ChartKind) -> Chart:
    """Return one of the further pictures of what was found.

    Raises
    ------
    UserError
        When there is nothing that it could show.
    """
    words, frame = found.request.words, frame_of(found)
    if kind == "profile":
        return charts.profile(
            found.clusters,
            words,
            frame,
            units=dict(units_of(found)),
            logs=found.features.logs,
        )
    points, fit = found.features.points, found.fit
    if kind == "silhouette":
        fits = sampled(points, fit.labels, generator())
        return charts.silhouette(fits, found.clusters, words, frame)
    signs, groups = found.choice.signs, found.choice.groups
    if not signs:
        raise TooFewToWeigh(rows=len(points))
    why = (*reasons(signs, groups), *splits(fit, found.choice, found.letters))
    return charts.evidence(rungs(signs, groups), why, words, frame)


def why(found: Findings, row: int) -> Placement:
    """Return why a data row, counted from 1, is in its cluster.

    Raises
    ------
    UserError
        When it is in none, or there is no other.
    """
    here = standing(found.table, found.features, found.fit, row=row)
    units = dict(units_of(found))
    return belonging(here, found.clusters, units, found.request.words)


def frame_of(found: Findings) -> Frame:
    """Return what the pictures of a request are set in; they own up to slices."""
    request = found.request
    sliced = found.choice.groups == 1 < len(found.clusters)
    return Frame(
        clean(request.name),
        THEMES[request.theme],
        request.scale,
        view=request.view,
        names=(*found.features.columns, *(each.name for each in found.clusters)),
        notes=(request.words.slices,) if sliced else (),
    )


def labelled(found: Findings) -> bytes:
    """Return the file that was sent with the cluster of each row added."""
    return export.labelled(
        found.request.data,
        found.table,
        place(found.table, found.features, found.fit),
        clusters=found.clusters,
        words=found.request.words,
    )


def workbook(found: Findings) -> bytes:
    """Return the rows with their clusters, a summary and the settings as xlsx."""
    rows = export.records_with_clusters(
        found.request.data,
        found.table,
        place(found.table, found.features, found.fit),
        clusters=found.clusters,
        words=found.request.words,
    )
    above = export.records_above(found.table)
    comma = any(isinstance(note, CommaIsDecimal) for note in found.table.decisions)
    sheet = book.Rows(rows, above, found.table.records, comma)
    return book.workbook(summarize(found), sheet, found.request)


def generator() -> np.random.Generator:
    """Return a fresh generator, always the same: labels depend on rows alone."""
    return np.random.default_rng(0)
