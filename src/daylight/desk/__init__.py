"""The store: one SQLite file by default, with review decisions and import and export of formats."""
