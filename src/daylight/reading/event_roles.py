"""Who does it and to whom: the actor and recipient phrases of an event trigger, by syntax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daylight.knowledge.event_words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.reading.event_triggers import Trigger

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "ASSAULT", "REJECT"})
"""Types whose coordinated subjects may do it to each other."""
_PREPOSITIONS = (
    "against",
    "on",
    "upon",
    "to",
    "with",
    "at",
    "for",
    "into",
    "over",
    "between",
    "among",
    "from",
    "in",
    "of",
    "towards",
    "toward",
    "near",
    "about",
    "across",
    "along",
    "around",
)
_LATE = {
    "AGREE": ("with", "to", "for", "on"),
    "CONSULT": ("with", "to", "between", "among", "in", "by"),
    "COOPERATE": ("with", "to"),
    "AID": ("to", "for", "into", "in"),
    "ACCUSE": ("against", "of", "on", "at", "with", "into", "to", "over", "about", "for"),
    "SANCTION": ("on", "against", "to", "from", "with", "of", "in", "over"),
    "RETREAT": ("from", "to", "in", "with", "for", "of", "into"),
    "CONCEDE": ("to", "on", "against", "in", "for", "with", "of"),
    "REQUEST": ("on", "upon", "to", "from", "by", "of", "for"),
    "REJECT": ("from", "by", "with", "of", "to", "on", "for"),
    "THREATEN": ("against", "to", "at", "on", "with", "in"),
    "PROTEST": ("against", "at", "over", "outside", "in", "of", "by", "with"),
    "COERCE": ("on", "of", "against", "from", "in", "over", "to"),
    "MOBILIZE": ("against", "to", "into", "along", "on", "near", "in", "over", "at", "around"),
    "SUPPORT": ("for", "to", "with", "of", "on"),
    "ASSAULT": ("on", "against", "at", "into", "of", "in", "with", "to", "near"),
}
"""Prepositions of the recipient by type, the surest first."""
_CONTENT_TYPES = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN"})
_OWN = frozenset({"MOBILIZE", "RETREAT", "AGREE", "THREATEN", "CONCEDE"})
_NO_PARTY = words("no_party")


@dataclass(frozen=True)
class Roles:
    """Heads of the phrases for actors and recipients, in text order of each.

    `reciprocal`: the actors do it to each other, and there is no recipient. `direct`: the recipients stand where the
    syntax of the trigger has them, and are not only the next party named.
    """

    actors: tuple[Token, ...] = ()
    recipients: tuple[Token, ...] = ()
    reciprocal: bool = False
    direct: bool = True


def roles_of(trigger: Trigger, type_: str) -> Roles:
    """Actors and recipients of a trigger that is read as an event of a type.

    Notes
    -----
    A noun has its actor in a possessive, a demonym or "by", and its recipient behind a preposition; "talks between A
    and
    B" have both as actors. A verb takes its subject, also through infinitives, participles and relative clauses; in the
    passive the subject is the recipient. With a fitting object ("suspend aid to Gaza") the recipient is the object's.
    """
    if trigger.verb is None:
        actors, recipients = _of_noun(trigger.head, type_)
    else:
        actors, recipients = _of_verb(trigger, type_)
    actors = _unique(_expanded(_antecedent(actor) for actor in actors))
    inside = (
        {t.i for actor in actors for t in actor.subtree if t.dep_ not in ("relcl", "acl")} if len(actors) < 9 else set()
    )
    recipients = [r for r in _unique(_expanded(recipients)) if r not in actors]
    likely = [r for r in recipients if _likely(r) and not (type_ in _OWN and _owned(r, trigger))]
    together = type_ in SYMMETRIC and len(actors) > 1 and not likely
    direct = True
    if trigger.verb is not None and not likely and not together:
        likely, direct = _remaining(trigger, inside), False
    keeps_things = trigger.kind == "verb" and type_ in ("ASSAULT", "COERCE", "ACCUSE", "SUPPORT", "REJECT")
    recipients = likely or (
        [r for r in recipients if r.pos_ in ("NOUN", "PROPN")][:1] if keeps_things and not together else []
    )
    return Roles(tuple(actors), tuple(recipients), together, direct)


def _owned(token: Token, trigger: Trigger) -> bool:
    """Whether a noun is what the actor moves or gives up, not whom it affects: "its troops", "reservists" who are
    called up."""
    mine = any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her") for c in token.children)
    return mine or (trigger.sense.type == "MOBILIZE" and token == trigger.thing)


def _antecedent(actor: Token) -> Token:
    """The subject of the verb of saying for a pronoun in what it says ("Japan said it had halted aid")."""
    if actor.pos_ != "PRON" or actor.lower_ not in ("it", "he", "she", "they", "we", "i"):
        return actor
    verb = actor.head
    while verb.dep_ in ("ccomp", "xcomp", "conj") and verb.head.i != verb.i:
        verb = verb.head
        above = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN")]
        if above and verb.pos_ in ("VERB", "AUX"):
            return above[0]
    return actor


def _remaining(trigger: Trigger, inside: set[int]) -> list[Token]:
    """The first party named behind the trigger in its clause, where syntax names none: "a strike to protest X's
    plan"."""
    verb = trigger.verb
    assert verb is not None
    blocked: set[int] = set()
    for token in verb.subtree:
        if token.i <= verb.i or token.i in inside or token.head.i in blocked:
            blocked.add(token.i) if token.head.i in blocked else None
            continue
        if token.dep_ in ("conj", "parataxis") and token.pos_ in ("VERB", "AUX") and token.head == verb:
            blocked.add(token.i)
            continue
        if token.dep_ == "advcl" and any(
            c.lower_ in ("after", "as", "while", "before", "when", "because") for c in token.children
        ):
            blocked.add(token.i)
            continue
        if token.dep_ == "prep" and token.lower_ in ("after", "before", "since", "during", "following", "amid"):
            blocked.add(token.i)
            continue
        if token not in trigger.words and (
            token.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") and token.dep_ not in ("compound",) and _likely(token)
        ):
            return [token]
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return [t for o in objects for t in _whose(o) if t.i not in inside and t not in trigger.words][:1]


