"""`daylight structure`: camps, polarisation, backbone, ideal points, brokers and phases of a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from daylight.cli.options import (
    Claims,
    DrawsOption,
    Duplicates,
    DuplicatesOption,
    JobsOption,
    Kernel,
    SeedOption,
    Variant,
    VariantOption,
    WidthOption,
    WindowOption,
    moments_of,
    of_claims,
)
from daylight.cli.tables import FormatOption, TableFormat, print_table

if TYPE_CHECKING:
    from polars import DataFrame

structure_app = typer.Typer(help="Camps, polarisation, backbone, ideal points, brokers, phases.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    for command in (camps, polarisation, backbone, scaling, brokers, phases):
        structure_app.command()(of_claims(command))
    app.add_typer(structure_app, name="structure")


def camps(
    claims: Claims,
    resolution: Annotated[float, typer.Option(help="Above 1: more and smaller camps.")] = 1.0,
    draws: DrawsOption = 100,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """Camps by Leiden on the signed network, with the stability of each actor's place."""
    import polars

    from daylight.positions.communities import camps as find

    found = find(claims.frame, *claims.by, "document", resolution, draws, seed, jobs)
    how = f"Leiden on the subtract network, average-normalised, resolution {resolution:g}"
    _said(claims, f"{how}; signed modularity {found.quality:.3f}", f"{_alike(found.stability)} {_drawn(draws, seed)}")
    table = polars.DataFrame({"actor": found.actors, "camp": found.camps + 1, "stability": found.stability})
    print_table(table.sort("camp", "actor"), format, "No claims.")


