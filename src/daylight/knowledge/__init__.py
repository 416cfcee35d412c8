"""Data an analyst can read and edit: countries, offices, themes, cues, hedges. Each table names its source."""
