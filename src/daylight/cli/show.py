"""`daylight show` and `daylight source`: records as tables, and the sentence behind any of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption
from daylight.cli.tables import FormatOption, TableFormat, print_table


class Layer(StrEnum):
    """What can be shown."""

    actors = "actors"
    issues = "issues"
    statements = "statements"
    attributions = "attributions"
    conditions = "conditions"
    events = "events"
    relations = "relations"
    documents = "documents"
    sources = "sources"


SHOWN: dict[str, tuple[str, ...]] = {
    "actors": ("id", "name", "kind", "country", "role", "memberships"),
    "issues": ("id", "name", "proposition"),
    "statements": ("id", "date", "holder", "reported_by", "act", "stance", "issue", "confidence", "text"),
    "attributions": ("id", "holders", "quotation", "confidence", "text"),
    "conditions": ("id", "actor", "kind", "state", "confidence", "text"),
    "events": ("id", "date", "type", "mode", "actors", "recipients", "status", "confidence", "text"),
    "relations": ("id", "a", "b", "kind", "issue", "text"),
    "documents": ("id", "name", "published", "published_reason", "language", "characters", "notes"),
    "sources": ("source", "kind", "voice", "statements", "quoted", "relayed_by"),
}
"""Columns of the printed table; CSV and JSON hold all."""


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command()(show)
    app.command()(source)


def show(
    layer: Annotated[Layer, typer.Argument(help="What to show.")],
    desk: DeskOption = DEFAULT_DESK,
    actor: Annotated[str | None, typer.Option(help="Id, name or alias of an actor.")] = None,
    issue: Annotated[str | None, typer.Option(help="Id, name or alias of an issue.")] = None,
    stance: Annotated[str | None, typer.Option(help="support, oppose, conditional, mixed or neutral.")] = None,
    act: Annotated[str | None, typer.Option(help="demand, promise, threaten, reject …")] = None,
    since: Annotated[str | None, typer.Option(help="ISO date, counted in.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="ISO date, counted in.", metavar="DATE")] = None,
    document: Annotated[str | None, typer.Option(help="Id or name of a document.")] = None,
    minimum_confidence: Annotated[float, typer.Option(help="Between 0 and 1.", min=0, max=1)] = 0.0,
    format: FormatOption = TableFormat.table,
) -> None:
    """Show a layer of the record as a table, CSV or JSON."""
    from daylight.desk.store import Desk
    from daylight.desk.tables import FILTERS, table
    from daylight.errors import InputError

    given = {
        "actor": actor,
        "issue": issue,
        "stance": stance,
        "act": act,
        "since": since,
        "until": until,
        "document": document,
        "minimum_confidence": minimum_confidence or None,
    }
    filters = {name: value for name, value in given.items() if value is not None}
    misplaced = [name for name in filters if name not in FILTERS[layer.value]]
    if misplaced:
        option = "--" + misplaced[0].replace("_", "-")
        possible = ", ".join("--" + name.replace("_", "-") for name in FILTERS[layer.value]) or "none"
        raise InputError(f"{option} does not apply to {layer.value}; filters there: {possible}")
    with Desk.open(desk, create=False) as store:
        frame = table(store, layer.value, **filters)
    print_table(frame, format, f"No {layer.value} match.", SHOWN[layer.value])


def source(
    record: Annotated[str, typer.Argument(metavar="ID", help="Id of a record, or enough of its start.")],
    desk: DeskOption = DEFAULT_DESK,
) -> None:
    """Print the sentence behind a record, highlighted, with its document and offsets."""
    from rich.console import Console
    from rich.text import Text

    from daylight.desk.evidence import evidence_of
    from daylight.desk.store import Desk

    with Desk.open(desk, create=False) as store:
        found = store.find(record)
        document = store.document(found.doc)
    console = Console(highlight=False)
    for passage in evidence_of(found, document):
        line = Text(document.text[slice(*passage.context)].replace("\n", " "))
        for start, end in passage.spans:
            line.stylize("bold reverse", start - passage.context[0], end - passage.context[0])
        console.print(line, soft_wrap=True)
        marks = ", ".join(f"{start}-{end}" for start, end in passage.spans)
        dated = document.published.isoformat() if document.published else "undated"
        console.print(f"  {document.name} ({dated}), characters {marks}", style="dim", markup=False)
    console.print(f"  {found.id} by {found.step}, confidence {found.confidence:.2f}", style="dim", markup=False)
