"""The core from a shell: what it prints, writes and refuses."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clustering import Manner, Request, Words, label
from clustering.__main__ import further, main
from tests.handmade import cluster_of
from tests.test_sheets import book
from tests.test_talk import shop

KEYS = {
    "rows",
    "rows_used",
    "columns",
    "used",
    "left_out",
    "k",
    "groups",
    "inertia",
    "sizes",
    "centers",
    "notes",
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of three groups."""
    path = tmp_path / "shop.csv"
    path.write_bytes(shop())
    return path


def test_json_holds_every_number(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One object, with centers by cluster and column in original units."""
    assert main([str(table), "-k", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) >= KEYS
    assert told["left_out"] == {"city": "categories"}
    assert told["sizes"] == [30, 30, 30]
    assert set(told["centers"][0]) == {"age", "income"}
    ages = sorted(round(center["age"]) for center in told["centers"])
    assert ages == [20, 35, 50]


@pytest.mark.parametrize("option", ["-k", "--k"])
def test_k_is_a_number_of_clusters_however_it_is_written(
    table: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    """`--k 2` is no short form of `--k-max 2`, which would take the best up to 2."""
    assert main([str(table), option, "4", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["sizes"]) == 4


def test_text_is_a_summary(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Clusters with size, share and differences; what was used and left out."""
    assert main([str(table), "--columns", "age"]) == 0
    told = capsys.readouterr().out
    assert "90 of 90 rows in 3 clusters (3 clear groups" in told
    assert "Used: age." in told
    assert "Left out: city" in told


def test_text_tells_rules_habits_and_typical_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each that a group has."""
    path = tmp_path / "guests.csv"
    rows = [
        f"{at % 2 * 40 + at % 7},{at % 5 + at % 2},{('Seoul', 'Busan')[at % 2]}"
        for at in range(60)
    ]
    path.write_text("\n".join(["age,visits,city", *rows]))
    assert main([str(path), "-k", "2"]) == 0
    told = capsys.readouterr().out
    assert told.count("     rule of thumb: age ") == 2
    assert told.count(" (no exceptions)") == 2
    assert ", 1.9 times the overall " in told
    assert "     more common here: city: Busan 100% (overall 50%)" in told
    assert told.count("     typical row: data row ") == 2
    assert main([str(path), "-k", "1"]) == 0
    told = capsys.readouterr().out
    assert "rule of thumb" not in told
    assert "more common here" not in told


def test_nothing_further_is_told_where_nothing_is_known() -> None:
    """A group without rule, habits and typical row has no such lines."""
    assert list(further(cluster_of(), Manner(Words(), {}))) == []


def test_files_are_those_of_the_chat(table: Path, tmp_path: Path) -> None:
    """The picture and the labelled table, byte for byte."""
    assert main([str(table), "-k", "auto", "--out", str(tmp_path / "out")]) == 0
    labelled = (tmp_path / "out" / "labelled.csv").read_bytes()
    assert labelled == label(Request(shop(), "shop.csv"))
    assert (tmp_path / "out" / "scatter.png").read_bytes().startswith(b"\x89PNG")


def test_the_picture_has_the_size_and_colors_asked_for(
    table: Path, tmp_path: Path
) -> None:
    """Twice as many pixels each way, dark."""
    wanted = ["--theme", "dark", "--scale", "2", "--out", str(tmp_path)]
    assert main([str(table), *wanted]) == 0
    picture = Image.open(tmp_path / "scatter.png").convert("L")
    assert picture.size == (2160, 2700)
    assert np.asarray(picture)[0, 0] < 128


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-k", "200"], "too few"),
        (["--columns", "salary"], "salary"),
        (["-k", "drei"], "auto"),
        (["-k", "0"], "auto"),
        (["--scaling", "log"], "standard"),
        (["--theme", "pink"], "dark"),
        (["--scale", "99"], "from 1 to 4"),
        (["--scale", "huge"], "from 1 to 4"),
        (["--before", "no-such.json"], "no-such.json"),
    ],
)
def test_a_fault_is_one_sentence(
    table: Path,
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On standard error, with exit 2."""
    try:
        status = main([str(table), *arguments])
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    assert status == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.strip().splitlines()) == 1


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """The path is named."""
    assert main(["no-such-table.csv"]) == 2
    assert "no-such-table.csv" in capsys.readouterr().err


