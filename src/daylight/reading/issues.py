"""Issues: what each claim is about, a theme at a locus, named so that it keeps its id from document to document.

The theme is the narrowest one that the main predicate of the content names; a threat is about what its condition
asks for. The locus comes from the actors and places around those words, with what the document says elsewhere of the
same theme. Content that names no theme takes up the issue before it where it points back ("that", "the proposal"),
else joins the theme that it is nearest to in meaning, else goes on with the running topic of its speaker and
paragraph; only a noun that the document comes back to makes an issue of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from daylight.knowledge.acts import acts
from daylight.knowledge.countries import country
from daylight.knowledge.operators import operators
from daylight.knowledge.themes import Lexicon, Match, Theme, taxonomy, themes
from daylight.reading.acts import act_of
from daylight.reading.annotated import Annotated, register
from daylight.reading.claims import Claim, claims_of
from daylight.reading.issue_file import NamedIssue, issue_file
from daylight.reading.loci import LEAST, choose, locus_evidence
from daylight.reading.parties import Parties
from daylight.reading.predicates import condition_above, conditions_on, root_of, said_of
from daylight.records import Issue, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

_SIDE_CLAUSE = 0.45
"""Factor for words that stand in a side clause, for each clause between them and the main predicate."""
_DEPTH = 0.12
_ALSO = 0.45
"""A further theme is kept where it weighs at least this share of the main one."""
_SAID_OF = 0.4
"""Factor for words that only say what the thing is or does ("the fence is a threat to trade")."""
_AROUND = 0.6
"""Factor for words outside the content, in the sentence of its cue."""
_CONSENTING = frozenset({"accept", "agree", "reject", "praise", "criticise"})
"""Acts by which a holder answers what somebody else stands for ("agrees with Oslo")."""
_JUDGING = frozenset({"warn", "criticise", "praise", "assess"})
"""Acts that are about the thing they judge and not about what they say of it."""
_POINTING = frozenset({"it", "this", "that", "they", "these", "those", "them", "such", "so"})
_SIDE = frozenset({"advcl", "relcl", "acl", "parataxis", "appos"})
_RECURS = 3
"""Times that a document must name a thing for it to be a topic of its own."""
_AFTER = frozenset({"before", "after", "during", "amid", "since", "following", "despite", "until", "under", "like"})


class Topic(NamedTuple):
    """A theme that words of a claim name, with how much speaks for it."""

    theme: Theme
    weight: float
    match: Match


@register("issues", "themes")
def read_issues(annotated: Annotated) -> None:
    """Find the claims of a document and the issues they are about.

    Adds `claims`, each with the ids of its issues, and `issues`.
    """
    parties = Parties(annotated)
    named = issue_file(annotated.settings.issues) if annotated.settings.issues else ()
    claims = claims_of(annotated, parties)
    for claim in claims:
        claim.act = act_of(claim, parties)
    topics = [_topics(claim, named) for claim in claims]
    taken = _taken_up(claims, topics, parties)
    document = _document_loci(claims, topics, parties)
    for place, (claim, found) in enumerate(zip(claims, topics, strict=True)):
        if place in taken:
            before = claims[taken[place]]
            claim.issues, claim.match, claim.named = before.issues[:1], before.match, before.named
        for topic in found:
            issue = _issue(annotated, claim, topic, parties, document, named)
            if issue.id not in claim.issues:
                claim.issues = (*claim.issues, issue.id)
            annotated.issues.setdefault(issue.id, issue)
        if found and place not in taken:
            claim.match, claim.named = found[0].match, found[0].match.head
    _by_meaning(annotated, claims, parties, document, named)
    for claim in claims:
        main = annotated.issues[claim.issues[0]]
        claim.locus, claim.theme = main.locus, claim.match.theme if claim.match else themes().get(main.theme or "")
    annotated.claims = claims


def issue_of(annotated: Annotated, span: Span) -> Issue:
    """The issue that a stretch of a read document is about, named from its own words where nothing else names one.

    Parameters
    ----------
    annotated : Annotated
        After the issues step.
    span : Span
        Source characters, as of a condition or a relation; not empty.

    Returns
    -------
    Issue
        As of `known_issue`, else a new one. It is among the document's issues.
    """
    known = known_issue(annotated, span)
    if known is not None:
        return known
    tokens = annotated.syntax.tokens(span)
    if not len(tokens):
        return annotated.issues.setdefault("unnamed", Issue(id="unnamed", name="Unnamed", proposition="Unnamed"))
    own = _own_words(tokens, root_of(tokens))[0]
    return annotated.issues.setdefault(own.id, own)


def known_issue(annotated: Annotated, span: Span) -> Issue | None:
    """The issue of a stretch: that of the claim around it, or of a theme that it names; None where there is neither."""
    tokens = annotated.syntax.tokens(span)
    if not len(tokens):
        return None
    named = issue_file(annotated.settings.issues) if annotated.settings.issues else ()
    topics = _weights(_find(tokens, named), tokens, root_of(tokens))
    around = max(annotated.claims, key=lambda claim: _nearness(claim, tokens), default=None)
    if around is not None and _nearness(around, tokens)[0] > 0:
        themes = {topic.theme.id for topic in topics}
        for issue in (annotated.issues[i] for i in around.issues):
            if not topics or issue.theme in themes:
                return issue
    if not topics:
        return None
    theme = topics[0].theme
    own = next((issue for issue, known in named if known.id == theme.id), None)
    if own is None:
        parties = Parties(annotated)
        evidence: dict[str, float] = {}
        for first, end, actor in parties.inside(tokens.root.sent):
            if locus := parties.locus(actor):
                inside = tokens.start <= first and end <= tokens.end
                evidence[locus] = evidence.get(locus, 0.0) + (2.0 if inside else 0.5)
        known = {i.locus: 0.9 for i in annotated.issues.values() if i.theme == theme.id and i.locus}
        own = _made(annotated, theme, choose(evidence, known))
    return annotated.issues.setdefault(own.id, own)


def _nearness(claim: Claim, tokens: TokenSpan) -> tuple[int, int]:
    shared = min(claim.tokens.end, tokens.end) - max(claim.tokens.start, tokens.start)
    return shared, -abs(claim.tokens.start - tokens.start)


def _find(tokens: TokenSpan, named: Sequence[NamedIssue]) -> list[Match]:
    """Themes named in the tokens; the user's own issues come before the taxonomy."""
    own = Lexicon([issue.theme for issue in named]).find(tokens) if named else []
    return own or taxonomy().find(tokens)


