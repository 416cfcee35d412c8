"""From the record to a model: a draft of a conflict from statements and conditions, for an analyst to edit.

1. Actors count for the party that they belong to (a president for the state, fighters for their group).
2. An issue with a theme becomes an option of who would do it: the party at its locus, or, where it is something done
   against that party, who threatens or wants to do it. The two parts of a condition become options of their doers.
3. A party's statements on an issue become one preference for it or against it; its conditions become "if … then …".
4. What nobody says but every model needs is added and marked as assumed: acting on a threat costs, nobody wants to
   suffer it, and who is asked for something would rather not do it.

Every line carries the ids of its records, and as a comment the sentence they stand in. The draft is solvable as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from daylight.desk.evidence import evidence_of
from daylight.errors import InputError, NotFoundError
from daylight.outlook.draft_file import Line, OptionLine, Sketch, written
from daylight.outlook.draft_words import options_of_condition, sentence
from daylight.outlook.model_file import from_yaml
from daylight.outlook.parties import Parties
from daylight.records import Condition, DocumentRecord, Issue, Statement

MAX_OPTIONS = 10
MAX_PARTIES = 6

WEIGHT = {
    "demand": 1.0, "threaten": 1.0, "reject": 1.0, "decide": 0.9, "promise": 0.8, "warn": 0.7, "request": 0.7,
    "accept": 0.7, "agree": 0.7, "propose": 0.7, "criticise": 0.4, "praise": 0.4, "doubt": 0.4, "assert": 0.3,
    "assess": 0.2,
}  # fmt: skip
"""How much an act says about what its holder wants; what one does about it weighs more than what one thinks of it."""

DOING = ("threaten", "decide", "promise", "propose", "accept", "agree", "assert")
"""Acts by which one speaks of what one does oneself."""

SIGN = {"support": 1.0, "oppose": -1.0}
LEAST = 0.7
"""Weight of an act from which on its issue becomes an option unasked: demands, threats, decisions and the like."""

LEAST_ASKED = 0.2
"""The same where the issue was asked for."""

ASSUMED = 0.7
"""Confidence of what is assumed."""

RELUCTANT = 0.6
"""Confidence that one would rather not do what others ask for."""


def draft(records: Sequence[DocumentRecord], issues: Iterable[str] = ()) -> str:
    """A model file proposed from records.

    Parameters
    ----------
    records : sequence of DocumentRecord
    issues : iterable of str
        Issues by id or name (or part of it); by default all.

    Returns
    -------
    str
        YAML that `daylight.outlook.model_file.from_yaml` reads.

    Raises
    ------
    NotFoundError
        Where no issue is called so.
    InputError
        Where fewer than two parties have something to do, so that there is no conflict to model.
    """
    parties = Parties(records)
    issues = list(issues)
    chosen = _chosen(records, issues)
    sketch = Sketch()
    texts = {record.document.id: record for record in records}
    statements = [(r, s) for r in records for s in r.statements if s.issue in chosen and not s.author_voice]
    _add_issues(sketch, parties, chosen, statements, LEAST_ASKED if issues else LEAST)
    for record in records:
        for condition in record.conditions:
            if _concerns(condition, record, chosen, bool(issues)):
                _add_condition(sketch, parties, record, condition)
    if len({option.owner for option in sketch.options.values()}) < 2:
        _add_pressure(sketch, parties)
    _keep_the_weightiest(sketch)
    _assume_reluctance(sketch)
    _assume_costs(sketch)
    owners = {option.owner for option in sketch.options.values()}
    if len(owners) < 2:
        raise InputError(
            "no two parties with something to do are on record for this; choose more issues, or read more documents"
        )
    text = written(sketch, parties, [texts[r.document.id].document.name for r in records])
    from_yaml(text, "draft")
    return text


def _chosen(records: Sequence[DocumentRecord], wanted: Iterable[str]) -> dict[str, Issue]:
    """Issues to model: those with a theme, or those that are asked for."""
    every = {issue.id: issue for record in records for issue in record.issues}
    wanted = list(wanted)
    if not wanted:
        return {key: issue for key, issue in every.items() if issue.theme}
    chosen = {}
    for name in wanted:
        found = {k: i for k, i in every.items() if name == k or name.casefold() in i.name.casefold()}
        if not found:
            raise NotFoundError(f"no issue is called {name!r}; see: daylight show issues")
        chosen.update(found)
    return chosen


def _add_issues(
    sketch: Sketch,
    parties: Parties,
    issues: dict[str, Issue],
    statements: list[tuple[DocumentRecord, Statement]],
    least: float,
) -> None:
    by_issue: dict[str, list[tuple[DocumentRecord, Statement]]] = {}
    for record, statement in statements:
        if parties.of(statement.holder):
            by_issue.setdefault(statement.issue, []).append((record, statement))
    for key, found in by_issue.items():
        owner = _owner(parties, issues[key], found)
        if owner is None or not any(WEIGHT[s.act] >= least for _, s in found):
            continue
        name = issues[key].name.replace('"', "'")
        record, first = max(found, key=lambda pair: WEIGHT[pair[1].act] * pair[1].confidence)
        own_threats = [
            s for _, s in found if s.act == "threaten" and parties.of(s.holder) == owner and s.stance == "support"
        ]
        targets = {parties.of(s.target) for s in own_threats if s.target} - {owner, None}
        sketch.options[name] = OptionLine(
            name,
            owner,
            sum(WEIGHT[s.act] * s.confidence for _, s in found),
            issues[key].proposition,
            [s.id for _, s in found if parties.of(s.holder) == owner][:3] or [first.id],
            sentence(record.document.text[slice(*first.sentence)]),
            threatened=(bool(own_threats) and parties.at(issues[key]) == owner) or _is_against(issues[key]),
            against={str(party) for party in targets}
            | ({str(parties.at(issues[key]))} if _is_against(issues[key]) else set()),
        )
        for party in sorted({str(parties.of(s.holder)) for _, s in found}):
            line = _want(name, [(r, s) for r, s in found if parties.of(s.holder) == party])
            if line:
                sketch.wants.setdefault(party, []).append(line)


def _owner(parties: Parties, issue: Issue, found: list[tuple[DocumentRecord, Statement]]) -> str | None:
    """Who would do what the issue is about: the party at its locus, unless it would be done against that party."""
    at_locus = parties.at(issue)
    against = at_locus is not None and _is_against(issue)
    if at_locus and not against:
        return at_locus
    doers: dict[str, float] = {}
    asked: dict[str, float] = {}
    for _, statement in found:
        weight = WEIGHT[statement.act] * statement.confidence
        holder = str(parties.of(statement.holder))
        target = parties.of(statement.target) if statement.target else None
        if holder != at_locus and statement.stance != "oppose" and statement.act in DOING:
            doers[holder] = doers.get(holder, 0.0) + weight * (2 if statement.act == "threaten" else 1)
        elif statement.act in ("demand", "request", "warn") and target and target not in (holder, at_locus):
            asked[target] = asked.get(target, 0.0) + weight
    spoken: dict[str, float] = {}
    for _, statement in found:
        holder = str(parties.of(statement.holder))
        spoken[holder] = spoken.get(holder, 0.0) + WEIGHT[statement.act] * statement.confidence
    named = doers or asked or spoken
    return max(sorted(named), key=lambda party: named[party]) if named else None


def _is_against(issue: Issue) -> bool:
    """Whether the proposition is something done against the party at the locus ("Use force against Iran")."""
    return " against " in f" {issue.proposition.casefold()} "


def _want(option: str, found: list[tuple[DocumentRecord, Statement]]) -> Line | None:
    """One party's statements on one option as one preference; None where they balance, or say nothing."""
    said = [(r, s, SIGN.get(s.stance, 0.0) * WEIGHT[s.act] * s.confidence) for r, s in found]
    net, total = sum(value for *_, value in said), sum(abs(value) for *_, value in said)
    if abs(net) < 0.1:
        return None
    telling = sorted((t for t in said if t[2] * net > 0), key=lambda t: -abs(t[2]))
    record, first, _ = telling[0]
    # Like a posterior mean: thin or divided evidence stays near even.
    confidence = 0.5 + 0.45 * (abs(net) / (total + 0.5))
    want = f'"{option}"' if net > 0 else f'not "{option}"'
    quote = sentence(record.document.text[slice(*first.sentence)])
    return Line(want, abs(net), round(confidence, 2), [s.id for _, s, _ in telling][:5], quote)


