"""Tests of what every room of the sandbox handles."""

import pytest

from bot.sandbox.values import Upload


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("a.csv", "text/csv", "text/csv"),
        ("a.csv", "application/octet-stream", "text/csv"),
        ("a.png", "", "image/png"),
        ("a.csv", "text/plain", "text/plain"),
        ("a", "application/unknown", "application/octet-stream"),
    ],
)
def test_upload_has_a_type(name: str, given: str, kept: str) -> None:
    """The sender's word counts; without one the name's ending does."""
    assert Upload(name, b"1", given).mime_type == kept
