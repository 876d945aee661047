"""What sets clusters apart, in words and numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from clustering.columns.categories import Category
from clustering.describe import Naming, describe, levels, unique
from clustering.heritage import alphabet
from clustering.report import Effect
from clustering.words import Words
from tests.handmade import features_of, fit_of

WORDS = Words()


def effects(**sds: float) -> tuple[Effect, ...]:
    """Return effects in order of size."""
    order = sorted(sds, key=lambda column: -abs(sds[column]))
    return tuple(Effect(column, 0.0, 0.0, sds[column]) for column in order)


def names(*clusters: tuple[Effect, ...]) -> list[str]:
    """Return the names of clusters with these effects."""
    columns = {column: column for column in ("age", "income", "score")}
    return unique(clusters, Naming(columns, {}, WORDS), alphabet(40))


def test_describe_tells_by_hand() -> None:
    """Sizes, shares, centers and effects are those of a table worked out by hand."""
    features = features_of(
        [[20, 100], [30, 300], [40, 100], [70, 300]], ["age", "income"]
    )
    young, old = describe(features, fit_of(features, [0, 0, 0, 1]), WORDS)
    assert (young.letter, young.size, young.share) == ("A", 3, 0.75)
    assert (old.letter, old.size, old.share) == ("B", 1, 0.25)
    assert_allclose(young.center, (30, 500 / 3))
    assert_allclose(old.center, (70, 300))
    # Ages are 40 on average with an SD of √350, incomes 200 with one of 100.
    assert [effect.column for effect in old.effects] == ["age", "income"]
    assert_allclose([effect.sds for effect in old.effects], (30 / 350**0.5, 1))
    assert_allclose([effect.value for effect in old.effects], (70, 300))
    assert_allclose([effect.overall for effect in old.effects], (40, 200))
    assert (young.name, old.name) == ("low age", "high age, high income")


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        ([0, 0, 0, 0, 1, 1, 1, 1], ("flag = 0", "flag = 1")),
        ([0, 0, 0, 1, 1, 1, 1, 1], ("mostly flag = 0", "flag = 1")),
        ([0, 0, 0, 0, 0, 0, 1, 0], ("flag = 0", "more often flag = 1")),
    ],
)
def test_describe_names_a_yes_or_no(flags: list[int], names: tuple[str, str]) -> None:
    """Which of a column's two numbers a cluster has more of, and how far."""
    features = features_of(np.column_stack([flags, np.ones(8)]), ["flag", "x"])
    told = describe(features, fit_of(features, [0] * 4 + [1] * 4), WORDS)
    assert [cluster.name for cluster in told] != []
    assert tuple(cluster.name for cluster in told) == names


def test_describe_orders_equal_effects_by_column() -> None:
    """Of columns that set a cluster apart equally, the first comes first."""
    features = features_of([[1, 5, 1], [2, 5, 2]], ["b", "constant", "a"])
    clusters = describe(features, fit_of(features, [0, 1]), WORDS)
    for cluster in clusters:
        assert [effect.column for effect in cluster.effects] == ["b", "a", "constant"]
    assert clusters[0].effects[2].sds == 0


def test_describe_tells_one_column_in_ranges() -> None:
    """One column's clusters are named by the numbers between which they lie."""
    features = features_of([[19], [21], [33], [51], [68], [70]], ["나이"])
    fit = fit_of(features, [1, 1, 0, 0, 2, 2])
    told = [cluster.name for cluster in describe(features, fit, WORDS)]
    assert told == ["나이 30 to 60", "나이 under 30", "나이 60 or more"]


@pytest.mark.parametrize("d", [1, 2])
def test_describe_a_single_cluster(d: int) -> None:
    """All rows together are average in every column."""
    features = features_of(np.arange(5.0 * d).reshape(5, d) ** 2)
    (cluster,) = describe(features, fit_of(features, [0] * 5), WORDS)
    assert (cluster.name, cluster.share) == ("average", 1)


