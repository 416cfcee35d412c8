"""Rules alone, tagger alone, and both: `python benchmarks/attribution_readers.py`.

Scores the outermost attributions of PolNeAR's development articles by each reader with the shared scorer, the
calibration of the rules' confidence, and the time of each beside that of spaCy's pipeline in the same run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from attribution_scores import calibration_error, judged, module_at

SHARED = Path(__file__).resolve().parents[2] / "shared"
FIGURES = ("span_source", "span_cue", "span_content", "full")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=SHARED / "data" / "attribution" / "dev.jsonl")
    parser.add_argument("--scorer", type=Path, default=SHARED / "bench" / "score_attribution.py")
    args = parser.parse_args()
    scorer = module_at(args.scorer)
    gold = scorer.read_gold(args.gold)
    predicted, times = read_all(gold)
    print("| reader | source | cue | content | full P | full R | full F1 | time / nlp.pipe |")
    print("|---" * 8 + "|")
    for reader, found in predicted.items():
        result = scorer.score(gold, found)
        spans = " | ".join(f"{100 * result[figure][2]:.1f}" for figure in FIGURES[:3])
        full = " | ".join(f"{value:.3f}" for value in result["full"])
        print(f"| {reader} | {spans} | {full} | {times[reader] / times['nlp.pipe']:.2f} |")
    rules = predicted["rules"]
    right = np.concatenate([judged(scorer, *gold[name], rules[name]) for name in gold if rules[name]])
    sure = np.array([item["confidence"] for name in gold for item in rules[name]])
    print(f"\nexpected calibration error of the rules: {calibration_error(sure, right):.3f}")


def read_all(gold: dict[str, Any]) -> tuple[dict[str, dict[str, list[dict[str, Any]]]], dict[str, float]]:
    """What each reader finds in each text, and its seconds over all of them."""
    from daylight.language.syntax import load_pipeline, parse
    from daylight.language.tagger import AttributionTagger
    from daylight.reading.annotated import Annotated
    from daylight.reading.attributions import outermost, to_records
    from daylight.reading.attributions_rules import find
    from daylight.reading.extract import paragraphs_of
    from daylight.records import Document, Segment, document_id

    predicted: dict[str, dict[str, list[dict[str, Any]]]] = {"rules": {}, "tagger": {}, "both": {}}
    times = dict.fromkeys(("nlp.pipe", *predicted), 0.0)
    tagger = AttributionTagger.load()
    load_pipeline()
    for name, (text, _) in gold.items():
        segments = tuple(Segment(kind="paragraph", start=start, end=end) for start, end in paragraphs_of(text))
        document = Document(id=document_id(text), name=name, text=text, segments=segments)
        marks = [time.perf_counter()]
        annotated = Annotated(document, parse(document))
        marks.append(time.perf_counter())
        annotated.attributions.extend(to_records(annotated, find(annotated.syntax), "rules", holders=False))
        ruled = [as_json(item) for item in outermost(annotated)]
        marks.append(time.perf_counter())
        tagged = [as_json(item) for item in tagger.tag(text)]
        marks.append(time.perf_counter())
        for part, seconds in zip(("nlp.pipe", "rules", "tagger"), np.diff(marks), strict=True):
            times[part] += float(seconds)
        predicted["rules"][name], predicted["tagger"][name] = ruled, tagged
        predicted["both"][name] = tagged + [item for item in ruled if not touches(item, tagged)]
    times["both"] = times["rules"] + times["tagger"]
    return predicted, times


def as_json(item: Any) -> dict[str, Any]:
    return {
        "source": item.source, "cue": item.cue, "content": item.content, "confidence": item.confidence,
    }  # fmt: skip


def touches(item: dict[str, Any], others: Iterable[dict[str, Any]]) -> bool:
    """Whether the tagger has found anything where the rules' attribution stands."""
    taken = [span for other in others for role in ("source", "cue", "content") for span in other[role]]
    return any(a < d and c < b for role in ("cue", "content") for a, b in item[role] for c, d in taken)


if __name__ == "__main__":
    main()
