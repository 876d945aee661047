"""Files as Telegram keeps them: by file_id, as a photo or as a document."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from struct import Struct

from bot.sandbox.refusals import bad_request, too_large
from bot.sandbox.values import Json, Upload

MARKS = {"photo": "AgAC", "document": "BQAC"}
"""How the file_id of each kind begins."""

BOXES = (90, 320, 800, 1280)
"""The longer sides, in pixels, of the sizes in which a photo is kept."""

PHOTO_LIMIT = 10 * 2**20
PHOTO_SIDES_LIMIT = 10_000
PHOTO_RATIO_LIMIT = 20
UPLOAD_LIMIT = 50 * 2**20
DOWNLOAD_LIMIT = 20 * 2**20

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_SIZE = Struct(">II")
PNG_SIZE_AT = 16
JPEG_HEAD = b"\xff\xd8"
JPEG_FRAME = Struct(">BBHBHH")
"""A segment's 0xFF, marker and length; in a frame also depth, height and width."""

JPEG_MARK = 0xFF
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG markers that begin a frame, and with it give the picture's size."""


@dataclass(frozen=True)
class StoredFile:
    """A file with its names on the wire.

    Attributes
    ----------
    shown : dict
        Its PhotoSize or Document object.
    content : dict
        The field of a message that shows it: all sizes of a photo, or a document.
    """

    kind: str
    upload: Upload
    shown: Json
    content: Json

    @property
    def path(self) -> str:
        """Where the file is fetched, below /file/bot<token>/."""
        suffix = PurePosixPath(self.upload.name).suffix
        tail = suffix if suffix.isascii() else ""
        return f"{self.kind}s/{self.shown['file_unique_id']}{tail}"


@dataclass
class Files:
    """All files that were ever sent, until the sandbox ends."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def content(self, kind: str, given: Upload | str) -> Json:
        """Return the field of a message in which the bot shows a file.

        Parameters
        ----------
        kind : "photo" or "document"
        given : Upload or str
            A new file, or the file_id of one that was sent before.

        Raises
        ------
        Refusal
            Where the file is missing, of the other kind, or not fit to be sent.
        """
        if isinstance(given, Upload):
            check_upload(given)
            return self.new(kind, given)
        if not given:
            raise bad_request(f"there is no {kind} in the request")
        if not (stored := self.by_id.get(given)):
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request("type of file mismatch")
        return stored.content

    def new(self, kind: str, upload: Upload) -> Json:
        """Keep a new file and return the field of a message that shows it."""
        return self.photo(upload) if kind == "photo" else self.document(upload)

    def document(self, upload: Upload) -> Json:
        """Keep a file as it is and return the field with its Document object."""
        named: Json = {"file_name": upload.name, "mime_type": upload.mime_type}
        content: Json = {}
        facts = named | ids("document", upload.data)
        content["document"] = self.keep("document", upload, facts, content)
        return content

    def photo(self, upload: Upload) -> Json:
        """Keep a picture and return the field with its sizes, the largest last.

        The sizes are those Telegram would give, of at most 1280 pixels; but all
        of them serve the same bytes, since nothing here can scale a picture.
        """
        content: Json = {}
        content["photo"] = [
            self.keep("photo", upload, size | ids("photo", upload.data, size), content)
            for size in photo_sizes(*fitting_photo(upload))
        ]
        return content

    def keep(self, kind: str, upload: Upload, shown: Json, content: Json) -> Json:
        """Keep a file by its file_id and its path, and return what shows it."""
        stored = StoredFile(kind, upload, shown, content)
        self.by_id[shown["file_id"]] = stored
        self.by_path[stored.path] = stored
        return shown

    def fetchable(self, file_id: str) -> Json:
        """Return the File object of a file that a bot wants to download."""
        if not (stored := self.by_id.get(file_id)):
            raise bad_request("invalid file_id")
        if stored.shown["file_size"] > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        named = ("file_id", "file_unique_id", "file_size")
        ids = {name: stored.shown[name] for name in named}
        return ids | {"file_path": stored.path}


def ids(kind: str, data: bytes, size: Json | None = None) -> Json:
    """Return a file's names and length.

    The file_id is new each time; the file_unique_id is the same for the same
    content, and for a photo in the same size.
    """
    digest = hashlib.sha256(f"{kind} {size} ".encode() + data).digest()
    return {
        "file_id": MARKS[kind] + secrets.token_urlsafe(48),
        "file_unique_id": "AQAD" + base64.urlsafe_b64encode(digest[:9]).decode(),
        "file_size": len(data),
    }


def check_upload(upload: Upload) -> None:
    """Refuse what a bot may not send, though a person may."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > UPLOAD_LIMIT:
        raise too_large()


def fitting_photo(upload: Upload) -> tuple[int, int]:
    """Return a picture's width and height, or refuse what is no fit photo."""
    size = len(upload.data)
    if size > PHOTO_LIMIT:
        why = f"the maximum size is {PHOTO_LIMIT} bytes"
        raise bad_request(f"file of size {size} bytes is too big for a photo; {why}")
    if not (sides := dimensions(upload.data)):
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(sides) > PHOTO_SIDES_LIMIT or max(sides) > PHOTO_RATIO_LIMIT * min(sides):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return sides


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG or JPEG, or None for anything else."""
    if data.startswith(PNG_HEAD) and len(data) >= PNG_SIZE_AT + PNG_SIZE.size:
        width, height = PNG_SIZE.unpack_from(data, PNG_SIZE_AT)
        return width, height
    return jpeg_dimensions(data) if data.startswith(JPEG_HEAD) else None


def jpeg_dimensions(data: bytes) -> tuple[int, int] | None:
    """Return the width and height in a JPEG's first frame header, if it has one."""
    at = len(JPEG_HEAD)
    while at + JPEG_FRAME.size <= len(data) and data[at] == JPEG_MARK:
        _, marker, length, _, height, width = JPEG_FRAME.unpack_from(data, at)
        if marker in JPEG_FRAMES:
            return width, height
        at += 2 + length
    return None


def photo_sizes(width: int, height: int) -> list[Json]:
    """Return the 1 to 4 sizes of a photo, each fitting its box, the largest last."""
    longer = max(width, height)
    boxes = [box for box in BOXES if box < longer] or [longer]
    if boxes[-1] < min(longer, BOXES[-1]):
        boxes.append(longer)
    return [
        {
            "width": max(1, round(width * box / longer)),
            "height": max(1, round(height * box / longer)),
        }
        for box in boxes
    ]