def _concerns(condition: Condition, record: DocumentRecord, issues: dict[str, Issue], narrowed: bool) -> bool:
    """Whether a condition belongs to the issues asked for: by its own issue, or by a statement in the same words."""
    if not narrowed or condition.issue in issues:
        return True
    spans = [span for span in (condition.if_, condition.then) if span]
    return any(
        s.issue in issues and any(s.content[0] < end and start < s.content[1] for start, end in spans)
        for s in record.statements
    )


def _add_condition(sketch: Sketch, parties: Parties, record: DocumentRecord, condition: Condition) -> None:
    """A condition as options and one preference: the actor does the second part if (or only if) the first holds."""
    quote = sentence(" ".join(record.document.text[slice(*p.context)] for p in evidence_of(condition, record.document)))
    actor = parties.of(condition.actor) if condition.actor else None
    parts = options_of_condition(record, condition)
    if actor is None or parts is None or condition.forecast:
        sketch.unused.append(f"{condition.id}: {quote}")
        return
    doer = parties.in_span(record, condition.if_, but=actor)
    if doer is None:
        sketch.unused.append(f"{condition.id}: {quote}")
        return
    premise, opposite = _same_as_issue(sketch, parties, record, condition, doer) or (parts.premise, False)
    premise = _option(sketch, premise, doer, condition, quote, threatened=False)
    threatens = condition.kind in ("threat", "trigger", "red_line") and not parts.refuses
    response = _option(sketch, parts.response, actor, condition, quote, threatened=threatens)
    sketch.options[response].against.add(doer)
    # "Not before", "until" and "only if" say the same of a precondition: no response without the premise.
    fixed = condition.kind == "precondition"
    comes = _literal(premise, opposite if fixed else parts.unless != opposite)
    want = (
        f"if {_literal(response, False)} then {comes}"
        if fixed
        else f"if {comes} then {_literal(response, parts.refuses)}"
    )
    lines = sketch.wants.setdefault(actor, [])
    certain = round(min(0.9, condition.confidence), 2)
    lines.append(Line(want, 2 * condition.confidence, certain, [condition.id], quote))
    if condition.kind != "trigger" or parts.refuses:
        # Preconditions and promises are for the premise to come; threats, red lines and refusals for it not to.
        hoped = comes if condition.kind in ("precondition", "promise") else _contrary(comes)
        lines.append(Line(hoped, condition.confidence, ASSUMED, [condition.id], quote, "what the condition is for"))


