"""Themes: what positions are about before it is known where, and the words by which a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import yaml

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

LocusRole = Literal["owner", "speaker", "object", "partner", "place", "doer"]
_GAP = 6
_WORD = re.compile(r"\.\.|['’]s|\w+(?:/[VN])?|[^\w\s]")
_STOPS = frozenset(",;:.—–")
Words = tuple[tuple[str, str, bool], ...]
"""A pattern: each word in lower case, the part of speech it asks for ("" for any), whether it is all capitals."""
_POS = {"V": ("VERB", "AUX"), "N": ("NOUN", "PROPN")}


@dataclass(frozen=True)
class Theme:
    """A theme with its two poles.

    Attributes
    ----------
    supports, opposes : str
        Propositions of the poles; ``{locus}`` stands for whose or where.
    locus : {"owner", "speaker", "object", "partner", "place", "doer"}
        Whose thing or deed it is, mostly the speaker's own, whom it is done to or with, with whom, where, or who does
        it to people that are named by their own country ("frees the French hostages").
    patterns : tuple of (str, int)
        Words that name it, each with the pole that its plain occurrence stands for: 1 supports, -1 opposes.
    charge : bool
        The supporting pole is an accusation: blame for it supports, denial opposes.
    broad : bool
        A narrower theme in the same content is preferred.
    """

    id: str
    name: str
    supports: str
    opposes: str
    locus: LocusRole
    patterns: tuple[tuple[str, int], ...]
    broad: bool = False
    charge: bool = False

    def proposition(self, locus: str | None, pole: int = 1) -> str:
        """The proposition of a pole with the name of the locus filled in."""
        text = (self.supports if pole > 0 else self.opposes).replace("{locus}", locus or "the parties")
        text = re.sub(r"s’s\b", "s’", text)
        return text[0].upper() + text[1:]


@dataclass(frozen=True)
class Match:
    """A place where words name a theme: the tokens that matched, and the pole they stand for."""

    theme: Theme
    sign: int
    tokens: tuple[Token, ...] = field(compare=False)

    @property
    def head(self) -> Token:
        """The matched token that the others hang on."""
        inside = {token.i for token in self.tokens}
        return next((t for t in reversed(self.tokens) if t.head.i not in inside or t.head.i == t.i), self.tokens[-1])

    @property
    def weight(self) -> float:
        """How telling the words are: 1 for one word, 1.5 for two, 1.8 for more; broad themes count 0.6 of that."""
        return (1.0, 1.5, 1.8)[min(len(self.tokens), 3) - 1] * (0.6 if self.theme.broad else 1.0)


@lru_cache(maxsize=1)
def themes() -> dict[str, Theme]:
    """All themes of the taxonomy by id, in the order of the table."""
    text = files("daylight.knowledge").joinpath("themes.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["themes"]
    return {row["id"]: theme_from(row) for row in rows}


def theme_from(row: dict[str, object]) -> Theme:
    """A theme from its row in a table, which has the keys of themes.yaml."""

    def words(key: str) -> list[str]:
        value = row.get(key) or []
        assert isinstance(value, list)
        return [str(word) for word in value]

    patterns = [(word, 1) for word in words("for")] + [(word, -1) for word in words("against")]
    return Theme(
        str(row["id"]),
        str(row["name"]),
        str(row["supports"]),
        str(row["opposes"]),
        str(row.get("locus", "owner")),  # type: ignore[arg-type]
        tuple(patterns),
        bool(row.get("broad", False)),
        bool(row.get("charge", False)),
    )


class Lexicon:
    """The patterns of some themes, indexed by their first word, to be looked up in parsed text."""

    def __init__(self, known: Sequence[Theme]):
        self._index: dict[str, list[tuple[Words, Theme, int]]] = {}
        for theme in known:
            for pattern, sign in theme.patterns:
                words = tuple(_pattern_word(word) for word in _WORD.findall(pattern))
                self._index.setdefault(words[0][0], []).append((words, theme, sign))

    def find(self, tokens: TokenSpan) -> list[Match]:
        """All places in the tokens where a theme is named; of nested ones the longest.

        A pattern with a gap gives way to a compound at its end: "give up nuclear weapons" is about nuclear weapons.
        """
        found = list(self._matches(tokens))
        nouns = {m.tokens[-1].i for m in found if len(m.tokens) > 1 and m.tokens[-1].i - m.tokens[0].i < len(m.tokens)}
        kept = []
        for match in found:
            mine = {token.i for token in match.tokens}
            gapped = match.tokens[-1].i - match.tokens[0].i >= len(match.tokens)
            if gapped and match.tokens[-1].i in nouns:
                continue
            if not any(mine < {token.i for token in other.tokens} for other in found):
                kept.append(match)
        return kept

    def _matches(self, tokens: TokenSpan) -> Iterator[Match]:
        for place, token in enumerate(tokens):
            for key in _forms(token):
                for words, theme, sign in self._index.get(key, ()):
                    if matched := _match_at(words, tokens, place):
                        yield Match(theme, sign, matched)


@lru_cache(maxsize=1)
def taxonomy() -> Lexicon:
    """The lexicon of all themes of the taxonomy."""
    return Lexicon(list(themes().values()))


@lru_cache(maxsize=4096)
def _forms_of(lower: str, lemma: str) -> tuple[str, ...]:
    """Forms by which a word may be listed: as it stands, its lemma, and without a plural ending."""
    forms = [lower, lemma]
    if lower.endswith("s") and len(lower) > 3:
        forms.append(lower[:-1])
    return tuple(dict.fromkeys(forms))


def _forms(token: Token) -> tuple[str, ...]:
    return _forms_of(token.lower_, token.lemma_.lower())


def _pattern_word(word: str) -> tuple[str, str, bool]:
    form, _, part = word.partition("/")
    return form.lower(), part, form.isupper() and len(form) > 1


def _match_at(words: Words, tokens: TokenSpan, place: int) -> tuple[Token, ...] | None:
    matched: list[Token] = []
    gap = 0
    for word, part, capitals in words:
        if word == "..":
            gap = _GAP
            continue
        for here in range(place, min(place + gap + 1, len(tokens))):
            token = tokens[here]
            if gap and token.text in _STOPS:
                return None
            if capitals and not token.is_upper:
                continue
            if word in _forms(token) and (not part or token.pos_ in _POS[part]):
                matched.append(token)
                place, gap = here + 1, 0
                break
        else:
            return None
    return tuple(matched)
