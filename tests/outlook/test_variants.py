"""Coalitions, uncertain and strong preferences, attitudes, hypergames, looking ahead."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textbook import random_conflict

from daylight.errors import ModelFileError
from daylight.outlook.attitudes import relational_stability
from daylight.outlook.coalitions import broken_by, coalition_stability
from daylight.outlook.graph import Graph, graph_of, graph_stability
from daylight.outlook.hypergame import solve_hypergame
from daylight.outlook.json_format import from_json
from daylight.outlook.limited_move import limited_move
from daylight.outlook.model import Conflict
from daylight.outlook.model_file import from_yaml
from daylight.outlook.non_myopic import non_myopic
from daylight.outlook.preferences import game_of
from daylight.outlook.solution import solve, solve_conflict
from daylight.outlook.stackelberg import stackelberg
from daylight.outlook.states import Game
from daylight.outlook.strength import greatly_better, strong_stability
from daylight.outlook.uncertain import uncertain_pairs, uncertain_stability

seeds = st.integers(0, 10_000_000)
law = settings(max_examples=40, deadline=None, derandomize=True)


def graphs(seed: int) -> tuple[Game, Graph]:
    game = game_of(from_json(random_conflict(seed).as_json()))
    return game, graph_of(game)


def ranked(first: str, second: str, order: tuple[str, str] = ("cooperate", "concede")) -> Conflict:
    """A game of two options, one each, from rankings as in "NY YY NN YN"."""
    return from_yaml(f"""
decision_makers:
  Row: {{options: [{order[0]}], ranking: [{", ".join(first.split())}]}}
  Column: {{options: [{order[1]}], ranking: [{", ".join(second.split())}]}}
""")


DILEMMA = ranked("NY YY NN YN", "YN YY NN NY")
CHICKEN = ranked("NY YY YN NN", "YN YY NY NN")


def states(game: Game, graph: Graph, chosen: np.ndarray) -> set[str]:  # type: ignore[type-arg]
    return {game.string(code) for code in graph.codes[chosen]}


@law
@given(seeds)
def test_the_graph_agrees_with_the_arrays(seed: int) -> None:
    game, graph = graphs(seed)
    solved = solve(game, ("nash", "gmr", "smr", "seq", "sseq")).stable
    for player in range(len(game.names)):
        for concept, stable in graph_stability(graph, player).items():
            assert (solved[concept][player][graph.codes] == stable).all()


@law
@given(seeds)
def test_a_coalition_of_one_is_a_decision_maker(seed: int) -> None:
    _, graph = graphs(seed)
    for player in range(len(graph.names)):
        textbook = graph_stability(graph, player)
        assert all((stable == textbook[c]).all() for c, stable in coalition_stability(graph, [player]).items())


def test_two_prisoners_together_leave_mutual_defection() -> None:
    game = game_of(DILEMMA)
    graph = graph_of(game)
    assert states(game, graph, ~coalition_stability(graph, [0, 1])["nash"]) == {"NN"}
    defection = int(np.flatnonzero(graph.codes == game.code("NN"))[0])
    assert [game.string(graph.codes[state]) for _, state in broken_by(graph, defection, [(0, 1)])] == ["YY"]


def test_a_coalition_does_not_move_where_one_member_loses() -> None:
    game = game_of(DILEMMA)
    graph = graph_of(game)
    assert coalition_stability(graph, [0, 1])["nash"][np.flatnonzero(graph.codes == game.code("YY"))[0]]


@law
@given(seeds)
def test_certain_preferences_make_the_four_extensions_one(seed: int) -> None:
    _, graph = graphs(seed)
    known = np.zeros((len(graph.names), graph.codes.size, graph.codes.size), dtype=bool)
    for player in range(len(graph.names)):
        textbook = graph_stability(graph, player)
        for extension in uncertain_stability(graph, known, player).values():
            assert all((stable == textbook[concept]).all() for concept, stable in extension.items())


@law
@given(seeds, st.randoms(use_true_random=False))
def test_what_deters_more_and_tempts_less_holds_wherever_the_other_extension_does(seed: int, rng: object) -> None:
    _, graph = graphs(seed)
    n = graph.codes.size
    draw = np.random.default_rng(seed).random((len(graph.names), n, n)) < 0.2
    unknown = draw | draw.transpose(0, 2, 1)
    for player in range(len(graph.names)):
        found = uncertain_stability(graph, unknown, player)
        for concept in found["a"]:
            for narrow, wide in ("ab", "ac", "bd", "cd"):
                assert not (found[narrow][concept] & ~found[wide][concept]).any()


def test_uncertain_pairs_hold_both_ways() -> None:
    conflict = from_yaml("""
decision_makers:
  A: {options: [go], preferences: [go], uncertain: [[go and strike, not go]]}
  B: {options: [strike]}
