"""How the table in a JSON document is found."""

import pytest

from clustering.errors import JsonFile, TooManyColumns, TooManyRows
from clustering.reading import objects
from clustering.reading.objects import read_json


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('[{"a":1,"b":"x"},{"a":2.5,"b":null}]', "a\tb\n1\tx\n2.5\t\n"),
        ('[{"a":1},{"b":true}]', "a\tb\n1\t\n\ttrue\n"),
        ('{"a":1}\n\n{"a":2}\n', "a\n1\n2\n"),
        ('{"a":[1,2],"b":[3,4]}', "a\tb\n1\t3\n2\t4\n"),
        ('{"n":2,"rows":[{"a":1},{"a":2}]}', "a\n1\n2\n"),
        ('{"x":{"rows":[{"a":1}]}}', "a\n1\n"),
        ('[["a","b"],[1,2]]', "a\tb\n1\t2\n"),
        ('[{"a":{"b":1,"c":{"d":2}}}]', "a.b\ta.c.d\n1\t2\n"),
        ('[{"a":[1,2]}]', "a\n[1, 2]\n"),
        (
            '[{"id":"007","n":12345678901234567890}]',
            "id\tn\n007\t12345678901234567890\n",
        ),
    ],
)
def test_read_json_finds_the_table(text: str, rows: str) -> None:
    """Records, lines, columns and lists are tables, alone or inside an object."""
    assert read_json(text.encode()).decode().replace("\r\n", "\n") == rows


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1}',
        '[{"a":1},{"a":',
        '{"a":[{"x":1}],"b":[{"y":2}]}',
        '{"a":[1,2],"b":[3]}',
        "[1,2,3]",
        "[]",
        '[{"a":1},5]',
        "[" * 100_000,
        '[{"a":' + "9" * 5000 + "}]",
    ],
)
def test_read_json_refuses_others(text: str) -> None:
    """None, several, or no JSON after all."""
    with pytest.raises(JsonFile):
        read_json(text.encode())


def test_read_json_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of every other table."""
    monkeypatch.setattr(objects, "MOST_ROWS", 2)
    monkeypatch.setattr(objects, "MOST_COLUMNS", 2)
    with pytest.raises(TooManyRows):
        read_json(b'[{"a":1},{"a":1},{"a":1}]')
    with pytest.raises(TooManyColumns):
        read_json(b'[{"a":1,"b":2,"c":3}]')
