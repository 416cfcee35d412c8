"""Write docs/commands.md from the command line itself: `python docs/generate_commands.py`."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

import typer

from daylight.cli import app


def reference() -> str:
    """The command reference in Markdown."""
    lines = ["# Commands", "", "Every command has `--help`. Made by `python docs/generate_commands.py`.", ""]

    def walk(command: Any, words: str) -> None:
        subcommands = getattr(command, "commands", None)
        if subcommands is not None:
            for name in sorted(subcommands):
                walk(subcommands[name], f"{words} {name}".strip())
            return
        lines.extend([f"## daylight {words}", "", " ".join((command.help or "").split()), ""])
        for parameter in command.params:
            help_text = " ".join((getattr(parameter, "help", None) or "").split())
            names = (
                parameter.opts
                if parameter.param_type_name == "option"
                else [parameter.metavar or parameter.name.upper()]
            )
            if names == ["--help"]:
                continue
            shown = ", ".join(f"`{name}`" for name in names)
            kind = parameter.type_descriptor.annotation
            if isinstance(kind, type) and issubclass(kind, Enum):
                help_text += f" One of: {', '.join(choice.value for choice in kind)}."
            default = parameter.default
            if isinstance(default, (str, int, float, Path)) and not isinstance(default, bool) and str(default):
                help_text += f" Default: {getattr(default, 'value', default)}."
            lines.append(f"- {shown}: {help_text}".rstrip())
        lines.append("")

    walk(typer.main.get_command(app), "")
    return "\n".join(lines)


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(reference(), encoding="utf-8")
