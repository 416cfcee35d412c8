"""`daylight positions`, `between`, `similarity`, `contradictions`, `shifts`, `changes`, `agreement`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption, SeedOption, SettingsOption
from daylight.cli.tables import FormatOption, TableFormat, print_table

if TYPE_CHECKING:
    from daylight.desk.store import Desk

AtOption = Annotated[str | None, typer.Option(help="The moment; default: the last statement's day.", metavar="DATE")]


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    for command in (positions, between, similarity, contradictions, shifts, changes, agreement):
        app.command()(command)


def positions(
    desk: DeskOption = DEFAULT_DESK,
    actor: Annotated[str | None, typer.Option(help="Only this actor.")] = None,
    issue: Annotated[str | None, typer.Option(help="Only this issue.")] = None,
    at: AtOption = None,
    settings: SettingsOption = None,
    format: FormatOption = TableFormat.table,
) -> None:
    """Where actors stand on issues, with 90 % intervals."""
    import polars

    from daylight.desk.store import Desk
    from daylight.positions.claims import claims
    from daylight.positions.posterior import position_table
    from daylight.settings import load_settings

    weights = load_settings(settings).positions
    with Desk.open(desk, create=False) as store:
        frame = claims(store.statements(actor=actor, issue=issue), store.documents(), weights)
        table = _named(store, position_table(frame, weights, _day(at)))
    columns = ["actor", "issue", "mean", "low", "high", "count"]
    shown = table.select(*columns, "evidence") if format is TableFormat.json else table.select(columns)
    print_table(shown.sort("actor", polars.col("mean").abs(), descending=[False, True]), format, "No positions.")


def between(
    actor_a: Annotated[str, typer.Argument(help="One actor.", metavar="ACTOR")],
    actor_b: Annotated[str, typer.Argument(help="The other; or the same again, with --second-at.", metavar="ACTOR")],
    desk: DeskOption = DEFAULT_DESK,
    members: Annotated[bool, typer.Option("--members", help="Count what members say for what they belong to.")] = False,
    with_a: Annotated[list[str] | None, typer.Option(help="Counted for the first's camp; repeatable.")] = None,
    with_b: Annotated[list[str] | None, typer.Option(help="Counted for the other's camp; repeatable.")] = None,
    at: AtOption = None,
    second_at: Annotated[
        str | None, typer.Option(help="The moment of the other; default: that of --at.", metavar="DATE")
    ] = None,
    settings: SettingsOption = None,
    format: FormatOption = TableFormat.table,
) -> None:
    """Daylight between two actors, camps or moments, per issue and overall."""
    from dataclasses import replace

    import polars

    from daylight.desk.store import Desk
    from daylight.errors import InputError
    from daylight.positions.belonging import as_sides, by_side
    from daylight.positions.daylight import overall, ranking
    from daylight.positions.posterior import positions as positions_of
    from daylight.settings import load_settings

    weights = load_settings(settings).positions
    with Desk.open(desk, create=False) as store:
        a, b = store.find_actor(actor_a), store.find_actor(actor_b)
        if a.id == b.id and not second_at:
            raise InputError(f"{a.name} has no daylight from itself at one moment; give another one with --second-at")
        camp = {store.find_actor(name).id: a.id for name in with_a or ()}
        camp |= {store.find_actor(name).id: b.id for name in with_b or ()}
        statements = store.statements()
        statements = by_side(statements, (a.id, b.id), store.actors()) if members else statements
        statements = as_sides(statements, camp)
        documents, issues = store.documents(), store.issues()
    first = [p for p in positions_of(statements, documents, weights, _day(at)) if p.actor == a.id]
    second = [p for p in positions_of(statements, documents, weights, _day(second_at or at)) if p.actor == b.id]
    other = f"{b.id} at another moment" if a.id == b.id else b.id
    known = [*first, *(replace(position, actor=other) for position in second)]
    whole = overall(known, a.id, other)
    rows = [
        {
            "issue": issues[d.issue].name if d.issue in issues else d.issue or "all common issues",
            "daylight": d.expected, "low": d.low, "high": d.high, "probability_opposite": d.probability_opposite,
            "weight": d.weight,
        }
        for d in [*([whole] if whole else []), *ranking(known, a.id, other)]
    ]  # fmt: skip
    print_table(polars.DataFrame(rows), format, f"{a.name} and {b.name} spoke on no common issue.")


def similarity(
    desk: DeskOption = DEFAULT_DESK,
    actor: Annotated[list[str] | None, typer.Option(help="Only these actors; repeatable.")] = None,
    issues: Annotated[int, typer.Option(help="Least number of common issues.")] = 2,
    at: AtOption = None,
    settings: SettingsOption = None,
    format: FormatOption = TableFormat.table,
) -> None:
    """Foreign-policy similarity of pairs of actors: S, weighted pi and kappa."""
    import polars

    from daylight.desk.store import Desk
    from daylight.positions.claims import claims
    from daylight.positions.posterior import position_table
    from daylight.positions.similarity import similarities
    from daylight.settings import load_settings

    weights = load_settings(settings).positions
    with Desk.open(desk, create=False) as store:
        chosen = [store.find_actor(name).id for name in actor] if actor else None
        table = position_table(claims(store.statements(), store.documents(), weights), weights, _day(at))
        names = {key: known.name for key, known in store.actors().items()}
    rows = [
        {
            **pair._asdict(),
            "actor_a": names.get(pair.actor_a, pair.actor_a),
            "actor_b": names.get(pair.actor_b, pair.actor_b),
        }
        for pair in similarities(table, chosen)
        if pair.issues >= issues
    ]
    print_table(polars.DataFrame(rows).fill_nan(None), format, "No two actors spoke on enough common issues.")


def contradictions(
    desk: DeskOption = DEFAULT_DESK,
    apart: Annotated[float, typer.Option(help="Least difference of stances, in [0, 2].", min=0, max=2)] = 1.0,
    format: FormatOption = TableFormat.table,
) -> None:
    """Actors against themselves, members against their own and against each other."""
    import polars

    from daylight.desk.store import Desk
    from daylight.positions.contradictions import contradictions as find

    with Desk.open(desk, create=False) as store:
        actors, issues = store.actors(), store.issues()
        held = [s for s in store.statements() if not s.author_voice]
        found = find(held, store.documents(), actors, apart)
    holders = {s.id: s.holder for s in held}

    def name(actor: str) -> str:
        return actors[actor].name if actor in actors else actor

    rows = [
        {
            "kind": c.kind, "side": name(c.side), "issue": issues[c.issue].name if c.issue in issues else c.issue,
            "earlier_by": name(holders[c.earlier]), "later_by": name(holders[c.later]), "days": c.days, "size": c.size,
            "earlier": c.earlier, "later": c.later,
        }
        for c in found
    ]  # fmt: skip
    print_table(polars.DataFrame(rows, infer_schema_length=None), format, "No contradictions.")


def shifts(
    desk: DeskOption = DEFAULT_DESK,
    false_alarms: Annotated[
        float, typer.Option(help="Share of false ones to expect among the shifts given.", min=0, max=1)
    ] = 0.05,
    every: Annotated[
        bool, typer.Option("--all", help="All pairs that took more than one stance, with their p, however unsure.")
    ] = False,
    draws: Annotated[int, typer.Option(help="Random orders for each actor and issue.", min=19)] = 999,
    seed: SeedOption = 0,
    format: FormatOption = TableFormat.table,
) -> None:
    """Position changes: when a stance shifted, how much, and how sure that is."""
    import polars

    from daylight.desk.store import Desk
    from daylight.positions.changes import candidates
    from daylight.positions.changes import changes as find
    from daylight.positions.claims import claims

    with Desk.open(desk, create=False) as store:
        frame = claims(store.statements(), store.documents())
        found = candidates(frame, draws, seed, least=2) if every else find(frame, false_alarms, draws, seed)
        rows = [
            {"actor": c.actor, "issue": c.issue, "day": c.day, "before": c.before, "now": c.now, "p": c.p}
            | {"evidence": list(c.evidence)}
            for c in found
        ]
        table = _named(store, polars.DataFrame(rows)) if rows else polars.DataFrame()
    print_table(table, format, "No shift is beyond what chance gives.")


def changes(
    since: Annotated[str, typer.Option(help="What documents published later say is new.", metavar="DATE|DOCUMENT")],
    desk: DeskOption = DEFAULT_DESK,
    settings: SettingsOption = None,
    format: FormatOption = TableFormat.table,
) -> None:
    """What is new since the last brief, in the words of a brief."""
    from itertools import groupby

    import polars

    from daylight.brief.watch import news
    from daylight.desk.store import Desk
    from daylight.settings import load_settings

    with Desk.open(desk, create=False) as store:
        found = news(store, since, load_settings(settings).positions)
    if format is not TableFormat.table:
        rows = [{**item._asdict(), "evidence": list(item.evidence)} for item in found]
        print_table(polars.DataFrame(rows), format, "")
        return
    if not found:
        typer.echo(f"Nothing new since {since}.")
    for kind, items in groupby(found, key=lambda item: item.kind):
        typer.echo(f"\n{kind.upper()}")
        for item in items:
            typer.echo(f"- {item.text} [{', '.join(item.evidence[:4])}{' …' if len(item.evidence) > 4 else ''}]")


def agreement(
    desk: DeskOption = DEFAULT_DESK,
    coder: Annotated[list[str] | None, typer.Option(help="Only these coders; repeatable; machine: the reader.")] = None,
    variable: Annotated[list[str] | None, typer.Option(help="Field or coded variable; repeatable.")] = None,
    other: Annotated[
        str | None, typer.Option(help="A second desk with another coding of the same documents.", metavar="FILE")
    ] = None,
    format: FormatOption = TableFormat.table,
) -> None:
    """Agreement between coders: alpha, kappa, unitizing alpha, and the disagreements to resolve."""
    import json

    import polars

    from daylight.desk.store import Desk
    from daylight.positions.agreement import agreement as compare

    with Desk.open(desk, create=False) as store:
        statements, documents = store.statements(), store.documents()
    if other:
        with Desk.open(other, create=False) as store:
            known = {s.id for s in statements}
            more = [s for s in store.statements() if s.id not in known]
            coders = {s.coder for s in statements}
            statements += [s.model_copy(update={"coder": f"{s.coder} 2"}) if s.coder in coders else s for s in more]
    found = compare(statements, documents, coder, variable or ("holder", "issue", "stance", "act"))
    rows = [
        {"variable": v, "units": found.units, "krippendorff_alpha": a, "cohen_kappa": "; ".join(
            f"{x} and {y}: {k:.2f}" for (x, y), k in found.kappa[v].items())}
        for v, a in found.alpha.items()
    ]  # fmt: skip
    rows.append(
        {
            "variable": "passages (unitizing)",
            "units": found.units,
            "krippendorff_alpha": found.unitizing,
            "cohen_kappa": "",
        }
    )
    names = {d.id: d.name for d in documents}
    listed = [{**d._asdict(), "document": names.get(d.document, d.document)} for d in found.disagreements]
    table = polars.DataFrame(rows).fill_nan(None)
    if format is TableFormat.json:
        typer.echo(
            json.dumps({"coders": found.coders, "agreement": table.to_dicts(), "disagreements": listed}, default=str)
        )
        return
    print_table(table if found.coders else table.clear(), format, "No document has two coders.")
    differences = [{k: str(v) if v is not None else None for k, v in row.items()} for row in listed]
    if differences:
        typer.echo("")
        print_table(polars.DataFrame(differences, infer_schema_length=None), format, "")


def _named(store: Desk, table: Any) -> Any:
    """A table with names in place of the ids of actors and issues."""
    import polars

    actors, issues = store.actors(), store.issues()
    return table.with_columns(
        polars.col("actor").replace({key: actor.name for key, actor in actors.items()}),
        polars.col("issue").replace({key: issue.name for key, issue in issues.items()}),
    )


def _day(text: str | None) -> Any:
    from datetime import date

    from daylight.errors import InputError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{text!r} is no date; write it as 2026-03-31") from None
