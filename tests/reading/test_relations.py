"""Relations that a text declares, on own sentences."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from reading_of import read_until

SENTENCES = Path(__file__).with_name("data") / "relations.tsv"
CASES = [
    ("Chile broke ranks with Peru over the canal.", "diverge", "chl", "per"),
    ("Laos threw its weight behind Cambodia.", "converge", "lao", "khm"),
    ("Kenya accused Somalia of shelling the town. Somalia denied the charge.", "diverge", "ken", "som"),
    ("Qatar offered to pay for the port. Sudan turned down the offer.", "diverge", "qat", "sdn"),
    ("Malta demanded a share of the catch, a demand that Libya opposes.", "diverge", "mlt", "lby"),
    ("Panama proposed a toll. Colombia accepted it.", "converge", "pan", "col"),
    ("Finland considers the plan sound; Estonia does not.", "diverge", "fin", "est"),
    ("Mongolia resisted calls from China to close the mine.", "diverge", "mng", "chn"),
    ("Ghana claimed the strait. Togo declared the claim void.", "diverge", "gha", "tgo"),
    ("Iraq bombed the bridge on Monday. The strike was condemned by Kuwait.", "diverge", "irq", "kwt"),
    ("Zambia wants the dam closed, whereas Malawi insists on a trial.", "diverge", "zmb", "mwi"),
    ("A rift between Nepal and Bhutan might decide who gets the loan.", "diverge", "npl", "btn"),
    ("There is no daylight between Sweden and Denmark on the cable.", "converge", "swe", "dnk"),
    ("Few in Kuwait trust the plan, but Oman does not recognise the jurisdiction of Yemen.", "diverge", "omn", "yem"),
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
    (relation,) = read_until(text, "mentions", "attributions", "events", "relations").relations
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
        "Turkey should break with Qatar, the columnist wrote.",
        "Peru and Chile met while the navy trained.",
        "An accord between Mali and Niger could follow.",
        "They need to stand by Japan, the minister said.",
        "Kenya rejected the report.",
        "Peru proposed a toll. Chile backs the idea of a bridge.",
        "Experts criticised the Kenyan plan.",
        "Mexico wants a treaty. By contrast, Cuba has few ports.",
        "The army accepted responsibility.",
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


class Hits(NamedTuple):
    """Relations found that are labelled, all found, all labelled."""

    right: int
    found: int
    labelled: int


@lru_cache(maxsize=4)
def hits(path: Path, aside: bool | None = None) -> Hits:
    """Of all sentences of a file, or of the third that is kept aside, or of the others."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    right = found = labelled = 0
    for label, text in (row for number, row in enumerate(rows) if aside in (None, number % 3 == 2)):
        told = [part.split() for part in label.split("; ")] if label != "-" else []
        wanted = {(kind, frozenset((a, b))) for kind, a, b in told}
        annotated = read_until(text, "mentions", "attributions", "events", "relations")
        homes = {key: (actor.country or key).lower() for key, actor in annotated.actors.items()}
        read = {(r.kind, frozenset((homes[r.a], homes[r.b]))) for r in annotated.relations}
        right, found, labelled = right + len(read & wanted), found + len(read), labelled + len(wanted)
    return Hits(right, found, labelled)


@pytest.mark.parametrize(
    ("path", "aside", "least"),
    [(SENTENCES, False, 28), (SENTENCES, True, 9), (SENTENCES.with_name("relations_longer.tsv"), None, 20)],
)
def test_relations_of_own_sentences_keep_their_floors(path: Path, aside: bool | None, least: int) -> None:
    measured = hits(path, aside)
    assert measured.right >= least
    assert measured.found - measured.right <= 1
