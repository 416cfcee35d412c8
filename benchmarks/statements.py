"""Measure issues and statements where attributions are given: `python benchmarks/statements.py [--wrong]`.

First the rules on the project's own marked sentences (tests/reading/data/stances.yaml), then rules, model and both on
annotated texts with their hand-made source, cue and content, so that what is measured is the reading of act, stance,
target, hedging and issue alone: the four briefs of ../shared/data/briefs, the texts of benchmarks/data/transfer, on
which the model was trained, and those of benchmarks/data/unseen. `benchmarks/record.py` measures the whole way.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "reading")]

from marked import read as read_marked  # noqa: E402

from daylight.documents.load import load  # noqa: E402
from daylight.language.syntax import parse  # noqa: E402
from daylight.reading.annotated import Annotated  # noqa: E402
from daylight.reading.issues import read_issues  # noqa: E402
from daylight.reading.statements import read_statements  # noqa: E402
from daylight.records import Actor, Attribution, Membership, Mention, record_id  # noqa: E402
from daylight.settings import ReadingSettings  # noqa: E402
from record import SHARED, scorer  # noqa: E402

READERS = {
    "rules": ReadingSettings(reader="rules"),
    "model": ReadingSettings(trust_in_act=0, trust_in_stance=0),
    "both": ReadingSettings(),
}
FIELDS = ("act", "stance", "hedged", "quoted", "target", "issue_b3")
KINDS = ("state", "government", "office", "person", "organisation", "armed_group", "coalition", "igo", "media", "group")


PARTS = {"rows": "own sentences", "longer": "longer sentences", "worldwide": "worldwide", "aside": "kept aside"}
"""Parts of the project's own sentences; those kept aside are never looked at one by one."""


def own_sentences(part: str, wrong: bool = False) -> dict[str, float]:
    """Share of the project's own sentences read right, by field.

    The issue counts where it is a theme; the target where all targets of the part are given. With `wrong`, what is read
    otherwise is printed.
    """
    table = yaml.safe_load((HERE.parent / "tests/reading/data/stances.yaml").read_text(encoding="utf-8"))
    right: dict[str, list[bool]] = {name: [] for name in ("act", "stance", "hedged", "target", "theme", "issue")}
    for text, act, stance, issue, *more in table[part]:
        found = read_marked(text, actors=table["actors"])
        said = found.statements[0]
        theme = found.issues[said.issue].theme or said.issue
        right["act"].append(said.act == act)
        right["stance"].append(said.stance == stance)
        right["hedged"].append(said.hedged == ("hedged" in more))
        if issue[0].islower():
            right["theme"].append(theme == issue or issue.startswith(f"{theme}-"))
            right["issue"].append(said.issue == issue or said.issue.startswith(f"{issue}-"))
        if part in ("worldwide", "aside"):
            target = next((m.removeprefix("target: ") for m in more if m.startswith("target: ")), None)
            right["target"].append(said.target == target)
        if wrong and not (said.act == act and said.stance == stance and (not right["target"] or right["target"][-1])):
            print(f"{text}\n    {act} {stance} {more}: {said.act} {said.stance} {said.target} {said.issue}")
    return {name: sum(found) / len(found) for name, found in right.items() if found}


def with_gold_attributions(path: Path, gold: dict[str, Any], settings: ReadingSettings) -> Annotated:
    """A brief with the hand-made actors, mentions and attributions, read for issues and statements."""
    document = next(iter(load(path)))
    out = Annotated(document, parse(document), settings)
    for actor in gold["actors"]:
        kind = actor["type"] if actor["type"] in KINDS else "group"
        member = tuple(Membership(actor=other) for other in actor["member_of"])
        out.actors[actor["id"]] = Actor(id=actor["id"], name=actor["name"], kind=kind, memberships=member)
        out.mentions += [
            Mention(doc=document.id, span=tuple(s), actor=actor["id"], form="name") for s in actor["mentions"]
        ]
    out.mentions.sort(key=lambda mention: mention.span)
    holders: dict[tuple[Any, ...], list[str]] = {}
    for row in gold["statements"]:
        key = (tuple(row["cue"] or ()), tuple(row["content"]), row.get("author_voice", False))
        holders.setdefault(key, []).append(row["holder"])
    for (cue, content, voice), names in holders.items():
        out.attributions.append(
            Attribution(
                id=record_id("attributions", document.id, cue, content),
                doc=document.id,
                evidence=(content,),
                step="gold",
                source=(),
                cue=(cue,) if cue else (),
                content=(content,),
                holders=tuple(names),
                author_voice=voice,
            )
        )
    read_issues(out)
    read_statements(out)
    return out


def scored(path: Path, settings: ReadingSettings) -> dict[str, Any]:
    """The scorer's report on the statements of one annotated text, its attributions given."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    read = with_gold_attributions(path.with_name(path.name.replace(".gold.json", ".txt")), gold, settings)
    mentions: dict[str, list[Any]] = {}
    for mention in read.mentions:
        mentions.setdefault(mention.actor, []).append(mention.span)
    system = {
        "actors": [{"id": a.id, "name": a.name, "mentions": mentions.get(a.id, [])} for a in read.actors.values()],
        "statements": [s.model_dump() for s in read.statements],
    }
    report = scorer().score(system, {**gold, "complete_layers": ["statements"]}, read.document.text)
    return report["statements"]  # type: ignore[no-any-return]


def main() -> None:
    wrong = sys.argv[1:] == ["--wrong"]
    for part, title in PARTS.items():
        shares = own_sentences(part, wrong and part != "aside")
        print(f"{title:18} " + "  ".join(f"{k} {v:.3f}" for k, v in shares.items()))
    for folder in (SHARED / "data" / "briefs", *(HERE / "data" / name for name in ("transfer", "unseen"))):
        paths = sorted(folder.glob("*.gold.json"))
        if not paths:
            print(f"no annotated texts in {folder.name}")
            continue
        for reader, settings in READERS.items():
            reports = [scored(path, settings) for path in paths]
            means = {field: sum(report[field] for report in reports) / len(reports) for field in FIELDS}
            print(f"{folder.name}, {reader:6} " + "  ".join(f"{field} {mean:.3f}" for field, mean in means.items()))


if __name__ == "__main__":
    main()
