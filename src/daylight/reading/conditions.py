"""Conditions: the if/then that an actor set — threats, promises, preconditions, red lines and triggers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from daylight.knowledge import cues, triggers
from daylight.knowledge.cues import Cue, lemma
from daylight.reading.annotated import Annotated, register
from daylight.reading.attributions import Tokens, trim
from daylight.reading.attributions_sources import subject_of, subtree
from daylight.reading.conditions_nominal import nominal_parts
from daylight.reading.issues import known_issue
from daylight.records import Attribution, Condition, ConditionKind, Span, record_id

if TYPE_CHECKING:
    from spacy.tokens import Token

STEP = "conditions.rules/1"
_WISHES = {"demand", "urge", "propose", "promise", "decide", "want", "refuse", "order", "agree", "intend", "threaten",
           "reserve", "call", "reject", "oppose", "allow", "forbid", "ask", "assert", "say", "tell"}  # fmt: skip
_FIRM = {"demand", "urge", "want", "refuse", "order", "reject", "oppose", "forbid", "call"}
_AHEAD = {"promise", "threaten", "refuse", "intend", "demand"}
_COMMITTED = {
    "will",
    "would",
    "wo",
    "'ll",
    "’ll",
    "shall",
    "must",
    "should",
    "can",
    "could",
    "may",
    "might",
    "ca",
    "'d",
}


@dataclass(frozen=True)
class Parts:
    """An if-part and what follows from it, in tokens, with how they are joined."""

    if_: Tokens
    then: Tokens
    join: str
    """"if", "unless", "before", "in-return", "inversion", "or-else", "red-line", "trigger", "any", "nominal"."""
    confidence: float
    verb: int = -1
    """Main verb of the consequence."""


@register("conditions", "rules")
def read_conditions(annotated: Annotated) -> None:
    """Add the conditions of a document, each with who set it.

    An if-part opens with a conjunction ("if", "unless", "once", "as long as"), an inversion ("Should Iran …"), stands
    before "or else", is what must come "before" something wanted or promised, what is asked "as a condition of" it,
    what a speaker calls a trigger or a red line, or an indefinite event that "would" bring something about.
    """
    frames = [_Frame(annotated, item) for item in annotated.attributions]
    kept: dict[Span, Condition] = {}
    for parts in [*_clauses(annotated), *(Parts(*found) for found in nominal_parts(annotated))]:
        condition = _condition(annotated, parts, frames)
        if condition is not None and not any(_same(condition.if_, span) for span in kept):
            kept[condition.if_] = condition
    annotated.conditions.extend(kept.values())


class _Frame:
    """An attribution with its tokens and the sense of its cue."""

    def __init__(self, annotated: Annotated, attribution: Attribution):
        syntax = annotated.syntax
        self.attribution = attribution
        self.content = frozenset(t.i for span in attribution.content for t in syntax.tokens(span))
        self.cue = frozenset(t.i for span in attribution.cue for t in syntax.tokens(span))
        self.sense: Cue | None = cues.cue_of(syntax.tokens(attribution.cue[0])) if attribution.cue else None

    @property
    def kind(self) -> str:
        return self.sense.kind if self.sense else ""


def _clauses(annotated: Annotated) -> list[Parts]:
    """If-clauses, inversions, "or else", and ordered pairs."""
    return [parts for token in annotated.syntax.doc if (form := _form(token)) and (parts := form(token))]


def _form(token: Token) -> Callable[[Token], Parts | None] | None:
    """Which form of condition a token may open."""
    word = token.lower_
    before = token.nbor(-1).lower_ if token.i else ""
    if before == "only" and word in triggers.words("behind_only") and token.head.pos_ in ("VERB", "AUX", "ADJ"):
        return _if_clause
    if word in triggers.words("participles") and token.pos_ in ("VERB", "SCONJ"):
        return _provided
    if word in triggers.words("opens") and token.dep_ in ("mark", "advmod"):
        return _if_clause if token.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") else None
    if word in ("long", "soon") and before in ("as", "so"):
        return _as_long_as
    if word in triggers.words("before") and token.dep_ in ("mark", "prep"):
        return _ordered
    if word in ("should", "were") and (token.is_sent_start or before in (",", "that") or token.nbor(-1).is_quote):
        return _inverted
    return _or_else if word == "else" and token.i >= 2 and before == "or" else None


def _if_clause(mark: Token) -> Parts | None:
    doc, clause = mark.doc, mark.head
    before = doc[mark.i - 1].lower_ if mark.i else ""
    if mark.lower_ == "if" and before in triggers.words("not_before_if"):
        return None
    if clause.dep_ not in ("advcl", "pcomp", "ccomp", "ROOT", "conj", "dep", "relcl", "acl"):
        return None
    main = clause.head
    only = before == "only"
    asks = lemma(main) in triggers.words("asking") and 0 < mark.i - main.i <= 2
    if mark.lower_ == "if" and not only and (asks or len(list(clause.subtree)) <= 2):
        return None  # "cannot say if …", "if confirmed"
    if clause.dep_ == "ccomp" and main.i < mark.i and (not _is_report(main) or mark.lower_ == "once"):
        return None  # "ask if", "see if": an embedded question
    if mark.lower_ == "once" and (clause.dep_ != "advcl" or not _lies_ahead(main)):
        return None
    if main == clause:
        return None
    own = frozenset(i for i in subtree(clause))
    start = mark.i
    if_part = frozenset(i for i in own if i >= start) if start - min(own) <= 3 else own
    behind = max(if_part) + 1
    if behind < len(doc) and doc[behind].dep_ == "neg" and behind + 1 < len(doc) and doc[behind + 1].is_punct:
        if_part |= {behind}  # "If it does not, …", where the parser gave the "not" to the consequence
        own |= {behind}
    then, verb = _consequence(clause, main, own)
    then = _behind_colon(clause, then, verb)
    join = "only" if only else "unless" if mark.lower_ == "unless" else "if"
    return Parts(if_part, then - {mark.i - 1} if only else then, join, 0.85, verb) if then else None


def _behind_colon(clause: Token, then: Tokens, verb: int) -> Tokens:
    """A consequence without what stands before a colon: "drew a red line: it will invoke the treaty if …"."""
    colon = max((i for i in then if clause.doc[i].text == ":" and i < verb), default=-1)
    return frozenset(i for i in then if i > colon)


def _provided(token: Token) -> Parts | None:
    """ "provided that": the clause behind is the if-part, what the participle hangs on the consequence."""
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "advcl") and c.i > token.i), None)
    clause = token.head if clause is None and token.dep_ == "mark" else clause
    main = (clause if clause is not None and token.dep_ == "mark" else token).head
    if clause is None or main.pos_ not in ("VERB", "AUX") or main == token:
        return None
    own = subtree(clause) | {token.i}
    then, verb = _consequence(token if token.dep_ != "mark" else clause, main, own)
    return Parts(own, then, "if", 0.7, verb) if then else None


def _consequence(clause: Token, main: Token, own: Tokens) -> tuple[Tokens, int]:
    """The main clause without the if-part; behind a reporting verb its content is meant."""
    whole = _clause_tokens(main)
    after = [c for c in main.children if c.dep_ in ("ccomp", "xcomp") and c.i > main.i and c != clause]
    after = [c for c in after if not subtree(c) & own]
    if _is_cue(main) and after and (main.tag_ != "MD"):
        return _run(main, subtree(after[0]) - own, own), after[0].i
    return _run(main, whole - own, own), main.i


def _clause_tokens(verb: Token) -> Tokens:
    """A clause without clauses coordinated to it that have a subject of their own, and without asides."""
    out = set(subtree(verb))
    for c in verb.children:
        if c.dep_ == "conj" and c.i > verb.i and any(x.dep_ in ("nsubj", "nsubjpass") for x in c.children):
            out -= subtree(c)
        elif c.dep_ == "mark" and c.lower_ == "that":
            out.discard(c.i)
        elif c.dep_ in ("parataxis",):
            out -= subtree(c)
    return frozenset(out)


def _run(main: Token, tokens: Tokens, own: Tokens) -> Tokens:
    """The unbroken run of tokens around the main verb, as a span can hold it: it ends where the if-part stands."""
    if not tokens:
        return tokens
    low, high = min(own), max(own)
    left = frozenset(i for i in tokens if i < low)
    right = frozenset(i for i in tokens if i > high)
    if left and right:
        chosen = left if main.i in left else right
        return chosen if len(chosen) >= 2 else max(left, right, key=len)
    return left or right


def _as_long_as(token: Token) -> Parts | None:
    """ "as long as", "so long as": the clause behind is the if-part."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "as":
        return None
    clause = doc[token.i + 1].head
    if clause.pos_ not in ("VERB", "AUX") or clause.i < token.i:
        return None
    own = frozenset(i for i in subtree(clause) if i >= token.i - 1) | {token.i - 1, token.i}
    main = token.head if token.head.pos_ in ("VERB", "AUX") and token.head != clause else doc[token.i - 2]
    while main.pos_ not in ("VERB", "AUX") and main.head != main:
        main = main.head
    then, verb = _consequence(clause, main, own | subtree(token))
    return Parts(own, then, "if", 0.75, verb) if then else None


