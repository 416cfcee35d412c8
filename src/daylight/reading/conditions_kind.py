"""The kind of a condition: a decision procedure over its form, the law, who would act, and what the deed does.

Steps stand in the order in which they decide, numbered as in docs/conditions.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from daylight.knowledge import triggers
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import Tokens
from daylight.reading.conditions_parts import is_denied
from daylight.reading.conditions_setter import Setting
from daylight.reading.deeds import deed_sign
from daylight.records import ConditionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_REQUIRED = {"must", "should", "ought", "shall"}
_WEAK = {"could", "may", "might"}
_ORDERED = ("before", "until", "only", "depends", "in-return", "provided", "offer")
_DENYING = {"refuse", "rule-out", "avoid", "reject", "oppose"}


class Kind(NamedTuple):
    """The kind of a condition and how it was taken."""

    kind: ConditionKind
    forecast: bool = False
    """A prediction rather than a commitment."""
    veiled: bool = False
    """A threat that leaves the harm unsaid."""


def kind_of(setting: Setting, then: Tokens) -> Kind:
    """The kind of a condition.

    Parameters
    ----------
    setting : Setting
        Who set it and whose deed the consequence is.
    then : frozenset of int
        Tokens of the consequence, as trimmed.
    """
    doc = setting.annotated.syntax.doc
    join, verb = setting.parts.join, setting.verb
    words = {lemma(doc[i]) for i in then} | {doc[i].lower_ for i in then}
    said = " ".join(doc[i].lower_ for i in sorted(then))
    cue = setting.frame.kind if setting.frame and setting.frame.asserted else ""

    # 1. What the text itself calls a red line or a trigger.
    if setting.drawer or join in ("red-line", "any"):
        return Kind("red_line")
    # 2. What sets in by law or treaty, a right that is reserved, and what awaits whoever does it.
    if join == "whoever" and cue == "threaten":
        return Kind("threat")
    if join in ("trigger", "event", "whoever") or cue == "reserve" or "reserves" in words or _by_law(setting, words):
        return Kind("trigger")
    # 3. Order: nothing before, until, without, except on.
    if join in _ORDERED:
        return Kind("precondition")
    if join == "without" and verb is not None and is_denied(verb):
        return Kind("precondition")
    # 4. The holder's own word for it.
    if cue == "threaten":
        return Kind("threat")
    sign = deed_sign(verb) if verb is not None else 0
    modals = {c.lower_ for c in verb.children if c.tag_ == "MD"} if verb is not None else set()
    ahead = bool(modals) and not setting.own
    # 5. A refusal or restraint that only its exception lifts.
    denied = verb is not None and (is_denied(verb) or cue in _DENYING or lemma(verb) in ("refuse", "decline"))
    if join == "unless" and denied:
        if modals & _WEAK or (setting.outsider and not setting.acting):
            return Kind("trigger", True)
        return Kind("trigger" if sign > 0 and verb is not None and is_denied(verb) else "precondition")
    # 6. What is asked of another, or of the agreement, on a condition.
    if _requires(setting, modals, words):
        return Kind("precondition")
    if join == "or-else":
        return Kind("threat") if not setting.outsider else Kind("trigger", True)
    # 7. What a challenge would be answered with: "would be an act of war".
    if any(phrase in said for phrase in (" ".join(p) for p in triggers.phrases("challenges"))) and not setting.outsider:
        return Kind("threat", veiled=True)
    if join == "nominal":
        return Kind("threat" if setting.own and sign < 0 else "trigger", not setting.own)
    # 8. The setter's own deed: by what it does, else as an answer to what it answers.
    if setting.own and not (modals & _WEAK and not sign):
        return _own_deed(setting, sign, cue, words)
    # 9. What others or circumstances would bring: granted, inflicted, or only foreseen.
    return _foreseen(setting, sign, cue, ahead)


def _by_law(setting: Setting, words: set[str]) -> bool:
    """Whether the consequence sets in by a law or treaty: "the clause lapses", "sanctions return automatically"."""
    verb, subject = setting.verb, setting.subject
    if verb is None:
        return False
    if "automatically" in words:
        return True
    if lemma(verb) not in triggers.words("by_law"):
        return False
    things = {lemma(t) for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") for t in c.subtree}
    return bool(things & triggers.words("lawful")) and (
        subject is None or not setting.own or setting.parts.join == "event"
    )


def _requires(setting: Setting, modals: set[str], words: set[str]) -> bool:
    """Whether the consequence says what another must do, or what must be so."""
    verb = setting.verb
    if verb is None:
        return bool(_REQUIRED & words)
    needs = lemma(verb) in ("need", "have", "require") and any(c.dep_ == "xcomp" for c in verb.children)
    return (bool(modals & _REQUIRED) or (needs and not is_denied(verb))) and not (setting.own and needs)


def _own_deed(setting: Setting, sign: int, cue: str, words: set[str]) -> Kind:
    if sign:
        return Kind("threat" if sign < 0 else "promise") if not (sign > 0 and cue == "warn") else Kind("threat")
    if "see" in words and setting.parts.join in ("if", "inversion"):
        return Kind("threat", veiled=True)
    if cue == "warn":
        return Kind("threat")
    if cue in ("promise", "agree", "accept", "propose"):
        return Kind("promise")
    answered = _answered(setting)
    if answered:
        return Kind("threat" if answered < 0 else "promise")
    return Kind("trigger")


def _answered(setting: Setting) -> int:
    """What the condition is to the setter who answers it: 1 where he wants it, -1 where he does not, 0 unsaid."""
    doc = setting.annotated.syntax.doc
    clause = next(
        (doc[i] for i in sorted(setting.parts.if_) if doc[i].pos_ in ("VERB", "AUX") and doc[i].dep_ == "advcl"), None
    )
    if setting.parts.join == "unless":
        return -1
    if clause is None:
        return 0
    if lemma(clause) in triggers.words("faults"):
        return 1 if is_denied(clause) else -1
    sign = deed_sign(clause)
    return sign if sign or not is_denied(clause) else -1


def _foreseen(setting: Setting, sign: int, cue: str, ahead: bool) -> Kind:
    verb, subject = setting.verb, setting.subject
    if setting.outsider or verb is None:
        return Kind("trigger", ahead)
    passive = subject is not None and subject.dep_ == "nsubjpass"
    named = bool(setting.acting)
    someone = named or (subject is not None and subject.lower_ in ("they", "he", "she", "you"))
    suffered = someone and lemma(verb) in triggers.words("suffered")
    if sign < 0 and (suffered or (passive and _inflicted(verb))):
        return Kind("threat")
    if sign > 0 and not named and verb.tag_ in ("VB", "VBN"):
        return Kind("promise")
    return Kind("trigger", ahead)


def _inflicted(verb: Token) -> bool:
    """Whether a passive harm is somebody's deed: "will be crushed"; not "would be hurt"."""
    return lemma(verb) in triggers.words("harms") | triggers.words("ends") | triggers.words("taken_for") and lemma(
        verb
    ) not in ("hurt", "harm")
