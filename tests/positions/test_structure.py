"""Kernels, phases, polarisation and backbone equal what DNA computes, or the thing DNA names, as asked."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import product

import numpy as np
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.desk.dna import read_dna
from daylight.positions.backbone import backbone, backbone_stability, loss, nested_backbone
from daylight.positions.brokers import brokers
from daylight.positions.communities import camps, signed_leiden
from daylight.positions.filters import one_type
from daylight.positions.networks import network
from daylight.positions.phases import dna_distances, phases
from daylight.positions.polarisation import distance, normalised, polarisation
from daylight.positions.polarisation_windows import polarisation_of, polarisation_over_time, smoothed_polarisation
from daylight.positions.variables import variable_table
from daylight.positions.windows import indented_days, kernel_networks
from shared import shared_data

BY = ("organization", "concept", "agreement")
MOMENTS = [date(2005, 1, 26) + timedelta(days=k) for k in range(22)]
VARIANTS = (("dna", "dna_actual"), ("standard", "true_laplacian"))


@pytest.fixture(scope="module")
def sample() -> polars.DataFrame:
    records = read_dna(shared_data("discourse/sample.dna"))
    frame = variable_table([s for r in records for s in r.statements], [r.document for r in records], {}, {})
    return one_type(frame, *BY[:2])


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads(shared_data("discourse/dna_expected.json").read_text(encoding="utf-8"))["results"]


@pytest.mark.parametrize("kernel", ["gaussian", "uniform", "triangular"])
def test_kernel_networks_are_those_of_dna(sample, expected, kernel):
    found = expected[f"kernel|{kernel}|congruence|no|days8"]
    made = kernel_networks(sample, MOMENTS, 8, kernel, *BY, "congruence", variant="dna")
    wanted = found if isinstance(found, list) else found["dna_actual"]
    np.testing.assert_allclose([n.matrix for n in made], wanted, atol=1e-9)


def test_the_standard_triangular_kernel_is_symmetric_in_time(sample, expected):
    made = kernel_networks(sample, MOMENTS, 8, "triangular", *BY, "congruence")
    wanted = np.array(expected["kernel|triangular|congruence|no|days8"]["corrected"])
    for matrix in wanted:
        np.fill_diagonal(matrix, 0)
    np.testing.assert_allclose([n.matrix for n in made], wanted, atol=1e-9)


@pytest.mark.parametrize(("kernel", "scaled"), list(product(["gaussian", "uniform"], [False, True])))
def test_distances_between_moments_are_those_of_dna(sample, expected, kernel, scaled):
    found = expected[f"phase_distance|{kernel}|normalizeToOne={scaled}"]
    made = kernel_networks(sample, MOMENTS, 16, kernel, *BY, "subtract", "none", "document", "dna")
    matrices = [n.matrix for n in made]
    np.testing.assert_allclose(dna_distances(matrices, "absdiff", scaled), found["absdiff"], atol=1e-9)
    np.testing.assert_allclose(dna_distances(matrices, "spectral", scaled), found["spectral_dna_actual"], atol=1e-9)


@pytest.mark.parametrize(("key", "duplicates"), [("include", "none"), ("document", "document")])
def test_polarisation_of_every_division_and_the_best_are_those_recorded(sample, expected, key, duplicates):
    found = expected[f"polarization|{key}"]
    agree, differ = (
        network(sample, *BY, "one", a, "average", duplicates, "dna").matrix for a in ("congruence", "conflict")
    )
    for division in found["all_bipartitions"]:
        raw = distance(agree, differ, np.array(division["mem"]), "size")
        assert raw == pytest.approx(division["raw"], abs=1e-9)
        assert normalised(raw, agree, differ) == pytest.approx(division["q"], abs=1e-9)
    least = min(division["q"] for division in found["all_bipartitions"])
    assert polarisation(agree, differ, spread="size").distance == pytest.approx(least, abs=1e-9)
    even = polarisation(agree, differ, spread="size", balanced=True)
    assert even.distance == pytest.approx(found["min_balanced"]["normalized"], abs=1e-9)
    as_dna = polarisation(agree, differ, variant="dna")
    assert as_dna.distance == pytest.approx(found["best_balanced_max"]["normalized"], abs=1e-9)


@pytest.mark.parametrize(("key", "duplicates"), [("include", "none"), ("document", "document")])
@pytest.mark.parametrize(("variant", "name"), VARIANTS)
def test_the_nested_backbone_is_the_one_recorded(sample, expected, key, duplicates, variant, name):
    steps = nested_backbone(sample, *BY, duplicates, variant)
    wanted = expected[f"backbone_nested|{key}"][name]
    assert [s.issue for s in steps] == [w[0] for w in wanted]
    made = [[s.backbone_loss, s.redundant_loss, s.claims] for s in steps]
    np.testing.assert_allclose(made, [w[1:] for w in wanted], atol=1e-9)


@pytest.mark.parametrize(("variant", "name"), VARIANTS)
def test_the_loss_of_every_set_of_issues_is_the_one_recorded(sample, expected, variant, name):
    for found in expected["backbone_evaluate_p0_document"].values():
        made = loss(sample, *BY, found["backbone"], "document", variant)
        assert made == pytest.approx(found[name][0], abs=1e-9)


def test_without_penalty_the_backbone_has_the_least_loss_of_all_sets(sample, expected):
    losses = [f["true_laplacian"][0] for f in expected["backbone_evaluate_p0_document"].values()]
    assert backbone(sample, *BY, "document", penalty=0).loss == pytest.approx(min(losses), abs=1e-9)


def _debate(camp_of: list[int], signs: dict[int, int]) -> polars.DataFrame:
    """Every actor speaks four times on each of four issues; members of camp k say `signs[k]`."""
    rows = [
        (f"a{k:02d}", f"x{j}", signs[camp] * (1 if j % 2 else -1), date(2025, 1, 1) + timedelta(days=5 * t))
        for k, camp in enumerate(camp_of)
        for j in range(4)
        for t in range(4)
    ]
    frame = polars.DataFrame(rows, schema=["actor", "issue", "sign", "date"], orient="row")
    return frame.with_columns(document=polars.col("date").cast(polars.String)).sort("date", "actor")


@pytest.mark.parametrize("kernel", ["uniform", "triangular", "gaussian"])
def test_smoothed_polarisation_is_that_of_dna(sample, expected, kernel):
    wanted = expected["polarization_tw_java"][kernel]
    days = indented_days(sample["date"], 8)
    made = smoothed_polarisation(sample, days, 8, kernel, *BY, duplicates="none", variant="dna")
    np.testing.assert_allclose([m.raw for m in made], [w["q"] for w in wanted], atol=1e-9)
    assert [len(m.actors) for m in made] == [len(w["mem"]) for w in wanted]


def _said(day: date, sides: dict[str, bool]) -> list[dict[str, object]]:
    return [{"a": a, "c": c, "q": q, "date": day, "document": f"{day} {a} {c}"} for a, q in sides.items() for c in "xy"]


@pytest.mark.parametrize("kernel", ["uniform", "gaussian"])
def test_smoothed_polarisation_rises_when_a_debate_of_one_mind_splits(kernel):
    united = _said(date(2026, 1, 1), dict.fromkeys("pqrs", True))
    split = _said(date(2026, 3, 1), {"p": True, "q": True, "r": False, "s": False})
    frame = polars.DataFrame(united + split)
    options = (frame, [date(2026, 1, 1), date(2026, 3, 1)], 20, kernel, "a", "c", "q")
    before, after = smoothed_polarisation(*options, draws=6, jobs=1)
    assert before.level < 0.6 < after.level == pytest.approx(1, abs=1e-3)
    assert after.low <= after.level <= after.high
    assert after.camps in ([0, 0, 1, 1], [1, 1, 0, 0])
    assert smoothed_polarisation(*options, draws=6, jobs=3) == [before, after]


def test_two_opposed_camps_are_found_and_are_stable():
    made = camps(_debate([0, 0, 0, 1, 1, 1, 1], {0: 1, 1: -1}), "actor", "issue", "sign", draws=10)
    assert made.camps.tolist() == [1, 1, 1, 0, 0, 0, 0]
    assert (made.stability > 0.99).all()


_BY = ("actor", "issue", "sign")
_WINDOWS = [(date(2025, 1, 1), date(2025, 1, 10)), (date(2025, 1, 11), date(2025, 1, 31))]
_CAMP_OF = {f"a{k:02d}": k % 2 for k in range(5)}
STOCHASTIC = {
    "camps": lambda f, **more: camps(f, *_BY, **more),
    "polarisation": lambda f, **more: polarisation_of(f, *_BY, **more),
    "polarisation in windows": lambda f, **more: polarisation_over_time(f, _WINDOWS, *_BY, **more),
    "smoothed polarisation": lambda f, **more: smoothed_polarisation(
        f, [date(2025, 1, 8)], 20, "uniform", *_BY, **more
    ),
    "backbone": lambda f, **more: backbone_stability(f, *_BY, **more),
    "brokers": lambda f, **more: brokers(f, *_BY, _CAMP_OF, **more),
    "phases": lambda f, **more: phases(f, *_BY, width=15, **more),
}


@pytest.mark.parametrize("method", STOCHASTIC)
def test_the_same_seed_gives_the_same_result_with_one_and_with_three_threads(method):
    frame = _debate([0, 0, 1, 1, 0], {0: 1, 1: -1})
    mixed = frame.with_columns(sign=polars.when(polars.int_range(polars.len()) % 7 == 0).then(1).otherwise("sign"))
    one, again, three = (STOCHASTIC[method](mixed, draws=8, seed=3, jobs=jobs) for jobs in (1, 1, 3))
    assert repr(one) == repr(again) == repr(three)


def test_the_issue_that_alone_divides_a_debate_is_in_the_backbone_of_every_draw():
    rows = [
        (
            f"a{k}",
            issue,
            (1 if k < 3 else -1) if issue == "divides" else 1 if k % 3 else -1,
            date(2025, 1, 1 + t),
            f"{k}{t}",
        )
        for k in range(6)
        for issue, times in (("divides", 6), ("aside", 1))
        for t in range(times)
    ]
    frame = polars.DataFrame(rows, schema=[*_BY, "date", "document"], orient="row")
    kept, shares = backbone_stability(frame, *_BY, draws=12)
    assert kept.issues == ["divides"]
    assert shares == {"divides": 1.0, "aside": pytest.approx(0, abs=0.2)}


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=3, max_size=7), st.integers(0, 5))
def test_annealing_finds_what_trying_all_divisions_finds_in_a_two_camp_debate(sides, seed):
    if len(set(sides)) < 2:
        sides = [True, *[False] * (len(sides) - 1)]
    side = np.array(sides)
    agree = (side[:, None] == side[None, :]).astype(float)
    np.fill_diagonal(agree, 0)
    differ = (side[:, None] != side[None, :]).astype(float)
    exact = polarisation(agree, differ)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("daylight.positions.polarisation.EXACT", 0)
        annealed = polarisation(agree, differ, seed=seed, steps=300)
    assert annealed.method == "annealed"
    assert annealed.raw <= exact.raw + 1e-9


@given(st.lists(st.integers(0, 2), min_size=4, max_size=5))
def test_a_debate_of_camps_that_only_agree_within_and_differ_between_is_fully_polarised(camp):
    side = np.array([0, 1, 2, *camp])
    agree = (side[:, None] == side[None, :]).astype(float)
    np.fill_diagonal(agree, 0)
    differ = (side[:, None] != side[None, :]).astype(float)
    found = polarisation(agree, differ, camps=3)
    assert found.distance == pytest.approx(0, abs=1e-12)
    assert found.camps.tolist() == [
        {s: k for k, s in enumerate(dict.fromkeys(side.tolist()))}[s] for s in side.tolist()
    ]


def test_leiden_separates_what_negative_ties_separate():
    matrix = np.array([[0, 2, -1, -1], [2, 0, -1, -1], [-1, -1, 0, 2], [-1, -1, 2, 0]], dtype=float)
    division, quality = signed_leiden(matrix)
    assert division.tolist() == [0, 0, 1, 1]
    assert quality > 0


def test_a_debate_that_turns_over_has_one_transition_near_the_turn():
    before, after = _debate([0, 0, 1, 1], {0: 1, 1: -1}), _debate([0, 1, 0, 1], {0: 1, 1: -1})
    later = after.with_columns(date=polars.col("date") + timedelta(days=60))
    made = phases(polars.concat([before, later]), "actor", "issue", "sign", width=15, kernel="gaussian", draws=5)
    assert len(made.transitions) == 1
    assert date(2025, 1, 16) < made.transitions[0] < date(2025, 3, 10)
