"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DeskOption = Annotated[str, typer.Option("--desk", help="Desk file, or a database URL.", metavar="FILE")]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="YAML file of settings; see docs/settings.md.", metavar="FILE")
]
DEFAULT_DESK = "desk.daylight"
