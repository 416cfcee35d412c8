"""Attributing verbs: their complement is the content, their subject or agent the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.knowledge.cues import Cue, lemma
from daylight.reading.attributions import NONE, Found, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVES = {"who", "which", "that", "whom"}
_FRAMES = ("clause", "object-to", "to", "as", "gerund", "object")
_CONFIDENCE = {"clause": 0.9, "quote": 0.9, "object-to": 0.75, "to": 0.75, "as": 0.7, "gerund": 0.65, "object": 0.65}
_PREPOSITION_CONFIDENCE = 0.6


def by_verbs(tokens: Iterable[Token]) -> Iterator[Found]:
    """Attributions whose cue is a verb, with or without a particle, active or passive."""
    for verb in tokens:
        if verb.pos_ in ("VERB", "AUX") and verb.dep_ not in ("aux", "auxpass") and (known := _senses(verb)):
            found = _attribution(verb, known)
            if found:
                yield found


def _senses(verb: Token) -> tuple[Cue, ...]:
    """Senses of a verb, those with its particle first."""
    word = lemma(verb)
    particles = [c.lower_ for c in verb.children if c.dep_ in ("prt", "acomp", "advmod", "oprd") and c.i > verb.i]
    for particle in particles:
        if known := cues.senses(f"{word} {particle}", "phrasal"):
            return known
    if any(c.dep_ == "prt" for c in verb.children):
        return ()
    return cues.senses(word, "verb")


def _attribution(verb: Token, known: tuple[Cue, ...]) -> Found | None:
    takes = frozenset().union(*(cue.takes for cue in known))
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    frame, content = _passive(verb, takes) if passive else _complement(verb, takes)
    if not frame:
        return None
    fitting = [cue for cue in known if frame in cue.takes or (frame == "clause" and "quote" in cue.takes)]
    kind = fitting[-1].kind if fitting else known[0].kind
    cue = cue_tokens(verb)
    source = agent(verb) if passive else source_of(verb)
    confidence = _CONFIDENCE.get(frame, _PREPOSITION_CONFIDENCE)
    if not source:
        confidence -= 0.25
    if unreal(verb):
        confidence -= 0.2
    return Found(cue, source, content - cue - source, kind, confidence, head=verb.i)


def _complement(verb: Token, takes: frozenset[str]) -> tuple[str, Tokens]:
    """Frame and content of an active verb; the frame is empty where the verb has no fitting complement."""
    found: dict[str, Tokens] = {}
    below = list(verb.children)
    objects = [c for c in below if c.dep_ in ("dobj", "obj") and lemma(c) not in ("himself", "herself", "itself")]
    for c in below:
        if c.dep_ == "ccomp" or (c.dep_ == "parataxis" and c.i < verb.i):
            infinitive = _is_infinitive(c)
            frame = "object-to" if infinitive and _has_subject(c) else "to" if infinitive else "clause"
            if frame == "object-to" and frame not in takes and "clause" in takes and c.tag_ != "VB":
                frame = "clause"
            if frame == "clause" and c.tag_ == "VB" and "object-to" in takes and "clause" not in takes:
                frame = "object-to"
            found[frame] = _without(c, verb) | found.get(frame, NONE)
        elif c.dep_ == "xcomp":
            if _is_infinitive(c):
                if objects and "object-to" in takes:
                    found["object-to"] = subtree(objects[0]) | subtree(c)
                else:
                    found["to"] = subtree(c)
            elif c.tag_ == "VBG":
                found["gerund"] = subtree(c)
            elif objects or _has_subject(c):
                found["as"] = frozenset().union(*(subtree(o) for o in objects), subtree(c))
        elif c.dep_ == "oprd" and objects:
            found["as"] = subtree(objects[0]) | subtree(c)
        elif c.dep_ == "advcl" and _is_infinitive(c) and objects and "object-to" in takes and c.i > objects[0].i:
            found.setdefault("object-to", subtree(objects[0]) | subtree(c))
        elif c.dep_ == "prep":
            _prepositional(verb, c, objects, takes, found)
        elif c.dep_ == "dative" and "object-to" in takes and any(x.dep_ in ("xcomp", "ccomp") for x in below):
            continue
    if objects:
        found["object"] = _object(objects[0])
        _object_with_clause(objects[0], takes, found)
    if "clause" in takes and "clause" not in found and (linear := _that_clause(verb)):
        found["clause"] = linear
    for frame in (*_FRAMES, *found):
        if frame in found and (frame in takes or (frame == "clause" and "quote" in takes)):
            return frame, found[frame]
    return "", NONE


def _prepositional(
    verb: Token, c: Token, objects: list[Token], takes: frozenset[str], found: dict[str, Tokens]
) -> None:
    word = c.lower_
    if word == "as" and objects and "as" in takes:
        found["as"] = subtree(objects[0]) | subtree(c)
    elif word in ("for", "on", "upon") and word in takes and lemma(verb) in ("call", "appeal", "ask", "wait", "hope"):
        rest = [x for x in verb.children if x.dep_ in ("xcomp", "advcl") and _is_infinitive(x) and x.i > c.i]
        found[word] = subtree(c) | (subtree(rest[0]) if rest else NONE)
    elif word in takes and c.i > verb.i:
        found[word] = subtree(c) | found.get(word, NONE)
        if objects and word in ("of", "for", "over") and {"of", "for", "over"} & takes:
            found["object"] = subtree(objects[0]) | subtree(c)


def _object(noun: Token) -> Tokens:
    return subtree(noun)


def _object_with_clause(noun: Token, takes: frozenset[str], found: dict[str, Tokens]) -> None:
    """An "as" phrase that the parser hung below the object ("cite X as one example")."""
    if "as" in takes and "as" not in found and any(c.dep_ == "prep" and c.lower_ == "as" for c in noun.children):
        found["as"] = subtree(noun)


def _passive(verb: Token, takes: frozenset[str]) -> tuple[str, Tokens]:
    """Frame and content of a passive verb: a complement, with the subject where the subject is what is judged."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubjpass", "csubjpass")]
    subject = subtree(subjects[0]) if subjects and lemma(subjects[0]) not in ("it", *_RELATIVES) else NONE
    if subjects and subjects[0].lower_ in _RELATIVES and verb.dep_ == "relcl":
        subject = frozenset({verb.head.i})
    for c in verb.children:
        if c.dep_ == "ccomp" and "clause" in takes:
            return "clause", _without(c, verb)
        if c.dep_ == "xcomp" and _is_infinitive(c) and {"to", "object-to", "clause"} & takes:
            return "to", subject | subtree(c)
        if c.dep_ in ("oprd", "prep") and (c.dep_ == "oprd" or c.lower_ == "as") and "as" in takes and subject:
            return "as", subject | subtree(c)
        if c.dep_ == "prep" and c.lower_ in takes and c.lower_ in ("of", "for") and subject:
            return "object", subject | subtree(c)
    if "object" in takes and subject and agent(verb):
        return "object", subject
    return "", NONE


