"""A request is plain values with the same defaults everywhere."""

import pickle

from clustering import Request, Words
from clustering.request import K_MAX


def test_a_table_alone_is_a_request() -> None:
    """Every wish has a default: all fitting columns, scaled, as many groups as suit."""
    bare = Request(b"a,b")
    assert (bare.k, bare.columns, bare.scaling) == (None, (), "standard")
    assert bare.k_max == K_MAX
    assert bare.words == Words()


def test_a_request_crosses_processes() -> None:
    """The job gets the very same wishes."""
    wish = Request(b"a,b", "표.csv", k=3, columns=("a",))
    assert pickle.loads(pickle.dumps(wish)) == wish  # noqa: S301 - our own bytes
