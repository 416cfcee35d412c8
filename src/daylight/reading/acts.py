"""Acts: what a holder does by saying it, read from the cue and the form of the content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge import triggers
from daylight.knowledge.acts import acts
from daylight.knowledge.operators import operators
from daylight.reading.claims import RELAYING, Claim, cue_denied
from daylight.reading.composition import evaluation
from daylight.reading.forms import (
    acted,
    announced,
    belittles,
    blames,
    deontic,
    future,
    harms,
    idiom_at,
    imperative,
    infinitive,
    metaphor,
    performed,
    ready,
    reprisal,
    speculates,
    subjunctive,
    undoes_until,
)
from daylight.reading.parties import Parties
from daylight.reading.predicates import (
    auxiliaries,
    complement_of,
    condition_above,
    conditions_on,
    negated,
    opens_condition,
    past,
    subject_of,
)
from daylight.records import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_PERSON = frozenset({"i", "we", "our", "my", "us"})


def act_of(claim: Claim, parties: Parties) -> Act:
    """The act of a claim, by function.

    The cue decides where it says what the holder does ("threatened", "insistence on"); where it only says that the
    holder says or thinks something, the content does: what must be is demanded or proposed, what the holder will do
    is promised, refused or threatened, what he calls good is praised.

    Parameters
    ----------
    claim : Claim
    parties : Parties
        Of the same document.
    """
    table = acts()
    by_cue = _act_of_cue(claim)
    if by_cue is not None and (claim.cue is not None or by_cue in ("criticise", "praise")):
        return _refined(claim, by_cue, parties)
    plain: Act = table.plain.get(claim.sense.kind, "assert") if claim.sense is not None else "assert"
    if claim.attribution.author_voice:
        plain = "assess"
    return _act_of_content(claim, plain, parties)


def holder_speaks_of(claim: Claim, token: Token | None, parties: Parties) -> bool:
    """Whether a subject is the holder, his side or his first person; a missing subject is his own."""
    if token is None or token.lower_ in ("i", "we"):
        return True
    actor = parties.at(token, claim.attribution.holders[0])
    if actor is not None:
        return any(parties.is_side(actor, holder) for holder in claim.attribution.holders)
    if token.pos_ == "PRON" and token.lower_ in ("he", "she", "it", "they"):
        return not any(c.lower_ in ("you", "your") for c in claim.tokens)
    if any(child.dep_ == "poss" and child.lower_ in _FIRST_PERSON for child in token.children):
        return True
    definite = any(c.lower_ in ("the", "its", "his", "her", "their") for c in token.children)
    return definite and token.lemma_.lower() in acts().own_bodies and not _outsider(claim, parties)


def _act_of_cue(claim: Claim) -> Act | None:
    """The act that the cue itself names; None where the content decides."""
    table = acts()
    if claim.sense is None:
        if claim.cue is None or claim.attribution.author_voice:
            return None
        verbs = {t.lemma_.lower() for t in claim.cue if t.pos_ in ("VERB", "AUX") and t.tag_ != "MD"}
        if verbs & table.spurning or "short" in {t.lower_ for t in claim.cue}:
            return "reject"
        return "decide" if verbs else None
    lemmas = [t.lemma_.lower() for t in claim.cue] if claim.cue is not None else []
    kind = table.kinds.get(claim.sense.kind, "content")
    word = table.lemmas.get(claim.sense.word)
    if table.deeds & set(lemmas) and claim.root.pos_ in ("NOUN", "PROPN") and claim.sense.kind in RELAYING:
        return "reject" if cue_denied(claim) else "decide"
    if cue_denied(claim):
        if claim.sense.kind == "decide" and claim.tokens[0].lower_ == "whether":
            return "decide"
        if claim.sense.kind in (
            "acknowledge",
            "discuss",
            "accept",
            "agree",
            "support",
            "allow",
            "want",
            "intend",
            "promise",
            "decide",
        ):
            return "reject"
        if claim.sense.kind in ("think", "expect", "hope"):
            return "doubt"
        ruled_out = claim.sense.kind == "rule-out" or claim.sense.word == "rule out"
        if ruled_out and {t.lemma_.lower() for t in claim.tokens} & table.harm_nouns:
            return "threaten"
        if claim.sense.kind in ("reject", "oppose", "refuse", "rule-out"):
            return "accept"
    if claim.sense.kind in ("tell", "say") and infinitive(claim.root) and "tell" in lemmas:
        return "demand"
    if claim.sense.kind == "intend" and "threat" in lemmas:
        return "threaten"
    if claim.sense.word == "insist" and claim.root.pos_ in ("VERB", "AUX"):
        return "demand" if subjunctive(claim) or deontic(claim.core) else None
    if word in ("assert", "assess") or (word is None and kind == "content"):
        return None
    return word if word is not None else kind  # type: ignore[return-value]


def _refined(claim: Claim, act: Act, parties: Parties) -> Act:
    """The act of a telling cue, where its content or its setting makes it another."""
    table = acts()
    lemmas = {t.lemma_.lower() for t in claim.tokens}
    kind = claim.sense.kind if claim.sense is not None else ""
    if act == "promise" and harms(claim, claim.core) and not negated(claim.core):
        return "threaten"
    subject = subject_of(claim.core)
    if act == "warn" and subject is not None and future(claim.core) and holder_speaks_of(claim, subject, parties):
        return "threaten"
    if act == "accept" and claim.cue is not None and "expected" in {t.lower_ for t in claim.cue}:
        return "decide"
    if act == "warn" and claim.root.tag_ == "VB" and claim.tokens[0].lower_ != "that" and infinitive(claim.root):
        return "demand"
    if act == "promise" and claim.sense is not None and claim.sense.word in ("vow", "swear") and negated(claim.core):
        return "promise" if claim.core.lemma_.lower() in table.faithless else "reject"
    if act == "criticise" and lemmas & (table.void | {"illegal", "unlawful"}):
        return "reject"
    if act == "agree" and claim.root.pos_ in ("VERB", "AUX") and future(claim.root):
        return "promise"
    if kind == "want" and act == "demand" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in claim.root.children):
        return "assert" if claim.tokens[0].lower_ == "to" else act
    if kind == "fear" and claim.root.pos_ in ("VERB", "AUX") and negated(claim.root):
        return "doubt"
    if act == "accept" and claim.cue is not None and {t.lower_ for t in claim.cue} & table.future:
        return "threaten" if harms(claim, claim.core) else "promise"
    if act == "warn" and deontic(claim.root) and claim.sense is not None and claim.sense.word in ("caution",):
        return "demand"
    against = claim.sense is not None and claim.sense.polarity < 0 and claim.sense.part != "phrasal"
    if against and kind in ("seek", "vote", "decide"):
        return "reject"
    return act


def _act_of_content(claim: Claim, plain: Act, parties: Parties) -> Act:
    """What a content that is merely said or thought does."""
    table = acts()
    root = claim.core
    if root.i != claim.root.i and claim.root.lemma_.lower() != "be":
        plain = "assess"
    lemmas = [t.lemma_.lower() for t in claim.tokens]
    words = " ".join(lemmas)
    around = [t.lower_ for t in claim.cue] if claim.cue is not None else []
    subject = subject_of(root)
    acting = subject is None and claim.cue is not None and not any(t.pos_ == "VERB" for t in claim.cue)
    own = (acting and root.pos_ == "VERB") or (subject is not None and holder_speaks_of(claim, subject, parties))
    if "hopefully" in lemmas or "hopefully" in around or "count on" in words:
        return "request"
    if claim.sense is not None and claim.sense.kind in ("describe", "cite") and claim.cue is not None:
        return _described(claim, plain)
    if "would be wise to" in words or "would do well to" in words or "be well advise to" in words:
        return "propose"
    barred = {"accept", "allow", "tolerate", "ask", "expect", "agree", "permit"} & {root.lemma_.lower()}
    able = any(c.lower_ in ("can", "ca", "could") for c in auxiliaries(root))
    if barred and able and negated(root) and not _outsider(claim, parties):
        return "reject"
    if "have to see" in words or "wait and see" in words:
        return "threaten" if not _outsider(claim, parties) else "assess"
    if "unclear whether" in words or "not convinced" in words or "not sure" in words:
        return "doubt"
    if own and (said := performed(claim, root)) is not None:
        return said
    if not _outsider(claim, parties) and reprisal(claim):
        claim.reprisal = True
        return "threaten"
    if "deserve" in lemmas and table.harm_nouns & set(lemmas):
        return "threaten"
    if "reserve the right" in words and set(lemmas) & (table.harm | {"force", "action"}):
        return "threaten"
    if own and root.lemma_.lower() in ("consider", "weigh", "contemplate", "propose") and speculates(root):
        return "propose"
    if claim.root.tag_ == "VB" and subject is None and not claim.attribution.author_voice and imperative(claim):
        return "demand"
    if deontic(root) or (plain == "assert" and subjunctive(claim)):
        if own and (plain == "assess" or parties.at(subject) is not None if subject is not None else True):
            return "assess" if plain == "assess" else "demand"
        if plain == "assess" and not {"should", "must", "ought"} & set(lemmas):
            return "assess"
        return "propose" if plain == "assess" or _outsider(claim, parties) else "demand"
    denied = subject is not None and any(
        t.lower_ in ("no", "nobody", "none", "nothing") for t in (subject, *subject.lefts)
    )
    if (denied or ("no" in lemmas and subject is not None and subject.lower_ == "there")) and future(root):
        return "assess" if _outsider(claim, parties) or claim.attribution.author_voice else "reject"
    if plain == "assert" and _granted(claim, root, subject, parties):
        return "promise"
    if future(root) or ready(root):
        if (
            own or subject is None or _carried_on(root, subject, claim, parties)
        ) and not claim.attribution.author_voice:
            if harms(claim, root) or (not negated(root) and undoes_until(claim, root)):
                return "promise" if negated(root) else "threaten"
            if negated(root) and acted(root) & table.faithless:
                return "promise"
            if negated(root) or root.lemma_.lower() in table.refusal:
                return "reject"
            public = claim.cue is not None and {"announce", "declare"} & {t.lemma_.lower() for t in claim.cue}
            return "decide" if public else "promise"
        if conditions_on(root) and harms(claim, root) and not _outsider(claim, parties):
            return "threaten"
    if own and speculates(root) and harms(claim, root) and not _outsider(claim, parties):
        return "threaten"
    conditional = any(opens_condition(t) for t in claim.tokens)
    if (
        conditional
        and plain == "assert"
        and not _outsider(claim, parties)
        and not past(root)
        and _harm_follows(claim, parties)
    ):
        return "threaten"
    if announced(claim):
        return "decide"
    if plain == "assert" and own and subject is not None and past(root) and negated(root) and root.pos_ == "VERB":
        return "reject"  # "it never sent the troops" denies
    if plain == "assert" and root.lemma_.lower() == "be" and negated(root) and metaphor(root):
        return "reject" if own else "criticise"
    meant = idiom_at(root) if plain == "assert" and not own and subject is not None else None
    if meant is not None and meant.kind == "criticise" and not speculates(root):
        return "criticise"
    ill = table.ill & set(lemmas) or "bad news" in words or "arms race" in words
    if ill and (speculates(root) or conditions_on(root)):
        return "assess" if claim.attribution.author_voice else "warn"
    judged = evaluation(root, claim.tokens)
    if not claim.attribution.author_voice and not own and plain == "assert":
        conceded = claim.sense is not None and claim.sense.kind == "acknowledge"
        foreseen = speculates(root) and _outsider(claim, parties)
        glows = bool(table.glowing & set(lemmas)) and judged > 0
        if not conceded and ((judged < 0 and not foreseen) or blames(claim, root, own)):
            return "warn" if "news" in lemmas else "criticise"
        if _outsider(claim, parties) and negated(root) and root.lemma_.lower() in table.owed:
            return "criticise"
        ways = any(t.lower_ == "only" and t.head.dep_ in ("attr", "dobj") for t in claim.tokens)
        if (glows or (ways and judged > 0)) and (claim.cue is None or plain == "assert"):
            return "praise"
    bare = {"no", "neither", "nobody", "never", "not", "n't"} & {t.lower_ for t in claim.tokens}
    if _outsider(claim, parties) and conditions_on(root) and future(root) and bare:
        return "warn"
    if _outsider(claim, parties) and (judged or conditional or speculates(root) or "need" in lemmas):
        return "assess"
    return "assess" if plain == "assert" and _observes(claim, root, parties) else plain


def _observes(claim: Claim, root: Token, parties: Parties) -> bool:
    """Whether somebody who speaks for no power tells how things are, not what he or his side stands for."""
    words = {t.lower_ for t in claim.tokens}
    kinds = {kind for holder in claim.attribution.holders for kind in parties.kinds(holder)}
    if not _outsider(claim, parties) or "media" in kinds or past(root) or words & _FIRST_PERSON:
        return False
    return claim.sense is None or claim.sense.word not in acts().upholding


def _granted(claim: Claim, root: Token, subject: Token | None, parties: Parties) -> bool:
    """Whether something of the holder's could be opened, eased or given on a condition: a promise that waits."""
    could = any(c.lower_ in ("can", "could", "may") for c in auxiliaries(root))
    if not could or negated(root) or not conditions_on(root) or subject is None or _outsider(claim, parties):
        return False
    actor = parties.at(subject)
    own = actor is None or any(parties.is_side(actor, holder) for holder in claim.attribution.holders)
    return (
        own and root.lemma_.lower() in triggers.words("favours") | triggers.words("reliefs") and not harms(claim, root)
    )


