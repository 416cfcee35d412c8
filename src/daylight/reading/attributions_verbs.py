"""Attributing verbs: their complement is the content, their subject or agent the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.knowledge.cues import Cue, lemma
from daylight.reading.attributions import NONE, Found, Tokens
from daylight.reading.attributions_sources import (
    agent,
    can_hold,
    has_subject,
    is_infinitive,
    noun_phrase,
    possessor,
    subject_of,
    subtree,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVES = {"who", "which", "that", "whom"}
_FRAMES = ("clause", "object-to", "to", "as", "gerund", "object")
# How often attributions of each form were right on PolNeAR's training articles (see docs/attributions.md).
_CONFIDENCE = {"clause": 0.83, "as": 0.6, "gerund": 0.55, "object": 0.52, "object-to": 0.5, "to": 0.5}
_PREPOSITION = 0.5
_NO_SOURCE, _NO_SOURCE_PASSIVE, _NO_HOLDER, _BARE_PRONOUN = 0.25, 0.8, 0.35, 0.8


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
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not passive and not has_subject(verb):
        return None  # "Asked whether …, he said": somebody else asked
    frame, content = _passive(verb, takes) if passive else _complement(verb, takes)
    if not frame:
        return None
    fitting = [cue for cue in known if frame in cue.takes or (frame == "clause" and "quote" in cue.takes)]
    kind = fitting[-1].kind if fitting else known[0].kind
    if kind == "cite" and frame == "object" and _names_actor(verb):
        return None  # "echoing the Commission": whom somebody follows, not what he says
    cue = cue_tokens(verb)
    subject = None if passive else subject_of(verb)
    if subject is not None and verb.dep_ == "acl" and verb.tag_ == "VBG" and (owner := possessor(subject)) is not None:
        cue, subject = cue | frozenset({subject.i}), owner
    if subject is None and not passive and "quote" in takes and content and max(content) < verb.i:
        subject = _inverted_subject(verb)
    source = agent(verb) if passive else NONE if subject is None else noun_phrase(subject)
    if verb.dep_ == "relcl" and subject is not None and subject.i < verb.i:
        source = frozenset(i for i in source if i < verb.i)
    confidence = _CONFIDENCE.get(frame, _PREPOSITION)
    if not source:
        confidence *= _NO_SOURCE_PASSIVE if passive else _NO_SOURCE
    elif subject is not None and not can_hold(subject, kind):
        confidence *= _NO_HOLDER
    if frame == "object" and len(content) == 1 and verb.doc[min(content)].pos_ == "PRON":
        confidence *= _BARE_PRONOUN
    return Found(cue, source, content - cue - source, kind, confidence, head=verb.i)


def _complement(verb: Token, takes: frozenset[str]) -> tuple[str, Tokens]:
    """Frame and content of an active verb; the frame is empty where the verb has no fitting complement."""
    found: dict[str, Tokens] = {}
    below = list(verb.children)
    objects = [c for c in below if c.dep_ in ("dobj", "obj") and lemma(c) not in ("himself", "herself", "itself")]
    for c in below:
        if c.dep_ == "ccomp" or (c.dep_ == "parataxis" and c.i < verb.i):
            infinitive = is_infinitive(c)
            if "as" in takes and "clause" not in takes and _as_complement(c):
                found["as"] = subtree(c)
                continue
            if c.i < verb.i and ("quote" not in takes or verb.doc[c.right_edge.i + 1].text in (";", ":")):
                continue
            frame = "object-to" if infinitive and has_subject(c) else "to" if infinitive else "clause"
            if frame == "object-to" and frame not in takes and "clause" in takes and c.tag_ != "VB":
                frame = "clause"
            if frame == "clause" and c.tag_ == "VB" and "object-to" in takes and "clause" not in takes:
                frame = "object-to"
            found[frame] = _without(c, verb) | found.get(frame, NONE)
        elif c.dep_ == "xcomp":
            if is_infinitive(c):
                if objects and "object-to" in takes:
                    found["object-to"] = subtree(objects[0]) | subtree(c)
                else:
                    found["to"] = subtree(c)
            elif c.tag_ == "VBG":
                found["gerund"] = subtree(c)
            elif objects or has_subject(c):
                found["as"] = frozenset().union(*(subtree(o) for o in objects), subtree(c))
        elif c.dep_ == "oprd" and objects:
            found["as"] = subtree(objects[0]) | subtree(c)
        elif c.dep_ == "advcl" and is_infinitive(c) and objects and "object-to" in takes and c.i > objects[0].i:
            found.setdefault("object-to", subtree(objects[0]) | subtree(c))
        elif c.dep_ == "prep":
            _prepositional(verb, c, objects, takes, found)
        elif c.dep_ == "dative" and "object-to" in takes and any(x.dep_ in ("xcomp", "ccomp") for x in below):
            continue
    if objects and "object" not in takes:
        for c in objects[0].children:
            if c.dep_ == "prep" and c.lower_ in takes and c.lower_ in ("with", "against"):
                found.setdefault(c.lower_, subtree(c))  # "broke ranks with him"
    if objects and objects[0].lower_ not in _RELATIVES:
        found.setdefault("object", subtree(objects[0]))
        _object_with_clause(objects[0], takes, found)
    elif objects and is_gap(verb):
        found.setdefault("object", _antecedent(verb))
        if "as" in found:
            found["as"] -= subtree(objects[0])
    if "clause" in takes and "clause" not in found and (linear := _that_clause(verb) or _gap_clause(verb)):
        found["clause"] = linear
    if "clause" in found:
        found["clause"] = _whole_clause(verb, found["clause"], objects)
    if "as" in takes and "as" not in found and objects and (named := _named(verb, objects[0])):
        found["as"] = named
    for frame in (*_FRAMES, *found):
        if frame in found and (frame in takes or (frame == "clause" and "quote" in takes)):
            return frame, found[frame]
    return "", NONE


def is_gap(verb: Token) -> bool:
    """Whether a verb's object is what its relative clause describes: "an explanation that Rome dismissed"."""
    objects = [c.lower_ for c in verb.children if c.dep_ in ("dobj", "obj")]
    return verb.dep_ == "relcl" and len(objects) == 1 and objects[0] in _RELATIVES


