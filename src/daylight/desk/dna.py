"""Reads a database of Discourse Network Analyzer 3 (.dna, SQLite) into records.

Statements with an actor and an issue variable become statements that carry all their variables; statements of other
types (annotations), coders, colours, regexes and permissions are kept with the documents, so that
`daylight.desk.dna_write` can give them back. Password hashes are never read.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from daylight.desk.coded import UNNAMED, Roles, roles, slugs, stance
from daylight.errors import InputError
from daylight.records import (
    Actor,
    ActorKind,
    Document,
    DocumentRecord,
    Issue,
    Membership,
    Segment,
    Span,
    Statement,
    Value,
    document_id,
    record_id,
)

STEP = "import.dna/1"
CODEBOOK = "dna.codebook"
"""Attribute of the first document that holds, as JSON, what belongs to the database and to no document."""
OTHERS = "dna.others"
"""Attribute of a document that holds, as JSON, its statements without an actor or issue variable."""
TYPE, NUMBER, START, STOP = "dna.type", "dna.id", "dna.start", "dna.stop"
"""Variables of a statement: its statement type and number, and its span where that does not fit the text."""

_DATA = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "long text": "DATALONGTEXT"}
_CODER_SECRET = {"Password"}
_DOCUMENT_FIELDS = ("Author", "Source", "Section", "Notes", "Type")


def read_dna(path: str | Path, given: Roles | None = None) -> list[DocumentRecord]:
    """Records of a .dna database, one a document.

    Parameters
    ----------
    path : str or Path
        The database; it is opened for reading only.
    given : Roles, optional
        Variables to take as holder, issue and qualifier; without it those with usual names, else the first, the last
        and the first number variable of each statement type.

    Returns
    -------
    list of DocumentRecord
        In the order of the database.

    Raises
    ------
    InputError
        When the file is no DNA database, is broken, or is of another version than 3.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(f"{path}: no such file; give a .dna database")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            connection.row_factory = sqlite3.Row
            _check_version(connection, path)
            return _records(connection, path, given)
        finally:
            connection.close()
    except (sqlite3.Error, KeyError, IndexError, TypeError, ValueError, OverflowError) as error:
        raise InputError(f"{path}: is not a readable DNA 3 database ({error})") from error


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if {"SETTINGS", "DOCUMENTS"} <= tables:
        found = connection.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()
        version = str(found[0]) if found else "unknown"
    else:
        version = "no DNA database at all"
    if not version.startswith("3."):
        raise InputError(f"{path}: is {version}, not DNA version 3; open it in DNA 3 and save it from there")


@dataclass(frozen=True)
class _Type:
    label: str
    variables: dict[int, tuple[str, str]]
    roles: Roles

    @property
    def codes_stances(self) -> bool:
        return self.roles.actor is not None and self.roles.issue is not None


def _records(connection: sqlite3.Connection, path: Path, given: Roles | None) -> list[DocumentRecord]:
    types = _types(connection, given)
    values = _values(connection, types)
    coders = {row["ID"]: row["Name"] for row in connection.execute("SELECT ID, Name FROM CODERS")}
    by_document: dict[int, list[sqlite3.Row]] = defaultdict(list)
    statement_rows = connection.execute("SELECT * FROM STATEMENTS ORDER BY ID").fetchall()
    for row in statement_rows:
        by_document[row["DocumentId"]].append(row)
    stances = [(types[r["StatementTypeId"]], values[r["ID"]]) for r in statement_rows]
    names = _Names.of((t.roles, v) for t, v in stances if t.codes_stances)
    ranges = _ranges(stances)
    actors = _actors(connection, types, names)
    records: list[DocumentRecord] = []
    repeats: Counter[str] = Counter()
    for row in connection.execute("SELECT * FROM DOCUMENTS ORDER BY ID"):
        others: list[dict[str, Any]] = []
        document = _document(row, coders, path, repeats)
        statements: list[Statement] = []
        place = _character_places(document.text)
        for coded in by_document[row["ID"]]:
            kind = types[coded["StatementTypeId"]]
            coder = coders.get(coded["Coder"], "unknown")
            if kind.codes_stances:
                statements.append(_statement(coded, kind, values[coded["ID"]], document, place, coder, names, ranges))
            else:
                others.append(
                    {"id": coded["ID"], "type": kind.label, "start": coded["Start"], "stop": coded["Stop"]}
                    | {"coder": coder, "variables": values[coded["ID"]]}
                )
        attributes = dict(document.attributes)
        if others:
            attributes[OTHERS] = json.dumps(others, ensure_ascii=False)
        if not records:
            attributes[CODEBOOK] = json.dumps(_codebook(connection, types), ensure_ascii=False)
        records.append(
            DocumentRecord(
                document=document.model_copy(update={"attributes": attributes}),
                actors=tuple(actors[a] for a in sorted({s.holder for s in statements} | _homes(statements, actors))),
                issues=tuple(names.issue(i) for i in sorted({s.issue for s in statements})),
                statements=tuple(statements),
            )
        )
    return records


