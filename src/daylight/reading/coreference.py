"""Who is meant: pronouns, titles, "both leaders", "the group" and other noun phrases resolved to actors.

`resolve` answers for any token or phrase and never makes an actor; `actor_of_source` answers for the source of an
attribution and makes one where the source is an unnamed group or office that was not met before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from daylight.reading.anaphors import References
    from daylight.reading.annotated import Annotated
    from daylight.records import Span


def resolve(annotated: Annotated, where: Token | TokenSpan | Span, speaker: str | None = None) -> tuple[str, ...]:
    """The actors that a noun phrase, pronoun or title stands for.

    Parameters
    ----------
    annotated : Annotated
        After the mentions step.
    where : Token, Span of tokens, or span of source characters
        A token stands for the phrase that it heads.
    speaker : str, optional
        Actor id whose words these are: "I", "we" and "us" are the speaker, and "he" is not. Without it, the speaker of
        the quotation around the phrase is used, as far as it is found.

    Returns
    -------
    tuple of str
        Ids of actors in the document, several for coordinated and plural phrases; empty where nobody is found.
    """
    references = references_of(annotated)
    found: dict[str, None] = {}
    for head in _heads(annotated, where):
        found.update(dict.fromkeys(references.actors_at(head, speaker)))
    return tuple(found)


def actor_of_source(annotated: Annotated, span: Span | TokenSpan) -> tuple[str, ...]:
    """The actors that an attribution names as its source; unnamed groups and offices get an actor where they have none.

    Parameters
    ----------
    annotated : Annotated
        After the mentions step; gets a new actor and mention where one is made.
    span : span of source characters, or Span of tokens
        The source, as "Israeli officials", "He", "Regional leaders, as well as some U.S. officials".

    Returns
    -------
    tuple of str
        Actor ids, in text order; empty where the phrase can stand for no actor ("it" without antecedent, "talks").
    """
    references = references_of(annotated)
    found: dict[str, None] = {}
    for head in _heads(annotated, span):
        found.update(dict.fromkeys(references.actors_at(head) or references.create(head, _tokens(annotated, span))))
    return tuple(found)


def references_of(annotated: Annotated) -> References:
    """The links of a document's anaphors, made once."""
    if annotated.cast is None:
        from daylight.reading.mentions import read_mentions

        read_mentions(annotated)
    assert annotated.cast is not None
    assert annotated.cast.references is not None
    return annotated.cast.references


def _tokens(annotated: Annotated, where: Token | TokenSpan | Span) -> TokenSpan:
    from spacy.tokens import Token as SpacyToken

    if isinstance(where, tuple):
        return annotated.syntax.tokens(where)
    return where.doc[where.i : where.i + 1] if isinstance(where, SpacyToken) else where


def _heads(annotated: Annotated, where: Token | TokenSpan | Span) -> Sequence[Token]:
    """The heads of a phrase: its root and what is coordinated with it in the phrase; for a token alone, everywhere."""
    tokens = _tokens(annotated, where)
    if not len(tokens):
        return []
    alone = not isinstance(where, tuple) and not hasattr(where, "root")
    root = tokens.root
    root = _named_part(root, tokens)
    heads = [root]
    if root.dep_ == "poss" or (alone and root.dep_ in ("amod", "compound")):
        return heads
    inside = range(len(tokens.doc)) if alone else range(tokens.start, tokens.end)
    place = 0
    while place < len(heads):
        for child in heads[place].children:
            if child.i in inside and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") and (
                child.dep_ == "conj" or (child.dep_ == "appos" and _listed(child))
            ):  # fmt: skip
                heads.append(child)
        place += 1
    return sorted(heads, key=lambda token: token.i)


def _named_part(root: Token, tokens: TokenSpan) -> Token:
    """The person in "the spokesman, John Kirby", the noun in a span whose root is a preposition or conjunction."""
    if root.pos_ in ("ADP", "SCONJ", "CCONJ", "VERB", "ADV") and len(tokens) > 1:
        inner = [t for t in root.children if t.dep_ in ("pobj", "nsubj", "conj") and tokens.start <= t.i < tokens.end]
        if inner:
            return inner[0]
        nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN", "PRON")]
        return nouns[-1] if nouns else root
    return root


def _listed(child: Token) -> bool:
    return any(t.lower_ in ("and", "or") for t in child.children if t.dep_ == "cc")
