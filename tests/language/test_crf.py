"""Laws of the label chain: what the dynamic programmes say is what counting all paths says."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from daylight.language.crf import Crf, decode

LABELS = 5  # O, B-x, I-x, B-y, I-y
FORBIDDEN = -1e4


def chain(seed: int) -> Crf:
    rng = np.random.default_rng(seed)
    transition = rng.normal(size=(LABELS, LABELS))
    begin = rng.normal(size=LABELS)
    for inside in (2, 4):
        transition[[k for k in range(LABELS) if k not in (inside - 1, inside)], inside] = FORBIDDEN
        begin[inside] = FORBIDDEN
    return Crf(transition, begin, rng.normal(size=LABELS))


def emissions(seed: int, length: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed + 1).normal(scale=2, size=(length, LABELS))


def all_paths(crf: Crf, scores: NDArray[np.float64]) -> dict[tuple[int, ...], float]:
    """Every label path with its score, added up by hand."""
    weights = {}
    for path in product(range(LABELS), repeat=len(scores)):
        score = crf.begin[path[0]] + crf.end[path[-1]] + sum(scores[t, k] for t, k in enumerate(path))
        weights[path] = score + sum(crf.transition[a, b] for a, b in pairwise(path))
    return weights


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 5))
def test_the_best_path_is_the_best_of_all_paths(seed: int, length: int) -> None:
    crf, scores = chain(seed), emissions(seed, length)
    paths = all_paths(crf, scores)
    assert tuple(decode(crf, [scores])[0].best) == max(paths, key=paths.__getitem__)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 5))
def test_marginals_are_the_share_of_all_paths(seed: int, length: int) -> None:
    crf, scores = chain(seed), emissions(seed, length)
    paths = all_paths(crf, scores)
    total = np.logaddexp.reduce(list(paths.values()))
    expected = np.zeros((length, LABELS))
    for path, score in paths.items():
        expected[np.arange(length), path] += np.exp(score - total)
    np.testing.assert_allclose(decode(crf, [scores])[0].marginal, expected, atol=1e-6)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 5), data=st.data())
def test_a_spans_probability_is_the_share_of_the_paths_that_hold_just_that_span(
    seed: int, length: int, data: st.DataObject
) -> None:
    crf, scores = chain(seed), emissions(seed, length)
    first = data.draw(st.integers(0, length - 1))
    last = data.draw(st.integers(first + 1, length))
    label = data.draw(st.sampled_from([1, 3]))
    paths = all_paths(crf, scores)
    total = np.logaddexp.reduce(list(paths.values()))
    span = (label, *[label + 1] * (last - first - 1))
    expected = sum(
        np.exp(score - total)
        for path, score in paths.items()
        if path[first:last] == span and path[last : last + 1] != (label + 1,)
    )
    assert decode(crf, [scores])[0].span_probability(first, last, label) == pytest.approx(expected, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 6), least=st.sampled_from([0.02, 0.2, 0.5]))
def test_the_spans_of_a_label_are_all_those_that_are_probable_enough(seed: int, length: int, least: float) -> None:
    lattice = decode(chain(seed), [emissions(seed, length)])[0]
    for label in (1, 3):
        chances = {
            (first, last): lattice.span_probability(first, last, label)
            for first in range(length)
            for last in range(first + 1, length + 1)
        }
        found = {(first, last): chance for first, last, chance in lattice.spans(label, least)}
        assert found == pytest.approx({span: chance for span, chance in chances.items() if chance >= least})


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), lengths=st.lists(st.integers(1, 30), min_size=1, max_size=80))
def test_a_sequence_is_read_alike_alone_and_in_company(seed: int, lengths: list[int]) -> None:
    crf = chain(seed)
    sequences = [emissions(seed + i, length) for i, length in enumerate(lengths)]
    for together, sequence in zip(decode(crf, sequences), sequences, strict=True):
        alone = decode(crf, [sequence])[0]
        assert together.best.tolist() == alone.best.tolist()
        np.testing.assert_allclose(together.marginal, alone.marginal, atol=1e-9)


def test_an_inside_label_never_opens_a_span() -> None:
    scores = np.zeros((6, LABELS))
    scores[:, 2] = 5
    best = decode(chain(3), [scores])[0].best.tolist()
    assert all(before in (1, 2) for before, here in zip([0, *best], best, strict=False) if here == 2)