def _topics(claim: Claim, named: Sequence[NamedIssue]) -> list[Topic]:
    """Themes of a claim, the one it is mainly about first."""
    tokens = _with_cue(claim)
    seen = _find(tokens, named)
    found = [m for m in seen if any(claim.tokens.start <= t.i < claim.tokens.end for t in m.tokens)] or seen
    topics = _weights([m for m in found if not _undoes(m, found)], claim.tokens, claim.core)
    told = said_of(claim.tokens, claim.core)
    if (claim.act in _JUDGING or claim.reprisal) and topics and all(t.match.head.i in told for t in topics):
        return []
    if claim.act == "threaten":
        inside = [m for m in found if condition_above(m.head, claim.tokens) is not None]
        if asked := _weights(inside, claim.tokens, claim.core)[:1]:
            return [*asked, *(t for t in topics if t.theme is not asked[0].theme)]
    if not topics:
        return []
    return [t for t in topics if t is topics[0] or t.weight >= _ALSO * topics[0].weight]


def _undoes(match: Match, others: Sequence[Match]) -> bool:
    """Whether words only say what is done to another theme: "withdraw from the talks", "lift the ban on arms sales"."""
    if match.tokens[-1].lemma_.lower() in ("ban", "restriction"):
        return any(match.tokens[-1].is_ancestor(o.head) and o.theme is not match.theme for o in others)
    if match.head.lemma_.lower() not in ("withdraw", "withdrawal"):
        return False
    away = [c for c in match.head.children if c.dep_ == "prep" and c.lower_ == "from"]
    return any(c.is_ancestor(other.head) for c in away for other in others)


