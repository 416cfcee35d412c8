"""How firmly the outcomes of a conflict hold, as one record: what `daylight outlook robust` and the page show."""

from __future__ import annotations

from typing import Any

import numpy as np

from daylight.knowledge.likelihood import likelihood
from daylight.outlook.draws import drawn
from daylight.outlook.inverse import smallest_change
from daylight.outlook.model import Conflict
from daylight.outlook.outlook import Driver, Share, outlook
from daylight.outlook.preferences import game_of
from daylight.outlook.reasons import described
from daylight.outlook.robustness import Hinge, equilibrium_chances, hinges
from daylight.outlook.solution import solve
from daylight.outlook.states import Game
from daylight.outlook.status_quo import today

SHOWN_STATES = 12
MARGINS_UP_TO = 1 << 14
"""States of models whose margins are reckoned; the search tries many rankings for each state and decision maker."""


def firmness(conflict: Conflict, draws: int = 1000, seed: int = 0, concept: str = "seq") -> dict[str, Any]:
    """Chances of equilibria, their margins, the statements they hang on, and the outlook from the status quo."""
    game = game_of(conflict)
    chances = equilibrium_chances(conflict, draws, seed, [concept])[concept]
    holds = solve(game, [concept]).equilibria(concept)
    shown = sorted(
        {*list(chances)[:SHOWN_STATES], *np.flatnonzero(holds)[:SHOWN_STATES].tolist()},
        key=lambda c: -chances[c] if c in chances else 0,
    )
    sample = drawn(conflict, draws, seed)
    return {
        "concept": concept,
        "draws": len(sample.chance),
        "exact": sample.exact,
        "status_quo": game.string(today(conflict, game)) if conflict.status_quo is not None else None,
        "outlook": _outlook(conflict, game, draws, seed, concept) if conflict.status_quo is not None else None,
        "equilibria": [
            {
                "state": game.string(code),
                "described": described(game, code),
                "chance": chances.get(code, 0.0),
                "holds": bool(holds[code]),
                "margin": _margin(game, code, concept),
            }
            for code in shown
        ],
        "hinges": [_hinge(game, hinge) for hinge in hinges(conflict, concept)],
    }


def _outlook(conflict: Conflict, game: Game, draws: int, seed: int, concept: str) -> dict[str, Any]:
    found = outlook(conflict, draws, seed, concept)
    return {
        "labels": {label: _shared(share) for label, share in found.labels.items()},
        "states": {game.string(code): _shared(share) for code, share in found.states.items()},
        "drivers": [_driver(driver) for driver in found.drivers],
        "ruled": found.ruled,
    }


def _shared(share: Share) -> dict[str, Any]:
    mean, low, high = share
    return {"probability": round(mean, 6), "interval": [round(low, 6), round(high, 6)], "word": likelihood(mean)}


def _driver(driver: Driver) -> dict[str, Any]:
    label = max(driver.effect, key=lambda name: (driver.effect[name], name))
    words = (
        f"{driver.decision_maker} wants {_plain(driver.want)} (confidence {driver.confidence:.0%}): with it, "
        f"{label} is {driver.effect[label]:.0%} likelier"
    )
    return {
        "decision_maker": driver.decision_maker,
        "want": driver.want,
        "confidence": driver.confidence,
        "effect": {name: round(value, 6) for name, value in driver.effect.items()},
        "sources": list(driver.sources),
        "words": words,
    }


def _margin(game: Game, code: int, concept: str) -> str:
    """The smallest change in one ranking that turns the verdict, in words."""
    if game.size > MARGINS_UP_TO:
        return "not reckoned in a model of this size"
    changes = [smallest_change(game, code, player, concept) for player in range(len(game.names))]
    nearest = min((change for change in changes if change), key=lambda change: abs(change.ranks), default=None)
    if nearest is None:
        return "no change of one ranking alone turns it"
    verb = "makes it hold" if nearest.makes else "breaks it"
    way = "up" if nearest.ranks > 0 else "down"
    count = abs(nearest.ranks)
    return f"{game.names[nearest.player]}: {count} rank{'s' * (count > 1)} {way} {verb}"


def _hinge(game: Game, hinge: Hinge) -> dict[str, Any]:
    lost = [game.string(code) for code in hinge.lost]
    gained = [game.string(code) for code in hinge.gained]
    parts = [f"{', '.join(lost[:5])} no longer hold{'s' * (len(lost) == 1)}"] if lost else []
    parts += [f"{', '.join(gained[:5])} hold{'s' * (len(gained) == 1)} too"] if gained else []
    words = f"without {hinge.decision_maker}'s {_plain(hinge.want)} {' and '.join(parts)}"
    return {
        "decision_maker": hinge.decision_maker,
        "want": hinge.want,
        "sources": list(hinge.sources),
        "lost": lost,
        "gained": gained,
        "words": words,
    }


def _plain(want: str) -> str:
    """An expression inside a sentence: in quotation marks, its own left out."""
    return f"“{want.replace(chr(34), '')}”"
