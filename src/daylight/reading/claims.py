"""Claims: attributions taken apart into what each sentence of their content says, with the chain of who reports it.

A running quotation makes one claim a sentence. A layer that only relays what an inner layer says makes none of its own:
its source stands in the inner claim's chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.knowledge.cues import Cue, cue_of, sense, senses, words
from daylight.knowledge.idioms import idiom_of
from daylight.knowledge.themes import Match, Theme
from daylight.reading.annotated import Annotated
from daylight.reading.parties import Parties
from daylight.reading.predicates import core_of, finite, negated, opens_condition, root_of, subject_of
from daylight.records import Act, Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from daylight.language.claim_reader import ClaimScores

RELAYING = frozenset({"say", "tell", "assert", "show", "learn", "point", "think", "acknowledge", "describe"})
_FEW_WORDS = 3
_WANTING = frozenset({"demand", "urge", "want", "order", "call", "ask", "propose", "hope", "forbid", "allow"})
"""Kinds of cues whose content is wished for and not the case."""
_NOBODY = frozenset({"few", "no", "nobody", "none", "neither"})
"""Subjects that deny what is said of them."""
_DENYING = frozenset({"no", "not", "nothing"})
"""Words of an idiom that make its denial part of it ("have no intention")."""
_LASTING = frozenset({"extend", "renew", "hold", "maintain", "receive"})
"""Verbs that carry an attributing noun ("held the view") but mostly do something with what they name."""
_FREE = frozenset({"clause", "quote", "to", "object-to", "gerund", "object", "as"})
"""How a content follows its cue without a preposition."""


@dataclass
class Claim:
    """One sentence of what an attribution's holders claim.

    Attributes
    ----------
    attribution : Attribution
    reported_by : tuple of str
        Relays between the document and the holder, outermost first.
    cue : TokenSpan or None
        Tokens of the cue; None where a quotation runs on without one.
    sense : Cue or None
        What the cue means.
    tokens : TokenSpan
        The content in this sentence.
    root : Token
        The word that its other words hang on.
    core : Token
        The predicate that counts: below "it is clear that" the one of the clause.
    previous : Claim or None
        The claim before it in the same attribution.
    act : Act
        What the holder does by it (the issues step fills it in).
    issues : tuple of str
        Ids of the issues it is about, the main one first (the issues step fills them in).
    """

    attribution: Attribution
    reported_by: tuple[str, ...]
    cue: TokenSpan | None
    sense: Cue | None
    tokens: TokenSpan
    root: Token
    core: Token
    previous: Claim | None = None
    act: Act = "assert"
    issues: tuple[str, ...] = ()
    locus: str | None = None
    """Of its main issue."""
    named: Token | None = field(default=None, repr=False)
    """The word that stands for its issue: the head of the match, or of the own words that name it."""
    match: Match | None = field(default=None, repr=False)
    """The place in the text that named the theme of its main issue, where one did."""
    theme: Theme | None = field(default=None, repr=False)
    """The theme of its main issue, where it has one."""
    reprisal: bool = False
    """Whether it threatens with what it says a deed would amount to or be met with (the issues step fills it in)."""
    scores: ClaimScores | None = field(default=None, repr=False)
    """What the learned reader says of act and stance; None where it was not asked."""
    sure: float = 1.0
    """Probability of its stance by the rules and the learned reader (the statements step fills it in)."""
    running: bool = False
    """Whether it names no issue and goes on with the topic of its speaker or paragraph."""

    @property
    def names_issue(self) -> bool:
        """Whether words of the content itself name the issue."""
        return self.match is not None and self.tokens.start <= self.match.head.i < self.tokens.end


def claims_of(annotated: Annotated, parties: Parties) -> list[Claim]:
    """The claims of all attributions, in text order.

    Parameters
    ----------
    annotated : Annotated
        With mentions and attributions.
    parties : Parties
        Of the same document.
    """
    known = {attribution.id: attribution for attribution in annotated.attributions}
    children: dict[str, list[Attribution]] = {}
    for attribution in annotated.attributions:
        if attribution.parent and attribution.holders:
            children.setdefault(attribution.parent, []).append(attribution)
    claims: list[Claim] = []
    for attribution in annotated.attributions:
        if not attribution.content or not attribution.holders or _supposed(annotated, attribution, known):
            continue
        cue = _cue_tokens(annotated, attribution)
        inner = children.get(attribution.id, [])
        if any(child.cue == attribution.cue and child.content == attribution.content for child in inner):
            continue  # a spokesman's words, which are his institution's
        chain = _chain(annotated, attribution, known)
        previous = None
        pieces = _pieces(annotated, attribution)
        sense = _sense(cue, pieces[0]) if cue is not None and pieces else None
        nearest = _nearest(pieces, cue)
        for place, tokens in enumerate(pieces):
            root = root_of(tokens)
            if _only_relays(annotated, sense, tokens, root, inner):
                continue
            own = cue if place == nearest else None
            claim = Claim(attribution, chain, own, sense, tokens, root, core_of(root), previous)
            claims.append(claim)
            previous = claim
    return sorted(claims, key=lambda claim: (claim.tokens.start, claim.tokens.end))


def sentence_of(annotated: Annotated, claim: Claim) -> Span:
    """The shortest run of sentences that holds cue and content."""
    first, last = claim.tokens[0].sent.start, claim.tokens[-1].sent.end
    if claim.cue is not None:
        first, last = min(first, claim.cue[0].sent.start), max(last, claim.cue[-1].sent.end)
    return annotated.syntax.span(range(first, last))


def cue_denied(claim: Claim) -> bool:
    """Whether the cue is negated, by a particle or by a verb of failing before it ("did not ratify", "failed to")."""
    if claim.cue is None:
        return False
    failing = {t.lemma_.lower() for t in claim.cue} & acts().spurning
    word = claim.sense.word if claim.sense is not None else ""
    denied = any(t.dep_ == "neg" or negated(t) or (t.dep_ == "det" and t.lower_ == "no") for t in claim.cue)
    if _DENYING & set(word.split()):
        return False
    subject = subject_of(claim.cue.root)
    if subject is not None and any(t.lower_ in _NOBODY for t in (subject, *subject.lefts)):
        return True
    return denied or bool(failing - {word})


def _cue_tokens(annotated: Annotated, attribution: Attribution) -> TokenSpan | None:
    if not attribution.cue:
        return None
    tokens = annotated.syntax.tokens(attribution.cue[0])
    return tokens if len(tokens) else None


def _sense(cue: TokenSpan, tokens: TokenSpan) -> Cue | None:
    """What the cue means with a content of that form: "called it a trap" is not "called for talks"."""
    led = [t for t in tokens[:1] if t.pos_ in ("ADP", "PART")]
    if (idiom := idiom_of([(t.lemma_.lower(), t.lower_) for t in (*cue, *led)])) is not None:
        return idiom
    owned = [t for t in tokens[:2] if tokens[0].dep_ == "poss"]  # "dropped | its opposition"
    if owned and (idiom := idiom_of([(t.lemma_.lower(), t.lower_) for t in (*cue, *owned)])) is not None:
        return idiom
    found = cue_of(cue)
    root = root_of(tokens)
    if _describes(cue, tokens, root):
        verb = next(t.lemma_.lower() for t in cue if sense(t.lemma_.lower(), "verb", "as"))
        return sense(verb, "verb", "as")
    if any(t.lemma_.lower() in words("carriers", "copulas") for t in cue):
        adjective = next((s for t in reversed(list(cue)) if (s := sense(t.lower_, "adjective"))), None)
        found = adjective or found
    lemmas = {t.lemma_.lower() for t in cue if t.pos_ == "VERB"}
    carried = _carries(found, cue) if found is not None else lemmas <= words("carriers", "verbs")
    if root.pos_ == "NOUN" and carried and not _LASTING & lemmas:
        found = sense(root.lemma_.lower(), "noun") or found
    if found is None:
        return None
    fitting = [s for s in senses(found.word, found.part) if s.takes & _frames(cue, tokens, root)]
    plain = [s for s in fitting if s.kind in RELAYING]
    if plain and root.pos_ in ("VERB", "AUX") and finite(root):
        return plain[-1]
    if not fitting:
        led_by_none = [s for s in senses(found.word, found.part) if s.takes & _FREE]
        return found if found.takes & _FREE or not led_by_none else led_by_none[0]
    conceding = [s for s in fitting if s.kind == "acknowledge"]
    return conceding[-1] if conceding else found if found in fitting else fitting[-1]


def _describes(cue: TokenSpan, tokens: TokenSpan, root: Token) -> bool:
    """Whether the content is a thing with what it is called: "considers the delay inevitable"."""
    naming = {t.lemma_.lower() for t in cue} & {"define", "identify", "list", "name", "designate", "classify"}
    if (
        naming
        or "for" in {t.lower_ for t in cue}
        or not any(sense(t.lemma_.lower(), "verb", "as") for t in cue)
        or root.pos_ in ("VERB", "ADP")
    ):
        return False
    if any(t.lower_ == "as" and t.dep_ in ("prep", "mark") and t.i > tokens.start for t in tokens):
        return True
    below = any(c.dep_ in ("nsubj", "oprd") for c in root.children) or root.dep_ == "oprd"
    return below and root.pos_ in ("ADJ", "NOUN", "PROPN") and not any(c.dep_ == "cop" for c in root.children)


def _carries(found: Cue, cue: TokenSpan) -> bool:
    """Whether the cue is only a verb that carries an attributing noun of the content ("expressed reservations")."""
    return found.part == "verb" and found.word in words("carriers", "verbs") and len(cue) <= 2


def _frames(cue: TokenSpan, tokens: TokenSpan, root: Token) -> set[str]:
    """How the content is attached, in the words of the cue table."""
    first = tokens[0]
    led = {t.lower_ for t in cue if t.pos_ == "ADP" or (t.lower_ == "for" and t.i > cue.start)}
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in root.children):
        return {"to"} if first.lower_ in ("to", "not") else {"object-to", *led, first.lower_}
    if led:
        return led
    if root.pos_ == "ADP" or first.dep_ == "prep":
        return {first.lower_}
    if root.pos_ in ("VERB", "AUX"):
        if any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in root.children):
            return {"clause", "quote"}
        if root.tag_ == "VBG":
            return {"gerund"}
        return {"as", "object"} if root.tag_ == "VBN" else {"quote", "clause"}
    if any(c.lower_ == "as" for c in root.children) or any(c.dep_ == "oprd" for t in cue for c in t.children):
        return {"as"}
    return {"object", "as"}


def _supposed(annotated: Annotated, attribution: Attribution, known: dict[str, Attribution]) -> bool:
    """Whether somebody is only asked or supposed to say it: "urged Oslo to insist that", "if Oslo refuses to"."""
    parent = known.get(attribution.parent or "")
    cue = _cue_tokens(annotated, attribution)
    if parent is None or cue is None or parent.author_voice:
        return False
    around = _cue_tokens(annotated, parent)
    for tokens in _pieces(annotated, parent):
        if not tokens.start <= cue.start < tokens.end:
            continue
        above = [cue.root, *cue.root.ancestors]
        if any(
            opens_condition(t) or (t.dep_ == "advcl" and _before(t)) for t in above if tokens.start <= t.i < tokens.end
        ):
            return True
        sense = _sense(around, tokens) if around is not None else None
        root = root_of(tokens)
        wanted = sense is not None and sense.kind in _WANTING
        if wanted and (cue.start <= root.i < cue.end or (cue.root.dep_ == "conj" and cue.root.head.i == root.i)):
            return not {"would", "will"} & {t.lower_ for t in cue}
    return False


def _before(clause: Token) -> bool:
    return any(c.lower_ in ("before", "until") and c.dep_ == "mark" for c in clause.children)


def _chain(annotated: Annotated, attribution: Attribution, known: dict[str, Attribution]) -> tuple[str, ...]:
    """Holders of the layers around an attribution, outermost first, without the holder's own and the author's.

    Who does something with what another holds ("resisted calls for a vote", "shelved a plan that Rome opposes") does
    not report it.
    """
    chain: list[str] = []
    seen = {attribution.id}
    layer = known.get(attribution.parent or "")
    while layer is not None and layer.id not in seen:
        seen.add(layer.id)
        if not layer.author_voice and not _only_does(annotated, layer):
            chain += [h for h in layer.holders[:1] if h not in attribution.holders and h not in chain]
        layer = known.get(layer.parent or "")
    return tuple(reversed(chain))


def _only_does(annotated: Annotated, layer: Attribution) -> bool:
    cue = _cue_tokens(annotated, layer)
    if cue is None or layer.quotation == "direct":
        return False
    known = cue_of(cue)
    deeds = words("deeds", "shunned") | words("deeds", "taken_back")
    return (known is None and any(t.dep_ == "neg" or t.lemma_.lower() in deeds for t in cue)) or (
        known is not None and known.kind in _DOING and known.word not in _SPOKEN
    )


_DOING = frozenset({
    *("seek", "decide", "refuse", "avoid", "oppose", "support", "accept", "allow", "forbid", "order"),
    *("urge", "call", "vote", "want", "intend", "like", "dislike", "rule-out", "demand"),
})  # fmt: skip
"""Kinds of cue that do something with what stands in their content, and do not say that it is so."""
_SPOKEN = frozenset({"insist", "decide", "stipulate"})
"""Words of those kinds that also report."""


def _pieces(annotated: Annotated, attribution: Attribution) -> list[TokenSpan]:
    """The content by sentence; parts of one sentence, parted by the cue, count as one."""
    doc = annotated.syntax.doc
    bounds: dict[int, tuple[int, int]] = {}
    for span in attribution.content:
        tokens = annotated.syntax.tokens(span)
        if not len(tokens):
            continue
        for sentence in _sentences(tokens):
            first, last = max(sentence.start, tokens.start), min(sentence.end, tokens.end)
            if first < last:
                was = bounds.get(sentence.start, (first, last))
                bounds[sentence.start] = (min(was[0], first), max(was[1], last))
    pieces = [doc[first:last] for first, last in (_trim(doc, *bound) for bound in bounds.values()) if first < last]
    long = [piece for piece in pieces if sum(t.is_alpha for t in piece) >= _FEW_WORDS]
    return long or pieces[:1]


def _sentences(tokens: TokenSpan) -> Iterator[TokenSpan]:
    """The sentences that some tokens lie in."""
    place = tokens.start
    while place < tokens.end:
        sentence = tokens.doc[place].sent
        yield sentence
        place = sentence.end


def _trim(doc: object, first: int, last: int) -> tuple[int, int]:
    """Without punctuation and quotation marks at its ends."""
    while first < last and _bare(doc[first]):  # type: ignore[index]
        first += 1
    while first < last and _bare(doc[last - 1]):  # type: ignore[index]
        last -= 1
    return first, last


def _bare(token: Token) -> bool:
    return token.is_space or token.is_quote or (token.is_punct and token.text not in "()[]")


def _nearest(pieces: list[TokenSpan], cue: TokenSpan | None) -> int:
    """Which piece the cue belongs to: the one in its sentence, else the nearest."""
    if cue is None or not pieces:
        return -1
    return min(range(len(pieces)), key=lambda p: (max(pieces[p].start - cue.end, cue.start - pieces[p].end, 0), p))


def _only_relays(
    annotated: Annotated, sense: Cue | None, tokens: TokenSpan, root: Token, inner: list[Attribution]
) -> bool:
    """Whether the main predicate of what is said is itself an inner attribution's cue, plainly reported."""
    if sense is not None and sense.kind not in RELAYING and sense.part != "adverbial":
        return False
    for child in inner:
        for span in child.cue:
            cue = annotated.syntax.tokens(span)
            if cue.start <= root.i < cue.end or (len(cue) and root.i in {t.head.i for t in cue if t.dep_ == "aux"}):
                return True
        content = [annotated.syntax.tokens(span) for span in child.content]
        covered = sum(max(0, min(c.end, tokens.end) - max(c.start, tokens.start)) for c in content)
        if covered >= 0.75 * len(tokens):
            return True
    return False
