"""Import, networks, positions, structure and pictures from the command line, on a small coded debate."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from make import document, record, statement

from daylight.desk.event_formats import write_polecat
from daylight.desk.store import Desk
from daylight.records import DocumentRecord, Event

ROWS = [
    ("Norway", "Nordics", "pipeline", 1), ("Norway", "Nordics", "ferries", 1), ("Sweden", "Nordics", "pipeline", 1),
    ("Sweden", "Nordics", "ferries", 1), ("Finland", "East", "pipeline", -1), ("Finland", "East", "ferries", -1),
    ("Estonia", "East", "pipeline", -1), ("Estonia", "East", "ferries", -1),
]  # fmt: skip


@pytest.fixture
def run(run, tmp_path: Path):
    """Run the command line in a folder with a desk of the coded debate; gives exit code, output and error output."""
    lines = [
        f"2026-0{month}-1{k},{actor},{group},{concept},{sign if month < 4 or actor != 'Estonia' else -sign},x"
        for month in (1, 2, 3, 4, 5)
        for k, (actor, group, concept, sign) in enumerate(ROWS)
    ]
    (tmp_path / "claims.csv").write_text("date,actor,group,concept,sign,text\n" + "\n".join(lines) + "\n")
    assert run("import", "claims.csv")[0] == 0
    return run


def test_a_network_of_an_imported_table_has_its_variables_and_labels(run) -> None:
    words = ("--rows", "actor", "--columns", "concept", "--qualifier", "sign", "--aggregation", "subtract")
    code, out, _ = run("network", *words, "--until", "2026-03-31")
    found = json.loads(out)
    assert code == 0
    assert found["rows"] == found["cols"] == ["Estonia", "Finland", "Norway", "Sweden"]
    assert found["matrix"][0] == [0, 18, -18, -18]


def test_networks_are_written_as_files_that_graph_tools_read(run) -> None:
    words = ("network", "--rows", "actor", "--columns", "concept", "--qualifier", "sign")
    for format in ("graphml", "gexf"):
        root = ElementTree.fromstring(run(*words, "--format", format)[1])
        assert sum(element.tag.endswith("node") for element in root.iter()) == 4
    table = list(csv.reader(io.StringIO(run(*words, "--mode", "two", "--format", "csv")[1])))
    assert table[0] == ["", "ferries", "pipeline"]
    assert run(*words, "--format", "dl")[1].startswith("DL N=4")


def test_an_event_list_counts_each_claim_once_in_the_range(run) -> None:
    words = ("--rows", "actor", "--columns", "concept", "--qualifier", "sign", "--duplicates", "range")
    out = run("network", "--mode", "events", *words, "--aggregation", "subtract", "--format", "csv")[1]
    assert len(out.strip().splitlines()) == 1 + 10


def test_an_unknown_variable_is_one_line_that_lists_the_known_ones(run) -> None:
    code, _, err = run("network", "--rows", "speaker", "--columns", "concept")
    assert code == 2
    assert "no variable is called 'speaker'" in err
    assert "concept" in err
    assert len(err.strip().splitlines()) == 1


def test_one_bad_file_is_reported_and_the_others_are_imported(run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    code, _, err = run("import", "bad.csv", "claims.csv", "--desk", "other.daylight")
    assert code == 2
    assert "bad.csv" in err
    assert "40 statements" in err


def test_positions_between_and_similarity_are_tables(run) -> None:
    found = json.loads(run("positions", "--actor", "Norway", "--format", "json")[1])
    assert {row["issue"] for row in found} == {"pipeline", "ferries"}
    assert all(row["mean"] > 0 and len(row["evidence"]) == 5 for row in found)
    rows = list(csv.DictReader(io.StringIO(run("between", "Norway", "Finland", "--format", "csv")[1])))
    assert rows[0]["issue"] == "all common issues"
    assert float(rows[0]["probability_opposite"]) > 0.9
    pairs = list(csv.DictReader(io.StringIO(run("similarity", "--format", "csv")[1])))
    assert (pairs[0]["actor_a"], pairs[0]["actor_b"]) == ("Norway", "Sweden")


def test_contradictions_and_changes_name_who_turned(run) -> None:
    found = json.loads(run("contradictions", "--format", "json")[1])
    assert {c["earlier_by"] for c in found if c["kind"] == "itself"} == {"Estonia"}
    told = json.loads(run("changes", "--since", "2026-03-31", "--format", "json")[1])
    assert any(n["kind"] in ("softened", "turned") and n["text"].startswith("Estonia") for n in told)
    assert all(n["evidence"] for n in told)


def test_camps_are_the_two_sides_of_the_debate(run) -> None:
    out = run("structure", "camps", "--draws", "5", "--format", "csv")[1]
    camp = {row["actor"]: row["camp"] for row in csv.DictReader(io.StringIO(out))}
    assert camp["Norway"] == camp["Sweden"] != camp["Finland"]


@pytest.mark.parametrize("command", ["polarisation", "backbone", "brokers", "phases", "scaling"])
def test_structure_commands_print_a_table_and_say_how_they_did(run, command: str) -> None:
    draws = ("--draws", "50" if command == "scaling" else "3")
    code, out, err = run("structure", command, *draws, "--seed", "7", "--format", "csv")
    assert code == 0
    assert len(list(csv.DictReader(io.StringIO(out)))) > 1
    how, size, stable = err.strip().splitlines()
    assert how
    assert size == "40 claims of 4 actors on 2 issues"
    assert "seed 7" in stable


@pytest.mark.parametrize("over_time", [("--window", "month"), ("--kernel", "uniform", "--width", "30")])
def test_polarisation_over_time_has_its_level_and_interval(run, over_time: tuple[str, ...]) -> None:
    out = run("structure", "polarisation", *over_time, "--draws", "2", "--format", "csv")[1]
    rows = [row for row in csv.DictReader(io.StringIO(out)) if row["level"]]
    assert float(rows[0]["level"]) == 1
    assert all(float(row["low"]) <= float(row["level"]) <= float(row["high"]) for row in rows)


def test_dna_has_no_polarisation_in_plain_windows(run) -> None:
    code, _, err = run("structure", "polarisation", "--window", "month", "--variant", "dna")
    assert code == 2
    assert "--kernel" in err


@pytest.mark.parametrize("kind", ["heatmap", "coefficients", "network", "alluvial"])
def test_pictures_name_their_axes_and_their_source(run, tmp_path: Path, kind: str) -> None:
    assert run("plot", kind, "x.svg")[0] == 0
    text = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "Source:" in text
    assert "statements" in text
    assert {"heatmap": "Issue", "coefficients": "Position", "alluvial": "Window", "network": "Camp"}[kind] in text


def test_daylight_over_time_is_one_page_without_scripts(run, tmp_path: Path) -> None:
    assert run("plot", "over-time", "x.html", "--actor", "Norway", "--actor", "Estonia")[0] == 0
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "Daylight between Norway and Estonia" in text


def test_a_picture_in_an_unknown_format_is_refused(run) -> None:
    code, _, err = run("plot", "heatmap", "x.bmp")
    assert code == 2
    assert "svg" in err


def test_changes_since_a_document_tell_of_new_conditions_and_sources(run, tmp_path: Path) -> None:
    first = record()
    later = document("Sweden demands ferries.", "later.txt")
    later = later.model_copy(update={"published": first.document.published.replace(month=4)})
    with Desk.open(tmp_path / "two.daylight") as desk:
        desk.add(first)
        desk.add(DocumentRecord(document=later, statements=(statement(later, "demands ferries", "swe", "support"),)))
    out = run("changes", "--since", first.document.name, "--desk", "two.daylight")[1]
    assert "FIRST-TIME SOURCE\n- swe: heard" in out
    assert run("changes", "--since", "1999-01-01", "--desk", "two.daylight")[1].count("CONDITION") == 1


def test_agreement_of_two_desks_lists_what_to_resolve(run, tmp_path: Path) -> None:
    doc = document()
    for name, stance in (("a", "support"), ("b", "oppose")):
        made = statement(doc, "insists on the pipeline", "nor", stance, coder=name, id=f"s-{name}")
        with Desk.open(tmp_path / f"{name}.daylight") as desk:
            desk.add(DocumentRecord(document=doc, statements=(made,)))
    out = run("agreement", "--desk", "a.daylight", "--other", "b.daylight", "--format", "json")[1]
    found = json.loads(out)
    assert found["coders"] == ["a", "b"]
    assert [(d["variable"], d["value_a"], d["value_b"]) for d in found["disagreements"]] == [
        ("stance", "support", "oppose")
    ]


def test_a_page_on_a_debate_holds_camps_polarisation_and_turns_without_scripts(run, tmp_path: Path) -> None:
    assert run("debate", "page.html", "--title", "Pipes <& ferries>", "--draws", "10")[0] == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "Pipes &lt;&amp; ferries&gt;" in text
    for heading in ("Findings", "What divides the camps", "Camps over time", "Polarisation over time", "Methods"):
        assert heading in text
    assert "fall into one camp of 2, and 2 by themselves" in text
    assert re.findall(r"<strong>Figure (\d)", text) == ["1", "2", "3", "4", "5"]
    assert text.count('role="img" aria-label="') >= 5
    assert "seed 0" in text
    assert "<td>Estonia</td>" in text


def test_events_of_a_polecat_table_are_imported(run, tmp_path: Path) -> None:
    doc = document()
    fields = {"id": "e-1", "doc": doc.id, "evidence": ((0, 6),), "step": "coder/test", "type": "CONSULT"}
    event = Event(**fields, actors=("nor",), recipients=("fin",), date="2026-03-01", date_precision="day")
    write_polecat(tmp_path / "events.tsv", [event], {a.id: a for a in record().actors}, {doc.id: doc})
    code, _, err = run("import", "events.tsv", "--desk", "events.daylight")
    assert code == 0
    assert "1 events" in err
    with Desk.open(tmp_path / "events.daylight") as desk:
        assert [e.type for e in desk.events()] == ["CONSULT"]


@pytest.mark.parametrize(("window", "many"), [("month", 5), ("200d", 1), ("8c", 5), ("year", 1)])
def test_networks_of_windows_are_one_object_with_their_days(run, window: str, many: int) -> None:
    words = ("network", "--rows", "actor", "--columns", "concept", "--qualifier", "sign", "--aggregation", "subtract")
    found = json.loads(run(*words, "--window", window)[1])["networks"]
    assert len(found) == many
    assert found[0]["rows"] == ["Estonia", "Finland", "Norway", "Sweden"]
    assert sum(n["matrix"][2][3] for n in found) == (10 if many == 5 else 50)


def test_smoothed_networks_have_their_moments_and_a_wrong_window_is_one_line(run) -> None:
    words = ("network", "--rows", "actor", "--columns", "concept")
    found = json.loads(run(*words, "--kernel", "gaussian")[1])["networks"]
    assert (len(found), found[0]["at"]) == (24, "2026-01-10")
    code, _, err = run(*words, "--window", "decade")
    assert code == 2
    assert "decade" in err


def test_daylight_between_two_moments_of_one_actor_shows_how_far_it_moved(run) -> None:
    def gap(*words: str) -> float:
        out = run("between", *words, "--format", "csv")[1]
        return float(next(csv.DictReader(io.StringIO(out)))["daylight"])

    moved = gap("Estonia", "Estonia", "--at", "2026-03-31", "--second-at", "2026-05-31")
    stayed = gap("Norway", "Norway", "--at", "2026-03-31", "--second-at", "2026-05-31")
    assert moved > stayed
    code, _, err = run("between", "Estonia", "Estonia")
    assert code == 2
    assert "--second-at" in err


def test_daylight_between_camps_counts_what_their_members_say(run) -> None:
    def overall(*words: str) -> dict[str, str]:
        return next(csv.DictReader(io.StringIO(run("between", *words, "--format", "csv")[1])))

    alone, camps = overall("Norway", "Finland"), overall("Norway", "Finland", "--with-a", "Sweden")
    assert float(camps["daylight"]) > float(alone["daylight"])
    assert float(camps["high"]) - float(camps["low"]) < float(alone["high"]) - float(alone["low"])


def test_daylight_between_groups_counts_what_their_members_say(run) -> None:
    assert "no common issue" in run("between", "Nordics", "East")[1]
    rows = list(csv.DictReader(io.StringIO(run("between", "Nordics", "East", "--members", "--format", "csv")[1])))
    assert {row["issue"] for row in rows} == {"all common issues", "pipeline", "ferries"}
    assert float(rows[0]["probability_opposite"]) > 0.8


def test_a_document_is_taken_off_the_desk_only_when_that_is_confirmed(run, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    assert run("remove", "claims.csv")[0] == 1
    assert "claims.csv" in run("show", "documents", "--format", "csv")[1]
    code, out, _ = run("remove", "claims.csv", "--yes")
    assert code == 0
    assert out.startswith("Removed claims.csv.")
    assert "claims.csv" not in run("show", "documents", "--format", "csv")[1]
    assert run("import", "claims.csv")[0] == 0
