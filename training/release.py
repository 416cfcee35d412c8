"""Make package data of trained weights: `python training/release.py RUN [RUN ...] --dev DEV.jsonl --scorer SCORER.py
--out FOLDER`.

Takes the mean of the weights of several runs that share their beginning (Wortsman et al., 2022), writes the encoder
in int8, sets the few thresholds and fits the confidence on the development texts with the model as it is shipped, and
notes it all in `card.json`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from daylight.language.decoding import Calibration, Found, Heads, attributions
from daylight.language.encoder import Encoder, load_pieces
from daylight.language.tagger import AttributionTagger
from daylight.language.words import Words, paragraphs_of, split_words
from export import heads_of, int8_rows, write_encoder
from model import LABELS, AttributionModel, pretrained
from released import restored

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))
from attribution_scores import calibration_error, judged, module_at, reliability

FOLDS = 5
FLOORS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
LEAST_GAIN = 0.004  # in the sum of five F1: what is less is noise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+", help="folders of training/attribution.py, or earlier releases")
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hardware", default="not noted", help="what the runs were trained on, for the card")
    args = parser.parse_args()

    torch.set_num_threads(2)
    args.out.mkdir(parents=True, exist_ok=True)
    model = mean_of(args.runs)
    write_encoder(
        model.encoder, {"emissions": model.emission, "projections": model.projection}, args.out / "encoder.onnx"
    )
    shutil.copy(pretrained() / "tokenizer.json", args.out / "tokenizer.json")
    vectors, scale = int8_rows(model.encoder.pieces.weight)
    np.savez(args.out / "pieces.npz", vectors=vectors, scale=scale)
    heads = heads_of(model)
    _save_heads(heads, args.out / "heads.npz")

    scorer = module_at(args.scorer)
    gold = scorer.read_gold(args.dev)
    load_pieces.cache_clear()
    pieces = load_pieces(args.out)
    tagger = AttributionTagger(
        Encoder(args.out / "encoder.onnx", pieces, 2), pieces, heads, Calibration(np.zeros(0), 0.0)
    )
    texts = [split_words(text, paragraphs_of(text), pieces.spelling) for text, _ in gold.values()]
    outputs = tagger.outputs(texts)

    def read(trial: Heads) -> tuple[dict[str, list[dict]], list[list[np.ndarray]]]:
        found = [attributions(trial, words.bounds, *out) for words, out in zip(texts, outputs, strict=True)]
        predicted = {name: [as_json(words, f) for f in fs] for name, words, fs in zip(gold, texts, found, strict=True)}
        return predicted, [[f.evidence for f in fs] for fs in found]

    plain = scorer.score(gold, read(heads)[0])
    print("as trained:", line(plain), flush=True)
    heads = _tuned(heads, lambda trial: scorer.score(gold, read(trial)[0]))
    predicted, evidence = read(heads)
    right = [judged(scorer, *gold[name], predicted[name]) for name in gold]
    calibration, confidence = _calibrated(evidence, right)

    def kept(floor: float) -> dict[str, list[dict]]:
        rows = zip(predicted.items(), confidence, strict=True)
        return {name: [a for a, c in zip(found, sure, strict=True) if c >= floor] for (name, found), sure in rows}

    floor = max(FLOORS, key=lambda floor: _worth(scorer.score(gold, kept(floor))))
    result = scorer.score(gold, kept(floor))
    print("thresholds set:", line(result))
    sure, truth = np.concatenate([np.array(c) for c in confidence]), np.concatenate(right)
    error = calibration_error(sure[sure >= floor], truth[sure >= floor])
    print(f"confidence: expected calibration error, cross-fitted over {FOLDS} folds of documents: {error:.3f}")
    print(reliability(sure[sure >= floor], truth[sure >= floor]))
    card = {
        "model": "attribution tagger",
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), fine-tuned",
        "data": "PolNeAR 1.0 train, 840 articles (Newell et al., LREC 2018); the files hold no text of it",
        "licence": "Apache-2.0",
        "hardware": args.hardware,
        "runs": [settings for run in args.runs for settings in _history(run)],
        "dev": {
            key: [round(x, 4) for x in result[key]]
            for key in ("span_source", "span_cue", "span_content", "exact", "j50", "full")
        },
        "dev_as_trained": {
            key: round(plain[key][2], 4) for key in ("span_source", "span_cue", "span_content", "exact", "j50", "full")
        },
        "expected_calibration_error": round(error, 4),
        "settings": {
            "shift": [round(float(x), 3) for x in heads.shift],
            "no_source": round(heads.no_source, 3),
            "confidence": {
                "weights": [round(float(x), 4) for x in calibration.weights],
                "bias": round(calibration.bias, 4),
                "floor": floor,
            },
        },
    }
    for run in card["runs"]:
        for key in ("train", "dev", "out", "documents"):
            run.pop(key, None)
    (args.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")


def _history(run: Path) -> list[dict]:
    """Settings of a run, or of all the runs of an earlier release."""
    if (run / "run.json").exists():
        return [json.loads((run / "run.json").read_text())]
    return json.loads((run / "card.json").read_text())["runs"]


def mean_of(runs: list[Path]) -> AttributionModel:
    """The model whose weights are the mean of those of several runs."""
    states = [
        restored(run).state_dict() if (run / "encoder.onnx").exists() else torch.load(run / "model.pt") for run in runs
    ]
    model = AttributionModel()
    model.load_state_dict({key: torch.stack([state[key].float() for state in states]).mean(0) for key in states[0]})
    return model.eval()


def _save_heads(heads: Heads, path: Path) -> None:
    arrays = {f"crf.{name}": getattr(heads.crf, name) for name in heads.crf._fields}
    for scorer in ("content_cue", "cue_source"):
        weights = getattr(heads, scorer)
        arrays |= {f"{scorer}.{name}": getattr(weights, name) for name in weights._fields}
    np.savez(path, **arrays)


def as_json(words: Words, found: Found) -> dict[str, list[list[int]]]:
    return {
        role: [[int(words.start[a]), int(words.end[b - 1])] for a, b in getattr(found, role)]
        for role in ("source", "cue", "content")
    }


def line(result: dict) -> str:
    spans = " / ".join(f"{100 * result['span_' + r][2]:.1f}" for r in ("source", "cue", "content"))
    return f"source / cue / content {spans}, full {result['full'][2]:.4f}, no source right {result['nosource_acc']:.3f}"


def _tuned(heads: Heads, score: Callable[[Heads], dict]) -> Heads:
    """Coordinate search over what is added to the emissions of the first words of spans and to "no source"."""
    moves: list[tuple[str, object]] = [("no_source", size) for size in (-0.5, 0.5)]
    for role in ("source", "cue", "content"):
        here = np.array([label == f"B-{role}" for label in LABELS], float)
        moves += [("shift", here * size) for size in (-0.4, 0.4)]
    best, value = heads, _worth(score(heads))
    for _ in range(3):
        before = value
        for field, move in moves:
            trial = best._replace(**{field: getattr(best, field) + move})
            new = _worth(score(trial))
            if new > value + LEAST_GAIN:
                best, value = trial, new
        if value == before:
            break
    return best


def _worth(result: dict) -> float:
    return 2 * result["full"][2] + sum(result[f"span_{role}"][2] for role in ("source", "cue", "content"))


def _calibrated(evidence: list[list[np.ndarray]], right: list[np.ndarray]) -> tuple[Calibration, list[list[float]]]:
    """Logistic calibration on all documents, and each document's confidences by calibration on the other folds."""
    confidence: list[list[float]] = [[] for _ in evidence]
    for k in range(FOLDS):
        others = [i for i in range(len(evidence)) if i % FOLDS != k]
        model = _logistic(
            np.array([e for i in others for e in evidence[i]]), np.concatenate([right[i] for i in others])
        )
        for i in range(k, len(evidence), FOLDS):
            confidence[i] = [model.probability(e) for e in evidence[i]]
    return _logistic(np.array([e for es in evidence for e in es]), np.concatenate(right)), confidence


def _logistic(x: np.ndarray, right: np.ndarray, ridge: float = 1.0) -> Calibration:
    """Logistic regression by Newton's method."""
    y = right.astype(float)
    design = np.c_[x, np.ones(len(x))]
    w = np.zeros(design.shape[1])
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-design @ w))
        step = np.linalg.solve(design.T @ (design * (p * (1 - p))[:, None]) + penalty, design.T @ (p - y) + penalty @ w)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return Calibration(w[:-1], float(w[-1]))


if __name__ == "__main__":
    main()
