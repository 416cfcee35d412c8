"""Stances by composition: the sign of the words that name an issue, turned by what governs them and by the cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.knowledge.operators import operators
from daylight.reading.claims import Claim, cue_denied
from daylight.reading.composition import content_sign, evaluation
from daylight.reading.parties import Parties
from daylight.reading.predicates import condition_above, conditions_on, negated, opens_condition, past, subject_of
from daylight.records import Act, Stance

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "csubj"})
_TAKEN = frozenset({"nsubj", "nsubjpass", "dobj"})
_OFFERED = frozenset({"promise", "accept", "agree", "propose", "demand", "decide", "request"})
_SUCCESS = frozenset({"succeed", "success", "progress", "prospect", "work", "last", "hold", "viability", "durability"})
_PARTLY = frozenset({"some", "partial", "partially", "partly", "limited", "mixed", "reservation", "initially"})


def stance_of(claim: Claim, act: Act, parties: Parties) -> Stance:
    """The stance of a claim on its main issue, as its content and cue alone show it.

    Parameters
    ----------
    claim : Claim
        With the words that named its issue.
    act : Act
    parties : Parties
        Of the same document.

    Returns
    -------
    Stance
        "conditional" where what is offered or asked hangs on a condition, "mixed" for support in part or doubt whether
        it will succeed, "neutral" for questions and assessments of fact, else "support" or "oppose" by sign.

    Notes
    -----
    Signs multiply: the words' own pole, the operators above them in the content, and the cue's attitude. A threat is
    against what its condition describes. Blame for a deed is against the deed.
    """
    words = {t.lemma_.lower() for t in claim.tokens}
    conditions = [c for c in conditions_on(claim.core) + _outer_conditions(claim) if not _goes_on_until(claim, c)]
    if act in ("reject", "promise") and {"unless"} & words:
        return "conditional"
    asked = claim.named is not None and condition_above(claim.named, claim.tokens) is not None
    if act == "threaten" and conditions and not asked and claim.named is not None and not claim.reprisal:
        return "conditional"
    if "only" in words and conditions and act != "threaten":
        return "conditional"
    if (act in _OFFERED and conditions) or (act == "reject" and (conditions or _but_for(claim) or _before(claim))):
        return "conditional"
    if act == "threaten" and {"see"} & words and claim.core.lemma_.lower() in ("have", "see"):
        return "conditional"
    if _neutral(claim, act, parties, words):
        return "neutral"
    if (act in ("doubt", "accept", "promise", "decide") and (_SUCCESS if act == "doubt" else _PARTLY) & words) or (
        claim.sense is not None and claim.sense.word == "reservation"
    ):
        return "mixed"
    return "support" if _sign(claim, act) > 0 else "oppose"


def _goes_on_until(claim: Claim, condition: Token) -> bool:
    """Whether something is to go on until then: "pressure must continue until elections are held"."""
    return (
        any(c.lower_ == "until" for c in condition.children)
        and not negated(claim.core)
        and claim.act not in ("reject", "threaten")
    )


def _before(claim: Claim) -> bool:
    """Whether what is refused is refused only before something: "not open it before the prisoners are free"."""
    below = [claim.core, *claim.core.children, *(claim.cue or ())]
    clauses = [c for token in below for c in token.children if c.dep_ == "advcl"]
    return any(c.dep_ == "mark" and c.lower_ == "before" for clause in clauses for c in clause.children)


def _outer_conditions(claim: Claim) -> list[Token]:
    """If-clauses of the content that the parser has hung on the cue, and a cue that itself sets a condition."""
    cue = [t for t in claim.cue if t.lemma_.lower() == "condition"] if claim.cue is not None else []
    inside = range(claim.tokens.start, claim.tokens.end)
    return cue + [t for t in claim.tokens if opens_condition(t) and t.head.i not in inside]


def _sign(claim: Claim, act: Act) -> int:
    """The product of the pole that the words stand for, the operators in the content and the cue's attitude."""
    match, named = claim.match, claim.named
    inside = named is not None and claim.tokens.start <= named.i < claim.tokens.end
    charge = claim.theme is not None and claim.theme.charge
    words = {t.lemma_.lower() for t in claim.tokens}
    if claim.theme is None and act == "reject" and (_denies(claim) or words & acts().void):
        return -1
    if act == "reject" and words & acts().void and named is not None and inside:
        return -match.sign if match is not None else -1
    if named is not None and inside:
        sign = (match.sign if match is not None else 1) * content_sign(named, claim.tokens, judged=not charge)
        if act == "threaten" and claim.reprisal and _stands_in_subject(claim, named):
            return -sign
        if act == "threaten" and (condition := condition_above(named, claim.tokens)) is not None:
            return sign if any(c.lower_ == "unless" for c in condition.children) else -sign
    else:
        if claim.reprisal:
            return -1
        judged = evaluation(claim.core, claim.tokens)
        taken = next((t for t in claim.tokens if t.lower_ in ("it", "them") and t.dep_ in _TAKEN), None)
        if taken is not None and act in ("demand", "request", "propose", "promise", "decide"):
            return -1 if (content_sign(taken, claim.tokens) < 0) != _against(claim, act, charge) else 1
        missed = any(negated(condition) for condition in conditions_on(claim.core))
        if act == "warn" and (judged > 0 or missed):
            return 1  # "it is the key; if it does not happen, war returns"
        if act in ("criticise", "warn"):
            return 1 if charge else -1
        undone = claim.core.lemma_.lower() in operators().turning and claim.core.pos_ == "VERB"
        sign = judged or (-1 if (negated(claim.core) and act != "reject") != undone else 1)
    if _against(claim, act, charge):
        return -sign
    blames = act == "criticise" or (act == "warn" and (claim.sense is None or claim.sense.polarity >= 0))
    if blames and not charge and named is not None and inside and not _judges_subject(claim, named):
        return -sign
    return sign


