"""JSON -> rows: records, lines of records, columns, or lists."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clustering.errors import JsonFile, TooManyColumns, TooManyRows
from clustering.reading.layout import MOST_COLUMNS
from clustering.reading.mending import MOST_ROWS
from clustering.reading.write import as_text


def read_json(text: bytes) -> bytes:
    """Return the table in a JSON document as text.

    It may be a list of records, records on a line each, a list of lists, an object
    of columns, or an object that holds one of these.

    Raises
    ------
    JsonFile
        When there is no such table.
    """
    found = as_text(table(document(text)))
    if not found:
        raise JsonFile
    return found


def document(text: bytes) -> Any:  # noqa: ANN401 - JSON is of any type
    """Return what a JSON document, or lines of JSON, say.

    Raises
    ------
    JsonFile
    """
    try:
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            lines = [line for line in text.split(b"\n") if line.strip()]
            if len(lines) == 1:
                raise
            return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        raise JsonFile from None


def table(value: Any) -> Iterator[list[str]]:  # noqa: ANN401 - as above
    """Yield the rows of the one table in a value; none if there is not one."""
    if is_list_of(value, dict):
        yield from of_records(value)
    elif is_list_of(value, list):
        yield from ([written(cell) for cell in row] for row in value)
    elif isinstance(value, dict):
        yield from of_object(value)


def of_object(value: Mapping[str, Any]) -> Iterator[list[str]]:
    """Yield the rows of an object's columns, or of the one table that it holds."""
    columns = {name: cells for name, cells in value.items() if isinstance(cells, list)}
    inner = [each for each in value.values() if next(table(each), None)]
    if len(columns) == len(value) and is_even(list(columns.values())):
        yield list(columns)
        for row in zip(*columns.values(), strict=True):
            yield [written(cell) for cell in row]
    elif len(inner) == 1:
        yield from table(inner[0])


def is_even(columns: Sequence[list[Any]]) -> bool:
    """Return whether columns of single cells are all as long, and not empty."""
    plain = not any(isinstance(cell, dict | list) for each in columns for cell in each)
    return plain and len({len(each) for each in columns}) == 1 and bool(columns[0])


def is_list_of(value: Any, kind: type) -> bool:  # noqa: ANN401 - as above
    """Return whether a value is a list of such values, and not an empty one."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, kind) for each in value)
    )


def of_records(records: Sequence[Mapping[str, Any]]) -> Iterator[list[str]]:
    """Yield the names of all keys in the order first seen, and a row a record."""
    if len(records) > MOST_ROWS:
        raise TooManyRows(MOST_ROWS)
    names: dict[str, None] = {}
    for record in records:
        names.update(dict.fromkeys(name for name, _ in leaves(record)))
        if len(names) > MOST_COLUMNS:
            raise TooManyColumns(len(names), MOST_COLUMNS)
    yield list(names)
    for record in records:
        told = dict(leaves(record))
        yield [written(told.get(name)) for name in names]


def leaves(record: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the name and value of each cell: objects within become a.b."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def written(value: Any) -> str:  # noqa: ANN401 - as above
    """Return a value as a CSV has it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
