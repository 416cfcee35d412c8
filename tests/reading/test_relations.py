"""Relations that a text declares, on own sentences."""

from __future__ import annotations

import pytest
from reading_of import read_until

CASES = [
    ("Lima sided with Quito over the river.", "converge", "per", "ecu"),
    ("Ankara and Athens are at odds over the gas field.", "diverge", "tur", "grc"),
    ("The rift between Riyadh and Abu Dhabi over Yemen has widened.", "diverge", "sau", "are"),
    ("France differs with Germany on joint debt.", "diverge", "fra", "deu"),
    ("Both Warsaw and Vilnius agree that the border must stay shut.", "converge", "pol", "ltu"),
    ("Tokyo's disagreement with Seoul over the islands deepened.", "diverge", "jpn", "kor"),
    ("China rejected India's proposal for joint patrols.", "diverge", "chn", "ind"),
    ("Cairo backs Khartoum's call for a buffer zone.", "converge", "egy", "sdn"),
    ("Moscow wants a treaty. Kyiv, by contrast, wants guarantees.", "diverge", "rus", "ukr"),
    ("London and Dublin reached an agreement on fishing.", "converge", "gbr", "irl"),
    ("Tensions between Belgrade and Pristina rose.", "diverge", "srb", "kos"),
    ("Delhi does not agree with Washington on tariffs.", "diverge", "ind", "usa"),
    ("Paris and Rome are on the same page about Libya.", "converge", "fra", "ita"),
    ("Brazil denounced Venezuela's plan to annex the region.", "diverge", "bra", "ven"),
]


@pytest.mark.parametrize(("text", "kind", "a", "b"), CASES, ids=[case[0][:40] for case in CASES])
def test_a_declared_relation_is_read(text: str, kind: str, a: str, b: str) -> None:
    (relation,) = read_until(text, "mentions", "attributions", "relations").relations
    assert (relation.kind, {relation.a, relation.b}) == (kind, {a, b})


@pytest.mark.parametrize(
    "text",
    [
        "The two leaders discussed trade.",
        "Hanoi wants to avoid a clash with Beijing.",
        "Sofia accused Skopje.",
        "Ghana acknowledged the deal. Togo has signaled doubts.",
        "Spain and Portugal share a border.",
        "Oslo wants peace; Rome wants war.",
    ],
)
def test_nothing_is_derived_from_meetings_or_stances(text: str) -> None:
    assert not read_until(text, "mentions", "attributions", "relations").relations


def test_the_evidence_is_the_phrase_that_says_so() -> None:
    text = "Ankara and Athens are at odds over the gas field."
    (relation,) = read_until(text, "mentions", "attributions", "relations").relations
    assert text[slice(*relation.evidence[0])] == "at odds"


def test_a_contrast_is_between_what_stands_on_its_two_sides() -> None:
    text = "Moscow wants a treaty. By contrast, Oslo and Riga want guarantees."
    found = read_until(text, "mentions", "attributions", "relations").relations
    assert {frozenset((r.a, r.b)) for r in found} == {frozenset(("rus", "nor")), frozenset(("rus", "lva"))}


def test_who_uses_a_rift_between_two_is_none_of_the_two() -> None:
    text = "Tunis and Algiers met in Qatar. Doha is likely to use the rift between the two countries."
    (found,) = read_until(text, "mentions", "attributions", "relations").relations
    assert {found.a, found.b} == {"tun", "dza"}
