"""`daylight extract events`: bad lines are told one by one and cost nothing that can be read."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from daylight.cli import app


def test_bad_lines_are_told_and_the_others_read(tmp_path):
    lines = [
        '{"id": 1, "text": "Kenya condemned Uganda.", "published": "2026-03-18"}',
        "not json",
        '{"id": 3}',
        '{"id": 4, "text": "Peru expelled two diplomats.", "published": "spring"}',
        '{"id": 5, "text": "Peru expelled two Chilean diplomats."}',
    ]
    file = tmp_path / "s.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(app, ["extract", "events", str(file)])
    assert done.exit_code == 2
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 5]
    told = done.stderr.splitlines()
    assert [f"line {n}" in line for n, line in zip((2, 3, 4), told, strict=True)] == [True] * 3
