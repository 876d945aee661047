"""What k-means fits with: exact sums and grids, samples, rounds, moves, exchanges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.cluster import vq
from scipy.spatial.distance import pdist

from clustering import kmeans
from clustering.arrays import FloatArray, IntArray
from clustering.fitting.assigning import assign, nearest
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, Owners, lay, nears
from clustering.fitting.coreset import odds, places, sample
from clustering.fitting.exchange import disjoint, exchange, exchange_gains
from clustering.fitting.glance import glance, leaders_of_halves
from clustering.fitting.leads import leads
from clustering.fitting.lloyd import BOLD, improve
from clustering.fitting.moves import HOPE, SINGLES, Survey, promising, relocate
from clustering.fitting.rows import FOLD, Rows, blocks, distinct, gather, keys
from clustering.fitting.search import likely, search
from clustering.fitting.seeding import seeds
from clustering.fitting.settling import CALM, Clusters, calm, settle
from clustering.fitting.table import NARROW, Table, added
from tests.strategies import clouds

ENDLESS = Timer(None, float)


def ones(points: FloatArray) -> Table:
    """Return the table of points that count once each."""
    return Table.of(points, np.ones(len(points), dtype=np.int64))


def inertia_of(laid: Cloud, sets: FloatArray) -> FloatArray:
    """Return the sum of squared distances (r,) to sets of centers (r, k, d)."""
    ways = ((laid.points[:, None] - sets[:, None]) ** 2).sum(axis=3).min(axis=2)
    total: FloatArray = ways @ laid.weights
    return total


def counted(points: FloatArray, weights: IntArray | None = None) -> Rows:
    """Return points as rows to fit, in their order, counting once each by default."""
    counts = np.ones(len(points), dtype=np.int64) if weights is None else weights
    return Rows(points, counts, keys(points), np.arange(len(points)))


@given(cloud=clouds, data=st.data())
def test_equal_rows_come_together(cloud: FloatArray, data: st.DataObject) -> None:
    """Each different row is kept once, with its count, whatever the hash."""
    picks = data.draw(st.lists(st.integers(0, len(cloud) - 1), min_size=1))
    points = cloud[picks]

    for hashes in (keys(points), np.zeros(len(points), dtype=np.uint64)):
        rows = distinct(points, hashes)
        assert rows.which is not None
        assert_array_equal(rows.points[rows.which], points)
        assert len(rows.points) == len(np.unique(points, axis=0))
        assert rows.weights.sum() == len(points)


@pytest.mark.parametrize(
    ("counts", "together"),
    [
        (np.repeat(1, 40_000), False),
        (np.append(np.repeat(1, 40_000), 2), False),
        (np.append(np.repeat(1, 40_000), 4), True),
        (np.repeat(2, 20_000), True),
        (np.repeat(20, 2_000), True),
    ],
)
def test_equal_rows_come_together_where_many_or_one_often(
    counts: IntArray, *, together: bool
) -> None:
    """One row in 20 000 is often; and a half of all, told apart, are few."""
    some = np.random.default_rng(0).normal(size=(len(counts), 2))

    rows = gather(np.repeat(some, counts, axis=0), 100)

    assert (rows.which is not None) is together
    assert len(rows.points) == (len(counts) if together else counts.sum())


def test_hashes_tell_round_numbers_apart() -> None:
    """Rows of a grid, whose numbers share most bits, have hashes of their own."""
    grid = np.stack(np.meshgrid(np.arange(300.0), np.arange(300.0)), -1).reshape(-1, 2)

    assert len(np.unique(keys(grid))) == len(grid)
    assert_array_equal(keys(np.array([[-0.0]])), keys(np.array([[0.0]])))


@given(cloud=clouds, data=st.data())
def test_totals_do_not_depend_on_the_order(
    cloud: FloatArray, data: st.DataObject
) -> None:
    """Sums are the same to the last bit, in any order and by way of transfers."""
    order = np.array(data.draw(st.permutations(range(len(cloud)))))
    labels = np.arange(len(cloud)) % 2
    table, other = ones(cloud), ones(cloud[order])

    totals = table.totals(labels, 2)

    assert_array_equal(other.totals(labels[order], 2), totals)
    zeros = np.zeros_like(labels)
    gained = table.transfer(np.arange(len(cloud)), zeros, labels, 2)
    assert_array_equal(table.totals(zeros, 2) + gained, totals)


@pytest.mark.parametrize("d", [NARROW, NARROW + 1])
def test_totals_of_few_and_of_many_columns_are_plain_sums(d: int) -> None:
    """Column by column or all at once, sums are those of the definition."""
    rng = np.random.default_rng(d)
    steps, labels = rng.integers(-(2**40), 2**40, (50, d)), rng.integers(0, 3, 50)
    weights = rng.integers(-9, 9, 50)

    sums = added(steps, labels, weights, 4)

    for label, total in enumerate(sums):
        own = labels == label
        assert total[0] == weights[own].sum()
        assert_array_equal(total[1:], weights[own] @ steps[own])


@given(cloud=clouds, data=st.data())
def test_leads_are_those_of_nearest(cloud: FloatArray, data: st.DataObject) -> None:
    """Labels agree with `nearest`, ties as well, and leads are never too large."""
    k = data.draw(st.integers(1, len(cloud)))

    labels, lead = leads(ones(cloud), cloud[:k])

    assert_array_equal(labels, nearest(cloud, cloud[:k])[0])
    if k > 1:
        away = np.sort(np.linalg.norm(cloud[:, None] - cloud[:k], axis=2), axis=1)
        assert (lead <= away[:, 1] - away[:, 0] + 1e-9).all()


@given(cloud=clouds, data=st.data())
def test_settle_leaves_no_cluster_empty(cloud: FloatArray, data: st.DataObject) -> None:
    """Even from one place for all centers, each cluster gets a row."""
    k = data.draw(st.integers(1, len(cloud)))
    clusters = Clusters.around(ones(cloud), np.zeros((k, cloud.shape[1])))

    settle(clusters, ENDLESS)

    assert_array_equal(np.unique(clusters.labels), range(k))


def test_rings_lead_where_plain_rounds_would() -> None:
    """Looking at rows near borders alone, labels end with their nearest centers."""
    points = np.random.default_rng(0).normal(size=(30_000, 2))
    clusters = Clusters.around(ones(points), points[:6])

    settle(clusters, ENDLESS)

    assert clusters.rings
    assert_array_equal(clusters.labels, nearest(points, clusters.centers)[0])


@pytest.mark.parametrize("rough", [False, True])
@given(cloud=clouds, data=st.data())
def test_grid_distances_are_exact(
    cloud: FloatArray, data: st.DataObject, *, rough: bool
) -> None:
    """On the grid, labels and squared distances have no rounding."""
    k = data.draw(st.integers(1, len(cloud)))
    laid = lay(counted(cloud), k, rough=rough)
    centers = laid.points[:k]

    (near,) = nears(laid, centers[None])

    squared = ((laid.points[:, None] - centers) ** 2).sum(axis=2)
    assert_array_equal(near.squared[0], squared.min(axis=1))
    assert_array_equal(near.labels[0], squared.argmin(axis=1))


@pytest.mark.parametrize(("far", "bits"), [(4.0, 32), (1e4, 64), (1e12, 64)])
def test_a_rough_grid_has_half_the_bits_where_they_serve(far: float, bits: int) -> None:
    """Points lie about as far apart as they do, or the grid is a fine one."""
    points = np.random.default_rng(0).normal(size=(500, 20))
    points[0, 0] = far

    laid = lay(counted(points), 8, rough=True)

    assert laid.rows.dtype == f"float{bits}"
    assert_allclose(pdist(laid.back(laid.points)), pdist(points), rtol=0.05)


def test_distances_without_a_grid_are_plain_ones() -> None:
    """Where a grid would blur the points, distances are taken one by one."""
    points = np.vstack([np.random.default_rng(0).normal(size=(90, 2)), [[1e12, 0]]])
    laid = lay(counted(points), 4)
    sets = laid.points[:8].reshape(2, 4, 2)

    (near,) = nears(laid, sets)

    assert laid.names == 0
    assert_allclose(laid.back(laid.onto(points)), points)
    for centers, labels, squared in zip(sets, near.labels, near.squared, strict=True):
        others, ways = nearest(laid.points, centers)
        assert_array_equal(labels, others)
        assert_array_equal(squared, ways)


@given(cloud=clouds, data=st.data())
def test_exchange_gains_are_what_moving_a_row_saves(
    cloud: FloatArray, data: st.DataObject
) -> None:
    """The SSE falls by what was promised, whichever row goes to whichever cluster."""
    n, k = len(cloud), data.draw(st.integers(1, len(cloud)), label="k")
    counts = st.lists(st.integers(1, 5), min_size=n, max_size=n)
    table = Table.of(cloud, np.array(data.draw(counts, label="weights")))
    clusters = Clusters.around(table, cloud[:k])
    before = clusters.inertia

    gains = exchange_gains(clusters, table.measured(cloud))

    row = data.draw(st.integers(0, n - 1), label="row")
    old = clusters.labels[row]
    assert gains[row, old] == -np.inf
    for to in set(range(k)) - {old}:
        lone = (clusters.labels == old).sum() == 1
        clusters.move(np.array([row]), np.array([to]))
        saved = before - clusters.inertia
        assert_allclose(gains[row, to], saved, rtol=1e-9, atol=1e-9)
        assert not lone or gains[row, to] <= 0
        clusters.move(np.array([row]), np.array([old]))


def test_exchange_moves_a_row_from_its_nearest_center() -> None:
    """A row a little nearer to the larger cluster is worth moving to the smaller."""
    table = ones(np.array([[0.0], [2.0], [2.0], [5.0], [9.0]]))
    clusters = Clusters.around(table, np.array([[2.25], [9.0]]))
    before = clusters.inertia

    moved = exchange(clusters, ENDLESS)

    assert moved
    assert not exchange(clusters, ENDLESS)
    assert_array_equal(clusters.labels, [0, 0, 0, 1, 1])
    assert clusters.inertia == pytest.approx(8 / 3 + 8)
    assert clusters.inertia < before


def test_promising_moves_go_by_halves_then_one_by_one() -> None:
    """Four moves that pay are tried together, two of them, and each by itself."""
    found = Survey(
        costs=np.array([4.0, 1, 3, 2, 50, 50, 50, 50]),
        gains=np.array([0.0, 0, 0, 0, 20, 40, 30, 10]),
        halves=np.zeros((8, 2, 1)),
        inertia=1_000.0,
    )

    first, second, *singles = promising(found, SINGLES)

    assert_array_equal(first, [[1, 3, 2, 0], [5, 6, 4, 7]])
    assert_array_equal(second, [[1, 3], [5, 6]])
    assert [len(losers) for losers, _ in singles] == [1] * SINGLES
    assert_array_equal(singles[0], [[1], [5]])


def test_what_moves_promise_by_hand() -> None:
    """A center that costs nothing promises anything, or nothing if none is wanted."""
    halves = np.zeros((3, 2, 1))

    found = Survey(np.array([4.0, 2, 0]), np.array([1.0, 0, 3]), halves, 10.0)
    spare = Survey(np.array([0.0, 2, 0]), np.zeros(3), halves, 10.0)

    assert_array_equal(found.promise, [[0, 0, 0.75], [0.5, 0, 1.5], [np.inf, 0, 0]])
    assert_array_equal(spare.promise, np.zeros((3, 3)))


@pytest.mark.parametrize(
    ("apart", "d", "sure"), [(20.0, 2, True), (20.0, 5, True), (0.0, 5, False)]
)
@pytest.mark.parametrize("n", [1_000, 4_000, 20_000])
def test_a_glance_is_sure_of_clusters_that_lie_apart(
    n: int, apart: float, d: int, *, sure: bool
) -> None:
    """Clumps are found at once, however many rows; slices of one blob need more."""
    rng = np.random.default_rng(n)
    truth = apart * np.arange(6.0)[:, None] * np.eye(1, d)
    points = truth[rng.integers(6, size=n)] + rng.normal(size=(n, d))
    rows = gather(points, n)
    samples = kmeans.levels(rows, 1_000)

    _, told = glance(samples, 6, rng, ENDLESS)

    assert told is sure


def test_halves_of_clumps_have_one_optimum() -> None:
    """It is the one of all points: each center lies amid its clump."""
    rng = np.random.default_rng(5)
    truth = 20 * np.arange(4.0)[:, None] * np.eye(1, 3)
    points = truth[rng.integers(4, size=2_000)] + rng.normal(size=(2_000, 3))
    laid = lay(gather(points, 2_000), 4)

    (centers,) = laid.back(leaders_of_halves(laid, 4, rng, ENDLESS))

    assert_allclose(centers[centers[:, 0].argsort()], truth, atol=0.3)


@pytest.mark.parametrize("seed", range(8))
def test_halves_of_one_cloud_like_different_cuts(seed: int) -> None:
    """What both halves would have to like by chance is not taken for an optimum."""
    rng = np.random.default_rng(seed)
    laid = lay(gather(rng.normal(size=(3_000, 2)), 3_000), 6)

    assert len(leaders_of_halves(laid, 6, rng, ENDLESS)) > 1


def test_halves_hold_each_point_once() -> None:
    """Both stand for all: their weights and places add up."""
    points = np.random.default_rng(0).normal(size=(1_001, 2))
    laid = lay(gather(points, 2_000), 2)

    one, other = laid.halves()

    assert abs(len(one.rows) - len(other.rows)) == 1
    assert_array_equal(np.concatenate([one.rows, other.rows]), laid.rows)
    assert_array_equal(np.concatenate([one.norms, other.norms]), laid.norms)
    assert_array_equal(np.concatenate([one.weights, other.weights]), laid.weights)


def test_a_few_starts_with_bad_luck_do_not_make_a_search() -> None:
    """Where the best starts differ, as many again tell which of them lie behind."""
    rng = np.random.default_rng(8)
    truth = rng.normal(size=(8, 10))
    points = truth[rng.integers(8, size=30_000)] + rng.normal(size=(30_000, 10))
    samples = kmeans.levels(gather(points, 30_000), 1_500)

    sure = [
        glance(samples, 8, np.random.default_rng(seed), ENDLESS)[1]
        for seed in range(30)
    ]

    assert all(sure)


def test_a_sample_leaves_out_what_is_looser_beyond_chance() -> None:
    """Of two sets that mirror each other both stay; one of far centers goes."""
    half = np.random.default_rng(0).normal(1, 1, size=(500, 1))
    rows = counted(np.concatenate([half, -half]))
    sets = np.array([[[-1.3], [1.2]], [[-1.2], [1.3]], [[-3.0], [3.0]]])

    close = likely(rows, sets)

    assert_array_equal(close, sets[:2])
    assert_array_equal(likely(rows, sets[2:]), sets[2:])


def test_calm_clusters_are_near_their_end() -> None:
    """Few rows move any more, and fewer rounds were run than it takes to settle."""
    points = np.random.default_rng(0).normal(size=(100_000, 2))
    table = ones(points)
    clusters = Clusters.around(table, points[:5])

    calm(clusters, ENDLESS)
    before = clusters.labels.copy()
    clusters.reassign()
    moved = np.count_nonzero(clusters.labels != before)
    near = clusters.inertia
    settle(clusters, ENDLESS)

    assert moved <= 2 * CALM * len(points)
    assert near == pytest.approx(clusters.inertia, rel=1e-3)
    assert near > clusters.inertia


def test_some_rows_that_stand_for_all_do_not_go_by_their_place() -> None:
    """The first rows are the same ones however the table is ordered."""
    points = np.random.default_rng(0).normal(size=(1_000, 2))

    some = gather(points, 10).head(100)
    others = gather(points[::-1].copy(), 10).head(100)

    assert_array_equal(some.points, others.points)
    assert len(some.points) == len(some.weights) == len(some.hashes) == 100


def test_owners_add_up_weights_and_points() -> None:
    """Sums of two sets of clusters, by hand."""
    laid = lay(counted(np.array([[0.0], [1], [2]]), np.array([1, 2, 3])), 2)

    sums = Owners(laid, 2, 2).totals(np.array([[0, 0, 1], [1, 1, 1]]), laid.rows)

    assert_array_equal(sums[:, :, 0], [[3, 3], [0, 6]])


def test_samples_hold_the_far_rows_and_stand_for_all() -> None:
    """A few far rows are never missed, and weights add up to about the table."""
    points = np.random.default_rng(0).normal(size=(50_000, 2))
    points[:5] = 1e4
    points[:5, 0] += np.arange(5)
    rows = gather(points, 100)
    share = odds(rows)

    part = sample(rows, share, places(rows, share), 2_000)

    assert (part.points > 1e3).all(axis=1).sum() == 5
    assert part.weights.sum() == pytest.approx(50_000, rel=0.1)


def test_moves_free_a_center_that_clumps_need() -> None:
    """Two centers in one clump and one for two others: one moves over."""
    clump = np.arange(10.0)
    points = np.concatenate([clump, clump + 1000, clump + 2000])[:, None]
    laid = lay(counted(points), 3)
    stuck, (sse,) = improve(
        laid, laid.onto(np.array([[[2.0], [7.0], [1500.0]]])), ENDLESS, rounds=5
    )

    centers, _, promise = relocate(laid, stuck[0], sse, ENDLESS)

    assert promise < HOPE
    assert_allclose(np.sort(laid.back(centers)[:, 0]), [4.5, 1004.5, 2004.5], rtol=1e-5)


def test_slices_of_one_blob_are_not_clear() -> None:
    """Where clusters do not lie apart, another cut may be as good, or better."""
    laid = lay(counted(np.random.default_rng(0).normal(size=(300, 2))), 4)
    (sliced,), (sse,) = improve(laid, laid.points[None, :4], ENDLESS, rounds=30)

    assert relocate(laid, sliced, sse, ENDLESS)[2] >= HOPE


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_bold_rounds_lead_to_tighter_clusters(seed: int) -> None:
    """Of one cloud most starts get stuck; fewer do that go farther at once."""
    rng = np.random.default_rng(seed)
    laid = lay(counted(rng.normal(size=(800, 3))), 6)
    starts = seeds(laid, 6, 100, rng, ENDLESS)

    _, usual = improve(laid, starts, ENDLESS, rounds=30)
    _, bold = improve(laid, starts, ENDLESS, rounds=30, momentum=BOLD)

    assert np.median(bold) < np.median(usual)


def test_a_race_leaves_behind_what_would_lose_it() -> None:
    """The winner is the same one, and what the others reached is told as it is."""
    laid = lay(counted(np.random.default_rng(0).normal(size=(900, 3))), 8)
    starts = seeds(laid, 8, 12, np.random.default_rng(0), ENDLESS, greedy=False)

    plain, reached = improve(laid, starts, ENDLESS, rounds=20)
    raced, others = improve(laid, starts, ENDLESS, rounds=20, racing=True)

    winner, behind = reached.argmin(), others > reached
    assert_array_equal(raced[winner], plain[winner])
    assert 0 < behind.sum() < len(starts)
    assert_array_equal(others, inertia_of(laid, raced))


def test_a_race_ends_where_all_rest() -> None:
    """Where all centers are at rest, sets stay as they are."""
    laid = lay(counted(np.array([[0.0], [1], [9], [10]])), 2)
    starts = laid.onto(np.array([[[0.5], [9.5]], [[0.0], [7]]]))

    raced, reached = improve(laid, starts, ENDLESS, rounds=20, racing=True)

    assert_array_equal(raced[0], raced[1])
    assert_array_equal(reached, inertia_of(laid, raced))


def test_exchanges_of_different_clusters_are_made_together() -> None:
    """The best exchange goes first; none touches a cluster that another one does."""
    gains = np.full((5, 5), -1.0)
    gains[0, 1], gains[1, 2], gains[2, 3], gains[4, 0] = 9, 8, 7, 1

    found, to = disjoint(np.arange(5), gains, 0.0)

    assert_array_equal(found, [0, 2])
    assert_array_equal(to, [1, 3])


@given(cloud=clouds, data=st.data())
def test_seeds_are_different_points(cloud: FloatArray, data: st.DataObject) -> None:
    """Each set has k seeds, none of them twice, even if the time is up."""
    k = data.draw(st.integers(1, len(cloud)))
    laid = lay(counted(cloud), k)

    for timer in (ENDLESS, Timer(0.0, float), Timer(2.0, iter(range(99)).__next__)):
        sets = seeds(laid, k, 3, np.random.default_rng(0), timer)

        assert [len(np.unique(each, axis=0)) for each in sets] == [k] * 3


@given(cloud=clouds)
def test_assign_agrees_with_vq_on_the_training_scale(cloud: FloatArray) -> None:
    """New rows go where scipy's vq puts them after the old rows' scaling."""
    offset, scale = cloud.mean(axis=0), cloud.std(axis=0) + 1
    centers = (cloud[:3] - offset) / scale

    labels, distances = assign(cloud + 0.5, centers, offset=offset, scale=scale)

    peer, ways = vq.vq((cloud + 0.5 - offset) / scale, centers)
    assert_array_equal(labels, peer)
    assert_allclose(distances, ways, atol=1e-9)


def test_time_is_kept_for_what_comes_last() -> None:
    """Of ten seconds, five are kept for what takes five times as long as one."""
    timer = Timer(10.0, iter(range(99)).__next__)  # one second from look to look

    timer.keep(lambda: None, 5)

    assert [timer.up() for _ in range(4)] == [False, False, True, True]
    assert timer.kept_s == 5


@pytest.mark.parametrize("budget_s", [0.0, 3.0, 50.0])
def test_fit_ends_when_its_time_is_up(budget_s: float) -> None:
    """The best so far comes with k clusters, and says that it is not complete."""
    points = np.random.default_rng(1).normal(size=(40_000, 3))
    ticks = iter(range(10_000))

    fit = kmeans.fit(
        points,
        6,
        np.random.default_rng(0),
        budget_s=budget_s,
        clock=lambda: float(next(ticks)),
    )

    assert not fit.complete
    assert len(np.unique(fit.labels)) == 6


@pytest.mark.parametrize(
    ("n", "k", "repeats"),
    [(16_000, 4, 1), (60_000, 5, 1), (60_000, 5, 40), (31_000, 12, 1)],
)
def test_large_tables_ignore_the_order_of_rows(n: int, k: int, repeats: int) -> None:
    """Samples, rounds and equal rows lead to the same labels in any order."""
    some = np.random.default_rng(2).normal(size=(n // repeats, 3))
    points = np.repeat(some, repeats, axis=0)
    order = np.random.default_rng(3).permutation(len(points))

    fit = kmeans.fit(points, k, np.random.default_rng(0))
    other = kmeans.fit(points[order], k, np.random.default_rng(0))

    assert_array_equal(other.labels, fit.labels[order])
    assert_array_equal(fit.labels, nearest(points, fit.centers)[0])


@pytest.mark.parametrize("d", [0, 1, 7, 50, 5_000])
def test_blocks_hold_each_row_once(d: int) -> None:
    """Slices follow each other to the end, few rows at a time where they are long."""
    points = np.empty((10_000, d))

    found = [range(len(points))[block] for block in blocks(points)]

    assert [row for block in found for row in block] == list(range(len(points)))
    assert len(found[0]) % FOLD == 0


def test_of_too_many_optima_a_pass_over_all_rows_picks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a sample took for the best need not be; without time its word stands."""
    points = np.random.default_rng(0).normal([[0, 0], [9, 9]], size=(500, 2, 2))
    table = ones(points.reshape(-1, 2))
    optima = np.array([[[-1.0, 0], [1, 0]], [[0.0, -1], [0, 1]], [[0.0, 0], [9, 9]]])
    monkeypatch.setattr(kmeans, "SETTLED", 2 * len(table.points) * 2)

    picked = kmeans.foremost(table, optima, ENDLESS)
    first = kmeans.foremost(table, optima, Timer(0.0, float))

    assert_array_equal(picked[0], optima[2])
    assert_array_equal(first, optima[:2])


def test_nothing_more_is_searched_once_the_time_is_up() -> None:
    """What is known comes first, and of several optima only the first is settled."""
    points = np.random.default_rng(0).normal(size=(4_000, 2))
    rows, over = gather(points, 4_000), Timer(0.0, float)
    known, levels = points[:3], kmeans.levels(rows, 1_000)

    sets, rest = search(levels, known, np.random.default_rng(0), least=8, timer=over)
    clusters, sse = kmeans.tightest(Table.of(rows.points, rows.weights), sets, over)

    assert_array_equal(sets[0], known)
    assert len(sets) > 1
    assert rest == levels[1:]
    assert len(clusters.totals) == 3
    assert sse == clusters.inertia
