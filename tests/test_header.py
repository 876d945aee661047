"""How the rows that name the columns are told from what is above and below."""

import pytest

from clustering.reading.header import Header, header_of


def header(text: str) -> Header:
    """Return the header of a text with commas, as wide as its last row."""
    rows = [
        (at, line.split(",")) for at, line in enumerate(text.split("\n"), 1) if line
    ]
    return header_of(rows, len(rows[-1][1]), ",")


@pytest.mark.parametrize(
    ("text", "above", "names"),
    [
        ("a,b\n1,2\n3,4", 0, ("a", "b")),
        ("t,\n\na,b\n1,2\n3,4", 1, ("a", "b")),
        ("k,v\n\na,b\n1,2\n3,4", 1, ("a", "b")),
        ("Station:,Seoul,\nHeight:,85,\na,b,c\n1,2,3\n3,4,5", 2, ("a", "b", "c")),
        ("a,b\n\n\n1,2\n3,4", 0, ("a", "b")),
        ("x,2020,2021\na,5,6\nb,7,8", 0, ("x", "2020", "2021")),
        ("x,1,2,3\na,5,9,4\nb,7,8,5", 0, ("x", "1", "2", "3")),
        ("x,2023년,2024년\na,5,6\nb,7,8", 0, ("x", "2023년", "2024년")),
        (",x,y\n0,1,2\n1,4,5", 0, ("", "x", "y")),
        ("name,v\na,broken\nb,2\nc,3\nd,4", 0, ("name", "v")),
        ("name,city\na,Seoul\nb,Jeju", 0, ("name", "city")),
    ],
)
def test_header_of_finds_names(text: str, above: int, names: tuple[str, ...]) -> None:
    """Names stand right above the data, below titles, pairs and blank lines."""
    found = header(text)
    assert (found.above, found.named, found.below) == (above, 1, 0)
    assert found.names == names


@pytest.mark.parametrize(
    "text",
    ["1,2\n3,4", "kim,2\nlee,3", "1,2,3\n4,5,6", "2001,2005\n1999,2003", "1,\n2,3"],
)
def test_header_of_sees_that_there_is_none(text: str) -> None:
    """A first row like the others is a row, even if it counts."""
    assert header(text).skipped == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (",m,,w,\nx,p,q,p,q\na,1,2,3,4\nb,1,2,3,4", ("x", "m p", "m q", "w p", "w q")),
        ("x,2022,2022\nx,p,q\na,1,2\nb,3,4", ("x", "2022 p", "2022 q")),
        ("x,s,,t\n,p,q,\na,1,2,3\nb,1,2,3", ("x", "s p", "s q", "t")),
    ],
)
def test_header_of_joins_rows(text: str, names: tuple[str, ...]) -> None:
    """Where the lowest row is not enough, those above stand before it."""
    found = header(text)
    assert (found.named, found.names) == (2, names)


def test_header_of_reads_units() -> None:
    """A row of units is neither a name nor data."""
    found = header("x,h,w\n,cm,[kg]\na,170,60\nb,180,70")
    assert (found.names, found.units) == (("x", "h", "w"), ("", "cm", "kg"))
    assert (found.named, found.below, found.skipped) == (1, 1, 2)


def test_header_of_passes_over_descriptions() -> None:
    """Names that are complete may have a second row in words below."""
    found = header("x,h,w\nwho,how tall,how heavy\na,170,60\nb,180,70")
    assert (found.names, found.below) == (("x", "h", "w"), 1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x,y\nr1,1,2\nr2,3,4", ("", "x", "y")),
        ("x,y\n1,2,\n3,4,", ("x", "y", "")),
        ("x,y\n1,2,,\n3,4,,", ("x", "y", "", "")),
        ("x,y,z,\n1,2\n3,4", ("x", "y", "z")),
    ],
)
def test_header_of_takes_one_more_or_less(text: str, names: tuple[str, ...]) -> None:
    """Row names in front have no name; empty columns behind need none."""
    assert header(text).names == names


def test_header_of_passes_over_settings() -> None:
    """Narrow lines above complete names are no rows, whatever numbers they hold."""
    found = header("set,1\nmode,2\nt,a,b,c\n0,1,2,3\n1,4,5,6")
    assert (found.above, found.names) == (2, ("t", "a", "b", "c"))


def test_header_of_takes_the_name_of_an_index() -> None:
    """It stands alone below the names of all other columns."""
    found = header(",p,p,q\n,m,s,m\nshop,,,\nA,1,2,3\nB,4,5,6")
    assert (found.named, found.names) == (3, ("shop", "p m", "p s", "q m"))