def polarisation(
    claims: Claims,
    camps: Annotated[int, typer.Option(help="How many camps, of free size.", min=2)] = 2,
    window: WindowOption = None,
    kernel: Annotated[Kernel | None, typer.Option(help="Smooth over time, at 12 moments (dna: every day).")] = None,
    width: WidthOption = 60,
    variant: VariantOption = Variant.standard,
    draws: DrawsOption = 20,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """Distance from a fully polarised debate, its camps, and how both vary in bootstrap draws; also over time."""
    import polars

    from daylight.errors import InputError
    from daylight.positions.polarisation_windows import polarisation_of, polarisation_over_time

    if window and kernel:
        raise InputError("give --window or --kernel, not both")
    spread = "90 % of" if draws else "no interval:"
    if kernel:
        table = _smoothed(claims, kernel.value, width, camps, variant.value, draws, seed, jobs)
        how = f"level is 1 less the distance from full polarisation; {kernel.value} kernel of {width} days"
        how += ", balanced camps as in DNA" if variant is Variant.dna else ""
        _said(claims, how, f"{spread} {_drawn(draws, seed)}")
    elif window:
        if variant is Variant.dna:
            raise InputError("DNA has polarisation in smoothed windows only; use --kernel")
        windows = moments_of(claims.frame, window)
        found = polarisation_over_time(claims.frame, windows, *claims.by, camps, draws, seed, jobs)
        how = f"level is 1 less the distance from full polarisation; {camps} camps"
        _said(claims, how, f"{spread} {_drawn(draws, seed)}")
        table = polars.DataFrame([t._asdict() for t in found])
    else:
        whole = polarisation_of(claims.frame, *claims.by, camps, variant.value, draws, seed, jobs)
        how = f"distance {whole.distance:.3f} (0: fully polarised); {whole.method}"
        ends = f"in [{whole.low:.3f}, {whole.high:.3f}], moved to the middle; {_alike(whole.stability)} them"
        _said(claims, how, f"{spread} {_drawn(draws, seed)} {ends}" if draws else _drawn(draws, seed))
        table = polars.DataFrame({"actor": whole.actors, "camp": whole.camps + 1, "stability": whole.stability})
        table = table.sort("camp", "actor")
    print_table(table, format, "No claims.")


def _smoothed(
    claims: Claims, kernel: str, width: int, camps: int, variant: str, draws: int, seed: int, jobs: int
) -> DataFrame:
    """Polarisation at moments, as a table."""
    import polars

    from daylight.positions.polarisation_windows import smoothed_polarisation
    from daylight.positions.posterior import regular_moments
    from daylight.positions.windows import indented_days

    days = claims.frame["date"].drop_nulls().sort()
    if variant == "dna":
        width += width % 2
        moments = indented_days(days, width)
    else:
        moments = regular_moments(days[0], days[-1], 12)
    found = smoothed_polarisation(
        claims.frame, moments, width, kernel, *claims.by, camps, "document", variant, draws, seed, jobs
    )
    rows = [{**p._asdict(), "actors": len(p.actors)} for p in found]
    return polars.DataFrame(rows).drop("camps").with_columns(polars.col("level", "low", "high").fill_nan(None))


def backbone(
    claims: Claims,
    duplicates: DuplicatesOption = Duplicates.document,
    variant: VariantOption = Variant.standard,
    penalty: Annotated[float, typer.Option(help="The larger, the fewer issues are in the backbone.", min=0)] = 5.0,
    draws: DrawsOption = 20,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """Issues in the order in which they can be taken away; the last ones carry the structure of agreement."""
    import polars

    from daylight.positions.backbone import backbone_stability, nested_backbone

    options = (*claims.by, duplicates.value, variant.value)
    steps = nested_backbone(claims.frame, *options)
    kept, shares = backbone_stability(claims.frame, *options, penalty, draws, seed, jobs)
    how = "nested backbone: loss of the spectrum of the subtract network when issues are taken away one by one"
    _said(claims, f"{how}; penalty {penalty:g}", f"in_draws: in the backbone in this share of {_drawn(draws, seed)}")
    rows = [{**vars(step), "backbone": step.issue in kept.issues, "in_draws": shares.get(step.issue)} for step in steps]
    print_table(polars.DataFrame(rows), format, "No claims.")


def scaling(
    claims: Claims,
    draws: Annotated[int, typer.Option("--draws", help="Kept draws of each of two chains.", min=50)] = 4000,
    seed: SeedOption = 0,
    format: FormatOption = TableFormat.table,
) -> None:
    """Ideal points of actors and issues on one line, with 90 % intervals."""
    import polars

    from daylight.positions.scaling import ideal_points

    found = ideal_points(claims.frame, *claims.by, claims.least, draws, draws // 2, seed)
    how = f"Bayesian ideal points; largest R-hat {found.convergence:.3f}"
    _said(claims, how, f"low and high: 90 % of {draws} draws of each of two chains, seed {seed}")
    actors = polars.DataFrame(
        {"what": "actor", "name": found.actors, "point": found.points, "low": found.low, "high": found.high}
    )
    issues = polars.DataFrame(
        {"what": "issue", "name": found.issues, "point": found.discrimination, "low": found.discrimination_low}
        | {"high": found.discrimination_high}
    )
    print_table(polars.concat([actors.sort("point"), issues.sort("point")]), format, "No claims.")


def brokers(
    claims: Claims,
    draws: DrawsOption = 100,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """Actors whose agreement reaches across camps, with 90 % of bootstrap draws."""
    import polars

    from daylight.positions.brokers import brokers as find
    from daylight.positions.communities import camps as divide

    division = divide(claims.frame, *claims.by, draws=0, seed=seed)
    camp_of = dict(zip(division.actors, (division.camps + 1).tolist(), strict=True))
    how = "participation coefficient of congruence over the camps of daylight structure camps"
    _said(claims, how, f"low and high: 90 % of {_drawn(draws, seed)}, camps held fast")
    found = find(claims.frame, *claims.by, camp_of, "document", draws, seed, jobs)
    print_table(polars.DataFrame([broker._asdict() for broker in found]), format, "No claims.")


def phases(
    claims: Claims,
    width: WidthOption = 60,
    kernel: Annotated[Kernel, typer.Option(help="How claims are weighed by their distance in time.")] = Kernel.gaussian,
    draws: DrawsOption = 50,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
    format: FormatOption = TableFormat.table,
) -> None:
    """States of the debate over time and the moments at which it passes from one to another."""
    import polars

    from daylight.positions.phases import phases as find

    found = find(claims.frame, *claims.by, None, width, kernel.value, draws, seed, jobs)
    turns = ", ".join(map(str, found.transitions)) or "none"
    how = f"{kernel.value} kernel of {width} days, average linkage; transitions: {turns}"
    _said(claims, how, f"change_in_draws: a change at that moment or beside it in this share of {_drawn(draws, seed)}")
    table = polars.DataFrame({"day": found.moments, "state": found.states + 1, "change_in_draws": found.stability})
    print_table(table.with_columns(polars.col("change_in_draws").fill_nan(None)), format, "No claims.")


def _said(claims: Claims, how: str, stable: str) -> None:
    """Say on standard error how a result was computed, from what, and how stable it is."""
    typer.echo(f"{how}\n{claims.size}\n{stable}", err=True)


def _drawn(draws: int, seed: int) -> str:
    return f"{draws} bootstrap draws over claims, seed {seed}" if draws else "no bootstrap draws"


def _alike(stability: Any) -> str:
    """How much of a division bootstrap draws leave as it is."""
    import numpy

    known = stability[~numpy.isnan(stability)]
    return f"{known.mean():.0%} of pairs are divided or joined alike in" if len(known) else "stability unknown:"