def _ordered(mark: Token) -> Parts | None:
    """ "X before Y" where X is demanded or promised, and "not X until Y": first the if-part, then what may follow."""
    if mark.dep_ == "mark":
        later, main = mark.head, mark.head.head
    else:
        below = [c for c in mark.children if c.dep_ in ("pobj", "pcomp")]
        if not below:
            return None
        later, main = below[0], mark.head
    if later.ent_type_ in ("DATE", "TIME") or main.pos_ not in ("VERB", "AUX") or main == later:
        return None
    if mark.dep_ == "mark" and later.dep_ != "advcl":
        return None
    if later.pos_ == "NOUN" and later.ent_type_:
        return None
    own = subtree(later) - {mark.i} | {mark.i}
    behind = frozenset(i for i in subtree(later) if i > mark.i)
    negated = any(c.dep_ == "neg" for c in main.children) or _is_refusal(main) or _is_none_of(main)
    first = _run(main, _clause_tokens(main) - own, own)
    if mark.lower_ in ("until", "till"):
        kept = negated or (lemma(main) in triggers.words("lasting") and (_wanted(main) or _lies_ahead(main)))
        return Parts(behind, first, "until", 0.75, main.i) if kept and _lies_ahead(main) and behind else None
    if negated:
        return Parts(behind, first, "until", 0.7, main.i) if _lies_ahead(main) and behind else None
    return Parts(first, behind, "before", 0.7, later.i) if _wanted(main) and behind and first else None


