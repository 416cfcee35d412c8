"""Ideal points and brokers of debates made to have them."""

from __future__ import annotations

import numpy as np
import polars
import pytest

from daylight.errors import InputError
from daylight.positions.brokers import brokers
from daylight.positions.divides import divides
from daylight.positions.scaling import ideal_points


def _claims(points: list[float], slopes: list[float], times: int = 4) -> polars.DataFrame:
    generator = np.random.default_rng(3)
    rows = [
        (f"a{i}", f"x{j}", 1 if generator.normal(slope * point) > 0 else -1)
        for i, point in enumerate(points)
        for j, slope in enumerate(slopes)
        for _ in range(times)
    ]
    frame = polars.DataFrame(rows, schema=["actor", "issue", "value"], orient="row")
    return frame.with_columns(document=polars.int_range(polars.len()).cast(polars.String))


def test_actors_are_scaled_in_their_true_order_within_intervals():
    truth = [-1.6, -0.8, 0.0, 0.8, 1.6]
    found = ideal_points(_claims(truth, [2, -2, 1.5, 1, -1, 2]), draws=300, burn=200)
    order = np.corrcoef(found.points, truth)[0, 1]
    assert abs(order) > 0.95
    assert (found.low < found.points).all()
    assert (found.points < found.high).all()
    assert np.sign(found.discrimination[0]) != np.sign(found.discrimination[1])
    assert found.convergence < 1.2


def test_the_same_seed_gives_the_same_points():
    frame = _claims([-1, 0, 1], [1, -1, 2])
    one, other = (ideal_points(frame, draws=50, burn=20, seed=4) for _ in range(2))
    np.testing.assert_array_equal(one.points, other.points)


def test_one_actor_cannot_be_scaled():
    with pytest.raises(InputError, match="at least two actors"):
        ideal_points(_claims([1.0], [1, 2]))


def test_who_agrees_with_both_camps_is_the_broker():
    rows = [(a, x, 1 if a[0] == "l" else -1) for a in ("l1", "l2", "r1", "r2") for x in ("p", "q")]
    rows += [("middle", "p", 1), ("middle", "q", -1)]
    frame = polars.DataFrame(rows, schema=["actor", "issue", "value"], orient="row").with_columns(
        document=polars.lit("d")
    )
    camps = {"l1": 0, "l2": 0, "middle": 0, "r1": 1, "r2": 1}
    found = brokers(frame, "actor", "issue", "value", camps, draws=10)
    assert found[0].actor == "middle"
    assert found[0].brokerage == pytest.approx(0.5)
    assert found[-1].brokerage < 0.5


def test_what_divides_two_camps_most_comes_first_with_an_interval_and_rare_issues_are_left_out():
    rows = [(a, "quarrel", a[0] == "l") for a in ("l1", "l2", "r1", "r2") for _ in range(5)]
    rows += [(a, "consensus", True) for a in ("l1", "l2", "r1", "r2") for _ in range(3)] + [("l1", "rare", True)]
    rows += [("outsider", "quarrel", True)] * 9
    frame = polars.DataFrame(rows, schema=["actor", "issue", "value"], orient="row")
    camp_of = {"l1": 0, "l2": 0, "r1": 1, "r2": 1}
    found = divides(frame, "actor", "issue", "value", camp_of, (0, 1), draws=20)
    assert [d.issue for d in found] == ["quarrel", "consensus"]
    assert (found[0].mean_a, found[0].claims_a, found[0].mean_b, found[0].claims_b) == (1, 10, -1, 10)
    assert (found[0].difference, found[0].low, found[0].high) == (2, 2, 2)
    assert found[1].difference == 0
    assert divides(frame, "actor", "issue", "value", camp_of, (0, 1), draws=20, jobs=3) == found
