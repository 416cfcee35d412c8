"""From today's state: where the conflict can go, by whose moves, and the shortest way to each state that holds.

Status quo analysis (Li, Kilgour & Hipel 2005): a breadth-first walk over states, so that the first path found is a
shortest one. A shortest path never has one decision maker move twice in a row, as two moves of one are one move.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from daylight.errors import ModelFileError
from daylight.outlook.model import Conflict
from daylight.outlook.states import Game, Space

MAX_VISITED = 20_000


@dataclass(frozen=True)
class Step:
    """One move on a path: who moves, from where to where, and whether the mover likes it better at once."""

    player: int
    start: int
    target: int
    gains: bool


def today(conflict: Conflict, space: Space) -> int:
    """The state of the status quo.

    Raises
    ------
    ModelFileError
        Where the model has none, or one that is infeasible.
    """
    if conflict.status_quo is None:
        raise ModelFileError("the model has no status_quo; name the options that are taken today, or [] for none")
    if isinstance(conflict.status_quo, str):
        code = space.code(conflict.status_quo)
    else:
        code = sum(1 << space.bits[space.options.index(name)] for name in conflict.status_quo)
    if not space.feasible[code]:
        raise ModelFileError(f"the status quo {space.string(code)} is infeasible by the model's own rules")
    return code


def paths(game: Game, start: int, targets: Iterable[int], wanted: bool = True) -> dict[int, list[Step]]:
    """Shortest paths from a state to others.

    Parameters
    ----------
    start : int
    targets : iterable of int
        States to reach.
    wanted : bool
        Whether each mover must gain by its move; otherwise any moves count.

    Returns
    -------
    dict of int to list of Step
        By state. The walk ends after 20,000 states; what lies farther is missing, as what is out of reach.
    """
    missing = set(targets) - {start}
    found: dict[int, list[Step]] = {start: []} if start in targets else {}
    came: dict[int, Step] = {}
    frontier = [start]
    while frontier and missing and len(came) <= MAX_VISITED:
        following: list[int] = []
        for state in frontier:
            if len(came) > MAX_VISITED:
                break
            for player in range(len(game.names)):
                for target in game.moves(player, state):
                    gains = bool(game.payoffs[player][target] > game.payoffs[player][state])
                    if target == start or target in came or (wanted and not gains):
                        continue
                    came[target] = Step(player, state, target, gains)
                    following.append(target)
        for target in missing & set(following):
            found[target] = _back(came, start, target)
        missing -= set(found)
        frontier = following
    return found


def _back(came: dict[int, Step], start: int, target: int) -> list[Step]:
    steps: list[Step] = []
    while target != start:
        steps.append(came[target])
        target = came[target].start
    return steps[::-1]


def in_words(space: Space, steps: list[Step]) -> str:
    """A path in words: "Israel takes strike; Iran drops talks (although worse for it)"."""
    if not steps:
        return "it is the state today"
    return "; ".join(
        f"{space.names[step.player]} {change(space, step.start, step.target, 's')}"
        + ("" if step.gains else " (without gaining by it)")
        for step in steps
    )


def change(space: Space, start: int, target: int, ending: str = "") -> str:
    """What changes between two states: "take strike and drop talks"."""
    before, after = space.taken(start), space.taken(target)
    taken = [name for name in after if name not in before]
    dropped = [name for name in before if name not in after]
    parts = [f"{verb}{ending} {_listed(names)}" for verb, names in (("take", taken), ("drop", dropped)) if names]
    return " and ".join(parts) or "stay"


def _listed(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
