"""Cue words: which verbs, nouns, adjectives and adverbials attribute, what they mean and how their content follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import yaml

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

Part = Literal["verb", "phrasal", "noun", "adjective", "adverbial", "hearsay"]

_SECTIONS: dict[str, Part] = {
    "verbs": "verb",
    "phrasal": "phrasal",
    "nouns": "noun",
    "adjectives": "adjective",
    "adverbials": "adverbial",
    "hearsay": "hearsay",
}


@dataclass(frozen=True)
class Cue:
    """One sense of a cue word.

    Attributes
    ----------
    word : str
        Lemma, or the whole phrase.
    part : Part
        Part of speech.
    kind : str
        What the holder does with the content: say, assert, think, doubt, fear, demand, promise …
    polarity : int
        The holder's attitude to the content: 1 for, -1 against, 0 neither.
    takes : frozenset of str
        How the content is attached: clause, quote, to, object-to, gerund, object, as, or a preposition.
    """

    word: str
    part: Part
    kind: str
    polarity: int
    takes: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("daylight.knowledge").joinpath("cues.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert isinstance(loaded, dict)
    return loaded


@lru_cache(maxsize=1)
def _senses() -> dict[tuple[Part, str], tuple[Cue, ...]]:
    senses: dict[tuple[Part, str], list[Cue]] = {}
    for section, part in _SECTIONS.items():
        for group in _table()[section]:
            for word in dict.fromkeys(group["words"]):
                cue = Cue(word, part, group["kind"], group["polarity"], frozenset(group.get("takes", ())))
                senses.setdefault((part, word), []).append(cue)
    return {key: tuple(cues) for key, cues in senses.items()}


def senses(word: str, part: Part) -> tuple[Cue, ...]:
    """All senses of a lemma as that part of speech, the most specific one first where one is meant first."""
    return _senses().get((part, word), ())


def sense(word: str, part: Part, frame: str | None = None) -> Cue | None:
    """The sense of a lemma that takes its content that way; the last one listed is the most specific.

    Parameters
    ----------
    word : str
        Lemma, lower case.
    part : Part
        Part of speech.
    frame : str, optional
        "clause", "quote", "to", "object-to", "gerund", "object", "as" or a preposition; None: any.
    """
    fitting = [cue for cue in senses(word, part) if frame is None or frame in cue.takes]
    return fitting[-1] if fitting else None


@lru_cache(maxsize=1)
def phrases(part: Literal["phrasal", "adverbial"]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases of several words by their first word, each as the words that follow it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for kind, word in _senses():
        if kind == part:
            first, *rest = word.split()
            found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}


@lru_cache(maxsize=8)
def words(*path: str) -> frozenset[str]:
    """A plain word list of the table, by its path: ``words("carriers", "verbs")``."""
    node: Any = _table()
    for name in path:
        node = node[name]
    return frozenset(node)


def cue_of(tokens: TokenSpan) -> Cue | None:
    """The sense of a cue span: its attributing noun or adjective behind a carrier verb, else its verb.

    Parameters
    ----------
    tokens : spacy.tokens.Span
        Tokens of the cue, as ``annotated.syntax.tokens(attribution.cue[0])``.

    Returns
    -------
    Cue or None
        None where no word of the span is a known cue.
    """
    text = " ".join(token.lower_ for token in tokens)
    if known := senses(text, "adverbial") or senses(text, "hearsay"):
        return known[0]
    lemmas = " ".join(lemma(token) for token in tokens)
    for (part, word), known in _senses().items():
        if part == "phrasal" and f" {word} " in f" {lemmas} ":
            return known[-1]
    verbs = [token for token in tokens if token.pos_ in ("VERB", "AUX")]
    carried = words("carriers", "verbs") | words("carriers", "copulas")
    if not verbs or all(lemma(token) in carried for token in verbs):
        for token in reversed(list(tokens)):
            found = sense(lemma(token), "noun") if token.pos_ in ("NOUN", "PROPN") else sense(lemma(token), "adjective")
            if found:
                return found
    for token in reversed(verbs):
        if found := sense(lemma(token), "verb"):
            return found
    for token in reversed(list(tokens)):
        if found := sense(lemma(token), "noun") or sense(lemma(token), "adjective") or sense(lemma(token), "verb"):
            return found
    return None


def lemma(token: Token) -> str:
    """Lower-case lemma of a token."""
    return token.lemma_.lower()
