"""The report page of a conflict: one self-contained file without scripts, that works from disk and in print."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from daylight.errors import InputError
from daylight.outlook.model import Conflict
from daylight.outlook.outlook import labels_of
from daylight.outlook.picture import bar_svg, graph_svg
from daylight.outlook.preferences import game_of
from daylight.outlook.reasons import reasons, ways
from daylight.outlook.solution import solve
from daylight.outlook.states import Game

SHOWN_STATES = 64
EXPLAINED = 6


def write_page(conflict: Conflict, found: dict[str, Any], path: Path, handling: str | None = None) -> None:
    """Write the report page.

    Parameters
    ----------
    found : dict
        What `daylight.outlook.firmness.firmness` found out.
    handling : str, optional
        A TLP 2.0 mark, shown in header and footer.

    Raises
    ------
    InputError
        Where the file cannot be written.
    """
    try:
        path.write_text(page(conflict, found, handling), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def page(conflict: Conflict, found: dict[str, Any], handling: str | None = None) -> str:
    """The report page as HTML; all that comes from the model is escaped."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    folder = files("daylight.outlook") / "page_files"
    style = (folder / "conflict.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    game = game_of(conflict)
    placed = conflict.status_quo is not None
    explained = list(
        dict.fromkeys(
            [*([found["status_quo"]] if placed else []), *(row["state"] for row in found["equilibria"] if row["holds"])]
        )
    )
    label = labels_of(conflict, game)
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        (folder / "conflict.html.jinja").read_text(encoding="utf-8")
    )
    # The pictures escape what they hold; the style is the project's own.
    return template.render(
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        title=conflict.title or "Conflict",
        conflict=conflict,
        handling=handling,
        found=found,
        outlook=found["outlook"],
        bar=Markup(bar_svg(found["outlook"]["labels"])) if found["outlook"] else "",
        graph=Markup(graph_svg(conflict, found["concept"])) if placed else "",
        ways=ways(conflict, game, found["concept"]) if placed else {},
        reasons=[reasons(conflict, state, found["concept"]) for state in explained[:EXPLAINED]],
        label_of={row["state"]: str(label[game.code(row["state"])]) for row in found["equilibria"]},
        percent=lambda share: f"{share:.0%}",
        feasible=int(game.feasible.sum()),
        options=game.options,
        names=game.names,
        **_states(game, label),
    )


def _states(game: Game, label: np.ndarray[Any, np.dtype[np.str_]]) -> dict[str, Any]:
    """The table of states, those that hold in most senses first."""
    solution = solve(game)
    holds = np.array([solution.equilibria(concept) for concept in solution.stable])
    order = game.reading_order[np.argsort(-holds[:, game.reading_order].sum(axis=0), kind="stable")][:SHOWN_STATES]
    ranks = []
    for payoffs in game.payoffs:
        levels = np.unique(payoffs[game.feasible])
        ranks.append(len(levels) - np.searchsorted(levels, payoffs))
    rows = [
        {
            "state": game.string(int(code)),
            "label": str(label[code]),
            "marks": holds[:, code].tolist(),
            "ranks": [int(rank[code]) for rank in ranks],
        }
        for code in order
    ]
    return {"states": rows, "concepts": list(solution.stable)}
