"""Conflicts as JSON: a named case with rankings or prioritised patterns, or a bare one with owners and payoffs."""

from __future__ import annotations

from typing import Any

from daylight.errors import ModelFileError
from daylight.outlook.model import Conflict, DecisionMaker, Option, Preference, Rule

ALLOWED = {"N->Y only": "taken", "Y->N only": "dropped"}


def from_json(data: Any, case: str | None = None) -> Conflict:
    """The conflict in parsed JSON.

    Parameters
    ----------
    data : dict
        One case, or a collection with the lists ``cases`` and ``synthetic``.
    case : str, optional
        Which case of a collection.

    Raises
    ------
    ModelFileError
        Where it is neither form, or a collection without the case asked for.
    """
    if not isinstance(data, dict):
        raise ModelFileError("a conflict in JSON is an object, with decision_makers and option_order, or with owners")
    if "cases" in data or "synthetic" in data:
        data = _chosen(data, case)
    try:
        if "owners" in data:
            return _bare(data)
        if isinstance(data.get("decision_makers"), list):
            return _named(data)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ModelFileError(f"not a conflict that can be read: {type(error).__name__} {error}") from error
    raise ModelFileError("no conflict: neither a list 'decision_makers' nor a list 'owners' is there")


def _chosen(data: dict[str, Any], case: str | None) -> Any:
    found = {str(entry["name"]): entry for entry in [*data.get("cases", []), *data.get("synthetic", [])]}
    if case is None or case not in found:
        raise ModelFileError(f"the file holds several conflicts; choose one with --case: {', '.join(found)}")
    return found[case]


def _bare(data: dict[str, Any]) -> Conflict:
    count = int(data["n_options"])
    names = tuple(f"option {k + 1}" for k in range(count))
    one_way = {int(entry["option"]): ALLOWED[entry["allowed"]] for entry in data.get("irreversible", [])}
    makers = {}
    for i, (own, payoffs) in enumerate(zip(data["owners"], data["payoff_per_dm_in_feasible_order"], strict=True)):
        options = {names[k]: Option(irreversible=one_way.get(k)) for k in own}
        makers[f"DM{i + 1}"] = DecisionMaker(options=options, payoffs=tuple(payoffs))
    return Conflict(
        title=str(data.get("name", "")), decision_makers=makers, option_order=names, feasible=tuple(data["feasible"])
    )


def _named(data: dict[str, Any]) -> Conflict:
    order = tuple(data["option_order"])
    one_way = {entry["option"]: ALLOWED[entry["allowed"]] for entry in data.get("irreversible", [])}
    makers: dict[str, DecisionMaker] = {}
    for entry in data["decision_makers"]:
        own = [_full_name(option, entry["name"], order) for option in entry["options"]]
        options = {name: Option(irreversible=one_way.get(name)) for name in own}
        makers[entry["name"]] = _maker(entry, options, order)
    return Conflict(
        title=str(data.get("title") or data.get("name", "")),
        note=str(data.get("source", "")),
        decision_makers=makers,
        option_order=order,
        infeasible=tuple(Rule(rule=pattern(text, order)) for text in data.get("infeasible", [])),
        feasible=tuple(data.get("feasible", ())),
        status_quo=data.get("status_quo"),
    )


def _full_name(option: str, maker: str, order: tuple[str, ...]) -> str:
    """The name of an option in the option order; one that several share has its owner in front there."""
    for name in (option, f"{maker} {option}"):
        if name in order:
            return name
    raise ModelFileError(f"the option {option!r} of {maker} is not in option_order")


def _maker(entry: dict[str, Any], options: dict[str, Option], order: tuple[str, ...]) -> DecisionMaker:
    if "ranking_best_first" in entry:
        groups = [(group,) if isinstance(group, str) else tuple(group) for group in entry["ranking_best_first"]]
        return DecisionMaker(options=options, ranking=tuple(groups))
    wants = []
    for statement in entry.get("prioritization_most_important_first", []):
        parts = [f"({pattern(text, order)})" for text in statement["any_of"]]
        wants.append(Preference(want=" or ".join(parts)))
    return DecisionMaker(options=options, preferences=tuple(wants), payoffs=tuple(entry.get("payoffs", ())))


def pattern(text: str, order: tuple[str, ...]) -> str:
    """The expression for a pattern of Y, N and - (either) over the option order."""
    if len(text) != len(order) or set(text) - set("YN-"):
        raise ModelFileError(f"the pattern {text!r} does not fit {len(order)} options; wanted are Y, N or - for each")
    parts = [
        f'{"" if letter == "Y" else "not "}"{name}"' for letter, name in zip(text, order, strict=True) if letter != "-"
    ]
    if not parts:
        return f'"{order[0]}" or not "{order[0]}"'
    return " and ".join(parts)
