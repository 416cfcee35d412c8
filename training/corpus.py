"""PolNeAR documents as labelled words, and batches of windows over them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from daylight.language.encoder import lay_out
from daylight.language.linker import REACH, candidate_pairs
from daylight.language.spelling import Spelling
from daylight.language.words import Ints, Window, Words, paragraphs_of, split_words, windows_of
from model import LABELS

ROLES = ("content", "source", "cue")  # the later wins where spans overlap


class Runs(NamedTuple):
    """Stretches of words of one role (n, 2), and the run each belongs to: -1 none, -2 unknown (left out of the
    loss).
    """

    spans: Ints
    head: Ints


class Labelled(NamedTuple):
    name: str
    words: Words
    labels: Ints
    content: Runs  # head: its cue
    cue: Runs  # head: its source
    source: Runs
    belief: np.ndarray  # (words, labels): how probable a teacher holds each label; without one the labels themselves


def read(path: Path, spelling: Spelling) -> list[Labelled]:
    """All documents of a file of `{"doc", "text", "attributions"}` lines."""
    with path.open(encoding="utf8") as lines:
        return [_labelled(json.loads(line), spelling) for line in lines]


def _labelled(document: dict, spelling: Spelling) -> Labelled:
    text = document["text"]
    words = split_words(text, paragraphs_of(text), spelling)
    n = len(words.start)
    owner = np.full(n, -1)
    role_of = np.full(n, -1)
    spans: list[tuple[int, int, int]] = []  # role, first word, last word + 1
    number: dict[tuple[int, int, int], int] = {}

    def span_ids(attribution: dict, role: int) -> list[int]:
        ids = []
        for start, end in attribution[ROLES[role]]:
            first = int(np.searchsorted(words.end, start, side="right"))
            last = int(np.searchsorted(words.start, end))
            if first < last:
                key = (role, first, last)
                if key not in number:
                    number[key] = len(spans)
                    spans.append(key)
                ids.append(number[key])
        return ids

    attributions = [[span_ids(a, role) for role in range(3)] for a in document["attributions"]]
    for i in sorted(range(len(spans)), key=lambda i: (spans[i][0], spans[i][1] - spans[i][2])):
        role, first, last = spans[i]
        owner[first:last] = i
        role_of[first:last] = role

    paragraph = np.searchsorted(words.bounds, np.arange(n), side="right")
    change = np.flatnonzero((np.diff(owner, prepend=-2) != 0) | (np.diff(paragraph, prepend=-1) != 0))
    labels = np.zeros(n, np.int64)
    runs: list[list[tuple[int, int]]] = [[], [], []]
    runs_of: dict[int, list[int]] = {}
    for first, last in zip(change, [*change[1:], n], strict=True):
        if owner[first] >= 0:
            role = int(role_of[first])
            runs_of.setdefault(int(owner[first]), []).append(len(runs[role]))
            runs[role].append((int(first), int(last)))
            begin = LABELS.index("B-" + ROLES[role])
            labels[first] = begin
            labels[first + 1 : last] = begin + 1

    heads = [np.full(len(r), -2) for r in runs]
    for contents, sources, cues in attributions:
        cue_runs = [r for i in cues for r in runs_of.get(i, [])]
        if not cue_runs:
            continue
        for i in contents:
            heads[0][runs_of.get(i, [])] = cue_runs[0]
        source_runs = [r for i in sources for r in runs_of.get(i, [])]
        heads[2][cue_runs] = source_runs[0] if source_runs else (-2 if sources else -1)
    table = [Runs(np.array(r, np.int64).reshape(-1, 2), h) for r, h in zip(runs, heads, strict=True)]
    return Labelled(
        document["doc"], words, labels, table[0], cue=table[2], source=table[1],
        belief=np.eye(len(LABELS), dtype=np.float32)[labels],
    )  # fmt: skip


class PairTable(NamedTuple):
    anchors: Tensor  # (n, 2) words
    targets: Tensor  # (m, 2) words
    row: Tensor  # of each pair: its anchor
    slot: Tensor  # its column in the anchor's row of candidates
    target: Tensor
    known: Tensor  # (3, pairs): distance, between, paragraph
    right: Tensor  # (n,) column of the right candidate, 0 for none; -1 not to be learned from


class Batch(NamedTuple):
    """Windows padded to one length; words of all windows numbered through.

    `word` gives the (flattened) piece of each word; `sequence` the words of each paragraph, padded; the pair tables
    hold for each anchor span its candidates, padded, and the column of the right one (a last column stands for
    "none").
    """

    ids: Tensor
    features: Tensor
    mask: Tensor
    word: Tensor
    sequence: Tensor
    sequence_mask: Tensor
    labels: Tensor
    belief: Tensor
    content_cue: PairTable
    cue_source: PairTable


def batch_of(members: list[tuple[Labelled, Window]]) -> Batch:
    """Make one batch of windows."""
    laid_out = [lay_out(document.words, window) for document, window in members]
    length = -(-max(len(row) for row, _, _ in laid_out) // 8) * 8
    ids = np.zeros((len(members), length), np.int64)
    features = np.zeros((len(members), length, 3), np.int64)
    mask = np.zeros((len(members), length), bool)
    paragraphs: list[Ints] = []
    labels, beliefs, paragraph, words_of = [], [], [], []
    spans: dict[str, list] = {"content": [], "cue": [], "source": []}
    heads: dict[str, list] = {"content": [], "cue": [], "source": []}
    base, paragraph_base = 0, 0
    for i, ((document, window), (row, row_features, first_pieces)) in enumerate(zip(members, laid_out, strict=True)):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = True
        features[i, : len(row)] = row_features
        n = window.last - window.first
        words_of.append(i * length + first_pieces)
        mine = document.labels[window.first : window.last].copy()
        if mine[0] and mine[0] % 2 == 0:
            mine[0] -= 1  # a span cut by the window's edge begins here
        labels.append(mine)
        beliefs.append(document.belief[window.first : window.last])
        here = np.searchsorted(document.words.bounds, np.arange(window.first, window.last), side="right")
        here = here - here[0]
        paragraph.append(here + paragraph_base)
        own = np.arange(window.own_first, window.own_last) - window.first
        paragraphs.extend(base + part for part in np.split(own, np.flatnonzero(np.diff(here[own])) + 1))
        remap: dict[str, Ints] = {}
        for role in ("source", "cue", "content"):
            runs: Runs = getattr(document, role)
            inside = (runs.spans[:, 0] >= window.first) & (runs.spans[:, 1] <= window.last)
            number = np.full(len(inside) + 2, -2)  # the last two are where heads -2 and -1 point
            number[:-2][inside] = np.arange(inside.sum()) + sum(map(len, spans[role]))
            number[-1] = -1
            remap[role] = number
            spans[role].append(runs.spans[inside] - window.first + base)
            target = {"content": "cue", "cue": "source"}.get(role)
            if target is not None:
                heads[role].append(remap[target][runs.head[inside]])
        base += n
        paragraph_base += int(here[-1]) + 2 * REACH
    return Batch(
        *(torch.from_numpy(x) for x in (ids, features, mask, np.concatenate(words_of))),
        *_padded(paragraphs, np.concatenate(labels), np.concatenate(beliefs)),
        content_cue=_pair_table(spans, heads, "content", "cue", np.concatenate(paragraph), REACH),
        cue_source=_pair_table(spans, heads, "cue", "source", np.concatenate(paragraph), 0),
    )


def _padded(paragraphs: list[Ints], labels: Ints, belief: np.ndarray) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(map(len, paragraphs))
    sequence = np.zeros((len(paragraphs), longest), np.int64)
    mask = np.zeros((len(paragraphs), longest), bool)
    for row, words in enumerate(paragraphs):
        sequence[row, : len(words)] = words
        mask[row, : len(words)] = True
    return tuple(torch.from_numpy(x) for x in (sequence, mask, labels[sequence], belief[sequence]))


def _pair_table(spans: dict, heads: dict, anchor: str, target: str, paragraph: Ints, reach: int) -> PairTable:
    anchors, targets, head = np.concatenate(spans[anchor]), np.concatenate(spans[target]), np.concatenate(heads[anchor])
    pairs = candidate_pairs(anchors, targets, paragraph, reach)
    first = np.searchsorted(pairs.anchor, pairs.anchor)
    slot = 1 + np.arange(len(first)) - first
    right = np.where(head == -1, 0, -1)
    hit = head[pairs.anchor] == pairs.target
    right[pairs.anchor[hit]] = slot[hit]
    known = np.stack([pairs.distance, pairs.between, pairs.paragraph])
    return PairTable(*(torch.from_numpy(x) for x in (anchors, targets, pairs.anchor, slot, pairs.target, known, right)))


def epoch(documents: list[Labelled], rng: np.random.Generator, size: int, pieces: int) -> Iterator[Batch]:
    """Windows of all documents, cut at other places in every epoch, in random batches of windows of like length."""
    members = []
    for document in documents:
        for window in windows_of(document.words, size, 0, int(rng.integers(size // 4, size + 1))):
            members.append((document, window))
    order = rng.permutation(len(members))
    length = np.array([sum(map(len, d.words.pieces[w.first : w.last])) + 2 for d, w in members])
    batches = []
    for group in np.array_split(order, max(1, len(order) // 96)):
        batch: list[int] = []
        for i in group[np.argsort(length[group])][::-1]:
            if batch and (len(batch) + 1) * length[batch[0]] > pieces:
                batches.append(batch)
                batch = []
            batch.append(i)
        batches.append(batch)
    for k in rng.permutation(len(batches)):
        yield batch_of([members[i] for i in batches[k]])
