"""Attributions by the learned tagger, completed by the rule reader where the tagger's training does not reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.reading.annotated import Annotated, register
from daylight.reading.attributions import NONE, Found, Tokens, to_records
from daylight.reading.attributions_rules import find
from daylight.reading.attributions_voice import by_author

if TYPE_CHECKING:
    from daylight.language.syntax import Syntax
    from daylight.language.tagger import TaggedAttribution

STEP = "attributions.learned/1"


@register("attributions", "learned")
def read_attributions(annotated: Annotated) -> None:
    """Add the attributions of a document: the tagger's outermost layers, and what the rules find besides.

    The tagger is the surer of the two on what it was trained for: reported speech and its spans. The rules add what
    its training data leaves out: inner layers, nouns, adjectives, decisions, intentions. Where both find the same
    cue, the tagger's source and content hold.
    """
    from daylight.language.tagger import AttributionTagger

    syntax = annotated.syntax
    paragraphs = [(segment.start, segment.end) for segment in syntax.segments]
    tagged = AttributionTagger.load().tag(annotated.document.text, paragraphs)
    found = combined(syntax, tagged, find(syntax))
    annotated.attributions.extend(to_records(annotated, [*found, *by_author(syntax, found)], STEP))


def combined(syntax: Syntax, tagged: Sequence[TaggedAttribution], ruled: Sequence[Found]) -> list[Found]:
    """One list of the tagger's and the rules' attributions, without doubles.

    Parameters
    ----------
    syntax : Syntax
    tagged : sequence of TaggedAttribution
        Of the same text.
    ruled : sequence of Found
        What the rule reader found.
    """
    found: list[Found] = []
    used: set[int] = set()
    for item in (_in_tokens(syntax, each) for each in tagged):
        if not item.content or not item.cue:
            continue
        twin = next((i for i, rule in enumerate(ruled) if i not in used and rule.cue & item.cue), None)
        if twin is None:
            found.append(item)
            continue
        used.add(twin)
        found.append(_merged(syntax, item, ruled[twin]))
    taken = frozenset().union(*(item.cue for item in found))
    heads = {item.head for item in found}
    for index, rule in enumerate(ruled):
        if index in used or (rule.cue & taken):
            continue
        if rule.leads is not None and (rule.leads in heads and any(_covers(item, rule) for item in found)):
            continue
        if not rule.cue and any(_covers(item, rule) for item in found):
            continue
        found.append(rule)
    return found


def _in_tokens(syntax: Syntax, tagged: TaggedAttribution) -> Found:
    source, cue, content = (
        frozenset(token.i for span in part for token in syntax.tokens(span))
        for part in (tagged.source, tagged.cue, tagged.content)
    )
    head = _head(syntax, cue)
    return Found(cue, source, content - cue - source, "", tagged.confidence, head=head)


def _head(syntax: Syntax, cue: Tokens) -> int:
    """The cue's main word: the one that the other words of the cue hang on."""
    return next((i for i in sorted(cue) if syntax.doc[i].head.i not in cue), min(cue, default=-1))


def _merged(syntax: Syntax, tagged: Found, rule: Found) -> Found:
    """The tagger's spans with the rule's kind; the rule's cue where it is the finer one."""
    source = tagged.source or (rule.source if rule.confidence >= 0.6 else NONE)
    cue = rule.cue if rule.cue < tagged.cue else tagged.cue
    confidence = max(tagged.confidence, min(0.97, 1 - (1 - tagged.confidence) * (1 - 0.5 * rule.confidence)))
    return replace(tagged, source=source, cue=cue, kind=rule.kind, confidence=confidence, head=rule.head)


def _covers(item: Found, rule: Found) -> bool:
    return len(item.content & rule.content) >= 0.8 * len(rule.content)