def cue_tokens(verb: Token) -> Tokens:
    """A verb with its auxiliaries, negation, particle and the preposition-like adverbs that belong to it."""
    out = {verb.i}
    for c in verb.children:
        if c.dep_ in ("aux", "auxpass", "neg", "prt") or (
            c.dep_ in ("acomp", "oprd", "advmod")
            and c.i == verb.i + 1
            and cues.senses(f"{lemma(verb)} {c.lower_}", "phrasal")
        ):
            out.add(c.i)
    head = verb.head
    if verb.dep_ == "xcomp" and lemma(head) in cues.words("raising") and verb.i - head.i <= 4:
        out |= {head.i} | {c.i for c in head.children if c.dep_ in ("aux", "neg", "prt")}
    # Auxiliaries that do not touch the verb group ("Has he said") would tear the cue apart from its verb.
    return frozenset(i for i in out if abs(i - verb.i) <= 5)


def source_of(verb: Token) -> Tokens:
    """The subject of a verb with what describes it; found through coordination, control and participles."""
    subject = subject_of(verb)
    return noun_phrase(subject) if subject is not None else NONE


def subject_of(verb: Token, steps: int = 6) -> Token | None:
    """The noun that is the verb's understood subject, or None."""
    if steps == 0:
        return None
    for c in verb.children:
        if c.dep_ in ("nsubj", "nsubjpass", "csubj"):
            if c.lower_ in _RELATIVES and verb.dep_ in ("relcl", "acl", "conj"):
                owner = verb if verb.dep_ != "conj" else verb.head
                return owner.head if owner.dep_ in ("relcl", "acl") else c
            return None if lemma(c) in ("there",) or c.dep_ == "csubj" else c
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subject_of(head, steps - 1)
    if verb.dep_ == "xcomp":
        objects = [c for c in head.children if c.dep_ in ("dobj", "dative", "obj")]
        if objects and any("object-to" in cue.takes for cue in cues.senses(lemma(head), "verb")):
            return objects[0]
        return subject_of(head, steps - 1) if head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ in ("advcl", "dep", "ccomp") and head.pos_ in ("VERB", "AUX") and (
        verb.tag_ in ("VBG", "VBN") or _is_infinitive(verb)
    ):  # fmt: skip
        return subject_of(head, steps - 1)
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return subject_of(head.head, steps - 1)
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if _is_infinitive(verb):
            return possessor(head)
        return head if verb.tag_ == "VBG" else None
    return None


