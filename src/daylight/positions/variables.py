"""Statements as a table of variables under plain names, the input of networks and exports.

Besides the coded variables of imported statements, under their own names, the table has for every statement: actor,
person, office, organisation, state and camp (the actor or what it belongs to, by name), issue, theme, locus, act,
stance, value, target, coder; and the fields of its document: title, publisher, author, source, section, type,
document, date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars

from daylight.errors import InputError
from daylight.positions.claims import STANCE_VALUES, said_on
from daylight.records import Actor, Document, Issue, Statement, Value

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
    texts = {document.id: document for document in documents}
    names = _names({key: actor.name for key, actor in actors.items()})
    issue_names = _names({key: issue.name for key, issue in issues.items()})
    ordered = sorted(statements, key=lambda s: _order(s, texts.get(s.doc)))
    fields: dict[str, list[Any]] = {
        "statement": [s.id for s in ordered],
        "document": [str(s.variables.get("document") or s.doc) for s in ordered],
        "date": [said_on(s, texts.get(s.doc)) for s in ordered],
        "actor": [names.get(s.holder, s.holder) for s in ordered],
        "issue": [issue_names.get(s.issue, s.issue) for s in ordered],
        "theme": [issues[s.issue].theme if s.issue in issues else None for s in ordered],
        "locus": [issues[s.issue].locus if s.issue in issues else None for s in ordered],
        "act": [s.act for s in ordered],
        "stance": [s.stance for s in ordered],
        "value": [STANCE_VALUES[s.stance] for s in ordered],
        "target": [names.get(s.target, s.target) if s.target else None for s in ordered],
        "coder": [s.coder for s in ordered],
        "statement type": [s.variables.get("dna.type") for s in ordered],
    }
    cache: dict[tuple[str, str], str | None] = {}
    for level in (*LEVELS, "camp"):
        fields[level] = [_at_level(s.holder, level, actors, names, cache) for s in ordered]
    of = [texts.get(s.doc) for s in ordered]
    fields["title"] = [d and (d.title or d.name) for d in of]
    fields["publisher"] = [d and d.publisher for d in of]
    for name in DOCUMENT_FIELDS:
        fields[name] = [d and _text(d.attributes.get(name)) for d in of]
    series = {
        name: polars.Series(name, column, dtype=_KINDS.get(name, polars.String)) for name, column in fields.items()
    }
    coded = dict.fromkeys(n for s in ordered for n in s.variables if not n.startswith(_INTERNAL))
    for name in coded:
        series[name if name not in ("statement", "document", "date") else f"{name} (coded)"] = _column(
            name, [s.variables.get(name) for s in ordered]
        )
    return polars.DataFrame([column.alias(name) for name, column in series.items()])


def choose(
    frame: polars.DataFrame,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> polars.DataFrame:
    """Claims that pass filters.

    Parameters
    ----------
    frame : polars.DataFrame
        As from `variable_table`.
    include, exclude : sequence of str
        ``VARIABLE=VALUE``. Of included values of one variable, one must hold; of excluded ones, none.
    since, until : str, optional
        ISO dates; both count.

    Raises
    ------
    InputError
        When a filter is not of that form or names no variable.
    """
    for given, inverse in ((include, False), (exclude, True)):
        wanted: dict[str, list[str]] = {}
        for text in given:
            name, mark, value = text.partition("=")
            if not mark:
                raise InputError(f"{text!r} is no filter; write VARIABLE=VALUE")
            wanted.setdefault(variable(frame, name), []).append(value)
        for name, values in wanted.items():
            kind = frame.schema[name]
            column = polars.col(name)
            if kind == polars.Boolean:
                values = ["1" if v.casefold() in ("1", "true", "yes") else "0" for v in values]
                column = column.cast(polars.Int8)
            hit = column.cast(polars.String).is_in(values).fill_null(False)
            frame = frame.filter(~hit if inverse else hit)
    try:
        if since:
            frame = frame.filter(polars.col("date") >= polars.lit(since).str.to_date())
        if until:
            frame = frame.filter(polars.col("date") <= polars.lit(until).str.to_date())
    except polars.exceptions.PolarsError as error:
        raise InputError(f"{since or ''}/{until or ''}: a date is not of the form 2026-03-31") from error
    return frame


def variable(frame: polars.DataFrame, name: str) -> str:
    """Column that a user's name for a variable means, whatever the case.

    Raises
    ------
    InputError
        When there is none; the message lists what there is.
    """
    if name in frame.columns:
        return name
    alike = [column for column in frame.columns if column.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    raise InputError(f"no variable is called {name!r}; there are: {', '.join(sorted(frame.columns))}")


def one_type(frame: polars.DataFrame, rows: str, columns: str, wanted: str | None = None) -> polars.DataFrame:
    """Claims of one statement type: the one named, else the one with the most claims on both variables."""
    types = frame["statement type"].drop_nulls().unique().sort().to_list()
    if wanted is not None:
        if wanted not in types:
            raise InputError(f"no statement type is called {wanted!r}; there are: {', '.join(types) or 'none'}")
        return frame.filter(polars.col("statement type") == wanted)
    if len(types) < 2:
        return frame
    coded = frame.filter(polars.col(rows).is_not_null() & polars.col(columns).is_not_null())
    most = coded.group_by("statement type").len().sort("len", "statement type", descending=[True, False])
    best = most["statement type"][0] if len(most) else None
    return frame.filter(polars.col("statement type").eq_missing(polars.lit(best)))


_KINDS: dict[str, Any] = {"date": polars.Date, "value": polars.Float64}


def _order(statement: Statement, document: Document | None) -> tuple[Any, ...]:
    day = said_on(statement, document)
    second = document.attributes.get("dna.date", 0) if document else 0
    number = statement.variables.get("dna.id", 0)
    return day is None, day, second, number, statement.id


def _names(names: Mapping[str, str]) -> dict[str, str]:
    """Names by id; those that several ids share are told apart by the id."""
    seen: dict[str, int] = {}
    for name in names.values():
        seen[name] = seen.get(name, 0) + 1
    return {key: name if seen[name] == 1 else f"{name} ({key})" for key, name in names.items()}


def _at_level(
    actor: str,
    level: str,
    actors: Mapping[str, Actor],
    names: Mapping[str, str],
    cache: dict[tuple[str, str], str | None],
) -> str | None:
    """Name of the actor, or of the nearest one it belongs to, that is of the level; None where there is none."""
    if (actor, level) not in cache:
        found, queue, seen = None, [actor], {actor}
        while queue and found is None:
            known = actors.get(queue.pop(0))
            if known is None:
                continue
            if level == "camp":
                found = _text(known.attributes.get("camp"))
            elif known.kind in LEVELS[level]:
                found = names[known.id]
            nearer = [m.actor for m in known.memberships if m.until is None and m.actor not in seen]
            queue += nearer
            seen.update(nearer)
        cache[actor, level] = found
    return cache[actor, level]


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)


def _column(name: str, values: list[Any]) -> polars.Series:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return polars.Series(name, values, dtype=polars.Boolean)
    if kinds <= {bool, int}:
        return polars.Series(name, [None if v is None else int(v) for v in values], dtype=polars.Int64)
    if kinds <= {bool, int, float}:
        return polars.Series(name, [None if v is None else float(v) for v in values], dtype=polars.Float64)
    return polars.Series(name, [_text(v) for v in values], dtype=polars.String)
