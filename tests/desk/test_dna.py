"""A database of Discourse Network Analyzer becomes a desk with all its variables, and nothing secret."""

from __future__ import annotations

import sqlite3

import pytest

from daylight.desk.dna import read_dna
from daylight.desk.store import Desk
from daylight.errors import InputError
from shared import shared_data


def test_every_statement_of_the_sample_arrives_with_its_variables_and_its_words():
    records = read_dna(shared_data("discourse/sample.dna"))
    statements = [s for r in records for s in r.statements]
    assert (len(records), len(statements)) == (7, 40)
    first = statements[0]
    assert first.variables["organization"] == "Energy and Environmental Analysis, Inc."
    assert first.variables["agreement"] is False
    assert first.stance == "oppose"
    assert records[0].document.text[slice(*first.content)].strip()


def test_importing_twice_adds_nothing(tmp_path):
    records = read_dna(shared_data("discourse/sample.dna"))
    with Desk.open(tmp_path / "x.daylight") as desk:
        assert sum(desk.add(r) for r in records) == 7
        assert sum(desk.add(r) for r in read_dna(shared_data("discourse/sample.dna"))) == 0
        assert len(desk.statements()) == 40


def test_no_password_hash_reaches_the_desk():
    path = shared_data("discourse/sample.dna")
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
        hashes = [row[0] for row in connection.execute("SELECT Password FROM CODERS")]
    kept = "".join(record.model_dump_json() for record in read_dna(path))
    assert not any(secret in kept for secret in hashes)


def test_a_database_of_another_version_is_refused(tmp_path):
    path = tmp_path / "old.dna"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE SETTINGS(Property TEXT, Value TEXT); CREATE TABLE DOCUMENTS(ID INTEGER);"
            "INSERT INTO SETTINGS VALUES('version', '2.0 beta 25');"
        )
    connection.close()
    with pytest.raises(InputError, match=r"2\.0 beta 25, not DNA version 3"):
        read_dna(path)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00 but broken"])
def test_what_is_no_database_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "x.dna"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_dna(path)
    assert "\n" not in str(error.value)