def _denies(claim: Claim) -> bool:
    """Whether a deed of the holder's own is said not to have been done."""
    if claim.sense is not None and claim.sense.kind == "deny":
        return True
    return claim.core.pos_ == "VERB" and past(claim.core) and negated(claim.core)


def _asked_whether(named: Token, tokens: TokenSpan) -> bool:
    """Whether a word stands in an open question: "divided over whether to keep the sanctions"."""
    above = [t for t in (named, *named.ancestors) if tokens.start <= t.i < tokens.end]
    return any(c.lower_ == "whether" and c.dep_ in ("mark", "dep", "advmod") for t in above for c in t.children)


def _against(claim: Claim, act: Act, charge: bool) -> bool:
    """Whether the cue takes a stand against the content."""
    if claim.cue is not None and (claim.sense is None or claim.sense.polarity >= 0) and act in ("decide", "reject"):
        return cue_denied(claim) != _cue_turns(claim)
    if claim.sense is None or (claim.cue is None and claim.sense.kind not in ("criticise", "reject", "oppose")):
        return False
    against = claim.sense.polarity < 0
    if act == "demand" and claim.sense.kind == "warn":
        return False  # "warned them not to go"
    if cue_denied(claim) and act not in ("assert", "assess"):
        against = not against
    if against and charge and act in ("criticise", "warn"):
        return False
    if act == "criticise" and against:
        return not charge
    deontic = any(c.dep_ == "aux" and c.lower_ in acts().deontic for c in claim.core.children)
    return against and not (deontic and act in ("warn", "demand", "propose"))


