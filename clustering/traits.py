"""Table, fit -> what columns that were not clustered say of each cluster."""

import numpy as np
import pandas as pd

from clustering.arrays import FloatArray
from clustering.columns.roles import why_text
from clustering.kmeans import Fit
from clustering.load import Table
from clustering.prepare import Features
from clustering.report import Reason, Trait

NOTABLE = 0.3
"""Least Cohen's h that is told: between small, 0.2, and medium, 0.5 (Cohen 1988)."""
PRIOR_ROWS = 10
"""Rows like the whole table that are added to each cluster before it is compared, so
that a few rows alone are not taken for a habit."""
MOST_TRAITS = 2
"""Traits of one cluster."""


def traits_of(
    table: Table, features: Features, fit: Fit
) -> tuple[tuple[Trait, ...], ...]:
    """Return for each cluster the categories it has notably more of than all rows.

    The strongest come first; shares are of clustered rows.
    """
    found: list[list[tuple[float, Trait]]] = [[] for _ in fit.centers]
    for column, reason in features.left_out:
        if column in table.texts and is_category(table.texts[column], reason):
            cells = table.texts[column].iloc[features.rows]
            for own, notable in zip(found, notable_of(cells, fit), strict=True):
                own.extend(notable)
    return tuple(
        tuple(trait for _, trait in sorted(own, key=strength)[:MOST_TRAITS])
        for own in found
    )


def is_category(cells: pd.Series, reason: Reason) -> bool:
    """Tell whether a column of text that was left out holds categories.

    Where others were asked for by name, nobody meant this one to be silent.
    """
    if reason == Reason.NOT_CHOSEN:
        return why_text(str(cells.name), cells) == Reason.CATEGORY
    return reason == Reason.CATEGORY


def strength(told: tuple[float, Trait]) -> float:
    """Return what sorts the strongest first, and equals in the table's order."""
    return -told[0]


def notable_of(cells: pd.Series, fit: Fit) -> list[list[tuple[float, Trait]]]:
    """Return the notable traits of one column for each cluster, with Cohen's h."""
    codes, kinds = pd.factorize(cells)
    counts = np.zeros((len(fit.centers), len(kinds)))
    known = codes >= 0
    np.add.at(counts, (fit.labels[known], codes[known]), 1)
    sizes = fit.sizes[:, None]
    overall = counts.sum(axis=0) / len(codes)
    effects = excess((counts + PRIOR_ROWS * overall) / (sizes + PRIOR_ROWS), overall)
    effects[:, kinds == ""] = 0
    shares = counts / sizes
    return [
        [
            (
                float(effects[own, kind]),
                Trait(
                    column=str(cells.name),
                    category=str(kinds[kind]),
                    share=float(shares[own, kind]),
                    overall=float(overall[kind]),
                ),
            )
            for kind in np.flatnonzero(effects[own] >= NOTABLE).tolist()
        ]
        for own in range(len(counts))
    ]


def excess(shares: FloatArray, overall: FloatArray) -> FloatArray:
    """Return Cohen's h of shares (k, m) against those of all rows (m,)."""
    return 2 * (np.arcsin(np.sqrt(shares)) - np.arcsin(np.sqrt(overall)))
