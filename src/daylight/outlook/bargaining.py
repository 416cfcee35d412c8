"""Where will they settle, on one issue with a scale: compromise, median, weighted median and the challenge model.

These are baselines for a number, no stability analysis. On 351 issues of EU decision making (Thomson, Arregui,
Leuffen et al., DEU III) the weighted mean errs by about 23 points of 100, the median by about 28 and the challenge
model by about 28, which is no better than always saying 50: treat results as a first guess.

Sources: compromise model (Van den Bos 1991; Achen 2006); median voter (Black 1948); challenge model (Bueno de
Mesquita 1994, as published; read after Scholz, Calbert & Smith 2011).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from daylight.errors import ModelFileError

Numbers = NDArray[np.float64]

ROUNDS = 10
DRAWN = 500
INTERVAL = 0.9


class Stake(BaseModel):
    """One actor on the scale, with what is uncertain about it as standard deviations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    position: Annotated[float, Field(ge=0, le=100)]
    salience: Annotated[float, Field(ge=0, le=1)] = 1.0
    capability: Annotated[float, Field(ge=0)] = 1.0
    position_sd: Annotated[float, Field(ge=0)] = 0.0
    salience_sd: Annotated[float, Field(ge=0)] = 0.0


class Settlement(BaseModel):
    """Where one model expects the settlement, and its interval."""

    model_config = ConfigDict(frozen=True)

    method: str
    value: float
    low: float
    high: float


def settle(stakes: Sequence[Stake], seed: int = 0) -> list[Settlement]:
    """Expected settlements by four methods, on the scale from 0 to 100.

    Parameters
    ----------
    stakes : sequence of Stake
        At least two actors, of which some weigh something.

    Raises
    ------
    ModelFileError
        Where there are too few, or nobody weighs anything.
    """
    if len(stakes) < 2:
        raise ModelFileError("a settlement needs at least two actors with a position")
    position = np.array([stake.position for stake in stakes])
    salience = np.array([stake.salience for stake in stakes])
    capability = np.array([stake.capability for stake in stakes])
    if not (salience * capability).sum():
        raise ModelFileError("all weights (salience times capability) are 0")
    rng = np.random.default_rng(seed)
    uncertain = any(stake.position_sd or stake.salience_sd for stake in stakes)
    shape = (DRAWN if uncertain else 1, len(stakes))
    positions = np.clip(position + rng.normal(0, 1, shape) * [s.position_sd for s in stakes], 0, 100)
    saliences = np.clip(salience + rng.normal(0, 1, shape) * [s.salience_sd for s in stakes], 1e-6, 1)
    tail = (1 - INTERVAL) / 2
    found = []
    for method, model in METHODS.items():
        drawn = [model(p, s, capability) for p, s in zip(positions, saliences, strict=True)]
        value = model(position, salience, capability)
        low, high = np.quantile(drawn, [tail, 1 - tail])
        found.append(Settlement(method=method, value=value, low=min(float(low), value), high=max(float(high), value)))
    return found


def read_stakes(path: str | Path) -> list[Stake]:
    """Stakes from a YAML file: a list ``actors`` of name, position, salience, capability."""
    import yaml
    from pydantic import ValidationError

    try:
        data = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        return [Stake.model_validate(entry) for entry in data["actors"]]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, RecursionError) as error:
        raise ModelFileError(f"{path}: no list 'actors' of stakes can be read: {error}".replace("\n", " ")) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ModelFileError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def compromise(position: Numbers, salience: Numbers, capability: Numbers) -> float:
    """Mean of positions, weighted by salience times capability."""
    return float(np.average(position, weights=salience * capability))


def median(position: Numbers, salience: Numbers, capability: Numbers) -> float:
    """Middle position, everyone counting alike."""
    return float(np.median(position))


def weighted_median(position: Numbers, salience: Numbers, capability: Numbers) -> float:
    """The position with half of the weight on either side (the middle of two, where it falls between them)."""
    order = np.argsort(position, kind="stable")
    weight = np.cumsum((salience * capability)[order])
    half = weight[-1] / 2
    at = int(np.searchsorted(weight, half))
    if np.isclose(weight[at], half) and at + 1 < len(order):
        return float((position[order[at]] + position[order[at + 1]]) / 2)
    return float(position[order[at]])


def challenge(position: Numbers, salience: Numbers, capability: Numbers) -> float:
    """Weighted median once challenges have played out.

    1. Each actor i reckons what it gains from challenging j: the chance to win is the share of weighted support for i
    over j,
       votes counting by how much closer a third actor is to one of the two; j resists with the chance of its salience.
    2. Each actor accepts the best offer made by one that expects to gain more from the challenge than it does.
    3. Offers move it all the way where it expects to lose, and part of the way where both expect to gain.
    4. Rounds end when the weighted median moves no further, ten at most.
    """
    x = position.astype(float).copy()
    weight = salience * capability
    settled = weighted_median(x, salience, capability)
    for _ in range(ROUNDS):
        gains = _expected_gains(x, salience, weight)
        moved = x.copy()
        for j in range(len(x)):
            bids = [i for i in range(len(x)) if i != j and gains[i, j] > 0 and gains[i, j] > gains[j, i]]
            if bids:
                i = min(bids, key=lambda bidder: (abs(x[bidder] - x[j]), bidder))
                share = abs(gains[j, i] / gains[i, j]) if gains[j, i] > 0 else 0.0
                moved[j] = x[j] + (x[i] - x[j]) * (1 - share)
        x = moved
        after = weighted_median(x, salience, capability)
        if abs(after - settled) < 1e-6:
            break
        settled = after
    return float(settled)


def _expected_gains(x: Numbers, salience: Numbers, weight: Numbers) -> Numbers:
    """What each actor (row) expects to gain from challenging each other (column)."""
    span = max(float(np.ptp(x)), 1e-9)
    distance = np.abs(x[:, None] - x[None, :]) / span
    # votes[i, j, k]: how much k prefers i's position to j's, times its weight.
    votes = weight * (distance[None, :, :] - distance[:, None, :])
    total = np.abs(votes).sum(axis=2)
    win = np.divide(np.maximum(votes, 0).sum(axis=2), total, out=np.full(total.shape, 0.5), where=total > 0)
    return np.asarray(distance * (salience * (2 * win - 1) + 1 - salience))


METHODS = {
    "compromise": compromise,
    "median": median,
    "weighted median": weighted_median,
    "challenge": challenge,
}
