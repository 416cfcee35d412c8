"""Read a conflict from a file: YAML as people write it, JSON, or ``.gmcr``. Complaints name file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from daylight.errors import InputError, ModelFileError
from daylight.outlook.expressions import parse
from daylight.outlook.gmcr_format import from_gmcr
from daylight.outlook.json_format import from_json
from daylight.outlook.model import Conflict, Preferences

MAX_BYTES = 64_000_000
MAX_YAML_BYTES = 2_000_000
MAX_DEPTH = 40
Place = tuple[str | int, ...]


def load(path: str | Path, case: str | None = None) -> Conflict:
    """The conflict in a model file.

    Parameters
    ----------
    path : str or Path
        ``.yaml`` or ``.yml``, ``.json``, ``.gmcr``.
    case : str, optional
        Which conflict of a JSON file that holds several.

    Raises
    ------
    InputError
        Where the file cannot be read as text.
    ModelFileError
        Where it is no conflict, with the line where that can be told.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: {path.stat().st_size} bytes are too many for a conflict model")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not text in UTF-8; save it as UTF-8") from error
    if path.suffix.lower() in (".json", ".gmcr"):
        return _from_json_text(text, path, case)
    return from_yaml(text, str(path))


def from_yaml(text: str, name: str = "model") -> Conflict:
    """The conflict in a YAML text; `name` stands in front of complaints.

    Raises
    ------
    ModelFileError
        With the line of the first thing that is wrong.
    """
    if len(text) > MAX_YAML_BYTES:
        raise ModelFileError(f"{name}: more than {MAX_YAML_BYTES} characters of YAML")
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    lines: dict[Place, int] = {}
    try:
        _refuse_tricks(text, loader, name)
        node = yaml.compose(text, Loader=loader)
        data = _plain(node, (), lines, name) if node else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}" if mark else name
        raise ModelFileError(f"{place}: not YAML: {getattr(error, 'problem', None) or error}") from error
    except RecursionError as error:
        raise ModelFileError(f"{name}: nested too deeply") from error
    if not isinstance(data, dict):
        raise ModelFileError(f"{name}:1: a model is a mapping that starts with decision_makers")
    try:
        conflict = Conflict.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise ModelFileError(f"{name}:{_line(lines, first['loc'])}: {_said(first)}") from error
    for where, message in faults(conflict):
        raise ModelFileError(f"{name}:{_line(lines, where)}: {message}")
    return conflict


