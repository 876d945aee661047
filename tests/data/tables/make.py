"""Write the files that the TOML pages beside this one describe.

A text that is easier to read as such stands in the page itself; its file is what a
person would send.  Needs XlsxWriter and xlwt: `make .venv/bench`, then
`python tests/data/tables/make.py`.
"""

import gzip
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

HERE = Path(__file__).parent
Case = dict[str, Any]
MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def cases() -> Iterator[tuple[str, Case]]:
    """Yield the page and the facts of every file."""
    for page in sorted(HERE.glob("*.toml")):
        for case in tomllib.loads(page.read_text("utf-8"))["case"]:
            yield page.stem, case


def content(case: Case) -> bytes:
    """Return what a file holds."""
    if "sheets" in case:
        return workbook(case)
    data: bytes = bytes.fromhex(case["hex"]) if "hex" in case else text(case)
    match case.get("pack"):
        case "gz":
            return gzip.compress(data, mtime=0)
        case "zip":
            return zipped({case.get("inner", "table.csv"): data, **beside(case)})
    return data


def text(case: Case) -> bytes:
    """Return a text as its encoding has it."""
    parts = [case.get("prefix", ""), case["text"]]
    parts += [case.get("repeat", "") * case.get("times", 0), case.get("tail", "")]
    data: bytes = "".join(parts).encode(case.get("encoding", "utf-8"))
    return data + bytes.fromhex(case.get("hex_tail", ""))


def beside(case: Case) -> dict[str, bytes]:
    """Return the other files of an archive."""
    return {name: said.encode() for name, said in case.get("beside", {}).items()}


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive, the same on every day."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), data)
    return out.getvalue()


def workbook(case: Case) -> bytes:
    """Return a workbook of the kind that its name says."""
    kind = case.get("format", case["file"].rpartition(".")[2])
    ways: dict[str, Callable[[list[Case]], bytes]] = {
        "xlsx": xlsx,
        "xls": xls,
        "ods": ods,
    }
    return ways[kind](case["sheets"])


def xlsx(sheets: list[Case]) -> bytes:
    """Return a workbook as Excel writes it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": MADE})
        for each in sheets:
            sheet = book.add_worksheet(each["name"])
            for cells in each.get("merge", []):
                sheet.merge_range(cells, "")
            for at, row in enumerate(each["rows"]):
                for to, cell in enumerate(row):
                    if cell != "":
                        sheet.write(at, to, cell)
    return out.getvalue()


def xls(sheets: list[Case]) -> bytes:
    """Return a workbook as Excel wrote it until 2003."""
    book = xlwt.Workbook()
    for each in sheets:
        sheet = book.add_sheet(each["name"])
        for at, row in enumerate(each["rows"]):
            for to, cell in enumerate(row):
                sheet.write(at, to, cell)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def ods(sheets: list[Case]) -> bytes:
    """Return a workbook as LibreOffice writes it."""
    tables = "".join(
        f'<table:table table:name="{escape(each["name"])}">'
        + "".join(
            f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>"
            for row in each["rows"]
        )
        + "</table:table>"
        for each in sheets
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    page = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        f' xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0"'
        f' xmlns:text="{names}text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
        f' xmlns:manifest="{names}manifest:1.0"><manifest:file-entry'
        f' manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": ODS.encode(),
            "content.xml": page.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def ods_cell(cell: float | str | date) -> str:
    """Return one cell of a table in OpenDocument."""
    kind = "string" if isinstance(cell, str) else "float"
    value = "" if kind == "string" else f' office:value="{cell}"'
    shown = escape(str(cell))
    return (
        f'<table:table-cell office:value-type="{kind}"{value}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def main() -> None:
    """Write every file into the folder of its page."""
    for page, case in cases():
        path = HERE / page / case["file"]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content(case))


if __name__ == "__main__":
    main()
