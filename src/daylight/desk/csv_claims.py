"""Reads a table of signed claims (CSV) into records: the file is the document, each row a statement with its span."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daylight.desk.coded import UNNAMED, slugs, stance
from daylight.errors import InputError
from daylight.records import (
    Actor,
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

STEP = "import.csv/1"

_TRUE = {"true": True, "yes": True, "false": False, "no": False}
_STANCES = {"support": 1, "oppose": -1, "conditional": 1, "mixed": 0, "neutral": 0}


@dataclass(frozen=True)
class Columns:
    """Names of the columns; `group`, `text`, `document` and `coder` may be missing from the file."""

    date: str = "date"
    actor: str = "actor"
    group: str = "group"
    concept: str = "concept"
    sign: str = "sign"
    text: str = "text"
    document: str = "document"
    coder: str = "coder"


def read_csv_claims(path: str | Path, columns: Columns | None = None) -> list[DocumentRecord]:
    """Record of a CSV file of signed claims.

    Parameters
    ----------
    path : str or Path
        UTF-8, comma, semicolon or tab between cells, names of columns in the first line.
    columns : Columns, optional
        What the columns are called.

    Returns
    -------
    list of DocumentRecord
        One record. All cells are kept as variables under their columns' names. A sign is a number (above 0 supports,
        below opposes; 0 and 1 only: 1 supports, 0 opposes), yes or no, true or false, or the name of a stance.

    Raises
    ------
    InputError
        When the file or a needed column is missing, or a row has no date or sign that can be read.
    """
    path, columns = Path(path), columns or Columns()
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="strict")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text; save the table as UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    names, rows = _rows(path, text)
    for role in ("date", "actor", "concept", "sign"):
        if getattr(columns, role) not in names:
            raise InputError(
                f"{path}: has no column {getattr(columns, role)!r} for the {role}; it has {', '.join(names)}; "
                f"name the column with --{role}"
            )
    found = list(rows)
    signs = [_sign(path, row[columns.sign], line) for row, _, line in found]
    numbers = [s for s in signs if not isinstance(s, bool)]
    low, high = (min(numbers), max(numbers)) if numbers else (0, 1)
    actor_ids = slugs(
        name for row, _, _ in found for name in (row[columns.actor] or UNNAMED, row.get(columns.group, "")) if name
    )
    issue_ids = slugs(row[columns.concept] or UNNAMED for row, _, _ in found)
    identity = document_id(text)
    statements = [
        _statement(path, identity, row, span, line, sign, columns, (actor_ids, issue_ids), (low, high))
        for (row, span, line), sign in zip(found, signs, strict=True)
    ]
    last = max((s.date for s in statements if s.date), default=None)
    document = Document(
        id=identity,
        name=path.name,
        text=text,
        format="csv",
        published=date.fromisoformat(last) if last else None,
        published_reason="date of the last claim in the table",
        segments=(Segment(kind="paragraph", start=0, end=len(text)),) if text else (),
    )
    return [
        DocumentRecord(
            document=document,
            actors=_actors(found, columns, actor_ids),
            issues=tuple(
                Issue(id=slug, name=name, proposition=name, contrary=f"Not: {name}") for name, slug in issue_ids.items()
            ),
            statements=tuple(statements),
        )
    ]


_Row = tuple[dict[str, str], Span, int]


def _rows(path: Path, text: str) -> tuple[list[str], Iterator[_Row]]:
    """Names of the columns, and each row with its span in the text and its line number."""
    lines = text.splitlines(keepends=True)
    if not lines:
        raise InputError(f"{path}: is empty; give a table with a line of column names")
    separator = max(",;\t", key=lines[0].count)
    ends = [0]
    for line in lines:
        ends.append(ends[-1] + len(line))
    try:
        reader = csv.reader(lines, delimiter=separator, strict=True)
        names = [name.strip() for name in next(reader)]

        def rows() -> Iterator[_Row]:
            start = reader.line_num
            try:
                for cells in reader:
                    span = (ends[start], ends[start] + len("".join(lines[start : reader.line_num]).rstrip("\r\n")))
                    if any(cells):
                        yield dict(zip(names, [*cells, *[""] * len(names)], strict=False)), span, start + 1
                    start = reader.line_num
            except csv.Error as error:
                raise InputError(f"{path}, line {reader.line_num}: is not valid CSV ({error})") from error

        return names, rows()
    except csv.Error as error:
        raise InputError(f"{path}: is not valid CSV ({error})") from error


def _sign(path: Path, text: str, line: int) -> bool | int | float:
    plain = text.strip().casefold().replace("−", "-")
    if plain in _TRUE:
        return _TRUE[plain]
    if plain in _STANCES:
        return _STANCES[plain]
    try:
        number = float(plain)
        if number != number or abs(number) == float("inf"):
            raise ValueError
        return int(number) if number.is_integer() else number
    except ValueError:
        raise InputError(f"{path}, line {line}: {text!r} is no sign; use a number, yes or no, or a stance") from None


def _statement(
    path: Path,
    document: str,
    row: dict[str, str],
    span: Span,
    line: int,
    sign: bool | int | float,
    columns: Columns,
    ids: tuple[dict[str, str], dict[str, str]],
    ends: tuple[float, float],
) -> Statement:
    try:
        day = date.fromisoformat(row[columns.date].strip()[:10]) if row[columns.date].strip() else None
    except ValueError:
        raise InputError(f"{path}, line {line}: {row[columns.date]!r} is no date; write it as 2026-03-31") from None
    variables: dict[str, Value] = {
        name: value for name, value in row.items() if name and name not in (columns.date, columns.sign)
    }
    variables[columns.sign] = sign
    content = span
    said = row.get(columns.text, "")
    return Statement(
        id=record_id("statements", document, STEP, line),
        doc=document,
        evidence=(content,),
        step=STEP,
        holder=ids[0][row[columns.actor] or UNNAMED],
        content=content,
        sentence=span,
        act="assert",
        issue=ids[1][row[columns.concept] or UNNAMED],
        stance=stance(sign, *ends),
        quoted=bool(said),
        date=day and day.isoformat(),
        coder=row.get(columns.coder) or "imported",
        variables=variables,
    )


def _actors(rows: list[_Row], columns: Columns, ids: dict[str, str]) -> tuple[Actor, ...]:
    homes: dict[str, set[str]] = {}
    for row, _, _ in rows:
        actor, group = row[columns.actor] or UNNAMED, row.get(columns.group, "")
        homes.setdefault(actor, set())
        if group and group != actor:
            homes[actor].add(group)
            homes.setdefault(group, set())
    return tuple(
        Actor(
            id=ids[name], name=name, kind="group", memberships=tuple(Membership(actor=ids[g]) for g in sorted(groups))
        )
        for name, groups in sorted(homes.items())
    )
