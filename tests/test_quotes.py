"""How texts that are quoted in other ways are brought into the usual one."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clustering.reading.quotes import requoted


def cells(text: bytes, delimiter: str = ",") -> list[list[str]]:
    """Return the cells of a text that is quoted as usual."""
    read = io.StringIO(text.decode(), newline="")
    return list(csv.reader(read, delimiter=delimiter))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("a,b\n'x, y',1\n'z',2\n", ["z", "2"]),
        ("a,b\n'z',2\n'x, y',1\n", ["x, y", "1"]),
        ("'a','b'\n'x','1'\n'y','2'\n", ["y", "2"]),
        ("'a',b\n'kim',1\n'lee',2\n", ["lee", "2"]),
        ("a,b\n'O''Brien, P',1\n'D''Arcy, M',2\n", ["D'Arcy, M", "2"]),
        ("a,b\n'O\\'Brien, P',1\n'D\\'Arcy, M',2\n", ["D'Arcy, M", "2"]),
        ('a,b\n"c",1\n"x \\"y, z\\" w",2\n', ['x "y, z" w', "2"]),
        ('a,b\n"c",1\n"x \\"y\\" w",2\n', ['x "y" w', "2"]),
        ('a,b\n"c \\"d\\"",1\n"C:\\tmp",2\n', ["C:\\tmp", "2"]),
        ("a,b,c\nx\\, y,1,2\nz\\, w,3,4\n", ["z, w", "3", "4"]),
        ("'a','b'\n" + "';;;','1'\n" * 4, [";;;", "1"]),
    ],
)
def test_requoted_reads_other_ways(text: str, last: list[str]) -> None:
    """Single marks and backslashes keep delimiters and marks within their cells."""
    assert cells(requoted(text.encode()))[-1] == last


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n"x, y",1\n"z ""w""",2\n',
        "word,n\n'til,1\nrock 'n' roll,2\n'cause,3\n",
        "word,n\n'yes',1\nno,2\n'maybe',3\n",
        "code,n\n'007,1\n'008,2\n",
        "height,n\n5'10,1\n6'2,2\n",
        'path,n\n"C:\\data\\",1\n"D:\\",2\n',
        'path,other,n\n"C:\\a\\","C:\\b\\",1\n"D:\\","E:\\",2\n',
        "path,m,n\nC:\\a\\,1,2\nC:\\b\\,3,4\n",
        'pipe,n\n12" long,1\n6" long,2\n',
        "a,b\n'x,1\n" + "'" + "y" * 40_000 + "',2\n",
        "'",
        '\\"',
        ",'\n" * 3,
    ],
)
def test_requoted_leaves_honest_texts(text: str) -> None:
    """Apostrophes, inches and paths are no marks around cells."""
    assert requoted(text.encode()) == text.encode()


def test_requoted_keeps_lines() -> None:
    """Blank lines and cells of two lines stay where they were."""
    text = b"a,b\n\n'x,\ny',1\n'z, w',2\n"
    assert cells(requoted(text)) == [["a", "b"], [], ["x,\ny", "1"], ["z, w", "2"]]


# A mark after a backslash, written doubled, is an escaped mark and the end of a cell to
# others: both readings are honest.
words = st.text(st.sampled_from("ab ,;'\"\\é가\n"), min_size=1, max_size=6).filter(
    lambda word: "\\'" not in word
)


@given(names=st.lists(words, min_size=2, max_size=6), delimiter=st.sampled_from(",;\t"))
def test_requoted_gives_back_what_single_marks_held(
    names: list[str], delimiter: str
) -> None:
    """A table written with single marks around every cell comes back cell by cell."""
    # Cells of its own delimiter in a row are as wide a table without any marks.
    assume(not any(2 * delimiter in name for name in names))
    rows = [["name", "n"], *([name, str(at)] for at, name in enumerate(names))]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quotechar="'", quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    assert cells(requoted(out.getvalue().encode()), delimiter) == rows
