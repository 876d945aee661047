"""Tests of how a call's parameters are read."""

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from bot.sandbox.calls import Call, as_params, read_call
from bot.sandbox.refusals import Refusal
from bot.sandbox.values import Upload

TABLE = Upload("a.csv", b"1", "text/csv")


def request(
    uri: str = "/",
    body: bytes = b"",
    content_type: str = "application/x-www-form-urlencoded",
) -> HTTPServerRequest:
    """Return a request as tornado hands it over."""
    headers = HTTPHeaders({"Host": "localhost", "Content-Type": content_type})
    line = RequestStartLine("POST", uri, "HTTP/1.1")
    made = HTTPServerRequest(start_line=line, headers=headers, body=body)
    made._parse_body()  # noqa: SLF001  # what tornado itself does before a handler runs
    return made


@pytest.mark.parametrize(
    ("uri", "body", "content_type"),
    [
        ("/?chat_id=5&text=%EB%84%A4", b"", ""),
        ("/", "chat_id=5&text=네".encode(), "application/x-www-form-urlencoded"),
        ("/?chat_id=4", '{"chat_id":5,"text":"네"}'.encode(), "application/json"),
        ("/?chat_id=5", "text=네".encode(), "application/x-www-form-urlencoded"),
    ],
)
def test_read_call_knows_every_form(uri: str, body: bytes, content_type: str) -> None:
    """Query, form and JSON come to the same."""
    call = read_call("sendMessage", request(uri, body, content_type))
    assert call == Call("sendMessage", {"chat_id": "5", "text": "네"})


def test_read_call_takes_files() -> None:
    """A multipart body brings fields and files; of two of one name the last counts."""
    parts = (
        b'--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n5\r\n'
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n1\r\n--x--\r\n"
    )
    call = read_call(
        "sendDocument", request("/", parts, "multipart/form-data; boundary=x")
    )
    assert call.params == {"chat_id": "5"}
    assert call.files == {"f": TABLE}


@pytest.mark.parametrize("body", [b"[1]", b"{", b'"text"'])
def test_read_call_refuses_other_json(body: bytes) -> None:
    """A JSON body that is no object is refused."""
    with pytest.raises(Refusal) as refused:
        read_call("getMe", request("/", body, "application/json"))
    assert "can't parse JSON object" in refused.value.description


def test_read_call_refuses_other_encodings() -> None:
    """Bytes that are not UTF-8 are refused."""
    with pytest.raises(Refusal) as refused:
        read_call("getMe", request("/", b"text=%ff"))
    assert refused.value.description == "Bad Request: strings must be encoded in UTF-8"


def test_as_params_writes_values_as_a_form_would() -> None:
    """Text stays, all else becomes JSON, and null is as good as absent."""
    fields = {"a": "x", "b": 5, "c": {"d": [True]}, "e": None}
    assert as_params(fields) == {"a": "x", "b": "5", "c": '{"d": [true]}'}


def test_key_forgets_the_case() -> None:
    """A method may be spelt in any case."""
    assert Call("SENDmessage").key == "sendmessage"


@pytest.mark.parametrize(
    ("text", "whole"),
    [("5", 5), ("-100", -100), (" 7 ", 7), ("", 3), ("x", 3), ("1.5", 3)],
)
def test_whole_reads_numbers(text: str, whole: int) -> None:
    """What is no whole number is the default."""
    assert Call("", {"n": text}).whole("n", 3) == whole


@pytest.mark.parametrize(("text", "number"), [("0.5", 0.5), ("2", 2.0), ("x", 1.0)])
def test_number_reads_fractions(text: str, number: float) -> None:
    """What is no number is the default."""
    assert Call("", {"n": text}).number("n", 1.0) == number


@pytest.mark.parametrize(
    ("text", "flag"),
    [("true", True), ("True", True), ("1", True), ("false", False), ("", False)],
)
def test_flag_reads_yes(text: str, *, flag: bool) -> None:
    """Yes is true, True or 1."""
    assert Call("", {"f": text}).flag("f") is flag


def test_value_reads_json() -> None:
    """A parameter may be JSON; without it there is nothing."""
    call = Call("", {"v": '{"a": 1}', "bad": "{"})
    assert call.value("v") == {"a": 1}
    assert call.value("w") is None
    with pytest.raises(Refusal) as refused:
        call.value("bad")
    assert refused.value.description == "Bad Request: can't parse bad JSON object"


def test_objects_reads_lists_of_objects() -> None:
    """Anything but a list of objects is refused; without it there are none."""
    call = Call("", {"v": '[{"a": 1}]', "w": "[1]", "x": "{}"})
    assert call.objects("v") == [{"a": 1}]
    assert call.objects("none") == []
    for name in ("w", "x"):
        with pytest.raises(Refusal):
            call.objects(name)


@pytest.mark.parametrize(
    ("params", "files", "upload"),
    [
        ({}, {"document": TABLE}, TABLE),
        ({"document": "attach://part"}, {"part": TABLE}, TABLE),
        ({"document": "BQAC"}, {}, "BQAC"),
        ({"document": "part"}, {"part": TABLE}, "part"),
        ({}, {}, ""),
    ],
)
def test_upload_finds_the_file(
    params: dict[str, str],
    files: dict[str, Upload],
    upload: Upload | str,
) -> None:
    """A file comes as the part of its name, as another part, or by file_id."""
    assert Call("sendDocument", params, files).upload("document") == upload


def test_record_keeps_no_bytes() -> None:
    """What is kept of a call are its words, and of a file its name and size."""
    call = Call("sendDocument", {"chat_id": "5"}, {"document": TABLE})
    assert call.record() == {
        "chat_id": "5",
        "document": {"file_name": "a.csv", "file_size": 1},
    }
