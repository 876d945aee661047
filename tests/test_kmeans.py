"""The tightest clusters: what holds for every fit."""

import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.cluster import vq
from scipy.spatial.distance import cdist

from clustering import kmeans
from clustering.arrays import FloatArray, IntArray
from clustering.fitting import line
from clustering.fitting.cloud import BLOCK
from tests.strategies import clouds


def generator() -> np.random.Generator:
    """Return the generator that most tests use."""
    return np.random.default_rng(7)


def blobs(*, k: int, each: int, d: int, seed: int) -> FloatArray:
    """Return k round clusters of equal size around the corners of a lattice."""
    rng = np.random.default_rng(seed)
    corners = np.array(np.unravel_index(rng.choice(4**d, k, replace=False), (4,) * d))
    return np.repeat(10.0 * corners.T, each, axis=0) + rng.normal(size=(k * each, d))


def partitions(n: int, k: int) -> Iterator[list[int]]:
    """Yield every way to label n points with at most k clusters."""
    if n == 0:
        yield []
        return
    for labels in partitions(n - 1, k):
        for label in range(min(max(labels, default=-1) + 2, k)):
            yield [*labels, label]


def inertia(points: FloatArray, labels: list[int]) -> float:
    """Return the SSE of labelled points, straight from its definition."""
    chosen = np.array(labels)
    groups = [points[chosen == label] for label in set(labels)]
    return float(sum(((group - group.mean(axis=0)) ** 2).sum() for group in groups))


def restarted(points: FloatArray, weights: IntArray, k: int) -> float:
    """Return the least SSE of plain weighted Lloyd's rounds from a hundred starts."""
    rng, reached = np.random.default_rng(0), []
    for _ in range(100):
        centers = rng.choice(points, k, replace=False)
        for _ in range(50):
            labels = cdist(points, centers).argmin(axis=1)
            own = (labels == np.arange(k)[:, None]) * weights
            sizes = own.sum(axis=1, keepdims=True)
            centers = np.where(sizes > 0, own @ points / np.maximum(sizes, 1), centers)
        away = cdist(points, centers, "sqeuclidean").min(axis=1)
        reached.append(float((away * weights).sum()))
    return min(reached)


@given(cloud=clouds, data=st.data(), seed=st.integers(0, 2**32 - 1))
def test_fit_settles(cloud: FloatArray, data: st.DataObject, seed: int) -> None:
    """Each point sits with its nearest center, and each center amid its points."""
    k = data.draw(st.integers(1, len(cloud)), label="k")

    fit = kmeans.fit(cloud, k, np.random.default_rng(seed))

    labels, squared = kmeans.nearest(cloud, fit.centers)
    means = np.array([cloud[fit.labels == own].mean(axis=0) for own in range(k)])
    assert_array_equal(fit.labels, labels)
    assert_allclose(fit.centers, means, atol=1e-9)
    assert_allclose(fit.inertia, squared.sum(), atol=1e-6)


@given(cloud=clouds, data=st.data())
def test_fit_numbers_clusters_by_size_then_center(
    cloud: FloatArray, data: st.DataObject
) -> None:
    """There are exactly k clusters, none empty, the largest first."""
    k = data.draw(st.integers(1, len(cloud)), label="k")

    fit = kmeans.fit(cloud, k, generator())

    sizes = np.bincount(fit.labels)
    ranks = [(-size, *center) for size, center in zip(sizes, fit.centers, strict=True)]
    assert len(ranks) == k
    assert sizes.min() > 0
    assert ranks == sorted(ranks)


@given(cloud=clouds, data=st.data())
def test_fit_ignores_the_order_of_rows(cloud: FloatArray, data: st.DataObject) -> None:
    """Rows in any order, some of them twice, get the labels they always get."""
    k = data.draw(st.integers(1, len(cloud)), label="k")
    twice = data.draw(st.lists(st.integers(0, len(cloud) - 1)), label="twice")
    points = np.vstack([cloud, cloud[twice]])
    order = data.draw(st.permutations(range(len(points))), label="order")

    fit = kmeans.fit(points, k, generator())
    other = kmeans.fit(points[order], k, generator())

    assert_array_equal(other.labels, fit.labels[order])
    assert_allclose(other.centers, fit.centers, atol=1e-9)