def _with_cue(claim: Claim) -> TokenSpan:
    """The content with a cue that stands right before it, so that "recognised the state" is seen whole."""
    cue, tokens = claim.cue, claim.tokens
    if cue is not None and 0 <= tokens.start - cue.end <= 1:
        return tokens.doc[cue.start : tokens.end]
    return tokens


def _weights(matches: Sequence[Match], tokens: TokenSpan, root: Token) -> list[Topic]:
    best: dict[str, Topic] = {}
    for match in matches:
        weight = match.weight * _standing(match.head, tokens, root)
        was = best.get(match.theme.id)
        if was is None or weight > was.weight:
            best[match.theme.id] = Topic(match.theme, weight + (0.15 * was.weight if was else 0), match)
        else:
            best[match.theme.id] = was._replace(weight=was.weight + 0.15 * weight)
    return sorted(best.values(), key=lambda t: (-t.weight, t.match.head.i))


def _standing(token: Token, tokens: TokenSpan, root: Token) -> float:
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


def _taken_up(claims: Sequence[Claim], topics: Sequence[Sequence[Topic]], parties: Parties) -> dict[int, int]:
    """Which claims take up the issue of which claim before them, by place."""
    taken: dict[int, int] = {}
    for place, claim in enumerate(claims):
        if not place or (topics[place] and not _condition_points_back(claim)):
            continue
        before = [p for p in _antecedents(claims, place, parties) if topics[p] or p in taken]
        if before:
            taken[place] = before[0]
    return taken


def _condition_points_back(claim: Claim) -> bool:
    """Whether the content is about what happens if something just spoken of does ("If it does not happen …")."""
    return any(
        c.lower_ in ("it", "that", "this") and c.dep_.startswith("nsubj")
        for clause in conditions_on(claim.core)
        for c in clause.children
    )


def _antecedents(claims: Sequence[Claim], place: int, parties: Parties) -> list[int]:
    """Which earlier claims a claim that names nothing may point back to, the likeliest first."""
    claim = claims[place]
    if claim.previous is not None and claim.previous in claims:
        return [p for p in range(place - 1, -1, -1) if claims[p].attribution is claim.attribution]
    if not _points_back(claim) and not _condition_points_back(claim):
        return []
    others = {actor for _, _, actor in parties.inside(claim.tokens)} if claim.act in _CONSENTING else set()
    theirs = [p for p in range(place - 1, -1, -1) if others & set(claims[p].attribution.holders)]
    same = [p for p in range(place - 1, max(-1, place - 6), -1)
            if set(claims[p].attribution.holders) & set(claim.attribution.holders)]  # fmt: skip
    return [*theirs, *same, *(p for p in range(place - 1, max(-1, place - 4), -1) if p not in same)]


def _points_back(claim: Claim) -> bool:
    """Whether a content refers to what was said before: by a pronoun, a demonstrative or a bare definite phrase."""
    if any(
        t.lower_ in _POINTING and t.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass", "det", "attr") for t in claim.tokens
    ):
        return True
    if claim.act in _CONSENTING and not any(t.pos_ in ("NOUN", "VERB") for t in claim.tokens):
        return True
    head = (
        claim.root
        if claim.root.pos_ != "ADP"
        else next((c for c in claim.root.children if c.dep_ == "pobj"), claim.root)
    )
    if head.lemma_.lower() in acts().stands:
        return True
    if len(claim.tokens) > 6:
        return False
    return any(t.lower_ == "the" for t in claim.tokens)


