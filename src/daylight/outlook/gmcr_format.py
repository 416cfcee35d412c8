"""Files of the desktop program gmcr-py (``.gmcr``): JSON with options by number."""

from __future__ import annotations

from typing import Any

from daylight.errors import ModelFileError
from daylight.outlook.model import Conflict, DecisionMaker, Option, Preference, Rule
from daylight.outlook.states import space_of

DIRECTIONS = {"both": None, "fwd": "taken", "back": "dropped"}


def from_gmcr(data: dict[str, Any]) -> Conflict:
    """The conflict in a parsed ``.gmcr`` file.

    Preferences are read as prioritised statements, or as hand-made rankings where the file says that these count. These
    number the feasible states from 1, in the order of the file's decimal names.

    Raises
    ------
    ModelFileError
        Where the file lacks what a model needs.
    """
    try:
        names = _distinct(data)
        makers = {
            str(maker["name"]): DecisionMaker(
                options={names[k]: _option(data["options"][k]) for k in _indices(maker)},
                preferences=tuple(Preference(want=_condition(entry, names)) for entry in maker.get("preferences", [])),
            )
            for maker in data["decisionMakers"]
        }
        titles = list(makers)
        conflict = Conflict(
            title=data.get("title", ""),
            decision_makers=makers,
            option_order=names,
            infeasible=tuple(Rule(rule=_condition(entry, names)) for entry in data.get("infeasibles", [])),
            coalitions=tuple(
                tuple(titles[k] for k in members)
                for members in data.get("coalitions", [])
                if isinstance(members, list) and len(members) > 1
            ),
        )
        if data.get("useManualPreferenceRanking", data.get("useManualPreferenceVectors", False)):
            return _with_rankings(conflict, data)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise ModelFileError(f"not a .gmcr model that can be read: {type(error).__name__} {error}") from error
    return conflict


def _distinct(data: dict[str, Any]) -> tuple[str, ...]:
    """Names of all options; one that two decision makers use gets its owner in front."""
    plain = [str(option["name"]) for option in data["options"]]
    owner = {k: str(maker["name"]) for maker in data["decisionMakers"] for k in _indices(maker)}
    return tuple(name if plain.count(name) == 1 else f"{owner[k]} {name}" for k, name in enumerate(plain))


def _indices(maker: dict[str, Any]) -> list[int]:
    return [int(k) for k in maker["options"]]


def _option(option: dict[str, Any]) -> Option:
    return Option(irreversible=DIRECTIONS[option.get("permittedDirection", "both")])


def _with_rankings(conflict: Conflict, data: dict[str, Any]) -> Conflict:
    """The conflict with the file's hand-made rankings in place of statements."""
    space = space_of(conflict)
    states = [space.string(int(code)) for code in space.reading_order]
    makers = {}
    for maker in data["decisionMakers"]:
        name = str(maker["name"])
        places = maker["preferenceRanking"] if "preferenceRanking" in maker else maker["preferenceVector"]
        groups = [place if isinstance(place, list) else [place] for place in places]
        if any(int(k) < 1 for group in groups for k in group):
            raise ModelFileError(f"the ranking of {name} numbers a state below 1")
        ranking = tuple(tuple(states[int(k) - 1] for k in group) for group in groups)
        makers[name] = conflict.decision_makers[name].model_copy(update={"preferences": (), "ranking": ranking})
    return conflict.model_copy(update={"decision_makers": makers})


def _condition(entry: Any, names: tuple[str, ...]) -> str:
    """An expression for a list of (option, Y or N), or for a compound of several such lists of which one must hold."""
    if isinstance(entry, dict):
        return " or ".join(f"({_condition(member, names)})" for member in entry["members"])
    return " and ".join(f'{"" if letter == "Y" else "not "}"{names[int(k)]}"' for k, letter in entry)