def _whose(thing: Token) -> list[Token]:
    """The party that a thing is from: "demands from rebels", "an Indian proposal"."""
    behind = [o for c in thing.children if c.dep_ == "prep" and c.lower_ in ("from", "by") for o in c.children]
    before = [c for c in thing.children if c.dep_ == "amod" and c.ent_type_ == "NORP"]
    return before + [o for o in behind if o.dep_ == "pobj" and _likely(o)]


def _of_verb(trigger: Trigger, type_: str) -> tuple[list[Token], list[Token]]:
    verb = trigger.verb
    assert verb is not None
    passive = is_passive(verb)
    if passive:
        actors = [
            o
            for c in verb.children
            if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
            for o in c.children
            if o.dep_ == "pobj" and _party(o)
        ]
        subject = subjects(verb, passive=True)
        thing_is_subject = trigger.thing is not None and trigger.thing in subject
        recipients = _around(trigger, type_) if thing_is_subject or not subject else subject
        if not actors and type_ in ("MOBILIZE", "RETREAT") and subject:
            return _unique(_expanded(subject)), [r for r in recipients if r not in subject]
        if not actors and thing_is_subject:
            actors = _owners(subject[0])
        return actors, recipients
    actors = subjects(verb)
    if type_ == "REQUEST" and trigger.kind == "modal":
        return actors, []
    recipients = _direct(trigger, type_) or _around(trigger, type_)
    return actors, recipients


def _direct(trigger: Trigger, type_: str) -> list[Token]:
    """The direct object where it is a party and not the thing done; for words of content, who is to act in it."""
    verb = trigger.verb
    assert verb is not None
    found = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP" and c not in trigger.words]
    if trigger.kind in ("verb", "modal") or not found:
        found = found or [c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i and not _subject_before(verb)]
    if type_ in _CONTENT_TYPES and not [f for f in found if _likely(f)]:
        content = _content_party(verb, type_)
        if content:
            return content
        if type_ == "REQUEST":
            people = [
                o
                for c in verb.children
                if c.dep_ == "prep" and c.lower_ in ("on", "upon", "from", "to")
                for o in c.children
                if _likely(o)
            ]
            if people:
                return people
    if found and trigger.kind == "verb" and not any(_likely(f) for f in found):
        inner = [o for f in found for o in _owners(f)] or [
            o for f in found for o in _prepositional(f, type_) if _likely(o)
        ]
        return inner or found
    return [f for f in found if _party(f)]


