"""Attributions by the learned tagger, completed by the rule reader where the tagger's training does not reach."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.knowledge.cues import cue_of, lemma, words
from daylight.language.syntax import readable
from daylight.reading.annotated import Annotated, register
from daylight.reading.attributions import NONE, Found, Tokens, to_records, trim
from daylight.reading.attributions_nouns import without_trailing_adverbials
from daylight.reading.attributions_quotes import sentences
from daylight.reading.attributions_rules import MODALS, find
from daylight.reading.attributions_scope import parted
from daylight.reading.attributions_verbs import is_gap
from daylight.reading.attributions_voice import by_author
from daylight.reading.quotes import quotations
from daylight.records import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from daylight.language.syntax import Syntax
    from daylight.language.tagger import TaggedAttribution

STEP = "attributions.learned/1"
UNKNOWN_CUE = 0.6
"""A cue that neither the rules nor the table of cues know is kept from this confidence on."""
LEAST = 0.25
"""The tagger shows what it is less sure of than this; the record is better without it."""
DOUBTED = 0.35
"""Under this the tagger's content gives way to another that a surer rule reads for the same cue."""
MISSED = 0.7
"""Factor of confidence for what the rules find where the tagger found nothing."""
_beside = ThreadPoolExecutor(1, "tagger")


@register("attributions", "learned")
def read_attributions(annotated: Annotated) -> None:
    """Add the attributions of a document: the tagger's outermost layers, and what the rules find besides.

    The tagger is the surer of the two on what it was trained for: reported speech and its spans. The rules add what
    its training data leaves out: inner layers, nouns, adjectives, decisions, intentions. Where both find the same
    cue, the tagger's source and content hold.
    """
    syntax = annotated.syntax
    tagged = (annotated.tagged or tag_ahead(annotated.document)).result()
    found = combined(syntax, tagged, find(syntax))
    annotated.attributions.extend(to_records(annotated, [*found, *by_author(syntax, found)], STEP))


def tag_ahead(document: Document) -> Future[list[TaggedAttribution]]:
    """Begin tagging the readable text of a document in a thread of its own: it needs no syntax, so parsing runs beside.

    The offsets are those of the parsed text: the clean texts of the readable segments, a space between them.
    """
    _, texts, _ = readable(document)
    paragraphs, whole = [], ""
    for text in texts:
        paragraphs.append((len(whole), len(whole) + len(text.rstrip())))
        whole += text if text.endswith(" ") else f"{text} "
    return _beside.submit(_tag, whole, paragraphs)


def _tag(text: str, paragraphs: list[Span]) -> list[TaggedAttribution]:
    from daylight.language.tagger import AttributionTagger

    return AttributionTagger.load().tag(text, paragraphs)


def combined(syntax: Syntax, tagged: Sequence[TaggedAttribution], ruled: Sequence[Found]) -> list[Found]:
    """One list of the tagger's and the rules' attributions, without doubles.

    Parameters
    ----------
    syntax : Syntax
    tagged : sequence of TaggedAttribution
        Of the readable text, ``syntax.doc.text``.
    ruled : sequence of Found
        What the rule reader found.
    """
    tagged = [one for one in tagged if one.confidence >= LEAST]
    found: list[Found] = []
    used: set[int] = set()
    for item in (_in_tokens(syntax, each) for each in tagged):
        if not item.content or not item.cue or _is_asked(syntax.doc[item.head]) or _is_supposed(syntax, item):
            continue
        twin = next((i for i, rule in enumerate(ruled) if i not in used and rule.cue & item.cue), None)
        if twin is not None:
            used.add(twin)
            rule = ruled[twin]
            found.extend(_by_sentence(syntax, rule if _is_surer(rule, item) else _merged(syntax, item, rule)))
        elif item.confidence >= UNKNOWN_CUE or _is_known(syntax, item):
            found.extend(_by_sentence(syntax, item))
    taken = frozenset().union(*(item.cue for item in found))
    for index, rule in enumerate(ruled):
        if index in used or rule.cue & taken:
            continue
        if rule.cue or not any(_covers(item, rule) for item in found):
            alone = not any(rule.cue <= item.content for item in found)
            found.append(replace(rule, confidence=rule.confidence * MISSED if alone else rule.confidence))
    return parted(syntax, without_trailing_adverbials(found))


def _is_surer(rule: Found, tagged: Found) -> bool:
    """Whether the tagger doubts its content, and a rule reads another for the same cue and is the surer."""
    another = 2 * len(rule.content & tagged.content) < len(rule.content | tagged.content)
    return another and tagged.confidence < DOUBTED and rule.confidence > tagged.confidence


def _in_tokens(syntax: Syntax, tagged: TaggedAttribution) -> Found:
    source, cue, content = (
        frozenset(token.i for start, end in part for token in _tokens(syntax, start, end))
        for part in (tagged.source, tagged.cue, tagged.content)
    )
    head = next((i for i in sorted(cue) if syntax.doc[i].head.i not in cue), min(cue, default=-1))
    content = _to_the_colon(syntax, content - cue - source)
    return Found(cue, source, content, "", tagged.confidence, head=head)


