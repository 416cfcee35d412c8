"""Pictures of a desk: what each chart shows, gathered from the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.brief.charts import ALONE, Chart, alluvial, coefficients, heatmap, network_map, over_time
from daylight.brief.event_pictures import EVENT_PICTURES
from daylight.brief.frame import Frame
from daylight.errors import InputError, NotFoundError
from daylight.positions.claims import claims
from daylight.positions.communities import camps, signed_leiden
from daylight.positions.daylight import overall, ranking
from daylight.positions.filters import choose, one_type, variable
from daylight.positions.networks import Network, network
from daylight.positions.posterior import position_table, regular_moments, to_positions
from daylight.positions.variables import desk_table
from daylight.positions.windows import event_windows, window_networks

if TYPE_CHECKING:
    from daylight.desk.store import Desk

MOST = 18
"""Actors and issues shown, the most heard first."""


TIES = 4
"""Ties of each actor that a network shows."""


def picture(desk: Desk, kind: str, frame: Frame) -> Chart:
    """A chart of a desk.

    Parameters
    ----------
    desk : Desk
        The record.
    kind : str
        One of `PICTURES`.
    frame : Frame
        What to show of it.

    Raises
    ------
    InputError
        When the kind is unknown or the desk holds too little to show.
    """
    if kind not in PICTURES and kind not in EVENT_PICTURES:
        raise InputError(f"no picture is called {kind!r}; there are: {', '.join([*PICTURES, *EVENT_PICTURES])}")
    if kind in EVENT_PICTURES:
        return EVENT_PICTURES[kind](desk, frame)
    if not desk.statements():
        raise InputError(f"{desk.place}: holds no statement to draw; read or import documents first")
    return PICTURES[kind](desk, frame)


def _heatmap(desk: Desk, frame: Frame) -> Chart:
    table, source = _positions(desk, frame)
    return heatmap(_most(table, frame), "Who stands where", source)


def _coefficients(desk: Desk, frame: Frame) -> Chart:
    table, source = _positions(desk, frame)
    shown = _most(table, frame)
    if frame.issue:
        row = polars.col("actor")
    elif len(frame.actors) == 1:
        row = polars.col("issue")
    else:
        row = polars.format("{}: {}", "actor", "issue")
    shown = shown.sort("count", "mean", descending=True).head(40).sort("mean", "actor").with_columns(row=row)
    title = f"Positions on {frame.issue}" if frame.issue else "Positions"
    return coefficients(shown, title, source, "Position (-1 opposes, +1 supports)", (-1.0, 1.0))


def _over_time(desk: Desk, frame: Frame) -> Chart:
    if len(frame.actors) != 2:
        raise InputError("daylight over time is between two actors; name both with --actor")
    a, b = (desk.find_actor(name) for name in frame.actors)
    told = claims(desk.statements(), desk.documents(), frame.settings)
    own = told.filter(polars.col("actor").is_in([a.id, b.id]) & polars.col("date").is_not_null())
    days = own["date"].unique().sort().to_list()
    if not days:
        raise InputError(f"{a.name} and {b.name} have no dated statements")
    issues = desk.issues()
    wanted = desk.find_issue(frame.issue).id if frame.issue else None
    rows = []
    for at in regular_moments(days[0], days[-1]):
        known = to_positions(position_table(own, frame.settings, at))
        found = overall(known, a.id, b.id) if wanted is None else None
        rows += [(at, "all common issues", found.expected, found.low, found.high)] if found else []
        for between in ranking(known, a.id, b.id):
            if wanted is not None and between.issue == wanted:
                rows.append((at, issues[wanted].name, between.expected, between.low, between.high))
    if not rows:
        raise InputError(f"{a.name} and {b.name} spoke on no common issue")
    table = polars.DataFrame(rows, schema=["at", "series", "expected", "low", "high"], orient="row")
    return over_time(table, f"Daylight between {a.name} and {b.name}", _source(own))


def _network(desk: Desk, frame: Frame) -> Chart:
    told, rows, columns, qualifier = _variables(desk, frame)
    told = _heard(told, rows)
    found = camps(told, rows, columns, qualifier, draws=frame.draws, seed=frame.seed)
    made = network(told, rows, columns, qualifier, "one", "congruence", "average", "document")
    places = _layout(made)
    nodes = polars.DataFrame(
        {
            "actor": made.rows,
            "x": places[:, 0],
            "y": places[:, 1],
            "camp": [f"camp {camp + 1}" for camp in found.camps.tolist()],
            "strength": made.matrix.sum(axis=1),
        }
    )
    i, j = np.nonzero(np.triu(_strongest(made.matrix), 1))
    ends = {"x": places[i, 0], "y": places[i, 1], "x2": places[j, 0], "y2": places[j, 1]}
    ties = polars.DataFrame({**ends, "weight": made.matrix[i, j]})
    steady = float(np.nanmean(found.stability)) if len(found.stability) else float("nan")
    source = f"{_source(told)} Lines: the {TIES} strongest ties of each. Camps: signed Leiden; {steady:.0%} of pairs "
    source += f"divided or joined alike in {frame.draws} bootstrap draws."
    return network_map(nodes, ties, f"Congruence of {rows}s, with camps", source)


def _alluvial(desk: Desk, frame: Frame) -> Chart:
    told, rows, columns, qualifier = _variables(desk, frame)
    dated = _heard(told.filter(polars.col("date").is_not_null()), rows).sort("date")
    if dated.is_empty():
        raise InputError(f"{desk.place}: no statement is dated; camps over time need dates")
    windows = event_windows(dated["date"], max(len(dated) // 5, 1))[:8]
    networks = window_networks(dated, windows, rows, columns, qualifier, "one", "subtract", "average", "document")
    whole = network(dated, rows, columns, qualifier, "one", "subtract", "average", "document")
    _, *divisions = _matched(
        [dict(zip(n.rows, signed_leiden(n.matrix)[0].tolist(), strict=True)) for n in (whole, *networks)]
    )
    orders = _untangled(divisions)
    bars, order = [], []
    for x, (window, division, ordered) in enumerate(zip(windows, divisions, orders, strict=True)):
        order.append({actor: place for place, actor in enumerate(ordered)})
        for camp in sorted(set(division.values())):
            places = [k for k, actor in enumerate(ordered) if division[actor] == camp]
            label = f"{window[0]} – {window[1]}"
            bars.append((x, label, _camp_name(camp), float(places[0]), float(places[-1] + 1)))
    flows = []
    ease = (1 - np.cos(np.linspace(0, np.pi, 12))) / 2
    for x in range(len(windows) - 1):
        for actor in sorted(set(divisions[x]) & set(divisions[x + 1])):
            start, end = order[x][actor], order[x + 1][actor]
            name = _camp_name(divisions[x][actor])
            for t, e in zip(np.linspace(0.04, 0.96, 12), ease, strict=True):
                low = start + (end - start) * e
                flows.append((x + float(t), float(low), float(low) + 1, f"{x} {actor}", name))
    return alluvial(
        polars.DataFrame(bars, schema=["x", "window", "camp", "low", "high"], orient="row"),
        polars.DataFrame(flows, schema=["x", "low", "high", "flow", "camp"], orient="row"),
        f"Camps of {rows}s over time",
        f"{_source(dated)} Windows of equally many claims; camps: signed Leiden, numbered as the camp of the whole "
        "debate or of the window before that shares most actors; an actor that is a camp by itself stands alone.",
    )


PICTURES: dict[str, Callable[[Desk, Frame], Chart]] = {
    "heatmap": _heatmap, "coefficients": _coefficients, "over-time": _over_time, "network": _network,
    "alluvial": _alluvial,
}  # fmt: skip


def _positions(desk: Desk, frame: Frame) -> tuple[polars.DataFrame, str]:
    """Positions with names of actors and issues, as far as the frame shows them."""
    told = claims(desk.statements(), desk.documents(), frame.settings)
    actors, issues = desk.actors(), desk.issues()
    if frame.actors:
        told = told.filter(polars.col("actor").is_in([desk.find_actor(name).id for name in frame.actors]))
    if frame.issue:
        told = told.filter(polars.col("issue") == desk.find_issue(frame.issue).id)
    if told.is_empty():
        raise NotFoundError(f"{desk.place}: no statement is of these actors on this issue")
    table = position_table(told, frame.settings).with_columns(
        actor=polars.col("actor").map_elements(lambda a: actors[a].name if a in actors else a, polars.String),
        issue=polars.col("issue").map_elements(lambda i: issues[i].name if i in issues else i, polars.String),
    )
    return table, _source(told)


def _most(table: polars.DataFrame, frame: Frame) -> polars.DataFrame:
    """The rows of the actors and issues most heard."""
    for column in ("actor", "issue"):
        heard = table.group_by(column).agg(polars.col("count").sum()).sort("count", column, descending=[True, False])
        table = table.filter(polars.col(column).is_in(heard[column].head(MOST).to_list()))
    return table


def _variables(desk: Desk, frame: Frame) -> tuple[polars.DataFrame, str, str, str]:
    told = desk_table(desk)
    rows, columns, qualifier = (variable(told.columns, name) for name in (frame.rows, frame.columns, frame.qualifier))
    chosen = choose(one_type(told, rows, columns), frame.include, frame.exclude)
    return chosen.filter(polars.col(rows).is_not_null() & (polars.col(rows) != "")), rows, columns, qualifier


def _heard(told: polars.DataFrame, rows: str) -> polars.DataFrame:
    """Claims of the actors most heard, twice `MOST` of them."""
    heard = told.group_by(rows).len().sort("len", rows, descending=[True, False]).head(2 * MOST)
    return told.filter(polars.col(rows).is_in(heard[rows].to_list()))


def _strongest(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each node's strongest ties alone."""
    kept = np.zeros_like(matrix)
    for node, ties in enumerate(matrix):
        best = np.argsort(-ties, kind="stable")[:TIES]
        kept[node, best] = ties[best]
    return np.maximum(kept, kept.T)


