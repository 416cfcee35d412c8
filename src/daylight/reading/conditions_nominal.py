"""Conditions without a conjunction: phrases of exchange, red lines, triggers, "any" requirements, indefinite events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from daylight.knowledge import cues, triggers
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import NONE, Tokens
from daylight.reading.attributions_sources import subject_of, subtree
from daylight.reading.conditions_parts import committed, is_denied
from daylight.reading.deeds import deed_sign

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.reading.annotated import Annotated

Found = tuple[Tokens, Tokens, str, float, int] | tuple[Tokens, Tokens, str, float, int, int]
"""If-part, consequence, how they are joined, confidence, main verb of the consequence (or -1), who sets it (or -1)."""


def nominal_parts(annotated: Annotated) -> Iterator[Found]:
    """If-parts and consequences that no conjunction joins."""
    for token in annotated.syntax.doc:
        yield from _named(annotated, token)
    for token in annotated.syntax.doc:
        yield from _in_return(token)
        yield from _depends(token)
        yield from _in_case(token)
        yield from _without(token)
        yield from _any(token)
        yield from _event(token)
        yield from _required(token)
        yield from _refused(token)
        yield from _whoever(token)


def _phrase_at(token: Token, section: str) -> int:
    """Number of words of the section's phrase that starts at the token; 0 where none does."""
    if token.lower_ not in {phrase[0] for phrase in triggers.phrases(section)}:
        return 0
    for phrase in triggers.phrases(section):
        if tuple(t.lower_ for t in token.doc[token.i : token.i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _in_return(token: Token) -> Iterator[Found]:
    """ "insists on X as a condition of Y": X is the if-part, Y what is withheld till then."""
    length = _phrase_at(token, "in_return")
    if not length:
        return
    last = token.doc[token.i + length - 1]
    then = frozenset().union(*(subtree(c) for c in last.children if c.i > last.i)) if list(last.children) else NONE
    host = token.head
    while (host.pos_ not in ("VERB", "AUX") or _is_pursuit(host)) and host.head != host:
        host = host.head
    if host.dep_ == "relcl" and (gap := _laid_down(host, token)):
        yield gap, then, "in-return", 0.7, -1, subject.i if (subject := subject_of(host)) is not None else -1
        return
    host = committed(host)
    demanded = [
        c
        for c in host.children
        if c.dep_ in ("dobj", "prep", "xcomp", "ccomp", "nsubjpass") and c.i != token.i and c.i < token.i
    ]
    giver = host.head if host.dep_ == "xcomp" else host
    exchange = token.doc[token.i + 1].lower_ in ("return", "exchange")
    wanted = any(cue.kind in ("demand", "ask", "call", "urge") for cue in cues.senses(lemma(giver), "verb"))
    if then and exchange and (token.is_sent_start or not wanted):
        own = giver == host and cues.senses(lemma(host), "verb")
        given = frozenset().union(*(subtree(c) for c in demanded)) if own else subtree(host)
        given -= frozenset(c.i for c in host.children if c.dep_ == "mark")
        if token.is_sent_start:  # "In exchange for X, Y"
            given, end = subtree(host) - subtree(token), len(token.doc)
        else:
            end = token.i - (token.nbor(-1).lower_ == "each")
        does = subject_of(host)
        yield then, frozenset(i for i in given if i < end), "offer", 0.7, host.i, does.i if does is not None else -1
    elif then and demanded:
        first = demanded[-1]
        objects = [c for c in first.children if c.dep_ in ("pobj", "pcomp")] if first.dep_ == "prep" else [first]
        if objects:
            yield frozenset(i for i in subtree(objects[0]) if i < token.i), then, "in-return", 0.75, -1
    else:
        yield from _listed_demand(token, token.i + length)


def _laid_down(host: Token, token: Token) -> Tokens:
    """ "a law whose passage Brussels had laid down as a condition": the noun that the relative clause tells of."""
    relative = any(c.tag_ in ("WDT", "WP", "WP$") for c in host.subtree if c.i < token.i)
    subject = subject_of(host)
    if not relative or subject is None or subject.i > host.i:
        return NONE
    return frozenset(range(host.head.left_edge.i, subject.left_edge.i))


def _listed_demand(token: Token, after: int) -> Iterator[Found]:
    """The same behind a long list, which the parser has not hung together: all from the demand to the phrase."""
    sentence = token.sent
    for verb in reversed(list(token.doc[sentence.start : token.i])):
        if verb.pos_ == "VERB" and any(cue.kind in ("demand", "want") for cue in cues.senses(lemma(verb), "verb")):
            first = verb.i + 1 + (verb.nbor(1).lower_ in ("on", "that"))
            yield frozenset(range(first, token.i)), frozenset(range(after, sentence.end)), "in-return", 0.6, -1
            return


def _is_pursuit(word: Token) -> bool:
    """Whether an "-ing" form only names what a noun is about: "the ban on fishing"."""
    return word.tag_ == "VBG" and word.dep_ in ("pcomp", "pobj") and not any(c.dep_ == "dobj" for c in word.children)


def _in_case(token: Token) -> Iterator[Found]:
    """ "would intervene in case of an attack"."""
    length = _phrase_at(token, "events")
    if not length:
        return
    last, host = token.doc[token.i + length - 1], token.head
    if_part = frozenset().union(*(subtree(c) for c in last.children)) if list(last.children) else NONE
    if if_part and host.pos_ in ("VERB", "AUX"):
        yield if_part, subtree(host) - subtree(token), "event", 0.65, host.i


def _without(token: Token) -> Iterator[Found]:
    """ "Without a truce, no aid will come", "no convoy will pass without consent", "absent a deal, we will fight"."""
    host = token.head
    if token.lower_ not in triggers.words("missing") or host.pos_ not in ("VERB", "AUX"):
        return
    above = host
    while above.dep_ in ("xcomp", "acomp") and not any(c.tag_ == "MD" for c in above.children):
        above = above.head  # "will not be able to leave without"
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in above.children)
    if not modal or not any(c.dep_ == "pobj" for c in token.children):
        return
    denied = is_denied(host) or is_denied(above)
    if denied or token.is_sent_start:
        verb = host if is_denied(host) or not denied else above
        yield subtree(token) - {token.i}, subtree(verb) - subtree(token), "without", 0.55, verb.i


def _depends(token: Token) -> Iterator[Found]:
    """ "Withdrawal is subject to X", "lift sanctions only after X"."""
    length = _phrase_at(token, "depends")
    if not length:
        return
    last = token.doc[token.i + length - 1]
    below = [c for c in last.children if c.i > last.i]
    if_part = frozenset().union(*(subtree(c) for c in below)) if below else NONE
    if any(lemma(c) == "anonymity" for c in below):
        return
    if not below and last.dep_ == "mark" and last.head.i > last.i:
        if_part = frozenset(i for i in subtree(last.head) if i > last.i)
    host = token
    while host.pos_ not in ("VERB", "AUX") and host.head != host:
        host = host.head
    subjects = [c for c in host.children if c.dep_ in ("nsubj", "nsubjpass")]
    plain = lemma(host) in ("be", "remain", "depend", "hinge", "rest", "make") and subjects
    then = subtree(subjects[0]) if plain else frozenset(i for i in subtree(host) if i < token.i)
    made = [c for c in host.children if (c.dep_ in ("dobj", "ccomp") and c.i < token.i) or c == token]
    if lemma(host) in ("make", "keep", "render") and made:  # "make the loan conditional on reforms"
        things = [c for c in token.children if c.dep_ == "nsubj"] or [c for c in made if c.dep_ == "dobj"]
        then = subtree(things[0]) if things else then
    if host.pos_ == "NOUN":  # "Madrid's support hinges on", read as one noun phrase
        then = frozenset(range(host.left_edge.i, token.i))
    if if_part and then:
        yield if_part, then - if_part, "depends", 0.65, host.i


def _named(annotated: Annotated, token: Token) -> Iterator[Found]:
    """ "defined X as a trigger", "one of the triggers as X", "X is a red line", "their red line, X"."""
    length = _phrase_at(token, "triggers") or (
        1 if lemma(token) in ("trigger", "tripwire", "redline") and token.pos_ == "NOUN" else 0
    )
    plural_line = token.lower_ == "red" and token.i + 1 < len(token.doc) and lemma(token.doc[token.i + 1]) == "line"
    if not length and not plural_line:
        return
    noun = token.doc[token.i + 1] if plural_line else token.doc[token.i + max(length, 1) - 1]
    if noun.pos_ not in ("NOUN", "PROPN"):
        return
    join = "red-line" if plural_line or "line" in noun.lower_ else "trigger"
    top = noun
    while (
        top.dep_ in ("pobj", "prep", "compound")
        and top.head.pos_ in ("NOUN", "NUM", "PRON", "ADP", "PROPN")
        and top.head != top
    ):
        top = top.head
    verb = top.head
    if verb.pos_ not in ("VERB", "AUX") or verb == top:
        return
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj") and noun.i not in subtree(c)]
    called = any(cue.kind == "describe" for cue in cues.senses(lemma(verb), "verb"))
    if called and top.dep_ in ("oprd", "ccomp", "xcomp", "attr", "dobj"):
        things = [c for c in [*verb.children, *top.children] if c.dep_ in ("dobj", "nsubj") and verb.i < c.i < top.i]
        if things:
            yield subtree(things[0]), NONE, join, 0.7, -1
            return
    named = [c for c in [*verb.children, *top.subtree] if c.dep_ == "prep" and c.lower_ == "as" and c.i > noun.i]
    if named and top.dep_ in ("dobj", "nsubjpass", "ccomp", "nsubj"):
        if_part = subtree(named[0]) - {named[0].i}
    elif (top.dep_ in ("attr", "oprd") and lemma(verb) in ("be", "remain", "become")) or lemma(verb) in (
        "cross",
        "constitute",
    ):
        if not subjects or subjects[0].pos_ == "PRON":
            return
        if_part = subtree(subjects[0])
    elif top.dep_ == "pobj" and verb.pos_ == "VERB":
        return
    elif top.dep_ in ("nsubj",) and lemma(verb) == "be":
        attributes = [c for c in verb.children if c.dep_ in ("attr", "ccomp", "acomp", "xcomp", "advcl")]
        if not attributes:
            return
        if_part = subtree(attributes[0])
    else:
        return
    if if_part:
        yield if_part, NONE, join, 0.7, -1


def _any(token: Token) -> Iterator[Found]:
    """ "insists that any agreement provide for X": what any such thing must hold is a red line."""
    if token.lower_ not in ("any", "no") or token.dep_ != "det" or token.head.dep_ not in ("nsubj", "nsubjpass"):
        return
    noun, verb = token.head, token.head.head
    subjunctive = verb.dep_ == "ccomp" and any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    if verb.pos_ not in ("VERB", "AUX") and not subjunctive:
        return
    modals = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    bare = verb.pos_ == "NOUN" or (verb.tag_ in ("VB", "VBP") and not modals and verb.dep_ == "ccomp")
    needs = lemma(verb) in ("need", "have") and not modals and any(c.dep_ == "xcomp" for c in verb.children)
    if verb.dep_ != "relcl" and (bare or needs or modals & {"must", "should", "shall"}):
        subject = frozenset(i for i in subtree(noun))
        predicate = frozenset(i for i in subtree(verb) if i > max(subject))
        if predicate:
            yield subject, predicate, "any", 0.65, verb.i


def _event(token: Token) -> Iterator[Found]:
    """ "A Russian attack would trigger the treaty": an indefinite event, or a deed as such, and what it would bring."""
    if token.dep_ == "csubj" and token.tag_ == "VBG":
        noun = token
    elif token.lower_ in triggers.words("indefinite") and token.dep_ in ("det", "amod"):
        noun = token.head
    else:
        return
    verb = noun.head
    answered = noun.dep_ == "nsubjpass" and lemma(verb) in triggers.words("taken_for")
    brings = noun.dep_ in ("nsubj", "csubj") and lemma(verb) in triggers.words("causes")
    if verb.pos_ not in ("VERB", "AUX") or not (answered or brings):
        return
    if not any(c.dep_ == "aux" and c.lower_ in ("would", "will", "could") for c in verb.children):
        return
    if any(c.dep_ in ("advcl",) and any(x.lower_ in ("if", "unless") for x in c.children) for c in verb.children):
        return
    if noun.ent_type_ or (noun.text[:1].isupper() and noun is not token):
        return
    if noun is not token and not _happens(noun):
        return
    subject = subtree(noun)
    predicate = frozenset(i for i in subtree(verb) if i > max(subject))
    if predicate:
        yield subject, predicate, "nominal", 0.5, verb.i


def _happens(noun: Token) -> bool:
    """Whether a noun tells of something that happens, not of a person or thing: "attack", "closure", "deployment"."""
    word = lemma(noun)
    if word in triggers.words("no_events"):
        return False
    return word in triggers.words("happenings") or word.endswith(("tion", "sion", "ment", "ure", "al", "ing", "ance"))


def _required(token: Token) -> Iterator[Found]:
    """ "The release of the captives is a condition for talks", "such a step would require the consent of all"."""
    if token.pos_ == "VERB" and lemma(token) in ("require", "presuppose", "necessitate"):
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
        needed = next((c for c in token.children if c.dep_ == "dobj"), None)
        modal = any(c.dep_ == "aux" and c.lower_ in ("would", "will") for c in token.children)
        if subject is not None and needed is not None and modal and not is_denied(token):
            yield subtree(needed), subtree(subject), "depends", 0.55, -1
        return
    copula = token.head
    if lemma(token) not in triggers.words("required") or token.dep_ != "attr" or lemma(copula) not in ("be", "remain"):
        return
    subjects = [c for c in copula.children if c.dep_ in ("nsubj", "csubj") and c.pos_ != "PRON"]
    joined = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("for", "of", "to")]
    if subjects and joined and not is_denied(copula):
        yield subtree(subjects[0]), subtree(joined[0]) - {joined[0].i}, "depends", 0.65, -1


