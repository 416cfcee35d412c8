"""Mentions and actors: names, titles, demonyms and metonyms, institutions and unnamed groups, joined into actors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.knowledge.countries import countries
from daylight.knowledge.names import name_words
from daylight.reading.anaphors import References
from daylight.reading.annotated import Annotated, register
from daylight.reading.cast import Cast
from daylight.reading.gazetteer import PLACE, Entry, Match, index_names, matches, norm
from daylight.reading.names import WHERE, Reading, names, words_of
from daylight.reading.persons import join_names
from daylight.reading.unnamed import join_groups

if TYPE_CHECKING:
    from daylight.reading.gazetteer import Names
    from daylight.records import Actor, Span

STEP = "mentions.rules/1"


@register("mentions", "rules")
def read_mentions(annotated: Annotated) -> None:
    """Find the actors of a document and where they are mentioned.

    Names known from the knowledge tables and the user's actor file come first, then persons and organisations that the
    text names and introduces, then institutions and unnamed groups. Pronouns and titles are left to
    `daylight.reading.coreference`.

    Parameters
    ----------
    annotated : Annotated
        With syntax; gets actors, mentions and cast.

    Raises
    ------
    ModelFileError
        When the user's actor file is wrong.

    Notes
    -----
    A capital counts as its state's name, but where it is only a place ("in Doha") it makes no actor of a state that
    the text does not name otherwise.
    """
    given, extra = _given(annotated)
    cast = Cast(annotated, given)
    words = words_of(annotated.syntax)
    reading = Reading(annotated.syntax, words, [])
    reading = Reading(annotated.syntax, words, _in_context(reading, matches(words, extra)))
    named = names(reading)
    _known(cast, reading)
    join_names(cast, reading, named)
    cast.sort()
    join_groups(cast)
    cast.sort()
    annotated.cast = cast
    cast.references = References(annotated)
    cast.finish()


def _given(annotated: Annotated) -> tuple[dict[str, Actor], Names | None]:
    if annotated.settings.actors is None:
        return {}, None
    from daylight.reading.actor_file import load_actors

    actors = load_actors(annotated.settings.actors)
    table = index_names(
        (name, Entry(actor.id, "name")) for actor in actors.values() for name in (actor.name, *actor.aliases)
    )
    return actors, table


def _in_context(reading: Reading, found: list[Match]) -> list[Match]:
    """Known names that mean what they say here: not parts of persons' names, and sides of divided countries added."""
    words = reading.words
    kept = []
    for match in found:
        if match.entry is PLACE:
            kept.append(match)
            continue
        after = words[match.last].norm if match.last < len(words) else ""
        beyond = words[match.last + 1].norm if match.last + 1 < len(words) else ""
        thing = after.istitle() and after.lower() in name_words()["things"] and not beyond.istitle()
        if thing and match.entry.form != "name":
            continue
        if words[match.first].norm == "The" and after.istitle() and match.entry.form == "name":
            continue
        if match.last - match.first == 1 and match.entry.form != "demonym" and _in_longer_name(reading, match):
            continue
        kept.append(match)
    kept += _sides(reading, kept)
    return sorted(kept, key=lambda match: match.first)


def _in_longer_name(reading: Reading, match: Match) -> bool:
    """Whether a one-word match is part of a longer name: "Jordan" in "Jordan Peele", "Congress" in "Party Congress"."""
    words, doc = reading.words, reading.syntax.doc
    token = doc[words[match.first].token]
    inside = [
        doc[i]
        for i in (token.i - 1, token.i + 1)
        if 0 <= i < len(doc) and doc[i].text[:1].isupper() and not doc[i].is_sent_start
    ]
    if token.ent_type_ == "PERSON" and any(n.ent_type_ == "PERSON" and n.ent_iob_ for n in inside):
        return True
    before = words[match.first - 1] if match.first else None
    return (
        before is not None
        and match.entry.form == "name"
        and words[match.first].norm in _WORDLIKE
        and (before.norm.lower() == "the" or (before.norm[0].isupper() and not doc[before.token].is_sent_start))
    )


_WORDLIKE = frozenset({"Congress", "Senate"})


def _sides(reading: Reading, found: list[Match]) -> list[Match]:
    """ "The North", "the South" and "North and South Korea", where a state named so is in the text."""
    sides = {}
    for state in countries().values():
        first, _, rest = state.name.partition(" ")
        if first in ("North", "South") and any(m.entry.actor == state.id for m in found):
            sides[first] = state.id
            twin = {"North": "South", "South": "North"}[first]
            for other in countries().values():
                if other.name == f"{twin} {rest}":
                    sides.setdefault(twin, other.id)
    if not sides:
        return []
    covered = {word for match in found for word in range(match.first, match.last)}
    words = reading.words
    added = []
    for place, word in enumerate(words[:-1]):
        if word.norm in sides and place not in covered:
            before, after = words[place - 1].norm.lower() if place else "", words[place + 1]
            alone = before in ("the", "of") and not after.norm[0].isupper() and after.norm not in ("-", "of")
            coordinated = after.norm == "and" and place + 2 < len(words) and words[place + 2].norm in ("South", "North")
            if (alone and before == "the") or coordinated:
                added.append(Match(place, place + 1, Entry(sides[word.norm], "name")))
    return added


def _known(cast: Cast, reading: Reading) -> None:
    """Mentions of known names; places of states that the text names nowhere else are left out."""
    words = reading.words
    acting = {m.entry.actor for m in reading.matches if m.entry.form != "metonym" or not _only_place(reading, m)}
    for match in reading.matches:
        if match.entry.actor not in acting:
            continue
        first, last = words[match.first].token, words[match.last - 1].token + 1
        cast.known(match.entry.actor)
        if match.entry.form == "name":
            cast.members[match.entry.actor].names.add(reading.text(match.first, match.last))
        cast.mention(first, last, match.entry.actor, match.entry.form, word_span(reading, match.first, match.last))


def _only_place(reading: Reading, match: Match) -> bool:
    """Whether a seat of government only says where: "in Doha", "to Washington", "visit Kyiv", "Doha, Qatar"."""
    words, doc = reading.words, reading.syntax.doc
    token = doc[words[match.last - 1].token]
    if token.dep_ in ("nsubj", "nsubjpass") or norm(reading.text(match.first, match.last)) in _houses():
        return False
    before = words[match.first - 1].norm.lower() if match.first else ""
    if before == "the" and match.first > 1:
        before = words[match.first - 2].norm.lower()
    after = words[match.last].norm if match.last < len(words) else ""
    if after in ("'", "-"):
        return False
    if after == "," and match.last + 1 in reading.by_word:
        return True
    if token.dep_ == "conj":
        token = token.head
        before = doc[token.i - 1].lower_ if token.i else ""
    reached = token.dep_ == "dobj" and token.head.lemma_ in name_words()["reaching"]
    return before in WHERE or reached or token.dep_ in ("compound", "nmod", "npadvmod", "appos")


@lru_cache(maxsize=1)
def _houses() -> frozenset[str]:
    """Seats that stand for a government wherever they are named, for they are no cities."""
    named = (norm(house) for state in countries().values() for house in state.houses)
    return frozenset(house.removeprefix("the ") for house in named)


def word_span(reading: Reading, first: int, last: int) -> Span:
    """Source characters of a range of words."""
    syntax, words = reading.syntax, reading.words
    start, end = syntax.doc[words[first].token], syntax.doc[words[last - 1].token]
    begins = syntax.span(start)[0] + words[first].start - start.idx
    ends = syntax.span(end)[1] - (end.idx + len(end.text) - words[last - 1].end)
    return begins, ends
