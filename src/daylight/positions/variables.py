"""Statements as a table of variables under plain names, the input of networks and exports.

Besides the coded variables of imported statements, under their own names, the table has for every statement: actor,
person, office, organisation, state and camp (the actor or what it belongs to, by name), issue, theme, locus, act,
stance, value, target, coder; and the fields of its document: title, publisher, author, source, section, type,
document, date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import polars

from daylight.desk.columns import StatementColumns, columns_of
from daylight.desk.dna import NUMBER
from daylight.desk.layers import Outline
from daylight.positions.claims import STANCE_VALUES, last_day
from daylight.positions.filters import variable
from daylight.records import Actor, Document, Issue, Statement, Value

if TYPE_CHECKING:
    from daylight.desk.store import Desk

LEVELS: dict[str, tuple[str, ...]] = {
    "person": ("person",),
    "office": ("office",),
    "organisation": ("organisation", "government", "armed_group", "media", "igo", "coalition"),
    "state": ("state",),
}
"""Kinds of actors that stand for each level."""

DOCUMENT_FIELDS = ("author", "source", "section", "type")

_INTERNAL = "dna."
"""Prefix of variables that only serve a round trip."""

_ALWAYS = ("statement", "document", "date", "statement type")
"""Variables that every table has."""

Column = polars.Expr | polars.Series


def variable_table(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    actors: Mapping[str, Actor],
    issues: Mapping[str, Issue],
) -> polars.DataFrame:
    """Table of the variables of statements, by time, then by number in the coding tool, then by id.

    Parameters
    ----------
    statements : iterable of Statement
        In any order.
    documents : iterable of Document
        Those of the statements.
    actors, issues : mapping
        By id, to name them and to find what an actor belongs to.

    Returns
    -------
    polars.DataFrame
        One row a statement. A coded variable hides a field of the same name.
    """
    of = {d.id: Outline(d.name, _text(d.published), d.title, d.publisher, d.attributes) for d in documents}
    return _table(columns_of(list(statements)), of, actors, issues, None)


def desk_table(desk: Desk, wanted: Sequence[str] | None = None) -> polars.DataFrame:
    """The same table of a desk's statements, made without a record of each.

    Parameters
    ----------
    desk : Desk
        Read, coded or imported.
    wanted : sequence of str, optional
        Variables to make, whatever their case, besides statement, document, date and statement type; without it, all.

    Raises
    ------
    InputError
        When one is wanted that is not there.
    """
    return _table(desk.statement_columns(), desk.outlines(), desk.actors(), desk.issues(), wanted)


def _table(
    told: StatementColumns,
    documents: Mapping[str, Outline],
    actors: Mapping[str, Actor],
    issues: Mapping[str, Issue],
    wanted: Sequence[str] | None,
) -> polars.DataFrame:
    own = {name if name not in _ALWAYS[:3] else f"{name} (coded)": name for name in told.coded.columns}
    own = {shown: name for shown, name in own.items() if not name.startswith(_INTERNAL)}
    fields = _fields(told, documents, actors, issues)
    names = list(dict.fromkeys([*fields, *own]))
    if wanted is not None:
        names = list(dict.fromkeys([*_ALWAYS, *(variable(names, name) for name in wanted)]))
    made = [told.coded[own[name]].alias(name) if name in own else fields[name]().alias(name) for name in names]
    seconds = {key: document.attributes.get("dna.date", 0) for key, document in documents.items()}
    order = [
        fields["date"]().alias("day"),
        _mapped(told.fields["doc"], seconds, polars.Int64).fill_null(0).alias("second"),
        *([told.coded[NUMBER].cast(polars.Int64).fill_null(0)] if NUMBER in told.coded.columns else []),
        told.fields["statement"].alias("id"),
    ]
    keys = polars.DataFrame(order)
    return polars.DataFrame(made)[keys.select(polars.arg_sort_by(keys.columns, nulls_last=True)).to_series()]


def _fields(
    told: StatementColumns,
    documents: Mapping[str, Outline],
    actors: Mapping[str, Actor],
    issues: Mapping[str, Issue],
) -> dict[str, Callable[[], polars.Series]]:
    """How to make each variable that any statement has."""
    rows = told.fields
    names = _names({key: actor.name for key, actor in actors.items()})
    issue_names = _names({key: issue.name for key, issue in issues.items()})

    def coded(name: str) -> polars.Series:
        if name in told.coded.columns:
            return told.coded[name].cast(polars.String)
        return polars.Series(name, [None] * len(rows), polars.String)

    def of_document(value: Callable[[Outline], str | None]) -> polars.Series:
        return _mapped(rows["doc"], {key: value(document) for key, document in documents.items()})

    def day() -> polars.Series:
        said = _mapped(rows["date"], {text: last_day(text) for text in rows["date"].unique() if text}, polars.Date)
        return said.zip_with(said.is_not_null(), of_document(lambda d: d.published).str.to_date())

    def document() -> polars.Series:
        given = coded("document")
        return given.zip_with(given.is_not_null() & (given != ""), rows["doc"])

    def level(name: str) -> Callable[[], polars.Series]:
        def made() -> polars.Series:
            found = {holder: _at_level(holder, name, actors, names) for holder in rows["holder"].unique()}
            return _mapped(rows["holder"], found)

        return made

    return {
        "statement": lambda: rows["statement"],
        "document": document,
        "date": day,
        "actor": lambda: _named(rows["holder"], names),
        "issue": lambda: _named(rows["issue"], issue_names),
        "theme": lambda: _mapped(rows["issue"], {key: issue.theme for key, issue in issues.items()}),
        "locus": lambda: _mapped(rows["issue"], {key: issue.locus for key, issue in issues.items()}),
        "act": lambda: rows["act"],
        "stance": lambda: rows["stance"],
        "value": lambda: _mapped(rows["stance"], STANCE_VALUES, polars.Float64),
        "target": lambda: _named(rows["target"], names),
        "coder": lambda: rows["coder"],
        "statement type": lambda: coded("dna.type"),
        **{name: level(name) for name in (*LEVELS, "camp")},
        "title": lambda: of_document(lambda d: d.title or d.name),
        "publisher": lambda: of_document(lambda d: d.publisher),
        **{name: lambda name=name: of_document(lambda d: _text(d.attributes.get(name))) for name in DOCUMENT_FIELDS},  # type: ignore[misc]
    }


def _mapped(series: polars.Series, values: Mapping[str, Any], kind: Any = polars.String) -> polars.Series:
    """What stands for each text; null where nothing does."""
    known = {key: value for key, value in values.items() if value is not None}
    keys = polars.Series(list(known), dtype=polars.String)
    return series.replace_strict(keys, polars.Series(list(known.values()), dtype=kind), default=None, return_dtype=kind)


def _named(series: polars.Series, names: Mapping[str, str]) -> polars.Series:
    """Names of ids; ids without a name stay."""
    return series.replace(list(names), list(names.values()))


def _names(names: Mapping[str, str]) -> dict[str, str]:
    """Names by id; those that several ids share are told apart by the id."""
    seen: dict[str, int] = {}
    for name in names.values():
        seen[name] = seen.get(name, 0) + 1
    return {key: name if seen[name] == 1 else f"{name} ({key})" for key, name in names.items()}


def _at_level(actor: str, level: str, actors: Mapping[str, Actor], names: Mapping[str, str]) -> str | None:
    """Name of the actor, or of the nearest one it belongs to, that is of the level; None where there is none."""
    queue, seen = [actor], {actor}
    while queue:
        known = actors.get(queue.pop(0))
        if known is None:
            continue
        found = _text(known.attributes.get("camp")) if level == "camp" else None
        if level != "camp" and known.kind in LEVELS[level]:
            found = names[known.id]
        if found is not None:
            return found
        nearer = [m.actor for m in known.memberships if m.until is None and m.actor not in seen]
        queue += nearer
        seen.update(nearer)
    return None


def _text(value: Value | date | None) -> str | None:
    return None if value is None else str(value)