@given(cloud=clouds, more=st.integers(1, 5), times=st.integers(1, 3))
def test_fit_gives_no_more_clusters_than_different_rows(
    cloud: FloatArray, more: int, times: int
) -> None:
    """Where k is too large, each different row is a cluster of its own."""
    points = np.tile(cloud, (times, 1))

    fit = kmeans.fit(points, len(cloud) + more, generator())

    assert_array_equal(np.bincount(fit.labels), [times] * len(cloud))
    assert_allclose(fit.centers[fit.labels], points, atol=1e-9)
    assert_allclose(fit.inertia, 0, atol=1e-12)


@given(cloud=clouds.filter(lambda cloud: len(cloud) <= 7), k=st.integers(1, 3))
def test_fit_is_the_best_there_is_for_few_points(cloud: FloatArray, k: int) -> None:
    """No way to divide seven points or fewer is tighter."""
    best = min(inertia(cloud, labels) for labels in partitions(len(cloud), k))

    fit = kmeans.fit(cloud, k, generator())

    assert_allclose(fit.inertia, best, rtol=1e-9, atol=1e-9)


def test_fit_by_hand() -> None:
    """Two pairs and a lone point are three clusters."""
    points = np.array([[9.0, 9], [0, 1], [5, 5], [0, 0], [5, 6]])

    fit = kmeans.fit(points, 3, generator())

    assert_array_equal(fit.labels, [2, 0, 1, 0, 1])
    assert_allclose(fit.centers, [[0.0, 0.5], [5.0, 5.5], [9.0, 9.0]])
    assert fit.inertia == pytest.approx(1)


@pytest.mark.parametrize(
    ("unit", "origin"),
    [
        (1e-12, 0),
        (1e-300, 0),
        (1e300, 0),
        (1e307, 0),
        (1e-3, 1.7e9),  # seconds since 1970
        (1.0, 1.7e12),  # milliseconds
        (1e-6, 1e6),
    ],
)
def test_fit_keeps_every_digit(unit: float, origin: float) -> None:
    """The same cloud in tiny, huge or far units has the same clusters."""
    cloud = blobs(k=4, each=20, d=2, seed=1) / 8
    expected = kmeans.fit(cloud, 4, generator())

    fit = kmeans.fit(cloud * unit + origin, 4, generator())

    assert_array_equal(fit.labels, expected.labels)
    assert_allclose(fit.centers, expected.centers * unit + origin, rtol=1e-9)


@given(
    cloud=clouds.filter(lambda cloud: len(cloud) <= 7),
    k=st.integers(1, 3),
    exponent=st.sampled_from([-1000, -500, 500, 1000]),
)
def test_fit_is_as_tight_in_any_power_of_two(
    cloud: FloatArray, k: int, exponent: int
) -> None:
    """Units whose squares are no floats change neither tightness nor a digit."""
    expected = kmeans.fit(cloud, k, generator())

    fit = kmeans.fit(np.ldexp(cloud, exponent), k, generator())

    centers = np.ldexp(fit.centers, -exponent)
    reached = ((cloud - centers[fit.labels]) ** 2).sum()
    assert_allclose(reached, expected.inertia, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("unit", [1e-300, 1e-200, 1e200, 1e299])
def test_fit_sees_detail_beside_a_far_point_in_any_unit(unit: float) -> None:
    """Where a far point leaves no grid to work on, squares are floats all the same."""
    points = np.vstack([blobs(k=3, each=20, d=2, seed=2), [[1e8, 1e8]]])

    fit = kmeans.fit(points * unit, 4, generator())

    assert_array_equal(np.bincount(fit.labels), [20, 20, 20, 1])


@pytest.mark.parametrize("d", [1, 2])
def test_fit_spans_all_floats(d: int) -> None:
    """Numbers whose range is no float are clustered; their SSE is infinite."""
    points = np.tile([[1.7e308], [-1.7e308], [1.6e308], [-1.6e308]], d)

    fit = kmeans.fit(points, 2, generator())

    assert_array_equal(fit.labels, [1, 0, 1, 0])
    assert_allclose(fit.centers[:, 0], [-1.65e308, 1.65e308])
    assert fit.inertia == np.inf


def test_fit_sees_detail_beside_a_far_point() -> None:
    """One point that stretches the range a million times blurs none of the others."""
    points = np.vstack([blobs(k=3, each=20, d=2, seed=2), [[1e7, 1e7]]])

    fit = kmeans.fit(points, 4, generator())

    assert_array_equal(np.bincount(fit.labels), [20, 20, 20, 1])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("k", "each", "d"), [(3, 40, 2), (8, 25, 3), (15, 60, 2)])