def _types(connection: sqlite3.Connection, given: Roles | None) -> dict[int, _Type]:
    found = {}
    for row in connection.execute("SELECT ID, Label FROM STATEMENTTYPES ORDER BY ID").fetchall():
        query = "SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ? ORDER BY ID"
        variables = {v["ID"]: (v["Variable"], v["DataType"]) for v in connection.execute(query, [row["ID"]])}
        texts = [name for name, kind in variables.values() if kind == "short text"]
        numbers = [name for name, kind in variables.values() if kind in ("boolean", "integer")]
        found[row["ID"]] = _Type(row["Label"], variables, roles(texts, numbers, given))
    return found


def _values(connection: sqlite3.Connection, types: dict[int, _Type]) -> dict[int, dict[str, Value]]:
    """Values of all variables by statement id, short texts as the names of their entities."""
    variables = {number: spec for kind in types.values() for number, spec in kind.variables.items()}
    values: dict[int, dict[str, Value]] = defaultdict(dict)
    query = (
        "SELECT d.StatementId, d.VariableId, e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity "
        "ORDER BY d.StatementId, d.VariableId"
    )
    for statement, variable, value in connection.execute(query):
        values[statement][variables[variable][0]] = value
    for kind, table in _DATA.items():
        query = f"SELECT StatementId, VariableId, Value FROM {table} ORDER BY StatementId, VariableId"
        for statement, variable, value in connection.execute(query):
            name = variables[variable][0]
            values[statement][name] = bool(value) if kind == "boolean" else value if value is not None else ""
    return values


def _ranges(stances: Iterable[tuple[_Type, dict[str, Value]]]) -> dict[tuple[str, str], tuple[float, float]]:
    """Lowest and highest value in use of each qualifier, by statement type and variable."""
    ranges: dict[tuple[str, str], tuple[float, float]] = {}
    for kind, values in stances:
        qualifier = kind.roles.qualifier
        value = values.get(qualifier) if qualifier else None
        if qualifier and isinstance(value, int | float):
            low, high = ranges.get((kind.label, qualifier), (value, value))
            ranges[kind.label, qualifier] = (min(low, value), max(high, value))
    return ranges


@dataclass(frozen=True)
class _Names:
    """Ids of the holders and issues in use, and the names they came from."""

    actors: dict[str, str]
    issues: dict[str, str]
    homes: dict[str, set[str]]
    named: dict[str, str]
    """Names of issues by id."""

    @classmethod
    def of(cls, coded: Iterable[tuple[Roles, dict[str, Value]]]) -> _Names:
        actors: dict[str, str] = {}
        issues: set[str] = set()
        homes: dict[str, set[str]] = defaultdict(set)
        for role, values in coded:
            actor = holder_name(role, values)
            actors.setdefault(actor, role.actor or "")
            issues.add(str(values.get(role.issue or "", "")) or UNNAMED)
            home = str(values.get(role.group or "", ""))
            if home and home != actor:
                homes[actor].add(home)
                actors.setdefault(home, role.group or "")
        ids = slugs(issues)
        return cls(slugs(actors), ids, homes, {identity: name for name, identity in ids.items()})

    def issue(self, identity: str) -> Issue:
        name = self.named[identity]
        return Issue(id=identity, name=name, proposition=name, contrary=f"Not: {name}")


def holder_name(role: Roles, values: dict[str, Value]) -> str:
    """Name of the holder of a coded statement."""
    return str(values.get(role.actor or "", "")) or UNNAMED


_KINDS: dict[str, ActorKind] = {
    "organization": "organisation", "organisation": "organisation", "person": "person", "speaker": "person",
    "country": "state", "state": "state",
}  # fmt: skip


def _actors(connection: sqlite3.Connection, types: dict[int, _Type], names: _Names) -> dict[str, Actor]:
    """Actors by id, with the attributes of their entities."""
    attributes: dict[int, dict[str, Value]] = defaultdict(dict)
    query = (
        "SELECT a.EntityId, n.AttributeVariable, a.AttributeValue FROM ATTRIBUTEVALUES a "
        "JOIN ATTRIBUTEVARIABLES n ON n.ID = a.AttributeVariableId ORDER BY a.ID"
    )
    for entity, name, value in connection.execute(query):
        if value:
            attributes[entity][name] = value
    wanted = {
        number: name
        for kind in types.values()
        for number, (name, _) in kind.variables.items()
        if name in (kind.roles.actor, kind.roles.group) and kind.codes_stances
    }
    entities = connection.execute("SELECT ID, VariableId, Value FROM ENTITIES ORDER BY ID").fetchall()
    of_name = {e["Value"]: e for e in reversed(entities) if e["VariableId"] in wanted and e["Value"] in names.actors}
    actors = {}
    for name, identity in names.actors.items():
        entity = of_name.get(name)
        more = attributes[entity["ID"]] if entity else {}
        alias = str(more.get("Alias", ""))
        variable = wanted[entity["VariableId"]].casefold() if entity else ""
        actors[identity] = Actor(
            id=identity,
            name=name,
            kind=_KINDS.get(variable, "group"),
            aliases=(alias,) if alias else (),
            memberships=tuple(Membership(actor=names.actors[h]) for h in sorted(names.homes.get(name, ()))),
            attributes=more,
        )
    return actors


