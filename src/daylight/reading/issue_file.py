"""Issue files: a user's own issues, with names, aliases and poles, that come before the taxonomy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from daylight.errors import ModelFileError
from daylight.knowledge.themes import Theme
from daylight.records import Issue

_KEYS = {"id", "name", "supports", "opposes", "aliases", "against", "locus"}


class NamedIssue(NamedTuple):
    """An issue of a user's file, with its words as a theme."""

    issue: Issue
    theme: Theme


@lru_cache(maxsize=4)
def issue_file(path: Path) -> Sequence[NamedIssue]:
    """The issues of a YAML file.

    The file is a list, or a mapping with the key ``issues``; each entry has ``name`` and ``aliases`` and may have
    ``id``, ``supports``, ``opposes`` (the propositions of its poles), ``against`` (aliases whose plain occurrence
    stands for the opposing pole) and ``locus`` (an actor id).

    Raises
    ------
    ModelFileError
        When the file is missing, is not YAML, or an entry is not of that form; the message names the line.
    """
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        loaded = yaml.safe_load(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise ModelFileError(f"{path}: cannot be read ({error.strerror}); give a YAML file of issues") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ModelFileError(f"{path}: is not valid YAML ({' '.join(str(error).split())})") from error
    if isinstance(loaded, dict):
        if set(loaded) != {"issues"}:
            raise ModelFileError(f"{path}, line 1: give a list of issues, or one key 'issues' that holds it")
        assert node is not None
        loaded, node = loaded["issues"], node.value[0][1]
    if not isinstance(loaded, list) or not loaded:
        raise ModelFileError(f"{path}, line 1: give a list of issues, each with 'name' and 'aliases'")
    assert node is not None
    found = [
        _issue(entry, f"{path}, line {part.start_mark.line + 1}")
        for entry, part in zip(loaded, node.value, strict=True)
    ]
    seen: set[str] = set()
    for (issue, _), part in zip(found, node.value, strict=True):
        if issue.id in seen:
            raise ModelFileError(f"{path}, line {part.start_mark.line + 1}: the id {issue.id!r} is given twice")
        seen.add(issue.id)
    return tuple(found)


def _issue(entry: Any, where: str) -> NamedIssue:
    if not isinstance(entry, dict):
        raise ModelFileError(f"{where}: an issue is a mapping with 'name' and 'aliases'")
    if unknown := sorted(set(map(str, entry)) - _KEYS):
        raise ModelFileError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ModelFileError(f"{where}: 'name' is missing or not a text")
    words: dict[str, list[str]] = {}
    for key in ("aliases", "against"):
        words[key] = entry.get(key) or []
        if not isinstance(words[key], list) or not all(isinstance(w, str) and w.strip() for w in words[key]):
            raise ModelFileError(f"{where}: {key!r} must be a list of words or phrases")
    if not words["aliases"] and not words["against"]:
        raise ModelFileError(f"{where}: give 'aliases', the words by which texts name {name!r}")
    for key in ("id", "supports", "opposes", "locus"):
        if key in entry and not isinstance(entry[key], str):
            raise ModelFileError(f"{where}: {key!r} must be a text")
    key = entry.get("id") or re.sub(r"\W+", "-", name.lower()).strip("-")
    supports, opposes = entry.get("supports", f"For {name}"), entry.get("opposes", f"Against {name}")
    patterns = [(word, 1) for word in words["aliases"]] + [(word, -1) for word in words["against"]]
    theme = Theme(key, name, supports, opposes, "owner", tuple(patterns))
    aliases = tuple(words["aliases"] + words["against"])
    issue = Issue(
        id=key,
        name=name,
        proposition=supports,
        contrary=opposes,
        theme=key,
        locus=entry.get("locus"),
        aliases=aliases,
    )
    return NamedIssue(issue, theme)
