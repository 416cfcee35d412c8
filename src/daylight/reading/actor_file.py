"""Actor files: a user's own actors, with names, kind and memberships, that come before the knowledge tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from daylight.errors import ModelFileError
from daylight.knowledge.countries import countries
from daylight.reading.gazetteer import known_actors, slug
from daylight.records import Actor, ActorKind, Membership

if TYPE_CHECKING:
    from yaml.nodes import Node

_KEYS = ("id", "name", "kind", "aliases", "memberships", "role", "country", "sectors", "gender", "wikidata")
_MEMBERSHIP = ("actor", "role", "since", "until")
INTERNATIONAL = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
SECTORS = (
    *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"),
    *("AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
)
"""The PLOVER sectors: primary ones, then others."""


@lru_cache(maxsize=4)
def load_actors(path: Path) -> dict[str, Actor]:
    """The actors of a YAML file, by id.

    The file is a list of actors, or a mapping with the key ``actors`` that holds it. An actor has ``name`` and ``kind``
    and may have ``id``, ``aliases``, ``memberships`` (each with ``actor`` and, where known, ``role``, ``since`` and
    ``until`` as ISO dates), ``role``, ``country`` (ISO 3166-1 alpha-3 or a PLOVER international code), ``sectors``
    (PLOVER codes), ``gender`` (male or female) and ``wikidata``. An actor with the id of a known one replaces it.

    Raises
    ------
    ModelFileError
        When the file is missing, is not YAML, or an entry is not of that form; the message names the line.
    """
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        loaded, node = yaml.safe_load(text), yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise ModelFileError(f"{path}: cannot be read ({error.strerror}); give a YAML file of actors") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise ModelFileError(f"{path}: is not valid YAML ({' '.join(str(error).split())})") from error
    if isinstance(loaded, dict):
        if list(loaded) != ["actors"]:
            raise ModelFileError(f"{path}, line 1: give a list of actors, or one key 'actors' that holds it")
        loaded, node = loaded["actors"], node.value[0][1] if node is not None else None
    if not isinstance(loaded, list) or not loaded or node is None:
        raise ModelFileError(f"{path}, line 1: give a list of actors, each with 'name' and 'kind'")
    lines = [part.start_mark.line + 1 for part in node.value]
    found: dict[str, Actor] = {}
    for entry, line in zip(loaded, lines, strict=True):
        actor = _actor(entry, f"{path}, line {line}")
        if actor.id in found:
            raise ModelFileError(f"{path}, line {line}: the id {actor.id!r} is given twice")
        found[actor.id] = actor
    for actor, part in zip(found.values(), node.value, strict=True):
        for membership in actor.memberships:
            if membership.actor not in found and membership.actor not in known_actors():
                line = _line_of(part, membership.actor)
                raise ModelFileError(
                    f"{path}, line {line}: no actor {membership.actor!r}; use a state’s code in lower case, "
                    "the id of a known organisation, or the id of an actor of this file"
                )
    return found


def _actor(entry: Any, where: str) -> Actor:
    if not isinstance(entry, dict):
        raise ModelFileError(f"{where}: an actor is a mapping with 'name' and 'kind'")
    _known_keys(entry, _KEYS, where)
    name = _text(entry, "name", where)
    if not name:
        raise ModelFileError(f"{where}: 'name' is missing")
    kind = entry.get("kind")
    if kind not in get_args(ActorKind):
        raise ModelFileError(f"{where}: 'kind' must be one of {', '.join(get_args(ActorKind))}, not {kind!r}")
    code = _text(entry, "country", where)
    if code and code not in INTERNATIONAL and code.lower() not in countries():
        raise ModelFileError(
            f"{where}: 'country' must be an ISO 3166-1 alpha-3 code or one of {', '.join(INTERNATIONAL)}, not {code!r}"
        )
    for sector in (sectors := tuple(_texts(entry, "sectors", where))):
        if sector not in SECTORS:
            raise ModelFileError(f"{where}: no PLOVER sector {sector!r}; there are {' '.join(SECTORS)}")
    gender = _text(entry, "gender", where)
    if gender not in (None, "male", "female"):
        raise ModelFileError(f"{where}: 'gender' must be male or female")
    return Actor(
        id=_text(entry, "id", where) or slug(name),
        name=name,
        kind=kind,
        aliases=tuple(_texts(entry, "aliases", where)),
        memberships=tuple(_memberships(entry, where)),
        role=_text(entry, "role", where),
        country=code,
        sectors=sectors,
        wikidata=_text(entry, "wikidata", where),
        attributes={"gender": gender} if gender else {},
    )


def _memberships(entry: dict[str, Any], where: str) -> Iterator[Membership]:
    given = entry.get("memberships") or []
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise ModelFileError(f"{where}: 'memberships' must be a list of mappings with 'actor'")
    for item in given:
        _known_keys(item, _MEMBERSHIP, f"{where}: memberships")
        actor = _text(item, "actor", where)
        if not actor:
            raise ModelFileError(f"{where}: a membership needs 'actor', the id of what {entry['name']!r} belongs to")
        since, until = (_date(item, key, where) for key in ("since", "until"))
        if since and until and until < since:
            raise ModelFileError(f"{where}: the membership in {actor!r} ends on {until}, before it begins on {since}")
        yield Membership(actor=actor, role=_text(item, "role", where), since=since, until=until)


def _known_keys(entry: dict[Any, Any], known: tuple[str, ...], where: str) -> None:
    for key in entry:
        if key not in known:
            raise ModelFileError(f"{where}: unknown key {key!r}; known are {', '.join(known)}")


def _text(entry: dict[str, Any], key: str, where: str) -> str | None:
    value = entry.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise ModelFileError(f"{where}: {key!r} must be a text, not {value!r} (put it in quotation marks)")
    return value


def _texts(entry: dict[str, Any], key: str, where: str) -> list[str]:
    value = entry.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ModelFileError(f"{where}: {key!r} must be a list of texts")
    return value


def _date(entry: dict[str, Any], key: str, where: str) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ModelFileError(f"{where}: {key!r} must be an ISO date such as 2026-02-18, not {value!r}") from None


def _line_of(part: Node, text: str) -> int:
    """The line of the value `text` inside an entry, or of the entry itself."""
    front = [part]
    while front:
        node = front.pop(0)
        if node.value == text:
            return int(node.start_mark.line) + 1
        if isinstance(node.value, list):
            front += [inner for item in node.value for inner in (item if isinstance(item, tuple) else (item,))]
    return int(part.start_mark.line) + 1
