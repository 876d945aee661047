"""Which rows and columns of a table are clustered, and on what scale."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.errors import (
    AmbiguousColumn,
    ConstantColumns,
    NoLogarithm,
    NoNumbers,
    NothingToCompare,
    OneRow,
    TextColumn,
    TooManyGaps,
    UnknownColumn,
    UserError,
)
from clustering.load import Table, load
from clustering.notes import IdleLogarithms, Logarithms, RowsSetAside
from clustering.prepare import Features, prepare
from clustering.report import Reason
from tests.strategies import clouds

DATA = Path(__file__).parent / "data"

MIXED = """고객번호,이름,나이,연 소득,가입일,등급,국가
101,김,20,3000,20240105,1,82
102,이,30,4500,20240107,2,82
105,박,40,,20240109,1,82
104,최,50,9000,20240206,3,82
"""


def table_of(text: str) -> Table:
    """Return the table of a text."""
    return load(text.encode(), name="table.csv")


def column_table(**columns: list[float]) -> Table:
    """Return a table of number columns."""
    rows = zip(*columns.values(), strict=True)
    lines = [";".join(columns), *(";".join(map(repr, row)) for row in rows)]
    return table_of("\n".join(lines).replace("nan", "NA"))


def test_prepare_standardises_iris() -> None:
    """All four measurements are used, each with mean 0 and population SD 1."""
    table = load((DATA / "iris.csv").read_bytes(), name="iris.csv")
    features = prepare(table)
    assert features.columns == table.numeric
    assert features.left_out == (("species", Reason.CATEGORY),)
    assert_array_equal(features.rows, np.arange(150))
    assert_allclose(features.points.mean(axis=0), 0, atol=1e-14)
    assert_allclose(features.points.std(axis=0), 1)
    assert_allclose(features.offset, table.matrix.mean(axis=0))
    assert_allclose(features.scale, table.matrix.std(axis=0))


def test_prepare_uses_every_column_of_wholesale() -> None:
    """Spending and small codes are no IDs."""
    table = load((DATA / "wholesale_customers.csv").read_bytes(), name="w.csv")
    assert prepare(table).columns == table.columns


def test_prepare_leaves_out_what_measures_nothing() -> None:
    """Each column left out has its reason, and rows with gaps are counted."""
    features = prepare(table_of(MIXED))
    assert features.columns == ("나이", "연 소득", "등급")
    assert features.left_out == (
        ("고객번호", Reason.IDENTIFIER),
        ("이름", Reason.TEXT),
        ("가입일", Reason.DATE),
        ("국가", Reason.CONSTANT),
    )
    assert_array_equal(features.rows, [0, 1, 3])
    assert features.decisions == (RowsSetAside(1),)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["서울", "부산", "대구"], Reason.TEXT),
        (["", "", ""], Reason.EMPTY),
        (["2024-01-31", "2024-02-01", "-"], Reason.DATE),
        (["M", "F", "M"], Reason.CATEGORY),
        (["9:30", "13:45", "-"], Reason.DATE),
        (["2024-01-31", "2024-02-01", ""], Reason.DATE),
        (["04524", "12345", ""], Reason.TEXT),
        (["5", "", ""], Reason.CONSTANT),
        (["5", "6", ""], None),
        (["202401", "202402", "202403"], Reason.DATE),
    ],
)
def test_prepare_gives_reasons(cells: list[str], reason: Reason | None) -> None:
    """A column is left out for what its cells are."""
    rows = "\n".join(f"{cell};{at}.5" for at, cell in enumerate(cells))
    features = prepare(table_of(f"x;y\n{rows}\n"))
    assert dict(features.left_out).get("x") == reason


def test_prepare_knows_text_codes_by_name() -> None:
    """Codes with leading zeros are IDs if their name says so."""
    features = prepare(table_of("우편번호,x\n04524,1\n06000,2\n"))
    assert features.left_out == (("우편번호", Reason.IDENTIFIER),)


def test_prepare_leaves_out_running_numbers() -> None:
    """Row numbers without a name of their own are known by their values."""
    rows = "".join(f"{at},{at % 3}\n" for at in range(1, 13))
    assert prepare(table_of(",x\n" + rows)).left_out == (("column 1", Reason.RUNNING),)


@pytest.mark.parametrize(("gaps", "left_out"), [(4, ()), (5, (("x", Reason.GAPS),))])
def test_prepare_leaves_out_sparse_columns(
    gaps: int, left_out: tuple[tuple[str, Reason], ...]
) -> None:
    """More than 40 % of a column may not be missing."""
    cells = [str(at * at) if at >= gaps else "" for at in range(10)]
    rows = "".join(f"{cell},{at % 7}\n" for at, cell in enumerate(cells))
    assert prepare(table_of("x,y\n" + rows)).left_out == left_out


def test_prepare_uses_two_hundred_columns() -> None:
    """Those beyond are left out by name."""
    numbers = np.random.default_rng(0).normal(size=(5, 203))
    lines = [",".join(f"c{at}" for at in range(203))]
    lines += [",".join(map(str, row)) for row in numbers]
    features = prepare(table_of("\n".join(lines)))
    assert features.points.shape == (5, 200)
    surplus = [f"c{at}" for at in (200, 201, 202)]
    assert features.left_out == tuple((name, Reason.SURPLUS) for name in surplus)


@pytest.mark.parametrize(
    ("typed", "columns"),
    [
        ("나이", ("나이",)),
        ("연소득 나이", ("나이", "연 소득")),
        ("고객번호 등급", ("고객번호", "등급")),
        ("A, F", ("고객번호", "등급")),
        ("가입일", ("가입일",)),
        ("국가 나이", ("나이",)),
    ],
)
def test_prepare_does_as_asked(typed: str, columns: tuple[str, ...]) -> None:
    """Columns asked for are used, even IDs and dates, unless they are constant."""
    features = prepare(table_of(MIXED), columns=typed.split())
    assert features.columns == columns
    reasons = dict(features.left_out)
    assert reasons.pop("국가") == (
        Reason.CONSTANT if "국가" in typed else Reason.NOT_CHOSEN
    )
    assert set(reasons.values()) == {Reason.NOT_CHOSEN}


@pytest.mark.parametrize(
    ("text", "typed", "fault"),
    [
        (MIXED, "키", UnknownColumn),
        (MIXED, "이름", TextColumn),
        (MIXED, "국가", ConstantColumns),
        ("a_x,a_y\n1,2\n2,1\n", "a_", AmbiguousColumn),
        ("x,y\n1,2\n", "", OneRow),
        ("x,y\na,b\nc,d\n", "", NoNumbers),
        ("id,x\n1,7\n2,7\n", "", NothingToCompare),
        ("x,y\n1,\n,2\n3,\n,4\n5,\n,6\n", "x y", TooManyGaps),
        ("x,y\n1,\n,2\n,3\n4,5\n", "x y", TooManyGaps),
        ("x,y\n7,1\n7,2\n8,\n", "x", None),
        ("x,y\n7,1\n7,1\n8,\n", "x y", ConstantColumns),
    ],
)
def test_prepare_refuses(text: str, typed: str, fault: type[UserError] | None) -> None:
    """What cannot be clustered as asked is said in one sentence."""
    table = table_of(text)
    if fault is None:
        assert prepare(table, columns=typed.split()).columns == tuple(typed.split())
        return
    with pytest.raises(fault):
        prepare(table, columns=typed.split())


def test_prepare_leaves_out_what_gaps_make_constant() -> None:
    """A column that is the same in all complete rows tells them not apart."""
    features = prepare(table_of("x,y\n7,1\n7,2\n8,\n7,3\n"))
    assert features.columns == ("y",)
    assert features.left_out == (("x", Reason.CONSTANT),)


def test_prepare_can_leave_the_scale() -> None:
    """Without scaling the points are the numbers."""
    table = table_of("x,y\n1,1000\n2.5,3000\n7,2000\n")
    features = prepare(table, scaling="none")
    assert_array_equal(features.points, table.matrix)
    assert_array_equal(features.offset, [0, 0])
    assert_array_equal(features.scale, [1, 1])


@given(clouds)
def test_prepare_finds_the_way_back(cloud: FloatArray) -> None:
    """Points restored are the table's numbers, and gaps are the only rows missing."""
    columns = {f"x{at}": column.tolist() for at, column in enumerate(cloud.T)}
    table = column_table(**columns)
    try:
        features: Features = prepare(table)
    except UserError:
        return
    used = [table.numeric.index(name) for name in features.columns]
    assert_allclose(
        features.restore(features.points), table.matrix[:, used], rtol=1e-9, atol=1e-9
    )


