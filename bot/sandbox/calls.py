"""One call of a Bot API method: its parameters, read the way Telegram reads them."""

import json
from dataclasses import dataclass, field
from typing import Any

from tornado.httputil import HTTPServerRequest

from bot.sandbox.refusals import bad_request
from bot.sandbox.values import Json, Upload


@dataclass(frozen=True)
class Call:
    """A method's name as it was spelt, its parameters as text, and its files."""

    method: str
    params: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The method's name in small letters, since any case will do."""
        return self.method.lower()

    def text(self, name: str) -> str:
        """Return a parameter, or "" where it was not given."""
        return self.params.get(name, "")

    def whole(self, name: str, default: int = 0) -> int:
        """Return a parameter as a whole number, or the default where it is none."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def number(self, name: str, default: float = 0.0) -> float:
        """Return a parameter as a number, or the default where it is none."""
        try:
            return float(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Tell whether a parameter says yes."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def value(self, name: str) -> Any:  # noqa: ANN401  # JSON is anything
        """Return a parameter read as JSON, or None where it was not given.

        Raises
        ------
        Refusal
            Where the text is no JSON.
        """
        if not (text := self.text(name)):
            return None
        try:
            return json.loads(text)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def objects(self, name: str) -> list[Json]:
        """Return a parameter read as a list of JSON objects, [] where not given."""
        value = self.value(name)
        given = [] if value is None else value
        if not isinstance(given, list) or not all(isinstance(o, dict) for o in given):
            raise bad_request(f"can't parse {name} JSON object")
        return given

    def upload(self, name: str) -> Upload | str:
        """Return the file of a parameter: what was uploaded, or else its file_id.

        A value of `attach://part` means the part of that name.
        """
        named = self.text(name)
        return self.attached(named) or self.files.get(name) or named

    def attached(self, address: str) -> Upload | None:
        """Return the file that an `attach://` address means, if it is one."""
        scheme, _, part = address.partition("://")
        return self.files.get(part) if scheme == "attach" else None

    def record(self) -> Json:
        """Return the parameters as they are kept for those who look on."""
        sizes = {
            name: {"file_name": upload.name, "file_size": len(upload.data)}
            for name, upload in self.files.items()
        }
        return self.params | sizes


def read_call(method: str, request: HTTPServerRequest) -> Call:
    """Return the call that a request makes, however it carries its parameters.

    They may stand in the query, a form, a multipart body or a JSON object.
    """
    try:
        fields = {name: said[-1].decode() for name, said in request.arguments.items()}
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    files = {
        name: Upload(parts[-1].filename, parts[-1].body, parts[-1].content_type)
        for name, parts in request.files.items()
    }
    kind = request.headers.get("Content-Type", "")
    spoken = json_call(method, request.body) if "json" in kind else Call(method)
    return Call(method, fields | spoken.params, files)


def json_call(method: str, body: bytes) -> Call:
    """Return the call whose parameters are a JSON object."""
    try:
        spoken = json.loads(body or b"{}")
    except ValueError:
        spoken = None
    if not isinstance(spoken, dict):
        raise bad_request("can't parse JSON object in the request body")
    return Call(method, as_params(spoken))


def as_params(spoken: Json) -> dict[str, str]:
    """Return an object's fields as the text that a form would carry."""
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in spoken.items()
        if value is not None
    }
