"""Which language a text is in; only English is read."""

from __future__ import annotations

import re

SHORTEST = 60
"""A shorter text in Latin letters tells no language; it is taken as English."""
SAMPLE = 20_000
"""Characters that are looked at."""
SURE_SHARE = 0.2
"""Where this share of the words are English function words, no model is asked: loading it takes longer than reading."""

_FUNCTION_WORDS = {
    "the", "of", "and", "to", "that", "is", "was", "for", "with", "it", "by", "this", "from", "are", "have", "has",
    "be", "which", "not", "would", "will", "its", "their", "they", "were", "been",
}  # fmt: skip


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of a clean text.

    Parameters
    ----------
    text : str
        Readable text, without markup.

    Returns
    -------
    str
        "en" also where the text is too short to tell.
    """
    sample = " ".join(text[:SAMPLE].split())
    letters = [character for character in sample[:4000] if character.isalpha()]
    latin = sum(character < "\u0250" for character in letters)
    if len(letters) < 3 or (latin > len(letters) / 2 and len(sample) < SHORTEST):
        return "en"
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(word in _FUNCTION_WORDS for word in words) >= SURE_SHARE * len(words):
        return "en"
    import py3langid

    # Languages with a two-letter code: a short English headline is else taken for one of the English-based creoles.
    return next(str(code) for code, _ in py3langid.rank(sample) if len(code) == 2)
