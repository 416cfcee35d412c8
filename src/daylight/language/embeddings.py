"""Sentence embeddings without a network: all-MiniLM-L6-v2 (Reimers and Gurevych, 2019) in int8.

The graph shares its table of word pieces with the attribution tagger; `docs/models/attribution.md` says what that
costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from daylight.language.encoder import CLS, MODELS, SEP, Encoder, Pieces, load_pieces
from daylight.language.words import WORD

WIDTH = 384
_LONGEST = 254


def embed(texts: Sequence[str], threads: int = 2) -> NDArray[np.float32]:
    """Embeddings of texts, so that their dot product says how alike they are in meaning.

    Parameters
    ----------
    texts
        Sentences or phrases; what comes after 254 word pieces is not read.
    threads
        Processor threads.

    Returns
    -------
    Array of shape (texts, 384), each row of length one.  A text's row does not depend on the others.

    Notes ----- Phrases about one subject lie close together also where they say opposite things of it ("lift the
    sanctions", "keep the sanctions"): the dot product is likeness of subject more than agreement.
    """
    encoder, pieces = _load(MODELS / "sentences" / "encoder.onnx", threads)
    rows = []
    for text in texts:
        spelled = pieces.spelling(WORD.findall(text))
        rows.append(np.array([CLS, *[i for word in spelled for i in word][:_LONGEST], SEP]))
    hidden = encoder(rows, [np.zeros((len(row), 3), np.int64) for row in rows])
    vectors = np.array([output[0].mean(0) for output in hidden], np.float32).reshape(len(rows), WIDTH)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@lru_cache(maxsize=2)
def _load(graph: Path, threads: int) -> tuple[Encoder, Pieces]:
    pieces = load_pieces(MODELS / "attribution")
    return Encoder(graph, pieces, threads), pieces
