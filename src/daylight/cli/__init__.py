"""The command line: one file per group of commands, mounted here."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer

from daylight.errors import DaylightError

app = typer.Typer(
    name="daylight",
    help="Reads diplomatic and security briefs; shows who wants what, and where actors diverge and converge.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for _name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    _module = importlib.import_module(f"daylight.cli.{_name}")
    if hasattr(_module, "register"):
        _module.register(app)


def main() -> None:
    """Run the command line; an error of the user's input is one line on standard error and exit code 2."""
    try:
        app()
    except DaylightError as error:
        print(f"daylight: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("daylight: stopped", file=sys.stderr)
        sys.exit(130)
