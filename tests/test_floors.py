"""Scores on the annotated texts never fall below the floors in floors.json; lowering one is a deliberate act."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from shared import shared_data

FLOORS = json.loads((Path(__file__).with_name("floors.json")).read_text(encoding="utf-8"))


def digest(folder: Path) -> str:
    """Digest of the corpus that the floors were measured on."""
    files = sorted(p for p in folder.iterdir() if p.name.endswith((".txt", ".gold.json")))
    return hashlib.sha256(b"".join(p.name.encode() + p.read_bytes() for p in files)).hexdigest()[:16]


@lru_cache(maxsize=1)
def scores() -> dict[str, dict[str, float]]:
    """Mean scores over the four annotated texts."""
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "record.py"
    spec = importlib.util.spec_from_file_location("benchmark_record", path)
    assert spec
    assert spec.loader
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    reports: dict[str, Any] = {}
    for gold_path in sorted(shared_data("briefs").glob("*.gold.json")):
        text_path = gold_path.with_name(gold_path.name.replace(".gold.json", ".txt"))
        system = benchmark.read_text(text_path, "learned")
        gold, text = json.loads(gold_path.read_text(encoding="utf-8")), text_path.read_text(encoding="utf-8")
        reports[gold_path.name] = benchmark.scorer().score(system, gold, text)
    means: dict[str, dict[str, float]] = benchmark.means(reports)
    return means


def test_the_floors_belong_to_this_corpus() -> None:
    assert digest(shared_data("briefs")) == FLOORS["corpus"]


@pytest.mark.parametrize(("layer", "figure"), [(layer, f) for layer, row in FLOORS["record"].items() for f in row])
def test_reading_the_annotated_texts_is_no_worse_than_before(layer: str, figure: str) -> None:
    shared_data("briefs")
    assert scores()[layer][figure] >= FLOORS["record"][layer][figure]