def _document_loci(
    claims: Sequence[Claim], topics: Sequence[Sequence[Topic]], parties: Parties
) -> dict[str, dict[str, float]]:
    """For each theme, how much the whole document speaks for each locus."""
    loci: dict[str, dict[str, float]] = {}
    for claim, found in zip(claims, topics, strict=True):
        for topic in found[:1]:
            known = loci.setdefault(topic.theme.id, {})
            for locus, weight in _evidence(claim, topic, parties, said=True).items():
                if weight >= LEAST:
                    known[locus] = known.get(locus, 0.0) + weight
    return loci


def _issue(
    annotated: Annotated,
    claim: Claim,
    topic: Topic,
    parties: Parties,
    document: dict[str, dict[str, float]],
    named: Sequence[NamedIssue],
) -> Issue:
    for own in named:
        if own.theme.id == topic.theme.id:
            return own.issue
    locus = choose(_evidence(claim, topic, parties), document.get(topic.theme.id, {}))
    if topic.theme.locus != "partner":
        return _made(annotated, topic.theme, locus)
    home = next((place for holder in claim.attribution.holders if (place := parties.locus(holder))), None)
    return _made(annotated, topic.theme, *sorted({place for place in (locus, home) if place}))


def _evidence(claim: Claim, topic: Topic, parties: Parties, said: bool = False) -> dict[str, float]:
    return locus_evidence(claim, topic.match.head, topic.theme.locus, parties, topic.match.tokens, said)


def _made(annotated: Annotated, theme: Theme, *loci: str | None) -> Issue:
    """The issue of a theme at a locus, or between two."""
    known = [locus for locus in loci if locus]
    name = " and ".join(_name(annotated, locus) for locus in known) or None
    return Issue(
        id="-".join([theme.id, *known]),
        name=f"{name}: {theme.name}" if name else theme.name[0].upper() + theme.name[1:],
        proposition=theme.proposition(name),
        contrary=theme.proposition(name, -1),
        theme=theme.id,
        locus="-".join(known) or None,
    )


def _name(annotated: Annotated, locus: str) -> str:
    known = annotated.actors.get(locus)
    if known is not None:
        return known.name
    state = country(locus)
    return state.name if state is not None else locus.replace("-", " ")


def _by_meaning(
    annotated: Annotated,
    claims: Sequence[Claim],
    parties: Parties,
    document: dict[str, dict[str, float]],
    named: Sequence[NamedIssue],
) -> None:
    """Give the claims that still have no issue one by the sentence around them, by meaning, or by their own words."""
    lost = []
    for claim in claims:
        if claim.issues:
            continue
        sentence = claim.tokens.doc[claim.tokens[0].sent.start : claim.tokens[-1].sent.end]
        around = [t for t in _weights(_find(sentence, named), sentence, sentence.root) if t.weight >= _AROUND]
        if around and len(claim.tokens) <= 8:
            issue = _issue(annotated, claim, around[0], parties, document, named)
            claim.issues = (issue.id,)
            annotated.issues.setdefault(issue.id, issue)
        else:
            lost.append(claim)
    if not lost:
        return
    from daylight.reading.likeness import alike, meanings, nearest_themes

    vectors = meanings([_with_cue(claim).text for claim in lost])
    spoken_of = {issue.theme for issue in annotated.issues.values() if issue.theme}
    themeless: list[int] = []
    for place, (claim, theme) in enumerate(zip(lost, nearest_themes(vectors, spoken_of), strict=True)):
        if theme is None:
            themeless.append(place)
            continue
        evidence = locus_evidence(claim, claim.core, theme.locus, parties)
        issue = _made(annotated, theme, choose(evidence, document.get(theme.id, {})))
        claim.issues = (issue.id,)
        annotated.issues.setdefault(issue.id, issue)
    themed = [claim for claim in claims if claim.issues and annotated.issues[claim.issues[0]].theme]
    unnamed: list[int] = []
    for place in themeless:
        claim, topic = lost[place], _running(annotated, lost[place], themed)
        if topic is not None and not _own_thing(claim):
            claim.issues, claim.running = topic.issues[:1], True
        else:
            unnamed.append(place)
    for place, like in zip(unnamed, alike(vectors[unnamed]), strict=True):
        claim, first = lost[place], lost[unnamed[like]]
        issue, claim.named = _own_words(claim.tokens, claim.core)
        if first is not claim:
            issue = annotated.issues[first.issues[0]]
        claim.issues = (issue.id,)
        annotated.issues.setdefault(issue.id, issue)


