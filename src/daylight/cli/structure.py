"""`daylight structure`: camps, polarisation, backbone, ideal points, brokers and phases of a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption
from daylight.cli.tables import TableFormat, print_table

if TYPE_CHECKING:
    from polars import DataFrame

RowsOption = Annotated[str, typer.Option(help="Variable of the actors.", metavar="VARIABLE")]
ColumnsOption = Annotated[str, typer.Option(help="Variable of the issues.", metavar="VARIABLE")]
QualifierOption = Annotated[str, typer.Option(help="Boolean or number variable.", metavar="VARIABLE")]
IncludeOption = Annotated[list[str] | None, typer.Option(help="Filter; repeatable.", metavar="VARIABLE=VALUE")]
ExcludeOption = Annotated[list[str] | None, typer.Option(help="Filter; repeatable.", metavar="VARIABLE=VALUE")]
LeastOption = Annotated[int, typer.Option(help="Actors with fewer claims are left out.", min=1)]
DrawsOption = Annotated[int, typer.Option(help="Bootstrap draws.", min=0)]
SeedOption = Annotated[int, typer.Option(help="The same seed gives the same result.")]
JobsOption = Annotated[int, typer.Option(help="Threads; the result is the same for any number.", min=1)]
FormatOption = Annotated[TableFormat, typer.Option(help="How to print.")]

structure_app = typer.Typer(help="Camps, polarisation, backbone, ideal points, brokers, phases.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    for command in (camps, polarisation, backbone, scaling, brokers, phases):
        structure_app.command()(command)
    app.add_typer(structure_app, name="structure")


def camps(
    desk: DeskOption = DEFAULT_DESK,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    least: LeastOption = 3,
    resolution: Annotated[float, typer.Option(help="Above 1: more and smaller camps.")] = 1.0,
    draws: DrawsOption = 100,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """Camps by Leiden on the signed network, with the stability of each actor's place."""
    import polars

    from daylight.positions.communities import camps as find

    frame, rows, columns, qualifier = _claims(desk, rows, columns, qualifier, include, exclude, least)
    found = find(frame, rows, columns, qualifier, "document", resolution, draws, seed, jobs)
    _said(f"Leiden on the subtract network, average-normalised; signed modularity {found.quality:.3f}; {draws} draws")
    table = polars.DataFrame({"actor": found.actors, "camp": found.camps + 1, "stability": found.stability})
    print_table(table.sort("camp", "actor"), format, "No claims.")


