"""Topics: the themes that words of a claim name, the one it is mainly about first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from daylight.knowledge.acts import acts
from daylight.knowledge.themes import Lexicon, Match, Theme, taxonomy
from daylight.reading.claims import Claim
from daylight.reading.issue_file import NamedIssue
from daylight.reading.predicates import condition_above, said_of

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_SIDE_CLAUSE = 0.45
"""Factor for words that stand in a side clause, for each clause between them and the main predicate."""
_DEPTH = 0.12
_ALSO = 0.45
"""A further theme is kept where it weighs at least this share of the main one."""
_SAID_OF = 0.4
_JUDGING = frozenset({"warn", "criticise", "praise", "assess"})
"""Acts that are about the thing they judge and not about what they say of it."""
_SIDE = frozenset({"advcl", "relcl", "acl", "parataxis", "appos"})
_AFTER = frozenset({"before", "after", "during", "amid", "since", "following", "despite", "until", "under", "like"})


class Topic(NamedTuple):
    """A theme that words of a claim name, with how much speaks for it."""

    theme: Theme
    weight: float
    match: Match


def find(tokens: TokenSpan, named: Sequence[NamedIssue]) -> list[Match]:
    """Themes named in the tokens; the user's own issues come before the taxonomy."""
    own = Lexicon([issue.theme for issue in named]).find(tokens) if named else []
    return own or taxonomy().find(tokens)


def topics_of(claim: Claim, named: Sequence[NamedIssue]) -> list[Topic]:
    """Themes of a claim, the one it is mainly about first."""
    tokens = with_cue(claim)
    seen = find(tokens, named)
    found = [m for m in seen if any(claim.tokens.start <= t.i < claim.tokens.end for t in m.tokens)] or seen
    topics = weights([m for m in found if not _undoes(m, found)], claim.tokens, claim.core)
    told = said_of(claim.tokens, claim.core)
    if (claim.act in _JUDGING or claim.reprisal) and topics and all(t.match.head.i in told for t in topics):
        return []
    if claim.act == "threaten":
        inside = [m for m in found if _asked(m, claim.tokens)]
        if asked := weights(inside, claim.tokens, claim.core)[:1]:
            return [*asked, *(t for t in topics if t.theme is not asked[0].theme)]
    if not topics:
        return []
    return [t for t in topics if t is topics[0] or t.weight >= _ALSO * topics[0].weight]


def _asked(match: Match, tokens: TokenSpan) -> bool:
    """Whether a threat asks for it: it stands in an if-clause; what lasts until then is itself the issue."""
    condition = condition_above(match.head, tokens)
    return condition is not None and not any(c.lower_ == "until" for c in condition.children)


def _undoes(match: Match, others: Sequence[Match]) -> bool:
    """Whether words only say what is done to another theme: "withdraw from the talks", "lift the ban on arms sales"."""
    if match.tokens[-1].lemma_.lower() in ("ban", "restriction"):
        return any(match.tokens[-1].is_ancestor(o.head) and o.theme is not match.theme for o in others)
    if match.head.lemma_.lower() not in ("withdraw", "withdrawal"):
        return False
    if any(
        c.dep_ == "dobj" and c.pos_ == "NOUN" and c.lemma_.lower() not in acts().forces for c in match.head.children
    ):
        return True  # "withdrew its offer"
    away = [c for c in match.head.children if c.dep_ == "prep" and c.lower_ == "from"]
    return any(c.is_ancestor(other.head) for c in away for other in others)


def with_cue(claim: Claim) -> TokenSpan:
    """The content with a cue that stands right before it, so that "recognised the state" is seen whole."""
    cue, tokens = claim.cue, claim.tokens
    if cue is not None and 0 <= tokens.start - cue.end <= 1:
        return tokens.doc[cue.start : tokens.end]
    return tokens


def weights(matches: Sequence[Match], tokens: TokenSpan, root: Token) -> list[Topic]:
    best: dict[str, Topic] = {}
    for match in matches:
        weight = match.weight * standing(match.head, tokens, root)
        was = best.get(match.theme.id)
        if was is None or weight > was.weight:
            best[match.theme.id] = Topic(match.theme, weight + (0.15 * was.weight if was else 0), match)
        else:
            best[match.theme.id] = was._replace(weight=was.weight + 0.15 * weight)
    return sorted(best.values(), key=lambda t: (-t.weight, t.match.head.i))


def standing(token: Token, tokens: TokenSpan, root: Token) -> float:
    """How near a word stands to the main predicate: 1 there, less in side clauses and deeper phrases.

    What a thing is said to be, or said to bring about, counts less than the thing.
    """
    weight = _SAID_OF if token.i in said_of(tokens, root) else 1.0
    while token.i != root.i and token.head.i != token.i and tokens.start <= token.head.i < tokens.end:
        if token.dep_ in _SIDE or (token.dep_ == "prep" and (token.lower_ in _AFTER or _in_return(token))):
            weight *= _SIDE_CLAUSE
        else:
            weight *= 1 - _DEPTH
        token = token.head
    return weight


def _in_return(token: Token) -> bool:
    """Whether a phrase names what is had for something: "talks in exchange for prisoners" are first about talks."""
    return token.lower_ == "in" and any(c.lower_ in ("return", "exchange") for c in token.children)
