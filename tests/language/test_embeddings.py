from __future__ import annotations

import numpy as np

from daylight.language.embeddings import embed


def test_the_same_demand_in_other_words_lies_nearer_than_another_subject() -> None:
    anchor, same, other = embed(
        ["the militia must give up its weapons", "disarmament of the armed group", "fishing quotas in the northern sea"]
    )
    assert anchor @ same > anchor @ other + 0.2


def test_every_embedding_has_length_one_also_of_an_empty_text() -> None:
    vectors = embed(["a ceasefire", "", "😀", "word " * 1000])
    assert vectors.shape == (4, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_is_embedded_alike_alone_and_in_company() -> None:
    texts = ["lift the sanctions", "end the embargo", "a ceasefire before winter"]
    together = embed(texts)
    for text, row in zip(texts, together, strict=True):
        np.testing.assert_allclose(embed([text])[0], row, atol=1e-5)


def test_no_texts_give_no_rows() -> None:
    assert embed([]).shape == (0, 384)
