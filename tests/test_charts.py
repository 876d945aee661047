"""The further pictures, from the front door."""

from io import BytesIO
from typing import get_args

import numpy as np
import pytest
from matplotlib.colors import to_hex
from PIL import Image

from bot.texts import LANGUAGES, speak
from clustering import Chart, ChartKind, Request, chart
from clustering.drawing.theme import DARK, HEIGHT, WIDTH
from clustering.errors import OneGroup, TooFewToWeigh
from clustering.notes import (
    DifferLittle,
    DifferMost,
    FitByGroup,
    GroupsApart,
    Misfits,
    NextBest,
    NoMisfits,
    OneCloud,
    PartShown,
    RowsFit,
)
from tests.test_talk import shop

WIDE = "\n".join(
    [
        ",".join(f"긴 이름을 가진 열 {column} $\\frac$" for column in range(14)),
        *(
            ",".join(
                str(row % 2 * 50 + (row * (column + 3)) % 11) for column in range(14)
            )
            for row in range(60)
        ),
    ]
)


def made(
    kind: ChartKind, data: bytes, *, k: int | None = None, ko: bool = False
) -> Chart:
    """Return a chart of a table, once looked at for its size."""
    words = speak("ko" if ko else "en").words()
    drawn = chart(Request(data, "shop.csv", k=k, words=words), kind)
    with Image.open(BytesIO(drawn.image)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert drawn.kind == kind
    assert 1 <= len(drawn.says) <= 3
    for language in LANGUAGES:
        assert all(speak(language).note(note) for note in drawn.says)
    return drawn


def test_profile_says_what_sets_groups_apart() -> None:
    """The columns that differ most are named."""
    (told,) = made("profile", shop()).says
    assert isinstance(told, DifferMost)
    assert set(told.columns) == {"age", "income"}


def test_profile_counts_what_it_leaves_out() -> None:
    """Eleven of fourteen columns are drawn, and 15 of 20 groups."""
    told = made("profile", WIDE.encode(), k=2, ko=True).says
    part = [note for note in told if isinstance(note, PartShown)]
    assert [(note.columns, note.all_columns) for note in part] == [(11, 14)]
    told = made("profile", WIDE.encode(), k=20).says
    part = [note for note in told if isinstance(note, PartShown)]
    assert [(note.groups, note.all_groups) for note in part] == [(15, 20)]


def test_profile_names_columns_without_a_difference() -> None:
    """A column that has the same mean everywhere is told as such."""
    rows = [f"{row % 2},{row % 2},{row // 2 % 2}" for row in range(40)]
    told = made("profile", "\n".join(["size,cost,coin", *rows]).encode(), k=2).says
    assert DifferLittle(("coin",)) in told


def test_profile_of_one_group_is_refused() -> None:
    """There is nothing to compare."""
    with pytest.raises(OneGroup, match="two groups"):
        made("profile", shop(), k=1)


def test_silhouette_tells_how_well_rows_fit() -> None:
    """Groups that lie apart fit well, and none of their rows is nearer elsewhere."""
    fit, by_group, misfits = made("silhouette", shop(), ko=True).says
    assert isinstance(fit, RowsFit)
    assert fit.fit > 0.6
    assert isinstance(by_group, FitByGroup)
    assert by_group.least <= fit.fit <= by_group.most
    assert misfits == NoMisfits()


@pytest.mark.parametrize("k", [6, 20])
def test_silhouette_counts_rows_nearer_to_another_group(k: int) -> None:
    """Slices of a cloud have some, also of many rows of one column."""
    rows = [f"{(row * 7919) % 5003 + (row * 31) % 7}" for row in range(5000)]
    said = made("silhouette", "\n".join(["x", *rows]).encode(), k=k).says
    assert isinstance(said[2], Misfits | NoMisfits)
    noisy = [f"{row * 7919 % 97},{row * 31 % 89},{row * 11 % 83}" for row in range(300)]
    said = made("silhouette", "\n".join(["x,y,z", *noisy]).encode(), k=k).says
    assert isinstance(said[2], Misfits)
    assert 0 < said[2].rows < 300


def test_silhouette_of_one_group_is_refused() -> None:
    """There is no other group to be nearer to."""
    with pytest.raises(OneGroup):
        made("silhouette", shop(), k=1)


def test_evidence_tells_why_so_many_groups() -> None:
    """Whatever k was asked for, the verdict is about the table."""
    for k in (None, 1, 5):
        said = made("evidence", shop(), k=k).says
        assert isinstance(said[0], GroupsApart)
        assert said[0].groups == 3
        assert isinstance(said[1], NextBest)


def test_evidence_tells_that_there_are_no_groups() -> None:
    """Evenly spread numbers are one cloud."""
    rows = [f"{row * 7919 % 1009},{row * 104729 % 997}" for row in range(400)]
    said = made("evidence", "\n".join(["x,y", *rows]).encode(), ko=True).says
    assert isinstance(said[0], OneCloud) or "border" in str(said[0])


def test_evidence_needs_some_rows() -> None:
    """Three rows weigh nothing."""
    with pytest.raises(TooFewToWeigh, match="3 used"):
        made("evidence", b"x,y\n1,2\n3,5\n9,1\n")


@pytest.mark.parametrize("kind", get_args(ChartKind))
def test_charts_can_be_dark_and_large(kind: ChartKind) -> None:
    """As the main picture is: the corner has the paper's color."""
    request = Request(shop(), "shop.csv", theme="dark", scale=1.5)
    with Image.open(BytesIO(chart(request, kind).image)) as image:
        assert image.size == (WIDTH * 3 // 2, HEIGHT * 3 // 2)
        corner = np.asarray(image.convert("RGB"))[0, 0] / 255
    assert to_hex(tuple(corner.tolist())) == DARK.paper.lower()