def _camp_name(camp: int) -> str:
    return f"camp {camp + 1}" if camp >= 0 else ALONE


def _layout(made: Network) -> NDArray[np.float64]:
    """Places of nodes: Fruchterman & Reingold, the same every time."""
    import networkx

    graph = networkx.from_numpy_array(made.matrix)
    found = networkx.spring_layout(graph, seed=7, k=1.6 / max(len(made.rows), 1) ** 0.5, iterations=200)
    return np.array([found[k] for k in range(len(made.rows))]).reshape(-1, 2)


def _untangled(divisions: list[dict[str, int]]) -> list[list[str]]:
    """Actors of each window from the bottom up: by camp, then as they stood in the window before, so that few cross."""
    orders: list[list[str]] = []
    for at, division in enumerate(divisions):
        before = {actor: place for place, actor in enumerate(orders[-1])} if orders else {}
        after = divisions[at + 1] if at + 1 < len(divisions) else {}

        def place(
            actor: str,
            division: dict[str, int] = division,
            before: dict[str, int] = before,
            after: dict[str, int] = after,
        ) -> tuple[int, int, int, str]:
            camp = division[actor] if division[actor] >= 0 else len(division)
            return camp, before.get(actor, len(before)), after.get(actor, len(after)), actor

        orders.append(sorted(division, key=place))
    return orders


