"""Stances by composition: the sign of the words that name an issue, turned by what governs them and by the cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.knowledge.operators import operators
from daylight.reading.claims import Claim, cue_denied
from daylight.reading.parties import Parties
from daylight.reading.predicates import condition_above, conditions_on, negated, opens_condition, past
from daylight.records import Act, Stance

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_OBJECT = frozenset(
    {
        "dobj",
        "obj",
        "nsubjpass",
        "xcomp",
        "ccomp",
        "pcomp",
        "acl",
        "prep",
        "pobj",
        "attr",
        "oprd",
        "dative",
        "relcl",
        "conj",
    }
)
_LEAVING = frozenset({"leave", "depart"})
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
    conditions = conditions_on(claim.core) + _outer_conditions(claim)
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
    charge = match is not None and match.theme.charge
    if named is not None and inside:
        sign = (match.sign if match is not None else 1) * content_sign(named, claim.tokens, judged=not charge)
        if act == "threaten" and (condition := condition_above(named, claim.tokens)) is not None:
            return sign if any(c.lower_ == "unless" for c in condition.children) else -sign
    else:
        judged = evaluation(claim.core, claim.tokens)
        taken = next((t for t in claim.tokens if t.lower_ in ("it", "them") and t.dep_ in _TAKEN), None)
        if taken is not None and act in ("demand", "request", "propose", "promise", "decide"):
            return -1 if (content_sign(taken, claim.tokens) < 0) != _against(claim, act, charge) else 1
        missed = any(negated(condition) for condition in conditions_on(claim.core))
        if act == "warn" and (judged > 0 or missed):
            return 1  # "it is the key; if it does not happen, war returns"
        if act in ("criticise", "warn"):
            return 1 if charge else -1
        sign = judged or (-1 if negated(claim.core) and act != "reject" else 1)
    if _against(claim, act, charge):
        return -sign
    blames = act == "criticise" or (act == "warn" and (claim.sense is None or claim.sense.polarity >= 0))
    if blames and not charge and named is not None and inside and not _judges_subject(claim, named):
        return -sign
    return sign


def _against(claim: Claim, act: Act, charge: bool) -> bool:
    """Whether the cue takes a stand against the content."""
    if claim.cue is not None and (claim.sense is None or claim.sense.polarity >= 0) and act in ("decide", "reject"):
        return cue_denied(claim) != _cue_turns(claim)
    if claim.sense is None or (claim.cue is None and claim.sense.kind not in ("criticise", "reject", "oppose")):
        return False
    against = claim.sense.polarity < 0
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
    verbs = [t for t in claim.cue if t.pos_ == "VERB"] or list(claim.cue)
    lead = {t.lower_ for t in (*claim.cue, claim.tokens[0])}
    word = verbs[-1].lemma_.lower()
    if word == "withdraw" and "from" in lead:
        return True
    return word in table.turning or any(f"{word} {particle}" in table.phrases for particle in lead) or "short" in lead


def _but_for(claim: Claim) -> bool:
    """Whether a refusal holds only as long as something is missing ("not without guarantees")."""
    return any(t.lower_ == "without" and t.head.i == claim.core.i for t in claim.tokens)


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
    judged = operators().good & words or operators().bad & words
    if claim.running and act in ("assert", "assess") and not judged:
        return True
    deontic = any(t.lower_ in acts().deontic for t in claim.tokens) or "need" in words
    if act == "assess" or claim.attribution.author_voice:
        return not judged and not deontic
    if act == "agree" and claim.core.pos_ in ("VERB", "AUX") and past(claim.core):
        return not judged and not deontic
    kinds = {kind for holder in claim.attribution.holders for kind in parties.kinds(holder)}
    return act == "assert" and "media" in kinds and "state" not in kinds and not judged


def content_sign(named: Token, tokens: TokenSpan, judged: bool = True) -> int:
    """Whether a content speaks for (1) or against (-1) what a word in it names.

    Every turning verb or noun above the word, every negation on the way and every preposition that sets its object
    aside turns the sign; so does an evaluation that calls it bad. "Not to ease demands for a deal" turns twice.

    Parameters
    ----------
    named : Token
        The word that names the issue.
    tokens : TokenSpan
        The content.
    judged : bool
        Whether evaluations count; they do not for a theme that is itself an accusation.
    """
    sign = -1 if _denied(named) else 1
    below, token = named, named
    while True:
        if token is not named and _turns(token, below, tokens.start if tokens[0].head.i < tokens.start else -1):
            sign = -sign
        if token is not named and (_denied(token) or _done_by_none(token, below)):
            sign = -sign
        if judged and (token.pos_ in ("AUX", "VERB") or token.i == tokens.root.i):
            sign *= _evaluation(token, below, tokens)
        if token.head.i == token.i or not tokens.start <= token.head.i < tokens.end:
            return sign
        if token.dep_ in ("advcl", "parataxis") or opens_condition(token):
            return sign
        below, token = token, token.head


def evaluation(token: Token, tokens: TokenSpan) -> int:
    """What a copular predicate says of its subject: 1 good, -1 bad, 0 neither; denial turns it."""
    words = [
        w
        for child in token.children
        if child.dep_ in ("attr", "acomp", "oprd", "dobj")
        for w in (child, *_describing(child))
    ]
    if token.pos_ in ("ADJ", "NOUN", "VERB"):
        words += [token, *_describing(token)]
    table = operators()
    signs = [1 if w.lemma_.lower() in table.good else -1 for w in words
             if w.lemma_.lower() in table.good or w.lemma_.lower() in table.bad]  # fmt: skip
    if not signs:
        return 0
    sign = -1 if -1 in signs else 1
    return -sign if negated(token) else sign


def _describing(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ in ("amod", "compound", "advmod", "acomp")]


def _denied(token: Token) -> bool:
    """Whether the word's own phrase denies it: "no sanctions", "never"."""
    return negated(token) or any(
        child.dep_ == "det" and child.lower_ in operators().adverbs for child in token.children
    )


