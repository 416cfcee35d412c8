"""Attributions by syntax and cue words: the rule reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.reading.annotated import Annotated, register
from daylight.reading.attributions import Found, to_records
from daylight.reading.attributions_deeds import by_deeds
from daylight.reading.attributions_nouns import by_adjectives, by_adverbials, by_nouns, without_trailing_adverbials
from daylight.reading.attributions_quotes import by_quotes
from daylight.reading.attributions_scope import parted, rescoped
from daylight.reading.attributions_verbs import by_verbs
from daylight.reading.attributions_voice import by_author
from daylight.reading.quotes import quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.language.syntax import Syntax

STEP = "attributions.rules/1"
LEAST = 0.3
"""Attributions that the rules are less sure of are not kept."""
MODALS = frozenset({"might", "may", "could", "should", "must", "would"})


@register("attributions", "rules")
def read_attributions(annotated: Annotated) -> None:
    """Add the attributions of a document, found by dependency syntax and the table of cues.

    Fine-grained: one for each cue, those inside another's content with it as their parent, one for each sentence of a
    quote that runs on. The writer's own judgements have `author_voice` set.
    """
    found = parted(annotated.syntax, find(annotated.syntax))
    annotated.attributions.extend(to_records(annotated, [*found, *by_author(annotated.syntax, found)], STEP))


def find(syntax: Syntax) -> list[Found]:
    """All attributions of a parsed document in tokens, without the author's own voice."""
    doc = syntax.doc
    found = [*by_verbs(doc), *by_nouns(doc), *by_adjectives(doc), *by_adverbials(doc)]
    found = [item for item in rescoped(syntax, found) if item.confidence >= LEAST]
    found += _narrated(syntax, found)
    return without_trailing_adverbials(without_doubles(by_quotes(syntax, _asserted(syntax, found))))


def _narrated(syntax: Syntax, found: list[Found]) -> list[Found]:
    """Narrated deeds that are no part of what somebody says, and have no cue of their own."""
    told = frozenset().union(*(item.content | item.cue for item in found))
    quoted = frozenset(i for q in quotations(syntax) for i in range(q.first, q.last))
    return [item for item in by_deeds(syntax.doc) if item.head not in told and item.head not in quoted]


def _asserted(syntax: Syntax, found: list[Found]) -> list[Found]:
    """Without reports still to come, and without cues under a modal that nobody is said to say.

    "Hanoi might seek …" is the writer's own judgement.
    """
    told = frozenset().union(*(item.content for item in found))
    found = [
        item for item in found if not (item.kind in _REPORTS and _is_to_come(syntax.doc[item.head], item.head in told))
    ]
    modal = {
        item.head
        for item in found
        if any(t.tag_ == "MD" and t.lower_ in MODALS for t in syntax.doc[item.head].children)
    }
    reported = frozenset().union(*(item.content for item in found if item.head not in modal))
    return [item for item in found if item.head not in modal or item.head in reported]


_REPORTS = frozenset(
    {"say", "tell", "discuss", "refer", "point", "cite", "ask", "assert", "learn", "show", "acknowledge"}
)


def _is_to_come(verb: Token, told: bool) -> bool:
    """Whether a report is still to be made: "it will discuss the plan"; who will not do so, as narrated, refuses."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return bool(helpers & {"will", "would", "'ll", "’ll"}) and (told or not any(c.dep_ == "neg" for c in verb.children))


def without_doubles(found: list[Found]) -> list[Found]:
    """One attribution for each cue word: where two claim the same one, the surer, then the longer."""
    ranked = sorted(found, key=lambda item: (-item.confidence, -len(item.content), sorted(item.content)))
    kept: list[Found] = []
    taken: dict[int, Found] = {}
    for item in ranked:
        if not item.content or (item.cue and any(index in taken for index in item.cue)):
            continue
        if not item.source and any(other.source and item.content == other.content for other in kept):
            continue
        kept.append(item)
        taken.update(dict.fromkeys(item.cue, item))
    return sorted((replace(item) for item in kept), key=lambda item: min(item.content | item.cue))
