"""How well and how fast the learned attribution reader reads: `python benchmarks/attribution.py`.

Reads PolNeAR's development articles with the model that is shipped and prints the scorer's table, the reliability of
the confidences, and the time beside that of spaCy's pipeline on the same texts in the same run.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from attribution_scores import calibration_error, judged, module_at, reliability, table

if TYPE_CHECKING:
    from daylight.language.tagger import AttributionTagger, TaggedAttribution

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=SHARED / "data" / "attribution" / "dev.jsonl")
    parser.add_argument("--scorer", type=Path, default=SHARED / "bench" / "score_attribution.py")
    parser.add_argument("--model", type=Path, help="folder of a model other than the one shipped")
    parser.add_argument("--no-speed", action="store_true", help="leave out the comparison with spaCy")
    args = parser.parse_args()

    from daylight.language.tagger import AttributionTagger

    scorer = module_at(args.scorer)
    gold = scorer.read_gold(args.gold)
    started = time.perf_counter()
    tagger = AttributionTagger.load(args.model)
    loading = time.perf_counter() - started
    found = {name: tagger.tag(text) for name, (text, _) in gold.items()}
    predicted = {name: [as_json(a) for a in attributions] for name, attributions in found.items()}
    print(table(scorer.score(gold, predicted)))
    right = np.concatenate([judged(scorer, *gold[name], predicted[name]) for name in gold])
    confidence = np.array([a.confidence for name in gold for a in found[name]])
    print(f"\nconfidence: expected calibration error {calibration_error(confidence, right):.3f}")
    print(reliability(confidence, right))
    print(f"\nloaded in {loading:.2f} s")
    if not args.no_speed:
        print(speed(tagger, [text for text, _ in gold.values()]))


def as_json(attribution: TaggedAttribution) -> dict[str, list[list[int]]]:
    return {role: [list(span) for span in getattr(attribution, role)] for role in ("source", "cue", "content")}


def speed(tagger: AttributionTagger, texts: list[str], rounds: int = 3) -> str:
    """Best of some rounds each, taken in turn; beside the time on the clock that of the processor."""
    import spacy

    from daylight.language.syntax import DEFAULT_MODEL

    pipeline = spacy.load(DEFAULT_MODEL)
    readers = {"spaCy": lambda: list(pipeline.pipe(texts)), "tagger": lambda: [tagger.tag(text) for text in texts]}
    clock: dict[str, list[float]] = {name: [] for name in readers}
    processor: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            started = time.perf_counter(), time.process_time()
            read()
            clock[name].append(time.perf_counter() - started[0])
            processor[name].append(time.process_time() - started[1])
    words = sum(len(text.split()) for text in texts)
    each = "  ".join(f"{name} {words / min(seconds):,.0f} words/s" for name, seconds in clock.items())
    ratio, busy = (min(t["tagger"]) / min(t["spaCy"]) for t in (clock, processor))
    return f"speed: {each}; the tagger takes {ratio:.2f} times the time of nlp.pipe ({busy:.2f} in processor time)"


if __name__ == "__main__":
    main()
