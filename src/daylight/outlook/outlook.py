"""The outlook: how likely the conflict ends calm, tense or in a flare, how sure that is, and what drives it.

Each draw of the uncertain preferences is a conflict of its own with its own endings (`endings`); the outlook is their
mean. Its interval reckons with the confidences being guesses themselves: each is taken as if learnt from `EVIDENCE`
observations, and drawn from a Beta distribution around its value. A driver is a preference statement; its effect is
how much likelier a flare is when the statement counts than when it does not, all else as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daylight.outlook.draws import Draws, batches, drawn
from daylight.outlook.endings import Endings, endings
from daylight.outlook.model import Conflict
from daylight.outlook.preferences import game_of
from daylight.outlook.states import Game
from daylight.outlook.status_quo import today

LABELS = ("calm", "tense", "flare")
EVIDENCE = 10.0
"""How many observations a stated confidence is worth."""
INTERVAL = 0.9
RESAMPLED = 400
DRIVERS = 3

Share = tuple[float, float, float]
"""Probability, lower end and upper end of its interval."""


@dataclass(frozen=True)
class Driver:
    """A preference statement and what it does to the outlook: label probabilities with it minus those without it."""

    decision_maker: str
    want: str
    confidence: float
    effect: dict[str, float]
    sources: tuple[str, ...] = ()

    @property
    def size(self) -> float:
        """How far it moves the outlook: half the sum of absolute changes, from 0 to 1."""
        return sum(abs(change) for change in self.effect.values()) / 2


@dataclass(frozen=True)
class Outlook:
    """Where the conflict goes from today.

    Attributes
    ----------
    labels : dict of str to Share
        "calm", "tense", "flare", and "no rest" for what finds no ending.
    states : dict of int to Share
        For each possible final state, likeliest first.
    drivers : tuple of Driver
        The strongest first.
    draws : int
        How many draws were reckoned; `exact` where these are all combinations.
    """

    concept: str
    labels: dict[str, Share]
    states: dict[int, Share]
    drivers: tuple[Driver, ...]
    draws: int
    exact: bool
    ruled: bool
    """Whether the model says what a flare is; without a rule every state counts as calm."""


def outlook(
    conflict: Conflict, draws: int = 1000, seed: int = 0, concept: str = "seq", drivers: int | None = DRIVERS
) -> Outlook:
    """Reckon the outlook of a conflict from its status quo.

    Parameters
    ----------
    draws : int
        How many draws of uncertain preferences, where not all combinations can be taken.
    concept : str
        In which sense decision makers are deterred: ``nash``, ``gmr``, ``smr``, ``seq`` or ``sseq``.
    drivers : int, optional
        How many drivers to name; None: all.

    Raises
    ------
    ModelFileError
        Where the model has no status quo, or one that is infeasible.
    """
    game = game_of(conflict)
    start = today(conflict, game)
    sample = drawn(conflict, draws, seed)
    found = [ending for _, batch in batches(conflict, game, sample, seed) for ending in endings(batch, start, concept)]
    label = labels_of(conflict, game)
    codes = sorted({code for ending in found for code in ending})
    table = np.array([[ending.get(code, 0.0) for code in codes] for ending in found]).reshape(len(found), len(codes))
    weights = _weights(sample, seed)
    states = {code: _share(table[:, k], sample, weights) for k, code in enumerate(codes)}
    per_label = {name: table[:, [label[code] == name for code in codes]].sum(axis=1) for name in LABELS}
    per_label["no rest"] = np.clip(1 - table.sum(axis=1), 0, 1)
    per_label["no rest"][per_label["no rest"] < 1e-6] = 0
    ranked = _drivers(conflict, game, start, concept, sample, per_label, label)
    return Outlook(
        concept=concept,
        labels={name: _share(values, sample, weights) for name, values in per_label.items()},
        states=dict(sorted(states.items(), key=lambda item: -item[1][0])),
        drivers=tuple(ranked if drivers is None else ranked[:drivers]),
        draws=len(sample.chance),
        exact=sample.exact,
        ruled=bool(conflict.outlook.flare or conflict.outlook.tense),
    )


def labels_of(conflict: Conflict, game: Game) -> NDArray[np.str_]:
    """The label of each state, by the model's own rule."""
    label = np.full(game.size, "calm", dtype="<U5")
    if conflict.outlook.tense:
        label[game.where(conflict.outlook.tense)] = "tense"
    if conflict.outlook.flare:
        label[game.where(conflict.outlook.flare)] = "flare"
    return label


