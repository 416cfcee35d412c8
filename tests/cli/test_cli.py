from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from make import document, record, statement

import daylight
from daylight.records import DocumentRecord

ROOT = Path(__file__).resolve().parents[2]
BRIEF = (
    "Norwegian Prime Minister Kari Dahl said on Monday that Finland must withdraw its troops from the border. Finland "
    "will not sign the agreement unless Norway lifts its sanctions, Finnish Foreign Minister Aino Laine told reporters."
)


def test_reading_a_brief_prints_a_summary_and_writes_the_page(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    code, out, _ = run("read", "brief.txt", "--published", "2026-03-04")
    assert code == 0
    assert "Bottom line" in out
    assert "Finland" in out
    assert "Kari Dahl" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_record_of_one_document_is_one_json_object(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    code, out, _ = run("read", "brief.txt", "--format", "record")
    found = json.loads(out)
    assert code == 0
    assert {"actors", "statements", "conditions", "events", "relations"} <= set(found)
    first = found["statements"][0]
    assert BRIEF[slice(*first["content"])] == first["content_text"]


def test_standard_input_is_read(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    stream = io.TextIOWrapper(io.BytesIO(BRIEF.encode("utf-8")), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    code, out, _ = run("read", "-", "--format", "jsonl")
    assert code == 0
    assert len(out.splitlines()) == 1


def test_a_bad_file_costs_one_line_and_the_others_are_read(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "good.txt").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = run("read", "good.txt", "bad.pdf", "empty.txt", "absent.txt", "--format", "jsonl")
    assert code == 2
    assert len(out.splitlines()) == 1
    lines = [line for line in err.splitlines() if line.startswith("daylight: ")]
    assert {name for name in ("bad.pdf", "empty.txt", "absent.txt") if any(name in line for line in lines)} == {
        "bad.pdf",
        "empty.txt",
        "absent.txt",
    }
    assert "Traceback" not in err


def test_reading_twice_adds_nothing_and_keeps_a_decision(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    run("read", "brief.txt", "--format", "jsonl")
    with daylight.open("desk.daylight") as desk:
        chosen = desk.statements()[0].id
        count = len(desk.statements())
    assert run("edit", chosen, "stance=mixed", "--coder", "aino")[0] == 0
    run("read", "brief.txt", "--format", "jsonl")
    with daylight.open("desk.daylight") as desk:
        assert len(desk.statements()) == count
        assert desk.find(chosen).stance == "mixed"
    assert "aino" in run("log")[1]


def test_source_shows_the_sentence_with_document_and_offsets(run) -> None:  # type: ignore[no-untyped-def]
    made = record()
    with daylight.open("desk.daylight") as desk:
        desk.add(made)
    code, out, _ = run("source", made.statements[0].id[:6])
    assert code == 0
    assert "Norway insists on the pipeline." in out
    assert "brief.txt (2026-03-01), characters 15-30" in out


def test_tables_come_as_csv_that_no_spreadsheet_runs(run) -> None:  # type: ignore[no-untyped-def]
    made = record()
    actor = made.actors[0].model_copy(update={"name": "=HYPERLINK(1)"})
    with daylight.open("desk.daylight") as desk:
        desk.add(made.model_copy(update={"actors": (actor, *made.actors[1:])}))
    _, out, _ = run("show", "actors", "--format", "csv")
    assert "'=HYPERLINK(1)" in out


def test_a_table_wider_than_the_terminal_shows_the_words_of_a_record_below_it(run) -> None:  # type: ignore[no-untyped-def]
    made = record()
    words = "Norway insists on the pipeline, says the ministry, " * 3
    said = made.statements[0]
    longer = document(words, "long.txt")
    with daylight.open("desk.daylight") as desk:
        desk.add(
            DocumentRecord(
                document=longer,
                actors=made.actors,
                statements=(statement(longer, words.strip(), said.holder, "support"),),
            )
        )
    _, out, _ = run("show", "statements")
    head, *rest = out.splitlines()
    assert said.holder in head
    assert "confidence" in head
    assert " ".join(line.strip() for line in rest) == words.strip()


def test_a_filter_that_does_not_apply_is_named(run) -> None:  # type: ignore[no-untyped-def]
    daylight.open("desk.daylight").close()
    code, _, err = run("show", "actors", "--stance", "oppose")
    assert code == 2
    assert "--stance does not apply to actors" in err


@pytest.mark.parametrize(
    "words",
    [
        ("show", "statements"),
        ("source", "s-1"),
        ("read", "absent.txt"),
        ("read", ".", "--published", "soon"),
        ("report", "--desk", "absent.daylight"),
        ("undo",),
    ],
)
def test_a_users_mistake_is_one_line_and_exit_code_two(run, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    code, _, err = run(*words)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in err


def test_the_same_folder_read_with_two_processes_gives_the_same_records(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "briefs"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{BRIEF} Norway rejected proposal {number}.", encoding="utf-8")
    alone = run("read", "briefs", "--format", "jsonl", "--desk", "1.daylight")[1]
    together = run("read", "briefs", "--format", "jsonl", "--desk", "2.daylight", "--jobs", "2")[1]
    assert alone == together
    assert len(alone.splitlines()) == 3


def test_the_ending_of_a_file_says_the_format_of_an_export(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with daylight.open("desk.daylight") as desk:
        desk.add(record())
    assert run("export", "back.dna")[0] == 0
    assert (tmp_path / "back.dna").read_bytes().startswith(b"SQLite format 3")
    assert run("export", "record.json")[0] == 0
    assert json.loads((tmp_path / "record.json").read_text(encoding="utf-8").splitlines()[0])["schema"] == 1


def test_an_export_that_another_command_makes_names_it_and_writes_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    daylight.open("desk.daylight").close()
    code, _, err = run("export", "ties.graphml")
    assert code == 2
    assert "daylight network --format graphml --output ties.graphml" in err
    assert not (tmp_path / "ties.graphml").exists()
