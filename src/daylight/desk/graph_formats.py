"""Writes matrices with labels as JSON, CSV, GraphML, GEXF and UCINET DL."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from daylight.errors import InputError

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""


def write_graph(
    rows: Sequence[str], columns: Sequence[str], matrix: NDArray[np.float64], two_mode: bool, format: str
) -> str:
    """A network as text in one of `GRAPH_FORMATS`.

    Parameters
    ----------
    rows, columns : sequence of str
        Labels; the same in one-mode.
    matrix : array of shape (rows, columns)
        Ties; 0 is no tie in the graph formats.
    two_mode : bool
        Whether rows and columns are different nodes.
    format : str
        Its name.
    """
    if format not in GRAPH_FORMATS:
        raise InputError(f"no network format is called {format!r}; use one of {', '.join(GRAPH_FORMATS)}")
    return GRAPH_FORMATS[format](rows, columns, matrix, two_mode)


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _json(rows: Sequence[str], columns: Sequence[str], matrix: NDArray[np.float64], two_mode: bool) -> str:
    return json.dumps({"rows": list(rows), "cols": list(columns), "matrix": matrix.tolist()}, ensure_ascii=False)


def _csv(rows: Sequence[str], columns: Sequence[str], matrix: NDArray[np.float64], two_mode: bool) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["", *map(guarded, columns)])
    for label, values in zip(rows, matrix.tolist(), strict=True):
        writer.writerow([guarded(label), *values])
    return file.getvalue().rstrip("\n")


def _graph(rows: Sequence[str], columns: Sequence[str], matrix: NDArray[np.float64], two_mode: bool) -> Any:
    """A networkx graph; nodes are numbered, so that a label may stand in both modes."""
    import networkx

    graph = networkx.Graph()
    for at, label in enumerate(rows):
        graph.add_node(f"r{at}", label=_UNWRITABLE.sub("", label), mode="row")
    if two_mode:
        for at, label in enumerate(columns):
            graph.add_node(f"c{at}", label=_UNWRITABLE.sub("", label), mode="column")
    for i, j in zip(*np.nonzero(matrix), strict=True):
        if two_mode:
            graph.add_edge(f"r{i}", f"c{j}", weight=float(matrix[i, j]))
        elif i <= j:
            graph.add_edge(f"r{i}", f"r{j}", weight=float(matrix[i, j]))
    return graph


def _graphml(rows: Sequence[str], columns: Sequence[str], matrix: NDArray[np.float64], two_mode: bool) -> str:
    import networkx

    return "\n".join(networkx.generate_graphml(_graph(rows, columns, matrix, two_mode)))


def _gexf(rows: Sequence[str], columns: Sequence[str], matrix: NDArray[np.float64], two_mode: bool) -> str:
    import networkx

    text = "\n".join(networkx.generate_gexf(_graph(rows, columns, matrix, two_mode)))
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)


def _dl(rows: Sequence[str], columns: Sequence[str], matrix: NDArray[np.float64], two_mode: bool) -> str:
    """UCINET's data language, full matrix, labels quoted."""

    def quoted(labels: Sequence[str]) -> str:
        return "\n".join('"' + label.replace('"', "'").replace("\n", " ") + '"' for label in labels)

    size = f"NR={len(rows)} NC={len(columns)}" if two_mode else f"N={len(rows)}"
    parts = [f"DL {size}", "FORMAT = FULLMATRIX DIAGONAL PRESENT", "ROW LABELS:", quoted(rows)]
    parts += ["COLUMN LABELS:", quoted(columns), "DATA:"]
    parts += [" ".join(f"{value:.12g}" for value in line) for line in matrix.tolist()]
    return "\n".join(parts)


GRAPH_FORMATS: dict[str, Callable[[Sequence[str], Sequence[str], NDArray[np.float64], bool], str]] = {
    "json": _json, "csv": _csv, "graphml": _graphml, "gexf": _gexf, "dl": _dl,
}  # fmt: skip