def _weights(sample: Draws, seed: int) -> NDArray[np.float64]:
    """For each resampled set of confidences, the chance of each draw; shape (resampled, draws)."""
    if not sample.statements:
        return np.broadcast_to(sample.chance, (1, sample.chance.size))
    rng = np.random.default_rng([seed, 2])
    stated = np.clip(sample.confidence, 1e-3, 1 - 1e-3)
    guessed = rng.beta(stated * EVIDENCE, (1 - stated) * EVIDENCE, (RESAMPLED, stated.size))
    ratio = np.zeros((RESAMPLED, sample.chance.size))
    for k in range(stated.size):
        counts = sample.counts[:, k]
        yes, no = np.log(guessed[:, k] / stated[k]), np.log((1 - guessed[:, k]) / (1 - stated[k]))
        ratio += np.where(counts[None, :], yes[:, None], no[:, None])
    weights = np.exp(ratio) * sample.chance
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _share(values: NDArray[np.float64], sample: Draws, weights: NDArray[np.float64]) -> Share:
    mean = float(np.clip(values @ sample.chance, 0, 1))
    tail = (1 - INTERVAL) / 2
    low, high = np.quantile(weights @ values, [tail, 1 - tail])
    if not sample.exact:
        # What is drawn and not reckoned in full is uncertain by the number of draws too.
        error = 1.645 * float(np.sqrt(max(mean * (1 - mean), 0) / len(values)))
        low, high = low - error, high + error
    return mean, float(np.clip(min(low, mean), 0, 1)), float(np.clip(max(high, mean), 0, 1))


def _drivers(
    conflict: Conflict,
    game: Game,
    start: int,
    concept: str,
    sample: Draws,
    per_label: dict[str, NDArray[np.float64]],
    label: NDArray[np.str_],
) -> list[Driver]:
    found = []
    base: dict[str, float] | None = None
    for name, maker in conflict.decision_makers.items():
        for k, statement in enumerate(maker.preferences):
            if (name, k) in sample.statements:
                counts = sample.counts[:, sample.statements.index((name, k))]
                effect = {
                    key: _mean(values, sample.chance, counts) - _mean(values, sample.chance, ~counts)
                    for key, values in per_label.items()
                }
            else:
                # A certain statement is left out of the model as it stands, with all others counting.
                base = base or _labelled(endings(game, start, concept)[0], label)
                without = maker.model_copy(update={"preferences": maker.preferences[:k] + maker.preferences[k + 1 :]})
                other = conflict.model_copy(update={"decision_makers": {**conflict.decision_makers, name: without}})
                changed = _labelled(endings(game_of(other), start, concept)[0], label)
                effect = {key: base[key] - changed[key] for key in base}
            found.append(Driver(name, statement.want, statement.confidence, effect, statement.sources))
    return sorted((driver for driver in found if driver.size > 1e-9), key=lambda driver: -driver.size)


def _mean(values: NDArray[np.float64], chance: NDArray[np.float64], where: NDArray[np.bool_]) -> float:
    total = float(chance[where].sum())
    return float(values[where] @ chance[where]) / total if total else float(values @ chance)


def _labelled(ending: Endings, label: NDArray[np.str_]) -> dict[str, float]:
    shares = {name: sum(chance for code, chance in ending.items() if label[code] == name) for name in LABELS}
    rest = 1 - sum(ending.values())
    return {**shares, "no rest": rest if rest > 1e-6 else 0.0}