def _literal(option: str, negated: bool) -> str:
    return f'not "{option}"' if negated else f'"{option}"'


def _contrary(want: str) -> str:
    return want.removeprefix("not ") if want.startswith("not ") else f"not {want}"


def _same_as_issue(
    sketch: Sketch, parties: Parties, record: DocumentRecord, condition: Condition, doer: str
) -> tuple[str, bool] | None:
    """The doer's option that its statement inside the if-part is about, and whether the statement is against it."""
    names = {issue.id: issue.name.replace('"', "'") for issue in record.issues}
    for s in record.statements:
        name = names.get(s.issue, "")
        inside = s.content[0] < condition.if_[1] and condition.if_[0] < s.content[1]
        taken = sketch.options.get(name)
        if inside and s.stance in SIGN and parties.of(s.holder) == doer and taken is not None and taken.owner == doer:
            return name, s.stance == "oppose"
    return None


def _option(sketch: Sketch, name: str, owner: str, condition: Condition, quote: str, threatened: bool) -> str:
    taken = sketch.options.get(name)
    if taken is not None and taken.owner != owner:
        name = f"{name} ({owner})"
    option = sketch.options.setdefault(name, OptionLine(name, owner, quote=quote))
    # A condition says what someone would do and when, which a model needs most.
    option.weight += 2 * condition.confidence
    option.sources.append(condition.id)
    option.threatened |= threatened
    return name


