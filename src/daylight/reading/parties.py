"""The parties of a document: which actor stands at which tokens, on whose side it is, and where it belongs."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from daylight.knowledge.countries import country
from daylight.reading.annotated import Annotated
from daylight.reading.coreference import resolve

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

Standing = tuple[int, int, str]
"""A mention by tokens: first, end (excluded), actor id."""
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "her"})
_STATE_RUN = re.compile(
    r"\bstate(?:-run|-owned)? (?:media|news|television|tv|radio)|central news agency|official news", re.I
)
_CODES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


class Parties:
    """The actors of a document and their mentions by token.

    Parameters
    ----------
    annotated : Annotated
        With actors and mentions.
    """

    def __init__(self, annotated: Annotated):
        self.actors = annotated.actors
        self._annotated = annotated
        self._meant: dict[tuple[int, str | None], str | None] = {}
        self._at: dict[int, list[Standing]] = {}
        self._sides: dict[str, frozenset[str]] = {}
        standing = []
        for mention in annotated.mentions:
            tokens = annotated.syntax.tokens(mention.span)
            if len(tokens):
                standing.append((tokens.start, tokens.end, mention.actor))
        self._standing: list[Standing] = sorted(set(standing))
        for mentioned in self._standing:
            for place in range(mentioned[0], mentioned[1]):
                self._at.setdefault(place, []).append(mentioned)

    def inside(self, tokens: TokenSpan) -> list[Standing]:
        """Mentions that begin in the tokens, in text order."""
        first = bisect_left(self._standing, (tokens.start,))
        last = bisect_left(self._standing, (tokens.end,))
        return self._standing[first:last]

    def before(self, place: int) -> list[str]:
        """Actors of the mentions that begin before a token, in text order."""
        return [actor for _, _, actor in self._standing[: bisect_left(self._standing, (place,))]]

    def at(self, token: Token, speaker: str | None = None) -> str | None:
        """The actor whose mention the token heads or stands in, the widest that it heads, or whom it refers to."""
        here = self._at.get(token.i)
        if not here:
            return self._referred(token, speaker)
        headed = [s for s in here if not s[0] <= token.head.i < s[1] or token.head.i == token.i]
        return max(headed or here, key=lambda s: (s[1] - s[0], s))[2]

    def _referred(self, token: Token, speaker: str | None) -> str | None:
        """The actor that a pronoun or a definite noun refers to, where it is one."""
        definite = token.pos_ == "NOUN" and any(c.lower_ in _DEFINITE for c in token.children)
        if self._annotated.cast is None or not (token.pos_ == "PRON" or definite):
            return None
        key = (token.i, speaker)
        if key not in self._meant:
            found = resolve(self._annotated, token, speaker)
            self._meant[key] = found[0] if len(found) == 1 else None
        return self._meant[key]

    def side(self, actor: str) -> frozenset[str]:
        """The actor with all it belongs to: its offices, organisations and state."""
        if actor not in self._sides:
            seen: set[str] = set()
            waiting = [actor]
            while waiting:
                name = waiting.pop()
                if name in seen:
                    continue
                seen.add(name)
                known = self.actors.get(name)
                if known is not None:
                    waiting += [membership.actor for membership in known.memberships]
                    if known.country and known.country not in _CODES and known.kind not in ("media", "igo"):
                        waiting.append(known.country.lower())
            self._sides[actor] = frozenset(seen)
        return self._sides[actor]

    def is_side(self, actor: str | None, other: str) -> bool:
        """Whether one of the two belongs to the other."""
        return actor is not None and (actor in self.side(other) or other in self.side(actor))

    def kinds(self, actor: str) -> set[str]:
        """Kinds of an actor and of all it belongs to; a country code alone and state-run media count as a state."""
        found = {self.kind(name) for name in self.side(actor)}
        known = self.actors.get(actor)
        if known is not None and known.kind == "media" and _STATE_RUN.search(known.name):
            return {"media", "state"}
        return {kind for kind in found if kind} | (
            {"state"} if any(country(name) for name in self.side(actor)) else set()
        )

    def locus(self, actor: str) -> str | None:
        """Where its deeds are placed: its state, or the armed group or union of states itself; others have none."""
        known = self.actors.get(actor)
        if known is None or known.kind == "media":
            return None
        if known.kind in ("state", "armed_group", "coalition"):
            return actor
        owners = [self.actors.get(name) for name in self.side(actor) - {actor}]
        for kind in ("state", "armed_group", "igo", "coalition"):
            for owner in sorted((o for o in owners if o), key=lambda o: o.id):
                if owner.kind == kind:
                    return owner.id
        if known.country and known.country not in _CODES:
            return known.country.lower()
        return actor if known.kind == "igo" else None

    def kind(self, actor: str) -> str | None:
        """Kind of an actor, where it is known."""
        known = self.actors.get(actor)
        return known.kind if known else None
