"""Speed and memory of reading: `python benchmarks/speed.py`.

Warm reading of the reference brief beside spaCy's `nlp.pipe` on the same text, same run; the cold command line; and
84 articles with one process and with two, with a check that the records are the same.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
BRIEF = SHARED / "briefs" / "us-israel-2026-02.txt"
ARTICLES = SHARED / "attribution" / "dev.jsonl"


def seconds(work: Callable[[], object], repeats: int = 7) -> float:
    """Median wall time of a piece of work, after one run to warm up."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def warm() -> None:
    """Reading, and each of its steps, as a multiple of `nlp.pipe`."""
    from daylight.documents.load import load
    from daylight.documents.segments import READABLE, reading_text
    from daylight.language.syntax import load_pipeline, parse
    from daylight.reading import record
    from daylight.reading.annotated import Annotated
    from daylight.settings import ReadingSettings

    document = next(iter(load(str(BRIEF))))
    nlp = load_pipeline()
    texts = [reading_text(document.text, s)[0] for s in document.segments if s.kind in READABLE]
    base = seconds(lambda: list(nlp.pipe(texts)))
    words = sum(len(t.split()) for t in texts)
    print(f"nlp.pipe on {words} words   {base * 1000:7.0f} ms   1.00")
    for reader in ("learned", "rules"):
        whole = seconds(lambda reader=reader: record.read(document, ReadingSettings(reader=reader)))  # type: ignore[misc]
        print(f"whole reading, {reader:8}  {whole * 1000:7.0f} ms   {whole / base:.2f}")
    settings = ReadingSettings()
    totals: dict[str, list[float]] = {}
    for _ in range(5):
        start = time.perf_counter()
        annotated = Annotated(document, parse(document), settings)
        totals.setdefault("syntax", []).append(time.perf_counter() - start)
        for name, step in zip(record.STEPS, record.steps_of(settings), strict=True):
            start = time.perf_counter()
            step(annotated)
            totals.setdefault(name, []).append(time.perf_counter() - start)
    for name, times in totals.items():
        print(f"  {name:20}   {statistics.median(times) * 1000:7.0f} ms   {statistics.median(times) / base:.2f}")


def cold() -> None:
    """The command line from nothing, on the reference brief."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "daylight", "read", str(BRIEF), "--desk", f"{folder}/x.daylight"]
        times = []
        for number in range(3):
            start = time.perf_counter()
            subprocess.run(
                [*command, "--report", f"{folder}/{number}.html"], check=True, capture_output=True, timeout=120
            )
            times.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"command line, cold       {min(times):7.2f} s   peak memory {peak:.0f} MB")


def jobs() -> None:
    """84 articles with one process and two."""
    printed = {}
    for count in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            articles = Path(folder) / "articles"
            articles.mkdir()
            for number, line in enumerate(ARTICLES.read_text(encoding="utf-8").splitlines()):
                (articles / f"{number:03}.jsonl").write_text(line + "\n", encoding="utf-8")
            command = [sys.executable, "-m", "daylight", "read", str(articles), "--desk", f"{folder}/x.daylight"]
            start = time.perf_counter()
            run = subprocess.run(
                [*command, "--jobs", str(count), "--format", "jsonl"], capture_output=True, timeout=900, check=True
            )
            spent = time.perf_counter() - start
            printed[count] = [json.loads(line) for line in run.stdout.splitlines()]
        print(f"84 articles, --jobs {count}    {spent:7.1f} s   {84 / spent:.1f} articles/s")
    print("records with --jobs 1 and 2 are", "the same" if printed[1] == printed[2] else "DIFFERENT")


if __name__ == "__main__":
    print(f"{os.cpu_count()} cores")
    chosen = sys.argv[1:] or ["warm", "cold", "jobs"]
    for name in chosen:
        {"warm": warm, "cold": cold, "jobs": jobs}[name]()
