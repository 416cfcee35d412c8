"""A conflict model in a few lines: what it holds, and what it still lacks."""

from __future__ import annotations

from daylight.outlook.model import Conflict
from daylight.outlook.states import Game


def overview(conflict: Conflict, game: Game) -> list[str]:
    """Lines that say what the model holds; preferences without a source are named one by one."""
    lines = [conflict.title] if conflict.title else []
    if conflict.draft:
        lines.append("A draft: an analyst has still to look at every line.")
    lines.append(
        f"{len(game.names)} decision makers, {len(game.options)} options, "
        f"{int(game.feasible.sum())} of {game.size} states feasible"
    )
    for name, maker in conflict.decision_makers.items():
        form = next((key for key in ("ranking", "payoffs") if getattr(maker, key)), "preferences")
        lines.append(
            f"  {name}: {', '.join(maker.options) or 'no options'}; {_amount(form, len(getattr(maker, form)))}"
        )
        if form != "preferences" and not (maker.sources or maker.note):
            lines.append(f"    no source for its {form}")
        for preference in maker.preferences:
            if not (preference.sources or preference.note):
                lines.append(f"    no source: {preference.want}")
    if conflict.status_quo is None:
        lines.append("No status quo: paths and the outlook need one.")
    return lines


def _amount(form: str, count: int) -> str:
    if form == "ranking":
        return f"a ranking in {count} steps"
    if form == "payoffs":
        return f"payoffs for {count} states"
    return f"{count} preferences" if count else "wants nothing in particular"