def _to_the_colon(syntax: Syntax, content: Tokens) -> Tokens:
    """A content that is only a thing, without what a colon adds: "believe them: the rates have risen"."""
    doc = syntax.doc
    colon = next((i for i in sorted(content) if doc[i].text == ":"), None)
    before = frozenset(i for i in content if colon is not None and i < colon)
    if not any(doc[i].is_alpha for i in before) or any(
        doc[i].pos_ in ("VERB", "AUX") or doc[i].is_quote for i in before
    ):
        return content
    told = any(doc[i].dep_ in ("nsubj", "nsubjpass") and doc[i].head.pos_ in ("VERB", "AUX") for i in content - before)
    return before if told else content


def _tokens(syntax: Syntax, start: int, end: int) -> TokenSpan:
    """Tokens that overlap a range of the readable text."""
    doc = syntax.doc
    first = bisect_right(range(len(doc)), start, key=lambda i: doc[i].idx + len(doc[i]))
    last = bisect_left(range(len(doc)), end, key=lambda i: doc[i].idx)
    return doc[first : max(first, last)]


def _merged(syntax: Syntax, tagged: Found, rule: Found) -> Found:
    """The tagger's source and content with the rule's cue and kind.

    The rule's source holds for a participle before its main clause, whose subject is its own, and where the tagger has
    none. A preposition that opens the rule's content belongs to the content. The content of an "according to" behind
    a report is what is reported, not the report. What a relative clause judges is the noun that it describes, not the
    clause. A condition that the tagger cuts off belongs to what is said. Where a passive or a citation has its source
    in the tagger's content, or the other way round, the rule is right.
    """
    verb = syntax.doc[rule.head]
    opening = verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i < verb.head.i
    crossed = rule.source & tagged.content or (rule.source and rule.content & tagged.source)
    if crossed and (rule.kind == "cite" or any(c.dep_ == "auxpass" for c in verb.children)):
        return replace(rule, confidence=tagged.confidence)
    relative = [syntax.doc[i].tag_ for i in tagged.source] in (["WDT"], ["WP"])
    own = [c.i for c in verb.children if c.dep_ == "nsubj" and c.i in rule.source]
    elsewhere = bool(own) and not rule.source & tagged.source  # the verb has a subject, and it is another
    borrowed = opening or relative or elsewhere or (not rule.adverbial and _is_according_to(syntax, tagged.source))
    source = rule.source if rule.source and (borrowed or not tagged.source) else tagged.source
    beside = rule.adverbial and max(rule.cue) < min(rule.content) and not rule.content & tagged.content
    reported = beside or is_gap(verb) or (rule.adverbial and trim(syntax, rule.content) < tagged.content)
    cut_off = tagged.content - rule.cue < rule.content and any(
        syntax.doc[i].dep_ == "mark" and syntax.doc[i].lower_ in ("if", "unless") for i in rule.content - tagged.content
    )
    content = rule.content if reported or cut_off else tagged.content - rule.cue
    first = min(rule.content)
    if first + 1 == min(content, default=-1) and syntax.doc[first].pos_ in ("ADP", "SCONJ", "PART"):
        content |= {first}
    return replace(rule, source=source - rule.cue, content=content or rule.content, confidence=tagged.confidence)


def _by_sentence(syntax: Syntax, item: Found) -> list[Found]:
    """The attribution with what it says in the sentence next to its cue, and one without cue for each further one."""
    parts = sentences(syntax, item.content)
    near = min(parts, key=lambda part: min(abs(i - item.head) for i in part))
    quoted = frozenset(i for q in quotations(syntax) for i in range(q.first, q.last))
    if near & quoted:
        parts = [part for part in parts if part & quoted]  # no narration runs on from a quotation
    running = [
        replace(item, cue=NONE, content=part, leads=item.head, head=-1, adverbial=False)
        for part in parts
        if part != near and sum(syntax.doc[i].is_alpha for i in part) > 1
    ]
    return [item.with_content(near), *running]


def _is_according_to(syntax: Syntax, source: Tokens) -> bool:
    """Whether a source stands behind "according to", so that it is no other cue's."""
    first = min(source, default=0)
    return first > 1 and syntax.doc[first - 1].lower_ == "to" and syntax.doc[first - 2].lower_ == "according"


def _is_asked(verb: Token) -> bool:
    """ "Asked whether …, he said": somebody else asked, and nobody says who."""
    opens = verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.i < verb.head.i
    return opens and not any(c.dep_ in ("auxpass", "nsubj") for c in verb.children)


def _is_supposed(syntax: Syntax, item: Found) -> bool:
    """Whether nobody is said to say it and a modal makes it the writer's own: "must decide whether"."""
    return not item.source and any(t.lower_ in MODALS for t in syntax.doc[item.head].children)


def _is_known(syntax: Syntax, item: Found) -> bool:
    """Whether the main word of a cue attributes, or carries a word that does."""
    sense = cue_of(syntax.doc[min(item.cue) : max(item.cue) + 1])
    main = lemma(syntax.doc[item.head])
    return sense is not None and (
        sense.word.split()[0] == main or main in words("carriers", "verbs") | words("carriers", "copulas")
    )


def _covers(item: Found, rule: Found) -> bool:
    return len(item.content & rule.content) >= 0.8 * len(rule.content)
