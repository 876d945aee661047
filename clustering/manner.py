"""How the columns and numbers of a report are told in a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from clustering.report import Effect, Report
from clustering.spoken import amount
from clustering.words import Words


@dataclass(frozen=True)
class Manner:
    """How the columns and numbers of a report are told in a language.

    Attributes
    ----------
    words : Words
    titles : mapping of str to (title, unit)
        What columns are called, and their unit; "" where there is none.
    columns : mapping of str to Effect
        Of some cluster, for what holds of its column: how far it spreads, and whether
        it has but two numbers.
    """

    words: Words
    titles: Mapping[str, tuple[str, str]]
    columns: Mapping[str, Effect] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report, words: Words) -> Self:
        """Return how a report is told."""
        return cls(
            words,
            titles={name: (title, unit) for name, title, unit in report.titles},
            columns={effect.column: effect for effect in report.clusters[0].effects},
        )

    def title(self, column: str) -> str:
        """Return what a column is called."""
        return self.titles.get(column, (column, ""))[0]

    def unit(self, column: str) -> str:
        """Return the unit of a column; "" where it has none."""
        return self.titles.get(column, (column, ""))[1]

    def amount(self, value: float, effect: Effect) -> str:
        """Return a number of an effect's column with its unit."""
        return amount(value, self.unit(effect.column), self.words, effect.spread)
