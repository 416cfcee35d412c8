"""Drafts of conflicts from records: each line has its sentence, and the draft can be solved as it is."""

from __future__ import annotations

import pytest

from daylight.errors import InputError, NotFoundError
from daylight.outlook.draft import draft
from daylight.outlook.model_file import from_yaml
from daylight.outlook.preferences import game_of
from daylight.outlook.solution import solve
from daylight.records import (
    Actor,
    Condition,
    Document,
    DocumentRecord,
    Issue,
    Membership,
    Mention,
    Segment,
    Statement,
    document_id,
    record_id,
)

TEXT = (
    "Norway demands that Finland reopen the pipeline. Prime Minister Laine rejected the pipeline. "
    "Norway will stop all ferry traffic if Finland keeps the pipeline shut. The analyst Berg doubts it: # x."
)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def statement(words: str, holder: str, act: str, stance: str, target: str | None = None) -> Statement:
    where = span(words)
    sentence = (TEXT.rfind(". ", 0, where[0]) + 2 if ". " in TEXT[: where[0]] else 0, TEXT.index(".", where[1] - 1) + 1)
    return Statement.model_validate(
        {
            "id": record_id("statements", "d", where, holder), "doc": document_id(TEXT), "evidence": (where,),
            "step": "coder/test", "confidence": 0.9, "holder": holder, "content": where, "sentence": sentence,
            "act": act, "issue": "pipeline-fin", "stance": stance, "target": target,
        }
    )  # fmt: skip


def record() -> DocumentRecord:
    if_, then = span("if Finland keeps the pipeline shut"), span("stop all ferry traffic")
    doc = Document(
        id=document_id(TEXT), name="b.txt", text=TEXT, segments=(Segment(kind="paragraph", start=0, end=len(TEXT)),)
    )
    return DocumentRecord(
        document=doc,
        actors=(
            Actor(id="nor", name="Norway", kind="state", country="NOR"),
            Actor(id="fin", name="Finland", kind="state", country="FIN"),
            Actor(id="aino-laine", name="Aino Laine", kind="person", memberships=(Membership(actor="fin"),)),
            Actor(id="institute", name="Institute", kind="organisation", country="NOR"),
            Actor(id="berg", name="Berg", kind="person", memberships=(Membership(actor="institute"),)),
        ),
        mentions=(Mention(doc=doc.id, span=span("Finland keeps"), actor="fin", form="name"),),
        issues=(
            Issue(id="pipeline-fin", name="Finland: pipeline", proposition="Open the pipeline", theme="t", locus="fin"),
        ),
        statements=(
            statement("that Finland reopen the pipeline", "nor", "demand", "support", "fin"),
            statement("rejected the pipeline", "aino-laine", "reject", "oppose"),
            statement("doubts it", "berg", "doubt", "oppose"),
        ),
        conditions=(
            Condition(
                id="c-1", doc=doc.id, evidence=(if_, then), step="coder/test", kind="threat", if_=if_, then=then,
                actor="nor",
            ),
        ),
    )  # fmt: skip


def test_parties_options_and_preferences_come_from_the_record() -> None:
    conflict = from_yaml(draft([record()]))
    assert conflict.draft
    assert set(conflict.decision_makers) == {"Norway", "Finland"}
    assert "stop all ferry traffic" in conflict.decision_makers["Norway"].options
    assert "Finland: pipeline" in conflict.decision_makers["Finland"].options
    wants = [p.want for p in conflict.decision_makers["Norway"].preferences]
    assert 'if "Finland keeps the pipeline shut" then "stop all ferry traffic"' in wants
    assert '"Finland: pipeline"' in wants
    assert conflict.decision_makers["Finland"].preferences[0].want == 'not "Finland: pipeline"'


def test_an_office_holder_speaks_for_the_state_and_an_expert_for_nobody() -> None:
    conflict = from_yaml(draft([record()]))
    sources = {s for m in conflict.decision_makers.values() for p in m.preferences for s in p.sources}
    assert record().statements[1].id in sources
    assert record().statements[2].id not in sources


def test_each_line_of_a_draft_has_its_sentence_and_its_record() -> None:
    text = draft([record()])
    assert "# Norway demands that Finland reopen the pipeline." in text
    conflict = from_yaml(text)
    assert all(p.sources and (p.note or p.sources) for m in conflict.decision_makers.values() for p in m.preferences)


def test_a_draft_can_be_solved_and_says_what_a_flare_is() -> None:
    conflict = from_yaml(draft([record()]))
    assert conflict.outlook.flare == '"stop all ferry traffic"'
    assert solve(game_of(conflict), ["seq"]).equilibria("seq").any()


def test_text_of_a_document_cannot_add_lines_to_the_file() -> None:
    nasty = TEXT.replace("Norway demands", "Norway\n  evil: {}\u2028demands")
    plain = record()
    shift = len(nasty) - len(TEXT)

    def moved(s: Statement) -> Statement:
        start, end = s.content
        return s.model_copy(update={"content": (start + shift, end + shift), "sentence": (0, s.sentence[1] + shift)})

    doc = plain.document.model_copy(update={"text": nasty, "name": "a\nb: c"})
    statements = tuple(moved(s) for s in plain.statements)
    text = draft([plain.model_copy(update={"document": doc, "statements": statements})])
    assert "\n  evil" not in text
    assert from_yaml(text).title == "Draft conflict"


def test_an_issue_that_nobody_named_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="no issue is called 'fish'"):
        draft([record()], ["fish"])


def test_who_demands_what_another_would_do_may_press_for_it() -> None:
    conflict = from_yaml(draft([record().model_copy(update={"conditions": ()})]))
    assert list(conflict.decision_makers["Norway"].options) == ["Norway presses for Finland: pipeline"]
    assert solve(game_of(conflict), ["seq"]).equilibria("seq").any()


@pytest.mark.parametrize(
    ("kind", "if_words", "want"),
    [
        ("threat", "if Finland keeps the pipeline shut", "if {premise} then {response}"),
        ("precondition", "if Finland keeps the pipeline shut", "if {response} then {premise}"),
        ("threat", "unless Finland keeps the pipeline shut", "if not {premise} then {response}"),
    ],
)
def test_a_condition_becomes_the_preference_that_its_kind_means(kind: str, if_words: str, want: str) -> None:
    plain = record()
    text = TEXT.replace("if Finland keeps the pipeline shut", if_words)
    longer = len(text) - len(TEXT)
    condition = plain.conditions[0]
    start, end = condition.if_
    changed = condition.model_copy(update={"kind": kind, "if_": (start, end + longer)})
    mention = plain.mentions[0].model_copy(update={"span": (start + len(if_words.split()[0]) + 1, end + longer)})
    document = plain.document.model_copy(update={"text": text})
    draft_ = draft([plain.model_copy(update={"document": document, "conditions": (changed,), "mentions": (mention,)})])
    wants = [p.want for p in from_yaml(draft_).decision_makers["Norway"].preferences]
    premise, response = '"Finland keeps the pipeline shut"', '"stop all ferry traffic"'
    assert want.format(premise=premise, response=response) in wants


def test_one_party_makes_no_conflict() -> None:
    lonely = record().model_copy(update={"conditions": (), "statements": record().statements[1:2]})
    with pytest.raises(InputError, match="no two parties"):
        draft([lonely])
