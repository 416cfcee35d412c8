from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from make import document, record, statement

import daylight
from daylight.brief.bottom_line import bottom_line
from daylight.brief.highlights import blocks
from daylight.brief.page import render, write_report
from daylight.brief.view import View
from daylight.errors import InputError
from daylight.records import Actor, DocumentRecord, Event, Relation

HOSTILE = (
    "<script>alert(1)</script> Norway insists on the pipeline. Finland rejects the pipeline unless it is paid for."
)


class Links(HTMLParser):
    """Ids and in-page links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "src") and value:
                (self.targets if value.startswith("#") else self.outside).append(value)


@pytest.fixture
def desk(tmp_path: Path) -> daylight.desk.store.Desk:  # type: ignore[name-defined]
    with daylight.open(tmp_path / "x.daylight") as opened:
        first = record()
        relation = Relation(
            id="r-1",
            doc=first.document.id,
            evidence=((0, 6),),
            step="relations.rules/1",
            a="nor",
            b="fin",
            kind="diverge",
        )
        opened.add(first.model_copy(update={"relations": (relation,)}))
        later = document(
            "Finland now backs the pipeline. “Build the pipeline,” Laine said.", "later.txt", date(2026, 3, 8)
        )
        said = [
            statement(later, "backs the pipeline", "fin", "support"),
            statement(later, "Build the pipeline", "aino-laine", "support", quoted=True),
        ]
        opened.add(
            first.model_copy(update={"document": later, "statements": tuple(said), "conditions": (), "relations": ()})
        )
        yield opened


def test_every_link_on_the_page_leads_somewhere_on_it(desk) -> None:  # type: ignore[no-untyped-def]
    links = Links()
    links.feed(render(desk))
    assert {target[1:] for target in links.targets} <= set(links.ids)
    assert links.outside == []
    assert len(links.ids) == len(set(links.ids))


def test_every_statement_leads_to_its_sentence_and_back(desk) -> None:  # type: ignore[no-untyped-def]
    links = Links()
    links.feed(render(desk))
    for said in desk.statements():
        assert f"t-{said.id}" in links.ids
        assert f"r-{said.id}" in links.ids


def test_hostile_text_is_shown_and_never_run(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        hostile = document(HOSTILE, "<img src=x onerror=alert(1)>.txt")
        actor = Actor(id="nor", name='"><script>alert(2)</script>', kind="state")
        desk.add(
            DocumentRecord(
                document=hostile, actors=(actor,), statements=(statement(hostile, "on the pipeline", "nor", "support"),)
            )
        )
        page = render(desk)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert len(re.findall(r"<script", page)) == 1


def test_the_page_allows_no_script_or_style_but_its_own(desk) -> None:  # type: ignore[no-untyped-def]
    page = render(desk)
    assert "default-src 'none'" in page
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=", page)


def test_a_handling_mark_stands_in_header_and_footer(desk) -> None:  # type: ignore[no-untyped-def]
    assert render(desk, handling="TLP:GREEN").count('<p class="handling">TLP:GREEN</p>') == 2
    with pytest.raises(InputError, match="TLP:PURPLE"):
        write_report(desk, Path("x.html"), handling="TLP:PURPLE")


def test_the_bottom_line_says_who_is_apart_and_what_moved_each_with_its_records(desk) -> None:  # type: ignore[no-untyped-def]
    sentences = bottom_line(View(desk))
    text = " ".join(sentence.text for sentence in sentences)
    assert "Finland has moved towards support" in text
    assert all(sentence.records for sentence in sentences)
    for sentence in sentences:
        for one in sentence.records:
            assert desk.find(one)


def test_the_bottom_line_quotes_the_sentence_in_which_a_text_sees_two_actors_apart(desk) -> None:  # type: ignore[no-untyped-def]
    first = bottom_line(View(desk))[0]
    assert first.records == ("r-1",)
    sentence = View(desk).documents[0].text.split(". ")[0].rstrip(".")
    assert f"apart: “{sentence}”" in first.text


def test_what_is_planned_after_the_last_document_stands_ahead_and_not_as_latest(desk) -> None:  # type: ignore[no-untyped-def]
    later = document("Ministers will meet in Oslo. They met in Turku.", "ahead.txt", date(2026, 3, 9))
    facts = {"doc": later.id, "step": "events.rules/1", "type": "CONSULT", "actors": ("nor",), "confidence": 0.8}
    events = (
        Event(id="e-1", evidence=((10, 19),), status="planned", date="2026-03-12", **facts),
        Event(id="e-2", evidence=((34, 37),), status="happened", date="2026-03-08", **facts),
    )
    desk.add(DocumentRecord(document=later, actors=record().actors, events=events))
    said = {sentence.records: sentence.text for sentence in bottom_line(View(desk))}
    assert said["e-1",].startswith("Ahead (2026-03-12)")
    assert said["e-2",].startswith("Latest on the timeline (2026-03-08)")


def test_members_count_with_their_state(desk) -> None:  # type: ignore[no-untyped-def]
    view = View(desk)
    assert view.side("aino-laine") == "fin"
    assert len(view.side_statements["fin", "pipeline"]) == 3
    assert len(view.side_statements["aino-laine", "pipeline"]) == 1


def test_the_pieces_of_a_block_give_its_text_unaltered() -> None:
    made = record()
    layers = [("statement", s) for s in made.statements] + [("condition", c) for c in made.conditions]
    (block,) = blocks(made.document, layers)
    assert "".join(piece.text for piece in block.pieces) == made.document.text
    assert {r for piece in block.pieces for r in piece.begins} == {r.id for _, r in layers}


def test_a_report_that_cannot_be_written_is_one_clear_line(desk) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="cannot be written"):
        write_report(desk, Path("/nonexistent/folder/report.html"))


@pytest.fixture
def met(tmp_path: Path) -> daylight.desk.store.Desk:  # type: ignore[name-defined]
    """A desk of two briefs: a condition, and what meets it."""
    from daylight.documents.segments import segment_text
    from daylight.reading.record import read
    from daylight.records import Document, document_id
    from daylight.settings import ReadingSettings

    briefs = {
        date(2026, 3, 2): "Poland will reopen the crossing if Belarus releases the journalist, Warsaw said.",
        date(2026, 3, 20): "Belarus released the journalist on Tuesday.",
    }
    with daylight.open(tmp_path / "met.daylight") as opened:
        for day, text in briefs.items():
            made = Document(
                id=document_id(text), name=f"{day}.txt", text=text, segments=segment_text(text), published=day
            )
            opened.add(read(made, ReadingSettings(reader="rules")))
        yield opened


def test_changes_propose_that_a_condition_is_met_with_both_evidences(met) -> None:
    from daylight.brief.watch import news

    (found,) = [n for n in news(met, "2026-03-10") if n.kind == "condition met"]
    (condition,) = met.conditions()
    assert found.evidence[0] == condition.id
    assert met.find(found.evidence[1]).doc != condition.doc
    assert "looks met" in found.text
    assert "released the journalist" in found.text
    assert met.conditions()[0].state == "open"


def test_the_register_of_a_report_shows_what_looks_met_beside_the_state(met) -> None:
    assert "open; looks met" in render(met)


def test_what_an_analyst_decided_of_a_condition_stands_alone(met) -> None:
    from daylight.brief.watch import news

    (condition,) = met.conditions()
    met.decide("edit", condition.id, {"state": "open"}, coder="ada")
    assert not [n for n in news(met, "2026-03-10") if "looks" in n.text]
    assert "looks met" not in render(met)
    met.undo()
    assert "open; looks met" in render(met)
