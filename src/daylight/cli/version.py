"""`daylight version`."""

from __future__ import annotations

import typer

from daylight import __version__


def register(app: typer.Typer) -> None:
    """Mount the command."""

    @app.callback()
    def daylight() -> None:
        """Reads diplomatic and security briefs; shows who wants what, and where actors diverge and converge."""

    @app.command()
    def version() -> None:
        """Print the version."""
        typer.echo(f"daylight {__version__}")