def _carried_on(root: Token, subject: Token, claim: Claim, parties: Parties) -> bool:
    """Whether those who can see to it say that something of theirs will go on or be done."""
    if _outsider(claim, parties) or parties.at(subject) is not None or subject.pos_ == "PRON":
        return False
    return root.lemma_.lower() in ("continue", "proceed", "remain", "stay") or subject.dep_ == "nsubjpass"


def _harm_follows(claim: Claim, parties: Parties) -> bool:
    """Whether harm stands outside the if-clause, done by nobody but the holder's side."""
    for token in claim.tokens:
        if (
            token.pos_ == "VERB"
            and token.lemma_.lower() in acts().harm
            and condition_above(token, claim.tokens) is None
        ):
            subject = subject_of(token)
            if subject is None or holder_speaks_of(claim, subject, parties) or subject.dep_ == "nsubjpass":
                return True
    return False


def _described(claim: Claim, plain: Act) -> Act:
    """Describing something as good or bad praises or criticises it."""
    table = acts()
    told = complement_of(claim.tokens, claim.root)
    words = {word for t in told or claim.tokens for word in (t.lemma_.lower(), t.lower_)}
    bad = (operators().bad | (table.ill if told else set())) & words
    if bad or belittles(claim):
        return "reject" if table.void & words else "criticise"
    if table.glowing & words:
        return "praise"
    lemmas = {t.lemma_.lower() for t in claim.cue} if claim.cue is not None else set()
    if told and lemmas & table.branding and not operators().good & words:
        return "criticise"
    if lemmas & table.presenting and plain == "assess":
        return "assert"
    return plain


def _outsider(claim: Claim, parties: Parties) -> bool:
    """Whether no holder speaks for a state, organisation or armed group."""
    kinds = {kind for holder in claim.attribution.holders for kind in parties.kinds(holder)}
    return not kinds & {"state", "government", "office", "igo", "armed_group", "coalition"}
