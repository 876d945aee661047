"""Tests of files as Telegram keeps them."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.files import Files, dimensions, photo_sizes
from bot.sandbox.refusals import Refusal
from bot.sandbox.values import Upload

TABLE = Upload("표.csv", b"a,b\n1,2", "text/csv")


def png(width: int, height: int, *, size: int = 0) -> Upload:
    """Return a file that begins as a PNG of these sides does, of that many bytes."""
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)
    return Upload("a.png", head.ljust(size, b"\0"), "image/png")


def jpeg(width: int, height: int) -> Upload:
    """Return a file that begins as a JPEG of these sides does."""
    comment = b"\xff\xfe\x00\x04hi"
    frame = b"\xff\xc2\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01"
    return Upload("a.jpg", b"\xff\xd8" + comment + frame, "image/jpeg")


def test_document_is_shown_whole() -> None:
    """A document keeps its name, type and size, and can be fetched."""
    files = Files()
    document = files.content("document", TABLE)["document"]
    assert document["file_name"] == "표.csv"
    assert document["mime_type"] == "text/csv"
    assert document["file_size"] == 7
    fetched = files.fetchable(document["file_id"])
    assert fetched.keys() == {"file_id", "file_unique_id", "file_size", "file_path"}
    assert fetched["file_path"].endswith(".csv")
    assert files.by_path[fetched["file_path"]].upload == TABLE


def test_file_ids_are_new_and_unique_ids_are_not() -> None:
    """The same content has one file_unique_id under every name and file_id."""
    files = Files()
    one = files.content("document", TABLE)["document"]
    two = files.content("document", Upload("other.csv", TABLE.data))["document"]
    assert one["file_id"] != two["file_id"]
    assert one["file_unique_id"] == two["file_unique_id"]


def test_file_sent_again_is_the_same() -> None:
    """A file_id sends the same file once more: any size of a photo the whole photo."""
    files = Files()
    document = files.content("document", TABLE)
    assert files.content("document", document["document"]["file_id"]) == document
    photo = files.content("photo", png(1200, 900))
    for size in photo["photo"]:
        assert files.content("photo", size["file_id"]) == photo


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        ("photo", "", "Bad Request: there is no photo in the request"),
        ("document", "", "Bad Request: there is no document in the request"),
        ("photo", "AgAC", "Bad Request: wrong file identifier/HTTP URL specified"),
        ("document", Upload("a", b""), "Bad Request: file must be non-empty"),
        ("photo", TABLE, "Bad Request: IMAGE_PROCESS_FAILED"),
        ("photo", png(0, 5), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        ("photo", png(210, 10), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        ("photo", png(5000, 5001), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (
            "photo",
            png(9, 9, size=10 * 2**20 + 1),
            (
                "Bad Request: file of size 10485761 bytes is too big for a photo; "
                "the maximum size is 10485760 bytes"
            ),
        ),
        ("document", Upload("a", bytes(50 * 2**20 + 1)), "Request Entity Too Large"),
    ],
)
def test_content_refuses(kind: str, given: Upload | str, why: str) -> None:
    """What is missing, unknown, no picture or too large is refused."""
    with pytest.raises(Refusal) as refused:
        Files().content(kind, given)
    assert refused.value.description == why


def test_content_refuses_the_other_kind() -> None:
    """A document's file_id is no photo, nor the other way round."""
    files = Files()
    document = files.content("document", TABLE)["document"]["file_id"]
    photo = files.content("photo", png(9, 9))["photo"][0]["file_id"]
    for kind, file_id in (("photo", document), ("document", photo)):
        with pytest.raises(Refusal) as refused:
            files.content(kind, file_id)
        assert refused.value.description == "Bad Request: type of file mismatch"


def test_fetchable_refuses() -> None:
    """A file that is unknown or over 20 MB cannot be downloaded."""
    files = Files()
    large = files.content("document", Upload("a", bytes(20 * 2**20 + 1)))
    for file_id, why in (
        ("BQAC", "invalid file_id"),
        (large["document"]["file_id"], "file is too big"),
    ):
        with pytest.raises(Refusal) as refused:
            files.fetchable(file_id)
        assert refused.value.description == f"Bad Request: {why}"


@pytest.mark.parametrize(
    ("data", "sides"),
    [
        (png(1200, 900).data, (1200, 900)),
        (jpeg(640, 480).data, (640, 480)),
        (png(1, 1).data[:-1], None),
        (jpeg(1, 1).data[:9], None),
        (b"\xff\xd8nothing", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_dimensions_reads_headers(
    data: bytes,
    sides: tuple[int, int] | None,
) -> None:
    """The sides of PNG and JPEG stand in their headers; others are unknown."""
    assert dimensions(data) == sides


@pytest.mark.parametrize(
    ("sides", "widths"),
    [
        ((60, 30), [60]),
        ((90, 90), [90]),
        ((300, 200), [90, 300]),
        ((1200, 900), [90, 320, 800, 1200]),
        ((2560, 1280), [90, 320, 800, 1280]),
        ((1080, 1350), [72, 256, 640, 1024]),
    ],
)
def test_photo_sizes_fit_boxes(sides: tuple[int, int], widths: list[int]) -> None:
    """Sizes fit boxes of 90, 320, 800 and 1280 pixels, as far as there are pixels."""
    assert [size["width"] for size in photo_sizes(*sides)] == widths


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_photo_sizes_grow(width: int, height: int) -> None:
    """There are 1 to 4 sizes, the largest last, none over 1280 or the picture."""
    sizes = photo_sizes(width, height)
    longer = [max(size["width"], size["height"]) for size in sizes]
    assert 1 <= len(sizes) <= 4
    assert longer == sorted(set(longer))
    assert longer[-1] == min(1280, max(width, height))
