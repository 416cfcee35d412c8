"""Pictures of the events of a desk: what each chart shows, gathered from the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import polars

from daylight.brief.event_charts import balances as balance_chart
from daylight.brief.event_charts import before_after, monthly, words_deeds, words_deeds_over_time
from daylight.brief.frame import Frame
from daylight.errors import InputError
from daylight.positions.claims import claims
from daylight.positions.daylight import overall
from daylight.positions.event_measures import balances, before_and_after, by_pair_and_month
from daylight.positions.posterior import position_table, positions, regular_moments, to_positions
from daylight.positions.words_and_deeds import together, words_and_deeds
from daylight.reading.event_join import SideOf, join_events, sides

if TYPE_CHECKING:
    from daylight.brief.charts import Chart
    from daylight.desk.store import Desk
    from daylight.records import Event

COLUMNS = 4
"""Directed pairs that the monthly chart shows, those with most events."""
ROWS = 30
"""Pairs that the other charts show."""


def told_events(desk: Desk) -> tuple[list[Event], SideOf]:
    """The events of a desk, one record per real event, and the map from actors to their states.

    Raises
    ------
    InputError
        When the desk holds none.
    """
    side = sides(desk.actors())
    found = join_events(desk.events(), side)
    if not found:
        raise InputError(f"{desk.place}: holds no event to draw; read documents or `daylight events read` a file first")
    return found, side


def _monthly(desk: Desk, frame: Frame) -> Chart:
    found, side = told_events(desk)
    wanted = _wanted(desk, frame, side)
    rows = [r for r in by_pair_and_month(found, side) if r.month and _is_wanted(wanted, r.actor, r.recipient)]
    if not rows:
        raise InputError("no dated event is between these actors")
    many: dict[tuple[str, str], int] = {}
    for row in rows:
        many[row.actor, row.recipient] = many.get((row.actor, row.recipient), 0) + row.events
    shown = sorted(many, key=lambda pair: (-many[pair], pair))[:COLUMNS]
    name = _namer(desk)
    table = polars.DataFrame(
        [
            (
                *(r.month, f"{name(r.actor)} → {name(r.recipient)}", r.cooperation, r.conflict, r.events),
                *(r.intensity, r.low, r.high),
            )
            for pair in shown
            for r in rows
            if (r.actor, r.recipient) == pair
        ],
        schema={
            "month": polars.String, "pair": polars.String, "cooperation": polars.Int64, "conflict": polars.Int64,
            "events": polars.Int64, "intensity": polars.Float64, "low": polars.Float64, "high": polars.Float64,
        },
        orient="row",
    )  # fmt: skip
    return monthly(table, "Who did what to whom, by month", _source(found))


def _balance(desk: Desk, frame: Frame) -> Chart:
    found, side = told_events(desk)
    wanted, name = _wanted(desk, frame, side), _namer(desk)
    rows = [b for b in balances(found, side) if _is_wanted(wanted, b.one, b.other)][:ROWS]
    if not rows:
        raise InputError("no event is between these actors")
    table = polars.DataFrame(
        [(f"{name(b.one)} – {name(b.other)}", b.value, b.low, b.high, b.events) for b in rows],
        schema=["pair", "balance", "low", "high", "events"],
        orient="row",
    )
    return balance_chart(table, "Cooperation against conflict", _source(found))


def _around(desk: Desk, frame: Frame) -> Chart:
    found, side = told_events(desk)
    if frame.date is None:
        raise InputError("before and after need a day; give it with --date YYYY-MM-DD")
    try:
        day = date.fromisoformat(frame.date)
    except ValueError as error:
        raise InputError(f"{frame.date!r} is no date; write it as YYYY-MM-DD") from error
    wanted, name = _wanted(desk, frame, side), _namer(desk)
    rows = []
    for change in before_and_after(found, day, side):
        if _is_wanted(wanted, change.actor, change.recipient):
            pair = f"{name(change.actor)} → {name(change.recipient)}"
            ends = (("before", change.before, change.events_before), ("after", change.after, change.events_after))
            rows += [(pair, when, mean, n) for when, mean, n in ends if mean is not None]
    if not rows:
        raise InputError("no dated event is between these actors")
    weight = {pair: sum(n for other, _, _, n in rows if other == pair) for pair, *_ in rows}
    kept = sorted(weight, key=lambda pair: (-weight[pair], pair))[:ROWS]
    rows = [row for pair in kept for row in rows if row[0] == pair]
    table = polars.DataFrame(rows, schema=["pair", "when", "intensity", "events"], orient="row")
    return before_after(table, frame.date, f"Mean intensity before and after {frame.date}", _source(found))


def _words_and_deeds(desk: Desk, frame: Frame) -> Chart:
    if len(frame.actors) == 2:
        return _over_time(desk, frame)
    found, side = told_events(desk)
    wanted, name = _wanted(desk, frame, side), _namer(desk)
    by_side = [s.model_copy(update={"holder": side(s.holder)}) for s in desk.statements() if not s.author_voice]
    known = positions(by_side, desk.documents(), frame.settings)
    pairs = [p for p in words_and_deeds(known, found, side) if _is_wanted(wanted, p.one, p.other)]
    if not pairs:
        raise InputError("no pair of these actors has both words on a common issue and deeds")
    table = polars.DataFrame(
        [
            (
                f"{name(p.one)} – {name(p.other)}",
                *(p.words.expected, p.words.low, p.words.high),
                *(p.deeds.value, p.deeds.low, p.deeds.high, p.deeds.events),
            )
            for p in pairs[:ROWS]
        ],
        schema=["pair", "daylight", "near", "far", "balance", "low", "high", "events"],
        orient="row",
    )
    both = together(pairs)
    said = (
        f" Rank correlation over {both.pairs} pairs {both.correlation:+.2f} ({both.low:+.2f} to {both.high:+.2f})."
        if both
        else " Too few pairs for a correlation."
    )
    return words_deeds(table, "Do words and deeds go together?", _source(found) + said)


def _over_time(desk: Desk, frame: Frame) -> Chart:
    found, side = told_events(desk)
    one, other = (side(desk.find_actor(actor).id) for actor in frame.actors)
    name = _namer(desk)
    by_side = [s.model_copy(update={"holder": side(s.holder)}) for s in desk.statements()]
    told = claims(by_side, desk.documents(), frame.settings)
    own = told.filter(polars.col("actor").is_in([one, other]) & polars.col("date").is_not_null())
    days = own["date"].unique().sort().to_list()
    words = []
    for at in regular_moments(days[0], days[-1]) if days else []:
        between = overall(to_positions(position_table(own, frame.settings, at)), one, other)
        words += [(at, between.expected, between.low, between.high)] if between else []
    deeds = [
        (date.fromisoformat(f"{row.month}-01"), kind, n)
        for row in by_pair_and_month(found, side)
        if row.month and {row.actor, row.recipient} == {one, other}
        for kind, n in (("cooperation", row.cooperation), ("conflict", -row.conflict))
        if n
    ]
    if not words or not deeds:
        raise InputError(f"{name(one)} and {name(other)} have no dated words on a common issue, or no dated deeds")
    return words_deeds_over_time(
        polars.DataFrame(words, schema=["at", "expected", "low", "high"], orient="row"),
        polars.DataFrame(deeds, schema=["at", "kind", "n"], orient="row"),
        f"Words and deeds of {name(one)} and {name(other)}",
        _source(found),
    )


EVENT_PICTURES: dict[str, Callable[[Desk, Frame], Chart]] = {
    "events": _monthly, "balance": _balance, "around": _around, "words-and-deeds": _words_and_deeds,
}  # fmt: skip


def _wanted(desk: Desk, frame: Frame, side: SideOf) -> set[str]:
    return {side(desk.find_actor(actor).id) for actor in frame.actors}


def _is_wanted(wanted: set[str], one: str, other: str) -> bool:
    """Whether a pair is to be shown: all are, or those of one actor, or those among several."""
    return not wanted or ({one, other} <= wanted if len(wanted) > 1 else bool(wanted & {one, other}))


def _namer(desk: Desk) -> Callable[[str], str]:
    actors = desk.actors()
    return lambda actor: actors[actor].name if actor in actors else actor


def _source(found: list[Event]) -> str:
    documents = len({m.doc for e in found for m in e.mentions} | {e.doc for e in found})
    days = sorted(e.date for e in found if e.date and ".." not in e.date)
    when = f", {days[0][:10]} to {days[-1].rpartition('/')[2][:10]}" if days else ""
    return f"Source: {len(found)} events from {documents} document{'s' if documents != 1 else ''}{when}."