""")
    game = game_of(conflict)
    graph = graph_of(game)
    unknown = uncertain_pairs(conflict.decision_makers["A"], game, graph)
    assert unknown.sum() == 4
    assert (unknown == unknown.T).all()


@law
@given(seeds)
def test_strong_stability_is_a_kind_of_stability(seed: int) -> None:
    _, graph = graphs(seed)
    for player in range(len(graph.names)):
        great = graph.better(player) & (np.random.default_rng(seed).random((graph.codes.size,) * 2) < 0.5)
        textbook = graph_stability(graph, player)
        for concept, strong in strong_stability(graph, great, player).items():
            assert not (strong & ~textbook[concept]).any()


def test_the_most_important_difference_decides_how_strong_a_preference_is() -> None:
    conflict = from_yaml("""
decision_makers:
  A: {options: [go, talk], preferences: [{want: not go, strong: true}, talk]}
  B: {options: [strike]}
""")
    game = game_of(conflict)
    graph = graph_of(game)
    great = greatly_better(conflict.decision_makers["A"], game, graph, 0)
    place = {game.string(code): k for k, code in enumerate(graph.codes)}
    assert great[place["YYN"], place["NNN"]]
    assert not great[place["NNN"], place["NYN"]]
    assert not great[place["NNN"], place["YYN"]]


@law
@given(seeds)
def test_friendly_to_oneself_alone_is_the_textbook(seed: int) -> None:
    _, graph = graphs(seed)
    for player in range(len(graph.names)):
        textbook = graph_stability(graph, player)
        found = relational_stability(graph, {}, player)
        assert all((stable == textbook[concept]).all() for concept, stable in found.items())


def test_friends_do_not_defect_from_cooperation() -> None:
    game = game_of(DILEMMA)
    graph = graph_of(game)
    friends = {"Row": {"Column": "friendly"}, "Column": {"Row": "friendly"}}
    both = relational_stability(graph, friends, 0)["nash"] & relational_stability(graph, friends, 1)["nash"]
    assert "YY" in states(game, graph, both)


def test_who_misreads_its_opponent_holds_what_the_true_game_does_not() -> None:
    text = """
decision_makers:
  Row:
    options: [cooperate]
    ranking: [NY, YY, NN, YN]
    sees: {Column: {ranking: [YY, NY, YN, NN]}}
  Column: {options: [concede], ranking: [YN, YY, NN, NY]}
"""
    conflict = from_yaml(text)
    true, seen = solve(game_of(conflict)), solve_hypergame(conflict)
    row = "YY"
    assert true.stable["seq"][0][true.game.code(row)]
    assert not seen.stable["seq"][0][seen.game.code(row)]
    assert (true.stable["seq"][1] == seen.stable["seq"][1]).all()


@law
@given(seeds)
def test_looking_one_move_ahead_is_nash(seed: int) -> None:
    game, graph = graphs(seed)
    stable = solve(game, ["nash"]).stable["nash"]
    assert (limited_move(graph, 1) == stable[:, graph.codes]).all()


def test_prisoners_who_look_far_ahead_keep_cooperating() -> None:
    game = game_of(DILEMMA)
    graph = graph_of(game)
    assert states(game, graph, limited_move(graph, 1).all(axis=0)) == {"NN"}
    assert "YY" in states(game, graph, limited_move(graph, 2).all(axis=0))
    assert states(game, graph, non_myopic(graph).all(axis=0)) == {"NN", "YY"}


def test_in_chicken_the_leader_stands_firm() -> None:
    game = game_of(CHICKEN)
    graph = graph_of(game)
    assert "NY" in states(game, graph, stackelberg(graph, 0))
    assert "YN" in states(game, graph, stackelberg(graph, 1))


def test_a_horizon_of_no_moves_is_refused() -> None:
    with pytest.raises(ModelFileError, match="at least 1"):
        limited_move(graph_of(game_of(DILEMMA)), 0)


MERGED = """
decision_makers:
  A: {options: [war], preferences: [not war]}
  B: {options: [provoke], preferences: [provoke and not war, not war]}
indistinguishable: [war]
"""


def test_indistinguishable_states_are_one_state() -> None:
    solved = solve_conflict(from_yaml(MERGED)).as_json()
    assert solved["states"] == ["NN", "YN", "NY"]
    assert solved["left_out"] == ["sim"]


def test_indistinguishable_states_that_someone_tells_apart_are_a_mistake() -> None:
    with pytest.raises(ModelFileError, match="ranks YN and YY differently"):
        solve_conflict(from_yaml(MERGED.replace("not war]}\nind", "provoke]}\nind")))


def test_an_option_that_two_share_can_be_taken_by_either() -> None:
    text = """
decision_makers:
  A: {options: {war: {shared_with: B}}, preferences: [not war]}
  B: {options: [provoke], preferences: [war]}
"""
    solved = solve_conflict(from_yaml(text))
    assert not solved.stable["nash"][1][solved.game.code("NN")]
    alone = solve_conflict(from_yaml(text.replace("{war: {shared_with: B}}", "[war]")))
    assert alone.stable["nash"][1][alone.game.code("NN")]
