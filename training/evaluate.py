"""Read a file of documents with weights as they come out of training, and score the attributions found."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import torch

from corpus import Labelled, batch_of
from daylight.language import linker
from daylight.language.crf import Crf
from daylight.language.decoding import Heads, attributions
from daylight.language.words import windows_of
from model import AttributionModel, Scorer

WINDOW, CONTEXT = 320, 64


def heads_of(model: AttributionModel) -> Heads:
    """The numpy twin of everything above the encoder."""

    def array(x: torch.Tensor) -> np.ndarray:
        return x.detach().numpy().astype(np.float32)

    def scorer(s: Scorer) -> linker.Scorer:
        return linker.Scorer(
            *(array(t.weight) for t in (s.distance, s.between, s.paragraph)),
            array(s.out.weight[0]),
            array(s.out.bias[0]),
            array(s.none),
        )

    crf = Crf(*(x.detach().numpy().astype(float) for x in model.crf.weights()))
    return Heads(crf, scorer(model.content_cue), scorer(model.cue_source), np.zeros(len(crf.begin)), 0.0)


def outputs(model: AttributionModel, documents: list[Labelled]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Emissions and projections of every word of every document, read in windows with context."""
    model.eval()
    members = [(d, w) for d in documents for w in windows_of(d.words, WINDOW, CONTEXT)]
    order = sorted(
        range(len(members)),
        key=lambda i: sum(map(len, members[i][0].words.pieces[members[i][1].first : members[i][1].last])),
    )
    rows: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for first in range(0, len(order), 8):
            group = order[first : first + 8]
            batch = batch_of([members[i] for i in group])
            both = [x.flatten(0, 1)[batch.word].float().numpy() for x in model(batch.ids, batch.features, batch.mask)]
            at = 0
            for i in group:
                w = members[i][1]
                own = slice(at + w.own_first - w.first, at + w.own_last - w.first)
                rows[i] = (both[0][own], both[1][own])
                at += w.last - w.first
    found: dict[str, list] = {}
    for i, (document, _) in enumerate(members):
        found.setdefault(document.name, []).append(rows[i])
    return [tuple(np.concatenate(x) for x in zip(*found[d.name], strict=True)) for d in documents]


def read_all(heads: Heads, documents: list[Labelled], rows: list) -> dict[str, list[dict]]:
    """{document: attributions} as the scorer takes them."""
    predicted = {}
    for document, (emissions, projections) in zip(documents, rows, strict=True):
        w = document.words
        predicted[document.name] = [
            {
                role: [[int(w.start[a]), int(w.end[b - 1])] for a, b in getattr(f, role)]
                for role in ("source", "cue", "content")
            }
            for f in attributions(heads, w.bounds, emissions, projections)
        ]
    return predicted


def scorer_at(path: Path):
    """The scorer's module, from its file."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line(result: dict) -> str:
    spans = " / ".join(f"{100 * result['span_' + r][2]:.1f}" for r in ("source", "cue", "content"))
    return (
        f"spans {spans}  exact {result['exact'][2]:.3f}  j50 {result['j50'][2]:.3f}  full {result['full'][2]:.3f} "
        f"(P {result['full'][0]:.3f} R {result['full'][1]:.3f})  no source {result['nosource_acc']:.3f}  "
        + json.dumps({k: round(v[1], 3) for k, v in result["recall_by_type"].items()})
    )
