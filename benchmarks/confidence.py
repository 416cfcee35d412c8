"""How far a statement's confidence can be trusted: `python benchmarks/confidence.py [--fit]`.

Reads the four briefs of ../shared/data/briefs and the texts of benchmarks/data/unseen, on none of which the reader of
claims was trained, and prints how often statements of each confidence have holder, content and stance right, by the
shared scorer's rules of matching. With --fit it fits the calibration's weights anew (logistic regression, ridge 0.1)
and says what its error is on texts left out one by one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from daylight.documents.load import load
from daylight.language.syntax import parse
from daylight.reading.annotated import Annotated
from daylight.reading.confidence import evidence
from daylight.reading.record import steps_of
from daylight.records import Statement
from daylight.settings import ReadingSettings
from record import OWN, SHARED, scorer

NAMES = ("constant", "log odds of the attribution", "log odds of the stance", "names its issue", "runs on")
RIDGE = 0.1


class Row(NamedTuple):
    """A statement that was read: its text, what its confidence rests on, the confidence, whether it is right."""

    text: str
    evidence: tuple[float, ...]
    confidence: float
    right: bool


def rows_of(path: Path) -> list[Row]:
    """The statements read in an annotated text."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    document = next(iter(load(path.with_name(path.name.replace(".gold.json", ".txt")))))
    read, settings = Annotated(document, parse(document)), ReadingSettings()
    for step in steps_of(settings)[:4]:
        step(read)
    mentions: dict[str, list[tuple[int, int]]] = {}
    for mention in read.mentions:
        mentions.setdefault(mention.actor, []).append(mention.span)
    score = scorer()
    actors = [{"id": a.id, "name": a.name, "mentions": mentions.get(a.id, [])} for a in read.actors.values()]
    to_gold = score.align_actors(actors, gold["actors"])
    ignored = gold.get("ignore_spans", [])
    said = [s for s in read.statements if not any(a <= s.content[0] and s.content[1] <= b for a, b in ignored)]

    def alike(mine: Statement, theirs: dict[str, object]) -> float:
        if to_gold.get(mine.holder) != theirs["holder"]:
            return 0.0
        texts = (score.words(span, document.text) for span in (mine.content, theirs["content"]))
        return float(score.overlap_f1(*texts))

    pairs = dict(score.best_pairs(said, gold["statements"], alike, 0.5))
    claims = {(read.syntax.span(c.tokens), h): c for c in read.claims for h in c.attribution.holders}
    rows = []
    for place, statement in enumerate(said):
        theirs = gold["statements"][pairs[place]] if place in pairs else None
        if theirs is None or not theirs.get("optional"):
            claim = claims[statement.content, statement.holder]
            right = theirs is not None and theirs["stance"] == statement.stance
            rows.append(Row(path.stem, (1.0, *evidence(claim)), statement.confidence, right))
    return rows


def error(confidence: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Expected calibration error over ten bins."""
    bins = np.minimum((confidence * 10).astype(int), 9)
    gaps = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(gaps))


def fit(evidence: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression, by Newton's method."""
    ridge = RIDGE * np.diag([1e-6, *[1.0] * (evidence.shape[1] - 1)])
    weights = np.zeros(evidence.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-evidence @ weights))
        slope = evidence.T @ (p - right) + ridge @ weights
        weights -= np.linalg.solve((evidence * (p * (1 - p))[:, None]).T @ evidence + ridge, slope)
    return weights


def main() -> None:
    folders = (SHARED / "data" / "briefs", OWN / "unseen")
    rows = [row for folder in folders for path in sorted(folder.glob("*.gold.json")) for row in rows_of(path)]
    confidence = np.array([row.confidence for row in rows])
    right = np.array([row.right for row in rows], float)
    print(
        f"{len(rows)} statements, {right.mean():.3f} right, expected calibration error {error(confidence, right):.3f}"
    )
    print("| confidence | statements | mean confidence | right |\n|---|---|---|---|")
    bins = np.minimum((confidence * 10).astype(int), 9)
    for b in sorted(set(bins)):
        chosen = bins == b
        means = f"{confidence[chosen].mean():.2f} | {right[chosen].mean():.2f}"
        print(f"| {b / 10:.1f} to {(b + 1) / 10:.1f} | {chosen.sum()} | {means} |")
    if sys.argv[1:] != ["--fit"]:
        return
    grounds, texts = np.array([row.evidence for row in rows]), np.array([row.text for row in rows])
    apart = np.zeros(len(rows))
    for text in set(texts):
        weights = fit(grounds[texts != text], right[texts != text])
        apart[texts == text] = 1 / (1 + np.exp(-grounds[texts == text] @ weights))
    print(f"\nfitted anew, each text by the others: expected calibration error {error(apart, right):.3f}")
    for name, weight in zip(NAMES, fit(grounds, right), strict=True):
        print(f"{name:30} {weight:+.2f}")


if __name__ == "__main__":
    main()
