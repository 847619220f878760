"""The token bucket against a naive count, and that what it remembers is bounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import rate_limit
from qa.rate_limit import RateLimit


class Clock:
    """Seconds that go on when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


# Binary fractions and a limit of 60 a minute: no rounding stands between the bucket and its oracle.
STEPS = st.lists(st.tuples(st.integers(0, 64), st.sampled_from("ab")), max_size=80)


@given(STEPS)
def test_the_bucket_agrees_with_a_naive_one(steps: list[tuple[int, str]]) -> None:
    clock, oracle = Clock(), dict.fromkeys("ab", Fraction(60))
    limit = RateLimit(60, clock)
    for _ in range(58):  # near the edge, where it matters
        for client in "ab":
            assert limit.wait(client) == 0
            oracle[client] -= 1
    for quarters, client in steps:
        clock.now += quarters / 64
        oracle = {name: min(Fraction(60), tokens + Fraction(quarters, 64)) for name, tokens in oracle.items()}
        allowed = oracle[client] >= 1
        waited = limit.wait(client)
        assert (waited == 0) == allowed
        if allowed:
            oracle[client] -= 1
        else:
            assert waited == 1


def test_whoever_waits_as_told_may_go_on() -> None:
    clock = Clock()
    limit = RateLimit(15, clock)  # one in four seconds
    assert [limit.wait("a") for _ in range(16)] == [0] * 15 + [4]
    assert limit.wait("b") == 0
    clock.now += 3
    assert limit.wait("a") == 1
    clock.now += 1
    assert limit.wait("a") == 0
    clock.now += 3600
    assert [limit.wait("a") for _ in range(16)] == [0] * 15 + [4]


def test_zero_sets_no_limit() -> None:
    limit = RateLimit(0)
    assert not any(limit.wait("a") for _ in range(1000))


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MOST_CLIENTS", 10)
    limit = RateLimit(1, Clock())
    assert all(limit.wait(str(number)) == 0 for number in range(100))
    assert len(limit._buckets) == 10
    assert limit.wait("99") > 0
