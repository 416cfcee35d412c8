"""The tables of a Discourse Network Analyzer 3 database, as facts of its file format."""

from __future__ import annotations

VERSION = "3.0.11"
"""Version written into new databases."""

_COLOURS = ("Red", "Green", "Blue")
_CODER_FLAGS = (
    ("ColorByCoder", 0), ("PopupDecoration", 0), ("PopupAutoComplete", 1),
)  # fmt: skip
_PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip


def _flag(name: str, default: int) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {default}"


def _name(column: str, more: str = "") -> str:
    return f"{column} TEXT NOT NULL {more} CHECK (LENGTH({column}) < 191)"


def _belongs(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_COLOUR = ", ".join(f"{c} INTEGER NOT NULL DEFAULT 0 CHECK ({c} BETWEEN 0 AND 255)" for c in _COLOURS)
_ENTITY_COLOUR = ", ".join(f"{c} INTEGER CHECK ({c} BETWEEN 0 AND 255)" for c in _COLOURS)
_FLAGS = ", ".join([_flag(*f) for f in _CODER_FLAGS] + [_flag(f"Permission{p}", 1) for p in _PERMISSIONS])
_MAY = ", ".join(_flag(name, 1) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments"))
_DOCUMENT_TEXTS = ", ".join(_name(c, "DEFAULT ''") for c in ("Author", "Source", "Section"))
_OF = f"{_belongs('StatementId', 'STATEMENTS')}, {_belongs('VariableId', 'VARIABLES')}"
_TYPE = _name("Type", "DEFAULT ''")
_VALUE_OF = "StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL"

_TABLES = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT NOT NULL",
    "CODERS": f"{_ID}, {_name('Name')}, {_COLOUR}, "
    "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0, "
    "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14, "
    f"{_name('Password')}, PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300, {_FLAGS}",
    "DOCUMENTS": f"{_ID}, {_name('Title')}, Text TEXT NOT NULL, Coder INTEGER, {_DOCUMENT_TEXTS}, "
    f"Notes TEXT NOT NULL DEFAULT '', {_TYPE}, "
    f"Date INTEGER NOT NULL, {_belongs('Coder', 'CODERS')}",
    "STATEMENTTYPES": f"{_ID}, {_name('Label')}, {_COLOUR}",
    "VARIABLES": f"{_ID}, {_name('Variable')}, DataType TEXT NOT NULL CHECK "
    "(DataType IN ('boolean', 'integer', 'long text', 'short text')) DEFAULT 'short text', "
    f"StatementTypeId INTEGER, {_belongs('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId)",
    "VARIABLELINKS": f"{_ID}, SourceVariableId INTEGER, TargetVariableId INTEGER, "
    "CHECK (TargetVariableId != SourceVariableId), "
    f"{_belongs('SourceVariableId', 'VARIABLES')}, {_belongs('TargetVariableId', 'VARIABLES')}",
    "REGEXES": f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191), {_COLOUR}",
    "CODERRELATIONS": f"{_ID}, Coder INTEGER CHECK(Coder > 0), OtherCoder INTEGER CHECK(OtherCoder > 0), {_MAY}, "
    f"CHECK (Coder != OtherCoder), {_belongs('Coder', 'CODERS')}, {_belongs('OtherCoder', 'CODERS')}",
    "STATEMENTS": f"{_ID}, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER NOT NULL CHECK(Start >= 0), "
    "Stop INTEGER NOT NULL CHECK(Stop >= 0), Coder INTEGER, CHECK (Start < Stop), "
    f"{_belongs('StatementTypeId', 'STATEMENTTYPES')}, {_belongs('Coder', 'CODERS')}, "
    f"{_belongs('DocumentId', 'DOCUMENTS')}",
    "DATABOOLEAN": f"{_ID}, {_VALUE_OF}, Value INTEGER NOT NULL DEFAULT 1, {_OF}, UNIQUE (StatementId, VariableId)",
    "DATAINTEGER": f"{_ID}, {_VALUE_OF}, Value INTEGER NOT NULL DEFAULT 0, {_OF}, UNIQUE (StatementId, VariableId)",
    "ENTITIES": f"{_ID}, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '' CHECK (LENGTH(Value) < 191), "
    f"{_ENTITY_COLOUR}, ChildOf INTEGER CHECK(ChildOf > 0), UNIQUE (VariableId, Value), "
    f"{_belongs('ChildOf', 'ENTITIES')}, {_belongs('VariableId', 'VARIABLES')}",
    "DATASHORTTEXT": f"{_ID}, {_VALUE_OF}, Entity INTEGER NOT NULL, {_OF}, {_belongs('Entity', 'ENTITIES')}, "
    "UNIQUE (StatementId, VariableId)",
    "DATALONGTEXT": f"{_ID}, {_VALUE_OF}, Value TEXT DEFAULT '', {_OF}, UNIQUE (StatementId, VariableId)",
    "ATTRIBUTEVARIABLES": f"{_ID}, VariableId INTEGER NOT NULL, {_name('AttributeVariable')}, "
    f"UNIQUE(VariableId, AttributeVariable), {_belongs('VariableId', 'VARIABLES')}",
    "ATTRIBUTEVALUES": f"{_ID}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
    "AttributeValue TEXT NOT NULL DEFAULT '' CHECK (LENGTH(AttributeValue) < 191), "
    f"UNIQUE (EntityId, AttributeVariableId), {_belongs('EntityId', 'ENTITIES')}, "
    f"{_belongs('AttributeVariableId', 'ATTRIBUTEVARIABLES')}",
}

SCHEMA = ";\n".join(f"CREATE TABLE {table}({columns})" for table, columns in _TABLES.items()) + ";"
"""All tables, as one script."""