def _refuse_tricks(text: str, loader: Any, name: str) -> None:
    """Refuse what makes a small file huge (aliases inside aliases) or overflows the parser (nesting without end)."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        place = f"{name}:{event.start_mark.line + 1 if event.start_mark else 1}"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ModelFileError(f"{place}: nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.AliasEvent):
            raise ModelFileError(f"{place}: YAML aliases (*name) are not read; write it out")


def faults(conflict: Conflict) -> Iterator[tuple[Place, str]]:
    """What is wrong with a conflict: where in the file, and what."""
    makers = conflict.decision_makers
    if not makers:
        yield ("decision_makers",), "no decision maker"
        return
    listed = [name for part in makers.values() for name in part.options]
    if not listed:
        yield ("decision_makers",), "no decision maker has an option"
        return
    if conflict.option_order:
        expected = set(conflict.model_copy(update={"option_order": ()}).owners())
        if set(conflict.option_order) != expected or len(set(conflict.option_order)) < len(conflict.option_order):
            yield ("option_order",), f"option_order must name each option once: {', '.join(sorted(expected))}"
            return
    names = tuple(conflict.owners())
    folded = [name.casefold() for name in names]
    for name in names:
        if folded.count(name.casefold()) > 1 or not name.strip() or '"' in name:
            yield (
                ("decision_makers",),
                f"the option name {name!r} is empty, doubled but for case, or has a quotation mark",
            )
            return
    for place, text in _expressions(conflict):
        try:
            parse(text, names)
        except ModelFileError as error:
            yield place, str(error)
    for dm, part in makers.items():
        here: Place = ("decision_makers", dm)
        for other in [
            *part.attitudes,
            *part.sees,
            *(o for option in part.options.values() for o in option.shared_with),
        ]:
            if other not in makers:
                yield here, f"{dm} speaks of {other!r}, which is no decision maker here: {', '.join(makers)}"
        yield from _mixed(part, here)
        for other, view in part.sees.items():
            yield from _mixed(view, (*here, "sees", other))
    for k, members in enumerate(conflict.coalitions):
        if set(members) - set(makers) or len(set(members)) < 2:
            yield ("coalitions", k), f"a coalition is two or more of {', '.join(makers)}"
    yield from _state_faults(conflict, names)


def _mixed(part: Preferences, place: Place) -> Iterator[tuple[Place, str]]:
    given = [key for key in ("preferences", "ranking", "payoffs") if getattr(part, key)]
    if len(given) > 1:
        yield (*place, given[1]), f"give {' or '.join(given)}, not both"
    weighed = [preference.weight is not None for preference in part.preferences]
    if any(weighed) and not all(weighed):
        yield (*place, "preferences", weighed.index(False)), "give all preferences a weight, or none"


def _state_faults(conflict: Conflict, names: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    strings: list[tuple[Place, str]] = [(("feasible", k), text) for k, text in enumerate(conflict.feasible)]
    for dm, part in conflict.decision_makers.items():
        for k, group in enumerate(part.ranking):
            strings += [(("decision_makers", dm, "ranking", k), text) for text in group]
    if isinstance(conflict.status_quo, str):
        strings.append((("status_quo",), conflict.status_quo))
    for place, text in strings:
        if len(text) != len(names) or set(text) - {"Y", "N"}:
            yield place, f"{text!r} names no state; wanted are {len(names)} letters Y or N, for {', '.join(names)}"
    if isinstance(conflict.status_quo, tuple):
        for name in set(conflict.status_quo) - set(names):
            yield ("status_quo",), f"the status quo names {name!r}, which is no option: {', '.join(names)}"


def _expressions(conflict: Conflict) -> Iterator[tuple[Place, str]]:
    for key in ("infeasible", "requires", "indistinguishable"):
        for k, rule in enumerate(getattr(conflict, key)):
            yield (key, k), rule.rule
    for key in ("flare", "tense"):
        if getattr(conflict.outlook, key):
            yield ("outlook", key), getattr(conflict.outlook, key)
    for dm, part in conflict.decision_makers.items():
        yield from _wants(part, ("decision_makers", dm))
        for other, view in part.sees.items():
            yield from _wants(view, ("decision_makers", dm, "sees", other))


def _wants(part: Preferences, place: Place) -> Iterator[tuple[Place, str]]:
    for k, preference in enumerate(part.preferences):
        yield (*place, "preferences", k), preference.want
    for k, pair in enumerate(part.uncertain):
        for text in pair:
            yield (*place, "uncertain", k), text


def _from_json_text(text: str, path: Path, case: str | None) -> Conflict:
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ModelFileError(
            f"{path}:{getattr(error, 'lineno', 1)}: not JSON: {getattr(error, 'msg', error)}"
        ) from error
    try:
        gmcr = isinstance(data, dict) and "decisionMakers" in data
        conflict = from_gmcr(data) if gmcr else from_json(data, case)
    except ValidationError as error:
        raise ModelFileError(f"{path}: {_said(error.errors()[0])}") from error
    except ModelFileError as error:
        raise ModelFileError(f"{path}: {error}") from error
    for place, message in faults(conflict):
        raise ModelFileError(f"{path}: {'.'.join(map(str, place))}: {message}")
    return conflict


def _plain(node: yaml.Node, path: Place, lines: dict[Place, int], name: str) -> Any:
    """The node as plain Python, noting the line of each part. Keys are always text."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise ModelFileError(f"{name}:{line}: a key must be a word")
            if key.value in found:
                raise ModelFileError(f"{name}:{line}: {key.value!r} stands here twice")
            lines[(*path, key.value)] = line
            found[key.value] = _plain(value, (*path, key.value), lines, name)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, k), lines, name) for k, item in enumerate(node.value)]
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return str(node.value).lower() in ("yes", "true", "on")
    try:
        if kind == "int":
            return int(str(node.value).replace("_", ""), 0)
        if kind == "float":
            return float(str(node.value).replace("_", ""))
    except ValueError:
        pass
    return str(node.value)


def _line(lines: dict[Place, int], place: tuple[Any, ...]) -> int:
    """The line of a part, or of the nearest part around it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _said(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{where}: there is no such key; see docs/outlook.md"
    if error["type"] == "missing":
        return f"{where} is missing"
    return f"{where}: {error['msg'].removeprefix('Value error, ')}, not {error['input']!r}"[:300]
