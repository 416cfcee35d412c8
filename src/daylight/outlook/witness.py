"""Why a state holds for a decision maker or does not: the moves and answers behind a verdict, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from daylight.errors import ModelFileError, TooLargeError
from daylight.outlook.metarational import opponents
from daylight.outlook.states import Game
from daylight.outlook.status_quo import Step, change, in_words

EXPLAINED = ("nash", "gmr", "smr", "seq", "sseq")
MAX_VISITED = 20_000


@dataclass(frozen=True)
class Temptation:
    """An improvement that a decision maker has, and the answer that deters it; None where nothing does."""

    target: int
    answer: tuple[Step, ...] | None


@dataclass(frozen=True)
class Witness:
    """A verdict with its reasons.

    Attributes
    ----------
    stable : bool
    temptations : tuple of Temptation
        All improvements where the state is stable; where it is not, one that nothing deters, the one liked best.
    """

    game: Game
    player: int
    state: int
    concept: str
    stable: bool
    temptations: tuple[Temptation, ...]

    def text(self, limit: int = 3) -> str:
        """The verdict in words, with at most `limit` temptations."""
        name = self.game.names[self.player]
        if not self.temptations:
            return f"{name} stays: it has no move to anything it likes better."
        if not self.stable:
            move = change(self.game, self.state, self.temptations[0].target)
            return f"{name} leaves: it would {move}, which it likes better, and {self._no_answer()}."
        parts = [self._deterred(temptation) for temptation in self.temptations[:limit]]
        more = len(self.temptations) - limit
        rest = f" {more} more improvement{'s are' if more > 1 else ' is'} deterred likewise." if more > 0 else ""
        return f"{name} stays. " + " ".join(parts) + rest

    def _deterred(self, temptation: Temptation) -> str:
        assert temptation.answer is not None
        name, mine = self.game.names[self.player], self.game.payoffs[self.player]
        end = temptation.answer[-1].target
        worth = "worse off than now" if mine[end] < mine[self.state] else "no better off than now"
        move = change(self.game, self.state, temptation.target)
        credible = ", as it would want to" if self.concept in ("seq", "sseq") else ""
        answer = _answer(self.game, list(temptation.answer), credible)
        lasting = ", and no move of its own would mend that" if self.concept in ("smr", "sseq") else ""
        return f"It would gain if it could {move} and stop there, but {answer}, which leaves {name} {worth}{lasting}."

    def _no_answer(self) -> str:
        others = " and ".join(self.game.names[other] for other in opponents(self.game, self.player))
        if self.concept == "nash":
            return "answers are not reckoned with"
        wanting = " that would serve who gives it" if self.concept in ("seq", "sseq") else ""
        lasting = " for good" if self.concept in ("smr", "sseq") else ""
        return f"no answer by {others}{wanting} takes that gain away{lasting}"


def explain(game: Game, player: int, state: int, concept: str = "seq") -> Witness:
    """Why a state is stable for a decision maker, or is not.

    Parameters
    ----------
    concept : str
        One of ``nash gmr smr seq sseq``.

    Raises
    ------
    ModelFileError
        Where the concept cannot be explained, or the state is infeasible.
    TooLargeError
        Where more than 20,000 states are visited in search of an answer.
    """
    if concept not in EXPLAINED:
        raise ModelFileError(f"no explanation of {concept!r}; there are {', '.join(EXPLAINED)}")
    if not game.feasible[state]:
        raise ModelFileError(f"the state {game.string(state)} is infeasible")
    mine = game.payoffs[player]
    gains = [target for target in game.moves(player, state) if mine[target] > mine[state]]
    gains.sort(key=lambda target: -int(mine[target]))
    temptations = []
    for target in gains:
        answer = None if concept == "nash" else _sanction(game, player, state, target, concept)
        if answer is None:
            return Witness(game, player, state, concept, False, (Temptation(target, None),))
        temptations.append(Temptation(target, tuple(answer)))
    return Witness(game, player, state, concept, True, tuple(temptations))


def _sanction(game: Game, player: int, state: int, target: int, concept: str) -> list[Step] | None:
    """The shortest answer that deters, by breadth-first search; None where there is none."""
    mine = game.payoffs[player]

    def deters(end: int) -> bool:
        if mine[end] > mine[state]:
            return False
        return concept in ("gmr", "seq") or all(mine[out] <= mine[state] for out in game.moves(player, end))

    return _first(game, opponents(game, player), target, deters, credible=concept in ("seq", "sseq"))


def _first(game: Game, movers: list[int], start: int, ends: Callable[[int], bool], credible: bool) -> list[Step] | None:
    came: dict[int, Step | None] = {start: None}
    frontier = [start]
    while frontier:
        following = []
        for state in frontier:
            if len(came) > MAX_VISITED:
                raise TooLargeError(f"more than {MAX_VISITED} states were searched for an answer; leave options out")
            for mover in movers:
                theirs = game.payoffs[mover]
                for target in game.moves(mover, state):
                    gains = bool(theirs[target] > theirs[state])
                    if target in came or (credible and not gains):
                        continue
                    came[target] = Step(mover, state, target, gains)
                    if ends(target):
                        return _steps(came, target)
                    following.append(target)
        frontier = following
    return None


def _steps(came: dict[int, Step | None], target: int) -> list[Step]:
    steps: list[Step] = []
    step = came[target]
    while step is not None:
        steps.append(step)
        step = came[step.start]
    return steps[::-1]


def _answer(game: Game, steps: list[Step], credible: str) -> str:
    if len(steps) == 1:
        step = steps[0]
        return f"{game.names[step.player]} could answer: {change(game, step.start, step.target)}{credible}"
    return f"others could answer ({in_words(game, [Step(s.player, s.start, s.target, True) for s in steps])})"