def possessor(noun: Token) -> Token | None:
    """Whose it is: "Trump's decision", "Israeli concerns", "U.S. demands", a carrier verb's subject."""
    for c in noun.children:
        if c.dep_ == "poss":
            return c
    for c in noun.children:
        if (
            c.dep_ in ("amod", "compound", "nmod")
            and c.i < noun.i
            and (c.ent_type_ in ("NORP", "GPE", "ORG", "PERSON"))
        ):
            return c
    if noun.dep_ in ("dobj", "obj") and lemma(noun.head) in cues.words("carriers", "verbs"):
        return subject_of(noun.head)
    return None


def agent(verb: Token) -> Tokens:
    """The "by" phrase of a passive, without its "by"."""
    for c in verb.children:
        if c.dep_ in ("agent", "prep") and c.lower_ == "by":
            for noun in c.children:
                if noun.dep_ == "pobj":
                    return noun_phrase(noun)
    return NONE


def noun_phrase(noun: Token) -> Tokens:
    """A noun with its modifiers and appositions, without relative clauses and trailing asides.

    Coordinated nouns stay together: they share what is said of them.
    """
    out: set[int] = set()
    pending = [noun]
    while pending:
        token = pending.pop()
        out.add(token.i)
        for c in token.children:
            if c.dep_ in ("relcl", "advcl", "ccomp", "parataxis", "punct", "cc", "preconj"):
                if c.dep_ in ("punct", "cc", "preconj"):
                    out.add(c.i)
                continue
            if c.dep_ == "acl" and c.tag_ not in ("VBN", "VBG"):
                continue
            if c.dep_ == "conj" and c.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
                continue
            pending.append(c)
    ordered = sorted(out)
    doc = noun.doc
    while ordered and ordered[-1] != noun.i and (doc[ordered[-1]].is_punct or doc[ordered[-1]].dep_ == "cc"):
        ordered.pop()
    return frozenset(ordered)


def subtree(token: Token) -> Tokens:
    """Indices of a token and all below it."""
    return frozenset(t.i for t in token.subtree)


def unreal(verb: Token) -> bool:
    """Whether the verb itself only might happen: in an if-clause, an infinitive or under a modal."""
    return any(
        c.tag_ == "MD" and c.lower_ in ("might", "may", "could", "should", "would") for c in verb.children
    ) or any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children)


def _without(clause: Token, verb: Token) -> Tokens:
    """A clause without the reporting verb's own words, for verbs that stand inside what they report."""
    tokens = subtree(clause)
    return tokens - subtree(verb) if verb.i in tokens else tokens


def _that_clause(verb: Token) -> Tokens:
    """The rest of the sentence behind "VERB [somebody] that", where the parser lost the complement."""
    sentence = verb.sent
    for index in range(verb.i + 1, min(verb.i + 4, sentence.end)):
        token = verb.doc[index]
        if token.lower_ == "that" and token.dep_ == "mark":
            return frozenset(range(index, sentence.end))
        if token.pos_ not in ("PRON", "NOUN", "PROPN", "DET"):
            break
    return NONE


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
