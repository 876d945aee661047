"""How the delimiter of a text is found."""

import pytest

from clustering.reading.delimit import hinted, split, suits, usual_width


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("name;v\na;1,234\nb;2,345\n", ";"),
        ("sep=|\na,b|c\n1,2|3\n", "|"),
        ("title, of sorts\n\na\tb\n1\t2\n3\t4\n", "\t"),
        ("a,b,c\nx;y,1,2\nz;w,3,4\n", ","),
        ("title\nby someone\n\n\na;b\n1;2\n3;4\n", ";"),
        ("Dear all, hello\nbye\n", "\t"),
        ("a^b^c\nx^1^2\ny^3^4\n", "^"),
        ("user:age:score\nkim:33:1.5\nlee:41:2.5\n", ":"),
        ("a^b^c\nx, y^1^2\ny, z^3^4\n", "^"),
        ("at,b,c\n12:30:15,1,2\n12:31:15,3,4\n", ","),
        ("12:30:15\n12:30:20\n", "\t"),
        ("time\n12:30:15\n12:30:20\n", "\t"),
        ("at,power\na,10^5\nb,10^6\n", ","),
        ("name: Kim\nage: 33\nheight: 170\n", "\t"),
    ],
)
def test_split_takes_what_suits(text: str, delimiter: str) -> None:
    """Rows alike, wide and numeric win; marks in sentences, numbers, times do not."""
    assert split(text.encode(), None)[0] == delimiter


def test_split_takes_what_is_known() -> None:
    """A delimiter that is known is not looked for."""
    found, head = split(b"a,b\t1\nc,d\t2\n", "\t")
    assert (found, head[0]) == ("\t", (1, ["a,b", "1"]))


@pytest.mark.parametrize(
    ("text", "hint"), [(b"sep=;\n", ";"), (b'"sep=,"\n', ","), (b"separate\n", None)]
)
def test_hinted_reads_what_excel_does(text: bytes, hint: str | None) -> None:
    """A first line may tell the delimiter."""
    assert hinted(text) == hint


def test_suits_needs_more_than_one_wide_record() -> None:
    """One record with a delimiter in it, among others, makes no table."""
    assert suits([["a", "b"], ["c"]]) == 0
    assert suits([]) < 0 < suits([["a", "b"], ["1", "2"]])


def test_usual_width_passes_over_titles() -> None:
    """Many titles above few rows do not make a table one column wide."""
    assert usual_width([["t"]] * 4 + [["a", "b"], ["1", "2"]]) == 2
    assert usual_width([["t"]] * 9 + [["a", "b"], ["1", "2"]]) == 1
    assert usual_width([["a", "b"], ["1", "2", "3"]]) == 3
