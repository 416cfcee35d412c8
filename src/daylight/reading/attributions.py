"""What the readers of attributions share: an attribution in tokens, and the way from there to records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from daylight.records import Attribution, Span, record_id

if TYPE_CHECKING:
    from daylight.language.syntax import Syntax
    from daylight.reading.annotated import Annotated

Tokens = frozenset[int]
NONE: Tokens = frozenset()

_EDGES = set(".,;:!?…-–—'’‘\"“”«»()[]*") | {"''", "``", "--", "..."}


@dataclass(frozen=True)
class Found:
    """An attribution as sets of token indices, before it becomes a record.

    Attributes
    ----------
    cue, source, content : frozenset of int
        Token indices; cue is empty where a quote runs on, source where nobody is named.
    kind : str
        Kind of its cue (see `knowledge.cues`), "" where there is none.
    confidence : float
        In [0, 1].
    leads : int or None
        Head token of the cue of the attribution that this one runs on from (the next sentence of a quote).
    author_voice : bool
        The writer's own judgement.
    """

    cue: Tokens
    source: Tokens
    content: Tokens
    kind: str = ""
    confidence: float = 0.7
    leads: int | None = None
    author_voice: bool = False
    adverbial: bool = False
    """Of an "according to": it lies inside what other cues report of the same clause, though its cue does not."""
    head: int = field(default=-1, compare=False)

    def with_content(self, content: Iterable[int]) -> Found:
        return replace(self, content=frozenset(content))


def to_records(annotated: Annotated, found: Sequence[Found], step: str, holders: bool = True) -> list[Attribution]:
    """Records of what was found: nested, with their holders, in text order.

    Parameters
    ----------
    annotated : Annotated
        With syntax and mentions.
    found : sequence of Found
        Attributions in tokens.
    step : str
        Name and version of the reader.
    holders : bool
        Whether to resolve sources to actors; needs mentions.
    """
    syntax = annotated.syntax
    kept = [clean for item in found if _says_something(syntax, (clean := _trimmed(syntax, item)).content)]
    kept.sort(key=lambda item: (min(item.content | item.cue), -len(item.content), sorted(item.cue)))
    quoted = _quoted_tokens(syntax)
    kept = [replace(item, author_voice=True) if _own_words(syntax, item, quoted) else item for item in kept]
    ids = [_identity(annotated, item) for item in kept]
    parents = nesting(kept)
    records = []
    for item, own, parent in zip(kept, ids, parents, strict=True):
        source, cue, content = (spans(syntax, part) for part in (item.source, item.cue, item.content))
        records.append(
            Attribution(
                id=own,
                doc=annotated.document.id,
                evidence=(*content, *cue, *source),
                step=step,
                confidence=round(item.confidence, 4),
                source=source,
                cue=cue,
                content=content,
                quotation=_quotation(item.content, quoted),
                holders=_holders(annotated, item, source) if holders else (),
                parent=None if parent is None else ids[parent],
                author_voice=item.author_voice,
            )
        )
    unique = {record.id: record for record in records}
    if holders:
        from daylight.reading.spokesmen import spoken_for

        return spoken_for(annotated, list(unique.values()))
    return list(unique.values())


def nesting(found: Sequence[Found]) -> list[int | None]:
    """For each attribution the index of the smallest other one whose content holds its cue (or, without cue, it)."""
    parents: list[int | None] = []
    for index, item in enumerate(found):
        anchor = item.content if item.adverbial else item.cue or item.content
        holders = [
            (len(other.content), not other.adverbial, place)
            for place, other in enumerate(found)
            if place != index and anchor <= other.content and not other.author_voice
            and (item.content != other.content or (item.adverbial and (not other.adverbial or other.head < item.head)))
            and not (item.leads is not None and other.head == item.leads)
        ]  # fmt: skip
        parents.append(min(holders)[2] if holders else None)
    return parents


def spans(syntax: Syntax, tokens: Tokens) -> tuple[Span, ...]:
    """Source spans of a set of tokens: runs of neighbours, read through punctuation between two of them."""
    if not tokens:
        return ()
    doc = syntax.doc
    ordered = sorted(tokens)
    bridged = set(ordered)
    for left, right in pairwise(ordered):
        between = range(left + 1, right)
        if len(between) <= 3 and all(doc[i].is_punct or doc[i].is_quote or doc[i].is_space for i in between):
            bridged.update(between)
    result = []
    for _, run in groupby(enumerate(sorted(bridged)), key=lambda pair: pair[1] - pair[0]):
        indices = [index for _, index in run]
        result.append(syntax.span(range(indices[0], indices[-1] + 1)))
    return tuple(result)


def _trimmed(syntax: Syntax, item: Found) -> Found:
    """Without punctuation at the edges of the content and of the source; the author's own mark stays in his content."""
    content = item.content if item.author_voice else item.content - item.cue
    return replace(item, content=trim(syntax, content), source=trim(syntax, item.source - item.cue))