def _refused(verb: Token) -> Iterator[Found]:
    """ "Will never accept a text that …", "would not tolerate a base": any such thing is a red line."""
    ever = any(lemma(t) == "circumstance" and any(c.lower_ == "no" for c in t.children) for t in verb.subtree)
    if lemma(verb) not in triggers.words("suffered_not") or not (is_denied(verb) or ever):
        return
    if not any(c.dep_ == "aux" and c.lower_ in ("will", "would", "wo", "shall", "can", "ca") for c in verb.children):
        return
    things = [c for c in verb.children if c.dep_ in ("dobj", "ccomp") and c.i > verb.i]
    if not things:
        return
    thing = (
        next((c for c in things[0].children if c.dep_ == "nsubj"), things[0]) if things[0].pos_ == "VERB" else things[0]
    )
    kinds = {c.lower_ for c in thing.children if c.dep_ == "det"}
    never = any(c.lower_ == "never" for c in verb.children)
    if ever and thing.pos_ == "NOUN":
        yield subtree(thing), NONE, "red-line", 0.55, verb.i
        return
    whatever = bool(kinds & {"a", "an", "any", "another", "no"}) or (thing.tag_ == "NNS" and not kinds)
    if thing.pos_ == "NOUN" and (whatever or (never and things[0].pos_ == "VERB")):
        yield frozenset(i for i in subtree(verb) if i > verb.i), NONE, "red-line", 0.5, verb.i


