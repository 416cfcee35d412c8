"""Conditions with a conjunction: "if", "unless", "once", "as long as", "before", "until", inversion, "or else"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daylight.knowledge import cues, triggers
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import Tokens
from daylight.reading.attributions_sources import subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

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
    """"if", "unless", "only", "before", "until", "inversion", "or-else"; see `conditions_nominal` for the others."""
    confidence: float
    verb: int = -1
    """Main verb of the consequence."""
    by: int = -1
    """Who sets it, where the form itself tells."""


def clause_parts(doc: Doc) -> list[Parts]:
    """If-clauses, inversions, ordered pairs, and what follows "or else", "or face" and "otherwise"."""
    return [parts for token in doc if (form := _form(token)) and (parts := form(token))]


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
    if (
        word == "should"
        and token.dep_ == "aux"
        and token.head.dep_ in ("advcl", "ccomp")
        and token.head.head.i < token.i
    ):
        return _inverted_behind
    if word in ("should", "were", "had") and (
        token.is_sent_start or before in (",", "that") or token.nbor(-1).is_quote
    ):
        return _inverted
    if word == "and" and token.dep_ == "cc" and token.head.tag_ == "VB":
        return _and_then
    if word == "while" and token.dep_ == "mark":
        return _while
    if word == "otherwise" and token.i and (token.is_sent_start or before in (";", "—", "–")):
        return _otherwise
    return _or_else if word == "or" and token.i + 1 < len(token.doc) and token.i > token.sent.start else None


def _if_clause(mark: Token) -> Parts | None:
    doc, clause = mark.doc, mark.head
    before = doc[mark.i - 1].lower_ if mark.i else ""
    if mark.lower_ == "once" and mark.dep_ == "advmod" and clause.dep_ in ("ROOT", "ccomp"):
        return _bare_once(mark)
    if mark.lower_ == "if" and before in triggers.words("not_before_if"):
        return None
    if clause.dep_ not in ("advcl", "pcomp", "ccomp", "ROOT", "conj", "dep", "relcl", "acl"):
        return None
    main = committed(clause.head) if mark.lower_ == "unless" else clause.head
    only = before == "only"
    asks = lemma(main) in triggers.words("asking") and 0 < mark.i - main.i <= 2
    asks = asks or (mark.i > 0 and lemma(doc[mark.i - 1]) in triggers.words("asking") and not doc[mark.i - 1].is_punct)
    asks = asks or [t.lower_ for t in doc[mark.i + 1 : mark.i + 3]] in (["i", "may"], ["you", "will"], ["i", "might"])
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
    if mark.lower_ == "if" and then and _is_wish(clause) and _is_need(doc[verb]):
        goal = frozenset(i for i in if_part if i > clause.i)
        return Parts(then, goal or if_part, "only", 0.8, clause.i)  # "if you want G you need R": R is the condition
    return Parts(if_part, then - {mark.i - 1} if only else then, join, 0.85, verb) if then else None


def committed(verb: Token) -> Token:
    """The verb that a condition bears on: above a past relative clause ("refuses to lift curbs it set unless")."""
    while verb.dep_ in ("relcl", "acl") and not _lies_ahead(verb):
        above = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None)
        if above is None:
            break
        verb = above
    return verb


def _is_wish(verb: Token) -> bool:
    """Whether an if-clause says what somebody wants: "if Lima wants the port"."""
    return any(cue.kind == "want" for cue in cues.senses(lemma(verb), "verb")) and verb.tag_ != "VBN"


def _is_need(verb: Token) -> bool:
    """Whether a consequence says what is needed: "it must pay", "it needs to", "has to"."""
    modal = any(c.dep_ == "aux" and c.lower_ in ("must", "should", "shall") for c in verb.children)
    return (
        modal
        or lemma(verb) in ("need", "require")
        or (lemma(verb) == "have" and any(c.dep_ == "xcomp" for c in verb.children))
    )


def _behind_colon(clause: Token, then: Tokens, verb: int) -> Tokens:
    """A consequence without what stands before a colon: "drew a red line: it will invoke the treaty if …"."""
    colon = max((i for i in then if clause.doc[i].text == ":" and i < verb), default=-1)
    return frozenset(i for i in then if i > colon)


def _provided(token: Token) -> Parts | None:
    """ "provided that": the clause behind is the if-part, what the participle hangs on the consequence."""
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "advcl", "pcomp") and c.i > token.i), None)
    clause = token.head if clause is None and token.dep_ == "mark" else clause
    main = (clause if clause is not None and token.dep_ == "mark" else token).head
    if clause is None:
        return None
    if main == token:  # read as the main verb: "…, provided that both attend"
        before = [t for t in token.sent if t.i < token.i - 1 and t.pos_ == "VERB" and t.dep_ not in ("xcomp", "amod")]
        if not before or token.nbor(-1).text != "," or token.nbor(1).lower_ != "that":
            return None
        main = before[-1]
        return Parts(subtree(clause) | {token.i}, subtree(main), "provided", 0.65, main.i)
    if main.pos_ not in ("VERB", "AUX"):
        return None
    own = subtree(clause) | {token.i}
    then, verb = _consequence(token if token.dep_ != "mark" else clause, main, own)
    return (
        Parts(own, then, "provided" if token.lower_ in ("provided", "providing") else "if", 0.7, verb) if then else None
    )


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
    if mark.lower_ == "before" and _is_time(mark.nbor(1)):
        return None
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
    if later.pos_ in ("NOUN", "PROPN") and (later.ent_type_ or lemma(later) in triggers.words("times")):
        return None
    own = subtree(later) - {mark.i} | {mark.i}
    behind = frozenset(i for i in subtree(later) if i > mark.i)
    negated = is_denied(main) or _is_refusal(main)
    first = _run(main, _clause_tokens(main) - own, own)
    if mark.lower_ in ("until", "till"):
        kept = negated or (lemma(main) in triggers.words("lasting") and (_wanted(main) or _lies_ahead(main)))
        ahead = _lies_ahead(main) or _wanted(main)
        return Parts(behind, first, "until", 0.75, main.i) if kept and ahead and behind else None
    if negated:
        return Parts(behind, first, "until", 0.7, main.i) if _lies_ahead(main) and behind else None
    return Parts(first, behind, "before", 0.7, later.i) if _wanted(main) and behind and first else None


def _is_time(word: Token) -> bool:
    return word.ent_type_ in ("DATE", "TIME") or lemma(word) in triggers.words("times")


def _inverted(first: Token) -> Parts | None:
    """ "Should Iran attack, Israel will respond." """
    clause = first.head if first.dep_ in ("aux", "auxpass") else first
    subjects = [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > first.i]
    sentence = first.sent
    commas = [t.i for t in sentence if t.text == "," and t.i > clause.i]
    if not subjects or not commas or sentence[-1].text == "?":
        return None
    if first.lower_ == "had" and not (
        clause.tag_ in ("VBN", "VBD") and any(t.lower_ in ("would", "could") for t in sentence)
    ):
        return None
    start = end = commas[0]
    saying = next(
        (c for c in commas[1:] if any(_is_report(t) for t in first.doc[end + 1 : c] if t.pos_ == "VERB")), None
    )
    if saying is not None and saying - end < 8:
        end = saying  # "Should they cross it, he said, …"
    if_part = frozenset(range(first.i, start))
    then = frozenset(range(end + 1, sentence.end))
    main = next(
        (t for t in sentence if t.i > end and t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")), None
    )
    if main is None:
        return None
    own = frozenset(i for i in _clause_tokens(main) if i > end)
    return Parts(if_part, own if len(own) > 1 else then, "inversion", 0.75, main.i)


def _inverted_behind(first: Token) -> Parts | None:
    """ "China would respond should Japan go on." """
    clause, main = first.head, first.head.head
    subjects = [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and first.i < c.i < clause.i]
    if not subjects or main.i > first.i or main.pos_ not in ("VERB", "AUX") or first.sent[-1].text == "?":
        return None
    own = frozenset(i for i in subtree(clause) if i >= first.i)
    then, verb = _consequence(clause, main, own)
    return Parts(own, then, "inversion", 0.75, verb) if then else None


def _bare_once(mark: Token) -> Parts | None:
    """ "Once the ships touch, neither will step back": where the parser has not seen the clause, up to the comma."""
    main, sentence = mark.head, mark.sent
    comma = next((t.i for t in sentence if t.text == "," and t.i > mark.i), None)
    if not mark.is_sent_start or comma is None or comma - mark.i < 3 or comma > main.i or not _lies_ahead(main):
        return None
    rest = frozenset(i for i in _clause_tokens(main) if i > comma)
    return Parts(frozenset(range(mark.i, comma)), rest, "if", 0.6, main.i) if rest else None


def _while(mark: Token) -> Parts | None:
    """ "will not negotiate while the shells fall": a refusal for as long as something lasts."""
    clause, main = mark.head, mark.head.head
    if clause.dep_ != "advcl" or main.pos_ not in ("VERB", "AUX") or mark.i < main.i:
        return None  # before its main clause "while" concedes
    ahead = any(c.tag_ == "MD" and c.lower_ in ("will", "would", "wo", "can", "ca") for c in main.children)
    if not (is_denied(main) and ahead) and not _is_refusal(main):
        return None
    own = subtree(clause)
    then, verb = _consequence(clause, main, own)
    return Parts(own, then, "until", 0.65, verb) if then else None


def _or_else(token: Token) -> Parts | None:
    """ "Withdraw, or else we will strike", "must disarm or face force"."""
    sentence, after = token.sent, token.nbor(1)
    if after.lower_ == "else":
        first, rest = frozenset(range(sentence.start, token.i)), frozenset(range(token.i + 2, sentence.end))
        return Parts(first, rest, "or-else", 0.7, _first_verb(token.doc, rest)) if first else None
    faced = next((c for c in token.head.children if c.dep_ == "conj" and c.i > token.i), None)
    asked = token.head
    if faced is None or asked.pos_ not in ("VERB", "AUX") or lemma(faced) not in triggers.words("suffered"):
        return None
    if faced.i - token.i > 2 or not (_wanted(asked) and asked.tag_ == "VB"):
        return None
    rest = frozenset(i for i in subtree(faced) if i > token.i)
    first = frozenset(i for i in subtree(asked) - subtree(faced) if i < token.i)
    return Parts(first, rest, "or-else", 0.7, faced.i) if first and rest else None


def _and_then(token: Token) -> Parts | None:
    """ "Pass the law and the door opens": what is told to be done, and what will follow."""
    asked = token.head
    follows = next((c for c in asked.children if c.dep_ == "conj" and c.i > token.i), None)
    if follows is None or any(c.dep_ in ("aux", "auxpass", "nsubj", "mark", "neg") for c in asked.children):
        return None
    subject = next((c for c in follows.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    opens = asked.is_sent_start or asked.nbor(-1).text in (":", '"', "“", ",")
    if subject is None or subject.i < token.i or not opens or follows.tag_ not in ("VB", "VBZ", "VBP"):
        return None
    rest = subtree(follows)
    return Parts(frozenset(i for i in subtree(asked) - rest if i < token.i), rest, "if", 0.55, follows.i)


def _otherwise(token: Token) -> Parts | None:
    """ "They must leave. Otherwise we will strike.": what is asked before is the if-part."""
    doc, sentence = token.doc, token.sent
    if token.is_sent_start:
        asked = doc[token.i - 1].sent
        if asked.end != token.i:
            return None
    else:
        asked = doc[sentence.start : token.i - 1]
    rest = frozenset(range(token.i + 1, sentence.end))
    verb = _first_verb(doc, rest)
    if verb < 0 or not _lies_ahead(doc[verb]) or not any(_wanted(t) for t in asked if t.pos_ in ("VERB", "AUX")):
        return None
    return Parts(frozenset(range(asked.start, asked.end)), rest, "or-else", 0.55, verb)


def _first_verb(doc: Doc, tokens: Tokens) -> int:
    """Place of the first verb that others hang on, -1 where there is none."""
    return next((i for i in sorted(tokens) if doc[i].pos_ == "VERB" and doc[i].dep_ != "amod"), -1)


def is_denied(verb: Token) -> bool:
    """Whether a clause is negated, by its verb or by a subject or object like "no train", "nobody"."""
    return any(c.dep_ == "neg" for c in verb.children) or _is_none_of(verb)


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
    if any(c.dep_ == "aux" and c.lower_ == "did" for c in verb.children):
        return False
    return verb.tag_ in ("VB", "VBP", "VBZ") or any(cue.kind in _AHEAD for cue in cues.senses(lemma(verb), "verb"))


def _wanted(verb: Token) -> bool:
    """Whether the first of two ordered actions is asked for or planned: a modal, an infinitive, a subjunctive."""
    if any(c.dep_ == "aux" and (c.lower_ in _COMMITTED or c.lower_ == "to") for c in verb.children):
        return True
    if any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children):
        return True
    if verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("ccomp", "xcomp") and _is_wish(verb.head):
        return True  # "wants them kept in place until"
    return verb.tag_ in ("VB", "VBP") or lemma(verb) in ("need", "require")