def _homes(statements: list[Statement], actors: dict[str, Actor]) -> set[str]:
    return {m.actor for s in statements for m in actors[s.holder].memberships}


def _document(row: sqlite3.Row, coders: dict[int, str], path: Path, repeats: Counter[str]) -> Document:
    text = row["Text"] or ""
    said = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=row["Date"])
    key = f"{row['Title']}\x1f{row['Date']}\x1f{text}"
    repeats[key] += 1
    identity = document_id(key if repeats[key] == 1 else f"{key}\x1f{repeats[key]}")
    attributes: dict[str, Value] = {field.lower(): row[field] or "" for field in _DOCUMENT_FIELDS}
    attributes |= {"dna.date": row["Date"], "dna.id": row["ID"], "coder": coders.get(row["Coder"], "unknown")}
    return Document(
        id=identity,
        name=row["Title"] or f"{path.name} {row['ID']}",
        title=row["Title"] or None,
        text=text,
        format="dna",
        published=date(said.year, said.month, said.day),
        published_reason=f"date of the document in {path.name}",
        publisher=row["Source"] or None,
        segments=(Segment(kind="paragraph", start=0, end=len(text)),) if text else (),
        attributes=attributes,
    )


def _statement(
    row: sqlite3.Row,
    kind: _Type,
    values: dict[str, Value],
    document: Document,
    place: list[int] | None,
    coder: str,
    names: _Names,
    ranges: dict[tuple[str, str], tuple[float, float]],
) -> Statement:
    start, stop = row["Start"], row["Stop"]
    span = _span(start, stop, place, len(document.text))
    more: dict[str, Value] = {TYPE: kind.label, NUMBER: row["ID"]}
    if _units(span, place) != (start, stop):
        more |= {START: start, STOP: stop}
    qualifier = kind.roles.qualifier or ""
    return Statement(
        id=record_id("statements", document.id, STEP, row["ID"], start, stop),
        doc=document.id,
        evidence=(span,),
        step=STEP,
        holder=names.actors[holder_name(kind.roles, values)],
        content=span,
        sentence=span,
        act="assert",
        issue=names.issues[str(values.get(kind.roles.issue or "", "")) or UNNAMED],
        stance=stance(values.get(qualifier), *ranges.get((kind.label, qualifier), (0.0, 1.0))),
        coder=coder,
        variables=values | more,
    )


def _character_places(text: str) -> list[int] | None:
    """Character that each UTF-16 unit of the text belongs to; None where every character is one unit."""
    if all(ord(character) < 0x10000 for character in text):
        return None
    places: list[int] = []
    for at, character in enumerate(text):
        places.extend([at] * (2 if ord(character) > 0xFFFF else 1))
    return [*places, len(text)]


def _span(start: int, stop: int, place: list[int] | None, length: int) -> Span:
    """Span in characters of a span in UTF-16 units, kept inside the text."""
    if place is None:
        return min(start, length), min(stop, length)
    last = len(place) - 1
    return place[min(start, last)], place[min(stop, last)]


def _units(span: Span, place: list[int] | None) -> Span:
    """Span in UTF-16 units of a span in characters."""
    if place is None:
        return span
    first = {at: unit for unit, at in reversed(list(enumerate(place)))}
    return first[span[0]], first[span[1]]


def _codebook(connection: sqlite3.Connection, types: dict[int, _Type]) -> dict[str, Any]:
    """What belongs to the database as a whole, without passwords."""

    def rows(query: str) -> list[dict[str, Any]]:
        return [dict(row) for row in connection.execute(query)]

    coders = [
        {key: value for key, value in row.items() if key not in _CODER_SECRET}
        for row in rows("SELECT * FROM CODERS ORDER BY ID")
    ]
    return {
        "settings": rows("SELECT * FROM SETTINGS ORDER BY Property"),
        "coders": coders,
        "coder_relations": rows("SELECT * FROM CODERRELATIONS ORDER BY ID"),
        "statement_types": rows("SELECT * FROM STATEMENTTYPES ORDER BY ID"),
        "variables": rows("SELECT * FROM VARIABLES ORDER BY ID"),
        "variable_links": rows("SELECT * FROM VARIABLELINKS ORDER BY ID"),
        "regexes": rows("SELECT * FROM REGEXES ORDER BY Label"),
        "entities": rows("SELECT * FROM ENTITIES ORDER BY ID"),
        "attribute_variables": rows("SELECT * FROM ATTRIBUTEVARIABLES ORDER BY ID"),
        "attribute_values": rows("SELECT * FROM ATTRIBUTEVALUES ORDER BY ID"),
        "roles": {kind.label: [kind.roles.actor, kind.roles.issue, kind.roles.qualifier] for kind in types.values()},
    }