def test_logarithms_make_ratios_count_and_come_back_as_geometric_means() -> None:
    """Points of a logged column are standardised logarithms, and lead back."""
    table = column_table(a=[1.0, 10.0, 100.0, 1000.0], b=[2.0, 1.0, 4.0, 3.0])
    features = prepare(table, logs=["A"])
    assert features.logs == ("a",)
    assert features.decisions == (Logarithms(("a",)),)
    assert_allclose(np.diff(features.points[:, 0]), 1 / np.std([0, 1, 2, 3]))
    assert_allclose(features.restore(features.points), table.matrix)
    assert_allclose(features.measure(table.matrix), features.points, atol=1e-12)
    assert_allclose(features.restore(np.zeros((1, 2))), [[10**1.5, 2.5]])


def test_what_has_no_logarithm_is_refused_in_words() -> None:
    """Zeros and negatives are counted, text is no number, an unknown name is told."""
    table = table_of("a;b;c\n0;1;x\n-2;2;y\n3;5;x\n4;8;y")
    with pytest.raises(NoLogarithm, match=r"“a” holds 0 or less in 2 rows"):
        prepare(table, logs=["a"])
    with pytest.raises(TextColumn):
        prepare(table, logs=["c"])
    with pytest.raises(UnknownColumn):
        prepare(table, logs=["nothing"])


def test_numbers_too_alike_for_a_logarithm_stay_as_they_are() -> None:
    """Where all logarithms are one float, the column is clustered as it stands."""
    table = column_table(a=[1e15, 1e15 + 1, 1e15 + 2, 1e15], b=[1.5, 2.5, 7.5, 3.5])
    features = prepare(table, columns=["a", "b"], logs=["a"])
    assert features.logs == ()
    assert features.decisions == (IdleLogarithms(("a",)),)
    assert_allclose(features.points, prepare(table, columns=["a", "b"]).points)
