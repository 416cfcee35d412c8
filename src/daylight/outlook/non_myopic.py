"""Non-myopic stability: stable for every horizon that is long enough.

Brams & Wittman (1981); Kilgour (1984): the limit of limited-move stability. What is reckoned for one horizon follows
from the one before, so that horizons repeat from some point on; a state counts where it is stable throughout the
repeating part.
"""

from __future__ import annotations

import numpy as np

from daylight.errors import TooLargeError
from daylight.outlook.expressions import Truth
from daylight.outlook.graph import Graph
from daylight.outlook.limited_move import first_look, look_further

MAX_HORIZON = 2_000


def non_myopic(graph: Graph) -> Truth:
    """Where each decision maker stays however far it looks ahead; shape (decision makers, n).

    Raises
    ------
    TooLargeError
        Where horizons do not repeat within 2,000 moves.
    """
    ends = first_look(graph)
    seen: dict[bytes, int] = {}
    stays: list[Truth] = []
    here = np.arange(graph.codes.size)
    while ends.tobytes() not in seen:
        if len(stays) == MAX_HORIZON:
            raise TooLargeError(f"looking ahead settles into no pattern within {MAX_HORIZON} moves; use limited moves")
        seen[ends.tobytes()] = len(stays)
        stays.append(ends == here)
        ends = look_further(graph, ends)
    return np.asarray(np.all(stays[seen[ends.tobytes()] :], axis=0))
