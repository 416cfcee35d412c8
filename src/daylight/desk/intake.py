"""Files into the desk: each document read and kept in one transaction; a bad file costs one line, never the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from daylight.desk.store import Desk
from daylight.documents.load import find_files, load
from daylight.errors import DaylightError
from daylight.reading.annotated import NOT_READ
from daylight.records import DocumentRecord
from daylight.settings import ReadingSettings


@dataclass
class Intake:
    """What came of reading files into a desk."""

    documents: list[str] = field(default_factory=list)
    """Ids of the documents read, in order."""
    new: int = 0
    failures: list[str] = field(default_factory=list)
    """One line for each file that could not be loaded, and each document that was kept but not read."""
    notes: list[str] = field(default_factory=list)
    """One line for each thing that reading could not do in a document that it kept."""


def read_into(
    desk: Desk,
    paths: Iterable[str | Path],
    settings: ReadingSettings | None = None,
    published: date | None = None,
    jobs: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
) -> Intake:
    """Read files and folders into a desk.

    Parameters
    ----------
    desk : Desk
        Where the records are kept.
    paths : iterable of str or Path
        Files, folders (read through), or "-" for standard input.
    settings : ReadingSettings, optional
        Which reader and models to use.
    published : date, optional
        Publication date of the documents, whatever they say of it themselves.
    jobs : int
        Processes that read side by side; the records are the same for any number.
    progress : callable, optional
        Called with files done, files in all, and the name of the last.

    Returns
    -------
    Intake
        What was read, and one line for each failure; nothing is raised for a bad file.
    """
    settings = settings or ReadingSettings()
    intake = Intake()
    files, missing = find_files(paths)
    intake.failures.extend(missing)
    for done, (name, records, failure) in enumerate(_read_files(files, settings, published, jobs), 1):
        for record in records:
            intake.new += desk.add(record)
            intake.documents.append(record.document.id)
            for note in record.notes:
                lines = intake.failures if note.startswith(NOT_READ) else intake.notes
                lines.append(f"{record.document.name}: {note}")
        if failure:
            intake.failures.append(failure)
        if progress:
            progress(done, len(files), name)
    return intake


FileRecords = tuple[str, list[DocumentRecord], str | None]


def _read_files(
    files: list[str], settings: ReadingSettings, published: date | None, jobs: int
) -> Iterator[FileRecords]:
    work = [(name, settings, published) for name in files]
    if jobs <= 1 or len(files) == 1:
        yield from map(_read_file, work)
        return
    threads = str(max(1, (os.cpu_count() or 1) // jobs))
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, threads)  # the workers share the cores
    with ProcessPoolExecutor(min(jobs, len(files)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_read_file, work, chunksize=1)


def _read_file(work: tuple[str, ReadingSettings, date | None]) -> FileRecords:
    """All documents of one file, read; a failure keeps what was read before it."""
    from daylight.reading.record import read_all

    name, settings, published = work
    records: list[DocumentRecord] = []
    try:
        for record in read_all(load(name, published), settings):
            records.append(record)
    except DaylightError as error:
        return name, records, str(error)
    return name, records, None
