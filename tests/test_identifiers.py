"""Which columns name, number or date their rows."""

import numpy as np
import pytest

from clustering.columns.identifiers import (
    is_date,
    is_identifier,
    is_running,
    names_identifier,
    reads_as_date,
)


@pytest.mark.parametrize(
    "name",
    [
        *("id", "ID", "CustomerID", "customer_id", "userId", "id_store", "UUID"),
        *("order no", "Order No.", "zip code", "ZIP", "zipcode", "product_code"),
        *("phone", "Phone Number", "customer number", "index", "key", "Tel"),
        *("번호", "고객번호", "고객 번호", "우편번호", "전화번호(휴대폰)", "상품코드"),
        *("휴대전화", "연락처", "아이디", "학번", "사번", "순번", "회원ID", "ＩＤ"),
    ],
)
def test_names_identifier_says_yes(name: str) -> None:
    """IDs, codes and phones are known by name, in English and Korean."""
    assert names_identifier(name)


@pytest.mark.parametrize(
    "name",
    [
        *("age", "나이", "price", "Annual Income (k$)", "year of birth", "score"),
        *("No. of children", "number of rooms", "price index", "body mass index"),
        *("width", "humidity", "paid", "Video views", "notes", "코드 라인 수", ""),
        *("phone calls", "keyboard", "전화 횟수", "1", "column 1", "소득", "방문횟수"),
    ],
)
def test_names_identifier_says_no(name: str) -> None:
    """Measurements stay, even if a word of their name looks like one of an ID."""
    assert not names_identifier(name)


def test_is_identifier_needs_whole_numbers() -> None:
    """A code has no decimals."""
    assert is_identifier("code", np.array([3.0, 1.0]))
    assert not is_identifier("code", np.array([3.5, 1.0]))


@pytest.mark.parametrize(
    ("values", "first"),
    [
        (np.arange(1, 11), False),
        (np.arange(0, 50), False),
        (np.arange(1001, 1101), True),
        (np.random.default_rng(0).permutation(20), False),
        (np.arange(30) + (np.arange(30) > 9), True),  # one was deleted
    ],
)
def test_is_running_says_yes(values: np.ndarray, *, first: bool) -> None:
    """Row numbers run through a range, perhaps shuffled or with gaps."""
    assert is_running("x", values.astype(float), first=first)


@pytest.mark.parametrize(
    ("name", "values", "first"),
    [
        ("x", np.arange(1, 10), True),  # too few to tell
        (
            "price",
            np.sort(np.random.default_rng(0).choice(900, 30, replace=False)),
            True,
        ),
        ("age", np.array([20, 21, 22, 24, 25, 26, 28, 30, 31, 33]), False),
        ("age", np.array([20, 21, 22, 22, 23, 24, 25, 26, 27, 28]), True),
        ("share", np.arange(20) / 2, True),
        ("rank", np.random.default_rng(0).permutation(20), False),
        ("순위", np.random.default_rng(0).permutation(20), False),
        ("score", np.random.default_rng(0).permutation(15), False),
        ("time", np.arange(20) * 60 + 1.7e9, True),
        ("amount", np.arange(-10, 10) * 1.7e307, True),
    ],
)
def test_is_running_says_no(name: str, values: np.ndarray, *, first: bool) -> None:
    """Measurements that happen to rise, or ranks, number nothing."""
    assert not is_running(name, values.astype(float), first=first)


@pytest.mark.parametrize(
    "values", [[20240131, 19991231], [202401, 202412, 202402], [2024.01, 2023.12]]
)
def test_is_date_says_yes(values: list[float]) -> None:
    """Days and months are often written as numbers."""
    assert is_date(np.array(values))


@pytest.mark.parametrize(
    "values",
    [
        [20240131, 20241331],
        [202401, 202413],
        [2024, 2023],
        [1985, 2001],
        [2024.5, 1.25],
        [2024.5, 1e308],
    ],
)
def test_is_date_says_no(values: list[float]) -> None:
    """Years, amounts and shares are measurements."""
    assert not is_date(np.array(values))


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-31",
        "2024/1/3",
        "24.01.31",
        "2024년 1월 31일",
        "31/01/2024",
        "2024-01-31 12:30",
    ],
)
def test_reads_as_date_says_yes(cell: str) -> None:
    """Days are known as they are written in most places."""
    assert reads_as_date(cell)


@pytest.mark.parametrize("cell", ["서울", "1-2", "3.5", "2024", "010-1234-5678"])
def test_reads_as_date_says_no(cell: str) -> None:
    """Names, numbers and phones are no days."""
    assert not reads_as_date(cell)
