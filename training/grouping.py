"""Fit the weights by which claims are joined to one issue, on the project's own annotated texts.

usage: python training/grouping.py

Reads the texts of benchmarks/data/transfer, pairs the claims that the annotators gave an issue, and fits a logistic
regression of "same issue" (ridge penalty 2, each text weighted by the root of its pairs). Prints the weights for
`src/daylight/knowledge/grouping.py` and the agreement (B-cubed) on each text with the weights fitted on the others.
Two seconds of arithmetic; the reading of the texts takes about ten.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))
from daylight.documents.load import load
from daylight.knowledge.grouping import LIKELY, WEIGHTS
from daylight.language.syntax import parse
from daylight.reading import issues
from daylight.reading.annotated import Annotated
from daylight.reading.grouping import features, traits_of
from daylight.reading.record import steps_of
from daylight.settings import ReadingSettings
from record import TRANSFER, scorer

RIDGE = 2.0


class Text(NamedTuple):
    """Pairs of a text's claims with their features, and the issues that rules and annotators gave."""

    name: str
    pairs: list[tuple[int, int]]
    rows: Any
    read: list[str]
    free: list[bool]
    gold: list[str | None]


def text_of(path: Path) -> Text:
    gold = json.loads(path.read_text(encoding="utf-8"))
    document = next(iter(load(path.with_name(path.name.replace(".gold.json", ".txt")))))
    annotated = Annotated(document, parse(document))
    issues.antecedents = lambda annotated, claims: {}  # type: ignore[attr-defined]  # as the rules alone find them
    for step in steps_of(ReadingSettings())[:3]:
        step(annotated)
    score = scorer()
    stated = [s for s in gold["statements"] if not s.get("optional")]

    def issue(claim: Any) -> str | None:
        span = score.words(annotated.syntax.span(claim.tokens), document.text)
        ranked = [(score.overlap_f1(span, score.words(s["content"], document.text)), -n) for n, s in enumerate(stated)]
        value, place = max(ranked)
        return stated[-place]["issue"] if value >= 0.5 else None

    traits = traits_of(annotated, annotated.claims)
    pairs = [(one, two) for two in range(len(traits)) for one in range(max(0, two - 40), two)]
    rows = np.array([list(features(traits, *pair).values()) for pair in pairs])
    return Text(
        document.name, pairs, rows, [t.issue for t in traits], [not t.named for t in traits],
        [issue(claim) for claim in annotated.claims],
    )  # fmt: skip


def fitted(texts: list[Text]) -> Any:
    """Weights by Newton's method."""
    chosen = [[n for n, (a, b) in enumerate(t.pairs) if t.gold[a] and t.gold[b]] for t in texts]
    rows = np.concatenate([t.rows[n] for t, n in zip(texts, chosen, strict=True)])
    same = np.array(
        [t.gold[t.pairs[k][0]] == t.gold[t.pairs[k][1]] for t, n in zip(texts, chosen, strict=True) for k in n]
    )
    share = np.concatenate([np.full(len(n), len(n) ** -0.5) for n in chosen])
    share /= share.mean()
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share * (likely - same)) + RIDGE * weights
        curve = (rows * (share * likely * (1 - likely))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def agreement(text: Text, weights: Any) -> tuple[float, float]:
    """B-cubed of the rules alone and of the rules with antecedents chosen by the weights."""
    likely = 1 / (1 + np.exp(-text.rows @ weights))
    best: dict[int, tuple[float, int]] = {}
    for (one, two), value in zip(text.pairs, likely, strict=True):
        best[two] = max(best.get(two, (0.0, 0)), (float(value), one))
    joined = list(text.read)
    for two, (value, one) in sorted(best.items()):
        if text.free[two]:
            joined[two] = joined[one] if value >= LIKELY else f"new {two}"
    known = [n for n, gold in enumerate(text.gold) if gold]
    score = scorer().b_cubed
    return score([(text.read[n], text.gold[n]) for n in known]), score([(joined[n], text.gold[n]) for n in known])


def main() -> None:
    texts = [text_of(path) for path in sorted(TRANSFER.glob("*.gold.json"))]
    figures = []
    for held in texts:
        figures.append(agreement(held, fitted([t for t in texts if t is not held])))
        print(f"{held.name:28} rules {figures[-1][0]:.3f}  with antecedents {figures[-1][1]:.3f}")
    rules, joined = np.mean(figures, axis=0)
    print(f"{'mean':28} rules {rules:.3f}  with antecedents {joined:.3f}")
    for name, weight in zip(WEIGHTS, fitted(texts), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
