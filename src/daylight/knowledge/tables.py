"""Reading of the tables of knowledge that stand as tab-separated text."""

from __future__ import annotations

from importlib.resources import files


def rows(table: str) -> list[list[str]]:
    """Rows of ``knowledge/<table>.tsv`` without its comments and its header, each padded to the header's length."""
    text = files("daylight.knowledge").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    width = len(lines[0])
    return [[*line, *[""] * (width - len(line))] for line in lines[1:]]


def listed(cell: str) -> tuple[str, ...]:
    """The entries of a cell, which are parted by semicolons."""
    return tuple(entry for entry in cell.split(";") if entry)
