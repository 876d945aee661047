"""Report -> all that is behind a caption, in messages of their own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.commands import K_LIMIT
from bot.portraits import head, trait_line
from bot.replies import left_out, length, verdict
from bot.texts import Texts, escape, show
from clustering import Cluster, Manner, Report, compared, in_sds, rule_line

MESSAGE_LIMIT = 4096
"""UTF-16 units of a message, after its entities are parsed."""
MOST_MESSAGES = 4
"""As many as a chat bears at a tap; of more, columns that tell least are spared."""
MOST_LINES = MOST_MESSAGES * MESSAGE_LIMIT // 20
"""More averages than these do not fit in any words."""
MOST_LISTED = 40
"""Names of a list."""
IN_A_LINE = 8

Block = list[str]
"""Lines that belong together."""


@dataclass(frozen=True)
class Depth:
    """How much is told: clusters, of each its columns, and whether its facts, too."""

    clusters: int = K_LIMIT
    effects: int = 0
    facts: bool = True


DEPTHS = (
    *(Depth(effects=most) for most in (200, 40, 20, 10, 5, 3, 1, 0)),
    *(Depth(clusters=most, facts=False) for most in (K_LIMIT, 50, 20, 5)),
)
"""The first at which a report fits is taken."""


def more(report: Report, texts: Texts) -> list[str]:
    """Return all that a report says, as HTML messages of at most MESSAGE_LIMIT units.

    Of each cluster every column, what is typical and its rule; then all reasons,
    doubts and decisions, and all columns that were used or left out.
    """
    worth = (depth for depth in DEPTHS if lines_of(report, depth) <= MOST_LINES)
    tries = (packed(blocks(report, texts, depth)) for depth in worth)
    return next(pages for pages in tries if len(pages) <= MOST_MESSAGES)


def lines_of(report: Report, depth: Depth) -> int:
    """Return how many averages are told at a depth, each in a line."""
    clusters = min(report.k, depth.clusters)
    return clusters * min(len(report.features), depth.effects)


def packed(parts: Sequence[Block]) -> list[str]:
    """Return blocks as messages; one that is too long for a message is divided."""
    pages: list[str] = []
    page, size = "", 0
    for block in parts:
        for number, line in enumerate(block):
            gap = "\n" if number else "\n\n"
            size += len(gap) + length(line)
            if not page or size > MESSAGE_LIMIT:
                pages += [page] if page else []
                page, size, gap = "", length(line), ""
            page += gap + line
    return [*pages, page]


def blocks(report: Report, texts: Texts, depth: Depth) -> list[Block]:
    """Return what is told, in the order in which it is read."""
    manner = Manner.of(report, texts.words())
    shown = report.clusters[: depth.clusters]
    others = report.k - len(shown)
    doubts = [verdict(report, texts), *map(texts.note, report.caveats)]
    told = [note for note in report.decisions if note not in report.caveats]
    found = [
        *(portrait(cluster, texts, manner, depth) for cluster in shown),
        [texts.tell("more_clusters", count=others)] if others else [],
        section("reasons", map(texts.note, report.why), texts),
        section("doubts", filter(None, doubts), texts),
        section("decisions", map(texts.note, told), texts),
        section("used_columns", short(list(map(show, report.used)), texts), texts),
        section("left_out_columns", short(left_out(report, texts), texts), texts),
    ]
    return [block for block in found if block]


def section(key: str, lines: Iterable[str], texts: Texts) -> Block:
    """Return lines below a heading; nothing if there are none."""
    told = list(lines)
    return [f"<b>{texts.tell(key)}</b>", *told] if told else []


def portrait(cluster: Cluster, texts: Texts, manner: Manner, depth: Depth) -> Block:
    """Return what is known of a cluster."""
    spared = len(cluster.effects) - depth.effects
    lines = [
        head(cluster, texts),
        *(
            escape(compared(effect, manner) + in_sds(effect, manner))
            for effect in cluster.effects[: depth.effects]
        ),
        texts.tell("more_effects", count=spared) if spared > 0 else "",
        *(facts(cluster, texts, manner) if depth.facts else ()),
    ]
    return [line for line in lines if line]


def facts(cluster: Cluster, texts: Texts, manner: Manner) -> Iterator[str]:
    """Yield what categories say of a cluster, its typical row and its rule."""
    yield trait_line(cluster.traits, texts)
    if cluster.typical:
        yield texts.tell("typical", row=cluster.typical)
    if cluster.rule:
        yield texts.tell("as_rule") + escape(rule_line(cluster.rule, manner))


def short(names: Sequence[str], texts: Texts) -> Iterator[str]:
    """Yield the first of many names, a few in a line, and how many more there are."""
    shown = names[:MOST_LISTED]
    for start in range(0, len(shown), IN_A_LINE):
        yield ", ".join(shown[start : start + IN_A_LINE])
    if len(names) > MOST_LISTED:
        yield texts.tell("more_columns", count=len(names) - MOST_LISTED)