def _antecedent(verb: Token) -> Tokens:
    """The noun that a relative clause describes, with what stands before the clause; behind a comma all of it."""
    noun = verb.head
    if noun.doc[verb.left_edge.i - 1].text == "," and noun.ent_type_ != "PERSON":
        while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "NOUN":
            noun = noun.head.head  # "an offensive on the port, which commanders have urged"
    return frozenset(i for i in subtree(noun) if i < verb.left_edge.i and (i <= noun.i or not noun.doc[i].is_punct))


def _names_actor(verb: Token) -> bool:
    """Whether the object of a verb is a person or a body by name, and not what it says."""
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)
    return thing is not None and thing.pos_ in ("PROPN", "NOUN") and can_hold(thing, "want")


def _as_complement(c: Token) -> bool:
    """Whether a clause is a small clause after all: no finite verb, an "as" below it ("described X as Y")."""
    return c.tag_ in ("VBD", "VBN", "VB", "NN", "NNP") and any(
        x.dep_ == "prep" and x.lower_ == "as" for x in c.children
    )


def _prepositional(
    verb: Token, c: Token, objects: list[Token], takes: frozenset[str], found: dict[str, Tokens]
) -> None:
    word = c.lower_
    if word == "as" and objects and "as" in takes:
        found["as"] = subtree(objects[0]) | subtree(c)
    elif word in ("for", "on", "upon") and word in takes and lemma(verb) in ("call", "appeal", "ask", "wait", "hope"):
        rest = [x for x in verb.children if x.dep_ in ("xcomp", "advcl") and is_infinitive(x) and x.i > c.i]
        found[word] = subtree(c) | (subtree(rest[0]) if rest else NONE)
    elif word in takes and c.i > verb.i:
        found[word] = subtree(c) | found.get(word, NONE)
        if objects and word in ("of", "for", "over", "on") and "object" in takes:
            found["object"] = subtree(objects[0]) | subtree(c)


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
        if c.dep_ == "xcomp" and is_infinitive(c) and {"to", "object-to", "clause"} & takes:
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
    # What stands apart from the verb ("Has he said") would tear the cue to pieces; adverbs between are taken in.
    first = verb.i
    while first - 1 >= verb.sent.start and (first - 1 in out or verb.doc[first - 1].pos_ in ("ADV", "PART")):
        first -= 1
    while first < verb.i and first not in out:
        first += 1
    return frozenset(range(first, verb.i)) | frozenset(i for i in out if verb.i <= i <= verb.i + 5)


