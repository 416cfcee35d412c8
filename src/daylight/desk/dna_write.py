"""Writes a desk as a database that Discourse Network Analyzer 3 opens.

What came from a .dna file goes back as it was, with one password for all coders, since hashes are never read; what
Daylight holds beyond DNA (events, conditions, attributions …) cannot be carried, and is said. Statements that were
read or coded in Daylight become statements of the type "DNA Statement" with the variables person, organization,
concept and agreement.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from daylight.desk.dna import CODEBOOK, NUMBER, OTHERS, START, STOP, TYPE
from daylight.desk.dna_schema import SCHEMA, VERSION
from daylight.errors import InputError
from daylight.records import Actor, DocumentRecord, Issue, Statement, Value

PASSWORD = "daylight"
"""Password of every coder in a written database, to be changed in DNA; those of an imported one were never read."""

OWN_TYPE = "DNA Statement"
OWN_VARIABLES = {
    "person": "short text", "organization": "short text", "concept": "short text", "agreement": "boolean",
}  # fmt: skip
LONGEST = 190
"""Characters that DNA allows in titles, names and labels."""

_TABLES = {
    "settings": "SETTINGS", "coders": "CODERS", "coder_relations": "CODERRELATIONS", "regexes": "REGEXES",
    "statement_types": "STATEMENTTYPES", "variables": "VARIABLES", "variable_links": "VARIABLELINKS",
    "entities": "ENTITIES", "attribute_variables": "ATTRIBUTEVARIABLES", "attribute_values": "ATTRIBUTEVALUES",
}  # fmt: skip
_DATA = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "long text": "DATALONGTEXT"}


def write_dna(
    path: str | Path, records: Sequence[DocumentRecord], actors: dict[str, Actor], issues: dict[str, Issue]
) -> list[str]:
    """Write records as a .dna database.

    Parameters
    ----------
    path : str or Path
        A file that does not exist yet.
    records : sequence of DocumentRecord
        One a document.
    actors, issues : dict
        By id, for the names of holders and issues of statements that did not come from DNA.

    Returns
    -------
    list of str
        What could not be carried, one line each.

    Raises
    ------
    InputError
        When the file exists or cannot be written.
    """
    path = Path(path)
    if path.exists():
        raise InputError(f"{path}: exists already; name a new file")
    try:
        connection = sqlite3.connect(path)
        try:
            connection.executescript(SCHEMA)
            losses = _Writer(connection, actors, issues).write(records)
            connection.commit()
        finally:
            connection.close()
    except (sqlite3.Error, OSError) as error:
        path.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written as a DNA database ({error})") from error
    return losses


class _Writer:
    """One database being filled; ids of what is already there are remembered by name."""

    def __init__(self, connection: sqlite3.Connection, actors: dict[str, Actor], issues: dict[str, Issue]):
        self.db = connection
        self.actors = actors
        self.issues = issues
        self.coders: dict[str, int] = {}
        self.types: dict[str, int] = {}
        self.variables: dict[tuple[int, str], tuple[int, str]] = {}
        self.entities: dict[tuple[int, str], int] = {}
        self.losses: dict[str, int] = {}

    def write(self, records: Sequence[DocumentRecord]) -> list[str]:
        books = [r.document.attributes[CODEBOOK] for r in records if CODEBOOK in r.document.attributes]
        if books:
            self._codebook(json.loads(str(books[0])))
            if len(books) > 1:
                self._lose("codebooks of further .dna imports (their variables are made anew)", len(books) - 1)
        else:
            self._insert("SETTINGS", {"Property": "version", "Value": VERSION})
            self._insert("SETTINGS", {"Property": "date", "Value": datetime.now(UTC).date().isoformat()})
        numbers = _numbers([r.document.attributes.get("dna.id") for r in records])
        statements = _numbers([s.variables.get(NUMBER) for r in records for s in r.statements])
        others = [json.loads(str(r.document.attributes.get(OTHERS, "[]"))) for r in records]
        taken = {*statements, *(o["id"] for found in others for o in found)}
        following = max(taken, default=0) + 1
        at = iter(statements)
        for record, number, found in zip(records, numbers, others, strict=True):
            self._document(record, number)
            for statement in record.statements:
                self._statement(statement, record, number, next(at))
            for other in found:
                if other["id"] in statements:
                    other["id"], following = following, following + 1
                self._other(other, number)
            for layer in ("events", "conditions", "relations", "attributions", "mentions"):
                self._lose(layer, len(getattr(record, layer)))
        return [f"not carried: {count} {what}" for what, count in self.losses.items() if count]

    def _lose(self, what: str, count: int = 1) -> None:
        self.losses[what] = self.losses.get(what, 0) + count

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        found = self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
        return int(found.lastrowid or 0)

    def _codebook(self, book: dict[str, Any]) -> None:
        for key, table in _TABLES.items():
            known = {row[1] for row in self.db.execute(f"PRAGMA table_info({table})")}
            for row in book.get(key, []):
                full = {**row, "Password": password_hash()} if table == "CODERS" else row
                self._insert(table, {name: value for name, value in full.items() if name in known})
        self.coders = {row["Name"]: row["ID"] for row in book["coders"]}
        self.types = {row["Label"]: row["ID"] for row in book["statement_types"]}
        self.variables = {
            (row["StatementTypeId"], row["Variable"]): (row["ID"], row["DataType"]) for row in book["variables"]
        }
        self.entities = {(row["VariableId"], row["Value"]): row["ID"] for row in book["entities"]}
        self._lose(f"passwords of coders (all have {PASSWORD!r} now; change them in DNA)", len(self.coders))

    def _coder(self, name: str) -> int:
        name = self._short(name or "unknown", "names of coders")
        if name not in self.coders:
            self.coders[name] = self._insert("CODERS", {"Name": name, "Refresh": 0, "Password": password_hash()})
        return self.coders[name]

    def _short(self, text: str, what: str) -> str:
        if len(text) > LONGEST:
            self._lose(f"{what} beyond {LONGEST} characters (cut)")
        return text[:LONGEST]

    def _document(self, record: DocumentRecord, number: int) -> None:
        document = record.document
        more = document.attributes
        seconds = more.get("dna.date")
        if seconds is None:
            if document.published is None:
                self._lose("missing publication dates (written as 1970-01-01)")
            day = document.published
            seconds = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else 0
        fields = {name: str(more.get(name.lower(), "")) for name in ("Author", "Source", "Section", "Notes", "Type")}
        fields["Source"] = fields["Source"] or document.publisher or ""
        row = {"ID": number, "Title": document.title or document.name, "Text": document.text, "Date": seconds} | {
            name: text if name == "Notes" else self._short(text, "document fields") for name, text in fields.items()
        }
        row["Title"] = self._short(str(row["Title"]), "titles")
        row["Coder"] = self._coder(str(more.get("coder", "Daylight")))
        self._insert("DOCUMENTS", row)

    def _statement(self, statement: Statement, record: DocumentRecord, document: int, number: int) -> None:
        label = str(statement.variables.get(TYPE, OWN_TYPE))
        if TYPE in statement.variables:
            coded = {k: v for k, v in statement.variables.items() if k not in (TYPE, NUMBER, START, STOP)}
            kinds = {name: _kind(value) for name, value in coded.items()}
        else:
            coded = self._own(statement)
            kinds = OWN_VARIABLES
        start, stop = (_units(record.document.text, at) for at in statement.content)
        start, stop = int(statement.variables.get(START, start)), int(statement.variables.get(STOP, stop))
        if start >= stop:
            self._lose("statements without words")
            return
        self._coded(number, label, document, (start, stop), statement.coder, coded, kinds)

    def _own(self, statement: Statement) -> dict[str, Value]:
        """Variables of a statement that did not come from DNA."""
        holder = self.actors.get(statement.holder)
        name = holder.name if holder else statement.holder
        person = holder is not None and holder.kind == "person"
        homes = [self.actors[m.actor].name for m in (holder.memberships if holder else ()) if m.actor in self.actors]
        home = homes[0] if homes else ""
        concept = self.issues[statement.issue].name if statement.issue in self.issues else statement.issue
        if statement.stance not in ("support", "oppose"):
            self._lose("stances beyond support and oppose (conditional is written as agreement, others as none)")
        coded: dict[str, Value] = {
            "person": name if person else "", "organization": home if person else name, "concept": concept,
        }  # fmt: skip
        if statement.stance in ("support", "conditional", "oppose"):
            coded["agreement"] = statement.stance != "oppose"
        return coded

    def _other(self, other: dict[str, Any], document: int) -> None:
        kinds = {name: _kind(value) for name, value in other["variables"].items()}
        span = (other["start"], other["stop"])
        self._coded(other["id"], other["type"], document, span, other["coder"], other["variables"], kinds)

    def _coded(
        self,
        number: int,
        label: str,
        document: int,
        span: tuple[int, int],
        coder: str,
        coded: dict[str, Value],
        kinds: dict[str, str],
    ) -> None:
        if label not in self.types:
            self.types[label] = self._insert("STATEMENTTYPES", {"Label": label, "Red": 239, "Green": 208, "Blue": 51})
        kind_id = self.types[label]
        row = {"ID": number, "StatementTypeId": kind_id, "DocumentId": document, "Start": span[0], "Stop": span[1]}
        self._insert("STATEMENTS", row | {"Coder": self._coder(coder)})
        for name, value in coded.items():
            variable, kind = self._variable(kind_id, name, kinds[name])
            place = {"StatementId": number, "VariableId": variable}
            if kind == "short text":
                self._insert("DATASHORTTEXT", place | {"Entity": self._entity(variable, str(value))})
            else:
                self._insert(_DATA[kind], place | {"Value": int(value) if kind != "long text" else str(value)})

    def _variable(self, kind_id: int, name: str, kind: str) -> tuple[int, str]:
        if (kind_id, name) not in self.variables:
            row = {"Variable": name, "DataType": kind, "StatementTypeId": kind_id}
            self.variables[kind_id, name] = (self._insert("VARIABLES", row), kind)
        return self.variables[kind_id, name]

    def _entity(self, variable: int, value: str) -> int:
        value = self._short(value, "values")
        if (variable, value) not in self.entities:
            row = {"VariableId": variable, "Value": value, "Red": 0, "Green": 0, "Blue": 0}
            self.entities[variable, value] = self._insert("ENTITIES", row)
        return self.entities[variable, value]


@cache
def password_hash() -> str:
    """Hash of `PASSWORD` as DNA keeps it: base64 of 16 bytes of salt and SHA-256 a hundred thousand times over."""
    salt = bytes(16)
    digest = hashlib.sha256(salt + PASSWORD.encode()).digest()
    for _ in range(99_999):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


def _kind(value: Value) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "integer" if isinstance(value, int | float) else "short text"


def _numbers(given: Iterable[Value | None]) -> list[int]:
    """Numbers as given, where they are not yet taken; new ones for the rest."""
    known = list(given)
    taken: set[int] = set()
    numbers: list[int | None] = []
    for number in known:
        fits = isinstance(number, int) and number not in taken
        numbers.append(int(number) if fits and number is not None else None)
        taken.update([int(number)] if fits and number is not None else [])
    following = iter(range(max(taken, default=0) + 1, max(taken, default=0) + len(known) + 1))
    return [next(following) if number is None else number for number in numbers]


def _units(text: str, place: int) -> int:
    """UTF-16 units before a character."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
