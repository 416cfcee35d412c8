"""Likeness in meaning: which theme a content is nearest to, by sentence embeddings.

A theme is embedded as its name, its proposition and some of its words, so that what a content is near does not depend
on which documents were read before. The themes' vectors are package data; `python -m daylight.reading.likeness`
writes them anew after the table or the encoder changed, and until then they are reckoned on the spot.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from daylight.knowledge.themes import Theme, themes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_FILE = "theme_vectors.npz"
_LONGEST = 200
"""Characters of a content that are embedded."""
_WORDS = 12
"""How many of a theme's words are embedded with it."""
SAME_THEME = 0.38
"""Least cosine of a content and a theme; on the project's own sentences three in four above it are right."""
SAME_ISSUE = 0.5
"""Least cosine of two contents that no theme fits for them to be about the same issue."""
SAME_DOCUMENT = 0.33
"""Least cosine for a theme that the document speaks of elsewhere."""


def meanings(texts: Sequence[str]) -> Vectors:
    """Unit vectors of texts, one row each, by their first words."""
    from daylight.language.embeddings import embed

    return embed([text[:_LONGEST] for text in texts])


def nearest_themes(vectors: Vectors, spoken_of: set[str]) -> list[Theme | None]:
    """The theme nearest in meaning to each text, None where none is near enough.

    Parameters
    ----------
    vectors : array of shape (texts, width)
        As of `meanings`.
    spoken_of : set of str
        Ids of themes that the document speaks of elsewhere; they need be less near.
    """
    import numpy as np

    known = list(themes().values())
    near = vectors @ theme_vectors().T
    least = np.array([SAME_DOCUMENT if theme.id in spoken_of else SAME_THEME for theme in known], np.float32)
    excess = near - least
    return [known[int(row.argmax())] if row.max() >= 0 else None for row in excess]


def alike(vectors: Vectors) -> list[int]:
    """For each text the place of the first text that it is about the same as, itself where there is none before it.

    A text that is alike to several joins the first of them, so that later texts never regroup earlier ones.
    """
    near = vectors @ vectors.T >= SAME_ISSUE
    first: list[int] = []
    for place in range(len(vectors)):
        before = [other for other in range(place) if near[place, other]]
        first.append(first[before[0]] if before else place)
    return first


@lru_cache(maxsize=1)
def theme_vectors() -> Vectors:
    """Unit vectors of the themes in the order of the table, one row each."""
    import numpy as np

    stored = files("daylight.knowledge").joinpath(_FILE)
    if stored.is_file():
        with stored.open("rb") as opened, np.load(opened) as data:
            if str(data["digest"]) == _digest():
                return np.asarray(data["vectors"], dtype=np.float32)
    return reckoned_vectors()


def reckoned_vectors() -> Vectors:
    """The themes' vectors, reckoned now."""
    from daylight.language.embeddings import embed

    return embed(_texts())


def _texts() -> list[str]:
    rows = []
    for theme in themes().values():
        words = [re.sub(r"/[VN]| \.\.", "", pattern) for pattern, _ in theme.patterns[:_WORDS]]
        rows.append(f"{theme.name}. {theme.proposition(None)}. {', '.join(words)}")
    return rows


def _digest() -> str:
    return hashlib.sha256("\n".join(_texts()).encode()).hexdigest()[:16]


if __name__ == "__main__":
    import numpy as np

    np.savez_compressed(
        str(files("daylight.knowledge").joinpath(_FILE)),
        digest=np.array(_digest()),
        vectors=reckoned_vectors().astype(np.float16),
    )