def _running(annotated: Annotated, claim: Claim, themed: Sequence[Claim]) -> Claim | None:
    """The claim whose topic runs on: the speaker's last, in the paragraph first, else the paragraph's last or next."""
    segment = annotated.syntax.segment(claim.tokens.start)
    beside = [c for c in themed if annotated.syntax.segment(c.tokens.start) is segment]
    earlier = [c for c in themed if c.tokens.start < claim.tokens.start]
    before = [c for c in beside if c in earlier]
    own, own_before = (
        [c for c in some if set(c.attribution.holders) & set(claim.attribution.holders)] for some in (earlier, before)
    )
    nearest = next((found[-1] for found in (own_before, before, own) if found), None)
    return nearest or next(iter(beside), None) or (earlier[-1] if earlier else None)


def _own_thing(claim: Claim) -> bool:
    """Whether the document comes back to the noun that a content is about, so that it is a topic of its own."""
    named = _own_words(claim.tokens, claim.core)[1]
    if named.pos_ != "NOUN" or named.lemma_.lower() in acts().light | acts().stands | operators().bad:
        return False
    return _nouns_of(claim.tokens.doc)[named.lemma_.lower()] >= _RECURS


@lru_cache(maxsize=1)
def _nouns_of(doc: Doc) -> Counter[str]:
    """How often a document says each noun; of the last document asked for, as its claims are asked for together."""
    return Counter(token.lemma_.lower() for token in doc if token.pos_ == "NOUN")


def _fades(noun: Token, tokens: TokenSpan) -> bool:
    """Whether a noun only tells what became of the thing that follows it ("the collapse of the patrols")."""
    below = [t for c in noun.children if c.dep_ == "prep" for t in c.subtree if t.i in range(tokens.start, tokens.end)]
    return noun.lemma_.lower() in operators().fading and any(t.pos_ == "NOUN" for t in below)


def _own_words(tokens: TokenSpan, root: Token) -> tuple[Issue, Token]:
    """An issue named from a content's own words, its most telling noun with what describes it, and that noun."""
    light = acts().light | acts().stands
    by_kind = [[t for t in tokens if t.pos_ == kind] for kind in ("NOUN", "PROPN")]
    nouns = [
        t
        for t in next((some for some in by_kind if some), [])
        if t.ent_type_ not in ("DATE", "TIME", "CARDINAL", "ORDINAL")
    ]
    order = {"dobj": 0, "nsubjpass": 1, "attr": 2, "nsubj": 2, "pobj": 3}
    head = min(
        nouns,
        key=lambda t: (
            t.lemma_.lower() in light,
            _fades(t, tokens),
            round(-_standing(t, tokens, root), 1),
            order.get(t.dep_, 4),
            t.i,
        ),
        default=root,
    )
    if not nouns:
        return Issue(id="unnamed", name="Unnamed", proposition="Unnamed"), root
    words = [c for c in head.lefts if c.dep_ == "compound" and c.is_alpha] + [head]
    label = " ".join(w.lemma_.lower() for w in words if w.is_alpha) or "what was said"
    key = re.sub(r"[^a-z0-9]+", "-", label).strip("-") or "said"
    return Issue(
        id=key, name=label[0].upper() + label[1:], proposition=f"For {label}", contrary=f"Against {label}"
    ), head