def _without(clause: Token, verb: Token) -> Tokens:
    """A clause without the reporting verb's own words, for verbs that stand inside what they report."""
    tokens = subtree(clause)
    return tokens - subtree(verb) if verb.i in tokens else tokens


def _that_clause(verb: Token) -> Tokens:
    """The rest of the sentence behind "VERB [somebody] that", where the parser lost the complement."""
    sentence = verb.sent
    for index in range(verb.i + 1, min(verb.i + 12, sentence.end)):
        token = verb.doc[index]
        if token.lower_ == "that" and token.dep_ == "mark":
            return subtree(token.head) | {index}
        if token.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ") or not verb.is_ancestor(token):
            break
    return NONE


def _gap_clause(verb: Token) -> Tokens:
    """ "which X assesses is the largest": a finite verb right behind the cue, the rest of its clause is the content."""
    index = verb.i + 1
    sentence = verb.sent
    if (
        index >= sentence.end
        or verb.doc[index].tag_ not in ("VBZ", "VBD", "VBP", "MD")
        or verb.dep_ not in ("relcl", "acl")
    ):
        return NONE
    end = next((i for i in range(index, sentence.end) if verb.doc[i].text in (",", ";", "—", "–")), sentence.end)
    return frozenset(range(index, end))


def _whole_clause(verb: Token, content: Tokens, objects: list[Token]) -> Tokens:
    """A clause behind its verb with the words that the parser broke off at its start and end.

    At the start: what stands between a verb of saying and the clause but is no addressee. At the end: what hangs on
    the verb behind the clause, without coordinated verbs, participles and parentheses that are the verb's own.
    """
    first, last = min(content), max(content)
    if first < verb.i:
        return content
    out = set(content)
    told = any("object-to" in cue.takes or cue.kind == "tell" for cue in cues.senses(lemma(verb), "verb"))
    if objects and not told and objects[0].left_edge.i == verb.i + 1:
        out.update(range(verb.i + 1, first))
    if verb.doc[last].tag_ == "MD" or verb.doc[max(content)].dep_ == "ccomp":
        out.update(range(last + 1, verb.sent.end))
    return frozenset(out)


def _inverted_subject(verb: Token) -> Token | None:
    """The noun directly behind the verb of a quotation, where the parser did not see it as subject: "asked a man"."""
    if verb.i + 1 >= verb.sent.end:
        return None
    noun = verb.nbor()
    while noun.head != noun and noun.head.i > verb.i and noun.head.left_edge.i == verb.i + 1:
        noun = noun.head
    return noun if noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.left_edge.i == verb.i + 1 else None


def _named(verb: Token, thing: Token) -> Tokens:
    """ "called it “a joke in poor taste”": thing and name, where the parser did not see the name as complement."""
    start, sentence = thing.right_edge.i + 1, verb.sent
    if (
        thing.i < verb.i
        or start >= sentence.end
        or not (verb.doc[start].is_quote or verb.doc[start].lower_ in ("a", "an"))
    ):
        return NONE
    quoted = verb.doc[start].is_quote
    ends = (
        i for i in range(start + 1, sentence.end) if (verb.doc[i].is_quote if quoted else verb.doc[i].text in ",;.")
    )
    return subtree(thing) | frozenset(range(start, next(ends, sentence.end)))