def test_a_sheet_may_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--sheet` reads another one, and the JSON tells which there are."""
    rows: list[list[object]] = [["a", "b"]]
    rows += [[at, at % 4] for at in range(20, 60, 3)]
    path = tmp_path / "book.xlsx"
    path.write_bytes(book({"one": rows, "two": [["c", "d"], *rows[1:]]}))
    assert main([str(path), "-k", "2", "--sheet", "two", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["sheet"], told["sheets"]) == ("two", ["one", "two"])
    assert (told["encoding"], told["units"], told["columns"]) == (
        "utf-8",
        {},
        ["c", "d"],
    )


@pytest.mark.parametrize("wanted", ["--json", "--help"])
def test_a_closed_pipe_ends_it_quietly(
    table: Path, tmp_path: Path, wanted: str
) -> None:
    """As other tools end: by the signal, without a word, and files are there."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "clustering", str(table), "--out", str(tmp_path)]
    with os.fdopen(writing, "w") as closed:
        ended = subprocess.run(  # noqa: S603 - our own words
            [*command, wanted],
            cwd=Path(__file__).parents[1],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (-signal.SIGPIPE, b"")
    assert (tmp_path / "labelled.csv").exists() == (wanted == "--json")


def test_charts_are_written_too(table: Path, tmp_path: Path) -> None:
    """Three more pictures with --charts; where there is one group, the one it has."""
    out = tmp_path / "out"
    assert main([str(table), "--out", str(out), "--charts"]) == 0
    names = {"evidence.png", "silhouette.png", "profile.png"}
    assert names <= {path.name for path in out.iterdir()}
    assert {path.read_bytes()[:4] for path in out.glob("*.png")} == {b"\x89PNG"}


def test_charts_that_show_nothing_are_told(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One group has no differences to draw."""
    out = tmp_path / "out"
    assert main([str(table), "-k", "1", "--out", str(out), "--charts"]) == 0
    told = capsys.readouterr().err
    assert "profile.png: All rows are in one group" in told
    assert "silhouette.png: " in told
    names = {path.name for path in out.iterdir()}
    assert names == {"scatter.png", "labelled.csv", "evidence.png"}


def test_columns_by_their_logarithm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Centers are geometric means in the table's own units, and a note says so."""
    table = tmp_path / "prices.csv"
    prices = [1, 2, 4, 1, 2, 4, 1000, 2000, 4000, 1000, 2000, 4000]
    table.write_text("price\n" + "\n".join(map(str, prices)))
    assert main([str(table), "-k", "2", "--log", "price", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    centers = sorted(center["price"] for center in told["centers"])
    assert centers == pytest.approx([2, 2000])
    assert sum("geometric" in note for note in told["notes"]) == 1
    table.write_text("price\n" + "\n".join(map(str, [0, *prices])))
    assert main([str(table), "--log", "price"]) == 2
    assert "0 or less in 1 row," in capsys.readouterr().err


def test_why_a_row_is_where_it_is(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words behind the summary, in JSON beside the rest; a wrong row is a fault."""
    assert main([str(table), "--why", "87"]) == 0
    assert "\nRow 87 is in " in capsys.readouterr().out
    assert main([str(table), "--why", "87", "--json"]) == 0
    placed = json.loads(capsys.readouterr().out)["placement"]
    assert placed["row"] == 87
    assert placed["says"][0].startswith("Row 87 is in ")
    assert main([str(table), "--why", "91"]) == 2
    assert "There is no row 91" in capsys.readouterr().err


def test_letters_of_an_earlier_table_are_kept(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--before` takes what `--json` printed; the group of 50 years keeps its own."""

    def told(*arguments: str) -> dict[str, dict[str, float]]:
        """Return the centers by letter."""
        assert main([str(table), *arguments, "--json"]) == 0
        (tmp_path / "june.json").write_text(printed := capsys.readouterr().out)
        found = json.loads(printed)
        return dict(zip(found["letters"], found["centers"], strict=True))

    june = told()
    table.write_bytes(table.read_bytes() + b"\n" + b"50,3000,Seoul\n" * 40)
    july = told("--before", str(tmp_path / "june.json"))
    august = told("-k", "4", "--before", str(tmp_path / "june.json"))

    assert {letter: round(at["age"]) for letter, at in july.items()} == {
        letter: round(at["age"]) for letter, at in june.items()
    }
    assert list(june) == ["A", "B", "C"] != list(july)
    assert set(august) == {"A", "B", "C", "D"}