def _whoever(token: Token) -> Iterator[Found]:
    """ "Any ship that enters will be sunk", "would attack any ship carrying arms": what any such thing meets."""
    if token.lower_ in ("anyone", "anybody", "whoever", "everyone", "those"):
        thing = token
    elif token.lower_ in ("any", "every") and token.dep_ == "det":
        thing = token.head
    else:
        return
    told = any(c.dep_ in ("relcl", "amod") or (c.dep_ == "acl" and c.tag_ == "VBG") for c in thing.children)
    if thing.lower_ == "whoever" and thing.head.dep_ in ("csubj", "csubjpass"):
        thing, told = thing.head, True
    verb = thing.head
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall") for c in verb.children)
    threatened = verb.dep_ == "xcomp" and any(cue.kind == "threaten" for cue in cues.senses(lemma(verb.head), "verb"))
    if not told or not (ahead or threatened) or verb.pos_ != "VERB":
        return
    if thing.dep_ not in ("nsubj", "nsubjpass", "dobj", "csubj", "csubjpass"):
        return
    if thing.lower_ == "those" and not any(c.dep_ == "relcl" for c in thing.children):
        return
    if is_denied(verb) and thing.dep_ == "csubj":
        yield subtree(thing), frozenset(i for i in subtree(verb) if i > max(subtree(thing))), "any", 0.5, verb.i
    elif deed_sign(verb) < 0 and not is_denied(verb):
        before, after = min(subtree(thing)), max(subtree(thing))
        met = frozenset(i for i in subtree(verb) if (i < before if thing.dep_ == "dobj" else i > after))
        yield subtree(thing), met, "whoever", 0.55, verb.i
