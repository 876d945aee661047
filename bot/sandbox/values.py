"""What every room of the sandbox handles: JSON objects, and files on their way in."""

import mimetypes
from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""An object of the Bot API, by the names of its reference."""

UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Upload:
    """A file as it came over the wire."""

    name: str
    data: bytes
    content_type: str = UNKNOWN_TYPE

    @property
    def mime_type(self) -> str:
        """The type the sender gave, or else what the name's ending suggests."""
        if self.content_type not in ("", UNKNOWN_TYPE, "application/unknown"):
            return self.content_type
        return mimetypes.guess_type(self.name)[0] or UNKNOWN_TYPE
