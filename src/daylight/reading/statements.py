"""Statements: for each claim and holder the act, the stance, target, certainty, date and reporting chain."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from daylight.documents.segments import overlaps
from daylight.reading.annotated import Annotated, register
from daylight.reading.certainty import certainty_of
from daylight.reading.claim_scores import weighed_stance
from daylight.reading.claims import Claim, sentence_of
from daylight.reading.confidence import confidence_of
from daylight.reading.parties import Parties
from daylight.reading.quotes import Quotation, quotations
from daylight.reading.stance import stance_of
from daylight.reading.targets import target_of
from daylight.records import Span, Statement, record_id

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan

STEP = "statements.rules/1"
LEARNED_STEP = "statements.learned/1"
"""Of statements that the learned reader of claims has had a say in."""


@register("statements", "rules")
def read_statements(annotated: Annotated) -> None:
    """Add one statement for each holder of each claim.

    Two claims of one holder on the same words are one statement, the more confident.
    """
    parties = Parties(annotated)
    found: dict[tuple[str, Span | None, Span], Statement] = {}
    quotes = quotations(annotated.syntax)
    for claim in annotated.claims:
        for statement in _statements(annotated, claim, parties, quotes, list(found.values())):
            key = _same(found, statement) or (statement.holder, statement.cue, statement.content)
            if key not in found or found[key].confidence < statement.confidence:
                found.pop(key, None)
                found[statement.holder, statement.cue, statement.content] = statement
    annotated.statements.extend(found.values())


def _same(
    found: dict[tuple[str, Span | None, Span], Statement], statement: Statement
) -> tuple[str, Span | None, Span] | None:
    """The key of a statement of the same holder on the same words: the same content, or the same cue and some of it."""
    for key in found:
        holder, cue, content = key
        if holder != statement.holder or not overlaps(content, statement.content):
            continue
        if content == statement.content or (cue and statement.cue and overlaps(cue, statement.cue)):
            return key
    return None


def _statements(
    annotated: Annotated, claim: Claim, parties: Parties, quotes: tuple[Quotation, ...], earlier: list[Statement]
) -> list[Statement]:
    syntax, attribution = annotated.syntax, claim.attribution
    act = claim.act
    stance, claim.sure = weighed_stance(claim, stance_of(claim, act, parties), annotated.settings)
    certainty = certainty_of(claim)
    content = syntax.span(claim.tokens)
    cue = syntax.span(claim.cue) if claim.cue is not None else None
    sentence = sentence_of(annotated, claim)
    quoted = any(q.first < claim.tokens.end and claim.tokens.start < q.last for q in quotes)
    said = None if attribution.author_voice else _date(annotated, claim, content)
    evidence = (content, *((cue,) if cue else ()), *attribution.source)
    return [
        Statement(
            id=record_id("statements", annotated.document.id, holder, content, cue),
            doc=annotated.document.id,
            evidence=evidence,
            step=STEP if claim.scores is None else LEARNED_STEP,
            confidence=confidence_of(claim, holder, parties),
            holder=holder,
            reported_by=tuple(relay for relay in claim.reported_by if relay != holder),
            cue=cue,
            content=content,
            sentence=sentence,
            act=act,
            issue=claim.issues[0],
            also_issues=claim.issues[1:],
            stance=stance,
            target=target_of(claim, holder, act, parties, claim.locus, earlier),
            hedged=certainty < 1.0,
            certainty=certainty,
            quoted=quoted,
            author_voice=attribution.author_voice,
            date=said,
            attribution=attribution.id,
        )
        for holder in dict.fromkeys(attribution.holders)
    ]


def _date(annotated: Annotated, claim: Claim, content: Span) -> str | None:
    """When it was said: a date of the cue's sentence that hangs on the cue and stands outside the content."""
    if claim.cue is None or not any(t.ent_type_ in ("DATE", "TIME") for t in claim.cue[0].sent):
        return None
    cue = claim.cue
    for entity in cue[0].sent.ents:
        span = annotated.syntax.span(entity)
        if entity.label_ != "DATE" or (content[0] <= span[0] and span[1] <= content[1]):
            continue
        above = {t.i for t in entity.root.ancestors}
        if any(t.i in above for t in cue) or cue.root.head.i in above:
            return _resolved(annotated, entity, annotated.document.published)
    return None


def _resolved(annotated: Annotated, entity: TokenSpan, published: date | None) -> str | None:
    """The day or interval that the words name, up to publication; None for one after it, when nothing was said yet."""
    from daylight.documents.dates import find_dates

    start, end = annotated.syntax.span(entity)
    found = next(iter(find_dates(annotated.document.text[start:end], published)), None)
    if found is None or published is None:
        return found and found.iso
    today = published.isoformat()
    if len(found.iso) == len("2026-03") and today.startswith(found.iso):
        return f"{found.iso}-01/{today}"
    return None if found.iso.partition("/")[0].removeprefix("..") > today else found.iso
