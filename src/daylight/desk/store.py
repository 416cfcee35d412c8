"""The desk: one analyst's or team's store of documents, records and review decisions."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Select, delete, select

from daylight.desk import schema
from daylight.desk.connection import connect
from daylight.desk.layers import (
    Outline,
    RecordT,
    bodies,
    decisions,
    find_record,
    known_bodies,
    outlines,
    read_layer,
    validated,
)
from daylight.desk.log import changed, take_back, write_decision
from daylight.desk.lookup import join_actors, named
from daylight.desk.review import Decision
from daylight.desk.rows import document_row, insert_rows, named_row, record_row
from daylight.errors import InputError, NotFoundError
from daylight.records import (
    Actor,
    Attribution,
    Condition,
    Document,
    DocumentRecord,
    Event,
    Issue,
    Mention,
    Record,
    Relation,
    Statement,
)

if TYPE_CHECKING:
    import polars

    from daylight.desk.columns import StatementColumns
    from daylight.desk.intake import Intake


class Desk:
    """A store of records, opened with `Desk.open`; use it in a ``with`` block or call `close`."""

    def __init__(self, place: str | Path, create: bool = True):
        self.place = str(place)
        self._engine = connect(place, create)

    @classmethod
    def open(cls, place: str | Path, create: bool = True) -> Self:
        """Open a desk file or database URL; see `daylight.desk.connection.connect` for what is refused."""
        return cls(place, create)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Keeping

    def add(self, record: DocumentRecord) -> bool:
        """Keep everything read from one document, in one transaction; what an earlier reading of it left is replaced.

        Returns
        -------
        bool
            Whether the document is new to the desk.
        """
        document = record.document
        with self._engine.begin() as connection:
            held = connection.execute(
                select(schema.documents.c.read_at).where(schema.documents.c.id == document.id)
            ).scalar()
            connection.execute(delete(schema.documents).where(schema.documents.c.id == document.id))
            insert_rows(connection, schema.documents, [document_row(record)])
            insert_rows(connection, schema.actors, [named_row(document.id, a, kind=a.kind) for a in record.actors])
            insert_rows(connection, schema.issues, [named_row(document.id, i) for i in record.issues])
            insert_rows(
                connection,
                schema.mentions,
                [
                    {"doc": m.doc, "start": m.span[0], "end": m.span[1], "actor": m.actor, "form": m.form}
                    | {"confidence": m.confidence}
                    for m in record.mentions
                ],
            )
            for layer, table in schema.RECORDS.items():
                insert_rows(connection, table, (record_row(table, item) for item in getattr(record, layer)))
        return held is None

    def remove(self, document: str) -> None:
        """Take a document and what was read from it off the desk; review decisions stay in the log."""
        found = self.document(document)
        with self._engine.begin() as connection:
            connection.execute(delete(schema.documents).where(schema.documents.c.id == found.id))

    def read(self, *paths: str | Path, **options: Any) -> Intake:
        """Read files and folders into the desk; options as for `daylight.desk.intake.read_into`."""
        from daylight.desk.intake import read_into

        return read_into(self, paths, **options)

    # Asking

    def documents(self) -> list[Document]:
        """All documents, by publication date, undated ones last, then by name."""
        found = self._documents(select(schema.documents.c.body, schema.documents.c.text))
        return sorted(found, key=lambda d: (d.published is None, d.published, d.name, d.id))

    def outlines(self) -> dict[str, Outline]:
        """All documents by id, without their texts and segments."""
        return outlines(self._engine)

    def document(self, name: str) -> Document:
        """A document by id or name.

        Raises
        ------
        NotFoundError
            When none or several carry the name.
        """
        columns = select(schema.documents.c.body, schema.documents.c.text)
        by_id = self._documents(columns.where(schema.documents.c.id == name))
        if by_id:
            return by_id[0]
        documents = self.documents()
        found = [d for d in documents if name in (d.name, d.title)]
        if not found:
            found = [d for d in documents if name.casefold() in d.name.casefold()]
        if len(found) != 1:
            known = ", ".join(f"{d.id} {d.name}" for d in (found or documents)[:5])
            what = "several documents are" if found else "no document is"
            raise NotFoundError(f"{self.place}: {what} called {name!r}; there are: {known or 'none'}")
        return found[0]

    def notes(self) -> dict[str, list[str]]:
        """What reading could not do, by document id."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(schema.documents.c.id, schema.documents.c.notes)).all()
        return {doc: notes for doc, notes in rows if notes}

    def actors(self) -> dict[str, Actor]:
        """All actors by id, what several documents tell of one joined."""
        actors: dict[str, Actor] = {}
        for body in known_bodies(self._engine, schema.actors):
            actor = validated(Actor, body)
            actors[actor.id] = join_actors(actors[actor.id], actor) if actor.id in actors else actor
        return dict(sorted(actors.items()))

    def issues(self) -> dict[str, Issue]:
        """All issues by id."""
        issues: dict[str, Issue] = {}
        for body in known_bodies(self._engine, schema.issues):
            issue = validated(Issue, body)
            if issue.id in issues:
                aliases = tuple(dict.fromkeys([*issues[issue.id].aliases, *issue.aliases]))
                issue = issues[issue.id].model_copy(update={"aliases": aliases})
            issues[issue.id] = issue
        return dict(sorted(issues.items()))

    def find_actor(self, name: str) -> Actor:
        """An actor by id, name or alias, whatever the case.

        Raises
        ------
        NotFoundError
            When there is none; the message offers close names.
        """
        return named(self.actors(), name, "actor", self.place)

    def find_issue(self, name: str) -> Issue:
        """An issue by id, name or alias, whatever the case."""
        return named(self.issues(), name, "issue", self.place)

    def statements(
        self,
        actor: str | None = None,
        issue: str | None = None,
        stance: str | None = None,
        act: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        minimum_confidence: float = 0.0,
    ) -> list[Statement]:
        """Statements, review decisions applied, by date, then document and place in it.

        Parameters
        ----------
        actor, issue, document : str, optional
            Id or name.
        stance, act : str, optional
            As in the record.
        since, until : str, optional
            ISO dates; both count. A statement without a date of its own has its document's.
        minimum_confidence : float
            In [0, 1].
        """
        actor_id = self.find_actor(actor).id if actor else None
        issue_id = self.find_issue(issue).id if issue else None
        return [
            record
            for record in self._layer(Statement, document, since, until, minimum_confidence)
            if (actor_id is None or record.holder == actor_id)
            and (issue_id is None or record.issue == issue_id or issue_id in record.also_issues)
            and (stance is None or record.stance == stance)
            and (act is None or record.act == act)
        ]

    def conditions(
        self,
        actor: str | None = None,
        issue: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        minimum_confidence: float = 0.0,
    ) -> list[Condition]:
        """Conditions, review decisions applied; parameters as for `statements`."""
        actor_id = self.find_actor(actor).id if actor else None
        issue_id = self.find_issue(issue).id if issue else None
        return [
            record
            for record in self._layer(Condition, document, since, until, minimum_confidence)
            if (actor_id is None or record.actor == actor_id) and (issue_id is None or record.issue == issue_id)
        ]

    def events(
        self,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        minimum_confidence: float = 0.0,
    ) -> list[Event]:
        """Events, review decisions applied; `actor` is in any role; other parameters as for `statements`."""
        actor_id = self.find_actor(actor).id if actor else None
        return [
            record
            for record in self._layer(Event, document, since, until, minimum_confidence)
            if actor_id is None or actor_id in (*record.actors, *record.recipients)
        ]

    def relations(
        self, actor: str | None = None, document: str | None = None, minimum_confidence: float = 0.0
    ) -> list[Relation]:
        """Relations that the texts declare, review decisions applied; parameters as for `statements`."""
        actor_id = self.find_actor(actor).id if actor else None
        return [
            record
            for record in self._layer(Relation, document, None, None, minimum_confidence)
            if actor_id is None or actor_id in (record.a, record.b)
        ]

    def attributions(self, document: str | None = None, minimum_confidence: float = 0.0) -> list[Attribution]:
        """Attributions, review decisions applied; parameters as for `statements`."""
        return self._layer(Attribution, document, None, None, minimum_confidence)

    def statement_columns(self) -> StatementColumns:
        """All statements in columns, review decisions applied, without making a record of each."""
        from daylight.desk.columns import statement_columns

        return statement_columns(self._engine)

    def mentions(self, document: str | None = None) -> list[Mention]:
        """Mentions of actors in text order."""
        query = select(schema.mentions).order_by(schema.mentions.c.doc, schema.mentions.c.start)
        if document:
            query = query.where(schema.mentions.c.doc == self.document(document).id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            Mention(doc=row.doc, span=(row.start, row.end), actor=row.actor, form=row.form, confidence=row.confidence)
            for row in rows
        ]

    def record(self, document: str) -> DocumentRecord:
        """Everything kept of one document, review decisions applied."""
        found = self.document(document)
        return DocumentRecord(
            document=found,
            actors=tuple(validated(Actor, body) for body in bodies(self._engine, schema.actors, found.id)),
            issues=tuple(validated(Issue, body) for body in bodies(self._engine, schema.issues, found.id)),
            mentions=tuple(self.mentions(found.id)),
            attributions=tuple(self.attributions(found.id)),
            statements=tuple(self.statements(document=found.id)),
            conditions=tuple(self.conditions(document=found.id)),
            events=tuple(self.events(document=found.id)),
            relations=tuple(self.relations(document=found.id)),
            notes=tuple(self.notes().get(found.id, ())),
        )

    def find(self, record: str) -> Record:
        """A record by id, or by the start of its id where that is enough.

        Raises
        ------
        NotFoundError
            When no record, or more than one, has that id.
        """
        return find_record(self._engine, self.place, record)

    def frame(self, layer: str) -> polars.DataFrame:
        """One layer as a table; lists are joined with "; ", spans stand as start and end.

        Parameters
        ----------
        layer : str
            "documents", "actors", "issues", "attributions", "statements", "conditions", "events" or "relations".
        """
        from daylight.desk.tables import table

        return table(self, layer)

    # Review

    def decide(
        self, action: str, record: str, changes: dict[str, Any] | None = None, coder: str = "analyst"
    ) -> Record | None:
        """Accept, reject or edit a record, for good; `undo` takes it back.

        Returns
        -------
        Record or None
            The record as it now stands; None when it was rejected.

        Raises
        ------
        NotFoundError, InputError
            When there is no such record, the action is unknown, or the changes do not fit the record.
        """
        if action not in ("accept", "reject", "edit"):
            raise InputError(f"{action!r} is no review action; use accept, reject or edit")
        current = self.find(record)
        after = changed(current, changes or {})
        write_decision(self._engine, action, current, changes or {}, coder)
        return None if action == "reject" else after

    def add_record(self, record: Record, coder: str = "analyst") -> Record:
        """Add a record that a person made; it is kept in the log like any decision."""
        self.document(record.doc)
        write_decision(self._engine, "add", record, {}, coder)
        return record

    def undo(self) -> Decision:
        """Take back the last decision that stands.

        Raises
        ------
        DeskError
            When no decision is left to take back.
        """
        return take_back(self._engine, self.place)

    def log(self) -> list[Decision]:
        """All review decisions in their order, undone ones marked."""
        return decisions(self._engine)

    # Within

    def _documents(self, query: Select[Any]) -> list[Document]:
        with self._engine.connect() as connection:
            return [Document.model_validate({**body, "text": text}) for body, text in connection.execute(query).all()]

    def _layer(
        self, kind: type[RecordT], document: str | None, since: str | None, until: str | None, confidence: float
    ) -> list[RecordT]:
        doc = self.document(document).id if document else None
        return read_layer(self._engine, kind, doc, since, until, confidence)
