"""Report -> caption, within Telegram's limits."""

import html
import re
from collections.abc import Iterator

from bot.portraits import Detail, cluster_lines, head, rules, typical_rows
from bot.texts import Texts, show
from clustering import Chart, LettersAnew, Manner, Note, Reason, Report

CAPTION_LIMIT = 1024
"""UTF-16 units of a caption, after its entities are parsed."""
HEADLINE_LIMIT = 120
"""UTF-16 units of the first line: what a notification shows."""


DETAILS = (
    Detail(effects=2, in_full=2, traits=2, columns=6, notes=6, facts=2),
    Detail(effects=2, in_full=2, traits=2, columns=4, notes=4, facts=2),
    Detail(effects=2, in_full=2, traits=2, columns=3, notes=4, facts=1),
    Detail(effects=2, in_full=1, traits=2, columns=3, notes=4, facts=1),
    Detail(effects=2, in_full=1, traits=1, columns=3, notes=4),
    Detail(effects=2, in_full=1, traits=1, columns=2, notes=3),
    Detail(effects=2, in_full=0, traits=1, columns=2, notes=3),
    Detail(effects=1, in_full=1, traits=1, columns=2, notes=3),
    Detail(effects=1, in_full=0, traits=1, columns=2, notes=2),
    Detail(effects=1, in_full=0, traits=0, columns=2, notes=2),
    Detail(effects=1, in_full=0, traits=0, columns=1, notes=1),
)
"""The first at which a whole report fits is taken."""
LEAST = Detail(effects=0, in_full=0, traits=0, columns=1, notes=0)
MOST_TOLD = 12
"""Clusters told in a caption; a picture is easier to read than a longer list."""
BY_NAME = 4
"""Clusters told by name and size alone before any is left out."""


def length(text: str) -> int:
    """Return the UTF-16 units of an HTML text after its tags are parsed."""
    shown = html.unescape(re.sub(r"<[^>]+>", "", text))
    return len(shown.encode("utf-16-le")) // 2


def caption(report: Report, texts: Texts) -> str:
    """Return what a report says, as HTML of at most CAPTION_LIMIT units."""
    return next(
        text for text in captions(report, texts) if length(text) <= CAPTION_LIMIT
    )


def captions(report: Report, texts: Texts) -> Iterator[str]:
    """Yield a report's captions, the one that says most first."""
    most = min(report.k, MOST_TOLD)
    for detail in DETAILS:
        yield compose(report, texts, detail, told=most, named=most)
    for last in range(most - 1, -BY_NAME, -1):
        told, named = max(last, 0), min(last + BY_NAME, most)
        yield compose(report, texts, DETAILS[-1], told=told, named=named)
    yield compose(report, texts, LEAST, told=0, named=0)


def compose(
    report: Report, texts: Texts, detail: Detail, *, told: int, named: int
) -> str:
    """Return a caption that tells of the first clusters, in some detail.

    Those after them are named, up to so many in all, and the rest is counted.
    """
    manner = Manner.of(report, texts.words())
    blocks = [f"<b>{headline(report, texts)}</b>"]
    blocks += [
        cluster_lines(cluster, texts, manner, detail)
        for cluster in report.clusters[:told]
    ]
    blocks += [head(cluster, texts) for cluster in report.clusters[told:named]]
    if named < report.k:
        blocks.append(texts.tell("more_clusters", count=report.k - named))
    why = " ".join(map(texts.note, report.why[: reasons(report)]))
    blocks.append("\n".join(filter(None, [caveat(report, texts), why])))
    blocks.append(source_line(report, texts, detail))
    quote = folded(report, texts, detail, told=told)
    return "\n".join(filter(None, ["\n\n".join(filter(None, blocks)), quote]))


