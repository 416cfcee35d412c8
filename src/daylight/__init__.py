"""Daylight reads diplomatic and security briefs and keeps a sourced record of who wants what on which issue."""

from __future__ import annotations

__version__ = "0.1.0"
