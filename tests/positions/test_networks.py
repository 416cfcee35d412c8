"""Networks equal their definitions: recorded results of DNA 3.1.2, and sums over all pairs of claims."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import product

import numpy as np
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.desk.dna import read_dna
from daylight.errors import InputError
from daylight.positions.filters import choose, one_type
from daylight.positions.networks import network
from daylight.positions.variables import variable_table
from shared import shared_data

NAMES = {"no": "none", "include": "none", "acrossrange": "range"}


@pytest.fixture(scope="module")
def sample() -> polars.DataFrame:
    records = read_dna(shared_data("discourse/sample.dna"))
    actors = {a.id: a for r in records for a in r.actors}
    issues = {i.id: i for r in records for i in r.issues}
    frame = variable_table([s for r in records for s in r.statements], [r.document for r in records], actors, issues)
    return one_type(frame, "organization", "concept")


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads(shared_data("discourse/dna_expected.json").read_text(encoding="utf-8"))["results"]


def test_all_matrices_of_the_sample_are_those_of_dna(sample, expected):
    keys = [key for key in expected if key.startswith(("twomode", "onemode"))]
    assert len(keys) == 150
    for key in keys:
        mode, aggregation, normalization, duplicates = (NAMES.get(part, part) for part in key.split("|"))
        made = network(
            sample, "organization", "concept", "agreement", mode[:3], aggregation, normalization, duplicates, "dna"
        )
        assert (made.rows, made.columns, made.claims) == (
            expected[key]["rows"],
            expected[key]["cols"],
            expected[key]["n"],
        )
        np.testing.assert_allclose(made.matrix, expected[key]["m"], atol=1e-9, rtol=0, err_msg=key)


def test_filters_and_their_inverse_keep_the_claims_that_dna_keeps(sample, expected):
    excluded = ["organization=Senate", "organization=Sierra Club"]
    excluded += ["concept=There should be legislation to regulate emissions."]
    for key, filters in {"section_1_only": {"include": ["section=1"]}, "exclude_values": {"exclude": excluded}}.items():
        chosen = choose(sample, **filters)
        made = network(chosen, "organization", "concept", "agreement", "one", "congruence", "average", variant="dna")
        assert made.rows == expected[key]["rows"]
        np.testing.assert_allclose(made.matrix, expected[key]["m"], atol=1e-9)


def _frame(rows: list[tuple[str, str, int, int, str]]) -> polars.DataFrame:
    start = date(2024, 12, 20)
    return polars.DataFrame(
        {
            "a": [r[0] for r in rows], "c": [r[1] for r in rows], "q": [r[2] for r in rows],
            "date": [start + timedelta(days=r[3]) for r in rows], "document": [r[4] for r in rows],
        },
        schema={"a": polars.String, "c": polars.String, "q": polars.Int64}
        | {"date": polars.Date, "document": polars.String},
    )  # fmt: skip


def _rows(values: list[int]):
    row = st.tuples(
        st.sampled_from("abc"),
        st.sampled_from("xyz"),
        st.sampled_from(values),
        st.integers(0, 420),
        st.sampled_from("dE"),
    )
    return st.lists(row, min_size=1, max_size=14)


SIGNED, LIKERT = _rows([0, 1]), _rows([1, 2, 3, 5])
UNITS = {
    "none": None,
    "document": lambda r: r[4],
    "week": lambda r: (date(2024, 12, 20) + timedelta(days=r[3])).isocalendar()[:2],
    "month": lambda r: (date(2024, 12, 20) + timedelta(days=r[3])).isoformat()[:7],
    "year": lambda r: (date(2024, 12, 20) + timedelta(days=r[3])).year,
    "range": lambda r: 0,
}


def _kept(rows, duplicates, separate):
    unit = UNITS[duplicates]
    if unit is None:
        return rows
    return list({(r[0], r[1], r[2] if separate else None, unit(r)): r for r in reversed(rows)}.values())


def _pairs(rows, degree):
    labels = sorted({r[0] for r in rows})
    matrix = np.zeros((len(labels), len(labels)))
    for one, other in product(rows, rows):
        if one[1] == other[1]:
            matrix[labels.index(one[0]), labels.index(other[0])] += degree(one[2], other[2])
    return matrix


def _degrees(rows):
    values = [r[2] for r in rows]
    span = max(values) - min(values) if values else 0

    def apart(p, q):
        return abs(p - q) / span if span else 0.0

    return {
        "ignore": lambda p, q: 1.0,
        "congruence": lambda p, q: 1 - apart(p, q),
        "conflict": apart,
        "subtract": lambda p, q: 1 - 2 * apart(p, q),
    }  # fmt: skip


@given(
    st.one_of(SIGNED, LIKERT),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
)
def test_ties_are_the_sum_over_all_pairs_of_claims_on_one_column(rows, duplicates, aggregation):
    kept = _kept(rows, duplicates, aggregation != "ignore")
    brute = _pairs(kept, _degrees(rows)[aggregation])
    np.fill_diagonal(brute, 0)
    made = network(_frame(rows), "a", "c", "q", "one", aggregation, "none", duplicates)
    assert made.claims == len(kept)
    np.testing.assert_allclose(made.matrix, brute, atol=1e-9)


@given(
    st.one_of(SIGNED, LIKERT),
    st.sampled_from(["average", "jaccard", "cosine"]),
    st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
)
def test_normalised_ties_follow_their_definitions(rows, normalization, aggregation):
    degrees = _degrees(rows)
    brute = _pairs(rows, degrees[aggregation])
    labels = sorted({r[0] for r in rows})
    count = {a: {} for a in labels}
    for r in rows:
        count[r[0]][r[1], r[2]] = count[r[0]].get((r[1], r[2]), 0) + 1
    length = np.sqrt(np.diag(_pairs(rows, degrees["ignore" if aggregation == "ignore" else "congruence"])))
    for i, j in product(range(len(labels)), range(len(labels))):
        a, b = count[labels[i]], count[labels[j]]
        by = {
            "average": (sum(a.values()) + sum(b.values())) / 2,
            "jaccard": sum(n for k, n in a.items() if k not in b) + sum(n for k, n in b.items() if k not in a)
            + sum(n * b[k] for k, n in a.items() if k in b),
            "cosine": length[i] * length[j],
        }[normalization]  # fmt: skip
        brute[i, j] = brute[i, j] / by if i != j else 0
    made = network(_frame(rows), "a", "c", "q", "one", aggregation, normalization)
    np.testing.assert_allclose(made.matrix, brute, atol=1e-9)


@given(SIGNED)
def test_a_true_cosine_of_congruence_never_exceeds_one(rows):
    made = network(_frame(rows), "a", "c", "q", "one", "congruence", "cosine")
    assert (made.matrix <= 1 + 1e-9).all()


@given(LIKERT, st.sampled_from(["none", "activity", "prominence"]))
def test_a_two_mode_network_weighs_claims_by_their_value(rows, normalization):
    brute = {}
    total = {}
    for a, c, q, *_ in rows:
        brute[a, c] = brute.get((a, c), 0) + q
        key = {"none": None, "activity": a, "prominence": c}[normalization]
        total[key] = total.get(key, 0) + 1
    made = network(_frame(rows), "a", "c", "q", "two", "subtract", normalization)
    for (i, a), (j, c) in product(enumerate(made.rows), enumerate(made.columns)):
        by = {"none": 1, "activity": total.get(a), "prominence": total.get(c)}[normalization]
        assert made.matrix[i, j] == pytest.approx(brute.get((a, c), 0) / by)


def test_january_of_two_years_is_one_month_to_dna_and_two_to_the_standard():
    rows = [("a", "x", 1, 20, "d"), ("a", "x", 1, 20 + 365, "e")]
    kept = {
        v: network(_frame(rows), "a", "c", "q", "two", "ignore", "none", "month", v).claims for v in ("dna", "standard")
    }
    assert kept == {"dna": 1, "standard": 2}


def test_an_isolate_keeps_its_row():
    made = network(_frame([("a", "x", 1, 0, "d")]), "a", "c", "q", "one", labels=(["a", "b"], ["x"]))
    assert made.rows == ["a", "b"]
    assert made.matrix.shape == (2, 2)


def test_options_that_do_not_go_together_are_refused_in_one_line():
    frame = _frame([("a", "x", 1, 0, "d")])
    for options in (("one", "combine", "none"), ("two", "congruence", "none"), ("two", "ignore", "cosine")):
        with pytest.raises(InputError, match="not for"):
            network(frame, "a", "c", "q", *options)
    with pytest.raises(InputError, match="needs a qualifier"):
        network(frame, "a", "c", None, "one", "conflict")


def test_a_boolean_variable_can_stand_in_rows_and_columns():
    frame = _frame([("a", "x", 1, 0, "d"), ("a", "x", 0, 1, "d"), ("b", "x", 1, 2, "d")])
    made = network(frame.with_columns(q=polars.col("q").cast(polars.Boolean)), "a", "q", mode="two")
    assert (made.columns, made.matrix.tolist()) == (["false", "true"], [[1, 1], [0, 1]])
