"""The transformer encoders, as ONNX graphs on the processor: word pieces in, one vector (or more) a piece out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from daylight.language.spelling import Spelling
from daylight.language.words import Ints, Window, Words

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODELS = Path(__file__).parent / "models"
CLS, SEP = 101, 102
_ROWS = 16

Floats = NDArray[np.float32]


class Pieces(NamedTuple):
    """The vocabulary: how words are spelled in it, and the vector of each piece (int8 with one scale a piece)."""

    spelling: Spelling
    vectors: NDArray[np.int8]
    scale: Floats

    def of(self, ids: Ints) -> Floats:
        """Vectors of pieces, shape of `ids` and one more axis."""
        return self.vectors[ids] * self.scale[ids][..., None]


@lru_cache(maxsize=4)
def load_pieces(folder: Path) -> Pieces:
    """The vocabulary in a folder with `tokenizer.json` and `pieces.npz`; read once."""
    with np.load(folder / "pieces.npz") as stored:
        return Pieces(Spelling(folder / "tokenizer.json"), stored["vectors"], stored["scale"])


class Encoder:
    """An encoder graph as `training/export.py` writes it."""

    def __init__(self, graph: Path, pieces: Pieces, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Threads that wait without spinning leave the processor to others; on idle cores it costs next to nothing.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: InferenceSession = onnxruntime.InferenceSession(
            str(graph), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = pieces

    def __call__(self, rows: Sequence[Ints], features: Sequence[Ints]) -> list[list[Floats]]:
        """Outputs of the graph for each row of pieces, shape (pieces, width) each.

        Parameters
        ----------
        rows
            Ids of word pieces, shape (length,) each.
        features
            Their features, shape (length, 3) each.
        """
        outputs: list[list[Floats]] = [[] for _ in rows]
        alike: dict[int, list[int]] = {}
        for i, row in enumerate(rows):
            alike.setdefault(len(row), []).append(i)
        for members in alike.values():
            for first in range(0, len(members), _ROWS):
                group = members[first : first + _ROWS]
                values = self._session.run(
                    None,
                    {
                        "vectors": self._pieces.of(np.stack([rows[i] for i in group])),
                        "features": np.stack([features[i] for i in group]),
                    },
                )
                for k, i in enumerate(group):
                    outputs[i] = [value[k] for value in values]
        return outputs


def lay_out(words: Words, window: Window) -> tuple[Ints, Ints, Ints]:
    """A window as a row of pieces with their features, and the place in it of the first piece of each of its words."""
    pieces = words.pieces[window.first : window.last]
    sizes = np.array([len(p) for p in pieces])
    row = np.fromiter((CLS, *(i for p in pieces for i in p), SEP), np.int64, count=int(sizes.sum()) + 2)
    features = np.zeros((len(row), 3), np.int64)
    for k, feature in enumerate((words.shape, words.quote, words.place)):
        features[1:-1, k] = np.repeat(feature[window.first : window.last], sizes)
    first_pieces = 1 + np.cumsum(sizes) - sizes
    return row, features, first_pieces