def folded(report: Report, texts: Texts, detail: Detail, *, told: int) -> str:
    """Return what few will ask for, as a quote that shows its first lines only."""
    lines = [texts.note(note) for note in remarks(report)[: detail.notes]]
    shown = report.clusters[:told]
    if detail.facts:
        lines.append(" ".join(map(texts.note, report.why[reasons(report) :])))
        lines.append(typical_rows(shown, texts))
    if detail.facts > 1:
        lines += rules(shown, texts, Manner.of(report, texts.words()))
    inside = "\n".join(filter(None, lines))
    return f"<blockquote expandable>{inside}</blockquote>" if inside else ""


def reasons(report: Report) -> int:
    """Return how many notes say why there are so many groups, the next best last.

    Those behind them, on rows between groups and on what would split, can wait.
    """
    return 2 if report.groups > 1 else 1


def remarks(report: Report) -> list[Note]:
    """Return what was decided and has not been said as the caveat.

    Nobody asked for an earlier table's letters; only that they are kept is told.
    """
    said = () if groups_missing(report) else report.caveats[:1]
    own = (note for note in report.decisions if not isinstance(note, LettersAnew))
    return [note for note in own if note not in said]


def explained(chart: Chart, texts: Texts) -> str:
    """Return what a further picture shows, as HTML of at most CAPTION_LIMIT units."""
    told: list[str] = []
    for sentence in map(texts.note, chart.says):
        if length("\n".join([*told, sentence])) > CAPTION_LIMIT:
            break
        told.append(sentence)
    return "\n".join(told)


def headline(report: Report, texts: Texts) -> str:
    """Return the first line: how many groups, and in which columns they differ."""
    manner = Manner.of(report, texts.words())
    line = texts.tell(headline_key(report), k=report.k, groups=report.groups)
    for most in range(len(report.apart), 0, -1):
        key = "differ_all" if most == len(report.used) else "differ"
        columns = tuple(map(manner.title, report.apart[:most]))
        longer = line + texts.tell(key, columns=columns)
        if length(longer) <= HEADLINE_LIMIT:
            return longer
    return line


def headline_key(report: Report) -> str:
    """Return which headline is true: found groups, asked ones, or slices."""
    if report.k == 1:
        return "headline_one"
    if report.groups == 1:
        return "headline_slices"
    return "headline_clear" if report.groups == report.k else "headline_asked"


def caveat(report: Report, texts: Texts) -> str:
    """Return the one thing to mind, if there is any: the most important."""
    told = [verdict(report, texts), *map(texts.note, report.caveats)]
    return next(filter(None, told), "")


def verdict(report: Report, texts: Texts) -> str:
    """Return the honest line where a table does not show the groups it got."""
    missing = groups_missing(report)
    return texts.tell(missing, groups=report.groups) if missing else ""


def groups_missing(report: Report) -> str:
    """Return which honest line is due; "" where the table shows its groups."""
    if report.groups == 1:
        # Of rows too few to be weighed nobody knows; that they are few is told then.
        return "verdict_none" if report.k > 1 and report.scores else ""
    return "verdict_other" if report.groups != report.k <= report.k_max else ""


def source_line(report: Report, texts: Texts, detail: Detail) -> str:
    """Return which file it was, what was used of it and what left out."""
    used = [show(column) for column in report.used]
    parts = [
        texts.tell(
            "source",
            name=report.name,
            rows=report.rows,
            columns=len(report.columns),
        ),
        texts.tell("used") + listed(used, texts, detail.columns),
    ]
    if spared := left_out(report, texts):
        parts.append(texts.tell("left_out") + listed(spared, texts, detail.columns))
    return " · ".join(parts)


def left_out(report: Report, texts: Texts) -> list[str]:
    """Return the columns that nobody wanted left out, each with the reason."""
    return [
        texts.tell("left_out_column", column=column, reason=texts.reason(reason))
        for column, reason in report.left_out
        if reason != Reason.NOT_CHOSEN
    ]


def listed(items: list[str], texts: Texts, most: int) -> str:
    """Return the first items with commas, and how many more there are."""
    if len(items) <= most:
        return ", ".join(items)
    more = texts.tell("more_columns", count=len(items) - most)
    return ", ".join([*items[:most], more])
