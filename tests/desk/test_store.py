from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from make import document, record, statement
from sqlalchemy import create_engine, inspect

import daylight
from daylight.desk.migrations import scripts
from daylight.desk.schema import REVISION, metadata
from daylight.errors import DeskError, InputError, NotFoundError
from daylight.records import DocumentRecord


def test_a_desk_gives_back_what_it_was_given(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        desk.add(record())
        assert desk.record("brief.txt").statements == tuple(desk.statements())
        assert {s.holder for s in desk.statements()} == {"nor", "fin"}
        assert desk.conditions()[0].kind == "precondition"


def test_reading_the_same_text_twice_adds_nothing(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        assert desk.add(record())
        before = desk.record("brief.txt")
        assert not desk.add(record())
        assert desk.record("brief.txt") == before
        assert len(desk.documents()) == 1


def test_an_edit_survives_reading_the_document_again(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        desk.add(record())
        chosen = desk.statements(actor="Norway")[0]
        desk.decide("edit", chosen.id, {"stance": "mixed"}, "aino")
        desk.add(record())
        again = desk.find(chosen.id)
        assert (again.stance, again.coder, again.confidence) == ("mixed", "aino", 1.0)


def test_a_rejected_statement_stays_away_when_a_better_step_gives_its_place_another_id(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        first = record()
        desk.add(first)
        desk.decide("reject", first.statements[0].id)
        moved = first.statements[0].model_copy(update={"id": "s-other", "holder": "aino-laine"})
        desk.add(first.model_copy(update={"statements": (moved, first.statements[1])}))
        assert [s.holder for s in desk.statements()] == ["fin"]


def test_an_accepted_statement_stands_when_a_later_reading_misses_it(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        first = record()
        desk.add(first)
        desk.decide("accept", first.statements[0].id)
        desk.add(first.model_copy(update={"statements": ()}))
        assert [s.id for s in desk.statements()] == [first.statements[0].id]


def test_undo_takes_back_the_last_decision_and_the_log_keeps_it(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        desk.add(record())
        chosen = desk.statements()[0]
        desk.decide("reject", chosen.id)
        desk.undo()
        assert desk.find(chosen.id) == chosen
        assert [(d.action, d.undone) for d in desk.log()] == [("reject", True)]
        with pytest.raises(DeskError, match="no review decision to undo"):
            desk.undo()


def test_a_record_is_found_by_the_start_of_its_id_whatever_was_decided_on_it(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        desk.add(record())
        first, second = desk.statements()
        assert desk.find(first.id[:8]) == desk.find(first.id) == first
        desk.decide("edit", first.id, {"stance": "mixed"})
        assert desk.find(first.id[:8]).stance == "mixed"
        desk.decide("reject", second.id)
        for gone in (second.id, "s-", "s-0%", ""):
            with pytest.raises(NotFoundError):
                desk.find(gone)
        own = desk.add_record(first.model_copy(update={"id": "s-own"}), "ada")
        assert desk.find("s-ow") == desk.find("s-own")
        assert desk.find("s-own").coder == own.coder or desk.find("s-own").coder == "ada"
        desk.add_record(first.model_copy(update={"id": "s-owl"}), "ada")
        with pytest.raises(NotFoundError, match="several records: s-owl, s-own"):
            desk.find("s-ow")


def test_a_desk_of_the_first_revision_is_migrated_when_opened(tmp_path: Path) -> None:
    place = tmp_path / "x.daylight"
    coded = record().statements[0].model_copy(update={"coder": "ada", "variables": {"sign": True}})
    with daylight.open(place) as desk:
        desk.add(record().model_copy(update={"statements": (coded,)}))
        before = desk.statement_columns()
    with sqlite3.connect(place) as old:
        old.execute("ALTER TABLE statements DROP COLUMN variables")
        old.execute("ALTER TABLE statements DROP COLUMN coder")
        old.execute("UPDATE alembic_version SET version_num = '0001'")
    old.close()
    with daylight.open(place, create=False) as desk:
        assert desk.statements() == [coded]
        after = desk.statement_columns()
    assert after.fields.equals(before.fields)
    assert after.coded.to_dicts() == [{"sign": True}]


def test_an_edit_that_does_not_fit_is_refused_and_not_logged(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        desk.add(record())
        chosen = desk.statements()[0].id
        with pytest.raises(InputError, match="stance"):
            desk.decide("edit", chosen, {"stance": "maybe"})
        with pytest.raises(InputError, match="cannot be edited"):
            desk.decide("edit", chosen, {"colour": "red"})
        assert desk.log() == []


def test_an_added_statement_is_kept_beside_those_of_the_machine(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        doc = document()
        desk.add(record(doc))
        desk.add_record(statement(doc, "it is paid for", "fin", "support", coder="aino"), "aino")
        desk.add(record(doc))
        assert len(desk.statements(actor="fin")) == 2


def test_statements_are_filtered_by_actor_issue_stance_date_and_confidence(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        desk.add(record())
        assert len(desk.statements(actor="oslo", issue="the pipeline", stance="support")) == 1
        assert desk.statements(since="2026-03-02") == []
        assert len(desk.statements(until="2026-03-01")) == 2
        assert desk.statements(minimum_confidence=0.95) == []
        assert len(desk.statements(act="reject", document="brief")) == 1


def test_a_name_that_is_not_there_is_answered_with_close_ones(tmp_path: Path) -> None:
    with daylight.open(tmp_path / "x.daylight") as desk:
        desk.add(record())
        with pytest.raises(NotFoundError, match="fin"):
            desk.statements(actor="Finlandd")


def test_what_two_documents_tell_of_an_actor_is_joined_whatever_their_order(tmp_path: Path) -> None:
    one = record()
    other_text = document("Oslo and Norway again.", "second.txt", date(2026, 3, 8))
    other = DocumentRecord(document=other_text, actors=(one.actors[0].model_copy(update={"aliases": ("Norge",)}),))
    joined = []
    for number, order in enumerate(((one, other), (other, one))):
        with daylight.open(tmp_path / f"{number}.daylight") as desk:
            for item in order:
                desk.add(item)
            joined.append(desk.actors()["nor"])
    assert joined[0] == joined[1]
    assert set(joined[0].aliases) == {"Oslo", "Norge"}


@pytest.mark.parametrize("content", [b"just text", b"SQLite format 3\x00" + bytes(200)])
def test_a_file_that_is_no_desk_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(DeskError, match="another file name"):
        daylight.open(file)
    assert file.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(DeskError, match="another program"):
        daylight.open(file)


def test_a_desk_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.daylight"
    daylight.open(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(DeskError, match="newer Daylight"):
        daylight.open(file)


def test_a_desk_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no such desk"):
        daylight.open(tmp_path / "x.daylight", create=False)
    assert list(tmp_path.iterdir()) == []


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    assert scripts().get_current_head() == REVISION


def test_migrating_from_nothing_gives_the_tables_of_the_schema(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    engine = create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    config = Config()
    config.set_main_option("script_location", str(Path(daylight.__file__).parent / "desk" / "migrations"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_a_killed_process_leaves_the_desk_whole_with_every_document_reported(tmp_path: Path) -> None:
    script = """
import os, sys
sys.path.insert(0, sys.argv[2])
import daylight
from make import document, record
desk = daylight.open(sys.argv[1])
number = 0
while True:
    desk.add(record(document(f"Norway insists on the pipeline. Finland rejects the pipeline unless it is {number}.")))
    number += 1
    print(number, flush=True)
"""
    here = str(Path(__file__).parent)
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "x.daylight"), here], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    reported = [process.stdout.readline() for _ in range(5)]
    process.kill()
    rest = process.stdout.read().splitlines()
    process.stdout.close()
    process.wait(timeout=10)
    count = int((rest or reported)[-1])
    with daylight.open(tmp_path / "x.daylight") as desk:
        assert count <= len(desk.documents()) <= count + 1
        assert len(desk.statements()) == 2 * len(desk.documents())
