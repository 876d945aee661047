"""What was decided is told with its facts; test_promises tells every kind of note."""

from dataclasses import dataclass

from clustering.notes import Note
from clustering.sentences import facts


@dataclass(frozen=True)
class Dropped(Note):
    """A note such as modules make them."""

    message = "{rows:,} {rows:row|rows} of {columns} dropped."
    rows: int
    columns: tuple[str, ...]


def test_note_tells_its_facts() -> None:
    """A note is its sentence, and its fields are the facts."""
    note = Dropped(rows=1, columns=("a", "b"))
    assert str(note) == "1 row of a, b dropped."
    assert facts(note) == {"rows": 1, "columns": ("a", "b")}
    assert note == Dropped(1, ("a", "b"))