def _done_by_none(verb: Token, below: Token) -> bool:
    """Whether the subject denies the predicate: "no capital should let the deal fail"."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i != below.i]
    return any(t.lower_ in ("no", "nobody", "none", "neither", "nothing") for s in subjects for t in (s, *s.lefts))


def _turns(governor: Token, below: Token, outer: int = -1) -> bool:
    table = operators()
    word = governor.lemma_.lower()
    if governor.dep_ in ("prep", "mark", "cc") or governor.pos_ in ("ADP", "SCONJ"):
        if governor.i == outer:
            return False
        before = governor.nbor(-1).lower_ if governor.i else ""
        return governor.lower_ in table.prepositions or f"{before} {governor.lower_}" in table.prepositions
    if governor.pos_ in ("VERB", "AUX"):
        wanted = governor.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in governor.children)
        if below.dep_ == "nsubj" and wanted and below.i < governor.i:
            return word in table.turning  # "wants them lifted"
        if below.dep_ in _SUBJECT:
            followed = {c.lower_ for c in governor.children if c.dep_ == "prep"}
            return (
                word in table.intransitive
                and not followed & {"with", "in"}
                and (word in _LEAVING or not any(c.dep_ in ("dobj", "ccomp") for c in governor.children))
            )
        if below.dep_ not in _OBJECT:
            return False
        if below.dep_ == "prep" and below.lower_ not in ("from", "on", "of", "to"):
            return False
        particle = [c.lower_ for c in governor.children if c.dep_ in ("prt", "prep", "advmod")]
        nouns = [c.lemma_.lower() for c in governor.children if c.dep_ == "dobj" and c.i != below.i]
        if word == "put" and "end" in nouns:
            return True
        if any(f"{word} {p}" in table.phrases for p in particle):
            return True
        if word == "withdraw" and below.dep_ == "prep" and below.lower_ == "from":
            return True
        return word in table.turning
    if governor.pos_ in ("NOUN", "PROPN"):
        return word in table.nouns and below.dep_ in ("prep", "pobj", "acl", "compound", "amod", "nmod", "poss")
    return False


def _evaluation(token: Token, below: Token, tokens: TokenSpan) -> int:
    """-1 where the clause calls its subject, which holds the word, bad; its denial is already counted."""
    if below.dep_ not in ("nsubj", "csubj", "nsubjpass", "ccomp", "xcomp", "prep") or below.i == token.i:
        return 1
    found = evaluation(token, tokens)
    if found == 0:
        return 1
    return -1 if (found < 0) != negated(token) else 1
