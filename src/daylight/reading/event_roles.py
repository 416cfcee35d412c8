"""Who does it and to whom: the actor and recipient phrases of an event trigger, by syntax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from daylight.knowledge.event_words import words
from daylight.reading.event_phrases import (
    expanded,
    is_passive,
    looks_like_party,
    may_be_party,
    subject_before,
    subjects,
)

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
    "CONSULT": ("with", "to", "between", "among", "in", "by", "of"),
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
_INVERSE = words("inverse")
"""Verbs whose subject is done to: "drew criticism from", "received aid from", "came under attack by"."""
_HOSTING = frozenset({"receive", "host", "welcome"})
_MEETINGS = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE", "MOBILIZE", "RETREAT"})
"""Types for which a place behind "in" or "at" only says where: it is no party that happens to stand last."""
_SITES = ("GPE", "LOC", "FAC")
_ARRIVALS = frozenset({"arrive", "land", "enter", "cross", "march", "advance", "push", "roll", "open", "reopen"})
_PLACING = frozenset({"in", "at", "near", "through", "outside", "inside", "around"})
_CONTENT_TYPES = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN"})
_OWN = frozenset({"MOBILIZE", "RETREAT", "AGREE", "THREATEN", "CONCEDE"})


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
        if trigger.sense.mode == "visit" and trigger.verb.lemma_.lower() in _HOSTING and recipients:
            actors, recipients = recipients, actors  # the visitor is the actor, whoever the subject is
    actors = expanded(_antecedent(actor) for actor in actors)
    inside = (
        {t.i for actor in actors for t in actor.subtree if t.dep_ not in ("relcl", "acl")} if len(actors) < 9 else set()
    )
    recipients = [r for r in expanded(recipients) if r not in actors]
    likely = [r for r in recipients if looks_like_party(r) and not (type_ in _OWN and _owned(r, trigger))]
    together = type_ in SYMMETRIC and len(actors) > 1 and not likely
    direct = True
    if trigger.verb is not None and not likely and not together:
        likely, direct = _remaining(trigger, inside, type_), False
    elif likely and all(r.dep_ == "pobj" and r.head.lower_ in _PLACING and r.ent_type_ in _SITES for r in likely):
        likely, direct = ([], True) if type_ in _MEETINGS and not _visits(trigger) else (likely, False)
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


def _visits(trigger: Trigger) -> bool:
    """Whether a place is where the actor comes to, and so stands for its hosts or its owner: "arrived in Myanmar"."""
    verb = trigger.verb
    moves = verb is not None and verb.lemma_.lower() in _ARRIVALS
    return moves or trigger.sense.mode in ("visit", "withdraw") or trigger.sense.type == "SUPPORT"


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


def _remaining(trigger: Trigger, inside: set[int], type_: str) -> list[Token]:
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
        if token.dep_ == "prep" and (
            token.lower_ in ("after", "before", "since", "during", "following", "amid")
            or (token.lower_ in _PLACING and type_ in _MEETINGS and not _visits(trigger))
        ):
            blocked.add(token.i)
            continue
        if token not in trigger.words and (
            token.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")
            and token.dep_ not in ("compound",)
            and looks_like_party(token)
        ):
            return [token]
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return [t for o in objects for t in _whose(o) if t.i not in inside and t not in trigger.words][:1]


def _whose(thing: Token) -> list[Token]:
    """The party that a thing is from: "demands from rebels", "an Indian proposal"."""
    behind = [o for c in thing.children if c.dep_ == "prep" and c.lower_ in ("from", "by") for o in c.children]
    before = [c for c in thing.children if c.dep_ == "amod" and c.ent_type_ == "NORP"]
    return before + [o for o in behind if o.dep_ == "pobj" and looks_like_party(o)]


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
            if o.dep_ == "pobj" and may_be_party(o)
        ]
        subject = subjects(verb, passive=True)
        thing_is_subject = trigger.thing is not None and trigger.thing in subject
        recipients = _around(trigger, type_) if thing_is_subject or not subject else subject
        if not actors and type_ in ("MOBILIZE", "RETREAT") and subject:
            return expanded(subject), [r for r in recipients if r not in subject]
        if not actors and thing_is_subject:
            actors = _owners(subject[0])
        return actors, recipients
    actors = subjects(verb)
    if trigger.kind in ("light", "object") and verb.lemma_.lower() in _INVERSE:
        givers = _givers(trigger)
        if givers or verb.lemma_.lower() == "receive":
            return givers, actors
    if type_ == "REQUEST" and trigger.kind == "modal":
        return actors, []
    recipients = _direct(trigger, type_) or _around(trigger, type_)
    return actors, recipients


def _givers(trigger: Trigger) -> list[Token]:
    """Those whom an act comes from that its subject meets with: "received aid from the IMF"."""
    behind = [
        o
        for word in trigger.words
        for c in word.children
        if c.dep_ in ("prep", "agent") and c.lower_ in ("from", "by")
        for o in c.children
        if o.dep_ == "pobj" and looks_like_party(o)
    ]
    return behind or [o for o in _owners(trigger.thing or trigger.head) if looks_like_party(o)]


def _direct(trigger: Trigger, type_: str) -> list[Token]:
    """The direct object where it is a party and not the thing done; for words of content, who is to act in it."""
    verb = trigger.verb
    assert verb is not None
    found = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP" and c not in trigger.words]
    if trigger.kind in ("verb", "modal") or not found:
        found = found or [c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i and not subject_before(verb)]
    if type_ in _CONTENT_TYPES and not [f for f in found if looks_like_party(f)]:
        if type_ == "REQUEST" and trigger.kind == "verb" and (asked := _asked(verb)):
            return asked
        content = _content_party(verb, type_)
        if content:
            return content
    if found and trigger.kind == "verb" and not any(looks_like_party(f) for f in found):
        inner = [o for f in found for o in _owners(f)] or [
            o for f in found for o in _prepositional(f, type_) if looks_like_party(o)
        ]
        return inner or found
    return [f for f in found if may_be_party(f)]


def _asked(verb: Token) -> list[Token]:
    """Whom a demand is put to: "called on Rwanda to …", "pleaded with the rebels", "demanded an answer from Seoul"."""
    preps = [c for c in verb.children if c.dep_ in ("prep", "dative", "prt")]
    preps += [
        p for o in verb.children if o.dep_ == "dobj" for p in o.children if p.dep_ == "prep" and p.lower_ == "from"
    ]
    return [
        o
        for c in preps
        if c.lower_ in ("on", "upon", "from", "to", "with")
        for o in c.children
        if o.dep_ == "pobj" and looks_like_party(o)
    ]


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
                near = [o for o in objects if looks_like_party(o)] or [p for o in objects for p in _owners(o)]
                near = near or [p for t in (*objects, deeper) for p in _prepositional(t, type_) if looks_like_party(p)]
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
    likely = [t for t in near if looks_like_party(t)]
    if likely:
        return likely[:1]
    owners = [t for t in _owners(thing) if t.pos_ != "PRON"] if trigger.verb is not None else []
    for inner in near:
        owners += _owners(inner)
        owners += [t for t in _prepositional(inner, type_) if looks_like_party(t)]
    return (
        owners[:1]
        or near[:1]
        or ([thing] if trigger.kind == "object" and may_be_party(thing) and looks_like_party(thing) else [])
    )


def _prepositional(token: Token, type_: str) -> list[Token]:
    order = _LATE.get(type_, _PREPOSITIONS)
    found: list[tuple[int, int, Token]] = []
    stack = [token]
    while stack:
        for prep in stack.pop().children:
            if (prep.dep_ in ("prep", "dative") and prep.i > token.i) or (prep.dep_ == "prep" and prep.lower_ in order):
                if prep.lower_ in order:
                    found += [
                        (order.index(prep.lower_), o.i, o)
                        for o in prep.children
                        if o.dep_ == "pobj" and may_be_party(o)
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
    by = by or [
        o
        for c in noun.children
        if c.dep_ == "prep" and c.lower_ == "of"
        for done_to in c.children
        for inner in done_to.children
        if inner.dep_ == "prep" and inner.lower_ == "by"
        for o in inner.children
        if o.dep_ == "pobj" and looks_like_party(o)
    ]
    asked = [s for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp") for s in _own_subject(c, type_)]
    others = asked + [t for t in _prepositional(noun, type_) if t not in by and t not in between]
    likely = [t for t in others if looks_like_party(t)]
    if between:
        return between, []
    if type_ in ("CONSULT", "RETREAT", "COERCE") and not owners and not by:
        of = [t for t in likely if t.head.lower_ == "of"]
        if of and type_ != "COERCE":
            return of, [t for t in likely if t not in of][:1]
        if of:
            return [], of
    struck = [t for t in others if type_ == "ASSAULT" and t.head.lower_ in ("on", "of", "against", "at")]
    return by or owners, likely[:1] or struck[:1]


def _own_subject(clause: Token, type_: str) -> list[Token]:
    """Who is to act in what a noun demands: "the demand that Serbia extradite them"."""
    if type_ not in ("REQUEST", "THREATEN") or any(c.tag_ in ("WDT", "WP") for c in clause.children):
        return []
    return [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < clause.i]


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
        and (c.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") or (c.pos_ == "PROPN" and may_be_party(c)))
    ]
    return (
        named[:2]
        if len(named) > 1 and any(t.text in ("-", "–", "/") for t in noun.doc[named[0].i : named[-1].i])
        else named[:1]
    )
