"""The further pictures, from the front door."""

from contextlib import suppress
from io import BytesIO
from itertools import combinations
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from PIL import Image

from bot.texts import LANGUAGES, speak
from clustering import (
    Chart,
    ChartKind,
    Request,
    UserError,
    analyze,
    chart,
    charts,
    draw,
)
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import DARK, HEIGHT, LIGHT, SMALL, WIDTH, look_of
from clustering.errors import OneGroup, TooFewToWeigh
from clustering.evidence.rungs import Rung, rungs
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
from clustering.pipeline import find, picture, summarize
from clustering.words import Words
from tests.handmade import lines_of
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


def watched(monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    """Return a list to which the sheet of every picture drawn from now on is added."""
    sheets: list[Sheet] = []

    def kept(sheet: Sheet, scale: float) -> bytes:
        sheets.append(sheet)
        return draw.png(sheet, scale)

    monkeypatch.setattr(charts, "png", kept)
    return sheets


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


def test_evidence_is_that_of_the_report() -> None:
    """The bars of each number of groups have the numbers of `Report.scores`."""
    for data in (shop(), shop(5), WIDE.encode()):
        found = find(Request(data, "shop.csv"))
        report = summarize(found)
        drawn = rungs(found.choice.signs, found.choice.groups)
        best = max(score.likelier for score in report.scores)
        assert [rung.k for rung in drawn if rung.chosen] == [report.groups] * (
            report.groups > 1
        )
        for rung, score in zip(drawn, report.scores, strict=True):
            assert rung.k == score.k
            assert rung.sparser == pytest.approx(100 * max(score.sparser, 0), abs=1)
            assert rung.silhouette == score.silhouette
            explains = max(score.likelier, 0) / best if best > 0 else 0
            assert rung.explains == pytest.approx(explains)


@pytest.mark.parametrize("kind", ["silhouette", "profile"])
def test_groups_are_named_as_in_the_answer(
    kind: ChartKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the file's name stand letter, name, count and look of each.

    The letters may be those of an earlier table, of which some groups are gone.
    """
    sheets = watched(monkeypatch)
    before = analyze(Request(shop(5))).anchors
    header, *rows = shop(5).split(b"\n")
    later = b"\n".join([header, *rows[30:120]])
    found = find(Request(later, "shop.csv", before=before))
    assert found.letters != ("A", "B", "C")
    picture(found, kind)
    told = [text.get_text() for text in sheets[0].texts]
    assert "shop.csv" in told
    for cluster in found.clusters:
        look = look_of(LIGHT, cluster.letter)
        assert {cluster.letter, cluster.name, "30 · 33%"} <= set(told)
        drawn = {(line.get_color(), line.get_marker()) for line in lines_of(sheets[0])}
        assert (look.color, look.marker) in drawn


@pytest.mark.parametrize(
    ("sure", "chosen", "told"),
    [
        ({2, 3}, 3, Words().evidence_best),
        ({2, 3}, 2, Words().evidence_safe),
        ({2}, 3, Words().evidence_most),
        (set(), None, Words().evidence_no),
        ({2}, None, Words().evidence_no),
    ],
)
def test_evidence_tells_by_what_the_number_was_chosen(
    sure: set[int], chosen: int | None, told: str
) -> None:
    """What is said at the foot is true of the bars above it."""
    shown = [
        Rung(
            k,
            50,
            sure=k in sure,
            silhouette=0.5,
            explains=k / 4,
            chosen=k == chosen,
            second=False,
        )
        for k in (2, 3, 4)
    ]
    assert charts.ground(shown, Words()) == told


@pytest.mark.parametrize("kind", ["silhouette", "profile"])
def test_slices_are_not_passed_off_as_groups(
    kind: ChartKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are no clear groups, each picture says so at its foot."""
    sheets = watched(monkeypatch)
    rows = [f"{row * 7919 % 1009},{row * 104729 % 997}" for row in range(400)]
    for data in ("\n".join(["x,y", *rows]).encode(), shop()):
        picture(find(Request(data, "shop.csv", k=3)), kind)
    slices, groups = ({text.get_text() for text in sheet.texts} for sheet in sheets)
    assert Words().slices in slices
    assert Words().slices not in groups


NAMES = st.text(
    st.sampled_from("나이ab年齢Возעברית😀$\\_{}%<&\u202e\u0301 "),
    min_size=1,
    max_size=60,
)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Return a request for a table of any shape, with gaps, in any script."""
    rows, columns = draw(st.sampled_from([(3, 1), (30, 2), (60, 3), (40, 40), (9, 1)]))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    spread = draw(st.sampled_from([1.0, 1e-9, 1e12]))
    own = rng.integers(0, draw(st.sampled_from([1, 3, 20])), rows)
    matrix = rng.lognormal(size=(rows, columns)) * spread + 9 * spread * own[:, None]
    matrix[rng.random(matrix.shape) < draw(st.sampled_from([0, 0.1]))] = np.nan
    names = [f"{draw(NAMES)}{at}" for at in range(min(columns, 3))]
    names += [f"{names[-1]}{at}" for at in range(3, columns)]
    table = pd.DataFrame(matrix, columns=names).to_csv(index=False)
    return Request(
        table.encode(),
        draw(NAMES),
        k=draw(st.sampled_from([None, 1, 2, 15])),
        columns=draw(st.sampled_from([(), ("A",), ("A", "B")])),
        logs=draw(st.sampled_from([(), ("A",)])),
        all_rows=draw(st.booleans()),
        theme=draw(st.sampled_from(["light", "dark"])),
        words=speak(draw(st.sampled_from(LANGUAGES))).words(),
    )


@settings(max_examples=25)
@given(requests())
def test_any_request_gets_its_charts_or_a_sentence(request: Request) -> None:
    """Whatever the table is like: no crash, no missing glyph, nothing unsaid."""
    with suppress(UserError):
        found = find(request)
        for kind in get_args(ChartKind):
            with suppress(OneGroup, TooFewToWeigh):
                drawn = picture(found, kind)
                event(kind)
                assert drawn.image.startswith(b"\x89PNG")
                assert all(map(str, drawn.says))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(ChartKind))
@pytest.mark.parametrize("k", [2, 15])
def test_all_texts_are_large_and_on_the_picture(
    kind: ChartKind, k: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least 30 pixels high as set, within the margins, and none over another."""
    sheets = watched(monkeypatch)
    words = speak(language).words()
    data = WIDE.replace("긴 이름을 가진 열", "아주 긴 이름을 가진 열 " * 4).encode()
    found = find(Request(data, "아주 긴 파일 이름 " * 9, k=k, words=words))
    picture(found, kind)
    texts = [text for text in sheets[0].texts if text.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    assert len(boxes) > 10
    for text, box in zip(texts, boxes, strict=True):
        assert float(text.get_fontsize()) >= SMALL
        assert 0 <= box.x0 < box.x1 <= WIDTH, text.get_text()
        assert 0 <= box.y0 < box.y1 <= HEIGHT, text.get_text()
    for one, other in combinations(boxes, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        down = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across <= 0 or down <= SMALL / 3
