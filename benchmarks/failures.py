"""What fails on the annotated briefs, statement by statement, as Markdown: `python benchmarks/failures.py`.

Places are character offsets in the texts of ../shared/data/briefs, which are not quoted here. The rules of matching are
those of ../shared/bench/score_record.py.
"""

from __future__ import annotations

import json
from typing import Any

from record import SHARED, read_text, scorer

ALIKE = ("act", "stance", "hedged", "quoted")


def failures(system: dict[str, Any], gold: dict[str, Any], text: str) -> list[str]:
    """One line a statement that is missed, read where there is none, or read wrongly."""
    score = scorer()
    to_gold = score.align_actors(system["actors"], gold["actors"])
    ignored = [tuple(span) for span in gold.get("ignore_spans", [])]
    read = [
        s for s in system["statements"] if not any(a <= s["content"][0] and s["content"][1] <= b for a, b in ignored)
    ]

    def alike(a: dict[str, Any], b: dict[str, Any]) -> float:
        return float(score.overlap_f1(score.words(a["content"], text), score.words(b["content"], text)))

    pairs = score.best_pairs(read, gold["statements"], alike, 0.5)
    lines: list[tuple[int, str]] = []
    for i, j in pairs:
        found, wanted = read[i], gold["statements"][j]
        wrong = [f"{key} {found[key]} for {wanted[key]}" for key in ALIKE if found[key] != wanted[key]]
        if to_gold.get(found["holder"]) != wanted["holder"]:
            wrong.insert(0, f"holder {found['holder']} for {wanted['holder']}")
        if [to_gold.get(x) for x in found["reported_by"]] != wanted["reported_by"]:
            wrong.append(f"reported by {found['reported_by'] or 'nobody'} for {wanted['reported_by'] or 'nobody'}")
        if (to_gold.get(found["target"]) if found["target"] else None) != wanted["target"]:
            wrong.append(f"target {found['target']} for {wanted['target']}")
        if wrong and not wanted.get("optional"):
            lines.append((wanted["content"][0], f"{_place(wanted)}: {'; '.join(wrong)}"))
    for j, wanted in enumerate(gold["statements"]):
        if j not in {j for _, j in pairs} and not wanted.get("optional"):
            lines.append((wanted["content"][0], f"{_place(wanted)}: missed ({wanted['holder']}, {wanted['act']})"))
    for i, found in enumerate(read):
        if i not in {i for i, _ in pairs}:
            lines.append((found["content"][0], f"{_place(found)}: not in gold ({found['holder']}, {found['act']})"))
    return [line for _, line in sorted(lines)]


def _place(statement: dict[str, Any]) -> str:
    return "{}–{}".format(*statement["content"])


if __name__ == "__main__":
    for gold_path in sorted((SHARED / "data" / "briefs").glob("*.gold.json")):
        path = gold_path.with_name(gold_path.name.replace(".gold.json", ".txt"))
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        print(f"\n### {path.stem}\n")
        for line in failures(read_text(path, "learned"), gold, path.read_text(encoding="utf-8")):
            print(f"- {line}")
