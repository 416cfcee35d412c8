"""Words to word pieces of the encoder's vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

LONGEST = 16  # pieces of one word; what is longer is no word (an address, a token of markup)
_CACHED = 200_000


class Spelling:
    """Spells words in the vocabulary of a `tokenizer.json`; remembers the words it has met."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._unknown = int(self._tokenizer.token_to_id("[UNK]") or 0)
        self._known: dict[str, list[int]] = {}

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """The vocabulary ids of each word: at least one, at most `LONGEST`."""
        known = self._known
        if len(known) > _CACHED:
            known.clear()
        new = list({word for word in words if word not in known})
        if new:
            # half a surrogate pair, which a text may hold and the tokenizer refuses, is spelled as a question mark
            clean = [word.encode("utf8", "replace").decode("utf8") for word in new]
            for word, encoding in zip(new, self._tokenizer.encode_batch(clean, add_special_tokens=False), strict=True):
                known[word] = encoding.ids[:LONGEST] or [self._unknown]
        return [known[word] for word in words]
