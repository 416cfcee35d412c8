"""Files of the desktop programs gmcr-py and GMCR+ (``.gmcr``): JSON with options by number."""

from __future__ import annotations

from typing import Any

from daylight.errors import ModelFileError
from daylight.outlook.model import Conflict, DecisionMaker, Option, Preference, Rule

DIRECTIONS = {"both": None, "fwd": "taken", "back": "dropped", "none": None}


def from_gmcr(data: dict[str, Any]) -> Conflict:
    """The conflict in a parsed ``.gmcr`` file.

    Preferences are read as prioritised statements, or as hand-made preference vectors where the file says that these
    count.

    Raises
    ------
    ModelFileError
        Where the file lacks what a model needs.
    """
    try:
        names = _distinct(data)
        makers = {}
        for maker in data["decisionMakers"]:
            own = [_index(entry) for entry in maker["options"]]
            options = {}
            for k in own:
                direction = data["options"][k].get("permittedDirection", "both")
                options[names[k]] = Option(irreversible=DIRECTIONS.get(direction))
            makers[str(maker["name"])] = _maker(maker, options, names, bool(data.get("useManualPreferenceVectors")))
        infeasible = tuple(Rule(rule=_condition(entry, names)) for entry in data.get("infeasibles", []))
        return Conflict(decision_makers=makers, option_order=names, infeasible=infeasible, title=data.get("title", ""))
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise ModelFileError(f"not a .gmcr model that can be read: {type(error).__name__} {error}") from error


def _distinct(data: dict[str, Any]) -> tuple[str, ...]:
    """Names of all options; one that two decision makers use gets its owner in front."""
    plain = [str(option["name"]) for option in data["options"]]
    owner = {_index(entry): str(maker["name"]) for maker in data["decisionMakers"] for entry in maker["options"]}
    return tuple(name if plain.count(name) == 1 else f"{owner[k]} {name}" for k, name in enumerate(plain))


def _index(entry: Any) -> int:
    return int(entry["masterIndex"]) if isinstance(entry, dict) else int(entry)


def _maker(maker: dict[str, Any], options: dict[str, Option], names: tuple[str, ...], by_hand: bool) -> DecisionMaker:
    vector = maker.get("preferenceVectorOrdinal") or maker.get("preferenceVector")
    if by_hand and vector:
        groups = [group if isinstance(group, list) else [group] for group in vector]
        ranking = tuple(tuple(_state(int(code), len(names)) for code in group) for group in groups)
        return DecisionMaker(options=options, ranking=ranking)
    wants = tuple(Preference(want=_condition(entry, names)) for entry in maker.get("preferences", []))
    return DecisionMaker(options=options, preferences=wants)


def _state(code: int, count: int) -> str:
    """Decimal names of states count the first option as the lowest binary digit."""
    return "".join("Y" if code >> k & 1 else "N" for k in range(count))


def _condition(entry: Any, names: tuple[str, ...]) -> str:
    """An expression for a list of (option, Y or N), or for a compound of several such lists of which one must hold."""
    if isinstance(entry, dict):
        return " or ".join(f"({_condition(member, names)})" for member in entry["members"])
    return " and ".join(f'{"" if letter == "Y" else "not "}"{names[int(k)]}"' for k, letter in entry)