@pytest.mark.parametrize(
    ("clusters", "told"),
    [
        ([effects(age=0.4, score=-0.49)], ["average"]),
        ([effects(age=-0.5)], ["low age"]),
        ([effects(score=2, income=-1, age=0.9)], ["low income, high score"]),
        (
            [effects(score=2, income=1, age=0.9), effects(score=2, income=1)],
            ["high age, high income, high score", "high income, high score"],
        ),
        (
            [effects(age=1.5), effects(age=1.4), effects(score=1)],
            ["very high age", "high age", "high score"],
        ),
        (
            [effects(age=-1.6), effects(age=-0.6), effects(age=-0.3), effects()],
            ["very low age", "low age", "slightly low age", "average"],
        ),
        (
            [effects(age=1.1), effects(age=1), effects(age=-1)],
            ["high age · A", "high age · B", "low age"],
        ),
        ([effects(), effects(age=0.1)], ["average · A", "average · B"]),
    ],
)
def test_unique_names_are_as_plain_as_can_be(
    clusters: list[tuple[Effect, ...]], told: list[str]
) -> None:
    """Finer words, and at last letters, only where plain ones do not do."""
    assert names(*clusters) == told


@given(
    st.lists(
        st.fixed_dictionaries(
            dict.fromkeys(("age", "income", "score"), st.floats(-3, 3))
        ),
        min_size=1,
        max_size=40,
    )
)
def test_unique_names_are_unique_and_true(clusters: list[dict[str, float]]) -> None:
    """No two clusters share a name, and no name says high of what is low."""
    told = names(*(effects(**sds) for sds in clusters))
    assert len(set(told)) == len(clusters)
    for name, sds in zip(told, clusters, strict=True):
        for column, difference in sds.items():
            assert f"high {column}" not in name or difference >= 0.2
            assert f"low {column}" not in name or difference <= -0.2


REGION = Category("region", "Seoul", "")
PAID = Category("paid", "Y", "N")


@pytest.mark.parametrize(
    ("value", "sds", "told"),
    [
        (100, 1.2, "region = Seoul"),
        (0, -0.9, "region ≠ Seoul"),
        (70, 0.8, "mostly region = Seoul"),
        (40, 0.6, "more often region = Seoul"),
        (20, -0.6, "less often region = Seoul"),
        (48, 0.1, "high age"),
    ],
)
def test_shares_are_told_as_shares(value: float, sds: float, told: str) -> None:
    """No share is high or low: categories are frequent, rare, all or none."""
    effects = [Effect("region = Seoul", value, 45, sds), Effect("age", 60, 40, 0.55)]
    titles = {effect.column: effect.column for effect in effects}
    naming = Naming(titles, {"region = Seoul": REGION}, WORDS)
    leading = naming.leading(sorted(effects, key=lambda effect: -abs(effect.sds)))
    assert naming.name(leading[:1], levels(WORDS)[1:2]) == told


def test_the_denial_of_one_of_two_categories_is_the_other() -> None:
    """Nobody is told that paid is not Y where everybody's is N."""
    naming = Naming({"paid = Y": "paid = Y"}, {"paid = Y": PAID}, WORDS)
    effects = [Effect("paid = Y", 0, 50, -1)]
    assert naming.name(effects, levels(WORDS)[1:2]) == "paid = N"


def test_a_name_has_one_category_of_a_column() -> None:
    """What a cluster has most more of is told, rather than what it lacks."""
    asked = {f"region = {city}": Category("region", city, "") for city in "abc"}
    effects = [
        Effect("region = a", 0, 60, -1.2),
        Effect("region = b", 90, 30, 1.1),
        Effect("age", 60, 40, 0.7),
        Effect("region = c", 10, 10, 0.0),
    ]
    naming = Naming({effect.column: effect.column for effect in effects}, asked, WORDS)
    leading = naming.leading(effects)
    assert [effect.column for effect in leading] == ["region = b", "age"]
