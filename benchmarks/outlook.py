"""The conflict engine: right against a brute force, and how fast; `python benchmarks/outlook.py [--long]`.

Correctness: every cell (decision maker, state, concept) of random models against the textbook definitions, written
independently as sets and legal sequences in tests/outlook/textbook.py. Speed: Nash, GMR, SMR and SEQ for all decision
makers and states. Each answer is checked on a sample of cells by searching answers step by step. The peer is that brute
force on models of up to six options, run in the same process.
Processor time is given beside the time on the clock, as other programs may be running.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import tracemalloc
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "outlook"))
from textbook import random_conflict, textbook

from daylight.outlook.draws import CELLS_AT_ONCE
from daylight.outlook.json_format import from_json
from daylight.outlook.preferences import game_of
from daylight.outlook.solution import CONCEPTS, solve
from daylight.outlook.states import Game
from daylight.outlook.witness import explain

FOUR = ("nash", "gmr", "smr", "seq")
EVERY = (*CONCEPTS, "sim_all")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="20 options and 10,000 draws too")
    parser.add_argument("--models", type=int, default=2000, help="random models to check")
    arguments = parser.parse_args()
    correctness(arguments.models)
    print(f"\n{'model':46}{'time':>12}{'processor':>12}{'memory':>12}{'checked':>10}")
    speed(12, 4)
    speed(12, 4, infeasible=0.3)
    speed(12, 4, infeasible=0.3, irreversible=2)
    speed(16, 4)
    speed(16, 4, infeasible=0.3, irreversible=2)
    if arguments.long:
        speed(20, 4, repeats=3)
        speed(20, 4, infeasible=0.3, repeats=3)
        speed(20, 2, repeats=3)
        draws(10_000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"\npeak of the whole process, interpreter and libraries among it: {peak:,.0f} MB")


def correctness(models: int) -> None:
    cells = wrong = 0
    slow = fast = 0.0
    for seed in range(models):
        plain = random_conflict(seed)
        begin = time.perf_counter()
        expected = textbook(plain)
        slow += time.perf_counter() - begin
        begin = time.perf_counter()
        game = game_of(from_json(plain.as_json()))
        found = solve(game, EVERY).stable
        fast += time.perf_counter() - begin
        for concept in EVERY:
            for player, states in enumerate(expected[concept]):
                wrong += len(set(game.strings(found[concept][player])) ^ states)
                cells += len(plain.feasible)
    print(f"{models} random models, {len(EVERY)} concepts: {wrong} wrong of {cells:,} cells")
    print(f"brute force {slow:.1f} s, engine with reading the models {fast:.1f} s: {slow / fast:.0f} times as fast")


def random_game(options: int, players: int, infeasible: float = 0, irreversible: int = 0, draws: int = 0) -> Game:
    rng = np.random.default_rng(options)
    owner = tuple(sorted(k % players for k in range(options)))
    stays = sum(1 << int(bit) for bit in rng.choice(options, irreversible, replace=False))
    names = tuple(f"DM{i}" for i in range(players))
    feasible = rng.random(1 << options) >= infeasible
    game = Game(names, tuple(f"o{k}" for k in range(options)), owner, feasible, stays)
    shape = (players, draws, 1 << options) if draws else (players, 1 << options)
    return game.with_payoffs(rng.integers(0, 1 << options, shape))


def speed(options: int, players: int, infeasible: float = 0, irreversible: int = 0, repeats: int = 7) -> None:
    game = random_game(options, players, infeasible, irreversible)
    times, busy = [], []
    for _ in range(repeats):
        begin, begin_busy = time.perf_counter(), time.process_time()
        solution = solve(game, FOUR)
        times.append(time.perf_counter() - begin)
        busy.append(time.process_time() - begin_busy)
    tracemalloc.start()
    solve(game, FOUR)
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    checked = spot_check(game, solution.stable)
    what = f"{options} options, {players} DMs" + f", {infeasible:.0%} infeasible" * bool(infeasible)
    what += f", {irreversible} one-way" * bool(irreversible)
    print(f"{what:46}{1000 * min(times):9.1f} ms{1000 * min(busy):9.1f} ms{memory:9.1f} MB{checked:10}")


def spot_check(game: Game, stable: dict[str, np.ndarray]) -> int:
    """Verdicts on some cells against a search for answers state by state; large models look at few."""
    rng = np.random.default_rng(1)
    states = rng.choice(np.flatnonzero(game.feasible), 12 if len(game.options) < 20 else 3, replace=False)
    checked = 0
    for state in states:
        for player in range(len(game.names)):
            for concept in FOUR:
                try:
                    expected = explain(game, player, int(state), concept).stable
                except Exception as error:
                    if type(error).__name__ != "TooLargeError":
                        raise
                    continue
                assert expected == stable[concept][player, state], (concept, player, state)
                checked += 1
    return checked


def draws(number: int) -> None:
    at_once = CELLS_AT_ONCE >> 12
    begin, begin_busy = time.perf_counter(), time.process_time()
    done = 0
    while done < number:
        game = random_game(12, 4, draws=min(at_once, number - done))
        solve(game, FOUR)
        done += game.draws
    wall, busy = time.perf_counter() - begin, time.process_time() - begin_busy
    print(f"{number:,} draws of 12 options, 4 DMs: {wall:.1f} s ({busy:.1f} s of processor), drawing included")


if __name__ == "__main__":
    main()
