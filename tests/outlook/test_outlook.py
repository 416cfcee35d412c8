"""Paths, reasons, chances, margins and the outlook of a small conflict that can be reckoned by hand."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textbook import random_conflict

from daylight.errors import ModelFileError
from daylight.outlook.bargaining import Stake, settle
from daylight.outlook.comparison import compare_concepts, compare_models
from daylight.outlook.draws import drawn
from daylight.outlook.endings import endings
from daylight.outlook.firmness import firmness
from daylight.outlook.inverse import smallest_change
from daylight.outlook.json_format import from_json
from daylight.outlook.model_file import from_yaml, load
from daylight.outlook.outlook import outlook
from daylight.outlook.page import page
from daylight.outlook.picture import graph_svg
from daylight.outlook.preferences import game_of
from daylight.outlook.reasons import reasons
from daylight.outlook.robustness import equilibrium_chances, hinges
from daylight.outlook.solution import solve
from daylight.outlook.status_quo import paths, today
from daylight.outlook.witness import explain

EXAMPLES = Path(__file__).parents[2] / "examples" / "outlook"

STANDOFF = """
title: Stand-off
status_quo: []
decision_makers:
  Guard:
    options: {strike: {irreversible: taken}}
    preferences:
      - {want: not enrich, confidence: 0.75, sources: s-1}
      - {want: not strike, sources: s-2}
  Rival:
    options: [enrich]
    preferences:
      - {want: enrich, confidence: 0.6, sources: s-3}
