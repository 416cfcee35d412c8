"""`daylight outlook`: conflicts from model files: which outcomes hold, why, and how firmly."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from daylight.outlook.solution import Solution

ModelArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Model file: YAML, JSON or .gmcr.")]
CaseOption = Annotated[str | None, typer.Option("--case", help="Which conflict of a JSON file that holds several.")]

commands = typer.Typer(no_args_is_help=True, help="Conflicts: which outcomes hold, which flare, why and how firmly.")


class Output(StrEnum):
    """What a command prints."""

    table = "table"
    json = "json"


FormatOption = Annotated[Output, typer.Option("--format", help="What to print.")]


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    app.add_typer(commands, name="outlook")


@commands.command()
def check(file: ModelArgument, case: CaseOption = None) -> None:
    """Check a model file: say what it holds, and which preferences have no source."""
    from daylight.outlook.model_file import load
    from daylight.outlook.overview import overview
    from daylight.outlook.preferences import game_of

    conflict = load(file, case)
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
    from daylight.outlook.model_file import load
    from daylight.outlook.solution import solve_conflict

    conflict = load(file, case)
    solution = solve_conflict(conflict, [c.strip() for c in concepts.split(",")] if concepts else None)
    if format is Output.json:
        typer.echo(json.dumps(solution.as_json(), ensure_ascii=False))
        return
    _print_equilibria(conflict.title, solution)
    for concept in solution.left_out:
        typer.echo(f"{concept}: left out, it is not reckoned for this model")


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
