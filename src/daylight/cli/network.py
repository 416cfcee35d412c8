"""`daylight network`: discourse networks from a desk."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from daylight.cli.options import (
    DEFAULT_DESK,
    ColumnsOption,
    DeskOption,
    Duplicates,
    DuplicatesOption,
    ExcludeOption,
    IncludeOption,
    Kernel,
    RowsOption,
    Variant,
    VariantOption,
    WidthOption,
    WindowOption,
    moments_of,
)

if TYPE_CHECKING:
    from polars import DataFrame


class Mode(StrEnum):
    """What is tied to what."""

    one = "one"
    two = "two"
    events = "events"


class Aggregation(StrEnum):
    """How qualifier values make ties."""

    ignore = "ignore"
    congruence = "congruence"
    conflict = "conflict"
    subtract = "subtract"
    combine = "combine"


class Normalization(StrEnum):
    """What ties are divided by."""

    none = "none"
    average = "average"
    jaccard = "jaccard"
    cosine = "cosine"
    activity = "activity"
    prominence = "prominence"


class NetworkFormat(StrEnum):
    """How the network is written."""

    json = "json"
    csv = "csv"
    graphml = "graphml"
    gexf = "gexf"
    dl = "dl"


def register(app: typer.Typer) -> None:
    """Mount the command."""
    app.command()(network)


def network(
    desk: DeskOption = DEFAULT_DESK,
    mode: Annotated[Mode, typer.Option(help="One-mode, two-mode, or the list of claims.")] = Mode.one,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: Annotated[
        str | None, typer.Option(help="Boolean or number variable; value: the stance in [-1, 1].", metavar="VARIABLE")
    ] = None,
    aggregation: Annotated[Aggregation, typer.Option(help="How qualifier values make ties.")] = Aggregation.ignore,
    normalization: Annotated[Normalization, typer.Option(help="What ties are divided by.")] = Normalization.none,
    duplicates: DuplicatesOption = Duplicates.none,
    variant: VariantOption = Variant.standard,
    format: Annotated[NetworkFormat, typer.Option(help="How to write it.")] = NetworkFormat.json,
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    since: Annotated[str | None, typer.Option(help="First day that counts.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last day that counts.", metavar="DATE")] = None,
    isolates: Annotated[bool, typer.Option(help="Keep rows and columns without claims that pass.")] = False,
    window: WindowOption = None,
    kernel: Annotated[Kernel | None, typer.Option(help="Smooth one-mode networks at 24 moments.")] = None,
    width: WidthOption = 60,
    statement_type: Annotated[
        str | None, typer.Option(help="Statement type of an imported desk; default: the one with most claims.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="File to write instead of printing.", metavar="FILE")] = None,
) -> None:
    """Make a discourse network and print it."""
    from daylight.desk.graph_formats import write_graph
    from daylight.desk.store import Desk
    from daylight.positions.counts import labels_of, retained
    from daylight.positions.filters import choose, filtered_by, one_type, variable
    from daylight.positions.networks import network as make
    from daylight.positions.variables import desk_table

    with Desk.open(desk, create=False) as store:
        filters = filtered_by([*(include or ()), *(exclude or ())])
        asked = [rows, columns, *([qualifier] if qualifier else []), *filters, "title"]
        frame = desk_table(store, asked if mode is Mode.events else asked[:-1])
    rows, columns = variable(frame.columns, rows), variable(frame.columns, columns)
    qualifier = variable(frame.columns, qualifier) if qualifier else None
    everything = one_type(frame, rows, columns, statement_type)
    chosen = choose(everything, include or (), exclude or (), since, until)
    if mode is Mode.events:
        separate = aggregation is not Aggregation.ignore
        claims = retained(chosen, rows, columns, qualifier, duplicates.value, variant.value, separate)
        text = _listed(claims, [rows, columns, *([qualifier] if qualifier else [])], format)
    elif window or kernel:
        options = (rows, columns, qualifier, aggregation.value, normalization.value, duplicates.value, variant.value)
        text = _over_time(chosen, options, mode, window, kernel, width, isolates, format)
    else:
        made = make(
            chosen,
            rows,
            columns,
            qualifier,
            mode.value,
            aggregation.value,
            normalization.value,
            duplicates.value,
            variant.value,
            labels=(labels_of(everything, rows), labels_of(everything, columns)) if isolates else None,
        )
        text = write_graph(made.rows, made.columns, made.matrix, mode is Mode.two, format.value)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        typer.echo(text)


def _listed(claims: DataFrame, variables: list[str], format: NetworkFormat) -> str:
    """The list of claims as JSON or CSV."""
    import json

    from daylight.desk.tables import guard_cells
    from daylight.errors import InputError

    fields = dict.fromkeys(["statement", "date", *variables, "document", "title"])
    table = claims.select(name for name in fields if name in claims.columns)
    if format is NetworkFormat.csv:
        return guard_cells(table).write_csv().rstrip("\n")
    if format is NetworkFormat.json:
        return json.dumps(
            {"rows": variables[:1], "cols": variables[1:2], "events": table.to_dicts()}, default=str, ensure_ascii=False
        )
    raise InputError(f"a list of claims cannot be written as {format.value}; use json or csv")


def _over_time(
    claims: DataFrame,
    options: tuple[str, str, str | None, str, str, str, str],
    mode: Mode,
    window: str | None,
    kernel: Kernel | None,
    width: int,
    isolates: bool,
    format: NetworkFormat,
) -> str:
    """Networks of windows or smoothed moments as one JSON object."""
    import json

    from daylight.errors import InputError
    from daylight.positions.posterior import regular_moments
    from daylight.positions.windows import kernel_networks, window_networks

    rows, columns, qualifier, aggregation, normalization, duplicates, variant = options
    if format is not NetworkFormat.json:
        raise InputError("networks over time are written as JSON; leave out --format")
    if window and kernel:
        raise InputError("give --window or --kernel, not both")
    if kernel and mode is not Mode.one:
        raise InputError("a kernel smooths one-mode networks; use --mode one")
    if kernel:
        days = claims["date"].drop_nulls().sort()
        if days.is_empty():
            raise InputError("no claim that passes has a date; networks over time need dates")
        moments = regular_moments(days[0], days[-1])
        made = kernel_networks(claims, moments, width, kernel.value, rows, columns, qualifier, *options[3:])
        spans = [{"at": moment.isoformat()} for moment in moments]
    else:
        windows = moments_of(claims, window or "month")
        made = window_networks(
            claims, windows, rows, columns, qualifier, mode.value, aggregation, normalization, duplicates, variant,
            isolates,
        )  # fmt: skip
        spans = [{"first": first.isoformat(), "last": last.isoformat()} for first, last in windows]
    networks = [
        {**span, "rows": n.rows, "cols": n.columns, "matrix": n.matrix.tolist()}
        for span, n in zip(spans, made, strict=True)
    ]
    return json.dumps({"networks": networks}, ensure_ascii=False)
