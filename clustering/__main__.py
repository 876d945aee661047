"""The core from a shell: a table in, a summary, a picture and a labelled CSV out."""

import argparse
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn, get_args

from clustering.comparing import compared, in_sds, notable
from clustering.drawing.theme import THEMES
from clustering.errors import UserError
from clustering.manner import Manner
from clustering.pipeline import Findings, find, labelled, picture, summarize, why
from clustering.report import Anchor, ChartKind, Cluster, Placement, Report
from clustering.request import K_MAX, Request, ViewName
from clustering.sentences import tell
from clustering.telling import habits, rule_line
from clustering.words import Words, percent

LARGEST_SCALE = 4
"""A picture of 4320 by 5400 pixels is as large as a poster needs."""
MOST_EFFECTS = 3
"""Differences told of each cluster."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Cluster one file as the arguments say; 0, or 2 with a sentence on stderr."""
    wanted = parser().parse_args(arguments)
    try:
        found = find(request_of(wanted))
        made = summarize(found)
        placed = why(found, wanted.why) if wanted.why is not None else None
        # Files first: who reads the first lines alone still finds them.
        if wanted.out:
            save(made, labelled(found), wanted.out)
        if wanted.out and wanted.charts:
            save_charts(found, wanted.out)
        print((as_json if wanted.json else as_text)(made, placed))
    except UserError as fault:
        print(fault, file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"{fault.filename}: {fault.strerror}.", file=sys.stderr)
        return 2
    return 0


class Command(argparse.ArgumentParser):
    """A parser that tells a fault in one sentence, as every other fault is told."""

    def error(self, message: str) -> NoReturn:
        """Print the fault and leave with 2."""
        self.exit(2, f"{message[:1].upper()}{message[1:]}; see --help.\n")


