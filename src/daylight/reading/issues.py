"""Issues: what each claim is about, a theme at a locus, named so that it keeps its id from document to document.

The theme is the narrowest one that the main predicate of the content names; a threat is about what its condition
asks for. The locus comes from the actors and places around those words, with what the document says elsewhere of the
same theme. Content that names no theme takes up the issue before it where it points back ("that", "the proposal"),
else joins the theme that it is nearest to in meaning, else goes on with the running topic of its speaker and
paragraph; only a noun that the document comes back to makes an issue of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.knowledge.countries import country
from daylight.knowledge.themes import Theme, themes
from daylight.reading.acts import act_of
from daylight.reading.annotated import Annotated, register
from daylight.reading.claim_scores import score_claims, weighed_act
from daylight.reading.claims import Claim, claims_of
from daylight.reading.grouping import antecedents
from daylight.reading.issue_file import NamedIssue, issue_file
from daylight.reading.loci import LEAST, choose, locus_evidence
from daylight.reading.own_words import own_thing, own_words
from daylight.reading.parties import Parties
from daylight.reading.predicates import conditions_on, root_of
from daylight.reading.topics import Topic, find, topics_of, weights, with_cue
from daylight.records import Issue, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan

"""Factor for words that only say what the thing is or does ("the fence is a threat to trade")."""
_AROUND = 0.6
"""Factor for words outside the content, in the sentence of its cue."""
_CONSENTING = frozenset({"accept", "agree", "reject", "praise", "criticise"})
"""Acts by which a holder answers what somebody else stands for ("agrees with Oslo")."""
_POINTING = frozenset({"it", "this", "that", "they", "these", "those", "them", "such", "so"})


@register("issues", "themes")
def read_issues(annotated: Annotated) -> None:
    """Find the claims of a document and the issues they are about.

    Adds `claims`, each with the ids of its issues, and `issues`.
    """
    parties = Parties(annotated)
    named = issue_file(annotated.settings.issues) if annotated.settings.issues else ()
    claims = claims_of(annotated, parties)
    score_claims(annotated, claims)
    for claim in claims:
        claim.act = weighed_act(claim, act_of(claim, parties), annotated.settings)
    topics = [topics_of(claim, named) for claim in claims]
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
    for place, earlier in antecedents(annotated, claims).items():
        _join(annotated, claims[place], None if earlier is None else claims[earlier])
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
    own = own_words(tokens, root_of(tokens))[0]
    return annotated.issues.setdefault(own.id, own)


def known_issue(annotated: Annotated, span: Span) -> Issue | None:
    """The issue of a stretch: that of the claim around it, or of a theme that it names; None where there is neither."""
    tokens = annotated.syntax.tokens(span)
    if not len(tokens):
        return None
    named = issue_file(annotated.settings.issues) if annotated.settings.issues else ()
    topics = weights(find(tokens, named), tokens, root_of(tokens))
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
        around = [t for t in weights(find(sentence, named), sentence, sentence.root) if t.weight >= _AROUND]
        if around and len(claim.tokens) <= 8:
            issue = _issue(annotated, claim, around[0], parties, document, named)
            claim.issues = (issue.id,)
            annotated.issues.setdefault(issue.id, issue)
        else:
            lost.append(claim)
    if not lost:
        return
    from daylight.reading.likeness import alike, meanings, nearest_themes

    vectors = meanings([with_cue(claim).text for claim in lost])
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
        if topic is not None and not own_thing(claim):
            claim.issues, claim.running = topic.issues[:1], True
        else:
            unnamed.append(place)
    for place, like in zip(unnamed, alike(vectors[unnamed]), strict=True):
        claim, first = lost[place], lost[unnamed[like]]
        issue, claim.named = own_words(claim.tokens, claim.core)
        if first is not claim:
            issue = annotated.issues[first.issues[0]]
        claim.issues = (issue.id,)
        annotated.issues.setdefault(issue.id, issue)


def _join(annotated: Annotated, claim: Claim, earlier: Claim | None) -> None:
    """Let a claim share the issue of its antecedent; one that only ran on and has none is about its own words."""
    if earlier is not None:
        if claim.issues[0] != earlier.issues[0]:
            claim.issues, claim.match, claim.running = earlier.issues[:1], None, True
    elif claim.running:
        own, noun = own_words(claim.tokens, claim.core)
        if noun.pos_ == "NOUN":
            claim.issues, claim.named, claim.running = (own.id,), noun, False
            annotated.issues.setdefault(own.id, own)


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
