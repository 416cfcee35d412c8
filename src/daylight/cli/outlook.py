"""`daylight outlook`: conflicts from model files: which outcomes hold, why, and how firmly."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption

if TYPE_CHECKING:
    from daylight.desk.store import Desk
    from daylight.outlook.model import Conflict
    from daylight.outlook.solution import Solution

ModelArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Model file: YAML, JSON or .gmcr.")]
CaseOption = Annotated[str | None, typer.Option("--case", help="Which conflict of a JSON file that holds several.")]

commands = typer.Typer(no_args_is_help=True, help="Conflicts: which outcomes hold, which flare, why and how firmly.")


class Output(StrEnum):
    """What a command prints."""

    table = "table"
    json = "json"


ConceptOption = Annotated[str, typer.Option("--concept", help="Sense of stability: nash, gmr, smr, seq or sseq.")]
FormatOption = Annotated[Output, typer.Option("--format", help="What to print.")]


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    app.add_typer(commands, name="outlook")


@commands.command()
def check(file: ModelArgument, case: CaseOption = None) -> None:
    """Check a model file: say what it holds, and which preferences have no source."""
    from daylight.outlook.overview import overview
    from daylight.outlook.preferences import game_of

    conflict = _load(file, case)
    for line in overview(conflict, game_of(conflict)):
        typer.echo(line)


@commands.command()
def solve(
    file: ModelArgument,
    case: CaseOption = None,
    concepts: Annotated[
        str | None, typer.Option(help="Stability concepts, with commas; default: nash,gmr,smr,seq,sseq,sim.")
    ] = None,
    format: FormatOption = Output.table,
) -> None:
    """Find the states that hold: stable for every decision maker, in each sense of stability."""
    from daylight.outlook.solution import solve_conflict

    conflict = _load(file, case)
    solution = solve_conflict(conflict, [c.strip() for c in concepts.split(",")] if concepts else None)
    if format is Output.json:
        typer.echo(json.dumps(solution.as_json(), ensure_ascii=False))
        return
    _print_equilibria(conflict.title, solution)
    for concept in solution.left_out:
        typer.echo(f"{concept}: left out, it is not reckoned for this model")


@commands.command()
def explain(
    file: ModelArgument,
    state: Annotated[str | None, typer.Option(help="State as letters Y and N; default: the status quo.")] = None,
    concept: ConceptOption = "seq",
    case: CaseOption = None,
    format: FormatOption = Output.table,
) -> None:
    """Say why a state holds or not, for each decision maker, and how today leads to the states that hold."""
    from daylight.outlook.reasons import reasons

    found = reasons(_load(file, case), state, concept)
    if format is Output.json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    typer.echo(f"{found['state']}: {found['described']}")
    for text in found["reasons"].values():
        typer.echo(f"  {text}")
    if found["paths"]:
        typer.echo("From the status quo:")
    for target, path in found["paths"].items():
        typer.echo(f"  to {target} ({path['described']}): {path['words']}")


@commands.command()
def robust(
    file: ModelArgument,
    draws: Annotated[int, typer.Option(help="Draws of uncertain preferences.", min=1, max=1_000_000)] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the draws.")] = 0,
    concept: ConceptOption = "seq",
    case: CaseOption = None,
    format: FormatOption = Output.table,
    page: Annotated[Path | None, typer.Option(help="Write the report page here.", metavar="FILE")] = None,
    picture: Annotated[
        Path | None, typer.Option(help="Write the graph from today here, as SVG.", metavar="FILE")
    ] = None,
    handling: Annotated[str | None, typer.Option(help="TLP mark of the page, as TLP:AMBER.")] = None,
) -> None:
    """Say how firmly outcomes hold: chances under uncertain preferences, margins, hinges, the outlook from today."""
    from daylight.outlook.firmness import firmness

    conflict = _load(file, case)
    found = firmness(conflict, draws, seed, concept)
    if page:
        from daylight.outlook.page import write_page

        write_page(conflict, found, page, handling)
    if picture:
        from daylight.outlook.picture import graph_svg

        _write(picture, graph_svg(conflict, concept))
    if format is Output.json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    _print_firmness(found)
    if page:
        typer.echo(f"Report: {page}")


@commands.command()
def compare(
    file: ModelArgument,
    others: Annotated[list[Path] | None, typer.Argument(metavar="[FILE...]", help="Further models.")] = None,
    concept: ConceptOption = "seq",
    horizon: Annotated[int, typer.Option(help="Moves to look ahead in limited-move stability.", min=1, max=50)] = 3,
    case: CaseOption = None,
    format: FormatOption = Output.table,
) -> None:
    """Set models side by side; with one model, all senses of stability side by side."""
    from daylight.outlook.comparison import compare_concepts, compare_models

    if others:
        found = compare_models({str(path): _load(path, case) for path in (file, *others)}, concept)
    else:
        found = compare_concepts(_load(file, case), horizon)
    if format is Output.json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    _print_columns(found)


@commands.command()
def settle(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="YAML file with a list of actors on a scale of 0 to 100.")
    ],
    format: FormatOption = Output.table,
) -> None:
    """Guess where actors on a scale settle: compromise, medians and the challenge model, with intervals."""
    from daylight.outlook.bargaining import read_stakes
    from daylight.outlook.bargaining import settle as settled

    found = settled(read_stakes(file))
    if format is Output.json:
        typer.echo(json.dumps([settlement.model_dump() for settlement in found]))
        return
    for settlement in found:
        typer.echo(f"{settlement.method:16} {settlement.value:6.1f}  ({settlement.low:.1f} to {settlement.high:.1f})")
    typer.echo("A first guess: such models err by 23 to 28 points of 100 on average (EU decisions, 351 issues).")


@commands.command()
def draft(
    desk: DeskOption = DEFAULT_DESK,
    issue: Annotated[list[str] | None, typer.Option(help="Issue by id or name; may be repeated. Default: all.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the model file here; default: print it.", metavar="FILE")
    ] = None,
) -> None:
    """Propose a model file from the record of a desk, each line with the sentence it comes from."""
    from daylight.desk.store import Desk
    from daylight.outlook.draft import draft as drafted

    with Desk.open(desk, create=False) as store:
        text = drafted([store.record(document) for document in _documents(store)], issue or ())
    if out is None:
        typer.echo(text)
    else:
        _write(out, text)
        typer.echo(f"Draft: {out}   Edit it, then: daylight outlook check {out}")


def _write(path: Path, text: str) -> None:
    from daylight.errors import InputError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _load(file: Path, case: str | None) -> Conflict:
    from daylight.outlook.model_file import load

    return load(file, case)


def _print_firmness(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    how = "all combinations" if found["exact"] else f"{found['draws']} draws"
    outlook = found["outlook"]
    if outlook:
        table = Table(title=f"Outlook from {found['status_quo']} ({found['concept']}, {how})", highlight=False)
        for heading in ("", "probability", "90 % interval", "in words"):
            table.add_column(heading)
        for label, share in outlook["labels"].items():
            low, high = share["interval"]
            table.add_row(label, f"{share['probability']:.0%}", f"{low:.0%} to {high:.0%}", share["word"])
        console.print(table)
        for driver in outlook["drivers"]:
            typer.echo(f"Driver: {driver['words']}")
    table = Table(title=f"How firmly states hold ({how})", highlight=False)
    table.add_column("state", no_wrap=True)
    table.add_column("options taken")
    table.add_column(f"holds ({found['concept']})")
    table.add_column("hangs by")
    for row in found["equilibria"]:
        table.add_row(row["state"], row["described"], f"{row['chance']:.0%}", row["margin"])
    console.print(table)
    for hinge in found["hinges"]:
        typer.echo(f"Hinge: {hinge['words']}")


def _print_columns(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=found["title"] or None, highlight=False)
    table.add_column("in the sense of" if found["by"] == "concept" else "model")
    table.add_column("hold")
    for k, column in enumerate(found["columns"]):
        separator = ", " if found["by"] == "concept" else "; "
        table.add_row(column, separator.join(state for state, marks in found["rows"].items() if marks[k]))
    Console().print(table)


def _documents(store: Desk) -> list[str]:
    return [document.id for document in store.documents()]


def _print_equilibria(title: str, solution: Solution) -> None:
    import numpy as np
    from rich.console import Console
    from rich.table import Table

    game = solution.game
    anywhere = np.any([solution.equilibria(concept) for concept in solution.stable], axis=0)
    table = Table(title=title or None, caption="States that are stable for every decision maker", highlight=False)
    table.add_column("state", no_wrap=True)
    table.add_column("options taken")
    for concept in solution.stable:
        table.add_column(concept, justify="center")
    for string in game.strings(anywhere)[:200]:
        code = game.code(string)
        marks = ["yes" if solution.equilibria(concept)[code] else "" for concept in solution.stable]
        table.add_row(string, ", ".join(game.taken(code)) or "none", *marks)
    Console().print(table)
    count = int(anywhere.sum())
    typer.echo(f"{int(game.feasible.sum())} feasible states, {count} of them stable in some sense.")
