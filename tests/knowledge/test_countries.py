"""The tables of states, organisations, media, offices and groups."""

from __future__ import annotations

import pycountry
import pytest

from daylight.knowledge.countries import countries, country
from daylight.knowledge.groups import group_nouns, institution_heads
from daylight.knowledge.offices import office_of, titles
from daylight.knowledge.organisations import organisations
from daylight.knowledge.people import people
from daylight.knowledge.tables import rows
from daylight.reading.actor_file import INTERNATIONAL, SECTORS
from daylight.reading.gazetteer import known_actors, slug


def test_every_code_is_an_iso_code_or_kosovo() -> None:
    codes = {entry.alpha_3 for entry in pycountry.countries} | {"KOS"}
    assert {state.code for state in countries().values()} <= codes


def test_every_member_state_of_the_united_nations_is_there() -> None:
    full = [state for state in countries().values() if not state.partial]
    assert len(full) >= 193
    assert all(state.name and (state.demonyms or state.name == "Antarctica") for state in full)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("KOR", "the Blue House"),
        ("GBR", "Downing Street"),
        ("RUS", "the Kremlin"),
        ("PSE", "Ramallah"),
        ("KOS", "Pristina"),
    ],
)
def test_seats_stand_for_their_governments(code: str, word: str) -> None:
    found = country(code)
    assert found is not None
    assert word in found.seats


def test_every_member_state_but_those_named_like_their_capital_has_a_seat() -> None:
    alike = {"DJI", "LUX", "MCO", "SMR", "SGP", "SYC", "BEL", "HKG", "MAC"}  # Brussels stands for the European Union
    seatless = {s.code for s in countries().values() if not s.partial and not s.seats}
    assert seatless <= alike | {"VAT", "PRI"}


def test_the_main_conflicts_have_their_armed_groups() -> None:
    known = {body.country for body in organisations() if body.kind == "armed_group"}
    assert {"MMR", "MLI", "COD", "SDN", "ETH", "SOM", "YEM", "IRQ", "SYR", "COL", "HTI", "PHL", "PAK", "NGA"} <= known


def test_known_organisations_have_their_seats() -> None:
    names = {body.name for body in organisations()}
    assert {body for _, body in rows("seats")} <= names


def test_partly_recognised_entities_carry_their_sovereigns_code_and_the_sector_pre() -> None:
    abkhazia = known_actors()["abkhazia"]
    assert abkhazia.country == "GEO"
    assert "PRE" in abkhazia.sectors


def test_all_sectors_are_plover_codes() -> None:
    named = {sector for actor in known_actors().values() for sector in actor.sectors}
    named |= {sector for office in titles().values() for sector in office.sectors}
    tables = [*group_nouns().values(), *institution_heads().values()]
    named |= {sector for group in tables for sector in group.sectors}
    assert named <= set(SECTORS)


def test_all_countries_of_organisations_and_people_are_known() -> None:
    codes = {state.code for state in countries().values()} | set(INTERNATIONAL)
    assert {body.country for body in organisations() if body.country} <= codes
    assert {person.country for person in people()} <= codes


def test_there_are_media_of_all_continents() -> None:
    media = [body for body in organisations() if body.kind == "media"]
    assert len(media) >= 150
    assert {"NGA", "BRA", "IND", "QAT", "DEU", "USA", "AUS"} <= {body.country for body in media}


def test_no_two_actors_share_an_id() -> None:
    ids = [state.id for state in countries().values()] + [slug(body.name) for body in organisations()]
    assert len(ids) == len(set(ids))


def test_a_title_is_known_with_what_leads_it() -> None:
    office = office_of("former Deputy Foreign Minister")
    assert office is not None
    assert office.name == "foreign minister"
    assert office_of("windmill") is None


def test_an_office_is_held_on_a_day_and_former_afterwards() -> None:
    from datetime import date

    merkel = next(person for person in people() if person.name == "Angela Merkel")
    assert merkel.office(date(2015, 6, 1)) == "Chancellor"
    assert merkel.office(date(2023, 6, 1)) == "former Chancellor"
    assert merkel.office(date(2001, 1, 1)) == ""
