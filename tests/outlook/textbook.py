"""The textbook definitions, as slowly and plainly as they are written: sets of states and legal sequences of moves.

Independent of the engine: states are strings, moves are found by comparing strings, sanctions by walking sequences.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Plain:
    """A conflict as plain Python: who owns which letter of a state's string, and what each thinks of each state."""

    owners: tuple[tuple[int, ...], ...]
    feasible: tuple[str, ...]
    irreversible: tuple[tuple[int, str], ...]
    payoffs: tuple[tuple[int, ...], ...]

    def worth(self, i: int, state: str) -> int:
        return self.payoffs[i][self.feasible.index(state)]

    def as_json(self) -> dict[str, object]:
        return {
            "name": "random",
            "n_options": sum(map(len, self.owners)),
            "owners": [list(own) for own in self.owners],
            "feasible": list(self.feasible),
            "irreversible": [{"option": k, "allowed": allowed} for k, allowed in self.irreversible],
            "payoff_per_dm_in_feasible_order": [list(row) for row in self.payoffs],
        }


def random_conflict(seed: int) -> Plain:
    """2 to 4 decision makers, 2 to 6 options, some infeasible states, irreversible options and ties."""
    rng = random.Random(seed)
    makers = rng.randint(2, 4)
    count = rng.randint(max(2, makers), 6)
    owner = [*range(makers), *(rng.randrange(makers) for _ in range(count - makers))]
    rng.shuffle(owner)
    every = ["".join(letters) for letters in itertools.product("NY", repeat=count)]
    share = rng.choice([0.0, 0.0, 0.2, 0.4, 0.6])
    feasible = [state for state in every if rng.random() >= share] or every[:1]
    feasible.sort(key=lambda state: state[::-1])
    one_way = [(k, rng.choice(["N->Y only", "Y->N only"])) for k in range(count) if rng.random() < rng.choice([0, 0.3])]
    levels = rng.choice([3, 6, 64])
    payoffs = tuple(tuple(rng.randint(1, levels) for _ in feasible) for _ in range(makers))
    owners = tuple(tuple(k for k in range(count) if owner[k] == i) for i in range(makers))
    return Plain(owners, tuple(feasible), tuple(one_way), payoffs)


def textbook(plain: Plain) -> dict[str, list[set[str]]]:
    """For each concept and decision maker the stable states."""
    makers = range(len(plain.owners))
    moves = {(i, s): _moves(plain, i, s) for i in makers for s in plain.feasible}
    gains = {(i, s): {t for t in moves[i, s] if plain.worth(i, t) > plain.worth(i, s)} for i, s in moves}
    found: dict[str, list[set[str]]] = {c: [] for c in ("nash", "gmr", "smr", "seq", "sseq", "sim", "sim_all")}
    for i in makers:
        others = [j for j in makers if j != i]
        anyhow = {s: _sequences(others, s, lambda j, t: moves[j, t]) for s in plain.feasible}
        credibly = {s: _sequences(others, s, lambda j, t: gains[j, t]) for s in plain.feasible}

        def no_better(t: str, s: str, i: int = i) -> bool:
            return plain.worth(i, t) <= plain.worth(i, s)

        def lasting(u: str, s: str, i: int = i) -> bool:
            return no_better(u, s, i) and all(no_better(h, s, i) for h in moves[i, u])

        def stable(sanctioned: Callable[[str, str], bool], i: int = i) -> set[str]:
            return {s for s in plain.feasible if all(sanctioned(s, t) for t in gains[i, s])}

        found["nash"].append({s for s in plain.feasible if not gains[i, s]})
        found["gmr"].append(stable(lambda s, t, r=anyhow: any(no_better(u, s) for u in r[t])))
        found["smr"].append(stable(lambda s, t, r=anyhow: any(lasting(u, s) for u in r[t])))
        found["seq"].append(stable(lambda s, t, r=credibly: any(no_better(u, s) for u in r[t])))
        found["sseq"].append(stable(lambda s, t, r=credibly: any(lasting(u, s) for u in r[t])))
        for concept, obliged in (("sim", False), ("sim_all", True)):
            found[concept].append(
                stable(
                    lambda s, t, i=i, others=others, obliged=obliged: any(
                        no_better(u, s, i) for u in _together(plain, i, others, s, t, gains, obliged)
                    )
                )
            )
    return found


def _moves(plain: Plain, i: int, state: str) -> set[str]:
    found = set()
    for target in plain.feasible:
        changed = [k for k in range(len(state)) if state[k] != target[k]]
        if not changed or set(changed) - set(plain.owners[i]):
            continue
        if any(k in changed and f"{state[k]}->{target[k]} only" != allowed for k, allowed in plain.irreversible):
            continue
        found.add(target)
    return found


def _sequences(others: list[int], start: str, step: Callable[[int, str], set[str]]) -> set[str]:
    """States at the end of legal sequences of at least one move, nobody moving twice in a row."""
    seen: set[tuple[str, int]] = set()
    frontier = [(target, j) for j in others for target in step(j, start)]
    while frontier:
        state, last = frontier.pop()
        if (state, last) in seen:
            continue
        seen.add((state, last))
        frontier += [(target, j) for j in others if j != last for target in step(j, state)]
    return {state for state, _ in seen}


def _together(
    plain: Plain, i: int, others: list[int], s: str, t: str, gains: dict[tuple[int, str], set[str]], obliged: bool
) -> set[str]:
    """States where the move to `t` and simultaneous improvements of opponents, all from `s`, lead together."""
    choices = [sorted(gains[j, s]) if obliged and gains[j, s] else [s, *sorted(gains[j, s])] for j in others]
    found = set()
    for chosen in itertools.product(*choices):
        if all(target == s for target in chosen):
            continue
        letters = list(s)
        for j, target in zip([i, *others], [t, *chosen], strict=True):
            for k in plain.owners[j]:
                letters[k] = target[k]
        if "".join(letters) in plain.feasible:
            found.add("".join(letters))
    return found