def _inverted(first: Token) -> Parts | None:
    """ "Should Iran attack, Israel will respond." """
    clause = first.head if first.dep_ in ("aux", "auxpass") else first
    subjects = [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > first.i]
    sentence = first.sent
    commas = [t.i for t in sentence if t.text == "," and t.i > clause.i]
    if not subjects or not commas or sentence[-1].text == "?":
        return None
    end = next((i for i in commas if i > clause.i), commas[0])
    if_part = frozenset(range(first.i, end))
    then = frozenset(range(end + 1, sentence.end))
    main = next((t.i for t in sentence if t.i > end and t.pos_ in ("VERB", "AUX")), sentence.root.i)
    return Parts(if_part, then, "inversion", 0.75, main)


def _or_else(token: Token) -> Parts | None:
    """ "Withdraw, or else we will strike." """
    sentence = token.sent
    first = frozenset(range(sentence.start, token.i - 1))
    rest = frozenset(range(token.i + 1, sentence.end))
    return Parts(first, rest, "or-else", 0.7, -1) if first else None


def _condition(annotated: Annotated, parts: Parts, frames: list[_Frame]) -> Condition | None:
    syntax = annotated.syntax
    if_tokens, then_tokens = trim(syntax, parts.if_), trim(syntax, _without_opening(annotated, parts.then, frames))
    frame = _frame_of(frames, if_tokens, then_tokens)
    if frame is not None and len(frame.content & then_tokens) >= 0.5 * len(then_tokens):
        then_tokens = trim(syntax, then_tokens & frame.content)
    if not if_tokens:
        return None
    if parts.join == "before" and (frame is None or frame.kind not in _WISHES):
        return None
    if parts.join in ("in-return", "depends") and (not then_tokens or frame is None):
        return None
    then_span = syntax.span(range(min(then_tokens), max(then_tokens) + 1)) if then_tokens else None
    if_span = syntax.span(range(min(if_tokens), max(if_tokens) + 1))
    actor = frame.attribution.holders[0] if frame and frame.attribution.holders else _for_whom(annotated, if_tokens)
    if drawer := _drawer(annotated, parts):
        parts, actor = replace(parts, join="red-line"), drawer[0]
    kind, forecast = _kind(annotated, parts, then_tokens, frame)
    confidence = parts.confidence if actor else parts.confidence * 0.7
    sentence = syntax.doc[min(if_tokens)].sent
    places = (if_span, then_span) if kind == "threat" else (then_span, if_span)
    issue = next((found for place in places if place and (found := known_issue(annotated, place))), None)
    return Condition(
        id=record_id("conditions", annotated.document.id, if_span, then_span),
        doc=annotated.document.id,
        evidence=(if_span, *((then_span,) if then_span else ()), syntax.span(sentence)),
        step=STEP,
        confidence=round(confidence, 4),
        if_=if_span,
        then=then_span,
        actor=actor,
        kind=kind,
        forecast=forecast,
        issue=issue.id if issue is not None else None,
    )


