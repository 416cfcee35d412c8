"""Boolean expressions over options, as people write them: ``if strike then not (talks or aid)``.

A small recursive-descent parser; nothing is ever evaluated as code. Precedence, tightest first: ``not``, ``and``,
``or``, ``if``/``then`` (also ``->`` and ``A if B``), ``iff`` (also ``<->``). Option names may hold spaces: the
longest known name that fits wins, and a name in double quotes is always a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from daylight.errors import ModelFileError

Tree = tuple[str, ...] | tuple[str, "Tree"] | tuple[str, "Tree", "Tree"]
Truth = NDArray[np.bool_]

MAX_LENGTH = 4_000
MAX_DEPTH = 60

SYMBOLS = {"&": "and", "&&": "and", "|": "or", "||": "or", "!": "not", "~": "not", "->": "->", "<->": "iff"}
WORDS = {"and", "or", "not", "if", "then", "iff"}


@dataclass(frozen=True)
class Expression:
    """A parsed expression: its text as written and its tree of options."""

    text: str
    tree: Tree

    def holds(self, columns: Mapping[str, Truth]) -> Truth:
        """Where the expression is true.

        Parameters
        ----------
        columns : mapping of str to array of bool
            For each option name, in which states it is taken; all of one shape.
        """
        return _holds(self.tree, columns)

    def options(self) -> frozenset[str]:
        """Names of the options it speaks of."""
        return frozenset(_options(self.tree))


def parse(text: str, names: Iterable[str]) -> Expression:
    """Parse an expression over the given option names.

    Raises
    ------
    ModelFileError
        Where it is no expression: an unknown word, a missing bracket, nothing at all; the message says which.
    """
    if len(text) > MAX_LENGTH:
        raise ModelFileError(f"an expression of {len(text)} characters; at most {MAX_LENGTH} are read")
    return _parse(text, tuple(names))


@lru_cache(maxsize=4096)
def _parse(text: str, names: tuple[str, ...]) -> Expression:
    return Expression(text, _Reader(text, names).read())


class _Reader:
    """Reads one expression, token by token."""

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        self.text = text
        self.known = {name.casefold(): name for name in names}
        self.tokens = list(_tokens(text, self.known))
        self.at = 0
        self.depth = 0

    def read(self) -> Tree:
        if not self.tokens:
            raise ModelFileError("an empty expression")
        tree = self.equivalence()
        if self.at < len(self.tokens):
            raise self.wrong(f"nothing may follow before {self.tokens[self.at][1]!r}; is an 'and' or 'or' missing?")
        return tree

    def equivalence(self) -> Tree:
        left = self.implication()
        while self.take("iff"):
            left = ("iff", left, self.implication())
        return left

    def implication(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.wrong(f"more than {MAX_DEPTH} brackets inside each other")
        if self.take("if"):
            premise = self.disjunction()
            if not self.take("then"):
                raise self.wrong("an 'if' without its 'then'")
            tree: Tree = ("if", premise, self.implication())
        else:
            left = self.disjunction()
            if self.take("->"):
                tree = ("if", left, self.implication())
            elif self.take("if"):
                tree = ("if", self.disjunction(), left)
            else:
                tree = left
        self.depth -= 1
        return tree

    def disjunction(self) -> Tree:
        left = self.conjunction()
        while self.take("or"):
            left = ("or", left, self.conjunction())
        return left

    def conjunction(self) -> Tree:
        left = self.negation()
        while self.take("and"):
            left = ("and", left, self.negation())
        return left

    def negation(self) -> Tree:
        negated = False
        while self.take("not"):
            negated = not negated
        tree = self.atom()
        return ("not", tree) if negated else tree

    def atom(self) -> Tree:
        if self.take("("):
            tree = self.equivalence()
            if not self.take(")"):
                raise self.wrong("a bracket that is not closed")
            return tree
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "option":
            self.at += 1
            return ("option", self.tokens[self.at - 1][1])
        found = repr(self.tokens[self.at][1]) if self.at < len(self.tokens) else "the end"
        raise self.wrong(f"an option is wanted where {found} stands")

    def take(self, kind: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == kind:
            self.at += 1
            return True
        return False

    def wrong(self, what: str) -> ModelFileError:
        return ModelFileError(f"in the expression {self.text!r}: {what}")


def _tokens(text: str, known: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Pairs of kind and text; the kind of an option's name is "option"."""
    longest_first = sorted(known, key=len, reverse=True)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        if text[at] == '"':
            end = text.find('"', at + 1)
            name = text[at + 1 : end] if end > 0 else text[at + 1 :]
            if end < 0 or name.casefold() not in known:
                raise _unknown(text, name, known)
            yield "option", known[name.casefold()]
            at = end + 1
            continue
        rest = text[at:].casefold()
        name = next((n for n in longest_first if rest.startswith(n) and not _continues(n, rest)), "")
        if name:
            yield "option", known[name]
            at += len(name)
            continue
        symbol = re.match(r"<->|->|&&|\|\||[&|!~()]", text[at:])
        if symbol:
            yield SYMBOLS.get(symbol.group(), symbol.group()), symbol.group()
            at += symbol.end()
            continue
        word = re.match(r"[^\s&|!~()\"]+", text[at:])
        found = word.group() if word else text[at]
        if found.casefold() not in WORDS:
            raise _unknown(text, found, known)
        yield found.casefold(), found
        at += len(found)


def _continues(name: str, rest: str) -> bool:
    """Whether the text goes on inside a word after the name."""
    return len(rest) > len(name) and name[-1].isalnum() and (rest[len(name)].isalnum() or rest[len(name)] == "_")


def _unknown(text: str, found: str, known: Mapping[str, str]) -> ModelFileError:
    import difflib

    near = difflib.get_close_matches(found.casefold(), list(known), n=1)
    hint = f"; did you mean {known[near[0]]!r}?" if near else f"; options are: {', '.join(sorted(known.values())[:12])}"
    return ModelFileError(f"in the expression {text!r}: no option is called {found!r}{hint}")


def _holds(tree: Tree, columns: Mapping[str, Truth]) -> Truth:
    kind = tree[0]
    if kind == "option":
        return columns[str(tree[1])]
    left = _holds(tree[1], columns)  # type: ignore[arg-type]
    if kind == "not":
        return ~left
    right = _holds(tree[2], columns)  # type: ignore[misc, arg-type]
    if kind == "and":
        return left & right
    if kind == "or":
        return left | right
    if kind == "if":
        return ~left | right
    return np.asarray(left == right)


def _options(tree: Tree) -> Iterable[str]:
    if tree[0] == "option":
        yield str(tree[1])
    else:
        for part in tree[1:]:
            yield from _options(part)  # type: ignore[arg-type]
