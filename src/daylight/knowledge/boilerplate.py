"""What surrounds an article and is no part of it: comment forms, share bars, notices, credits, captions."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

LONGEST = 600
"""No pattern is tried on a longer block: what surrounds an article is short."""


def matches(group: str, block: str) -> bool:
    """Whether a block of text, as a whole, is of a group: "tail", "anywhere", "credits" or "captions"."""
    return len(block) <= LONGEST and any(pattern.fullmatch(block) for pattern in _patterns()[group])


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table = yaml.load(Path(__file__).with_name("boilerplate.yaml").read_text(encoding="utf-8"), Loader=loader)
    flags = re.IGNORECASE | re.DOTALL
    return {
        group: [re.compile(pattern, flags) for pattern in patterns]
        for group, patterns in table.items()
        if group != "source"
    }
