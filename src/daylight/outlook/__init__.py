"""Conflicts: model file, preferences, stability, robustness, scenarios."""
