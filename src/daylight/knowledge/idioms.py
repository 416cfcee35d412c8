"""Idioms: turns of phrase that take a position as a whole, as cues."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import yaml

from daylight.knowledge.cues import Cue

_POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "my", "your", "'s", "’s"})
_BETWEEN = 2
"""Words that may stand between those of a phrase ("put the treaty on hold")."""


def idiom_of(said: Sequence[tuple[str, str]]) -> Cue | None:
    """The idiom that begins with one of the words, the longest; None where there is none.

    Parameters
    ----------
    said : sequence of (str, str)
        Lemma and form, lower case, of the words of a cue and the little words after it.
    """
    found = [
        (len(words), cue)
        for place, forms in enumerate(said)
        for form in dict.fromkeys(forms)
        for words, cue in _idioms().get(form, ())
        if _stands(words, said[place:])
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _stands(words: Sequence[str], said: Sequence[tuple[str, str]]) -> bool:
    place = 0
    for word in words:
        for here in range(place, min(len(said), place + 1 + _BETWEEN)):
            if word in said[here] or (word == "one's" and said[here][1] in _POSSESSIVES):
                place = here + 1
                break
        else:
            return False
    return True


@lru_cache(maxsize=1)
def _idioms() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    text = files("daylight.knowledge").joinpath("idioms.yaml").read_text(encoding="utf-8")
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for group in yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["idioms"]:
        for phrase in group["phrases"]:
            words = tuple(phrase.split())
            cue = Cue(phrase, "phrasal", group["kind"], group["polarity"], frozenset())
            found.setdefault(words[0], []).append((words, cue))
    return found
