"""A page on a debate as political scientists publish one: positions, camps, polarisation, turns, and the methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars

from daylight.brief.charts import drawing, over_time
from daylight.brief.frame import Frame
from daylight.brief.pictures import picture
from daylight.errors import InputError
from daylight.positions.changes import candidates
from daylight.positions.claims import claims
from daylight.positions.communities import camps
from daylight.positions.contradictions import contradictions
from daylight.positions.filters import choose, one_type, variable
from daylight.positions.polarisation_windows import polarisation_over_time
from daylight.positions.variables import desk_table
from daylight.positions.windows import event_windows

if TYPE_CHECKING:
    from daylight.desk.store import Desk

WINDOWS = 6
"""Windows of equally many claims in which polarisation is measured."""
ACTORS = 36
"""Actors in camps and polarisation, the most heard: the many that speak once belong to no camp in particular."""


def debate_page(desk: Desk, frame: Frame, title: str, draws: int = 100, seed: int = 0, jobs: int = 1) -> str:
    """The page as one HTML text, without scripts or anything from elsewhere.

    Parameters
    ----------
    desk : Desk
        The record.
    frame : Frame
        Variables and filters.
    title : str
        What the debate is called.
    draws, seed, jobs : int
        Of all bootstraps.
    """
    import jinja2

    told = desk_table(desk)
    rows, columns, qualifier = (variable(told.columns, name) for name in (frame.rows, frame.columns, frame.qualifier))
    told = choose(one_type(told, rows, columns), frame.include, frame.exclude)
    told = told.filter(polars.col(rows).is_not_null() & (polars.col(rows) != "") & polars.col("date").is_not_null())
    if told.is_empty():
        raise InputError(f"{desk.place}: holds no dated statement with {frame.rows} and {frame.columns}")
    heard = told.group_by(rows).len().sort("len", rows, descending=[True, False])[rows].head(ACTORS).to_list()
    most = told.filter(polars.col(rows).is_in(heard)).sort("date")
    division = camps(most, rows, columns, qualifier, draws=draws, seed=seed, jobs=jobs)
    windows = event_windows(most["date"], max(len(most) // WINDOWS, 1))[:WINDOWS]
    few = max(draws // 5, 5)
    trend = polarisation_over_time(most, windows, rows, columns, qualifier, draws=few, seed=seed, jobs=jobs)
    files = jinja2.PackageLoader("daylight.brief", "page_files")
    environment = jinja2.Environment(loader=files, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    days = told["date"].sort().to_list()
    return environment.get_template("debate.html.jinja").render(
        title=title,
        claims=len(told),
        actors=told[rows].n_unique(),
        issues=told[columns].n_unique(),
        documents=told["document"].n_unique(),
        first=days[0],
        last=days[-1],
        most=len(heard),
        share=f"{len(most) / len(told):.0%}",
        quality=f"{division.quality:.2f}",
        camps=_members(division.actors, division.camps, division.stability),
        trend=trend,
        trend_drawing=_trend(trend),
        drawings={kind: drawing(picture(desk, kind, frame)) for kind in ("heatmap", "network", "alluvial")},
        turns=_turns(desk, seed),
        draws=draws,
    )


def _members(actors: list[str], camp: Any, stability: Any) -> list[dict[str, Any]]:
    found = []
    for number in sorted(set(camp.tolist())):
        at = np.flatnonzero(camp == number)
        order = sorted(at, key=lambda k: (-stability[k], actors[k]))
        found.append(
            {
                "number": number + 1,
                "members": [f"{actors[k]} ({stability[k]:.0%})" for k in order],
                "stability": f"{float(np.nanmean(stability[at])):.0%}",
            }
        )
    return found


def _trend(trend: list[Any]) -> str:
    if len(trend) < 2:
        return ""
    table = polars.DataFrame(
        [(t.first + (t.last - t.first) / 2, "two camps of free size", t.level, t.low, t.high) for t in trend],
        schema=["at", "series", "expected", "low", "high"],
        orient="row",
    )
    source = f"Source: {sum(t.claims for t in trend)} claims in {len(trend)} windows of equally many."
    axis = "Polarisation (1: two camps, fully)"
    return drawing(over_time(table, "Polarisation over time", source, axis, "Camps", 1.0))


def _turns(desk: Desk, seed: int) -> list[dict[str, Any]]:
    """Actors that took both sides of an issue, with the day on which they are likeliest to have turned."""
    documents, actors, issues = desk.documents(), desk.actors(), desk.issues()
    held = [s for s in desk.statements() if not s.author_voice]
    dated = {(c.actor, c.issue): c for c in candidates(claims(held, documents), seed=seed, least=2)}
    found = []
    for c in contradictions(held, documents, actors):
        if c.kind == "itself":
            turn = dated.get((c.side, c.issue))
            found.append(
                {
                    "actor": actors[c.side].name if c.side in actors else c.side,
                    "issue": issues[c.issue].name if c.issue in issues else c.issue,
                    "day": turn.day if turn else None,
                    "before": f"{turn.before:+.2f}" if turn else "",
                    "now": f"{turn.now:+.2f}" if turn else "",
                    "p": f"{turn.p:.3f}" if turn else "",
                    "order": turn.p if turn else 2.0,
                    "evidence": f"{c.earlier}, {c.later}",
                }
            )
    return sorted(found, key=lambda t: (t["order"], t["actor"], t["issue"]))
