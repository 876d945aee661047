"""Reports made up for tests of words: any names, any numbers, all that can be said."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from bot.commands import K_LIMIT
from bot.store import Run
from clustering import Cluster, Condition, Effect, Note, Reason, Report, Rule, Trait
from clustering.heritage import letter
from clustering.notes import (
    Borderline,
    FewerGroups,
    FewRows,
    GroupsApart,
    NextBest,
    Splits,
    UnusualRows,
)

NAMES = st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=60
) | st.sampled_from(
    [
        "월평균 가구 소득과 지출의 차이를 나타내는 아주 긴 이름의 열 하나",
        "<b>&amp;</b>",
        "</blockquote>",
        "😀" * 45,
        "나이(세)",
    ]
)
UNITS = st.sampled_from(["", "₩", "$", "cm", "만원", "%", "°c", "세", "<b>"])
SHARES = st.floats(0, 1)
NUMBERS = st.floats(-1e12, 1e12) | st.integers(-3, 3).map(float)
NOTES: tuple[Note, ...] = (
    FewRows(9, 3),
    UnusualRows(3, ("86", "184", "326")),
    FewerGroups(2, 5),
    Borderline(7, "A", "B"),
    Splits(4, "AA"),
)


def report(
    k: int = 3,
    *,
    groups: int = 3,
    names: tuple[str, ...] = ("income", "age"),
    left_out: tuple[tuple[str, Reason], ...] = (("city", Reason.TEXT),),
    decisions: tuple[Note, ...] = (),
) -> Report:
    """Return a report of k clusters of 10 rows each."""
    clusters = tuple(
        Cluster(
            letter=letter(number),
            name=f"high {names[0]} {number}",
            size=10,
            share=1 / k,
            center=tuple(100.0 + number for _ in names),
            effects=tuple(Effect(name, 100.0 + number, 99.5, 1.5) for name in names),
        )
        for number in range(k)
    )
    return Report(
        name="shop.csv",
        rows=10 * k,
        rows_used=10 * k,
        columns=(*names, *(name for name, _ in left_out)),
        used=names,
        features=names,
        left_out=left_out,
        k=k,
        groups=groups,
        best_k=max(groups, 2),
        k_max=15,
        inertia=1.0,
        clusters=clusters,
        decisions=decisions,
        image=b"",
    )


def run(k: int | None = 3) -> Run:
    """Return a run of some number."""
    return Run(9_000_000_000, 1, 1, 1, None, k, ())


def effects(column: str) -> st.SearchStrategy[Effect]:
    """Return effects in a column, of every kind that is told differently."""
    return st.builds(
        Effect,
        column=st.just(column),
        value=NUMBERS,
        overall=NUMBERS,
        sds=st.floats(-4, 4) | st.just(0.0),
        spread=st.floats(0, 1e6),
        times=st.none() | st.floats(0, 1e4),
        median=st.none() | NUMBERS,
        kinds=st.none() | st.just((0.0, 1.0)),
    )


def rules(column: str) -> st.SearchStrategy[Rule | None]:
    """Return rules of one or two bounds in a column."""
    bound = st.builds(
        Condition,
        column=st.just(column),
        above=st.booleans(),
        bound=st.just(1e5),
        shown=st.just("100,000"),
    )
    shares = st.floats(0.8, 1)
    bounds = st.lists(bound, min_size=1, max_size=2).map(tuple)
    return st.none() | st.builds(Rule, bounds, shares, shares)


@dataclass(frozen=True)
class Sketch:
    """What a large report is made of, small enough to be shown when a test fails.

    Attributes
    ----------
    k, d : int
        Clusters and columns; both go through what follows over and over.
    names : tuple of str
    kinds : tuple of Cluster
        With effects in the first columns.
    """

    k: int
    d: int
    names: tuple[str, ...]
    kinds: tuple[Cluster, ...]
    groups: int
    left_out: tuple[tuple[str, Reason], ...]
    decisions: tuple[Note, ...]
    caveats: tuple[Note, ...]
    units: tuple[str, ...]
    apart: int

    def made(self) -> Report:
        """Return the report."""
        some = len(self.names)
        names = tuple(
            self.names[at % some] + " " * (at // some) for at in range(self.d)
        )
        rest = tuple(Effect(name, 1.0, 0.5, 0.6) for name in names[some:])
        kinds = (self.kinds[at % len(self.kinds)] for at in range(self.k))
        bare = report(
            self.k,
            groups=self.groups,
            names=names,
            left_out=self.left_out,
            decisions=self.decisions,
        )
        return replace(
            bare,
            clusters=tuple(
                replace(kind, letter=letter(at), effects=kind.effects + rest)
                for at, kind in enumerate(kinds)
            ),
            why=(GroupsApart(2, 80), NextBest(3), *NOTES[3:]),
            caveats=self.caveats,
            titles=tuple(
                (name, name[:5], unit)
                for name, unit in zip(names, self.units, strict=False)
            ),
            apart=names[: self.apart],
        )


def clusters(names: tuple[str, ...]) -> st.SearchStrategy[Cluster]:
    """Return clusters with all that can be said of them."""
    trait = st.builds(Trait, NAMES, NAMES, SHARES, SHARES)
    return st.builds(
        Cluster,
        letter=st.just("A"),
        name=st.text(max_size=90),
        size=st.integers(1, 10**7),
        share=SHARES,
        center=st.just(()),
        effects=st.tuples(*map(effects, names)),
        firmness=st.none() | SHARES,
        typical=st.none() | st.integers(1, 10**7),
        rule=rules(names[0]),
        traits=st.lists(trait, max_size=2).map(tuple),
    )


@st.composite
def _sketches(draw: st.DrawFn) -> Sketch:
    k, d = draw(st.integers(1, K_LIMIT)), draw(st.integers(1, 40))
    some = draw(st.lists(NAMES, min_size=1, max_size=min(d, 5), unique=True))
    reasons = st.tuples(NAMES, st.sampled_from(Reason))
    return Sketch(
        k,
        d,
        names=tuple(some),
        kinds=tuple(draw(st.lists(clusters(tuple(some)), min_size=1, max_size=3))),
        groups=draw(st.sampled_from([1, k, k + 1])),
        left_out=tuple(draw(st.lists(reasons, max_size=12))),
        decisions=tuple(draw(st.lists(st.sampled_from(NOTES), max_size=6))),
        caveats=tuple(draw(st.lists(st.sampled_from(NOTES), max_size=3))),
        units=tuple(draw(UNITS) for _ in some),
        apart=draw(st.integers(0, 3)),
    )


sketches = _sketches()
"""Reports of 1 to 100 clusters in 1 to 40 columns."""
