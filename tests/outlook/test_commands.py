"""The commands: what they print, and that mistakes are one line and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from daylight.cli import main
from shared import shared_data

EXAMPLES = Path(__file__).parents[2] / "examples" / "outlook"


def ran(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr("sys.argv", ["daylight", "outlook", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_solve_prints_states_equilibria_and_who_is_stable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, "solve", EXAMPLES / "prisoners-dilemma.yaml", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["states"] == ["NN", "YN", "NY", "YY"]
    assert found["equilibria"]["seq"] == ["NN", "YY"]
    assert list(found["equilibria"]) == ["nash", "gmr", "smr", "seq", "sseq", "sim"]
    assert found["by_decision_maker"]["First"]["nash"] == ["NN", "NY"]


def test_solve_reads_a_case_out_of_a_collection(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shared_data("conflict/cases.json")
    assert ran(monkeypatch, "solve", path, "--case", "synthetic_04", "--format", "json") == 0
    case = next(c for c in json.loads(path.read_text())["synthetic"] if c["name"] == "synthetic_04")
    assert json.loads(capsys.readouterr().out)["equilibria"]["smr"] == case["expected"]["smr"]


@pytest.mark.parametrize("command", ["check", "solve", "explain", "robust", "compare"])
def test_each_command_prints_for_people(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, command, EXAMPLES / "cuban-missiles.yaml") == 0
    assert "NNYN" in capsys.readouterr().out or command == "check"


def test_robust_writes_the_page_and_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, picture = tmp_path / "p.html", tmp_path / "p.svg"
    assert ran(monkeypatch, "robust", EXAMPLES / "borders.yaml", "--page", page, "--picture", picture) == 0
    assert "Poland, Germany and Belarus" in page.read_text(encoding="utf-8")
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_a_mistake_in_a_model_is_one_line_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "m.yaml"
    model.write_text("decision_makers:\n  A:\n    options: [x]\n    preferences: [y]\n")
    assert ran(monkeypatch, "solve", model) == 2
    said = capsys.readouterr().err
    assert f"{model}:4: " in said
    assert said.count("\n") == 1


def test_an_unknown_concept_is_named_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, "solve", EXAMPLES / "chicken.yaml", "--concepts", "nash,best") == 2
    assert "'best'; there are nash, gmr" in capsys.readouterr().err


def test_settle_warns_how_far_such_guesses_err(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, "settle", EXAMPLES / "potash-ban.yaml") == 0
    assert "err by 23 to 28 points" in capsys.readouterr().out
