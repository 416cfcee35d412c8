"""What a picture is to show of a desk."""

from __future__ import annotations

from dataclasses import dataclass, field

from daylight.settings import PositionSettings


@dataclass(frozen=True)
class Frame:
    """What to show of a desk."""

    actors: list[str] = field(default_factory=list)
    """Names or ids; empty: the most heard."""
    issue: str | None = None
    rows: str = "actor"
    columns: str = "issue"
    qualifier: str = "value"
    include: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    settings: PositionSettings = field(default_factory=PositionSettings)
    date: str | None = None
    """The day that parts before and after."""
    draws: int = 20
    """Of the bootstrap behind the stability of camps."""
    seed: int = 0
