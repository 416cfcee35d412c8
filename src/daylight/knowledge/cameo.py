"""CAMEO codes of PLOVER types and modes, and back."""

from __future__ import annotations

from functools import lru_cache

from daylight.knowledge.tables import rows


def cameo_code(type_: str, mode: str | None = None) -> str:
    """The CAMEO code of a PLOVER type and mode; the type's own where the mode has none."""
    table = _codes()
    return table.get((type_, mode or "")) or table[type_, ""]


def from_cameo(code: str) -> tuple[str, str | None] | None:
    """PLOVER type and mode of a CAMEO code by its longest known prefix; None for codes that PLOVER drops (01, 02)."""
    table = _prefixes()
    for length in range(len(code), 1, -1):
        if found := table.get(code[:length]):
            return found
    return None


@lru_cache(maxsize=1)
def _codes() -> dict[tuple[str, str], str]:
    return {(type_, mode): code for way, code, type_, mode in rows("cameo") if way == "to"}


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, tuple[str, str | None]]:
    return {code: (type_, mode or None) for way, code, type_, mode in rows("cameo") if way == "from"}
