"""A document's text cut into pieces, so that every span of a record can be highlighted and linked, overlaps too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from daylight.records import Document, Record, Span


@dataclass(frozen=True)
class Piece:
    """A stretch of text under the same records.

    Attributes
    ----------
    text : str
    records : tuple of str
        Ids of the records that cover it, the narrowest first.
    begins : tuple of str
        Ids of the records whose evidence begins here.
    kinds : tuple of str
        Layers of the records that cover it.
    """

    text: str
    records: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A segment of a document, in pieces."""

    kind: str
    pieces: tuple[Piece, ...]


def blocks(document: Document, records: Sequence[tuple[str, Record]]) -> list[Block]:
    """The segments of a document with the spans of records laid in.

    Parameters
    ----------
    document : Document
        With segments; what lies between them is white space and left out.
    records : sequence of (str, Record)
        Layer name and record.

    Returns
    -------
    list of Block
        In text order; joining the pieces of a block gives its segment's text, unaltered.
    """
    spans: list[tuple[Span, str, str, bool]] = []
    for layer, record in records:
        spans += [(span, record.id, layer, number == 0) for number, span in enumerate(record.evidence)]
    return [
        Block(segment.kind, tuple(_pieces(document.text, (segment.start, segment.end), spans)))
        for segment in document.segments
    ]


def _pieces(text: str, segment: Span, spans: list[tuple[Span, str, str, bool]]) -> list[Piece]:
    start, end = segment
    inside = [entry for entry in spans if entry[0][0] < end and entry[0][1] > start]
    edges = sorted({start, end, *(min(max(edge, start), end) for entry in inside for edge in entry[0])})
    pieces = []
    for first, last in pairwise(edges):
        over = sorted(
            (entry for entry in inside if entry[0][0] <= first and last <= entry[0][1]),
            key=lambda entry: (entry[0][1] - entry[0][0], entry[1]),
        )
        pieces.append(
            Piece(
                text[first:last],
                tuple(dict.fromkeys(entry[1] for entry in over)),
                tuple(entry[1] for entry in over if entry[3] and max(entry[0][0], start) == first),
                tuple(dict.fromkeys(entry[2] for entry in over)),
            )
        )
    return pieces
