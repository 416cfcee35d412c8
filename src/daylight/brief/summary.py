"""The summary that `daylight read` prints: bottom line, positions, daylight, conditions, timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from daylight.brief.bottom_line import bottom_line, condition_words
from daylight.brief.view import View
from daylight.brief.words import excerpt, stance_mark
from daylight.settings import Settings

if TYPE_CHECKING:
    from daylight.desk.store import Desk

ROWS = 10
ISSUES = 6


def print_summary(desk: Desk, settings: Settings | None = None, console: Console | None = None) -> None:
    """Print what a busy person needs from a desk.

    Parameters
    ----------
    desk : Desk
        The store.
    settings : Settings, optional
        Weights of positions.
    console : rich.console.Console, optional
        Where to print; standard output by default.
    """
    console = console or Console(highlight=False)
    view = View(desk, settings)
    names = ", ".join(f"{d.name} ({d.published or 'undated'})" for d in view.documents[-5:])
    more = f" and {len(view.documents) - 5} earlier" if len(view.documents) > 5 else ""
    console.print(Text(f"{names}{more}", "dim"))
    sentences = bottom_line(view)
    _heading(console, "Bottom line")
    for number, sentence in enumerate(sentences, 1):
        console.print(
            Text(f"{number}. {sentence.text} ").append(f"[{', '.join(map(_short, sentence.records))}]", "dim")
        )
    if not sentences:
        console.print("The texts say nothing of who wants what.")
    _positions(console, view)
    _daylight(console, view)
    _conditions(console, view)
    _timeline(console, view)
    counts = f"{len(view.statements)} statements by {len({s.holder for s in view.statements})} actors on "
    counts += f"{len({s.issue for s in view.statements})} issues, {len(view.conditions)} conditions, "
    counts += f"{len(view.events)} events"
    quoted = sum(s.quoted for s in view.statements)
    console.print(Text(f"\n{counts}; {quoted} statements quoted.", "dim"))


def _short(record: str) -> str:
    """Enough of a record's id for `daylight source`."""
    return record[:10]


def _heading(console: Console, words: str) -> None:
    console.print(Text(f"\n{words}", "bold"))


def _positions(console: Console, view: View) -> None:
    issues = view.salient[:ISSUES]
    actors = [a for a in view.prominent if any((a, issue) in view.positions for issue in issues)][:ROWS]
    if not actors:
        return
    _heading(console, "Positions (−1 opposes, +1 supports; number of statements)")
    grid = Table(box=None, pad_edge=False, header_style="dim")
    grid.add_column("")
    for issue in issues:
        grid.add_column(view.issue(issue), max_width=16)
    for actor in actors:
        cells = []
        for issue in issues:
            position = view.positions.get((actor, issue))
            cells.append(f"{stance_mark(position.mean)}{position.mean:+.1f} ({position.count})" if position else "")
        grid.add_row(view.actor(actor), *cells)
    console.print(grid)


def _daylight(console: Console, view: View) -> None:
    rows = []
    for a, b in view.pairs[:3]:
        ranked = view.shared(a, b)
        rows += [(a, b, shared) for shared in ([ranked[0], ranked[-1]] if len(ranked) > 1 else ranked)]
    if not rows:
        return
    _heading(console, "Daylight (0 none, 2 opposite poles; 90 % interval)")
    grid = Table(box=None, pad_edge=False, show_header=False)
    for a, b, shared in rows:
        grid.add_row(
            f"{view.actor(a)} – {view.actor(b)}",
            view.issue(shared.issue),
            f"{shared.daylight.expected:.2f} ({shared.daylight.low:.2f}–{shared.daylight.high:.2f})",
        )
    console.print(grid)


def _conditions(console: Console, view: View) -> None:
    if not view.conditions:
        return
    _heading(console, "Conditions and red lines")
    for condition in sorted(view.conditions, key=lambda c: (-c.confidence, c.evidence))[:ROWS]:
        who = view.actor(condition.actor) if condition.actor else "unnamed"
        line = Text(f"{condition.kind.replace('_', ' ')}, {who}: {condition_words(view, condition)} ")
        console.print(line.append(f"[{_short(condition.id)}]", "dim"))


def _timeline(console: Console, view: View) -> None:
    dated = [event for event in view.events if event.date]
    if not dated:
        return
    _heading(console, "Timeline")
    grid = Table(box=None, pad_edge=False, show_header=False)
    for event in dated[-2 * ROWS :]:
        actors = ", ".join(view.actor(a) for a in event.actors[:3])
        recipients = ", ".join(view.actor(a) for a in event.recipients[:3])
        who = f"{actors} → {recipients}" if recipients else actors
        words = excerpt(view.by_id[event.doc], event.evidence[0], 60)
        status = "" if event.status == "happened" else event.status
        grid.add_row(event.date, event.type.lower(), who, f"“{words}”", status, Text(_short(event.id), "dim"))
    console.print(grid)
