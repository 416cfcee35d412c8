"""Which language a text is in; only English is read."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

SHORTEST = 60
"""A shorter text tells no language; it is taken as English."""
_LATIN = 0.6


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of a clean text.

    Parameters
    ----------
    text : str
        Readable text; its first 20,000 characters decide.

    Returns
    -------
    str
        "en" also where the text is too short to tell.
    """
    sample = " ".join(text[:20_000].split())
    letters = [character for character in sample[:4000] if character.isalpha()]
    if len(letters) < 3:
        return "en"
    latin = sum(character < "\u0250" for character in letters) / len(letters)
    if latin > _LATIN and len(sample) < SHORTEST:
        return "en"
    language, _ = _identifier().classify(sample)
    return str(language)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=False)
