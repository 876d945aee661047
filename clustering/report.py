"""What comes back: plain values, which who asked can hold without the numerics."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from clustering.notes import Note


class Reason(StrEnum):
    """Why a column was left out; told in other languages under the member's name."""

    TEXT = "text"
    CATEGORY = "categories"
    EMPTY = "empty"
    CONSTANT = "the same value everywhere"
    IDENTIFIER = "an ID"
    RUNNING = "a running number"
    DATE = "a date or time"
    GAPS = "more than 40% of it is missing"
    SURPLUS = "beyond the first 200 number columns"
    NOT_CHOSEN = "not asked for"


@dataclass(frozen=True)
class Effect:
    """How far a cluster's mean in one column is from the mean of all.

    Attributes
    ----------
    column : str
    value, overall : float
        Mean of the cluster and of all clustered rows, in the column's unit.
    sds : float
        Their difference in standard deviations of all clustered rows.
    spread : float
        That standard deviation in the column's unit.
    times : float or None
        How many times the overall the value is; None where that says little: some
        numbers are below zero, or all are far above it.
    median : float or None
        The cluster's median, where a few rows draw its mean away from most.
    kinds : (float, float) or None
        The two codes of a column that holds no more, as 1 for yes and 0 for no; 100
        and 0 where the feature asks for a category.
    """

    column: str
    value: float
    overall: float
    sds: float
    spread: float = 0.0
    times: float | None = None
    median: float | None = None
    kinds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Outline:
    """Which columns a table has, told without looking for clusters.

    Attributes
    ----------
    offered : tuple of str
        Those that may be asked for, in the table's order: they hold numbers, or a few
        categories.
    used : tuple of str
        Those of them that would be clustered.
    lopsided : tuple of str
        Those of them with a long tail, whose logarithm may show more.
    all_rows : bool
        Whether unusual rows would be taken in.
    """

    offered: tuple[str, ...]
    used: tuple[str, ...]
    lopsided: tuple[str, ...] = ()
    all_rows: bool = False


@dataclass(frozen=True)
class Score:
    """What speaks for one number of groups.

    Attributes
    ----------
    k : int
    sparser : float
        How much sparser rows are at the weakest border than beside it, 0..1.
    certainty : float
        Logarithm of how much better a gap explains that border than none does; about
        2 by chance.
    silhouette : float
        Mean silhouette, -1..1.
    likelier : float
        By how much k groups explain the rows better than one, as a difference in BIC;
        over 6 is strong evidence.
    """

    k: int
    sparser: float
    certainty: float
    silhouette: float
    likelier: float


@dataclass(frozen=True)
class Condition:
    """One bound of a rule.

    Attributes
    ----------
    column : str
    above : bool
        Whether rows at or above the bound meet it, or those below.
    bound : float
        In the column's own unit.
    shown : str
        The bound as people write it, nothing rounded away; empty where the column
        says it all, as "region = Seoul".
    """

    column: str
    above: bool
    bound: float
    shown: str


@dataclass(frozen=True)
class Rule:
    """A few bounds that nearly tell who is in a cluster.

    Attributes
    ----------
    conditions : tuple of Condition
        One or two; all must be met.
    precision : float
        Share of the rows that meet them which are in the cluster, 0..1.
    recall : float
        Share of the cluster's rows that meet them, 0..1.
    """

    conditions: tuple[Condition, ...]
    precision: float
    recall: float


@dataclass(frozen=True)
class Trait:
    """A category that a cluster has notably more of than all clustered rows.

    Attributes
    ----------
    column, category : str
        A column that was not clustered, and what stands in its cells.
    share, overall : float
        Of the cluster's rows and of all clustered rows, 0..1.
    """

    column: str
    category: str
    share: float
    overall: float


