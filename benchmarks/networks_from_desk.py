"""From a desk's file to the matrix, beside a plain formulation that loads the same claims from a flat SQLite table.

    python benchmarks/networks.py --desk 100000 1000000

Two desks of each size: one as from an imported table (100,000 claims a document, variables under their own names), one
as read by machine (five statements a document). Each measurement runs in a process of its own, so that its peak of
memory is its own; time runs from opening the file to the finished matrix, without the start of Python.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars

from daylight.desk import schema
from daylight.desk.connection import connect
from daylight.desk.rows import document_row, insert_rows, named_row, record_row
from daylight.records import Actor, Document, DocumentRecord, Issue, Statement, document_id, record_id

KINDS = {"imported": ("who", "what", "sign"), "read": ("actor", "issue", "value")}


def from_desk(sizes: list[int], actors: int, issues: int, repeat: int) -> None:
    """Print the table."""
    from networks import made_up

    print(f"{'desk of':30} {'make s':>8} {'daylight s':>10} {'GiB':>6} {'plain s':>10} {'GiB':>6} {'ratio':>7}")
    for size in sizes:
        frame = made_up(size, actors, issues)
        for kind in KINDS:
            with TemporaryDirectory() as folder:
                desk, flat = Path(folder) / "x.daylight", Path(folder) / "flat.sqlite"
                start = time.perf_counter()
                make_desk(desk, frame, kind)
                made = time.perf_counter() - start
                make_flat(flat, frame)
                ours = [_measured("daylight", desk, kind) for _ in range(repeat)]
                theirs = [_measured("plain", flat, kind) for _ in range(repeat)]
                np.testing.assert_allclose(ours[0]["sums"], theirs[0]["sums"])
            a, b = min(m["seconds"] for m in ours), min(m["seconds"] for m in theirs)
            memory = max(m["gib"] for m in ours), max(m["gib"] for m in theirs)
            name = f"{size:,} statements, {kind}"
            print(f"{name:30} {made:8.1f} {a:10.2f} {memory[0]:6.2f} {b:10.2f} {memory[1]:6.2f} {a / b:7.2f}")


def make_desk(place: Path, frame: polars.DataFrame, kind: str) -> None:
    """A desk of the claims, written as the desk itself writes records."""
    per_document = 100_000 if kind == "imported" else 5
    engine = connect(place)
    names = {
        name: f"id-{name.casefold().replace(' ', '-')}"
        for column in ("actor", "issue")
        for name in frame[column].unique()
    }
    with engine.begin() as connection:
        for at in range(0, len(frame), per_document):
            part = frame.slice(at, per_document)
            said = Document(
                id=document_id(str(at)),
                name=f"{at}.txt",
                text=f"{at} of a made-up debate",
                published=part["date"].max(),
            )
            record = DocumentRecord(document=said)
            insert_rows(connection, schema.documents, [document_row(record)])
            held = [Actor(id=names[name], name=name, kind="group") for name in part["actor"].unique()]
            told = [
                Issue(id=names[name], name=name, proposition=name, contrary=f"Not: {name}")
                for name in part["issue"].unique()
            ]
            insert_rows(connection, schema.actors, (named_row(said.id, a, kind=a.kind) for a in held))
            insert_rows(connection, schema.issues, (named_row(said.id, i) for i in told))
            rows = (record_row(schema.statements, s) for s in _statements(said.id, part, names, kind))
            insert_rows(connection, schema.statements, rows)
    engine.dispose()


def _statements(doc: str, part: polars.DataFrame, names: dict[str, str], kind: str) -> Iterator[Statement]:
    for number, row in enumerate(part.iter_rows(named=True)):
        span = (number * 20, number * 20 + 19)
        variables = {"who": row["actor"], "what": row["issue"], "sign": row["sign"], "source": "made up"}
        yield Statement(
            id=record_id("statements", doc, number), doc=doc, evidence=(span,), step="benchmark", content=span,
            sentence=span, holder=names[row["actor"]], issue=names[row["issue"]], act="assert",
            stance="support" if row["sign"] else "oppose", date=row["date"].isoformat(),
            variables=variables if kind == "imported" else {},
        )  # fmt: skip


def make_flat(place: Path, frame: polars.DataFrame) -> None:
    """The claims as one plain table."""
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE claims (actor TEXT, issue TEXT, sign INTEGER, date TEXT)")
        rows = frame.select("actor", "issue", "sign", polars.col("date").cast(polars.String)).iter_rows()
        connection.executemany("INSERT INTO claims VALUES (?, ?, ?, ?)", rows)
    connection.close()


def _measured(which: str, place: Path, kind: str) -> dict[str, float]:
    """Seconds, peak memory and sums of one measurement in a process of its own."""
    words = [sys.executable, __file__, which, str(place), kind]
    found: dict[str, float] = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    return found


def _one(which: str, place: str, kind: str) -> None:
    from daylight.desk.store import Desk
    from daylight.positions.networks import network
    from daylight.positions.variables import desk_table
    from networks import plain

    start = time.perf_counter()
    if which == "daylight":
        by = KINDS[kind]
        with Desk.open(place) as desk:
            frame = desk_table(desk, by)
        matrix = network(frame, *by, "one", "congruence", "average", "month").matrix
    else:
        with sqlite3.connect(place) as connection:
            rows = connection.execute("SELECT actor, issue, sign, date FROM claims").fetchall()
        across = list(zip(*rows, strict=True))
        frame = polars.DataFrame(
            {"actor": across[0], "issue": across[1], "sign": polars.Series(across[2]).cast(polars.Boolean)}
            | {"date": polars.Series(across[3]).str.to_date()}
        )
        matrix = plain(frame, "one", "congruence", "average", "month")
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    sums = [float(matrix.sum()), float((matrix**2).sum())]
    print(json.dumps({"seconds": seconds, "gib": peak, "sums": sums}))


if __name__ == "__main__":
    _one(*sys.argv[1:])
