"""The documentation is held to the program: what it shows runs, and what the program offers is documented."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from daylight.cli import app
from daylight.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.M | re.S)


def code(page: Path, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def commands() -> dict[str, Any]:
    """All commands by their words, as "outlook solve"."""
    found: dict[str, Any] = {}

    def walk(command: Any, words: str) -> None:
        subcommands = getattr(command, "commands", None)
        if subcommands is None:
            found[words] = command
            return
        for name, sub in subcommands.items():
            walk(sub, f"{words} {name}".strip())

    walk(typer.main.get_command(app), "")
    return found


@pytest.mark.parametrize("page", [p for p in PAGES if code(p, "python")], ids=lambda p: p.name)
def test_python_in_the_docs_runs_from_top_to_bottom(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": f"docs_{page.stem}"}
    for block in code(page, "python"):
        exec(compile(block, str(page), "exec"), namespace)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_shown_in_the_docs_exist_with_their_options(page: Path) -> None:
    known = commands()
    for block in code(page, "console"):
        for line in re.findall(r"(?:^\$ |&& )(daylight .*?)(?= && |$)", block, re.M):
            words = shlex.split(line.split(" | ")[0].split(" > ")[0], comments=True)[1:]
            name = next((c for c in sorted(known, key=len, reverse=True) if words[: len(c.split())] == c.split()), None)
            assert name is not None or words == ["--help"], f"{page.name}: no such command: {line}"
            if name is None:
                continue
            options = {option for p in known[name].params for option in (*p.opts, *p.secondary_opts)} | {"--help"}
            for word in words:
                if word.startswith("--"):
                    assert word.split("=")[0] in options, f"{page.name}: {name} has no option {word}"


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_in_the_command_reference(name: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"## daylight {name}\n" in text, "run: python docs/generate_commands.py"
    section = text.split(f"## daylight {name}\n")[1].split("\n## ")[0]
    for parameter in commands()[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}`" in section, "run: python docs/generate_commands.py"


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for group, field in Settings.model_fields.items():
        for name in field.annotation.model_fields:  # type: ignore[union-attr]
            assert f"`{group}.{name}`" in text


def test_every_dependency_is_explained() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").casefold()
    extras = project["optional-dependencies"].values()
    for dependency in [*project["dependencies"], *(d for extra in extras for d in extra)]:
        name = re.match(r"[A-Za-z0-9_.-]+", dependency)
        assert name
        assert f"**{name.group().casefold()}**" in text


def test_links_between_pages_lead_to_files_that_are_there() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_importing_the_package_loads_nothing_heavy() -> None:
    import subprocess

    heavy = "spacy|onnxruntime|polars|altair|scipy|sqlalchemy|torch|igraph|networkx|trafilatura|docx|pypdfium2"
    script = f"import sys, daylight, daylight.cli, re; print([m for m in sys.modules if re.fullmatch({heavy!r}, m)])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert found.stdout.strip() == "[]"
