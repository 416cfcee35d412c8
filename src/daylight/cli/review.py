"""Review: accept, reject, edit, add, undo, log; and taking a document off the desk."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption

CoderOption = Annotated[str | None, typer.Option(help="Who decides; default: your login name.", metavar="NAME")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Id of a record, or enough of its start.")]

add_app = typer.Typer(help="Add a record of your own.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    for command in (accept, reject, edit, split, undo, log, remove):
        app.command()(command)
    add_app.command("statement")(add_statement)
    app.add_typer(add_app, name="add")


def accept(record: IdArgument, desk: DeskOption = DEFAULT_DESK, coder: CoderOption = None) -> None:
    """Accept a record: it stands, whatever a later reading says."""
    _decide("accept", record, {}, desk, coder)


def reject(record: IdArgument, desk: DeskOption = DEFAULT_DESK, coder: CoderOption = None) -> None:
    """Reject a record: it is shown no more."""
    _decide("reject", record, {}, desk, coder)


def edit(
    record: IdArgument,
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="As stance=oppose target=fra.")],
    desk: DeskOption = DEFAULT_DESK,
    coder: CoderOption = None,
) -> None:
    """Change fields of a record."""
    from daylight.errors import InputError

    parsed: dict[str, Any] = {}
    for change in changes:
        name, mark, value = change.partition("=")
        if not mark:
            raise InputError(f"{change!r} is not FIELD=VALUE; write it as stance=oppose")
        parsed[name] = _value(value)
    _decide("edit", record, parsed, desk, coder)


def add_statement(
    document: Annotated[str, typer.Option(help="Id or name of the document that says it.")],
    holder: Annotated[str, typer.Option(help="Actor whose position it is: id, name or alias.")],
    issue: Annotated[str, typer.Option(help="Issue: id, name or alias.")],
    stance: Annotated[str, typer.Option(help="support, oppose, conditional, mixed or neutral.")],
    quote: Annotated[str, typer.Option(help="The words of the document that say it, exactly.")],
    act: Annotated[str, typer.Option(help="demand, promise, threaten, reject …")] = "assert",
    hedged: Annotated[bool, typer.Option(help="Whether it is hedged.")] = False,
    target: Annotated[str | None, typer.Option(help="Actor it is addressed to or aimed at.")] = None,
    via: Annotated[list[str] | None, typer.Option(help="Who relays it, outermost first; repeatable.")] = None,
    desk: DeskOption = DEFAULT_DESK,
    coder: CoderOption = None,
) -> None:
    """Add a statement that reading missed, with the words that say it."""
    from pydantic import ValidationError

    from daylight.desk.store import Desk
    from daylight.errors import InputError
    from daylight.records import Statement, record_id

    coder = coder or getpass.getuser()
    with Desk.open(desk, create=False) as store:
        found = store.document(document)
        start = found.text.find(quote)
        if not quote.strip() or start < 0:
            raise InputError(f"{found.name} does not say {quote!r}; give the words exactly as they stand there")
        span = (start, start + len(quote))
        actor = store.find_actor(holder).id
        try:
            statement = Statement(
                id=record_id("statements", found.id, span, actor, coder),
                doc=found.id,
                evidence=(span,),
                step=f"coder/{coder}",
                holder=actor,
                reported_by=tuple(store.find_actor(relay).id for relay in via or ()),
                content=span,
                sentence=span,
                act=act,
                issue=store.find_issue(issue).id,
                stance=stance,
                target=store.find_actor(target).id if target else None,
                hedged=hedged,
                certainty=0.6 if hedged else 1.0,
                quoted="“" in quote or '"' in quote,
                coder=coder,
            )
        except ValidationError as error:
            first = error.errors()[0]
            raise InputError(f"--{first['loc'][0]}: {first['msg']}") from error
        store.add_record(statement, coder)
    typer.echo(f"Added {statement.id}.")


def split(
    event: IdArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Id of the event that it is not.")],
    desk: DeskOption = DEFAULT_DESK,
    coder: CoderOption = None,
) -> None:
    """Tell two events apart for good that were joined as one."""
    from daylight.desk.store import Desk
    from daylight.errors import InputError
    from daylight.records import Event

    with Desk.open(desk, create=False) as store:
        one, two = store.find(event), store.find(other)
        if not isinstance(one, Event) or not isinstance(two, Event) or one.id == two.id:
            raise InputError(f"{event} and {other} are no two events; `daylight show events` shows the ids")
        apart = tuple(dict.fromkeys((*one.apart, two.id)))
        store.decide("edit", one.id, {"apart": apart}, coder or getpass.getuser())
    typer.echo(f"{one.id} and {two.id} are told apart. Take it back with: daylight undo --desk {desk}")


def undo(desk: DeskOption = DEFAULT_DESK) -> None:
    """Take back the last decision that stands."""
    from daylight.desk.store import Desk

    with Desk.open(desk, create=False) as store:
        decision = store.undo()
    typer.echo(f"Took back: {decision.action} {decision.record} by {decision.coder} at {decision.at}.")


def log(desk: DeskOption = DEFAULT_DESK) -> None:
    """List all review decisions, undone ones marked."""
    from daylight.desk.store import Desk

    with Desk.open(desk, create=False) as store:
        decisions = store.log()
    for d in decisions:
        changes = " ".join(f"{name}={value}" for name, value in d.changes.items())
        undone = " (undone)" if d.undone else ""
        typer.echo(f"{d.number}  {d.at}  {d.coder}  {d.action} {d.layer[:-1]} {d.record} {changes}".rstrip() + undone)
    if not decisions:
        typer.echo("No review decisions.")


def remove(
    document: Annotated[str, typer.Argument(help="Id or name of a document.", metavar="DOCUMENT")],
    desk: DeskOption = DEFAULT_DESK,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take a document and what was read from it off the desk; reading or importing it again brings it back."""
    from daylight.desk.store import Desk

    with Desk.open(desk, create=False) as store:
        found = store.document(document)
        statements = len(store.statements(document=found.id))
        if not yes:
            typer.confirm(f"Take {found.name} with its {statements} statements off {desk}?", abort=True, err=True)
        store.remove(found.id)
    typer.echo(f"Removed {found.name}. Review decisions on it stay in the log.")


def _decide(action: str, record: str, changes: dict[str, Any], desk: str, coder: str | None) -> None:
    from daylight.desk.store import Desk

    with Desk.open(desk, create=False) as store:
        found = store.find(record)
        store.decide(action, found.id, changes, coder or getpass.getuser())
    past = {"accept": "Accepted", "reject": "Rejected", "edit": "Edited"}[action]
    typer.echo(f"{past} {found.id}. Take it back with: daylight undo --desk {desk}")


def _value(text: str) -> Any:
    """A value as YAML reads it, so that true, 0.5, null and [a, b] mean what they look like."""
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return text
