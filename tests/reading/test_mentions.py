"""Who is in a text, what they are called, and whom they belong to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reading_of import annotated_of

from daylight.language.syntax import parse
from daylight.reading.annotated import Annotated
from daylight.reading.mentions import read_mentions
from daylight.records import Document, Segment


def _read(text: str) -> Annotated:
    annotated = annotated_of(text)
    read_mentions(annotated)
    return annotated


def _mentions(annotated: Annotated, actor: str) -> list[str]:
    text = annotated.document.text
    named = [m for m in annotated.mentions if m.actor == actor and m.form in ("name", "demonym", "metonym", "nominal")]
    return [text[slice(*m.span)] for m in named]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Moldova accused Russia of meddling.", "mda rus"),
        ("Chad and the DRC closed their borders.", "tcd cod"),
        ("The Kremlin and the Élysée traded threats.", "rus fra"),
        ("Kyiv and Warsaw warned Minsk.", "ukr pol blr"),
        ("Filipino sailors were arrested by the Chinese coast guard.", "phl chn-coast-guard chn"),
        ("North and South Korea exchanged fire. The South then stopped.", "prk kor"),
        (
            "ECOWAS and the AU met the junta of Mali.",
            "economic-community-of-west-african-states african-union mli-junta mli",
        ),
        ("The M23 took the airport, the Kivu Security Tracker said.", "march-23-movement kivu-security-tracker"),
        ("The Popular Union (PU) said on Monday that the PU would vote no.", "popular-union"),
        ("Yonhap and Le Monde reported the strike.", "yonhap le-monde"),
        ("The Budapest Memorandum binds Britain.", "gbr"),
        ("Fighting went on in the South China Sea and Latin America.", ""),
        ("Operation Desert Fox began at Incirlik Air Base.", ""),
        ("The envoys met in Doha and flew on to Cairo.", ""),
    ],
)
def test_the_actors_of_a_sentence(text: str, actors: str) -> None:
    assert set(_read(text).actors) == set(actors.split())


def test_an_introduction_teaches_role_and_membership() -> None:
    actor = _read("Omani Foreign Minister Badr Albusaidi flew to Tehran.").actors["badr-albusaidi"]
    assert actor.role == "Foreign Minister"
    assert actor.memberships[0].actor == "omn"
    assert (actor.country, actor.sectors) == ("OMN", ("GOV",))


@pytest.mark.parametrize(
    ("text", "person", "owner"),
    [
        ("Badr Albusaidi, Oman's foreign minister, said so.", "badr-albusaidi", "omn"),
        ("One expert, Lina Haddad, a fellow at Chatham House, agreed.", "lina-haddad", "chatham-house"),
        ("Sudan's army chief, Gen. Abdel Fattah al-Burhan, rejected it.", "abdel-fattah-al-burhan", "sdn"),
        ("A spokesman for the Taliban, Zabihullah Mujahid, denied it.", "zabihullah-mujahid", "taliban"),
        ("Le Monde correspondent Claire Duval was arrested.", "claire-duval", "le-monde"),
        ("Jan Peeters of Human Rights Watch said so.", "jan-peeters", "human-rights-watch"),
    ],
)
def test_whom_a_person_belongs_to(text: str, person: str, owner: str) -> None:
    assert owner in [membership.actor for membership in _read(text).actors[person].memberships]


def test_a_surname_before_and_after_the_full_name_is_the_same_person() -> None:
    annotated = _read("Albusaidi smiled. Omani minister Badr Albusaidi went on. Later Albusaidi left.")
    assert _mentions(annotated, "badr-albusaidi") == ["Albusaidi", "Omani minister Badr Albusaidi", "Albusaidi"]


def test_the_family_name_stands_first_in_an_east_asian_name() -> None:
    annotated = _read("South Korean envoy Choi Min-soo left. Choi was tired.")
    assert _mentions(annotated, "choi-min-soo") == ["South Korean envoy Choi Min-soo", "Choi"]


def test_spellings_with_and_without_hyphens_and_accents_are_one_person() -> None:
    annotated = _read("President Recep Tayyip Erdoğan spoke. Erdogan and Kim Jong-un disagree, as Kim Jong Un said.")
    assert {"recep-tayyip-erdogan", "kim-jong-un"} <= set(annotated.actors)
    assert len([a for a in annotated.actors.values() if a.kind == "person"]) == 2


def test_officials_with_different_limits_are_different_actors() -> None:
    annotated = _read(
        "Danish officials said no. Some Danish officials doubt it. Danish officials who saw the letter said yes."
    )
    groups = [actor for actor in annotated.actors.values() if actor.kind == "group"]
    assert len(groups) == 3
    assert all(group.memberships[0].actor == "dnk" for group in groups)


def test_spellings_of_one_ministry_are_one_actor() -> None:
    annotated = _read("Poland's defence ministry said no. The Polish Ministry of Defense said no again.")
    assert [actor.id for actor in annotated.actors.values() if actor.kind == "organisation"] == ["pol-defence-ministry"]


def test_the_government_of_a_state_is_the_state() -> None:
    annotated = _read("The Cuban government and Peru's regime objected.")
    assert _mentions(annotated, "cub") == ["The Cuban government"]
    assert _mentions(annotated, "per") == ["Peru's regime"]


def test_no_mention_lies_inside_another() -> None:
    annotated = _read("U.S. officials briefed on the issue met Israeli Prime Minister Benjamin Netanyahu of Israel.")
    spans = sorted(m.span for m in annotated.mentions)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_mention_is_read_through_a_hard_line_break() -> None:
    text = "The International Atomic\nEnergy Agency reported it."
    document = Document(id="d-1", name="x", text=text, segments=(Segment(kind="paragraph", start=0, end=len(text)),))
    annotated = Annotated(document, parse(document))
    read_mentions(annotated)
    assert _mentions(annotated, "international-atomic-energy-agency") == ["International Atomic\nEnergy Agency"]


def test_a_hyphenated_pair_mentions_both() -> None:
    annotated = _read("The Iran-Iraq border and the U.S.-Israeli talks matter.")
    assert {"irn", "irq", "usa", "isr"} <= set(annotated.actors)


@pytest.mark.parametrize(
    "text", ["", " ", "...", "“", "The of and.", "A" * 3000, "US " * 200, "((((", "Mr.", "the", "'s", "[ ]"]
)
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    annotated = _read(text)
    assert all(0 <= m.span[0] < m.span[1] <= len(text) for m in annotated.mentions)