outlook: {flare: strike, tense: enrich}
"""


def test_the_outlook_is_the_chance_that_can_be_reckoned_by_hand() -> None:
    found = outlook(from_yaml(STANDOFF))
    assert found.exact
    assert found.labels["tense"][0] == pytest.approx(0.6)
    assert found.labels["calm"][0] == pytest.approx(0.4)
    assert found.labels["flare"] == (0, 0, 0)
    assert found.labels["tense"][1] < 0.6 < found.labels["tense"][2]


def test_the_driver_is_the_statement_that_decides() -> None:
    driver = outlook(from_yaml(STANDOFF)).drivers[0]
    assert (driver.decision_maker, driver.want, driver.sources) == ("Rival", "enrich", ("s-3",))
    assert driver.effect["tense"] == pytest.approx(1)


def test_a_sample_comes_close_to_what_all_combinations_give() -> None:
    conflict = from_yaml(STANDOFF)
    extra = "".join(f"      - {{want: strike or enrich, confidence: 0.5, note: n{k}}}\n" for k in range(13))
    sampled = outlook(from_yaml(STANDOFF.replace("  Rival:\n", extra + "  Rival:\n")), draws=4000)
    assert not sampled.exact
    assert sampled.labels["tense"][0] == pytest.approx(outlook(conflict).labels["tense"][0], abs=0.04)


def test_the_same_seed_gives_the_same_outlook() -> None:
    text = "decision_makers: {A: {options: [x], ranking: [YN, NN, NY, YY], confidence: 0.7}, B: {options: [y], ranking: [NY, YY, NN, YN], confidence: 0.8}}\nstatus_quo: []"  # noqa: E501
    conflict = from_yaml(text)
    assert outlook(conflict, 200, seed=5) == outlook(conflict, 200, seed=5)
    assert outlook(conflict, 200, seed=5) != outlook(conflict, 200, seed=6)


def test_a_shaken_ranking_keeps_two_neighbours_in_order_as_often_as_it_is_trusted() -> None:
    conflict = from_yaml("decision_makers: {A: {options: [x], ranking: [Y, N], confidence: 0.8}}")
    chances = equilibrium_chances(conflict, 4000, 1, ["nash"])["nash"]
    assert chances[1] == pytest.approx(0.8, abs=0.02)


def test_chances_of_all_combinations_add_up_to_one() -> None:
    sample = drawn(load(EXAMPLES / "cuban-missiles.yaml"), 10, 0)
    assert sample.exact
    assert sample.chance.sum() == pytest.approx(1)


def test_a_statement_without_which_equilibria_change_is_a_hinge() -> None:
    conflict = from_yaml(STANDOFF)
    game = game_of(conflict)
    found = {hinge.want: hinge for hinge in hinges(conflict)}
    assert game.code("NN") in found["enrich"].gained
    assert "not enrich" not in found or found["not enrich"].sources == ("s-1",)


def test_no_smaller_change_of_a_ranking_turns_a_verdict() -> None:
    game = game_of(load(EXAMPLES / "chicken.yaml"))
    change = smallest_change(game, game.code("YN"), 0)
    assert change is not None
    assert not change.makes
    assert change.ranks == -1


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10_000_000))
def test_what_inverse_analysis_finds_does_turn_the_verdict(seed: int) -> None:
    game = game_of(from_json(random_conflict(seed).as_json()))
    state = int(game.reading_order[seed % game.reading_order.size])
    before = bool(solve(game, ["seq"]).equilibria("seq")[state])
    change = smallest_change(game, state, 0)
    if change is None:
        return
    assert change.makes != before
    levels = np.unique(game.payoffs[0][game.feasible])
    at = int(np.searchsorted(levels, game.payoffs[0][state]))
    turned = []
    # Just past as many ranks as it says, or level with the last of them.
    for place in (at + change.ranks, at + change.ranks + np.sign(change.ranks) * 0.5, at + np.sign(change.ranks) * 0.5):
        rows = np.searchsorted(levels, game.payoffs).astype(float)
        rows[1:] = game.payoffs[1:]
        rows[0, state] = place
        turned.append(bool(solve(game.with_payoffs(rows), ["seq"]).equilibria("seq")[state]) != before)
    assert any(turned)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000_000), st.sampled_from(["nash", "gmr", "smr", "seq", "sseq"]))
def test_an_explanation_agrees_with_the_verdict(seed: int, concept: str) -> None:
    game = game_of(from_json(random_conflict(seed).as_json()))
    stable = solve(game, [concept]).stable[concept]
    for state in game.reading_order[:8]:
        for player in range(len(game.names)):
            witness = explain(game, player, int(state), concept)
            assert witness.stable == stable[player, state]
            for temptation in witness.temptations:
                if temptation.answer:
                    assert game.payoffs[player][temptation.answer[-1].target] <= game.payoffs[player][state]


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(0, 10_000_000))
def test_a_conflict_ends_in_equilibria_alone(seed: int) -> None:
    game = game_of(from_json(random_conflict(seed).as_json()))
    start = int(game.reading_order[0])
    ending = endings(game, start)[0]
    holds = solve(game, ["seq"]).equilibria("seq")
    assert all(holds[state] for state in ending)
    assert sum(ending.values()) <= 1 + 1e-9


def test_a_path_names_who_moves_and_is_shortest() -> None:
    game = game_of(load(EXAMPLES / "cuban-missiles.yaml"))
    way = paths(game, game.code("NNNN"), [game.code("NYYN")])[game.code("NYYN")]
    assert [(game.names[step.player], game.string(step.target)) for step in way] == [
        ("United States", "NYNN"),
        ("Soviet Union", "NYYN"),
    ]


def test_a_deterred_move_is_explained_with_the_answer_that_deters() -> None:
    found = reasons(load(EXAMPLES / "borders.yaml"))
    text = found["reasons"]["Belarus"]
    assert "if it could take “raid”" in text
    assert "Germany could answer: take “quit talks”" in text
    assert "worse off than now" in text


def test_paths_need_a_status_quo() -> None:
    with pytest.raises(ModelFileError, match="no status_quo"):
        reasons(from_yaml(STANDOFF.replace("status_quo: []", "")))


def test_an_infeasible_status_quo_is_a_mistake() -> None:
    conflict = from_yaml(STANDOFF + "infeasible: [not strike and not enrich]\n")
    with pytest.raises(ModelFileError, match="status quo NN is infeasible"):
        today(conflict, game_of(conflict))


def test_a_page_escapes_what_a_model_says_and_runs_nothing() -> None:
    conflict = from_yaml(STANDOFF.replace("title: Stand-off", 'title: "<script>alert(1)</script>"'))
    html = page(conflict, firmness(conflict), "TLP:GREEN")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "default-src 'none'" in html
    assert html.count("TLP:GREEN") == 2
    assert not re.search(r"(src|href)=", html)


def test_the_picture_names_today_and_what_holds() -> None:
    svg = graph_svg(load(EXAMPLES / "cuban-missiles.yaml"))
    assert svg.startswith("<svg")
    assert "today" in svg
    assert "holds" in svg
    assert svg.count("<g>") >= 4


def test_concepts_and_models_stand_side_by_side() -> None:
    dilemma = load(EXAMPLES / "prisoners-dilemma.yaml")
    concepts = compare_concepts(dilemma)
    column = concepts["columns"].index("seq, against coalitions")
    assert [state for state, marks in concepts["rows"].items() if marks[column]] == ["YY"]
    models = compare_models({"a": dilemma, "b": load(EXAMPLES / "chicken.yaml")}, "nash")
    assert models["rows"]["no option taken"] == [True, False]


def test_settlements_lie_where_their_methods_say() -> None:
    stakes = [
        Stake(name="a", position=0, capability=1),
        Stake(name="b", position=40, capability=1),
        Stake(name="c", position=100, capability=3),
    ]
    found = {settlement.method: settlement.value for settlement in settle(stakes)}
    assert found["compromise"] == pytest.approx(68)
    assert found["median"] == 40
    assert found["weighted median"] == 100


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 1), st.floats(0.1, 10)), min_size=2, max_size=6))
def test_nobody_settles_beyond_the_outermost_positions(rows: list[tuple[float, float, float]]) -> None:
    stakes = [Stake(name=str(k), position=p, salience=s, capability=c) for k, (p, s, c) in enumerate(rows)]
    low, high = min(r[0] for r in rows), max(r[0] for r in rows)
    for settlement in settle(stakes):
        assert low - 1e-6 <= settlement.value <= high + 1e-6
        assert settlement.low <= settlement.value <= settlement.high


def test_a_settlement_needs_two_actors() -> None:
    with pytest.raises(ModelFileError, match="at least two"):
        settle([Stake(name="a", position=1)])
