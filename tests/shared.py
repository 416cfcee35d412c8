"""Where tests find the shared data; they skip, with the reason, where it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared_data(path: str) -> Path:
    """Path of a file or folder in ``../shared/data``; skips the test where it is absent."""
    found = SHARED / "data" / path
    if not found.exists():
        pytest.skip(f"shared data {path} is not beside this checkout")
    return found


def shared_bench(path: str) -> Path:
    """Path of a scorer in ``../shared/bench``; skips the test where it is absent."""
    found = SHARED / "bench" / path
    if not found.exists():
        pytest.skip(f"shared scorer {path} is not beside this checkout")
    return found
