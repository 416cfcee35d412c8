"""What the attribution scorer and a reliability table say of attributions that were found."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np


def module_at(path: Path) -> ModuleType:
    """A Python file as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no such scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(scorer: ModuleType, text: str, gold: Sequence[dict], predicted: Sequence[dict]) -> np.ndarray:
    """For each predicted attribution, whether it is "full" in the scorer's sense: paired with a gold one by at least
    half of the content, with its source's head in the source and a token of the cue shared."""
    document = scorer.Doc(text)
    wanted, got = document.pack(gold), document.pack(predicted)
    pairs = []
    for i, g in enumerate(wanted):
        for j, p in enumerate(got):
            shared = scorer.inter(g["content"], p["content"])
            jaccard = shared / (len(g["content"]) + len(p["content"]) - shared)
            if jaccard >= 0.5:
                pairs.append((jaccard, scorer.inter(g["cue"], p["cue"]), -i, -j))
    right = np.zeros(len(predicted), bool)
    used: set[tuple[str, int]] = set()
    order = [j for j, a in enumerate(predicted) if len(document.tokens(a["content"]))]
    for _, _, i, j in sorted(pairs, reverse=True):
        if {("gold", -i), ("found", -j)} & used:
            continue
        used |= {("gold", -i), ("found", -j)}
        g, p = wanted[-i], got[-j]
        if len(g["source"]):
            source = scorer.inter(document.tokens([scorer.head(document, g["raw"]["source"])]), p["source"]) > 0
        else:
            source = not len(p["source"])
        right[order[-j]] = source and scorer.inter(g["cue"], p["cue"]) > 0
    return right


def table(result: dict) -> str:
    lines = [f"documents {result['docs']}  attributions {result['gold']}  found {result['predicted']}"]
    for key in ("span_source", "span_cue", "span_content", "exact", "partial", "j50", "full"):
        lines.append(f"{key:13s} P {result[key][0]:.3f}  R {result[key][1]:.3f}  F1 {result[key][2]:.3f}")
    lines.append(
        f"of pairs: source head {result['source_head_acc']:.3f}  source exact {result['source_exact_acc']:.3f}  "
        f"cue exact {result['cue_exact_acc']:.3f}  no source right {result['nosource_acc']:.3f}"
    )
    for kind, (n, recall, coverage) in result["recall_by_type"].items():
        lines.append(f"  {kind:9s} n {n:5d}  recall {recall:.3f}  coverage {coverage:.3f}")
    return "\n".join(lines)


def bins(confidence: np.ndarray) -> np.ndarray:
    """The tenth of [0, 1] each confidence lies in."""
    return np.minimum((confidence * 10).astype(int), 9)


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten equal bins (Naeini et al., 2015)."""
    which = bins(confidence)
    return sum(
        (which == b).mean() * abs(confidence[which == b].mean() - right[which == b].mean()) for b in np.unique(which)
    )


def reliability(confidence: np.ndarray, right: np.ndarray) -> str:
    lines = ["| confidence | attributions | mean confidence | right |", "|---|---|---|---|"]
    which = bins(confidence)
    for b in np.unique(which):
        mine = which == b
        means = f"{confidence[mine].mean():.2f} | {right[mine].mean():.2f}"
        lines.append(f"| {b / 10:.1f} to {(b + 1) / 10:.1f} | {mine.sum()} | {means} |")
    return "\n".join(lines)
