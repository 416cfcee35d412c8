"""How firmly equilibria hold: under draws of uncertain preferences, and when one preference statement is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daylight.outlook.draws import batches, drawn
from daylight.outlook.model import Conflict
from daylight.outlook.preferences import from_statements, game_of
from daylight.outlook.solution import solve

ROBUST_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


@dataclass(frozen=True)
class Hinge:
    """A preference statement without which the equilibria are others."""

    decision_maker: str
    want: str
    sources: tuple[str, ...]
    lost: tuple[int, ...]
    gained: tuple[int, ...]


def equilibrium_chances(
    conflict: Conflict, draws: int = 1000, seed: int = 0, concepts: Sequence[str] = ROBUST_CONCEPTS
) -> dict[str, dict[int, float]]:
    """For each concept, how likely each state is an equilibrium under the uncertain preferences, likeliest first.

    States that are none in any draw are left out.
    """
    game = game_of(conflict)
    sample = drawn(conflict, draws, seed)
    chances = {concept: np.zeros(game.size) for concept in concepts}
    for chosen, batch in batches(conflict, game, sample, seed):
        solution = solve(batch, concepts)
        for concept in concepts:
            chances[concept] += sample.chance[chosen] @ solution.equilibria(concept).reshape(batch.draws, -1)
    found = {}
    for concept, chance in chances.items():
        codes = game.reading_order[chance[game.reading_order] > 0]
        found[concept] = {
            int(code): float(min(chance[code], 1)) for code in codes[np.argsort(-chance[codes], kind="stable")]
        }
    return found


def hinges(conflict: Conflict, concept: str = "seq") -> list[Hinge]:
    """Which preference statements the equilibria hang on: those without which they are others, the weightiest first."""
    game = game_of(conflict)
    before = solve(game, [concept]).equilibria(concept)
    found = []
    for i, (name, maker) in enumerate(conflict.decision_makers.items()):
        for k, statement in enumerate(maker.preferences):
            payoffs = game.payoffs.copy()
            kind = np.result_type(payoffs.dtype, np.int32)
            changed = payoffs.astype(kind)
            changed[i] = from_statements(maker, game, tuple(at != k for at in range(len(maker.preferences))))
            after = solve(game.with_payoffs(changed), [concept]).equilibria(concept)
            if (before != after).any():
                lost = tuple(int(code) for code in np.flatnonzero(before & ~after))
                gained = tuple(int(code) for code in np.flatnonzero(after & ~before))
                found.append(Hinge(name, statement.want, statement.sources, lost, gained))
    return sorted(found, key=lambda hinge: (-len(hinge.lost), -len(hinge.gained)))
