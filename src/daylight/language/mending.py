"""Mending of parses: errors that a small dependency model makes again and again, put right by rules of English grammar.

Each rule asks for a form that no right parse has, so that a right parse stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.cues import lemma, senses

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass")
_FAR = 12
"""Words between a verb of saying and its "that", at most."""


def mend(doc: Doc) -> Doc:
    """Put right what the parser gets wrong, in place.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A parsed text.

    Returns
    -------
    spacy.tokens.Doc
        The same document.
    """
    for token in doc:
        if token.lower_ == "that":
            _that_clause(token)
        elif token.dep_ in _SUBJECTS:
            _coordinated_subjects(token)
        elif token.dep_ == "agent":
            _agents_complement(token)
        elif token.lower_ == "by" and token.dep_ == "prep" and token.head.pos_ in ("NOUN", "PROPN"):
            _by_doing(token)
        elif token.tag_ in ("VBN", "VBD") and token.dep_ == "amod":
            _swallowed_verb(token)
        elif token.tag_ in ("VBN", "VBD") and token.dep_ == "acl":
            _verb_behind_aside(token)
    return doc


def _that_clause(that: Token) -> None:
    """ "reported that Trump signaled agreement to X", read as a noun phrase: "that" opens a clause after all.

    The form: a verb that reports; "that"; a name; a past form without auxiliary that is said to describe the noun
    behind it; and that noun no subject, so that no other verb is left for the clause. (In "that Iran backed militias
    attacked" the noun is one.)
    """
    doc, end = that.doc, that.sent.end
    place = that.i + 1
    while place < end and doc[place].pos_ in ("PROPN", "NOUN") and doc[place].text[0].isupper():
        place += 1
    if place == that.i + 1 or place >= end or that.dep_ == "mark":
        return
    name, verb, thing = doc[place - 1], doc[place], doc[place].head
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ != "amod" or thing.i < verb.i or thing.dep_ in _SUBJECTS:
        return
    report = next((t for t in reversed(doc[max(that.sent.start, that.i - _FAR) : that.i]) if _reports(t)), None)
    if report is None:
        return
    _hang(verb, report, "ccomp")
    for child in list(thing.children):
        if child.i < verb.i:
            _hang(child, name, "compound")
    _hang(that, verb, "mark")
    _hang(name, verb, "nsubj")
    _hang(thing, verb, "dobj")
    verb.tag_, verb.pos_ = "VBD", "VERB"


def _reports(token: Token) -> bool:
    return token.pos_ == "VERB" and any("clause" in sense.takes for sense in senses(lemma(token), "verb"))


def _coordinated_subjects(second: Token) -> None:
    """ "Peru, Ecuador and Colombia condemned": names in a row before one verb are one subject, not two."""
    verb = second.head
    first = next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i < second.i), None)
    if first is None or second.i > verb.i or "PRON" in (first.pos_, second.pos_):
        return
    doc = second.doc
    before = doc[second.left_edge.i - 1]
    listed = before.lower_ in ("and", "or") or (
        before.text == "," and any(c.dep_ == "cc" for c in second.children) and before.i - first.right_edge.i in (0, 1)
    )
    if listed:
        _hang(second, first, "conj")


def _agents_complement(by: Token) -> None:
    """ "was accused by Ankara of harbouring militants": what the cue takes behind its agent belongs to the verb."""
    verb = by.head
    takes = frozenset().union(*(sense.takes for sense in senses(lemma(verb), "verb")))
    for agent in by.children:
        for child in agent.rights:
            if child.dep_ == "prep" and child.lower_ in takes and any(c.dep_ == "pcomp" for c in child.children):
                _hang(child, verb, "prep")


def _by_doing(by: Token) -> None:
    """ "signaled agreement with the line by agreeing that …": by doing what, is said of a verb and not of a noun."""
    verb = next((t for t in by.ancestors if t.pos_ == "VERB"), None)
    if verb is not None and verb.i < by.i and any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in by.children):
        _hang(by, verb, "prep")


def _swallowed_verb(verb: Token) -> None:
    """ "Angola’s threat to close the border alarmed Kinshasa", read as a noun phrase without any finite verb.

    The form: a noun with what it says hanging below it at the top of a sentence; in it a past form between two nouns,
    said to describe the second.
    """
    thing, top = verb.head, verb.sent.root
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    if top.pos_ != "NOUN" or before is None or before.pos_ not in ("NOUN", "PROPN") or thing.i < verb.i:
        return
    below = next((c for c in top.rights if c.dep_ in ("acl", "prep", "relcl") and c.i < verb.i), None)
    if below is None or any(t.tag_ in ("VBZ", "VBD", "VBP", "MD") for t in top.sent if t.i > below.right_edge.i):
        return
    if verb.i > below.right_edge.i or top.head.i != top.i:
        return
    _hang(thing, top, "dep")
    verb.head, verb.dep_ = verb, "ROOT"
    _hang(top, verb, "nsubj")
    _hang(thing, verb, "dobj")
    verb.tag_, verb.pos_ = "VBD", "VERB"
    for child in list(top.rights):
        if child.i > verb.i:
            _hang(child, verb, child.dep_)


def _verb_behind_aside(verb: Token) -> None:
    """ "The admiral, who commands the fleet, offered to help", read as a noun with its participle.

    The form: a name or noun at the top of a sentence that has no other main verb, a comma, something between, a comma,
    a past form.
    """
    top = verb.sent.root
    if top.pos_ not in ("PROPN", "NOUN") or verb.i <= top.i + 3 or verb.nbor(-1).text != ",":
        return
    if top.nbor().text != "," or any(c.pos_ in ("VERB", "AUX") and c.dep_ == "conj" for c in top.children):
        return
    verb.head, verb.dep_ = verb, "ROOT"
    _hang(top, verb, "nsubj")
    for child in list(top.rights):
        if child.i >= verb.i - 1:
            _hang(child, verb, child.dep_)
    verb.tag_, verb.pos_ = "VBD", "VERB"


def _hang(token: Token, head: Token, relation: str) -> None:
    token.head, token.dep_ = head, relation
