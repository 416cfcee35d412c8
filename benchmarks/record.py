"""Score the records of the four annotated briefs: `python benchmarks/record.py [--text NAME] [--errors LAYER]`.

Reads each text of ../shared/data/briefs with the shipped settings and scores it with ../shared/bench/score_record.py.
With --transfer it reads the texts of benchmarks/data/transfer instead: original texts on other regions, annotated by
the same guideline before they were first read by the machine, then developed on. With --unseen it reads those of
benchmarks/data/unseen: texts like them that no rule was written after and nothing was trained on.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"
OWN = Path(__file__).resolve().parent / "data"
"""Texts of the project's own."""
SHOWN = {
    "actors": ("f1",),
    "attributions": ("f1", "holder", "reported_by"),
    "statements": ("f1", "act", "stance", "hedged", "target", "issue_b3"),
    "conditions": ("f1", "kind", "actor"),
    "events": ("f1", "type", "actor", "recipient", "date"),
    "relations": ("f1",),
}
"""Figures of the table that --markdown prints."""


def scorer() -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_record", SHARED / "bench" / "score_record.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_text(path: Path, reader: str) -> dict[str, Any]:
    """The machine's record of a text, as JSON types."""
    from daylight.desk.record_json import to_json
    from daylight.documents.load import load
    from daylight.reading.record import read
    from daylight.settings import ReadingSettings

    return to_json(read(next(iter(load(path))), ReadingSettings(reader=reader)))


def names_alone() -> None:
    """Switch coreference off in this process: a phrase is who it names, pronouns and other phrases are nobody."""
    from daylight.reading.anaphors import References

    def named(self: References, token: Any, speaker: str | None = None) -> tuple[str, ...]:
        own = self.cast.at.get(token.i)
        return self.cast.joint.get(token.i) or ((own,) if own else ())

    References.actors_at = named  # type: ignore[method-assign]


def means(reports: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Mean of each figure over the texts (layers that a text lacks in gold are left out)."""
    out: dict[str, dict[str, float]] = {}
    for layer in next(iter(reports.values())):
        rows = [report[layer] for report in reports.values() if layer in report and report[layer].get("gold", 1)]
        keys = [key for key in rows[0] if key not in ("hits", "system", "gold")]
        out[layer] = {key: sum(row[key] for row in rows if key in row) / len(rows) for key in keys}
    return out


def errors(system: dict[str, Any], gold: dict[str, Any], text: str, layer: str) -> None:
    """Print what the system and the gold hold of a layer, side by side in text order."""
    key = {"statements": "content", "conditions": "if", "events": "trigger", "actors": "mentions"}[layer]
    ignored = gold.get("ignore_spans", [])
    rows = []
    for name, record in (("gold", gold), ("read", system)):
        for item in record[layer]:
            span = item[key][0] if layer == "actors" and item[key] else item[key] or [0, 0]
            if not any(a <= span[0] and span[1] <= b for a, b in ignored):
                skip = {key, "evidence", "step", "sentence", "aliases", "place", "mentions", "actors", "recipients"}
                facts = {k: v for k, v in item.items() if k not in skip and v not in (None, [], {}, False, "")}
                rows.append((span, name, text[span[0] : span[1]].replace("\n", " "), facts))
    for span, name, words, facts in sorted(rows, key=lambda row: (row[0], row[1])):
        print(f"{name} {span} {words!r}\n       {facts}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", help="part of a text's name")
    parser.add_argument("--errors", choices=["statements", "conditions", "events", "actors"])
    parser.add_argument("--reader", default="learned", choices=["learned", "rules"])
    parser.add_argument(
        "--without-coreference", action="store_true", help="names alone: no pronoun or phrase is resolved"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--markdown", action="store_true", help="one table, a column a text")
    parser.add_argument("--transfer", action="store_true", help="the texts of benchmarks/data/transfer")
    parser.add_argument("--unseen", action="store_true", help="the texts of benchmarks/data/unseen")
    args = parser.parse_args()
    if args.without_coreference:
        names_alone()
    score = scorer().score
    reports = {}
    folder = OWN / "transfer" if args.transfer else OWN / "unseen" if args.unseen else SHARED / "data" / "briefs"
    for gold_path in sorted(folder.glob("*.gold.json")):
        name = gold_path.name.removesuffix(".gold.json")
        if args.text and args.text not in name:
            continue
        path = gold_path.with_name(f"{name}.txt")
        system, gold = read_text(path, args.reader), json.loads(gold_path.read_text(encoding="utf-8"))
        text = path.read_text(encoding="utf-8")
        reports[name] = score(system, gold, text)
        if args.errors:
            errors(system, gold, text, args.errors)
    reports["MEAN"] = means(reports)
    if args.json:
        print(json.dumps(reports))
        return
    if args.markdown:
        print("| measure | " + " | ".join([*list(reports)[:-1], "mean"]) + " |")
        print("|---|" + "---:|" * len(reports))
        for layer, figures in SHOWN.items():
            for figure in figures:
                cells = [report[layer].get(figure, 0.0) for report in reports.values()]
                words = (f"{cell:.3f}".removeprefix("0") for cell in cells)
                print(f"| {layer} {figure.replace('_', ' ')} | " + " | ".join(words) + " |")
        return
    for name, report in reports.items():
        print(f"\n{name}")
        for layer, row in report.items():
            print(
                f"  {layer:13}"
                + "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items())
            )


if __name__ == "__main__":
    main()
