"""Windows over time hold every claim, and networks of windows equal networks of their claims."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.errors import InputError
from daylight.positions.networks import network
from daylight.positions.polarisation_windows import polarisation_over_time
from daylight.positions.windows import (
    calendar_windows,
    event_windows,
    fixed_windows,
    kernel_weights,
    window_networks,
)

DAYS = st.lists(st.integers(0, 800), min_size=1, max_size=30)


def _dates(days: list[int]) -> polars.Series:
    return polars.Series("date", [date(2024, 11, 3) + timedelta(days=d) for d in days])


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "year"]))
def test_every_claim_is_in_exactly_one_calendar_window(days, unit):
    windows = calendar_windows(_dates(days), unit)
    for day in _dates(days):
        assert sum(first <= day <= last for first, last in windows) == 1


@given(DAYS, st.integers(1, 9))
def test_every_claim_is_in_exactly_one_window_of_so_many_claims(days, claims):
    dates = _dates(days)
    windows = event_windows(dates, claims)
    for day in dates:
        assert sum(first <= day <= last for first, last in windows) == 1
    held = [dates.is_between(first, last).sum() for first, last in windows]
    assert all(n >= claims for n in held[:-1])


@given(DAYS, st.integers(1, 40))
def test_fixed_windows_without_overlap_hold_every_claim_once(days, length):
    windows = fixed_windows(_dates(days), length)
    assert all(sum(first <= day <= last for first, last in windows) == 1 for day in _dates(days))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.booleans(), st.integers(0, 90)), min_size=1))
def test_the_network_of_a_window_is_the_network_of_its_claims(rows):
    frame = polars.DataFrame(
        {
            "a": [r[0] for r in rows], "c": [r[1] for r in rows], "q": [r[2] for r in rows],
            "date": _dates([r[3] for r in rows]),
        }
    ).sort("date")  # fmt: skip
    windows = calendar_windows(frame["date"], "month")
    made = window_networks(frame, windows, "a", "c", "q", "one", "subtract", "average", "month")
    for (first, last), found in zip(windows, made, strict=True):
        alone = network(
            frame.filter(polars.col("date").is_between(first, last)),
            "a",
            "c",
            "q",
            "one",
            "subtract",
            "average",
            "month",
        )
        assert found.rows == alone.rows
        np.testing.assert_allclose(found.matrix, alone.matrix)


@given(st.floats(-3, 3))
def test_standard_kernels_weigh_before_and_after_alike(distance):
    for kernel in ("uniform", "triangular", "epanechnikov", "gaussian"):
        ahead, behind = (kernel_weights(np.array([d]), kernel) for d in (distance, -distance))
        assert ahead == pytest.approx(behind)


def test_an_unknown_unit_or_kernel_is_refused():
    with pytest.raises(InputError, match="calendar unit"):
        calendar_windows(_dates([0]), "decade")
    with pytest.raises(InputError, match="kernel"):
        kernel_weights(np.zeros(1), "cosine")
    with pytest.raises(InputError, match="dates"):
        calendar_windows(polars.Series("date", [], dtype=polars.Date), "day")


def test_a_debate_that_splits_into_camps_becomes_more_polarised():
    rows = []
    for n, actor in enumerate("abcdef"):
        for day in range(6):
            rows.append((actor, f"x{day % 3}", 1, day, f"{actor}{day}"))
            rows.append((actor, f"x{day % 3}", 1 if n < 3 else -1, 40 + day, f"{actor}{day}"))
    frame = polars.DataFrame(rows, schema=["a", "c", "q", "day", "document"], orient="row")
    frame = frame.with_columns(date=polars.lit(date(2025, 1, 1)) + polars.duration(days=polars.col("day"))).sort("date")
    windows = [(date(2025, 1, 1), date(2025, 1, 31)), (date(2025, 2, 1), date(2025, 2, 28))]
    before, after = polarisation_over_time(frame, windows, "a", "c", "q", draws=5)
    assert after.level == pytest.approx(1)
    assert before.high < after.low
