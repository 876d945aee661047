"""The further pictures, from the front door."""

from io import BytesIO

import pytest
from PIL import Image

from bot.texts import LANGUAGES, speak
from clustering import Chart, ChartKind, Request, chart
from clustering.drawing.theme import HEIGHT, WIDTH
from clustering.errors import OneGroup
from clustering.notes import DifferLittle, DifferMost, PartShown
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
    """Twelve of fourteen columns are drawn, and 15 of 20 groups."""
    told = made("profile", WIDE.encode(), k=2, ko=True).says
    part = [note for note in told if isinstance(note, PartShown)]
    assert [(note.columns, note.all_columns) for note in part] == [(12, 14)]
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
