"""The learned attribution reader: who is said to say, think, want or intend what, in plain text.

A small transformer labels each word as part of a source, a cue, a content or nothing; a CRF makes spans of the
labels; a linker joins contents to their cues and cues to their sources.  `docs/models/attribution.md` says what it
was trained on and how well it does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from daylight.language.crf import Crf
from daylight.language.decoding import CUE, Calibration, Floats, Found, Heads, attributions
from daylight.language.encoder import MODELS, Encoder, Pieces, lay_out, load_pieces
from daylight.language.linker import Scorer
from daylight.language.words import Words, paragraphs_of, split_words, windows_of

Span = tuple[int, int]

WINDOW = 320
CONTEXT = 64
CREDIT = 6.0
"""Added to the score of a cue's beginning at a dash between a quotation and a name, which the training texts hardly
show."""


class TaggedAttribution(NamedTuple):
    """An attribution as character ranges of the text it was found in; `source` may be empty.

    `confidence` is the calibrated probability that content (at least half of it), source and cue are right together.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


class AttributionTagger:
    """Finds the outermost attributions of texts. Get one from `AttributionTagger.load()`."""

    def __init__(self, encoder: Encoder, pieces: Pieces, heads: Heads, calibration: Calibration) -> None:
        self._encoder = encoder
        self._pieces = pieces
        self.heads = heads
        self._calibration = calibration

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 2) -> AttributionTagger:
        """The tagger in a folder, by default the one that comes with the package; loaded once.

        Parameters
        ----------
        path
            Folder with `encoder.onnx`, `heads.npz`, `pieces.npz`, `tokenizer.json` and `card.json`.
        threads
            Processor threads of the encoder.
        """
        return _load(path or MODELS / "attribution", threads)

    def tag(self, text: str, paragraphs: Sequence[Span] | None = None) -> list[TaggedAttribution]:
        """Attributions of a text, in the order of their cues.

        Parameters
        ----------
        text
            Any text: a document, a sentence, or the content of another attribution (to find what is nested in it).
        paragraphs
            Character ranges to read, in order, not overlapping; by default the lines that are not blank. Nothing
            outside them is read, and no span crosses from one into the next.
        """
        return self.tag_many([text], None if paragraphs is None else [paragraphs])[0]

    def tag_many(
        self, texts: Sequence[str], paragraphs: Sequence[Sequence[Span]] | None = None
    ) -> list[list[TaggedAttribution]]:
        """The same for many texts at once; quicker than one by one where they are short."""
        ranges = paragraphs if paragraphs is not None else [paragraphs_of(text) for text in texts]
        split = [split_words(text, parts, self._pieces.spelling) for text, parts in zip(texts, ranges, strict=True)]
        tagged = []
        for words, outputs in zip(split, self.outputs(split), strict=True):
            found = [self._as_spans(words, one) for one in attributions(self.heads, words.bounds, *outputs)]
            tagged.append([one for one in found if one.confidence >= self._calibration.floor])
        return tagged

    def outputs(self, texts: Sequence[Words]) -> list[tuple[Floats, Floats]]:
        """What the encoder says of the words of each text: emissions (words, 7) and projections (words, 4 d)."""
        windows = [(i, window) for i, words in enumerate(texts) for window in windows_of(words, WINDOW, CONTEXT)]
        laid_out = [lay_out(texts[i], window) for i, window in windows]
        encoded = self._encoder([row for row, _, _ in laid_out], [features for _, features, _ in laid_out])
        parts: list[list[list[Floats]]] = [[] for _ in texts]
        for (i, window), (_, _, first_pieces), values in zip(windows, laid_out, encoded, strict=True):
            own = first_pieces[window.own_first - window.first : window.own_last - window.first]
            parts[i].append([value[own] for value in values])
        widths = len(self.heads.shift), 4 * len(self.heads.content_cue.out)
        outputs = []
        for words, part in zip(texts, parts, strict=True):
            columns = [
                np.concatenate([p[i] for p in part]) if part else np.zeros((0, width), np.float32)
                for i, width in enumerate(widths)
            ]
            columns[0][words.credit, CUE] += CREDIT
            outputs.append((columns[0], columns[1]))
        return outputs

    def _as_spans(self, words: Words, found: Found) -> TaggedAttribution:
        def characters(spans: tuple[Span, ...]) -> tuple[Span, ...]:
            return tuple((int(words.start[first]), int(words.end[last - 1])) for first, last in spans)

        return TaggedAttribution(
            characters(found.source),
            characters(found.cue),
            characters(found.content),
            self._calibration.probability(found.evidence),
        )


@lru_cache(maxsize=4)
def _load(folder: Path, threads: int) -> AttributionTagger:
    pieces = load_pieces(folder)
    with np.load(folder / "heads.npz") as stored:
        scorers = [
            Scorer(*(stored[f"{name}.{part}"] for part in Scorer._fields)) for name in ("content_cue", "cue_source")
        ]
        crf = Crf(*(stored[f"crf.{part}"] for part in Crf._fields))
    card = json.loads((folder / "card.json").read_text(encoding="utf8"))
    settings = card["settings"]
    heads = Heads(crf, scorers[0], scorers[1], np.array(settings["shift"]), settings["no_source"])
    confidence = settings["confidence"]
    calibration = Calibration(np.array(confidence["weights"]), confidence["bias"], confidence["floor"])
    return AttributionTagger(Encoder(folder / "encoder.onnx", pieces, threads), pieces, heads, calibration)