@dataclass(frozen=True)
class Anchor:
    """Where a cluster was in an earlier table.

    Attributes
    ----------
    letter : str
    center : tuple of (column, float)
        Its mean, in the columns' own units.
    """

    letter: str
    center: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Cluster:
    """One cluster in words and numbers.

    Attributes
    ----------
    letter : str
        With the best k A for the largest, then B ...; AA after Z.  A group keeps its
        letter with another k, and after `Request.before`.
    name : str
        Its one or two largest effects in words, unique among the clusters.
    size : int
        Rows in it.
    share : float
        Of all clustered rows, 0..1.
    center : tuple of float
        Its mean by feature, in the columns' own units; of categories, in percent.
    effects : tuple of Effect
        One for each feature, the largest first.
    firmness : float or None
        How alike it is to what is found in its place among rows drawn anew, 0..1;
        None where there are no clear groups, since slices can be found again too.
    typical : int or None
        The data row nearest its center, counted from 1.
    rule : Rule or None
        Bounds that nearly tell who is in it; None where none do.
    traits : tuple of Trait
        What columns of categories say of it, the strongest first.
    """

    letter: str
    name: str
    size: int
    share: float
    center: tuple[float, ...]
    effects: tuple[Effect, ...]
    firmness: float | None = None
    typical: int | None = None
    rule: Rule | None = None
    traits: tuple[Trait, ...] = ()


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
        Every column, and those that were clustered.
    features : tuple of str
        What the means of clusters are given of: the columns used, of those of
        categories each category for itself.
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
    units : tuple of (column, unit)
        The unit of each feature that has one, as "cm" or "₩".
    encoding, delimiter : str
        How the file was written: a codec of Python's, and what divides its cells.
    sheet : str
        Which sheet of a workbook was read; empty where there are none.
    sheets : tuple of str
        All sheets with something in them.
    why : tuple of Note
        Why there are so many groups, and which number comes next.
    caveats : tuple of Note
        What to mind, the most important first.
    scores : tuple of Score
        What speaks for each number of groups from 2.
    unusual : int
        Rows far from all others that were set aside.
    titles : tuple of (feature, title, unit)
        What each feature is called in a sentence, and its unit, if only in its name:
        ("age (years)", "age", "years").
    apart : tuple of str
        The columns that set clusters apart, the most telling first.
    """

    name: str
    rows: int
    rows_used: int
    columns: tuple[str, ...]
    used: tuple[str, ...]
    features: tuple[str, ...]
    left_out: tuple[tuple[str, Reason], ...]
    k: int
    groups: int
    best_k: int
    k_max: int
    inertia: float
    clusters: tuple[Cluster, ...]
    decisions: tuple[Note, ...]
    image: bytes
    units: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    why: tuple[Note, ...] = ()
    caveats: tuple[Note, ...] = ()
    scores: tuple[Score, ...] = ()
    unusual: int = 0
    titles: tuple[tuple[str, str, str], ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """Rows in each cluster."""
        return tuple(cluster.size for cluster in self.clusters)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What a request for a later table needs to keep the letters."""
        return tuple(
            Anchor(
                cluster.letter, tuple(zip(self.features, cluster.center, strict=True))
            )
            for cluster in self.clusters
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """The decisions, a sentence each."""
        return tuple(str(decision) for decision in self.decisions)


@dataclass(frozen=True)
class Pull:
    """What one column says of where a row belongs.

    Attributes
    ----------
    column : str
    value : float
        The row's own number.
    own, other : float
        Means of the row's cluster and of the next nearest one.
    weight : float
        How much it speaks for the row's own cluster, below 0 for the other: squared
        distances compared, as a part of what all columns say, -1..1.
    """

    column: str
    value: float
    own: float
    other: float
    weight: float


@dataclass(frozen=True)
class Change:
    """The least change to one number that would bring a row into another cluster.

    Attributes
    ----------
    column : str
    value, to : float
        The number, and what it would have to be instead.
    letter : str
        The cluster it would be in.
    """

    column: str
    value: float
    to: float
    letter: str


@dataclass(frozen=True)
class Placement:
    """Why a row is in its cluster.

    Attributes
    ----------
    row : int
        Which data row, counted from 1.
    letter, other : str
        Its cluster, and the next nearest one.
    fit : float
        How well it sits there: 100 on the center, 0 as near to the next one.
    pulls : tuple of Pull
        One for each used column, the weightiest first.
    change : Change or None
        None where no number within the table's range would do.
    says : tuple of Note
        All this in words.
    """

    row: int
    letter: str
    other: str
    fit: float
    pulls: tuple[Pull, ...]
    change: Change | None
    says: tuple[Note, ...]


ChartKind = Literal["evidence", "silhouette", "profile"]


@dataclass(frozen=True)
class Chart:
    """A further picture of what was found.

    Attributes
    ----------
    kind : "evidence", "silhouette" or "profile"
        What speaks for each number of groups, how well rows fit their groups, or how
        the groups' averages differ.
    image : bytes
        A PNG for a phone.
    says : tuple of Note
        What it shows, for those who do not see it.
    """

    kind: ChartKind
    image: bytes
    says: tuple[Note, ...]