def _own_words(syntax: Syntax, item: Found, quoted: Tokens) -> bool:
    """Whether the writer speaks of himself, outside quotation marks: "I suspect that the truce will hold"."""
    return bool(item.source) and not item.source & quoted and all(syntax.doc[i].lower_ in _WRITER for i in item.source)


_WRITER = frozenset({"i", "we"})


def _says_something(syntax: Syntax, content: Tokens) -> bool:
    """Whether a content holds more than a word that asks or refers back ("which", "whatever")."""
    return any(syntax.doc[i].tag_ not in ("WP", "WDT", "WRB", "WP$") and not syntax.doc[i].is_punct for i in content)


def trim(syntax: Syntax, tokens: Tokens) -> Tokens:
    """Tokens without punctuation, white space and quotation marks at both ends; brackets that pair up stay."""
    ordered = sorted(tokens)
    doc = syntax.doc
    texts = [doc[i].text for i in ordered]
    while ordered and (texts[-1] in _EDGES or doc[ordered[-1]].is_space):
        if texts[-1] in (")", "]") and any(text in ("(", "[") for text in texts):
            break
        ordered.pop()
        texts.pop()
    while ordered and (texts[0] in _EDGES or doc[ordered[0]].is_space):
        if texts[0] in ("(", "[") and any(text in (")", "]") for text in texts):
            break
        ordered.pop(0)
        texts.pop(0)
    return frozenset(ordered)


def _quoted_tokens(syntax: Syntax) -> Tokens:
    from daylight.reading.quotes import quotations

    return frozenset(index for quotation in quotations(syntax) for index in range(quotation.first, quotation.last))


def _quotation(content: Tokens, quoted: Tokens) -> Literal["direct", "indirect", "mixed"]:
    inside = len(content & quoted)
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * len(content) else "mixed"


def _identity(annotated: Annotated, item: Found) -> str:
    content, cue, source = (spans(annotated.syntax, part) for part in (item.content, item.cue, item.source))
    return record_id("attributions", annotated.document.id, content, cue, source)


def _holders(annotated: Annotated, item: Found, source: tuple[Span, ...]) -> tuple[str, ...]:
    if item.author_voice:
        return (author(annotated),)
    if not source:
        return _unnamed(annotated, item)
    from daylight.reading.coreference import actor_of_source

    seen: dict[str, None] = {}
    for span in source:
        seen.update(dict.fromkeys(actor_of_source(annotated, span)))
    return tuple(seen)


def _unnamed(annotated: Annotated, item: Found) -> tuple[str, ...]:
    """The unnamed people behind "calls are growing for a vote"; nobody where somebody could be named."""
    from daylight.reading.attributions_nouns import is_agentless
    from daylight.reading.coreference import references_of

    doc = annotated.syntax.doc
    if item.head < 0 or not is_agentless(doc[item.head]):
        return ()
    return references_of(annotated).voices(doc[item.head])


def author(annotated: Annotated) -> str:
    """Id of the actor for the document's own voice; adds it to the document's actors where it is new.

    The publisher speaks, but where nobody knows it, or the writer says "I", the person whom the byline names.
    """
    from daylight.reading.gazetteer import slug
    from daylight.records import Actor, Membership

    publisher, writer = annotated.document.publisher, annotated.document.attributes.get("author")
    quoted = _quoted_tokens(annotated.syntax)
    personal = any(t.text == "I" and t.pos_ == "PRON" and t.i not in quoted for t in annotated.syntax.doc)
    if isinstance(writer, str) and (personal or not publisher):
        member = (Membership(actor=slug(publisher)),) if publisher else ()
        found = Actor(id=slug(writer), name=writer, kind="person", memberships=member)
    else:
        name = publisher or "Author"
        found = Actor(id=slug(name), name=name, kind="media" if publisher else "group")
    return annotated.actors.setdefault(found.id, found).id


def outermost(annotated: Annotated) -> list[Attribution]:
    """Attributions as PolNeAR annotates them: no inner layers, no author's voice, a running quote joined to its cue."""
    top = [item for item in annotated.attributions if item.parent is None and not item.author_voice]
    joined: list[Attribution] = []
    for item in sorted(top, key=lambda record: min(record.content)):
        lead = next((i for i, other in enumerate(joined) if _leads(item, other)), None)
        if lead is None:
            joined.append(item)
        else:
            old = joined[lead]
            content = tuple(sorted({*old.content, *item.content}))
            joined[lead] = old.model_copy(update={"content": content, "cue": old.cue or item.cue})
    return joined


def _leads(item: Attribution, other: Attribution) -> bool:
    """Whether two attributions are one to PolNeAR: the same speaker's words, one of them without a cue of its own,
    or clauses under one cue."""
    return bool(item.source) and item.source == other.source and not (item.cue and other.cue and item.cue != other.cue)
