"""A small trained scorer of event types: a linear model over what the lexicon, the trigger and the sentence say.

Multinomial logistic regression on sparse binary features, calibrated by cross-fitted temperature. The model is
`language/models/events/types.npz`; `training/events.py` makes it, `docs/models/events.md` describes it. CONCEDE and
RETREAT are one class, YIELD, because the training data do not tell them apart; the frame does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from daylight.reading.event_readings import EventReading

YIELD = frozenset({"CONCEDE", "RETREAT"})


@dataclass(frozen=True)
class Scorer:
    """A linear model: class names, feature ids, weights of shape (features + 1, classes) with the bias last."""

    classes: tuple[str, ...]
    vocabulary: dict[str, int]
    weights: np.ndarray[Any, np.dtype[np.float32]]
    temperature: float = 1.0

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each class; each known feature counts once."""
        rows = sorted({self.vocabulary[f] for f in features if f in self.vocabulary})
        scores = (self.weights[rows].sum(axis=0) + self.weights[-1]) / self.temperature
        exponents = np.exp(scores - scores.max())
        return dict(zip(self.classes, map(float, exponents / exponents.sum()), strict=True))


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    """The shipped model."""
    path = files("daylight.language").joinpath("models/events/types.npz")
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        names = str(data["vocabulary"]).split("\n")
        weights = data["weights"].astype(np.float32)
        return Scorer(
            tuple(data["classes"].tolist()), {n: i for i, n in enumerate(names)}, weights, float(data["temperature"])
        )


def features(
    reading: EventReading | None, sentence: TokenSpan, actor: set[int], recipient: set[int], others: Iterable[str]
) -> Iterator[str]:
    """What the model sees of a reading.

    Parameters
    ----------
    reading : EventReading or None
        The event; None where the sentence has no trigger.
    sentence : Span
        Its sentence.
    actor, recipient : set of int
        Token indices of the parties' phrases, which stand masked in the words.
    others : iterable of str
        Types of all readings of the sentence, in order of prominence.
    """
    yield "bias"
    for place, type_ in enumerate(list(others)[:3]):
        yield f"type{place}={type_}"
    if reading is not None:
        yield from _of_trigger(reading)
    yield from _of_words(sentence, actor, recipient)
    for name, party in (("a", actor), ("r", recipient)):
        yield from _of_party(name, sentence, party)


def _of_trigger(reading: EventReading) -> Iterator[str]:
    trigger = reading.trigger
    frame = reading.framed.frame
    verb = trigger.verb
    yield f"lex={trigger.sense.type}"
    yield f"mode={trigger.sense.type}-{trigger.sense.mode}"
    yield f"rule={reading.type}"
    yield f"rule={reading.type}|{trigger.kind}"
    yield f"status={reading.status}"
    yield f"frame={frame.modal}|{frame.negated}|{trigger.sense.type}"
    yield f"head={trigger.head.lemma_.lower()}"
    if verb is not None:
        yield f"verb={verb.lemma_.lower()}"
        yield f"verb={verb.lemma_.lower()}|{frame.modal}|{frame.negated}"
    if trigger.thing is not None:
        yield f"thing={trigger.thing.lemma_.lower()}"
        if verb is not None:
            yield f"pair={verb.lemma_.lower()}+{trigger.thing.lemma_.lower()}"
    if reading.framed.content is not None:
        yield f"content={reading.type}-{reading.framed.content.sense.type}"


def _of_words(sentence: TokenSpan, actor: set[int], recipient: set[int]) -> Iterator[str]:
    words = [
        "ACT"
        if t.i in actor
        else "REC"
        if t.i in recipient
        else t.ent_type_
        if t.ent_type_ in ("GPE", "DATE", "PERSON", "NORP", "ORG", "CARDINAL")
        else t.lemma_.lower()
        for t in sentence
        if not t.is_punct
    ]
    words = [w for i, w in enumerate(words) if i == 0 or w != words[i - 1] or not w.isupper()]
    for word in words:
        yield f"w={word}"
    for one, two in pairwise(words):
        yield f"b={one} {two}"
    if "ACT" in words and "REC" in words:
        first, last = sorted((words.index("ACT"), words.index("REC")))
        order = "AR" if words[first] == "ACT" else "RA"
        for word in words[first + 1 : last]:
            yield f"m{order}={word}"
    if "ACT" in words:
        for word in words[words.index("ACT") + 1 :][:4]:
            yield f"after={word}"
    if "REC" in words:
        for word in words[max(0, words.index("REC") - 3) : words.index("REC")]:
            yield f"before={word}"


def _of_party(name: str, sentence: TokenSpan, party: set[int]) -> Iterator[str]:
    heads = [t for t in sentence if t.i in party and t.head.i not in party]
    if not heads:
        yield f"{name}=none"
        return
    head: Token = heads[0]
    yield f"{name}dep={head.dep_}"
    yield f"{name}head={head.lemma_.lower()}" if head.pos_ == "NOUN" else f"{name}ent={head.ent_type_}"
    governor = head.head
    if governor.pos_ == "ADP":
        yield f"{name}prep={governor.lower_}|{governor.head.lemma_.lower()}"
        governor = governor.head
    yield f"{name}gov={governor.lemma_.lower()}|{head.dep_}"
    children = [
        c for c in governor.children if c.dep_ in ("xcomp", "ccomp", "dobj", "prt", "neg", "aux", "conj", "acomp")
    ]
    for child in children:
        yield f"{name}govc={governor.lemma_.lower()}+{child.lemma_.lower()}"
        yield f"{name}gc={child.dep_}:{child.lemma_.lower()}"