def _cue_turns(claim: Claim) -> bool:
    """Whether the narrated deed itself ends or undoes what its object names ("lifted", "withdrew from")."""
    assert claim.cue is not None
    table = operators()
    naming = {t.i for t in claim.match.tokens} if claim.match is not None else set()
    verbs = [t for t in claim.cue if t.pos_ == "VERB"] or list(claim.cue)
    if verbs[-1].i in naming:
        return False  # "closed its border" is how the theme is named
    lead = {t.lower_ for t in (*claim.cue, claim.tokens[0])}
    word = verbs[-1].lemma_.lower()
    if word == "withdraw" and ("from" in lead or claim.root.lemma_.lower() not in acts().forces):
        return True
    return word in table.turning or any(f"{word} {particle}" in table.phrases for particle in lead) or "short" in lead


def _but_for(claim: Claim) -> bool:
    """Whether a refusal holds only as long as something is missing ("not without guarantees")."""
    return any(t.lower_ == "without" and t.head.i == claim.core.i for t in claim.tokens)


def _stands_in_subject(claim: Claim, named: Token) -> bool:
    subject = subject_of(claim.core)
    return subject is not None and (subject.i == named.i or subject.is_ancestor(named))


def stands_by(claim: Claim) -> bool:
    """Whether the cue itself takes a side for what it says ("insisted that", "claims the island")."""
    return claim.sense is not None and claim.cue is not None and claim.sense.word in acts().upholding


def _own_deed(claim: Claim, parties: Parties) -> bool:
    """Whether a claim tells what the holder or his side did or is."""
    subject = subject_of(claim.core)
    if subject is None or subject.lower_ in ("i", "we"):
        return subject is not None
    if any(c.dep_ == "poss" and c.lower_ in ("our", "my") for c in subject.children):
        return True
    actor = parties.at(subject, claim.attribution.holders[0])
    return actor is not None and any(parties.is_side(actor, holder) for holder in claim.attribution.holders)


def _judges_subject(claim: Claim, named: Token) -> bool:
    """Whether the content itself already speaks against what it names: by its predicate, or because the cue does."""
    if claim.sense is not None and claim.cue is not None and claim.sense.polarity < 0:
        return True
    above = [named, *named.ancestors]
    if any(t.dep_ in _SUBJECT and t.head.i == claim.core.i for t in above):
        return True
    broken = any(t.lemma_.lower() in operators().nouns & operators().bad for t in above if t in claim.tokens)
    return evaluation(claim.core, claim.tokens) < 0 and not broken


def _neutral(claim: Claim, act: Act, parties: Parties, words: set[str]) -> bool:
    """Whether a claim takes no side: questions, reports of the media, assessments of fact."""
    role = claim.match.theme.locus if claim.match is not None else None
    if role in ("owner", "speaker") and any(claim.locus in parties.side(h) for h in claim.attribution.holders):
        return act == "doubt" or claim.tokens[0].lower_ == "whether"
    if (
        claim.sense is not None
        and claim.sense.polarity == 0
        and claim.cue is not None
        and act in ("assert", "request", "doubt")
    ):
        return True
    if act in ("doubt", "decide") and claim.tokens[0].lower_ == "whether":
        return True
    if act == "doubt" and ("whether" in words or acts().sincerity & words):
        return True
    if (
        act == "doubt"
        and claim.core.pos_ in ("VERB", "AUX")
        and not any(t.lower_ in acts().deontic for t in claim.tokens)
    ):
        return True
    judged = operators().good & words or operators().bad & words
    if claim.running and act in ("assert", "assess") and not judged:
        return act == "assess" or not (_own_deed(claim, parties) or stands_by(claim))
    if act == "assess" and claim.sense is not None and claim.sense.kind == "describe" and claim.cue is not None:
        return False
    deontic = any(t.lower_ in acts().deontic for t in claim.tokens) or "need" in words
    if act == "assess" or claim.attribution.author_voice:
        return not judged and not deontic
    if act == "agree" and claim.core.pos_ in ("VERB", "AUX") and past(claim.core):
        return not judged and not deontic
    kinds = {kind for holder in claim.attribution.holders for kind in parties.kinds(holder)}
    return act == "assert" and "media" in kinds and "state" not in kinds and not judged
