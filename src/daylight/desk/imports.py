"""Finds the reader for a file to import."""

from __future__ import annotations

from pathlib import Path

from daylight.desk.coded import Roles
from daylight.desk.csv_claims import Columns, read_csv_claims
from daylight.desk.dna import read_dna
from daylight.errors import InputError
from daylight.records import DocumentRecord

_BY_SUFFIX = {
    ".dna": "dna", ".csv": "csv", ".json": "record", ".jsonl": "record", ".tsv": "polecat", ".txt": "polecat",
}  # fmt: skip


def import_file(
    path: Path, format: str | None = None, roles: Roles | None = None, columns: Columns | None = None
) -> list[DocumentRecord]:
    """Records of a file of another tool.

    Parameters
    ----------
    path : Path
        The file.
    format : str, optional
        "dna", "csv", or "record"; without it, by the first bytes and the name's ending.
    roles, columns
        Variables of a .dna file, columns of a CSV file.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    with path.open("rb") as file:
        database = file.read(16) == b"SQLite format 3\0"
    format = format or ("dna" if database else _BY_SUFFIX.get(path.suffix.casefold()))
    if format == "dna":
        return read_dna(path, roles)
    if format == "csv":
        return read_csv_claims(path, columns)
    if format == "record":
        from daylight.desk.record_file import read_record_file

        return read_record_file(path)
    if format in ("polecat", "plover"):
        from daylight.desk.polecat import read_plover, read_polecat

        return list(read_polecat(path) if format == "polecat" else read_plover(path))
    raise InputError(
        f"{path}: its format is not known by its ending; name it with --format dna|csv|record|polecat|plover"
    )
