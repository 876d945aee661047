"""Features -> the same without rows that are far from all others and alone."""

from collections.abc import Sequence
from dataclasses import replace

from clustering.evidence.outliers import outliers
from clustering.notes import UnusualRows
from clustering.prepare import Features
from clustering.request import ALL_ROWS, Scaling
from clustering.scales import scaled

LISTED = 5
"""Rows that are named; the picture and the table show all."""


def set_aside(features: Features, *, scaling: Scaling) -> Features:
    """Return the features without unusual rows, on a scale of their own.

    Two such rows can make all others look like one group.  They are kept beside the
    points, to be shown.
    """
    found = outliers(features.points)
    points = features.points[~found]
    # A column that only they give life to would be left without a scale.
    if not found.any() or (points.min(axis=0) == points.max(axis=0)).any():
        return features
    rows = features.rows[found]
    named = tuple(f"{row + 1:,}" for row in rows[:LISTED].tolist())
    unusual = UnusualRows(len(rows), (*named, *["…"] * (len(rows) > LISTED)))
    kept = replace(
        features,
        points=points,
        rows=features.rows[~found],
        unusual=rows,
        unusual_points=features.points[found],
        decisions=(*features.decisions, unusual),
    )
    return rescaled(kept) if scaling == "standard" else kept


def asks_for_all(
    words: Sequence[str], columns: Sequence[str]
) -> tuple[bool, tuple[str, ...]]:
    """Return whether words ask for unusual rows, too, and those that name columns.

    A word that is a column's name means that column.
    """
    names = {name.casefold() for name in columns}
    rows = set(ALL_ROWS) - names
    own = tuple(word for word in words if word.casefold() not in rows)
    return len(own) < len(words), own


def rescaled(features: Features) -> Features:
    """Return features whose points have mean 0 and SD 1 again."""
    points, offset, scale = scaled(features.points, "standard", features.groups)
    return replace(
        features,
        points=points,
        unusual_points=(features.unusual_points - offset) / scale,
        offset=offset * features.scale + features.offset,
        scale=scale * features.scale,
    )
