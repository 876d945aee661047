"""What axes show."""

from clustering.drawing.plane import Dimension


def test_a_dimension_is_a_column_or_a_mix() -> None:
    """It is a mix if its columns rise or fall along it, be they one or several."""
    assert not Dimension(("age",)).mixed
    assert Dimension(("age",), (False,), 0.5).mixed
