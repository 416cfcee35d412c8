"""A page on a debate as political scientists publish one: findings, positions, camps, what divides them, polarisation,
turns, and the methods."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars

from daylight.brief.charts import Figure, coefficients, figure, over_time
from daylight.brief.frame import Frame
from daylight.brief.pictures import picture
from daylight.errors import InputError
from daylight.positions.changes import candidates, changes
from daylight.positions.claims import claims
from daylight.positions.communities import Camps, camps
from daylight.positions.contradictions import contradictions
from daylight.positions.divides import Divide, divides
from daylight.positions.filters import choose, one_type, variable
from daylight.positions.polarisation_windows import Polarised, polarisation_over_time
from daylight.positions.scaling import IdealPoints, ideal_points
from daylight.positions.variables import desk_table
from daylight.positions.windows import event_windows

if TYPE_CHECKING:
    from daylight.desk.store import Desk

WINDOWS = 6
"""Windows of equally many claims in which polarisation is measured."""
ACTORS = 36
"""Actors in camps and polarisation, the most heard: the many that speak once belong to no camp in particular."""
DRAWS = 4000
"""Of each of the two chains of the ideal points."""
DIVIDES = 10
"""Issues shown of those that divide the two largest camps."""


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

    import daylight

    told = desk_table(desk)
    by = [variable(told.columns, name) for name in (frame.rows, frame.columns, frame.qualifier)]
    rows, columns, qualifier = by
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
    camp_of = dict(zip(division.actors, division.camps.tolist(), strict=True))
    apart = divides(most, rows, columns, qualifier, camp_of, (0, 1), draws=draws, seed=seed, jobs=jobs)
    turns = _turns(desk, seed)
    points = _points(most, rows, columns, qualifier, seed)
    frame = replace(frame, draws=draws, seed=seed)
    figures = {kind: figure(picture(desk, kind, frame)) for kind in ("heatmap", "network", "alluvial")}
    figures |= {"trend": figure(_trend(trend))} if len(trend) > 1 else {}
    figures |= {"points": _points_figure(points, rows, len(most))} if points else {}
    files = jinja2.PackageLoader("daylight.brief", "page_files")
    environment = jinja2.Environment(loader=files, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["signed"] = lambda number: f"{number:+.2f}".replace("-", "−")
    days = told["date"].sort().to_list()
    return environment.get_template("debate.html.jinja").render(
        title=title,
        claims=len(told),
        actors=told[rows].n_unique(),
        issues=told[columns].n_unique(),
        sources=told["title"].unique(maintain_order=True).drop_nulls().to_list(),
        first=days[0],
        last=days[-1],
        most=len(heard),
        share=f"{len(most) / len(told):.0%}",
        quality=f"{division.quality:.2f}",
        camps=_members(division),
        stability=_share(division.stability),
        findings=_findings(division, trend, apart, turns),
        divides=apart[:DIVIDES],
        trend=trend,
        points=points,
        figures=figures,
        turns=turns,
        draws=draws,
        few=few,
        seed=seed,
        variables=by,
        version=daylight.__version__,
    )


def _findings(division: Camps, trend: list[Polarised], apart: list[Divide], turns: list[dict[str, Any]]) -> list[str]:
    """What the page shows, in sentences that say how sure it is."""
    sizes = [int(size) for size in np.bincount(division.camps) if size > 1]
    alone = len(division.actors) - sum(sizes)
    found = []
    if sizes and (len(sizes) > 1 or alone):
        many = f"{len(sizes)} camps of {', '.join(map(str, sizes[:-1]))} and {sizes[-1]}"
        many = many if len(sizes) > 1 else f"one camp of {sizes[0]}"
        found.append(
            f"The actors most heard fall into {many}{f', and {alone} by themselves' if alone else ''}; "
            f"{_share(division.stability)} of the pairs of actors are divided or joined alike in bootstrap draws of "
            "the claims."
        )
    sure = [d for d in apart if d.low > 0 or d.high < 0]
    if sure:
        listed = "; ".join(f"{d.issue} (mean claim {_signed(d.mean_a)} against {_signed(d.mean_b)})" for d in sure[:3])
        found.append(f"What divides the two largest camps most, beyond sampling: {listed}.")
    if len(trend) > 1:
        least, largest = min(trend, key=lambda t: t.level), max(trend, key=lambda t: t.level)
        clear = largest.low > least.high
        found.append(
            f"Polarisation lies between {least.level:.2f} and {largest.level:.2f} in {len(trend)} windows of time; "
            + (
                f"it was higher in {largest.first} – {largest.last} than in {least.first} – {least.last}."
                if clear
                else "all 90 % intervals overlap, so that no change over time is shown."
            )
        )
    if turns:
        dated = [t["order"] for t in turns if t["order"] <= 1]
        kept = sum(t["sure"] for t in turns)
        found.append(
            f"{len(turns)} pairs of actor and issue carry claims on both sides, {len(dated)} of them on more than one "
            f"day; {kept or 'none'} of these turns {'is' if kept < 2 else 'are'} beyond what random order gives "
            f"(false discovery rate of 5 %{f'; smallest p {min(dated):.2f}' if dated else ''})."
        )
    return found


def _members(division: Camps) -> list[dict[str, Any]]:
    found = []
    for number in sorted(set(division.camps.tolist())):
        at = np.flatnonzero(division.camps == number)
        order = sorted(at, key=lambda k: (-division.stability[k], division.actors[k]))
        found.append(
            {
                "number": number + 1,
                "members": [f"{division.actors[k]} ({division.stability[k]:.0%})" for k in order],
                "stability": _share(division.stability[at]),
            }
        )
    return found


def _share(stability: Any) -> str:
    return f"{float(np.nanmean(stability)):.0%}"


def _signed(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−")


def _trend(trend: list[Polarised]) -> Any:
    table = polars.DataFrame(
        [(t.first + (t.last - t.first) / 2, "two camps of free size", t.level, t.low, t.high) for t in trend],
        schema=["at", "series", "expected", "low", "high"],
        orient="row",
    )
    source = f"Source: {sum(t.claims for t in trend)} claims in {len(trend)} windows of equally many, at their middles."
    axis = "Polarisation (1: two camps, fully)"
    return over_time(table, "Polarisation over time", source, axis, "Camps", 1.0)


def _points(most: polars.DataFrame, rows: str, columns: str, qualifier: str, seed: int) -> IdealPoints | None:
    """Ideal points of the actors most heard; none where there are too few claims."""
    try:
        return ideal_points(most, rows, columns, qualifier, least=3, draws=DRAWS, burn=DRAWS // 4, seed=seed)
    except InputError:
        return None


def _points_figure(points: IdealPoints, rows: str, many: int) -> Figure:
    table = polars.DataFrame({"row": points.actors, "mean": points.points, "low": points.low, "high": points.high})
    ends = max(float(np.abs([points.low, points.high]).max()), 1.0)
    source = f"Source: {many} claims of the {rows}s most heard; two chains of {DRAWS:,} draws, largest R-hat "
    source += (
        f"{points.convergence:.2f}{' (above 1.1: not settled, read with care)' if points.convergence > 1.1 else ''}."
    )
    axis = "Place on the line that best orders actors and issues (mean 0, variance 1)"
    return figure(coefficients(table.sort("mean"), "Ideal points", source, axis, (-ends, ends)))


def _turns(desk: Desk, seed: int) -> list[dict[str, Any]]:
    """Actors that took both sides of an issue, with the day on which they are likeliest to have turned."""
    documents, actors, issues = desk.documents(), desk.actors(), desk.issues()
    held = [s for s in desk.statements() if not s.author_voice]
    told = claims(held, documents)
    day_of = dict(told.select("statement", "date").iter_rows())
    dated = {(c.actor, c.issue): c for c in candidates(told, seed=seed, least=2)}
    sure = {(c.actor, c.issue) for c in changes(told, seed=seed)}
    found = []
    for c in contradictions(held, documents, actors):
        if c.kind == "itself":
            turn = dated.get((c.side, c.issue))
            found.append(
                {
                    "actor": actors[c.side].name if c.side in actors else c.side,
                    "issue": issues[c.issue].name if c.issue in issues else c.issue,
                    "day": turn.day if turn else None,
                    "before": turn.before if turn else None,
                    "now": turn.now if turn else None,
                    "p": f"{turn.p:.2f}" if turn else "",
                    "order": turn.p if turn else 2.0,
                    "sure": (c.side, c.issue) in sure,
                    "evidence": [(day_of.get(at), at[:10]) for at in (c.earlier, c.later)],
                }
            )
    return sorted(found, key=lambda t: (t["order"], t["actor"], t["issue"]))
