"""Agreement between coders, by textbook cases and by laws."""

from __future__ import annotations

import math

import pytest
from coded import coded, statement
from hypothesis import given
from hypothesis import strategies as st

from daylight.positions.agreement import agreement, cohen_kappa, krippendorff_alpha, unitizing_alpha


def test_alpha_is_krippendorffs_worked_example():
    # Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C: four observers, nominal data.
    a = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    c = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
    d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    units = [[v for v in unit if v is not None] for unit in zip(a, b, c, d, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(units, interval=True) == pytest.approx(0.849, abs=5e-4)


def test_kappa_is_cohens_for_a_two_by_two_table():
    a = ["y"] * 25 + ["n"] * 25
    b = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert cohen_kappa(a, b) == pytest.approx(0.4)


@given(st.lists(st.sampled_from("abc"), min_size=2))
def test_coders_who_agree_throughout_have_alpha_and_kappa_one(values):
    expected = 1.0 if len(set(values)) > 1 else math.nan
    assert krippendorff_alpha([(v, v) for v in values]) == pytest.approx(expected, nan_ok=True)
    assert cohen_kappa(values, values) == pytest.approx(expected, nan_ok=True)


def test_marking_the_same_passages_is_full_and_the_opposite_ones_negative_unitizing_agreement():
    assert unitizing_alpha([({"a": [(0, 5)], "b": [(0, 5)]}, 10)]) == pytest.approx(1)
    assert unitizing_alpha([({"a": [(0, 5)], "b": [(5, 10)]}, 10)]) < 0


def test_a_disagreement_names_the_coders_their_values_and_the_statements():
    first, documents = coded([("2026-01-01", "a", "x", 1), ("2026-01-01", "b", "x", -1)], coder="ada")
    second = [
        statement("t-0", "2026-01-01", "a", "x", "oppose", 0, coder="ben"),
        statement("t-2", "2026-01-01", "c", "y", "support", 5, coder="ben"),
    ]
    found = agreement([*first, *second], documents)
    assert (found.coders, found.units) == (["ada", "ben"], 1)
    stance = next(d for d in found.disagreements if d.variable == "stance")
    assert (stance.value_a, stance.value_b, stance.statements) == ("support", "oppose", ("s-0000", "t-0"))
    missed = [d for d in found.disagreements if d.variable == "passage"]
    assert {(d.coder_b, d.statements) for d in missed} == {("ben", ("s-0001",)), ("ada", ("t-2",))}
