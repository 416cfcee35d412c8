"""Train the scorer of event types: `python training/events.py [--folds]`.

Reads ../shared/data/events/plv_train.jsonl and plover_gsr_dev.jsonl, writes
src/daylight/language/models/events/types.npz.
With --folds it only measures: five folds over plv_train, seed 7, given both actor spans.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold

from daylight.language.syntax import load_pipeline
from daylight.reading.event_phrases import phrase
from daylight.reading.event_readings import EventReading, prominence, read_sentence
from daylight.reading.event_scorer import YIELD, features

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "events"
MODEL = ROOT / "src" / "daylight" / "language" / "models" / "events" / "types.npz"
SEED = 7
C = 1.0
"""Inverse strength of regularisation, the best of 0.1, 0.25 and 1 in five folds."""


def examples(name: str) -> list[dict[str, Any]]:
    """Sentences of a file with features and class."""
    rows = [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
    out = []
    for row, doc in zip(rows, load_pipeline().pipe([r["text"] for r in rows], batch_size=64), strict=True):
        actor = _tokens(doc, row["actor_text"])
        recipient = _tokens(doc, row["recipient_text"]) - actor
        readings = sorted((r for s in doc.sents for r in read_sentence(s)), key=lambda r: -_fit(r, actor, recipient))
        chosen = readings[0] if readings else None
        found = set(features(chosen, doc[:], actor, recipient, [r.type for r in readings]))
        type_ = "YIELD" if row["type"] in YIELD else row["type"]
        out.append({"id": row["id"], "features": found, "type": type_, "rule": chosen.type if chosen else None})
    return out


def _tokens(doc: Any, texts: str | list[str]) -> set[int]:
    found: set[int] = set()
    for text in [texts] if isinstance(texts, str) else texts:
        place = doc.text.find(text.strip())
        if place >= 0 and text.strip():
            span = doc.char_span(place, place + len(text.strip()), alignment_mode="expand")
            found |= set(range(span.start, span.end)) if span is not None else set()
    return found


def _fit(reading: EventReading, actor: set[int], recipient: set[int]) -> float:
    """How well a reading has the given parties in its roles."""
    value = prominence(reading)
    for heads, party in ((reading.roles.actors, actor), (reading.roles.recipients, recipient)):
        tokens = {i for head in heads for i in range(*phrase(head))}
        value += 3.0 if tokens & party else 0.0
    words = {w.i for w in reading.trigger.words}
    return value - 1.0 * bool(words & (actor | recipient))


def fit(rows: Sequence[dict[str, Any]], c: float = C) -> tuple[dict[str, int], LogisticRegression]:
    """Vocabulary and model of the rows; features seen once are left out."""
    counts: dict[str, int] = {}
    for row in rows:
        for feature in row["features"]:
            counts[feature] = counts.get(feature, 0) + 1
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n > 1))}
    model = LogisticRegression(C=c, max_iter=400, random_state=SEED)
    model.fit(matrix(rows, vocabulary), [row["type"] for row in rows])
    return vocabulary, model


def matrix(rows: Sequence[dict[str, Any]], vocabulary: dict[str, int]) -> csr_matrix:
    """Binary matrix of shape (rows, features)."""
    places = [(i, vocabulary[f]) for i, row in enumerate(rows) for f in row["features"] if f in vocabulary]
    i, j = zip(*places, strict=True)
    return csr_matrix((np.ones(len(i)), (i, j)), shape=(len(rows), len(vocabulary)))


def folds(rows: Sequence[dict[str, Any]], extra: Sequence[dict[str, Any]] = (), c: float = C) -> np.ndarray[Any, Any]:
    """Cross-fitted scores, shape (rows, classes), the classes in alphabetical order."""
    names = sorted({row["type"] for row in rows})
    out = np.zeros((len(rows), len(names)))
    types = np.array([row["type"] for row in rows])
    for train, test in StratifiedKFold(5, shuffle=True, random_state=SEED).split(types, types):
        vocabulary, model = fit([rows[i] for i in train] + list(extra), c)
        out[test] = model.decision_function(matrix([rows[i] for i in test], vocabulary))
    return out


def temperature(scores: np.ndarray[Any, Any], types: Sequence[str], names: Sequence[str]) -> float:
    """The temperature at which cross-fitted probabilities are most likely."""
    gold = np.array([names.index(t) for t in types])
    best = (np.inf, 1.0)
    for t in np.arange(0.3, 2.05, 0.05):
        scaled = scores / t
        log = scaled - np.logaddexp.reduce(scaled, axis=1, keepdims=True)
        best = min(best, (-log[np.arange(len(gold)), gold].mean(), float(t)))
    return best[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="measure only")
    args = parser.parse_args()
    plv = examples("plv_train.jsonl")
    names = sorted({row["type"] for row in plv})
    types = [row["type"] for row in plv]
    scores = folds(plv)
    read = [names[k] for k in scores.argmax(axis=1)]
    print(
        f"five folds: accuracy {accuracy_score(types, read):.3f}, macro F1 {f1_score(types, read, average='macro'):.3f}"
    )
    warm = temperature(scores, types, names)
    print(f"temperature {warm:.2f}")
    if args.folds:
        return
    rows = plv + examples("plover_gsr_dev.jsonl")
    vocabulary, model = fit(rows)
    weights = np.vstack([model.coef_.T, model.intercept_]).astype(np.float16)
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        MODEL,
        classes=np.array(list(model.classes_)),
        vocabulary=np.array("\n".join(vocabulary)),
        weights=weights,
        temperature=warm,
    )
    print(f"{MODEL.relative_to(ROOT)}: {len(vocabulary)} features, {MODEL.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