def _add_pressure(sketch: Sketch, parties: Parties) -> None:
    """Where one party alone has something to do, those who want it done, or not, may press for that."""
    for option in list(sketch.options.values()):
        for party, lines in list(sketch.wants.items()):
            line = next((line for line in lines if line.want in (f'"{option.name}"', f'not "{option.name}"')), None)
            if party == option.owner or line is None:
                continue
            against = line.want.startswith("not ")
            name = f"{parties.name(party)} presses {'against' if against else 'for'} {option.name}"
            sketch.options[name] = OptionLine(name, party, line.weight, "", list(line.sources), line.quote)
            when = f'"{option.name}"' if against else f'not "{option.name}"'
            note = "assumed: who wants something presses until it is so"
            lines.append(Line(f'"{name}" iff {when}', 0.0, ASSUMED, line.sources[:1], note=note))
            own = sketch.wants.setdefault(option.owner, [])
            own.append(
                Line(f'not "{name}"', 0.0, RELUCTANT, line.sources[:1], note="assumed: nobody likes to be pressed")
            )


def _keep_the_weightiest(sketch: Sketch) -> None:
    """Keep the draft small enough to read: at most ten options of at most six parties; preferences about others go."""
    weights: dict[str, float] = {}
    for option in sketch.options.values():
        weights[option.owner] = weights.get(option.owner, 0.0) + option.weight
    leading = sorted(weights, key=lambda party: (-weights[party], party))[:MAX_PARTIES]
    ranked = sorted((o for o in sketch.options.values() if o.owner in leading), key=lambda o: (-o.weight, o.name))
    # Each leading party keeps its first option, so that no party drops out because another has many.
    kept = {next(o.name for o in ranked if o.owner == party) for party in leading}
    for option in ranked:
        if len(kept) < MAX_OPTIONS:
            kept.add(option.name)
    gone = [name for name in sketch.options if name not in kept]
    sketch.unused += [f"option left out: {name} ({sketch.options[name].owner})" for name in gone]
    owners = {sketch.options[name].owner for name in kept}
    sketch.options = {name: option for name, option in sketch.options.items() if name in kept}
    for party, lines in sketch.wants.items():
        sketch.wants[party] = [line for line in lines if not any(f'"{name}"' in line.want for name in gone)]
    sketch.wants = {party: _merged(lines) for party, lines in sketch.wants.items() if party in owners}


def _merged(lines: list[Line]) -> list[Line]:
    """Heaviest first; a want that stands there already, or whose contrary does, is not repeated."""
    kept: dict[str, Line] = {}
    for line in sorted(lines, key=lambda line: (-line.weight, line.want)):
        if line.want in kept:
            kept[line.want].sources += [source for source in line.sources if source not in kept[line.want].sources]
        elif _contrary(line.want) not in kept:
            kept[line.want] = line
    return list(kept.values())


def _assume_reluctance(sketch: Sketch) -> None:
    """Who is asked for something and has not said that it wants it would rather not do it."""
    for option in sketch.options.values():
        own = sketch.wants.setdefault(option.owner, [])
        asking = [
            line
            for party, lines in sketch.wants.items()
            for line in lines
            if party != option.owner and line.want == f'"{option.name}"'
        ]
        if asking and not any(f'"{option.name}"' in line.want for line in own):
            note = "assumed: it is asked for this and has not said that it wants it"
            own.append(Line(f'not "{option.name}"', 0.0, RELUCTANT, asking[0].sources[:1], note=note))


def _assume_costs(sketch: Sketch) -> None:
    """Acting on a threat costs who acts and hurts who is threatened: last in everyone's list, as nobody said it."""
    owners = sorted({option.owner for option in sketch.options.values()})
    for option in sketch.options.values():
        if not option.threatened:
            continue
        for party in owners:
            if party != option.owner and party not in option.against:
                continue
            lines = sketch.wants.setdefault(party, [])
            if any(line.want in (f'"{option.name}"', f'not "{option.name}"') for line in lines):
                continue
            why = (
                "assumed: acting on a threat costs"
                if party == option.owner
                else "assumed: nobody wants the threat carried out"
            )
            lines.append(Line(f'not "{option.name}"', 0.0, ASSUMED, list(option.sources[:1]), note=why))