def _matched(divisions: list[dict[str, int]]) -> list[dict[str, int]]:
    """Camps of each window numbered as the earlier camp that shares most of their actors; -1: an actor by itself."""
    found: list[dict[str, int]] = []
    latest: dict[str, int] = {}
    following = 0
    for division in divisions:
        groups: dict[int, set[str]] = {}
        for actor, camp in division.items():
            groups.setdefault(camp, set()).add(actor)
        numbers = {camp: -1 for camp, members in groups.items() if len(members) == 1}
        shared = sorted(
            (-sum(latest.get(actor) == old for actor in members), camp, old)
            for camp, members in groups.items()
            for old in range(following)
        )
        for common, camp, old in shared:
            if common and camp not in numbers and old not in numbers.values():
                numbers[camp] = old
        for camp in sorted(groups):
            if camp not in numbers:
                numbers[camp], following = following, following + 1
        found.append({actor: numbers[camp] for actor, camp in division.items()})
        latest |= {actor: number for actor, number in found[-1].items() if number >= 0}
    return found


def _source(told: polars.DataFrame) -> str:
    days = told["date"].drop_nulls().sort().to_list()
    when = f", {days[0]} to {days[-1]}" if days and days[0] < days[-1] else f", {days[0]}" if days else ""
    many = told["document"].n_unique()
    return f"Source: {len(told)} statements from {many} document{'s' if many != 1 else ''}{when}."
