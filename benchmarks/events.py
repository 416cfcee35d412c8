"""Measure the coding of events: `python benchmarks/events.py [sentences|own|briefs|false|speed|folds ...]`.

sentences: plover_gsr_dev.jsonl, the first event of each sentence against gold: type, actor and recipient phrase,
countries, with the
           confusion table. `--model` other than the shipped one is fitted on plv_train alone, so that no gold sentence
           was seen.
own:       benchmarks/data/event_sentences.tsv, sentences on all regions written for this project, by type, mode,
           parties, status and date; every third one is a check set that no rule was developed on.
briefs:    the four annotated briefs, events layer.
false:     benchmarks/data/no_events.txt, share of sentences in which an event is coded.
speed:     time of the event step against `nlp.pipe` on the same text in the same run.
folds:     five folds over plv_train, given both actor spans (runs training/events.py --folds).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PUBLISHED = date(2026, 3, 18)
"""Publication date of the project's own sentences."""
_COUNTRIES = {"JAP": "JPN", "VTN": "VNM", "ITL": "ITA", "UNO": "IGO", "EUR": "IGO", "NGO": "IGO"}
"""Slips of the gold file, and international codes that it writes as IGO."""


def sentences(unseen: bool = True, show: bool = False) -> None:
    """The first event of each gold sentence."""
    from daylight.reading import event_scorer
    from daylight.reading.event_extract import extract_events

    rows = [
        json.loads(line)
        for line in (SHARED / "data/events/plover_gsr_dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    if unseen:
        shipped = event_scorer.scorer
        model = _without_gold()
        event_scorer.scorer.cache_clear()
        import daylight.reading.event_readings as readings

        readings.scorer = lambda: model  # type: ignore[assignment]
        del shipped
    counts: Counter[str] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    for row, found in zip(rows, extract_events((r["text"], None) for r in rows), strict=True):
        first: dict[str, Any] = found[0] if found else {"type": "none", "actor": [], "recipient": []}
        hits = {"type": first["type"] == row["type"], "type anywhere": any(e["type"] == row["type"] for e in found)}
        for role in ("actor", "recipient"):
            words = [p["text"] for p in first[role]]
            hits[role] = _same_phrase(words, row[f"{role}_text"])
            gold = {_COUNTRIES.get(c, c) for c in row[f"{role}_country"] if c}
            read = {_COUNTRIES.get(p["country"], p["country"]) for p in first[role] if p["country"]}
            if gold:
                counts[f"{role} with country"] += 1
                hits[f"{role} country"] = bool(gold & read)
        hits["type and both"] = hits["type"] and hits["actor"] and hits["recipient"]
        counts.update(name for name, hit in hits.items() if hit)
        confusion[row["type"], first["type"]] += 1
        if show and not hits["type and both"]:
            told = {
                k: ([p["text"] for p in v] if isinstance(v, list) and k != "trigger" else v)
                for k, v in first.items()
                if k in ("type", "actor", "recipient", "trigger_text")
            }
            print(row["type"], row["actor_text"], row["recipient_text"], "|", told, "|", row["text"][:160])
    for name in ("type", "type anywhere", "actor", "recipient", "type and both"):
        print(f"{name:18} {counts[name] / len(rows):.3f}")
    for role in ("actor", "recipient"):
        print(f"{role + ' country':18} {counts[f'{role} country'] / counts[f'{role} with country']:.3f}")
    print("\nconfusion: gold type, then what was read")
    for type_ in sorted({gold for gold, _ in confusion}):
        print(f"{type_:10}", ", ".join(f"{read} {n}" for (gold, read), n in confusion.most_common() if gold == type_))


def _without_gold() -> Any:
    """A scorer fitted on plv_train alone."""
    sys.path.insert(0, str(ROOT / "training"))
    import numpy as np

    import events as training
    from daylight.reading.event_scorer import Scorer

    vocabulary, model = training.fit(training.examples("plv_train.jsonl"))
    return Scorer(tuple(model.classes_), vocabulary, np.vstack([model.coef_.T, model.intercept_]).astype(np.float32))


def _same_phrase(read: list[str], gold: list[str]) -> bool:
    """Whether a phrase was read that shares at least half of its words with a gold one, by F1; or neither has one."""
    if not read or not gold:
        return not read and not gold
    return max(_overlap(a, b) for a in read for b in gold) >= 0.5


def _overlap(one: str, other: str) -> float:
    a, b = (set(re.findall(r"\w+", text.lower())) - {"the", "a", "an", "of", "in", "and", "s"} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def own(show: bool = False) -> None:
    """The first event of each of the project's own sentences, for the two parts of the list."""
    from daylight.reading.event_extract import extract_events

    lines = (ROOT / "benchmarks/data/event_sentences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    counts = {"developed on": Counter[str](), "check set": Counter[str]()}
    for i, (row, found) in enumerate(zip(rows, extract_events((r[-1], PUBLISHED) for r in rows), strict=True)):
        type_, mode, actor, recipient, status, day, text = row
        first: dict[str, Any] = found[0] if found else {"actor": [], "recipient": []}
        read = {role: [p["text"] for p in first[role]] for role in ("actor", "recipient")}
        hits = {
            "type": first.get("type") == type_,
            "mode": first.get("type") == type_ and (first.get("mode") or "-") == mode,
            "actor": _same_parties(read["actor"], actor),
            "recipient": _same_parties(read["recipient"], recipient),
            "status": first.get("status") == status,
            "date": (first.get("date") or "-") == day,
        }
        hits["all but mode"] = all(hit for name, hit in hits.items() if name != "mode")
        part = counts["check set" if i % 3 == 2 else "developed on"]
        part.update(name for name, hit in hits.items() if hit)
        part["sentences"] += 1
        if show and i % 3 != 2 and not all(hits.values()):
            missed = ", ".join(name for name, hit in hits.items() if not hit)
            told = [first.get(k) for k in ("type", "mode", "status", "date", "trigger_text", "confidence")]
            print(f"{i} {missed}: {text}\n    {row[:-1]}\n    {told[:2]} {read} {told[2:]}")
    for name, part in counts.items():
        print(
            f"{name:13}"
            + "  ".join(f"{k} {n if k == 'sentences' else n / part['sentences']:.3g}" for k, n in part.items())
        )


def _same_parties(read: list[str], gold: str) -> bool:
    """Whether each party was read and no other, by the words of their phrases."""
    wanted = [] if gold == "-" else gold.split("; ")
    return len(read) == len(wanted) and all(max(_overlap(r, g) for r in read) >= 0.5 for g in wanted)


def briefs() -> None:
    """The events layer of the four annotated briefs."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import record

    score = record.scorer().score
    reports = {}
    for gold in sorted((SHARED / "data/briefs").glob("*.gold.json")):
        path = gold.with_name(gold.name.replace(".gold.json", ".txt"))
        text = path.read_text(encoding="utf-8")
        reports[gold.name.removesuffix(".gold.json")] = score(
            record.read_text(path, "learned"), json.loads(gold.read_text("utf-8")), text
        )
    reports["mean"] = record.means(reports)
    for name, report in reports.items():
        row = report["events"]
        print(
            f"{name:32}"
            + "  ".join(
                f"{k} {row[k]:.3f}" for k in ("precision", "recall", "f1", "type", "actor", "recipient", "date")
            )
        )


def false(show: bool = False) -> None:
    """Sentences without events in which one is coded all the same."""
    from daylight.reading.event_extract import extract_events

    lines = (ROOT / "benchmarks/data/no_events.txt").read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if line.strip() and not line.startswith("#")]
    wrong = 0
    for text, found in zip(texts, extract_events((t, None) for t in texts), strict=True):
        wrong += bool(found)
        if found and show:
            print(found[0]["type"], found[0]["trigger_text"], found[0]["confidence"], "|", text)
    print(f"{wrong} of {len(texts)} sentences without events got one: {wrong / len(texts):.3f}")


def speed() -> None:
    """The event step on the gold sentences joined to texts, against parsing the same text."""
    from daylight.documents.segments import segment_text
    from daylight.language.syntax import load_pipeline, parse_all
    from daylight.reading.annotated import Annotated
    from daylight.reading.events import read_events
    from daylight.reading.mentions import read_mentions
    from daylight.records import Document, document_id

    rows = [
        json.loads(line)["text"]
        for line in (SHARED / "data/events/plv_train.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    texts = ["\n\n".join(" ".join(rows[i : i + 4]) for i in range(start, start + 20, 4)) for start in range(0, 400, 20)]
    documents = [Document(id=document_id(t), name="t", text=t, segments=segment_text(t)) for t in texts]
    nlp = load_pipeline()
    list(nlp.pipe(texts[:2]))
    start = time.perf_counter()
    list(nlp.pipe(texts))
    parsing = time.perf_counter() - start
    annotated = [Annotated(d, s) for d, s in zip(documents, parse_all(documents), strict=True)]
    for one in annotated:
        read_mentions(one)
    read_events(annotated[0])
    annotated[0].events.clear()
    start = time.perf_counter()
    for one in annotated:
        read_events(one)
    step = time.perf_counter() - start
    print(f"nlp.pipe {parsing:.2f} s, events {step:.2f} s: ratio {step / parsing:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["sentences", "briefs", "false", "speed"])
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    parser.add_argument("--model", choices=["unseen", "shipped"], default="unseen")
    args = parser.parse_args()
    for what in args.what:
        print(f"\n== {what}")
        if what == "sentences":
            sentences(args.model == "unseen", args.show)
        elif what == "own":
            own(args.show)
        elif what == "briefs":
            briefs()
        elif what == "false":
            false(args.show)
        elif what == "speed":
            speed()
        elif what == "folds":
            subprocess.run([sys.executable, str(ROOT / "training/events.py"), "--folds"], check=True)


if __name__ == "__main__":
    main()
