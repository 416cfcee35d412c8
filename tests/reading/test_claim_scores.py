"""Rules and the learned reader of claims together: whose reading of act and stance is told."""

from __future__ import annotations

import math

from marked import annotated

from daylight.language.claim_reader import ClaimScores
from daylight.reading.claim_scores import weighed_act, weighed_stance
from daylight.reading.issues import read_issues
from daylight.reading.statements import read_statements
from daylight.records import Document, Segment, document_id
from daylight.settings import ReadingSettings

TEXT = "{pol:Warsaw} <said> [{hun:Hungary} must lift its veto on the sanctions]."


def scored(act: dict[str, float], stance: dict[str, float]) -> ClaimScores:
    return ClaimScores({a: math.log(p) for a, p in act.items()}, {s: math.log(p) for s, p in stance.items()})


def claim_with(scores: ClaimScores | None):  # type: ignore[no-untyped-def]
    found = annotated(TEXT)
    read_issues(found)
    (claim,) = found.claims
    claim.scores = scores
    return claim


def test_without_the_learned_reader_the_rules_decide() -> None:
    claim = claim_with(None)
    assert weighed_act(claim, "demand", ReadingSettings()) == "demand"
    assert weighed_stance(claim, "support", ReadingSettings()) == ("support", 1.0)


def test_a_sure_model_overrules_the_rules_and_an_unsure_one_does_not() -> None:
    settings = ReadingSettings(trust_in_act=2.0)
    sure = scored({"demand": 0.01, "warn": 0.99}, {"support": 0.5, "oppose": 0.5})
    unsure = scored({"demand": 0.4, "warn": 0.6}, {"support": 0.5, "oppose": 0.5})
    assert weighed_act(claim_with(sure), "demand", settings) == "warn"
    assert weighed_act(claim_with(unsure), "demand", settings) == "demand"


def test_the_probability_of_a_stance_falls_where_the_model_disagrees() -> None:
    settings = ReadingSettings(trust_in_stance=2.0)
    same = scored({"demand": 1.0}, {"support": 0.9, "oppose": 0.1})
    other = scored({"demand": 1.0}, {"support": 0.4, "oppose": 0.6})
    stance, sure = weighed_stance(claim_with(same), "support", settings)
    assert (stance, weighed_stance(claim_with(other), "support", settings)[0]) == ("support", "support")
    assert 0 < weighed_stance(claim_with(other), "support", settings)[1] < sure < 1


def test_where_the_content_names_its_issue_the_rules_tell_the_pole() -> None:
    claim = claim_with(scored({"demand": 1.0}, {"support": 0.99, "oppose": 0.01}))
    assert claim.names_issue
    assert weighed_stance(claim, "oppose", ReadingSettings(trust_in_stance=0))[0] == "oppose"


def test_records_name_whether_the_model_had_a_say() -> None:
    from daylight.reading.record import read

    text = "Polish Prime Minister Jan Nowak said that Hungary must lift its veto on the sanctions against Belarus."
    document = Document(
        id=document_id(text), name="x", text=text, segments=(Segment(kind="paragraph", start=0, end=len(text)),)
    )
    learned = read(document).statements
    ruled = read(document, ReadingSettings(reader="rules")).statements
    assert {s.step for s in learned} == {"statements.learned/1"}
    assert {s.step for s in ruled} == {"statements.rules/1"}


def test_a_statement_of_the_rules_alone_is_as_sure_as_its_evidence() -> None:
    found = annotated(TEXT)
    read_issues(found)
    read_statements(found)
    (said,) = found.statements
    assert said.confidence == 0.9
