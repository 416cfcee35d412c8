"""The table of a desk made column by column is the one made record by record, decisions applied."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import daylight
from daylight.desk import columns
from daylight.desk.columns import columns_of
from daylight.desk.csv_claims import read_csv_claims
from daylight.desk.dna import read_dna
from daylight.desk.store import Desk
from daylight.errors import InputError
from daylight.positions.variables import desk_table, variable_table
from daylight.records import Document, DocumentRecord, Statement, Value
from shared import shared_data


def _same(desk: Desk) -> polars.DataFrame:
    told = variable_table(desk.statements(), desk.documents(), desk.actors(), desk.issues())
    made = desk_table(desk)
    assert_frame_equal(told, made, check_column_order=False)
    return made


@pytest.fixture
def imported(tmp_path: Path) -> Desk:
    with daylight.open(tmp_path / "x.daylight") as desk:
        for name, read in (("sample.dna", read_dna), ("nuclear.csv", read_csv_claims)):
            for record in read(shared_data(f"discourse/{name}")):
                desk.add(record)
        yield desk


def test_an_imported_desk_gives_the_same_table_either_way(imported: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _same(imported)
    assert len(made) == 1204
    monkeypatch.setattr(columns, "STRETCH", 100)
    assert_frame_equal(_same(imported), made, check_column_order=False)
    monkeypatch.setattr(columns, "_by_stretches", lambda engine: None)
    assert_frame_equal(_same(imported), made, check_column_order=False)


def test_review_decisions_hold_in_the_table(imported: Desk) -> None:
    first, second, third, *_ = imported.statements()
    imported.decide("reject", first.id)
    imported.decide("edit", second.id, {"stance": "mixed", "variables": {**second.variables, "certain": 0.5}})
    imported.decide("edit", third.id, {"stance": "neutral"})
    imported.undo()
    imported.add_record(third.model_copy(update={"id": "s-own", "coder": "ada"}), "ada")
    made = _same(imported)
    assert first.id not in made["statement"].to_list()
    assert made.filter(statement=second.id)["certain"].to_list() == [0.5]
    assert made.filter(statement=third.id)["value"].to_list() != [0.0]
    assert made.filter(statement="s-own")["coder"].to_list() == ["ada"]


def test_only_what_is_wanted_is_made_whatever_its_case(imported: Desk) -> None:
    made = desk_table(imported, ["Organization", "concept"])
    assert made.columns == ["statement", "document", "date", "statement type", "organization", "concept"]
    with pytest.raises(InputError, match="no variable is called 'nobody'; there are: act, actor, agreement"):
        desk_table(imported, ["nobody"])


NAMES = st.sampled_from(["sign", "actor", "ä 'quoted\"", "date", "dna.id"])
NUMBERS = st.one_of(st.booleans(), st.integers(-5, 5), st.floats(-2, 2))
TEXTS = st.one_of(st.booleans(), st.integers(-5, 5), st.text(max_size=4), st.just("a\x1fb"))
CODED = st.one_of(
    *(st.lists(st.dictionaries(NAMES, values, max_size=3), min_size=1, max_size=8) for values in (NUMBERS, TEXTS))
)


@settings(max_examples=25)
@given(CODED, st.integers(1, 9))
def test_variables_of_any_kind_come_back_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, coded: list[dict[str, Value]], stretch: int
) -> None:
    document = Document(id="d-1", name="x", text="words")
    statements = [
        Statement(
            id=f"s-{k}", doc="d-1", evidence=((0, 5),), step="t/1", content=(0, 5), sentence=(0, 5), holder="a",
            issue="i", act="assert", stance="support", variables=variables,
        )
        for k, variables in enumerate(coded)
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as patch, daylight.open(tmp_path_factory.mktemp("d") / "x.daylight") as desk:
        patch.setattr(columns, "STRETCH", stretch)
        desk.add(DocumentRecord(document=document, statements=tuple(statements)))
        found, wanted = desk.statement_columns(), columns_of(statements)
    assert_frame_equal(found.fields.sort("statement"), wanted.fields)
    order = found.fields["statement"].arg_sort()
    assert_frame_equal(found.coded[order] if found.coded.width else found.coded, wanted.coded, check_column_order=False)
