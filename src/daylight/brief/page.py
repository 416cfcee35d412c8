"""The report: one self-contained page that works from disk, in print, on a phone, and without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from daylight.brief.bottom_line import bottom_line, condition_words
from daylight.brief.highlights import Block, blocks
from daylight.brief.view import View
from daylight.brief.watch import News, news, proposed
from daylight.brief.words import clean, excerpt, stance_mark, sureness
from daylight.desk.tables import is_unnamed, table
from daylight.errors import InputError
from daylight.knowledge.likelihood import likelihood
from daylight.positions.event_measures import pairs as event_pairs
from daylight.positions.words_and_deeds import together
from daylight.records import Condition, Document, Event, Statement
from daylight.settings import Settings

if TYPE_CHECKING:
    from daylight.desk.store import Desk
    from daylight.positions.fulfilment import Fulfilment
    from daylight.positions.posterior import Position

HANDLING = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
MATRIX_ACTORS = 14
MATRIX_ISSUES = 10
PAIRS = 40
DEEDS = 8
"""Pairs whose words and deeds are shown, those with most events."""
NEWS = 4
WHOLE_TEXTS = 40
"""With more documents than this, a page shows the passages that hold records, not whole texts."""


def write_report(
    desk: Desk,
    path: Path,
    settings: Settings | None = None,
    document: str | None = None,
    title: str | None = None,
    handling: str | None = None,
) -> None:
    """Write the report page of a desk.

    Parameters
    ----------
    desk : Desk
        The store.
    path : Path
        The HTML file; written whole or not at all.
    settings : Settings, optional
        Weights of positions.
    document : str, optional
        Id or name, to report on one document alone.
    title : str, optional
        Heading of the page.
    handling : str, optional
        A TLP 2.0 mark, shown in header and footer.

    Raises
    ------
    InputError
        When the file cannot be written or the mark is unknown.
    """
    if handling is not None and handling not in HANDLING:
        raise InputError(f"{handling!r} is no handling mark; use one of {', '.join(HANDLING)}")
    page = render(desk, settings, document, title, handling)
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as part:
            part.write(page)
        os.chmod(part.name, 0o644)
        os.replace(part.name, path)
    except OSError as error:
        raise InputError(f"{path}: the report cannot be written ({error.strerror})") from error


def render(
    desk: Desk,
    settings: Settings | None = None,
    document: str | None = None,
    title: str | None = None,
    handling: str | None = None,
) -> str:
    """The report page as HTML; parameters as for `write_report`."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    view = View(desk, settings, document)
    met = proposed(desk) if len(view.documents) > 1 else []
    own = files("daylight.brief") / "page_files"
    style, script = ((own / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals |= {
        "actor": view.actor,
        "issue": view.issue,
        "mark": stance_mark,
        "sureness": lambda confidence: sureness(confidence, view.settings.report),
        "likelihood": lambda p: likelihood(min(max(p, 0.01), 0.99)),
    }
    template = environment.from_string((own / "report.html.jinja").read_text(encoding="utf-8"))
    return template.render(
        title=title or _title(view),
        handling=handling,
        style=Markup(style),
        style_hash=_csp_hash(style),
        script=Markup(script),
        script_hash=_csp_hash(script),
        view=view,
        bottom_line=bottom_line(view),
        references=_references(view),
        matrix=_matrix(view),
        pairs=_pairs(view),
        movements=view.movements[:8],
        news=_news(desk, view, met),
        # Vega draws it and escapes its text.
        over_time=Markup(_over_time(desk, view)),
        timeline=[_event_row(view, event) for event in view.told],
        words_and_deeds=view.words_and_deeds[:DEEDS],
        both=together(view.words_and_deeds),
        deeds=_deeds(view),
        register=_register(view, met),
        relations=_relation_rows(view),
        sources=table(desk, "sources", **({"document": view.documents[0].id} if document else {})).to_dicts(),
        statements=[_statement_row(view, s) for s in _by_issue(view)],
        texts=[(d, _text_blocks(view, d)) for d in view.documents],
        base=_source_base(view),
    )


def _title(view: View) -> str:
    if view.pairs:
        a, b = view.pairs[0]
        return f"{view.actor(a)} and {view.actor(b)}: where they stand"
    return view.documents[0].title or view.documents[0].name if len(view.documents) == 1 else "Where they stand"


def _csp_hash(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode("ascii")


def _references(view: View) -> dict[str, int]:
    """Documents numbered for citations."""
    return {document.id: number for number, document in enumerate(view.documents, 1)}


def _matrix(view: View) -> dict[str, Any]:
    """Actors by issues: sides first, each followed by its members that speak for themselves."""
    issues = view.salient[:MATRIX_ISSUES]
    placed: list[tuple[str, int]] = []
    shown = [a for a in view.prominent if any((a, i) in view.positions for i in issues)][:MATRIX_ACTORS]
    for actor in shown:
        if view.side(actor) == actor:
            placed.append((actor, 0))
            placed += [(member, 1) for member in shown if member != actor and view.side(member) == actor]
    placed += [(actor, 0) for actor in shown if all(actor != known for known, _ in placed)]
    rows = [(actor, depth, [_cell(view, actor, issue) for issue in issues]) for actor, depth in placed]
    return {"issues": issues, "rows": rows, "left_out": len(view.salient) - len(issues)}


def _cell(view: View, actor: str, issue: str) -> dict[str, Any] | None:
    position = view.positions.get((actor, issue))
    if position is None:
        return None
    statements = view.side_statements[actor, issue]
    best = max(statements, key=lambda s: (s.confidence, s.id))
    return {
        "position": position,
        "shade": _shade(position),
        "bar": (_x(position.low), max(_x(position.high) - _x(position.low), 2), _x(position.mean)),
        "first": best.id,
        "count": len(statements),
    }


def _shade(position: Position) -> str:
    """Name of the colour step of a cell: how far from the middle, and whether the evidence is thin."""
    step = min(5, int(abs(position.mean) * 5.999))
    side = "p" if position.mean > 0 else "n"
    thin = " thin" if position.high - position.low > 1.2 else ""
    return f"{side}{step}{thin}"


def _x(value: float) -> float:
    """A position in [-1, 1] on a scale 0 to 60 units wide."""
    return round((value + 1) * 30, 1)


def _news(desk: Desk, view: View, met: list[Fulfilment]) -> list[tuple[str, list[News]]]:
    """What the latest document brought, the largest first, a few of each kind."""
    days = sorted({d.published for d in view.documents if d.published})
    if len(days) < 2:
        return []
    told = news(desk, days[-2].isoformat(), view.settings.positions, met)
    told = [n for n in told if n.kind not in ("new position",)]
    return [(kind, list(group)[:NEWS]) for kind, group in groupby(told, key=lambda n: n.kind)]


def _over_time(desk: Desk, view: View) -> str:
    """Daylight between the most prominent pair over time, as SVG; empty where there is no time to show."""
    if len({d.published for d in view.documents if d.published}) < 2 or not view.pairs:
        return ""
    from daylight.brief.charts import drawing
    from daylight.brief.frame import Frame
    from daylight.brief.pictures import picture

    a, b = view.pairs[0]
    return drawing(picture(desk, "over-time", Frame(actors=[a, b], settings=view.settings.positions)))


def _pairs(view: View) -> list[dict[str, Any]]:
    pairs = []
    for a, b in view.pairs[:PAIRS]:
        rows = []
        for issue, distance, pa, pb in view.shared(a, b):
            rows.append(
                {
                    "distance": distance,
                    "a": (pa, _x(pa.mean), _x(pa.low), _x(pa.high), _first(view, a, issue)),
                    "b": (pb, _x(pb.mean), _x(pb.low), _x(pb.high), _first(view, b, issue)),
                }
            )
        declared = [r for r in view.relations if {r.a, r.b} == {a, b} or {view.side(r.a), view.side(r.b)} == {a, b}]
        pairs.append({"a": a, "b": b, "rows": rows, "declared": declared})
    return pairs


def _first(view: View, actor: str, issue: str) -> str:
    return max(view.side_statements[actor, issue], key=lambda s: (s.confidence, s.id)).id


def _deeds(view: View) -> dict[tuple[str, str], list[str]]:
    """A few events behind the balance of each pair: the surest first."""
    found: dict[tuple[str, str], list[Event]] = {}
    for event in view.told:
        for pair in {tuple(sorted(p)) for p in event_pairs(event, view.counted_as)}:
            found.setdefault((pair[0], pair[1]), []).append(event)
    return {pair: [e.id for e in sorted(told, key=lambda e: -e.confidence)[:3]] for pair, told in found.items()}


def _event_row(view: View, event: Event) -> dict[str, Any]:
    document = view.by_id[event.doc]
    sentence = event.mentions[0].sentence if event.mentions else event.evidence[0]
    return {
        "event": event,
        "words": excerpt(document, event.evidence[0], 80),
        "sentence": excerpt(document, sentence, 320),
        "sources": len({m.doc for m in event.mentions}) or 1,
        "reporters": list(dict.fromkeys(r for m in event.mentions for r in m.reported_by)),
    }


def _register(view: View, met: list[Fulfilment]) -> list[dict[str, Any]]:
    """The conditions, each with what in later documents speaks for its being met."""
    known = {item.id for item in (*view.events, *view.statements)}
    looks = {f.condition: f for f in met if f.record in known}
    rows = [_condition_row(view, c) for c in sorted(view.conditions, key=_condition_order)]
    return [row | {"looks": looks.get(row["condition"].id)} for row in rows]


def _condition_row(view: View, condition: Condition) -> dict[str, Any]:
    document = view.by_id[condition.doc]
    return {
        "condition": condition,
        "if": excerpt(document, condition.if_, 260),
        "then": excerpt(document, condition.then, 260) if condition.then else None,
        "words": condition_words(view, condition),
    }


def _condition_order(condition: Condition) -> tuple[int, float, str]:
    order = {"red_line": 0, "threat": 1, "precondition": 2, "promise": 3, "trigger": 4}
    return order[condition.kind], -condition.confidence, condition.id


def _relation_rows(view: View) -> list[dict[str, Any]]:
    return [{"relation": r, "words": excerpt(view.by_id[r.doc], r.evidence[0], 200)} for r in view.relations]


def _statement_row(view: View, statement: Statement) -> dict[str, Any]:
    document = view.by_id[statement.doc]
    return {
        "statement": statement,
        "document": document,
        "date": statement.date or (document.published.isoformat() if document.published else ""),
        "content": clean(document, statement.content),
        "cue": clean(document, statement.cue) if statement.cue else "",
    }


def _by_issue(view: View) -> list[Statement]:
    counts = Counter(s.issue for s in view.statements)
    return sorted(view.statements, key=lambda s: (-counts[s.issue], s.issue, s.holder, s.date or "", s.doc, s.content))


def _text_blocks(view: View, document: Document) -> list[Block]:
    layers: Iterable[tuple[str, list[Any]]] = (
        ("statement", view.statements),
        ("condition", view.conditions),
        ("event", view.events),
        ("relation", view.relations),
    )
    records = [(layer, record) for layer, items in layers for record in items if record.doc == document.id]
    found = blocks(document, records)
    if len(view.documents) > WHOLE_TEXTS:
        found = [block for block in found if any(piece.records for piece in block.pieces)]
    return found


def _source_base(view: View) -> dict[str, Any]:
    """What the judgements rest on, as ICD 206 asks: how many sources, how direct, how sure."""
    unnamed = {a.id for a in view.actors.values() if is_unnamed(a)}
    sure = Counter(sureness(s.confidence, view.settings.report) for s in view.statements)
    return {
        "documents": len(view.documents),
        "statements": len(view.statements),
        "direct": sum(not s.reported_by for s in view.statements),
        "quoted": sum(s.quoted for s in view.statements),
        "unnamed": sum(s.holder in unnamed for s in view.statements),
        "sure": sure["sure"],
        "likely": sure["likely"],
        "doubtful": sure["doubtful"],
    }
