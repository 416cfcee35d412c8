"""Events out to and in from files of event data."""

from __future__ import annotations

import csv
import json

import pytest

from daylight.desk.event_formats import POLECAT_COLUMNS, write_acled, write_gdelt, write_plover, write_polecat
from daylight.desk.polecat import read_plover, read_polecat
from daylight.errors import InputError
from daylight.knowledge.cameo import cameo_code, from_cameo
from daylight.knowledge.plover import event_types
from daylight.records import Actor, Document, Event, EventMention, Place

TEXT = "Kenya condemned Uganda."
DOCUMENT = Document(id="d-1", name="a.txt", text=TEXT)
ACTORS = {
    "ken": Actor(id="ken", name="Kenya", kind="state", country="KEN", sectors=("GOV",)),
    "uga": Actor(id="uga", name="Uganda", kind="state", country="UGA"),
}
EVENT = Event(
    id="e-1", doc="d-1", evidence=((6, 15), (0, 23)), step="events.rules/1", type="ACCUSE", mode="disapprove",
    actors=("ken",), recipients=("uga",), date="2026-02-16", date_precision="day", quad=3, intensity=-2,
    contexts=("diplomatic",), place=Place(text="Kampala", name="Kampala", country="UGA", latitude=0.3, longitude=32.6),
    mentions=(EventMention(doc="d-1", trigger=(6, 15), sentence=(0, 23)),),
)  # fmt: skip


@pytest.fixture(params=["polecat", "plover"])
def round_trip(request, tmp_path):
    path = tmp_path / ("events.tsv" if request.param == "polecat" else "events.jsonl")
    writer, reader = {"polecat": (write_polecat, read_polecat), "plover": (write_plover, read_plover)}[request.param]
    writer(path, [EVENT], ACTORS, {"d-1": DOCUMENT})
    return next(reader(path))


def test_what_was_written_is_read_back(round_trip):
    event = round_trip.events[0]
    assert (event.type, event.mode, event.date, event.quad, event.intensity) == (
        "ACCUSE",
        "disapprove",
        "2026-02-16",
        3,
        -2,
    )
    assert [a.country for a in round_trip.actors] == ["KEN", "UGA"]
    assert event.place.name == "Kampala"


def test_an_imported_event_points_at_its_row(round_trip):
    start, end = round_trip.events[0].evidence[0]
    assert "Kenya" in round_trip.document.text[start:end]


def test_a_polecat_table_has_its_forty_columns_in_order(tmp_path):
    write_polecat(tmp_path / "p.tsv", [EVENT], ACTORS, {"d-1": DOCUMENT})
    header = (tmp_path / "p.tsv").read_text().splitlines()[0].split("\t")
    assert tuple(header) == POLECAT_COLUMNS
    assert len(header) == 40


def test_a_polecat_table_with_stray_tabs_old_names_and_latin_letters_is_read(tmp_path):
    path = tmp_path / "p.tsv"
    header = "Event ID\tEvent Date\tEvent Type\tEvent Intensity\tActor Name\tHeadline"
    rows = [
        "1_FIGHT_A\t2021-03-02\tFIGHT\t-9\tSão Tomé\tWords\t\t",
        "2\tsoon\tASSAULT\t-9\tX\tWords",
        "3\t2021-03-02\tPARTY\t1\tX\tY",
    ]
    path.write_bytes("\n".join([header, *rows]).encode("latin-1"))
    record = next(read_polecat(path))
    assert [(e.type, e.date) for e in record.events] == [("ASSAULT", "2021-03-02")]
    assert record.actors[0].name == "São Tomé"
    assert "2 rows left out" in record.notes[0]


def test_a_file_that_is_no_event_table_is_refused_in_one_line(tmp_path):
    path = tmp_path / "p.tsv"
    path.write_text("a\tb\n1\t2\n")
    with pytest.raises(InputError, match="no POLECAT table"):
        next(read_polecat(path))


def test_gdelt_rows_carry_cameo_codes(tmp_path):
    write_gdelt(tmp_path / "g.csv", [EVENT], ACTORS, {"d-1": DOCUMENT})
    row = next(csv.DictReader((tmp_path / "g.csv").read_text().splitlines()))
    assert (row["EventCode"], row["EventRootCode"], row["SQLDATE"], row["Actor1CountryCode"]) == (
        "111",
        "11",
        "20260216",
        "KEN",
    )


def test_acled_takes_violence_and_leaves_out_words(tmp_path):
    assault = EVENT.model_copy(update={"type": "ASSAULT", "mode": "aerial"})
    assert write_acled(tmp_path / "a.csv", [EVENT, assault], ACTORS, {"d-1": DOCUMENT}) == 1
    row = next(csv.DictReader((tmp_path / "a.csv").read_text().splitlines()))
    assert (row["sub_event_type"], row["notes"]) == ("Air/drone strike", TEXT)


def test_no_cell_is_taken_for_a_formula(tmp_path):
    actors = {**ACTORS, "ken": ACTORS["ken"].model_copy(update={"name": '=HYPERLINK("x")'})}
    write_polecat(tmp_path / "p.tsv", [EVENT], actors, {})
    assert "\t=" not in (tmp_path / "p.tsv").read_text()


@pytest.mark.parametrize("type_", sorted(event_types()))
def test_every_type_has_a_cameo_code_that_leads_back_to_it(type_):
    assert from_cameo(cameo_code(type_))[0] == type_


def test_cameo_statements_have_no_type():
    assert from_cameo("010") is None


def test_a_plover_line_is_one_json_record(tmp_path):
    write_plover(tmp_path / "p.jsonl", [EVENT], ACTORS, {"d-1": DOCUMENT})
    row = json.loads((tmp_path / "p.jsonl").read_text())
    assert (row["event"], row["mode"], row["event_text"]) == (["ACCUSE"], ["disapprove"], ["condemned"])


def test_what_did_not_happen_is_in_no_format_without_a_status(tmp_path):
    done = EVENT.model_copy(update={"type": "ASSAULT", "mode": "aerial"})
    events = [done, done.model_copy(update={"id": "e-2", "status": "negated"})]
    assert write_plover(tmp_path / "e.jsonl", events, ACTORS, {}) == 2
    for write in (write_polecat, write_gdelt, write_acled):
        assert write(tmp_path / "e.txt", events, ACTORS, {}) == 1


def test_a_planned_meeting_is_the_ontology_s_agreement_in_files(tmp_path):
    planned = EVENT.model_copy(update={"type": "CONSULT", "mode": "visit", "status": "planned", "quad": 1})
    write_plover(tmp_path / "e.jsonl", [planned], ACTORS, {})
    row = json.loads((tmp_path / "e.jsonl").read_text(encoding="utf-8"))
    assert (row["event"], row["mode"], row["event_scale"]) == (["AGREE"], [], 2.5)


def test_plover_lines_keep_status_precision_and_confidence(tmp_path):
    told = EVENT.model_copy(update={"status": "denied", "date_precision": "month", "confidence": 0.7})
    write_plover(tmp_path / "e.jsonl", [told], ACTORS, {})
    (back,) = next(iter(read_plover(tmp_path / "e.jsonl"))).events
    assert (back.status, back.date_precision, back.confidence) == ("denied", "month", 0.7)
