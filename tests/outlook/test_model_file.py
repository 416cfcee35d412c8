"""Model files: what people write is understood, and what is wrong is said with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.errors import InputError, ModelFileError, TooLargeError
from daylight.outlook.expressions import parse
from daylight.outlook.gmcr_format import from_gmcr
from daylight.outlook.model_file import from_yaml, load
from daylight.outlook.preferences import game_of
from daylight.outlook.solution import solve
from daylight.outlook.states import refuse_if_too_large

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "outlook").glob("*.yaml"))

MODEL = """\
title: Two
decision_makers:
  A:
    options: {strike: {irreversible: taken}, talk: }
    preferences:
      - want: not give way
        confidence: 0.8
        sources: s-1
  B:
    options: [give way]
    preferences: [if strike then give way]
requires: [if strike then not talk]
status_quo: [talk]
"""


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.stem != "potash-ban"], ids=lambda p: p.stem)
def test_every_example_is_a_model_that_can_be_solved(path: Path) -> None:
    assert solve(game_of(load(path)), ["gmr"]).equilibria("gmr").any()


def test_a_model_holds_what_its_file_says() -> None:
    conflict = from_yaml(MODEL)
    game = game_of(conflict)
    assert game.options == ("strike", "talk", "give way")
    assert game.strings(~game.feasible & game.where("strike")) == []
    assert not game.feasible[game.code("YYN")]
    assert game.moves(0, game.code("YNN")) == []
    assert conflict.decision_makers["A"].preferences[0].sources == ("s-1",)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("not give way", "not giveway", 6, "did you mean 'give way'"),
        ("confidence: 0.8", "confidence: 1.8", 7, "less than or equal to 1"),
        ("confidence: 0.8", "confident: 0.8", 7, "no such key"),
        ("if strike then not talk", "if strike not talk", 12, "without its 'then'"),
        ("[talk]", "[walk]", 13, "'walk'"),
        ("irreversible: taken", "irreversible: often", 4, "taken"),
        ("  B:", "  A:", 9, "twice"),
        ("sources: s-1", "sources: *x", 8, "aliases"),
        ("title: Two", "title: [", 3, "not YAML"),
        ("    preferences: [if", "    ranking: [YY]\n    preferences: [if", 11, "not both"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(ModelFileError) as caught:
        from_yaml(MODEL.replace(old, new, 1), "two.yaml")
    assert str(caught.value).startswith(f"two.yaml:{line}: "), caught.value
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_without_feasible_states_is_a_mistake() -> None:
    with pytest.raises(ModelFileError, match="no state is feasible"):
        game_of(from_yaml(MODEL + "infeasible: [talk, not talk]\n"))


def test_a_ranking_that_forgets_a_state_is_a_mistake() -> None:
    text = "decision_makers: {A: {options: [x], ranking: [Y]}, B: {options: [], preferences: [x]}}"
    with pytest.raises(ModelFileError, match="leaves out 1 feasible states, the first is N"):
        game_of(from_yaml(text))


def test_a_file_that_is_not_there_is_one_clear_line() -> None:
    with pytest.raises(InputError, match=r"nowhere\.yaml: cannot be read"):
        load("nowhere.yaml")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ModelFileError, match=r"deep\.yaml:2: nested more than 40 deep"):
        from_yaml("title: x\nabout: " + "[" * 100 + "]" * 100, "deep.yaml")


def test_nesting_without_end_is_refused() -> None:
    # Newer versions of libyaml refuse it themselves, before the reader counts.
    with pytest.raises(ModelFileError, match=r"deep\.yaml:2: .*(nested more than 40 deep|nesting depth)"):
        from_yaml("title: x\nabout: " + "[" * 100_000 + "]" * 100_000, "deep.yaml")


def test_json_that_holds_no_conflict_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"cases": [{"name": "a"}]}')
    with pytest.raises(ModelFileError, match="choose one with --case: a"):
        load(path)
    path.write_text("[1")
    with pytest.raises(ModelFileError, match=r"x\.json:1: not JSON"):
        load(path)


def test_a_gmcr_file_is_read_with_its_compound_statements() -> None:
    data = {
        "options": [{"name": "Hit", "permittedDirection": "fwd"}, {"name": "Yield", "permittedDirection": "both"}],
        "decisionMakers": [
            {"name": "A", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]]},
            {
                "name": "B",
                "options": [1],
                "preferences": [{"compound": True, "members": [[[0, "N"], [1, "N"]], [[0, "Y"], [1, "Y"]]]}],
            },
        ],
        "infeasibles": [[[0, "Y"], [1, "Y"]]],
    }
    game = game_of(from_gmcr(json.loads(json.dumps(data))))
    assert game.strings(game.feasible) == ["NN", "YN", "NY"]
    assert game.payoffs[0][game.code("NY")] > game.payoffs[0][game.code("NN")] > game.payoffs[0][game.code("YN")]
    assert game.moves(0, game.code("YN")) == []
    assert solve(game).as_json()["equilibria"]["nash"] == ["NN", "YN"]  # type: ignore[index]


def test_a_gmcr_ranking_made_by_hand_numbers_the_feasible_states_from_one() -> None:
    data = {
        "options": [{"name": "Hit", "permittedDirection": "both"}, {"name": "Yield", "permittedDirection": "both"}],
        "decisionMakers": [
            {"name": "A", "options": [0], "preferences": [], "preferenceRanking": [3, [1, 2]]},
            {"name": "B", "options": [1], "preferences": [], "preferenceRanking": [1, 2, 3]},
        ],
        "infeasibles": [[[0, "Y"], [1, "Y"]]],
        "useManualPreferenceRanking": True,
        "coalitions": [[0, 1]],
    }
    conflict = from_gmcr(data)
    assert conflict.decision_makers["A"].ranking == (("NY",), ("NN", "YN"))
    assert conflict.coalitions == (("A", "B"),)


def test_a_gmcr_file_without_options_is_a_mistake() -> None:
    with pytest.raises(ModelFileError, match=r"not a \.gmcr model"):
        from_gmcr({"decisionMakers": []})


def test_a_model_too_large_for_the_memory_is_refused_with_its_need() -> None:
    with pytest.raises(TooLargeError, match=r"36 options and 2 decision makers .* needs about [\d,]+ (GB|TB)"):
        refuse_if_too_large(36, 2)


NAMES = ("a", "b", "long name")
trees = st.recursive(
    st.sampled_from(NAMES).map(lambda name: (f'"{name}"', name)),
    lambda inner: st.one_of(
        inner.map(lambda x: (f"not ({x[0]})", ("not", x[1]))),
        st.tuples(st.sampled_from(["and", "or", "->", "iff"]), inner, inner).map(
            lambda t: (f"({t[1][0]}) {t[0]} ({t[2][0]})", (t[0], t[1][1], t[2][1]))
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(trees)
def test_expressions_mean_what_logic_says(tree: tuple[str, object]) -> None:
    import itertools

    import numpy as np

    def meaning(node: object, world: dict[str, bool]) -> bool:
        if isinstance(node, str):
            return world[node]
        kind, *parts = node  # type: ignore[misc]
        values = [meaning(part, world) for part in parts]
        if kind == "not":
            return not values[0]
        return {"and": all(values), "or": any(values), "->": not values[0] or values[1], "iff": values[0] == values[1]}[
            kind
        ]

    worlds = [dict(zip(NAMES, values, strict=True)) for values in itertools.product([False, True], repeat=3)]
    columns = {name: np.array([world[name] for world in worlds]) for name in NAMES}
    assert parse(tree[0], NAMES).holds(columns).tolist() == [meaning(tree[1], world) for world in worlds]


@pytest.mark.parametrize(
    "text", ["", "a and", "(a", "a b", "a or c", 'not "nothing', "if a", "a) ", "__import__('os')", "(" * 200 + "a"]
)
def test_what_is_no_expression_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ModelFileError) as caught:
        parse(text, NAMES)
    assert "\n" not in str(caught.value)


def test_precedence_is_not_and_or_if_iff() -> None:
    assert parse("not a and b or a -> b", NAMES) == parse("if (((not a) and b) or a) then b", NAMES).__class__(
        "not a and b or a -> b", parse("if (((not a) and b) or a) then b", NAMES).tree
    )