def test_fit_finds_every_cluster(k: int, each: int, d: int, seed: int) -> None:
    """Clusters that lie apart are found, all of them and whole."""
    points = blobs(k=k, each=each, d=d, seed=seed)

    fit = kmeans.fit(points, k, np.random.default_rng(seed))

    assert_array_equal(np.bincount(fit.labels), [each] * k)
    assert (fit.labels.reshape(k, each) == fit.labels[::each, None]).all()


@pytest.mark.parametrize("seed", range(5))
def test_fit_is_never_looser_than_scipy(seed: int) -> None:
    """Lopsided points, where scipy's restarts go astray, are clustered as tightly."""
    rng = np.random.default_rng(seed)
    points = rng.lognormal(sigma=1.2, size=(300, 2))
    codebook, _ = vq.kmeans(points, 6, rng=rng)
    codebook2, _ = vq.kmeans2(points, 6, minit="++", iter=50, rng=rng)

    fit = kmeans.fit(points, 6, rng)

    for peer in (codebook, codebook2):
        _, distances = vq.vq(points, peer)
        assert fit.inertia <= (distances**2).sum() * (1 + 1e-9)


@pytest.mark.parametrize(
    ("seed", "shape", "k"), [(52, (18_000, 8), 6), (77, (16_000, 3), 8)]
)
def test_what_is_best_on_few_rows_does_not_lead_astray(
    seed: int, shape: tuple[int, int], k: int
) -> None:
    """Lopsided points, where samples differ, are no looser than after ten restarts."""
    rng = np.random.default_rng(seed)
    points = rng.lognormal(size=shape)

    fit = kmeans.fit(points, k, generator())

    for _ in range(10):
        codebook, _ = vq.kmeans2(points, k, minit="++", iter=50, rng=rng)
        _, distances = vq.vq(points, codebook)
        assert fit.inertia <= (distances**2).sum() * 1.0005


@pytest.mark.parametrize(
    ("seed", "shape", "k"),
    [
        (0, (3_000, 2), 6),
        (24, (3_000, 2), 6),
        (1, (5_200, 2), 3),
        (34, (2_600, 2), 7),
        (3, (8_000, 3), 2),
    ],
)
def test_a_cloud_that_can_be_cut_in_many_ways_is_cut_in_the_best(
    seed: int, shape: tuple[int, int], k: int
) -> None:
    """A sample may like another way than all rows: it takes more to be sure."""
    points = np.random.default_rng(seed).normal(size=shape)

    fits = [kmeans.fit(points, k, np.random.default_rng(n)) for n in (0, 1, 3)]

    for n in range(20):
        codebook, _ = vq.kmeans2(points, k, minit="++", iter=100, rng=n)
        _, distances = vq.vq(points, codebook)
        assert max(fit.inertia for fit in fits) <= (distances**2).sum() * 1.0005


@pytest.mark.parametrize(("table", "unlucky"), [(3, 3), (3, 5), (21, 4), (30, 3)])
def test_starts_that_agree_by_chance_do_not_end_the_search(
    table: int, unlucky: int
) -> None:
    """Where clusters run into each other, few starts on few rows prove nothing."""
    points = np.random.default_rng(table).lognormal(size=(5_500, 3))

    lucky, other = (
        kmeans.fit(points, 5, np.random.default_rng(seed)) for seed in (0, unlucky)
    )

    assert other.inertia <= lucky.inertia * 1.0005


