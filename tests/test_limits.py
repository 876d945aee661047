"""Hostile files end soon, in a sentence, before any parser has them."""

import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from clustering.errors import UserError
from clustering.load import load

MB = 2**20


def bomb() -> bytes:
    """Return a workbook of few bytes that unpacks to many."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<c>" * 36 * MB)
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a line": (lambda: b"x" * (19 * MB), "LineTooLong"),
    "commas": (lambda: b"," * (19 * MB), "EmptyFile"),
    "names": (lambda: b",".join([b"c"] * 200_000), "TooManyColumns"),
    "gzip": (lambda: gzip.compress(bytes(150 * MB)), "TooMuchInside"),
    "workbook": (bomb, "TooMuchInside"),
    "quote": (lambda: b'a,b\n1,2\n"' + b"3,4\n" * (4 * MB), "CellTooLong"),
    "brackets": (lambda: b"[" * (19 * MB), "JsonFile"),
    "rows": (lambda: b"a\n" + b"1\n" * 2 * MB, "TooManyRows"),
    "spaces": (lambda: b"a,b\n" + (b" " * 30_000 + b"x,1\n") * 100, ""),
    "bytes": (lambda: bytes([0xB0, 0xA1]) * (9 * MB), "LineTooLong"),
}


@pytest.mark.parametrize(("made", "fault"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_end_in_a_sentence(made: Callable[[], bytes], fault: str) -> None:
    """Each is refused by the limit that it breaks, or read if it breaks none."""
    try:
        assert load(made(), name="x").rows
        ended = ""
    except UserError as refusal:
        ended = type(refusal).__name__ if str(refusal) else "no words"
    assert ended == fault
