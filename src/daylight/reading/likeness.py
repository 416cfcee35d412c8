"""Likeness in meaning: contents near a theme's wording or near each other, by sentence embeddings.

Themes are fixed, so what a content is near does not depend on which documents were read before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from daylight.knowledge.themes import Theme, themes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


def nearest_theme(texts: Sequence[str], least: float) -> list[Theme | None]:
    """The theme nearest in meaning to each text, None where none reaches the cosine `least`."""
    known = list(themes().values())
    near = embedded(texts) @ _theme_vectors().T
    return [known[int(row.argmax())] if row.max() >= least else None for row in near]


def nearest_issue(texts: Sequence[str], placed: Sequence[str], least: float) -> list[int | None]:
    """For each text the place of the nearest of some other texts, None where none reaches the cosine `least`."""
    if not placed:
        return [None] * len(texts)
    near = embedded(texts) @ embedded(placed).T
    return [int(row.argmax()) if row.max() >= least else None for row in near]


def embedded(texts: Sequence[str]) -> Vectors:
    """Unit vectors of texts, one row each."""
    import numpy as np

    from daylight.language.embeddings import embed

    vectors: Any = embed(list(texts))
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


@lru_cache(maxsize=1)
def _theme_vectors() -> Vectors:
    return embedded([f"{theme.name}: {theme.proposition(None)}" for theme in themes().values()])
