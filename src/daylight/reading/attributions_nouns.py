"""Attributing nouns, adjectives, adverbials and hearsay adverbs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import NONE, Found, Tokens
from daylight.reading.attributions_sources import can_hold, noun_phrase, possessor, source_of, subject_of, subtree
from daylight.reading.attributions_verbs import cue_tokens

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOWARDS = frozenset({"oppose", "agree", "accept"})
"""Kinds of noun whose "to" leads to a content; others are addressed to somebody by it ("an appeal to the UN")."""
_VOICED = frozenset({"express", "signal", "voice", "indicate", "declare", "announce", "state", "reiterate"})
"""Carrier verbs that make an agreement one of opinion."""
_CARRIED = 0.53
"""Of a noun with its carrier verb: just surer than the verb with the noun as its object ("signaled agreement")."""
_NAMES = {"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"}


def by_nouns(tokens: Iterable[Token]) -> Iterator[Found]:
    """Attributions by a noun ("insistence on", "concerns that", "decision to"), maybe behind a carrier verb."""
    for noun in tokens:
        if noun.pos_ == "NOUN" and (known := cues.senses(lemma(noun), "noun")):
            takes = frozenset().union(*(cue.takes for cue in known))
            frame, content = _noun_content(noun, takes)
            if not frame:
                continue
            source = _noun_source(noun, content)
            if not source and frame != "clause" and not is_agentless(noun):
                continue
            kind = next((cue.kind for cue in reversed(known) if frame in cue.takes), known[-1].kind)
            if kind == "agree" and frame != "clause" and _is_carried(noun) and lemma(noun.head) not in _VOICED:
                continue  # "reached an agreement with Chad" is a deed
            if kind == "order" and _is_carried(noun) and lemma(noun.head) in ("have", "receive", "take"):
                continue  # "the army has orders to respond": somebody else gave them
            confidence = {"clause": 0.55, "to": 0.45}.get(frame, 0.4) * (1 if source or is_agentless(noun) else 0.6)
            if _is_carried(noun):
                confidence = max(confidence, _CARRIED)
            cue = _carried_cue(noun)
            yield Found(cue, source, content - cue - source, kind, confidence, head=noun.i)


def is_agentless(noun: Token) -> bool:
    """Whether calls, fears or doubts stand for those who have them: "calls are growing for", "there is pressure to"."""
    verb = noun.head
    grows = noun.dep_ in ("nsubj", "nsubjpass") and lemma(verb) in cues.words("growing")
    there = noun.dep_ in ("attr", "nsubj") and any(c.dep_ == "expl" for c in verb.children)
    return (grows or there) and lemma(noun) in cues.words("voiceless")


def _noun_content(noun: Token, takes: frozenset[str]) -> tuple[str, Tokens]:
    found: dict[str, Tokens] = {}
    carrier = noun.head if noun.dep_ in ("dobj", "attr") or is_agentless(noun) else None
    for c in [*noun.children, *(carrier.children if carrier is not None else ())]:
        if c.i <= noun.i:
            continue
        if c.dep_ in ("acl", "ccomp", "relcl") and _is_that_clause(c, noun):
            found.setdefault("clause", subtree(c))
        elif c.dep_ == "acl" and any(x.lower_ == "to" and x.dep_ == "aux" for x in c.children):
            found.setdefault("to", subtree(c))
        elif c.dep_ == "prep" and c.lower_ in ("from", "by", "among", "in", "within"):
            found |= {
                p.lower_: subtree(p) for n in c.children for p in n.rights if p.dep_ == "prep" and p.lower_ in takes
            }
        elif c.dep_ == "prep" and c.lower_ in takes and (c.head == noun or c.lower_ != "of"):
            if c.lower_ == "of" and _is_holder(c):
                continue
            if c.lower_ == "to" and not any(cue.kind in _TOWARDS for cue in cues.senses(lemma(noun), "noun")):
                continue
            found.setdefault(c.lower_, subtree(c))
    for frame in ("clause", "to", *found):
        if frame in found and frame in takes:
            return frame, found[frame]
    return "", NONE


def _is_that_clause(clause: Token, noun: Token) -> bool:
    """A clause with "that" as its mark: no part of the clause itself, as in a relative clause."""
    return any(c.lower_ in ("that", "whether") and c.dep_ == "mark" and c.i > noun.i for c in clause.children)


def _is_holder(preposition: Token) -> bool:
    """Whether an "of" phrase names a holder ("the insistence of Iran") and no content."""
    return any(c.dep_ == "pobj" and c.ent_type_ in _NAMES and c.pos_ == "PROPN" for c in preposition.children)


def _noun_source(noun: Token, content: Tokens) -> Tokens:
    if _is_carried(noun):
        subject = subject_of(noun.head)
        return noun_phrase(subject) - content if subject is not None else NONE
    for c in noun.children:
        if c.dep_ == "prep" and (c.lower_ in ("by", "from", "among") or (c.lower_ == "of" and _is_holder(c))):
            for owner in c.children:
                if owner.dep_ == "pobj" and owner.i not in content:
                    return noun_phrase(owner) - content
    owner_token = possessor(noun)
    if owner_token is None:
        return NONE
    source = (
        noun_phrase(owner_token) if owner_token.dep_ not in ("amod", "compound", "nmod") else frozenset({owner_token.i})
    )
    return frozenset(i for i in source if noun.doc[i].tag_ != "POS") - content


def _carried_cue(noun: Token) -> Tokens:
    """The noun with its carrier verb and what stands between them ("expressed grudging support")."""
    if _is_carried(noun):
        return cue_tokens(noun.head) | frozenset(range(noun.head.i, noun.i + 1))
    return frozenset({noun.i})


def _is_carried(noun: Token) -> bool:
    """Whether the noun is the object of a verb that only carries it: "expressed support", "issued an order"."""
    carries = noun.dep_ in ("dobj", "obj") and lemma(noun.head) in cues.words("carriers", "verbs")
    return carries and 0 < noun.i - noun.head.i <= 6


def by_adjectives(tokens: Iterable[Token]) -> Iterator[Found]:
    """Attributions whose cue is a predicate adjective ("is skeptical that", "remain concerned about")."""
    for adjective in tokens:
        if adjective.pos_ not in ("ADJ", "VERB") or not (known := cues.senses(adjective.lower_, "adjective")):
            continue
        if _is_aside(adjective):
            yield from _aside_adjective(adjective, known)
            continue
        copula = adjective.head if adjective.dep_ in ("acomp", "oprd", "attr", "xcomp") else None
        if copula is not None and lemma(copula) not in cues.words("carriers", "copulas"):
            continue
        verbal = adjective.pos_ == "VERB" and any(c.dep_ == "auxpass" for c in adjective.children)
        if copula is None and not verbal and adjective.dep_ not in ("advcl", "conj"):
            continue
        takes = frozenset().union(*(cue.takes for cue in known))
        frame, content = _adjective_content(adjective, copula, takes)
        if not frame:
            continue
        holder = copula if copula is not None else adjective
        if holder.dep_ == "relcl" and holder.doc[holder.left_edge.i - 1].text != ",":
            continue  # "countries that have been hostile to the North": which ones, not what they hold
        if adjective.dep_ == "conj" and adjective.head.dep_ == "acomp":
            holder = adjective.head.head
        source = source_of(holder)
        kind = next((cue.kind for cue in reversed(known) if frame in cue.takes), known[-1].kind)
        cue = cue_tokens(holder) | {adjective.i} | {c.i for c in adjective.children if c.dep_ == "neg"}
        subject = subject_of(holder)
        confidence = 0.45 if source and subject is not None and can_hold(subject, kind) else 0.1
        yield Found(cue, source, content - cue - source, kind, confidence, head=adjective.i)


def _is_aside(adjective: Token) -> bool:
    """Whether an adjective stands behind its noun between commas: "diplomats, wary of both capitals, say"."""
    noun = adjective.head
    behind = (
        adjective.dep_ in ("amod", "acl", "appos", "advcl") and noun.pos_ in ("NOUN", "PROPN") and adjective.i > noun.i
    )
    return behind and adjective.pos_ == "ADJ" and adjective.doc[adjective.left_edge.i - 1].text == ","


def _aside_adjective(adjective: Token, known: Sequence[cues.Cue]) -> Iterator[Found]:
    takes = frozenset().union(*(cue.takes for cue in known))
    frame, content = _adjective_content(adjective, None, takes)
    kind = next((cue.kind for cue in reversed(known) if frame in cue.takes), known[-1].kind)
    noun = adjective.head
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head  # the bankers are wary, not Lusaka
    if frame and can_hold(noun, kind):
        source = frozenset(i for i in noun_phrase(noun) if i < adjective.left_edge.i - 1)
        yield Found(frozenset({adjective.i}), source, content - source, kind, 0.45, head=adjective.i)


def _adjective_content(adjective: Token, copula: Token | None, takes: frozenset[str]) -> tuple[str, Tokens]:
    below = [c for c in [*adjective.children, *(copula.children if copula is not None else ())] if c.i > adjective.i]
    for c in below:
        if c.dep_ == "ccomp" and "clause" in takes:
            return "clause", subtree(c)
    for c in below:
        if c.dep_ == "xcomp" and "to" in takes and any(x.lower_ == "to" for x in c.children):
            return "to", subtree(c)
        if c.dep_ in ("prep", "agent") and c.lower_ in takes:
            return c.lower_, subtree(c)
    return "", NONE


def by_adverbials(tokens: Iterable[Token]) -> Iterator[Found]:
    """ "According to X" and its like: the content is the clause it stands in; hearsay adverbs name no source.

    Of two in one sentence ("According to X, quoting Y, …") neither stands in the other's content.
    """
    found = list(_adverbials(tokens))
    named = [item.cue | item.source for item in found if item.adverbial]
    for item in found:
        others = frozenset().union(*(words for words in named if not words & item.cue))
        yield item.with_content(item.content - others) if item.adverbial else item


def without_trailing_adverbials(found: Sequence[Found]) -> list[Found]:
    """Contents without an "according to X" at their end: it says how the content is known, and is no part of it."""
    named = [item.cue | item.source for item in found if item.adverbial]
    out = []
    for item in found:
        for words in named:
            behind = {i for i in item.content if i > max(words)}
            if words < item.content and len(behind) <= 1:
                item = item.with_content(i for i in item.content if i < min(words))
        out.append(item)
    return out


def _adverbials(tokens: Iterable[Token]) -> Iterator[Found]:
    starts = cues.phrases("adverbial")
    for token in tokens:
        for rest in starts.get(token.lower_, ()):
            end = token.i + 1 + len(rest)
            if tuple(t.lower_ for t in token.doc[token.i + 1 : end]) == rest:
                yield from _adverbial(token, range(token.i, end))
                break
        if token.lower_ == "in" and token.dep_ == "prep":
            yield from _in_somebodys_view(token)
        if token.lower_ == "as" and token.dep_ == "mark":
            yield from _as_somebody_says(token)
        if token.dep_ == "relcl" and lemma(token) in ("quote", "cite"):
            yield from _quoted_behind(token)
        if token.pos_ == "ADV" and token.dep_ == "advmod" and cues.senses(token.lower_, "hearsay"):
            clause = subtree(token.head) - {token.i}
            if len(clause) > 2:
                yield Found(frozenset({token.i}), NONE, clause, "assert", 0.33, head=token.i)


def _as_somebody_says(mark: Token) -> Iterator[Found]:
    """ "As one ambassador put it", "as Rome warned": the content is the clause around it."""
    verb = mark.head
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    below = [c for c in verb.rights if c.dep_ in ("ccomp", "xcomp", "dobj", "prep", "acomp", "attr", "advmod")]
    idiom = lemma(verb) in ("put", "see") and [c.lower_ for c in below] == ["it"]
    says = not below and any("quote" in cue.takes for cue in cues.senses(lemma(verb), "verb"))
    if subject is None or not (idiom or says):
        return
    aside = subtree(verb)
    content = _clause_around(mark, verb.head, aside)
    if len(content) > 2:
        cue = cue_tokens(verb) | {c.i for c in below}
        yield Found(cue, noun_phrase(subject), content, "say", 0.6, adverbial=True, head=verb.i)


def _in_somebodys_view(preposition: Token) -> Iterator[Found]:
    """ "In Lima’s view, the arbitration is over": the content is the clause around it."""
    view = next((c for c in preposition.rights if c.dep_ == "pobj" and lemma(c) in cues.words("views")), None)
    owner = next((c for c in view.lefts if c.dep_ == "poss"), None) if view is not None else None
    if view is None or owner is None:
        return
    aside = subtree(preposition)
    content = _clause_around(preposition, preposition.head, aside)
    if len(content) > 2:
        source = frozenset(i for i in noun_phrase(owner) if owner.doc[i].tag_ != "POS")
        yield Found(
            frozenset({preposition.i, view.i}), source, content, "think", 0.6, adverbial=True, head=preposition.i
        )


def _quoted_behind(verb: Token) -> Iterator[Found]:
    """ "according to the Gleaner, which quoted an officer": what the paper says is the officer's word."""
    paper, speaker = verb.head, next((c for c in verb.rights if c.dep_ == "dobj"), None)
    relative = any(c.dep_ == "nsubj" and c.lower_ == "which" for c in verb.lefts)
    if speaker is None or not relative or not can_hold(speaker, "want"):
        return
    above = next((t for t in paper.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if paper.head.lower_ == "to" and paper.head.head.lower_ == "according":
        first = paper.head.head
        aside = subtree(first)
        content = _clause_around(first, first.head, aside)
    elif paper.dep_ == "nsubj" and above is not None:
        reported = [c for c in above.children if c.dep_ == "ccomp" and c.i > above.i]
        content = subtree(reported[0]) if reported else NONE
    else:
        return
    if len(content) > 2:
        yield Found(cue_tokens(verb), noun_phrase(speaker), content, "cite", 0.6, adverbial=True, head=verb.i)


def _adverbial(first: Token, cue: range) -> Iterator[Found]:
    """The source is the object of the cue's last word; the content is the clause without the adverbial."""
    last = first.doc[cue[-1]]
    objects = [c for c in last.children if c.dep_ in ("pobj", "dobj")]
    if not objects:
        objects = [t for t in first.doc[cue.stop : cue.stop + 6] if t.head.i in cue and t.i not in cue][:1]
    if not objects:
        return
    source = noun_phrase(objects[0])
    adverbial = subtree(first) | frozenset(cue) | subtree(objects[0])
    host = first.head
    while host.i in adverbial and host.head != host:
        host = host.head
    content = _behind(first, adverbial) or _clause_around(first, host, adverbial)
    citing = first.lower_ in ("citing", "quoting")
    if citing:
        if not can_hold(objects[0], "want"):
            return
        while host.pos_ not in ("VERB", "AUX") and host.head != host:
            host = host.head
        reported = [c for c in host.children if c.dep_ == "ccomp" and c.i > host.i]
        content = subtree(reported[0]) if reported and cues.senses(lemma(host), "verb") else content
    kind = "cite" if citing else "say"
    if len(content) > 1:
        yield Found(frozenset(cue), source, content, kind, 0.75, adverbial=True, head=first.i)


def _clause_around(first: Token, host: Token, adverbial: Tokens) -> Tokens:
    """The clause that an adverbial belongs to: the whole sentence where it opens it, else the nearest finite clause."""
    sentence = first.sent
    if first.i - sentence.start <= 1:
        return frozenset(range(sentence.start, sentence.end)) - adverbial
    while host.pos_ not in ("VERB", "AUX") and host.head != host:
        host = host.head
    path = [host, *host.ancestors]
    for outer in reversed(path):
        reported = [c for c in outer.children if c.dep_ == "ccomp" and outer.i < c.i < first.i]
        if reported and cues.senses(lemma(outer), "verb"):
            return subtree(reported[0]) - adverbial
    return subtree(host) - adverbial


def _behind(first: Token, adverbial: Tokens) -> Tokens:
    """What follows an adverbial that opens the second part of a coordination: "and, according to X, …"."""
    doc, sentence, end = first.doc, first.sent, max(adverbial) + 1
    opened = first.i >= sentence.start + 2 and doc[first.i - 1].text == "," and doc[first.i - 2].dep_ == "cc"
    if not opened or end >= sentence.end or doc[end].text != ",":
        return NONE
    return frozenset(range(end + 1, sentence.end))