def test_a_sample_that_likes_another_optimum_does_not_decide() -> None:
    """Of many rows with long tails each of several samples tells something else."""
    rng = np.random.default_rng(4010)
    ends = [(250_000, 450_000), (13, 20), (2, 6)]
    n, k, d = (int(rng.integers(*pair)) for pair in ends)
    points = rng.lognormal(size=(n, d))

    lucky, other = (kmeans.fit(points, k, np.random.default_rng(n)) for n in (3, 1))

    assert other.inertia <= lucky.inertia * 1.0005


@given(cloud=clouds)
def test_fit_agrees_with_vq(cloud: FloatArray) -> None:
    """The vq of scipy assigns points to the same centers."""
    fit = kmeans.fit(cloud, (len(cloud) + 1) // 2, generator())

    labels, distances = vq.vq(cloud, fit.centers)

    assert_array_equal(fit.labels, labels)
    assert_allclose(fit.inertia, (distances**2).sum(), atol=1e-6)


def test_fit_of_many_points_starts_from_a_sample() -> None:
    """A table too large to try every start on settles all the same."""
    points = blobs(k=5, each=8_000, d=2, seed=3)
    order = np.random.default_rng(0).permutation(len(points))

    fit = kmeans.fit(points, 5, generator())
    other = kmeans.fit(points[order], 5, generator())

    assert_array_equal(np.bincount(fit.labels), [8_000] * 5)
    assert_array_equal(other.labels, fit.labels[order])


def test_fit_of_very_many_points_goes_by_ever_more_rows() -> None:
    """Of clumps that overlap a little each has its center, as near as rows tell."""
    rng = np.random.default_rng(5)
    truth = np.array([[0.0, 0], [5, 0], [0, 5], [5, 5], [10, 0]])
    points = truth[rng.integers(5, size=100_000)] + rng.normal(size=(100_000, 2))

    fit = kmeans.fit(points, 5, generator())

    centers = fit.centers[np.lexsort(fit.centers.round().T)]
    assert_allclose(centers, truth[np.lexsort(truth.T)], atol=0.1)
    assert fit.inertia <= ((points[:, None] - truth) ** 2).sum(axis=2).min(axis=1).sum()
    assert_array_equal(kmeans.nearest(points, fit.centers)[0], fit.labels)


def test_fit_of_very_many_points_without_clusters_is_tight() -> None:
    """A large blob, of which only samples are searched, is no looser than scipy's."""
    points = np.random.default_rng(6).normal(size=(90_000, 2))

    fit = kmeans.fit(points, 10, generator())

    codebook, _ = vq.kmeans2(points, 10, minit="++", iter=50, rng=generator())
    _, distances = vq.vq(points, codebook)
    assert fit.inertia <= (distances**2).sum() * (1 + 1e-9)
    assert fit.complete


@pytest.mark.parametrize("spread", [0.0, 1.5])
def test_fit_of_a_long_line_is_nearly_exact(spread: float) -> None:
    """A column with too many values for the exact way is hardly looser than that."""
    normal = np.random.default_rng(4).normal(size=100_000)
    values = np.sort(np.exp(spread * normal) if spread else normal)
    column: FloatArray = np.ascontiguousarray(values[::-1, None], dtype=np.float64)
    exact = line.split(values - values.mean(), np.ones(len(values)), 21)

    fit = kmeans.fit(column, 21, generator())

    assert len(values) * 21 > line.LIMIT
    assert_array_equal(kmeans.nearest(column, fit.centers)[0], fit.labels)
    assert fit.inertia <= inertia(values[:, None], exact.tolist()) * 1.0001


@pytest.mark.parametrize("d", [1, 2, 3])
def test_fit_of_columns_with_many_repeats(d: int) -> None:
    """Answers from 1 to 5, by the ten thousand, are as tight as their counts allow."""
    drawn = np.random.default_rng(d).binomial(4, 0.4, size=(40_000, d))
    answers: FloatArray = 1 + drawn.astype(np.float64)
    different, counts = np.unique(answers, axis=0, return_counts=True)
    order = np.random.default_rng(0).permutation(len(answers))

    fit = kmeans.fit(answers, 4, generator())
    other = kmeans.fit(answers[order], 4, generator())

    peer = restarted(different, counts, 4)
    assert len(np.unique(np.column_stack([answers, fit.labels]), axis=0)) == len(counts)
    assert_array_equal(other.labels, fit.labels[order])
    assert fit.inertia <= peer * (1 + 1e-9)


@pytest.mark.parametrize(("table", "unlucky"), [(1009, 0), (1009, 4), (1036, 6)])
def test_answers_from_1_to_5_lead_to_one_optimum(table: int, unlucky: int) -> None:
    """Among few different rows many optima lie close, and starts get stuck soon."""
    rng = np.random.default_rng(table)
    d, k = int(rng.integers(2, 5)), int(rng.integers(3, 8))
    drawn = rng.binomial(4, rng.uniform(0.2, 0.8), size=(40_000, d))
    answers = 1 + drawn.astype(float)

    lucky, other = (
        kmeans.fit(answers, k, np.random.default_rng(seed)) for seed in (1, unlucky)
    )

    assert other.inertia <= lucky.inertia * (1 + 1e-9)


@pytest.mark.parametrize(("shape", "k"), [((100_000, 2), 8), ((1_000, 60), 100)])
def test_a_long_search_takes_little_memory(shape: tuple[int, int], k: int) -> None:
    """However many sets are crossed, a fit adds twice its table and 50 MB at most."""
    points = np.random.default_rng(0).lognormal(size=shape)

    tracemalloc.start()
    kmeans.fit(points, k, generator())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak <= 2 * points.nbytes + 50 * 2**20


def test_fit_repeats_itself() -> None:
    """Points stay as they are, and the same generator gives the same fit."""
    points = blobs(k=3, each=20, d=2, seed=5)
    points.flags.writeable = False

    fit = kmeans.fit(points, 3, generator())
    again = kmeans.fit(points, 3, generator())

    assert_array_equal(again.labels, fit.labels)
    assert_array_equal(again.centers, fit.centers)


@pytest.mark.parametrize(
    ("points", "k"),
    [
        ([[1.0], [2.0]], 0),
        ([[1.0], [2.0]], -1),
        ([1.0, 2.0], 1),
        ([[[1.0]]], 1),
        ([[1.0], [np.nan]], 1),
        ([[1.0], [np.inf]], 1),
        (np.empty((0, 2)), 1),
        (np.empty((2, 0)), 1),
    ],
)
def test_fit_refuses_what_cannot_be_clustered(points: FloatArray, k: int) -> None:
    """Gaps, no points, other shapes and k below 1 are faults of the caller."""
    with pytest.raises(ValueError):  # noqa: PT011 - the class is the promise
        kmeans.fit(np.asarray(points), k, generator())


def test_nearest_prefers_the_first_of_equals() -> None:
    """A point halfway between two centers belongs to the one named first."""
    labels, squared = kmeans.nearest(
        np.array([[0.0], [1], [3]]), np.array([[2.0], [0.0], [2.0]])
    )

    assert_array_equal(labels, [1, 0, 0])
    assert_array_equal(squared, [0, 1, 1])


def test_nearest_works_block_by_block() -> None:
    """More distances than are held at a time are the same distances."""
    rng = np.random.default_rng(6)
    points, centers = rng.normal(size=(3_000, 2)), rng.normal(size=(200, 2))

    labels, squared = kmeans.nearest(points, centers)

    away = cdist(points, centers, "sqeuclidean")
    assert away.size > BLOCK
    assert_array_equal(labels, away.argmin(axis=1))
    assert_array_equal(squared, away.min(axis=1))


@given(cloud=clouds, exponent=st.sampled_from([-1000, -500, 500, 1000]))
def test_nearest_is_the_same_in_any_power_of_two(
    cloud: FloatArray, exponent: int
) -> None:
    """Labels do not depend on the unit, even where squares are no floats."""
    labels, _ = kmeans.nearest(cloud, cloud[:3])
    scaled = np.ldexp(cloud, exponent)

    other, squared = kmeans.nearest(scaled, scaled[:3])

    assert_array_equal(other, labels)
    near = (cloud == cloud[labels]).all(axis=1)
    assert_array_equal(squared[near], 0)
    assert (squared[~near] < 1e-200).all() or (squared[~near] > 1e200).all()