def polarisation(
    desk: DeskOption = DEFAULT_DESK,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    least: LeastOption = 3,
    camps: Annotated[int, typer.Option(help="How many camps, of free size.", min=2)] = 2,
    variant: Annotated[str, typer.Option(help="standard or dna.")] = "standard",
    draws: DrawsOption = 20,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """Distance from a fully polarised debate, its camps, and how both vary in bootstrap draws."""
    import numpy
    import polars

    from daylight.positions.bootstrap import bootstrap
    from daylight.positions.networks import network
    from daylight.positions.polarisation import polarisation as find

    frame, rows, columns, qualifier = _claims(desk, rows, columns, qualifier, include, exclude, least)

    def measured(part: DataFrame) -> tuple[list[str], list[int], float, str]:
        ties = [
            network(part, rows, columns, qualifier, "one", aggregation, "average", "document", variant)
            for aggregation in ("congruence", "conflict")
        ]
        made = find(ties[0].matrix, ties[1].matrix, camps, variant, seed=seed)
        return ties[0].rows, made.camps.tolist(), made.distance, made.method

    actors, division, distance, method = measured(frame)
    spread = [m[2] for m in bootstrap(frame, measured, draws, seed, jobs)]
    low, high = numpy.quantile(spread, [0.05, 0.95]) if spread else (distance, distance)
    _said(f"distance {distance:.3f} (0: fully polarised), 90 % of {draws} draws in [{low:.3f}, {high:.3f}]; {method}")
    table = polars.DataFrame({"actor": actors, "camp": [c + 1 for c in division]})
    print_table(table.sort("camp", "actor"), format, "No claims.")


def backbone(
    desk: DeskOption = DEFAULT_DESK,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    least: LeastOption = 3,
    duplicates: Annotated[str, typer.Option(help="As for daylight network.")] = "document",
    variant: Annotated[str, typer.Option(help="standard or dna.")] = "standard",
    format: FormatOption = TableFormat.table,
) -> None:
    """Issues in the order in which they can be taken away; the last ones carry the structure of agreement."""
    import polars

    from daylight.positions.backbone import nested_backbone

    frame, rows, columns, qualifier = _claims(desk, rows, columns, qualifier, include, exclude, least)
    steps = nested_backbone(frame, rows, columns, qualifier, duplicates, variant)
    _said("nested backbone: loss of the spectrum of the subtract network when issues are taken away one by one")
    print_table(polars.DataFrame([vars(step) for step in steps]), format, "No claims.")


def scaling(
    desk: DeskOption = DEFAULT_DESK,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    least: LeastOption = 3,
    draws: Annotated[int, typer.Option(help="Kept draws of each of two chains.", min=50)] = 1000,
    seed: SeedOption = 0,
    format: FormatOption = TableFormat.table,
) -> None:
    """Ideal points of actors and issues on one line, with 90 % intervals."""
    import polars

    from daylight.positions.scaling import ideal_points

    frame, rows, columns, qualifier = _claims(desk, rows, columns, qualifier, include, exclude, 1)
    found = ideal_points(frame, rows, columns, qualifier, least, draws, draws // 2, seed)
    _said(f"Bayesian ideal points, two chains of {draws} draws; largest R-hat {found.convergence:.3f}")
    actors = polars.DataFrame(
        {"what": "actor", "name": found.actors, "point": found.points, "low": found.low, "high": found.high}
    )
    issues = polars.DataFrame(
        {"what": "issue", "name": found.issues, "point": found.discrimination, "low": found.discrimination_low}
        | {"high": found.discrimination_high}
    )
    print_table(polars.concat([actors.sort("point"), issues.sort("point")]), format, "No claims.")


def brokers(
    desk: DeskOption = DEFAULT_DESK,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    least: LeastOption = 3,
    draws: DrawsOption = 100,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """Actors whose agreement reaches across camps, with 90 % of bootstrap draws."""
    import polars

    from daylight.positions.brokers import brokers as find
    from daylight.positions.communities import camps as divide

    frame, rows, columns, qualifier = _claims(desk, rows, columns, qualifier, include, exclude, least)
    division = divide(frame, rows, columns, qualifier, draws=0, seed=seed)
    camp_of = dict(zip(division.actors, (division.camps + 1).tolist(), strict=True))
    _said("participation coefficient of congruence over the camps of daylight structure camps")
    found = find(frame, rows, columns, qualifier, camp_of, "document", draws, seed, jobs)
    print_table(polars.DataFrame([broker._asdict() for broker in found]), format, "No claims.")


def phases(
    desk: DeskOption = DEFAULT_DESK,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    least: LeastOption = 3,
    width: Annotated[int, typer.Option(help="Days that the smoothing kernel spans.", min=1)] = 60,
    kernel: Annotated[str, typer.Option(help="uniform, triangular, epanechnikov or gaussian.")] = "gaussian",
    draws: DrawsOption = 50,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """States of the debate over time and the moments at which it passes from one to another."""
    import polars

    from daylight.positions.phases import phases as find

    frame, rows, columns, qualifier = _claims(desk, rows, columns, qualifier, include, exclude, least)
    found = find(frame, rows, columns, qualifier, None, width, kernel, draws, seed, jobs)
    turns = ", ".join(map(str, found.transitions)) or "none"
    _said(f"{kernel} kernel of {width} days, average linkage; transitions: {turns}")
    table = polars.DataFrame({"day": found.moments, "state": found.states + 1, "change_in_draws": found.stability})
    print_table(table.with_columns(polars.col("change_in_draws").fill_nan(None)), format, "No claims.")


def _claims(
    desk: str, rows: str, columns: str, qualifier: str, include: list[str] | None, exclude: list[str] | None, least: int
) -> tuple[DataFrame, str, str, str]:
    """Claims that pass the filters, of actors with enough of them, and the columns meant."""
    import polars

    from daylight.desk.store import Desk
    from daylight.errors import InputError
    from daylight.positions.variables import choose, one_type, variable, variable_table

    with Desk.open(desk, create=False) as store:
        frame = variable_table(store.statements(), store.documents(), store.actors(), store.issues())
    rows, columns, qualifier = (variable(frame, name) for name in (rows, columns, qualifier))
    chosen = choose(one_type(frame, rows, columns), include or (), exclude or ())
    chosen = chosen.filter(polars.col(rows).is_not_null() & polars.col(columns).is_not_null())
    chosen = chosen.filter(polars.len().over(rows) >= least)
    if chosen[rows].n_unique() < 2:
        raise InputError(f"{desk}: fewer than two actors have {least} claims; lower --least or import more")
    return chosen, rows, columns, qualifier


def _said(how: str) -> None:
    typer.echo(how, err=True)
