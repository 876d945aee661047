"""What is asked of the core."""

from dataclasses import dataclass, field
from typing import Literal

from clustering.report import Anchor
from clustering.words import Words

Scaling = Literal["standard", "none"]
ThemeName = Literal["light", "dark"]
ViewName = Literal["columns", "components"]

ALL_ROWS = ("all", "전체")
"""Words that take unusual rows in, unless a column has that name."""
K_MAX = 15
"""Up to how many groups are looked for, unless someone asks for more."""
FIT_LIMIT_S = 20.0
"""Seconds that a fit may take: many times what any table needs that can be sent."""


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
        Words that name the columns to use; none for every fitting column.  One of
        ALL_ROWS may be among them.
    scaling : "standard" or "none"
        Whether each column counts alike, or as its numbers stand.
    sheet : str, int or None
        Which sheet of a workbook, by name or by place among `Report.sheets`; None for
        the first with a table.
    k_max : int
        Up to how many groups are looked for.
    all_rows : bool
        Whether rows far from all others are taken in too.
    fit_limit_s : float or None
        Seconds after which the best clusters so far do; None for no limit.
    theme : "light" or "dark"
        Whether the picture is dark on white, or light on black.
    scale : float
        How many times 1080 by 1350 pixels the picture has.
    logs : tuple of str
        Words that name columns whose logarithm is clustered.
    before : tuple of Anchor
        Clusters of an earlier table, `Report.anchors`, whose letters are to be kept.
    view : "columns" or "components"
        Whether the picture of more than two columns shows the two that separate
        best, or the first two principal components.
    words : Words
        For names and the picture.
    """

    data: bytes
    name: str = "table"
    k: int | None = None
    columns: tuple[str, ...] = ()
    scaling: Scaling = "standard"
    sheet: str | int | None = None
    k_max: int = K_MAX
    all_rows: bool = False
    fit_limit_s: float | None = FIT_LIMIT_S
    theme: ThemeName = "light"
    scale: float = 1.0
    logs: tuple[str, ...] = ()
    before: tuple[Anchor, ...] = ()
    view: ViewName = "columns"
    words: Words = field(default_factory=Words)
