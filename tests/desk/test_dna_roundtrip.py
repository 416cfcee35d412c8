"""What DNA can hold comes back from a desk as it went in; what it cannot is said."""

from __future__ import annotations

import sqlite3

import pytest
from make import document, statement

from daylight.desk.csv_claims import Columns, read_csv_claims
from daylight.desk.dna import read_dna
from daylight.desk.dna_write import write_dna
from daylight.desk.exports import export_desk
from daylight.desk.record_file import read_record_file
from daylight.desk.store import Desk
from daylight.errors import InputError
from daylight.records import DocumentRecord
from shared import shared_data


def _tables(path) -> dict[str, list]:
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [c for c in columns if c != "Password" and not (table.startswith("DATA") and c == "ID")]
            rows = connection.execute(f"SELECT {', '.join(kept)} FROM {table}").fetchall()
            found[table] = sorted(rows, key=str)
    connection.close()
    return found


def test_the_sample_goes_through_a_desk_and_back_to_dna_without_loss_but_of_passwords(tmp_path):
    source = shared_data("discourse/sample.dna")
    with Desk.open(tmp_path / "x.daylight") as desk:
        for record in read_dna(source):
            desk.add(record)
        losses = export_desk(desk, "dna", tmp_path / "back.dna")
    assert _tables(tmp_path / "back.dna") == _tables(source)
    assert len(losses) == 1
    assert "passwords" in losses[0]


def test_spans_beyond_the_basic_plane_keep_their_words_both_ways(tmp_path):
    doc = document("🕊🕊 Norway insists on the pipeline 🕊.")
    record = DocumentRecord(document=doc, statements=(statement(doc, "Norway insists", "norway", "support"),))
    write_dna(tmp_path / "x.dna", [record], {}, {})
    (back,) = read_dna(tmp_path / "x.dna")
    assert back.document.text[slice(*back.statements[0].content)] == "Norway insists"
    assert back.statements[0].stance == "support"
    assert back.statements[0].variables["organization"] == "norway"


def test_an_existing_file_is_never_overwritten(tmp_path):
    (tmp_path / "x.dna").write_text("precious")
    with pytest.raises(InputError, match="exists already"):
        write_dna(tmp_path / "x.dna", [], {}, {})
    assert (tmp_path / "x.dna").read_text() == "precious"


def test_record_lines_lose_nothing(tmp_path):
    records = read_dna(shared_data("discourse/sample.dna"))
    with Desk.open(tmp_path / "x.daylight") as desk:
        for record in records:
            desk.add(record)
        export_desk(desk, "record", tmp_path / "x.jsonl")
        kept = [desk.record(d.id) for d in desk.documents()]
    assert read_record_file(tmp_path / "x.jsonl") == kept


def test_a_row_of_claims_is_a_statement_whose_span_is_the_row(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text('when;who;what;yes\n2026-01-02;Norway;"a pipeline;\nfor gas";-1\n2026-01-03;Finland;ferries;1\n')
    (record,) = read_csv_claims(path, Columns(date="when", actor="who", concept="what", sign="yes"))
    first, second = record.statements
    assert record.document.text[slice(*first.content)] == '2026-01-02;Norway;"a pipeline;\nfor gas";-1'
    assert record.document.text[slice(*second.content)] == "2026-01-03;Finland;ferries;1"
    assert (first.stance, second.stance, second.date) == ("oppose", "support", "2026-01-03")
    assert first.variables == {"who": "Norway", "what": "a pipeline;\nfor gas", "yes": -1}


@pytest.mark.parametrize(
    ("text", "what"),
    [("", "empty"), ("a,b\n1,2\n", "has no column 'date'"), ("date,actor,concept,sign\nyesterday,a,b,1\n", "no date")],
)
def test_a_table_that_cannot_be_read_is_refused_in_one_line(tmp_path, text, what):
    path = tmp_path / "claims.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=what):
        read_csv_claims(path)


def test_brat_offsets_fit_the_text(tmp_path):
    doc = document()
    with Desk.open(tmp_path / "x.daylight") as desk:
        desk.add(DocumentRecord(document=doc, statements=(statement(doc, "rejects", "finland", "oppose"),)))
        export_desk(desk, "brat", tmp_path / "brat")
    text = next((tmp_path / "brat").glob("*.txt")).read_text()
    mark = next((tmp_path / "brat").glob("*.ann")).read_text().splitlines()[0]
    kind, words = mark.split("\t")[1:]
    assert text[int(kind.split()[1]) : int(kind.split()[2])] == words == "rejects"
