"""Positions, daylight, discourse networks, trends, polarisation, over any statements: read, coded or imported."""