def _content_party(verb: Token, type_: str) -> list[Token]:
    """Who is to act, or is acted on, in what is asked, refused, offered or threatened."""
    for clause in verb.children:
        if clause.dep_ not in ("ccomp", "xcomp", "advcl", "acl", "pcomp") and clause.dep_ != "prep":
            continue
        inner = [clause] if clause.dep_ != "prep" else [c for c in clause.children if c.dep_ == "pcomp"]
        for content in inner:
            if content.pos_ not in ("VERB", "AUX") or content.i < verb.i:
                continue
            if type_ == "REQUEST" and (subjects := [c for c in content.children if c.dep_ in ("nsubj", "nsubjpass")]):
                return subjects
            for deeper in [
                content,
                *[c for c in content.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "VERB"],
            ]:
                objects = [c for c in deeper.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
                near = [o for o in objects if _likely(o)] or [p for o in objects for p in _owners(o)]
                near = near or [p for t in (*objects, deeper) for p in _prepositional(t, type_) if _likely(p)]
                if near:
                    return near
            if objects := [c for c in content.children if c.dep_ == "dobj"]:
                return objects
    return []


def _around(trigger: Trigger, type_: str) -> list[Token]:
    """The recipient behind a preposition or in front of the noun: "talks with Iran", "Iranian request", "aid to
    Gaza"."""
    thing = trigger.thing or trigger.head
    near = [*_prepositional(thing, type_)] if thing.pos_ in ("NOUN", "PROPN") else []
    if trigger.verb is not None:
        near += [*_prepositional(trigger.verb, type_)]
    likely = [t for t in near if _likely(t)]
    if likely:
        return likely[:1]
    owners = [t for t in _owners(thing) if t.pos_ != "PRON"] if trigger.verb is not None else []
    for inner in near:
        owners += _owners(inner)
        owners += [t for t in _prepositional(inner, type_) if _likely(t)]
    return owners[:1] or near[:1] or ([thing] if trigger.kind == "object" and _party(thing) and _likely(thing) else [])


def _prepositional(token: Token, type_: str) -> list[Token]:
    order = _LATE.get(type_, _PREPOSITIONS)
    found: list[tuple[int, int, Token]] = []
    stack = [token]
    while stack:
        for prep in stack.pop().children:
            if (prep.dep_ in ("prep", "dative") and prep.i > token.i) or (prep.dep_ == "prep" and prep.lower_ in order):
                if prep.lower_ in order:
                    found += [
                        (order.index(prep.lower_), o.i, o) for o in prep.children if o.dep_ == "pobj" and _party(o)
                    ]
                stack += [c for c in prep.children if c.dep_ == "prep"]
    return [t for _, _, t in sorted(found, key=lambda f: f[:2])]


def _of_noun(noun: Token, type_: str) -> tuple[list[Token], list[Token]]:
    owners = _owners(noun)
    between = [
        o
        for c in noun.children
        if c.dep_ == "prep" and c.lower_ in ("between", "among")
        for o in c.children
        if o.dep_ == "pobj"
    ]
    by = [
        o
        for c in noun.children
        if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from") and type_ not in ("RETREAT",)
        for o in c.children
        if o.dep_ == "pobj"
    ]
    others = [t for t in _prepositional(noun, type_) if t not in by and t not in between]
    likely = [t for t in others if _likely(t)]
    if between:
        return between, []
    if type_ in ("CONSULT", "RETREAT", "COERCE") and not owners and not by:
        of = [t for t in likely if t.head.lower_ == "of"]
        if of and type_ != "COERCE":
            return of, [t for t in likely if t not in of][:1]
        if of:
            return [], of
    return by or owners, likely[:1]


def _owners(noun: Token) -> list[Token]:
    """Whose it is: possessives, demonyms and names in front ("Israel's", "Iranian", "U.S.-led")."""
    owned = [c for c in noun.children if c.dep_ == "poss"]
    if owned:
        return owned
    named = [
        c
        for c in noun.children
        if c.i < noun.i
        and c.dep_ in ("amod", "compound", "nmod")
        and (c.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") or c.pos_ == "PROPN")
    ]
    return (
        named[:2]
        if len(named) > 1 and any(t.text in ("-", "–", "/") for t in noun.doc[named[0].i : named[-1].i])
        else named[:1]
    )


def subjects(verb: Token, passive: bool = False) -> list[Token]:
    """The subject of a verb, its own or the one it shares with the verb above it."""
    seen = set()
    token = verb
    while token.i not in seen:
        seen.add(token.i)
        own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "csubj") and c.pos_ not in ("VERB",)]
        if own:
            subject = own[0]
            if subject.lower_ in ("which", "who", "that") and token.dep_ == "relcl":
                return [token.head]
            return [subject] if subject.lower_ not in ("there", "it") or subject.pos_ == "PRON" else []
        above = token.head
        if token.dep_ == "xcomp":
            objects = [c for c in above.children if c.dep_ in ("dobj", "nsubjpass") and c.i < token.i]
            if objects and above.lemma_ not in ("promise", "use"):
                return objects[:1]
            token = above
        elif token.dep_ in ("conj", "advcl", "ccomp", "pcomp", "prep", "acomp", "oprd", "dep") and above.i != token.i:
            if token.dep_ == "ccomp" and token.i > above.i and any(c.dep_ == "nsubj" for c in token.children):
                return []
            token = above
        elif token.dep_ in ("relcl", "acl"):
            return [above] if above.pos_ in ("NOUN", "PROPN", "PRON") else []
        elif token.dep_ in ("dobj", "pobj", "attr") and above.i != token.i:
            token = above
        else:
            return []
    return []


