"""Pictures of a conflict as SVG: the graph of states from today, and the outlook as one bar. They need no script."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from daylight.outlook.model import Conflict
from daylight.outlook.outlook import labels_of
from daylight.outlook.preferences import game_of
from daylight.outlook.solution import solve
from daylight.outlook.states import Game
from daylight.outlook.status_quo import paths, today

MAX_NODES = 28
COLUMN, ROW, WIDTH, HEIGHT = 230, 78, 150, 46
MARGIN = 24

FILL = {"calm": "#d5e8d8", "tense": "#f6e3b4", "flare": "#f3c4bc", "no rest": "#dcdfe6"}
"""Colours of labels where no style sheet says otherwise, from the calmest."""

FONT = 'font-family="system-ui, sans-serif" font-size="13" color="#16202c"'


class Node(NamedTuple):
    """A state in the picture, with its place."""

    code: int
    column: int
    row: int


class Arc(NamedTuple):
    """A move in the picture: who moves, from where to where."""

    start: int
    target: int
    movers: tuple[str, ...]


def graph_svg(conflict: Conflict, concept: str = "seq") -> str:
    """The states that improvements reach from today, column by column, with who moves; equilibria have a double frame.

    States beyond the first 28 are left out, the ways to equilibria last.
    """
    game = game_of(conflict)
    start = today(conflict, game)
    holds = solve(game, [concept]).equilibria(concept)
    nodes, arcs = _reached(game, start, holds)
    place = {node.code: node for node in nodes}
    label = labels_of(conflict, game)
    height = 2 * MARGIN + ROW * (1 + max(node.row for node in nodes))
    width = 2 * MARGIN + COLUMN * max(node.column for node in nodes) + WIDTH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" class="graph" {FONT}><title>{escape(_alternative(game, start, nodes, holds))}</title>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>'
    ]
    parts += [_arc(place[arc.start], place[arc.target], arc.movers) for arc in arcs]
    parts += [_node(game, node, str(label[node.code]), bool(holds[node.code]), node.code == start) for node in nodes]
    return "".join([*parts, "</svg>"])


def bar_svg(labels: dict[str, Any]) -> str:
    """The outlook as one bar; each part is named and has its own frame, so that colour alone says nothing.

    Parameters
    ----------
    labels : dict
        For each label its ``probability`` and ``interval``, as `firmness` gives them.
    """
    said = ", ".join(f"{label} {labels[label]['probability']:.0%}" for label in FILL if label in labels)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 70" width="600" height="70" role="img" class="bar" '
        f"{FONT}><title>{escape(f'Outlook: {said}')}</title>"
    ]
    at = 0.0
    for label, fill in FILL.items():
        share = float(labels.get(label, {}).get("probability", 0.0))
        if share <= 0:
            continue
        wide = 600 * share
        name = label.replace(" ", "-")
        parts.append(
            f'<rect class="{name}" x="{at:.1f}" y="0" width="{wide:.1f}" height="40" '
            f'fill="{fill}" stroke="currentColor"/>'
        )
        if wide > 60:
            parts.append(
                f'<text fill="currentColor" x="{at + wide / 2:.1f}" y="60" '
                f'text-anchor="middle">{escape(label)} {share:.0%}</text>'
            )
        at += wide
    return "".join([*parts, "</svg>"])


def _reached(game: Game, start: int, holds: NDArray[np.bool_]) -> tuple[list[Node], list[Arc]]:
    """States in breadth-first columns from today, ways to equilibria first, and improvements among them."""
    ways = paths(game, start, np.flatnonzero(holds).tolist()[:40])
    kept = [start]
    for way in sorted(ways.values(), key=len):
        new = [step.target for step in way if step.target not in kept]
        if len(kept) + len(new) <= MAX_NODES:
            kept += new
    depth = {start: 0}
    frontier = [start]
    while frontier:
        following = []
        for state in frontier:
            for target in _improvements(game, state):
                if target not in depth and (target in kept or len(kept) < MAX_NODES):
                    depth[target] = depth[state] + 1
                    kept += [target] * (target not in kept)
                    following.append(target)
        frontier = following
    rows: dict[int, int] = {}
    nodes = []
    for code in sorted(depth, key=lambda code: (depth[code], kept.index(code))):
        nodes.append(Node(code, depth[code], rows.get(depth[code], 0)))
        rows[depth[code]] = rows.get(depth[code], 0) + 1
    arcs = [
        Arc(state, target, tuple(movers))
        for state in depth
        for target, movers in _improvements(game, state).items()
        # Moves back and across would cover the others.
        if depth.get(target, 0) > depth[state]
    ]
    return nodes, arcs


def _improvements(game: Game, state: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for player, name in enumerate(game.names):
        for target in game.moves(player, state):
            if game.payoffs[player][target] > game.payoffs[player][state]:
                found.setdefault(target, []).append(name)
    return found


def _node(game: Game, node: Node, label: str, holds: bool, first: bool) -> str:
    x, y = MARGIN + COLUMN * node.column, MARGIN + ROW * node.row
    frame = (
        f'<rect class="{label}" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6" '
        f'fill="{FILL[label]}" stroke="currentColor"/>'
    )
    if holds:
        frame += (
            f'<rect x="{x + 4}" y="{y + 4}" width="{WIDTH - 8}" height="{HEIGHT - 8}" rx="4" fill="none" '
            'stroke="currentColor"/>'
        )
    words = " · ".join([label, *(["today"] if first else []), *(["holds"] if holds else [])])
    taken = ", ".join(game.taken(node.code)) or "no option taken"
    return (
        f"<g><title>{escape(taken)}</title>{frame}"
        f'<text x="{x + WIDTH / 2}" y="{y + 20}" text-anchor="middle" class="state">{game.string(node.code)}</text>'
        f'<text x="{x + WIDTH / 2}" y="{y + 37}" text-anchor="middle">{escape(words)}</text></g>'
    )


def _arc(start: Node, target: Node, movers: tuple[str, ...]) -> str:
    """A line from the right side of one state to the left of one further on."""
    x1, y1 = MARGIN + COLUMN * start.column + WIDTH, MARGIN + ROW * start.row + HEIGHT / 2
    x2, y2 = MARGIN + COLUMN * target.column, MARGIN + ROW * target.row + HEIGHT / 2
    path = f"M{x1} {y1} L{x2} {y2}"
    # Nearer to the end, where lines from one state have parted.
    middle = (x1 + (x2 - x1) * 0.62, y1 + (y2 - y1) * 0.62 - 4)
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" marker-end="url(#tip)" class="move"/>'
        f'<text x="{middle[0]:.0f}" y="{middle[1]:.0f}" text-anchor="middle" '
        f'class="mover">{escape(", ".join(movers))}</text>'
    )


def _alternative(game: Game, start: int, nodes: list[Node], holds: NDArray[np.bool_]) -> str:
    ends = [game.string(node.code) for node in nodes if holds[node.code]]
    return (
        f"States that improvements reach from {game.string(start)}: {len(nodes)} shown; "
        f"of these hold {', '.join(ends) or 'none'}. The ways are listed below in words."
    )