def parser() -> argparse.ArgumentParser:
    """Return the command's arguments."""
    command = Command(prog="python -m clustering", description=__doc__)
    command.add_argument(
        "table", type=Path, metavar="TABLE", help="CSV, Excel, JSON ..."
    )
    command.add_argument(
        "-k",
        "--k",  # which would count as short for --k-max otherwise
        type=k_of,
        default=None,
        metavar="N|auto",
        help="how many clusters (auto)",
    )
    command.add_argument(
        "--columns",
        type=lambda names: tuple(names.split(",")),
        default=(),
        metavar="a,b",
        help="columns to use (every fitting one)",
    )
    command.add_argument(
        "--scaling",
        choices=("standard", "none"),
        default="standard",
        help="whether each column counts alike (standard)",
    )
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="write scatter.png and labelled.csv"
    )
    command.add_argument("--sheet", help="which sheet of a workbook (the first table)")
    command.add_argument(
        "--all-rows", action="store_true", help="take in rows far from all others"
    )
    command.add_argument(
        "--k-max",
        type=k_of,
        default=K_MAX,
        metavar="N",
        help="groups looked for at most (15)",
    )
    command.add_argument(
        "--theme", choices=tuple(THEMES), default="light", help="of the picture (light)"
    )
    command.add_argument(
        "--view",
        choices=get_args(ViewName),
        default="columns",
        help="what a picture of many columns shows (columns)",
    )
    command.add_argument(
        "--scale",
        type=scale_of,
        default=1.0,
        metavar="1..4",
        help="times 1080 x 1350 pixels of the picture (1)",
    )
    command.add_argument(
        "--charts",
        action="store_true",
        help="write evidence.png, silhouette.png and profile.png into DIR too",
    )
    command.add_argument(
        "--log",
        type=lambda names: tuple(names.split(",")),
        default=(),
        metavar="a,b",
        help="columns to compare by their logarithm",
    )
    command.add_argument(
        "--why", type=int, metavar="ROW", help="tell why a data row is in its group"
    )
    command.add_argument(
        "--before",
        type=anchors_of,
        default=(),
        metavar="FILE",
        help="what --json printed of an earlier table, to keep its letters",
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    return command


def k_of(typed: str) -> int | None:
    """Return a positive number, or None for auto."""
    if typed == "auto":
        return None
    if not typed.isdecimal() or int(typed) < 1:
        raise argparse.ArgumentTypeError(f"{typed!r} is neither 1, 2, 3 ... nor auto")
    return int(typed)


def scale_of(typed: str) -> float:
    """Return by how much a picture is enlarged."""
    with suppress(ValueError):
        if 1 <= (scale := float(typed)) <= LARGEST_SCALE:
            return scale
    raise argparse.ArgumentTypeError(
        f"{typed!r} is no number from 1 to {LARGEST_SCALE}"
    )


def anchors_of(path: str) -> tuple[Anchor, ...]:
    """Return the clusters in an earlier output of --json."""
    try:
        told = json.loads(Path(path).read_bytes())
        return tuple(
            Anchor(str(letter), tuple((name, float(at)) for name, at in center.items()))
            for letter, center in zip(told["letters"], told["centers"], strict=True)
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as fault:
        raise argparse.ArgumentTypeError(
            f"{path!r} is nothing that --json has printed"
        ) from fault


def request_of(wanted: argparse.Namespace) -> Request:
    """Return the request for a file as the arguments say."""
    return Request(
        data=wanted.table.read_bytes(),
        name=wanted.table.name,
        k=wanted.k,
        columns=wanted.columns,
        scaling=wanted.scaling,
        sheet=wanted.sheet,
        all_rows=wanted.all_rows,
        k_max=max(2, wanted.k_max or K_MAX),
        theme=wanted.theme,
        scale=wanted.scale,
        view=wanted.view,
        logs=wanted.log,
        before=wanted.before,
    )


def save(made: Report, table: bytes, folder: Path) -> None:
    """Write the picture and the labelled table into a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scatter.png").write_bytes(made.image)
    (folder / "labelled.csv").write_bytes(table)


def save_charts(found: Findings, folder: Path) -> None:
    """Write the further pictures into a folder; say of each that shows nothing why."""
    for kind in get_args(ChartKind):
        try:
            image = picture(found, kind).image
        except UserError as fault:
            print(f"{kind}.png: {fault}", file=sys.stderr)
        else:
            (folder / f"{kind}.png").write_bytes(image)


def as_json(report: Report, placed: Placement | None = None) -> str:
    """Return the report as one JSON object, the picture left out.

    With why a row is in its cluster, if that was asked.
    """
    facts = {
        "name": report.name,
        "rows": report.rows,
        "rows_used": report.rows_used,
        "columns": report.columns,
        "used": report.used,
        "left_out": dict(report.left_out),
        "k": report.k,
        "groups": report.groups,
        "why": [str(reason) for reason in report.why],
        "caveats": [str(caveat) for caveat in report.caveats],
        "scores": [asdict(score) for score in report.scores],
        "inertia": report.inertia,
        "sizes": report.sizes,
        "letters": [cluster.letter for cluster in report.clusters],
        "names": [cluster.name for cluster in report.clusters],
        "firmness": [cluster.firmness for cluster in report.clusters],
        "typical": [cluster.typical for cluster in report.clusters],
        "rules": [
            asdict(cluster.rule) if cluster.rule else None
            for cluster in report.clusters
        ],
        "traits": [
            [asdict(trait) for trait in cluster.traits] for cluster in report.clusters
        ],
        "centers": [
            dict(zip(report.features, cluster.center, strict=True))
            for cluster in report.clusters
        ],
        "units": dict(report.units),
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "sheet": report.sheet,
        "sheets": report.sheets,
        "notes": report.notes,
    }
    if placed:
        told = [str(note) for note in placed.says]
        facts["placement"] = asdict(placed) | {"says": told}
    return json.dumps(facts, ensure_ascii=False, indent=2)


def as_text(report: Report, placed: Placement | None = None) -> str:
    """Return the report as lines for a terminal, and why a row is in its cluster."""
    manner = Manner.of(report, Words())
    lines = [verdict(report)]
    for cluster in report.clusters:
        lines.append(
            f"{cluster.letter}  {cluster.name}: {cluster.size:,} rows"
            f" ({percent(cluster.share)})"
        )
        lines += [
            f"     {compared(effect, manner)}{in_sds(effect, manner)}"
            for effect in notable(cluster.effects)[:MOST_EFFECTS]
        ]
        lines += [f"     {fact}" for fact in further(cluster, manner)]
    lines += map(str, (*report.why, *report.caveats))
    lines.append(f"Used: {', '.join(report.used)}.")
    lines += [f"Left out: {column} ({reason})." for column, reason in report.left_out]
    lines += [note for note in report.notes if note not in lines]
    return "\n".join([*lines, *map(str, placed.says if placed else ())])


def further(cluster: Cluster, manner: Manner) -> Iterator[str]:
    """Yield what else is known of a cluster: its rule, its habits, a typical row."""
    words = manner.words
    if cluster.rule:
        yield f"{words.rule}: {rule_line(cluster.rule, manner)}"
    if cluster.traits:
        yield f"{words.traits}: {habits(cluster.traits, words)}"
    if cluster.typical:
        row = tell(words.data_row, {"row": cluster.typical})
        yield f"{words.typical}: {row}"


def verdict(report: Report) -> str:
    """Return the first line: how many clusters, and whether they are there."""
    found = "no clear groups" if report.groups == 1 else f"{report.groups} clear groups"
    return (
        f"{report.name}: {report.rows_used:,} of {report.rows:,} rows"
        f" in {report.k:,} clusters ({found} in this table)."
    )


if __name__ == "__main__":
    # As other tools do, end without a word when who reads has closed the pipe.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