def _without_opening(annotated: Annotated, tokens: Tokens, frames: list[_Frame]) -> Tokens:
    """A consequence without words that open it: a reporting cue with its source, "that", "then", "but", "and"."""
    doc = annotated.syntax.doc
    for frame in frames:
        said = frame.content & tokens
        predicated = any(doc[i].pos_ in ("VERB", "AUX") for i in said)
        if frame.cue and frame.cue <= tokens and predicated and min(frame.content) > min(frame.cue):
            tokens = tokens & frame.content
    ordered = sorted(tokens)
    while ordered and (_opens(doc[ordered[0]]) or doc[ordered[0]].is_punct):
        ordered.pop(0)
    return frozenset(ordered)


def _opens(word: Token) -> bool:
    """Whether a word only opens a clause; "that" may also be its subject or stand with it."""
    return word.lower_ in ("then", "but", "and", "to", "so") or (word.lower_ == "that" and word.dep_ == "mark")


def _frame_of(frames: list[_Frame], if_part: Tokens, then: Tokens) -> _Frame | None:
    """The smallest attribution that holds both parts, else the one that holds most of them."""
    both = if_part | then
    holding = [f for f in frames if len(f.content & both) >= 0.8 * len(both) and f.attribution.holders]
    if not holding:
        said = [(len((f.content | f.cue) & then), f) for f in frames if f.attribution.holders and f.cue]
        holding = [f for shared, f in said if shared and shared >= 0.5 * len(then)]
    return min(holding, key=lambda f: len(f.content), default=None)


def _drawer(annotated: Annotated, parts: Parts) -> tuple[str, ...]:
    """Who "drew a red line: …": the subject of the verb that a red line before the colon hangs on."""
    doc = annotated.syntax.doc
    first = min(parts.then | parts.if_)
    sentence = doc[first].sent
    if first <= sentence.start or doc[first - 1].text != ":":
        return ()
    for token in doc[sentence.start : first]:
        if token.lower_ == "line" and doc[token.i - 1].lower_ == "red":
            from daylight.reading.coreference import actor_of_source

            verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
            subject = subject_of(verb) if verb is not None else None
            if subject is None:
                return ()
            phrase = range(subject.left_edge.i, subject.right_edge.i + 1)
            return actor_of_source(annotated, annotated.syntax.span(phrase))
    return ()


def _for_whom(annotated: Annotated, tokens: Tokens) -> str | None:
    """ "For Warsaw, X is a red line": the actor that a sentence opens with behind "for" or "to"."""
    from daylight.reading.coreference import actor_of_source

    first = annotated.syntax.doc[min(tokens)].sent[0]
    owner = next((c for c in first.children if c.dep_ == "pobj"), None) if first.lower_ in ("for", "to") else None
    actors = actor_of_source(annotated, annotated.syntax.span(owner)) if owner is not None else ()
    return actors[0] if actors else None


def _kind(annotated: Annotated, parts: Parts, then: Tokens, frame: _Frame | None) -> tuple[ConditionKind, bool]:
    """Kind of a condition, and whether it forecasts rather than commits.

    By form first (red line, trigger, order, exchange), then by what the holder's word was (threat, promise), then by
    whether the consequence is the holder's own act and does harm or good, else a requirement, else a forecast.
    """
    doc = annotated.syntax.doc
    kind = frame.kind if frame else ""
    words = {lemma(doc[i]) for i in then} | {doc[i].lower_ for i in then}
    fixed: dict[str, ConditionKind] = {
        "before": "precondition", "in-return": "precondition", "red-line": "red_line", "trigger": "trigger",
        "any": "red_line", "until": "precondition", "or-else": "threat", "depends": "precondition",
        "only": "precondition", "without": "precondition",
    }  # fmt: skip
    if parts.join in fixed:
        return fixed[parts.join], False
    if parts.join in ("nominal", "event"):
        return "trigger", parts.join == "nominal"
    if parts.join == "offer":
        return "promise", False
    if kind == "threaten":
        return "threat", False
    if kind == "reserve" or "reserves" in words:
        return "trigger", False
    own_act = _is_own_act(annotated, parts, frame)
    modals = {c.lower_ for c in doc[parts.verb].children if c.tag_ == "MD"} if parts.verb >= 0 else set()
    if own_act and parts.verb >= 0 and parts.join in ("if", "inversion"):
        deed = lemma(doc[parts.verb])
        weighed = not any(c.dep_ == "prt" for c in doc[parts.verb].children)  # "end up" ends nothing
        mild = not weighed or deed not in triggers.words("harm") | triggers.words("good")
        if modals & {"could", "may", "might"} and mild:
            return "trigger", True
        if deed in triggers.words("harm") or kind == "warn":
            return "threat", False
        if deed in triggers.words("good"):
            return "promise", False
    harm, good = words & triggers.words("harm"), words & triggers.words("good")
    if frame and not frame.attribution.author_voice and _may_be_granted(annotated, parts) and good and not harm:
        return "promise", False
    if {"must", "should"} & words or (parts.join == "unless" and kind in _FIRM):
        return "precondition", False
    negated = parts.verb >= 0 and any(c.dep_ == "neg" for c in doc[parts.verb].children)
    if parts.join == "unless" and negated:
        return ("trigger" if harm else "precondition"), False
    if own_act and harm and not (good and len(good) > len(harm)):
        return "threat", False
    if kind == "promise" or (own_act and good):
        return "promise", False
    if kind == "warn" and harm:
        return ("trigger", True) if not own_act else ("threat", False)
    modal = {"will", "would", "could", "may", "might", "can", "'ll", "’ll"} & words
    return "trigger", bool(modal) and not own_act