def _subject_before(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in verb.children)


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive, also as a participle behind its noun ("shells fired by")."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if (
        verb.dep_ == "conj"
        and verb.head.tag_ == "VBN"
        and not any(c.dep_ in ("nsubj", "aux", "dobj") for c in verb.children)
    ):
        return is_passive(verb.head)
    return (
        verb.dep_ in ("acl", "advcl", "relcl")
        and not any(c.dep_ in ("aux", "dobj") for c in verb.children)
        and (verb.dep_ == "acl" or any(c.dep_ == "agent" for c in verb.children))
    )


def _expanded(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
                yield from _expanded([child])


def _unique(tokens: Iterable[Token]) -> list[Token]:
    return list(dict.fromkeys(tokens))


def _party(token: Token) -> bool:
    """Whether a noun can be a party at all: no date, number or pronoun of a clause."""
    return (
        token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
        and token.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL")
        and token.lower_ not in _NO_PARTY
        and token.tag_ not in ("WP", "WDT", "EX")
    )


def _likely(token: Token) -> bool:
    """Whether a noun looks like a state, organisation, person or group."""
    from daylight.knowledge.groups import group_nouns, institution_heads

    if not _party(token):
        return False
    if token.ent_type_ in ("GPE", "ORG", "NORP", "PERSON", "LOC", "FAC") or token.pos_ == "PROPN":
        return True
    name = token.lemma_.lower()
    return (
        token.lower_ in group_nouns()
        or name in group_nouns()
        or name in institution_heads()
        or name in _PEOPLE
        or (token.pos_ == "PRON" and token.lower_ in ("him", "her", "them", "us", "he", "she", "they", "we"))
    )


_PEOPLE = words("people")


def phrase(head: Token) -> tuple[int, int]:
    """Token range of the noun phrase of a head, without article, relative clause, apposition, and other coordinated
    ones."""
    first = last = head.i
    for child in head.children:
        if child.dep_ in ("compound", "amod", "poss", "nmod", "nummod", "quantmod", "advmod") and child.i < head.i:
            first = min(first, child.left_edge.i)
        elif (
            child.dep_ == "prep"
            and child.i > head.i
            and child.lower_ in ("of", "in", "from", "for")
            and head.pos_ != "PROPN"
        ) or (child.dep_ == "prep" and child.lower_ == "of" and child.i > head.i):
            objects = [o for o in child.children if o.dep_ == "pobj" and o.ent_type_ not in ("DATE", "TIME")]
            if objects and not any(t.dep_ in ("relcl", "acl") for t in child.subtree):
                last = max(last, *(t.i for t in child.subtree))
    doc = head.doc
    while first < head.i and (doc[first].dep_ in ("det", "predet") or doc[first].is_punct or doc[first].is_space):
        first += 1
    if any(t.i < head.i and t.dep_ == "appos" for t in head.children):
        return first, last + 1
    titled = next((c for c in head.children if c.dep_ == "appos" and c.i == last + 1 and c.ent_type_ == "PERSON"), None)
    if titled is not None:
        last = max(last, titled.right_edge.i if titled.right_edge.i - titled.i < 3 else titled.i)
    return first, last + 1
