"""A sketch of a conflict, and how it is written down as a model file with its sentences as comments."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from daylight.outlook.draft_words import sentence
from daylight.outlook.parties import Parties


@dataclass
class Line:
    """One preference of the draft, with the records it comes from."""

    want: str
    weight: float
    confidence: float
    sources: list[str] = field(default_factory=list)
    quote: str = ""
    note: str = ""


@dataclass
class OptionLine:
    """One option of the draft."""

    name: str
    owner: str
    weight: float = 0.0
    does: str = ""
    sources: list[str] = field(default_factory=list)
    quote: str = ""
    threatened: bool = False
    against: set[str] = field(default_factory=set)
    """Parties that it would be done to."""


@dataclass
class Sketch:
    """The draft as it grows."""

    options: dict[str, OptionLine] = field(default_factory=dict)
    wants: dict[str, list[Line]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


def written(sketch: Sketch, parties: Parties, documents: list[str]) -> str:
    """The draft as YAML. Everything from the record is quoted or stands in a one-line comment."""
    owners = sorted(
        {o.owner for o in sketch.options.values()},
        key=lambda p: -sum(o.weight for o in sketch.options.values() if o.owner == p),
    )
    lines = [
        f"# Proposed from {', '.join(sentence(name) for name in documents)}.",
        "# A draft: look at every line; the comment above it is the sentence that it comes from.",
        'title: "Draft conflict"',
        "draft: true",
        "status_quo: []  # check: which options are taken today?",
        "decision_makers:",
    ]
    for party in owners:
        lines += [f"  {_quoted(parties.name(party))}:", "    options:"]
        for option in (o for o in sketch.options.values() if o.owner == party):
            lines += [f"      # {option.quote}"] * bool(option.quote)
            lines.append(f"      {_quoted(option.name)}:")
            lines += [f"        does: {_quoted(option.does)}"] * bool(option.does)
            lines.append(f"        sources: {json.dumps(list(dict.fromkeys(option.sources)))}")
        wants = sketch.wants.get(party, [])
        lines += ["    preferences:"] * bool(wants)
        for want in wants:
            lines += [f"      # {want.quote}"] * bool(want.quote)
            lines += [f"      - want: {_quoted(want.want)}", f"        confidence: {want.confidence}"]
            lines.append(f"        sources: {json.dumps(want.sources)}")
            lines += [f"        note: {_quoted(want.note)}"] * bool(want.note)
    threats = [f'"{o.name}"' for o in sketch.options.values() if o.threatened]
    asked = _most_wanted(sketch)
    if threats:
        lines += [
            "outlook:",
            f"  flare: {_quoted(' or '.join(threats))}  # check: what is threatened counts as a flare",
        ]
    if asked:
        lines += ["outlook:"] * (not threats)
        lines.append(
            f"  tense: {_quoted(f'not {chr(34)}{asked}{chr(34)}')}  # check: what others want most is not done"
        )
    if sketch.unused:
        lines += ["# Not used, for lack of a clear actor or to keep the draft small:"]
        lines += [f"#   {sentence(text)}" for text in sketch.unused]
    return "\n".join(lines) + "\n"


def _most_wanted(sketch: Sketch) -> str | None:
    """The option that weighs most among those that others than its owner want and nobody threatens with."""
    weights = {
        option.name: sum(
            line.weight
            for party, lines in sketch.wants.items()
            for line in lines
            if party != option.owner and line.want == f'"{option.name}"'
        )
        for option in sketch.options.values()
        if not option.threatened
    }
    name = max(sorted(weights), key=lambda name: weights[name], default=None)
    return name if name is not None and weights[name] else None


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar: the escapes of JSON are those of YAML."""
    return json.dumps(text, ensure_ascii=False)