def _may_be_granted(annotated: Annotated, parts: Parts) -> bool:
    """Whether the consequence "can" or "could" be done or happen, to something that acts for nobody."""
    if parts.verb < 0 or parts.join != "if":
        return False
    verb = annotated.syntax.doc[parts.verb]
    from daylight.reading.coreference import resolve

    subject = subject_of(verb)
    allowed = any(c.dep_ == "aux" and c.lower_ in ("can", "could", "may") for c in verb.children)
    return allowed and subject is not None and not resolve(annotated, annotated.syntax.span(subject))


def _is_own_act(annotated: Annotated, parts: Parts, frame: _Frame | None) -> bool:
    """Whether the consequence is what the holder or his side would do."""
    doc = annotated.syntax.doc
    if frame is None or parts.verb < 0:
        return False
    from daylight.reading.coreference import resolve

    subject = subject_of(doc[parts.verb])
    if subject is None:
        return frame.kind in ("threaten", "promise", "decide", "intend", "reserve", "want")
    source = {t.i for span in frame.attribution.source for t in annotated.syntax.tokens(span)}
    if subject.lower_ in ("i", "we") or subject.i in source:
        return True
    held = set(frame.attribution.holders)
    acting = set(resolve(annotated, annotated.syntax.span(subject)))
    sides = {m.actor for h in held | acting if h in annotated.actors for m in annotated.actors[h].memberships}
    return bool(held & acting or (sides & (held | acting)))


def _is_report(verb: Token) -> bool:
    return any("quote" in cue.takes for cue in cues.senses(lemma(verb), "verb")) and lemma(verb) not in (
        "ask",
        "wonder",
    )


def _is_cue(verb: Token) -> bool:
    return bool(cues.senses(lemma(verb), "verb"))


def _is_refusal(verb: Token) -> bool:
    return any(cue.kind == "refuse" for cue in cues.senses(lemma(verb), "verb"))


def _is_none_of(verb: Token) -> bool:
    """ "No train will run", "nobody may cross", "will sign nothing": the denial stands in the subject or object."""
    parties = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
    return any(t.lower_ in ("no", "nobody", "none", "neither", "nothing") for s in parties for t in (s, *s.children))


def _lies_ahead(verb: Token) -> bool:
    """Whether a clause is about what will, would or should be, or is about always; not plain past narration."""
    if any(c.dep_ in ("aux", "auxpass") and c.lower_ in _COMMITTED for c in verb.children):
        return True
    return verb.tag_ in ("VB", "VBP", "VBZ") or any(cue.kind in _AHEAD for cue in cues.senses(lemma(verb), "verb"))


def _wanted(verb: Token) -> bool:
    """Whether the first of two ordered actions is asked for or planned: a modal, an infinitive, a subjunctive."""
    if any(c.dep_ == "aux" and (c.lower_ in _COMMITTED or c.lower_ == "to") for c in verb.children):
        return True
    if any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children):
        return True
    return verb.tag_ in ("VB", "VBP") or lemma(verb) in ("need", "require")


def _same(a: Span, b: Span) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0.6 * min(a[1] - a[0], b[1] - b[0])
