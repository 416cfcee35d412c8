"""Stability concepts against published cases, an independent brute force, and the laws between them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import shared_data

sys.path.insert(0, str(Path(__file__).parent))
from textbook import Plain, random_conflict, textbook

from daylight.outlook.json_format import from_json
from daylight.outlook.preferences import game_of
from daylight.outlook.solution import CONCEPTS, solve
from daylight.outlook.states import Game

EVERY = (*CONCEPTS, "sim_all")
PUBLISHED = {"sim": "sim_fraser_hipel"}


def games(seed: int) -> tuple[Plain, Game]:
    plain = random_conflict(seed)
    return plain, game_of(from_json(plain.as_json()))


def collection() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared_data("conflict/cases.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("kind", ["cases", "synthetic"])
def test_every_collected_case_has_its_documented_equilibria(kind: str) -> None:
    for case in collection()[kind]:
        solved = solve(game_of(from_json(case))).as_json()
        for concept in CONCEPTS:
            expected = case["expected"][PUBLISHED.get(concept, concept)]
            assert solved["equilibria"][concept] == expected, (case["name"], concept)  # type: ignore[index]


def test_every_named_case_has_its_documented_stable_states_for_each_decision_maker() -> None:
    for case in collection()["cases"]:
        solved: Any = solve(game_of(from_json(case))).as_json()["by_decision_maker"]
        for concept, expected in case["expected_by_dm"].items():
            assert [stable[concept] for stable in solved.values()] == expected, (case["name"], concept)


def test_no_cell_differs_from_the_textbook_definitions() -> None:
    for seed in range(150):
        plain, game = games(seed)
        expected, found = textbook(plain), solve(game, EVERY)
        for concept in EVERY:
            for i, states in enumerate(expected[concept]):
                assert set(game.strings(found.stable[concept][i])) == states, (seed, concept, i)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(10_000, 10_000_000))
def test_a_concept_that_allows_more_sanctions_holds_wherever_one_that_allows_fewer_does(seed: int) -> None:
    stable = solve(games(seed)[1], EVERY).stable
    for weaker, stronger in [
        ("nash", "seq"), ("nash", "smr"), ("nash", "sseq"), ("nash", "sim"), ("sseq", "seq"), ("seq", "gmr"),
        ("sseq", "smr"), ("smr", "gmr"),
    ]:  # fmt: skip
        assert not (stable[weaker] & ~stable[stronger]).any(), (weaker, stronger)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000_000), st.randoms(use_true_random=False))
def test_the_order_of_decision_makers_and_options_does_not_matter(seed: int, rng: Any) -> None:
    plain, game = games(seed)
    makers, options = list(range(len(plain.owners))), list(range(len(plain.feasible[0])))
    rng.shuffle(makers)
    rng.shuffle(options)
    relabelled = Plain(
        tuple(tuple(options.index(k) for k in plain.owners[i]) for i in makers),
        tuple("".join(state[k] for k in options) for state in plain.feasible),
        tuple((options.index(k), allowed) for k, allowed in plain.irreversible),
        tuple(plain.payoffs[i] for i in makers),
    )
    other = game_of(from_json(relabelled.as_json()))
    ours, theirs = solve(game, EVERY), solve(other, EVERY)
    for concept in EVERY:
        for place, i in enumerate(makers):
            moved = {"".join(state[k] for k in options) for state in game.strings(ours.stable[concept][i])}
            assert moved == set(other.strings(theirs.stable[concept][place]))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000_000))
def test_only_the_order_of_payoffs_counts(seed: int) -> None:
    _, game = games(seed)
    stretched = game.with_payoffs(np.exp(game.payoffs / 7.0) * 1000 - 3)
    for concept, stable in solve(game, EVERY).stable.items():
        assert (solve(stretched, [concept]).stable[concept] == stable).all()


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(0, 10_000_000))
def test_a_batch_of_draws_gives_what_each_draw_gives_alone(seed: int) -> None:
    _, game = games(seed)
    rng = np.random.default_rng(seed)
    draws = rng.integers(0, 9, (len(game.names), 5, game.size))
    batch = solve(game.with_payoffs(draws), ("nash", "gmr", "smr", "seq", "sseq")).stable
    for k in range(5):
        alone = solve(game.with_payoffs(draws[:, k]), tuple(batch)).stable
        for concept, stable in alone.items():
            assert (batch[concept][:, k] == stable).all()
