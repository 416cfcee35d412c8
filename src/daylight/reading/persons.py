"""Persons and organisations named in a text become actors; short names, surnames and acronyms join the full ones."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.knowledge.countries import countries
from daylight.knowledge.groups import institution_heads
from daylight.knowledge.names import gender_of, gender_of_title, name_words
from daylight.knowledge.offices import office_of
from daylight.knowledge.people import people
from daylight.reading.cast import plain
from daylight.reading.gazetteer import known_actors, slug
from daylight.reading.names import Name, Reading
from daylight.reading.unnamed import institution_id

if TYPE_CHECKING:
    from daylight.reading.cast import Cast, Member
    from daylight.reading.gazetteer import Match


def join_names(cast: Cast, reading: Reading, named: list[Name]) -> None:
    """Add the named persons and organisations to the cast, and every short name that refers to them."""
    short: dict[str, str] = {}
    full = [name for name in named if name.kind == "person" and _size(reading, name) > 1]
    for name in full:
        _person(cast, reading, name, short)
    taken = {word for name in full for word in range(name.first, name.last)}
    for name in named:
        if name.kind == "organisation":
            _organisation(cast, reading, name)
            taken.update(range(name.first, name.last))
    taken |= _acronyms(cast, reading)
    _given_names(cast, short)
    surnames = {_surnames(plain(known.name).split())[0] for known in people()}
    for name in named:
        if name.kind == "person" and _size(reading, name) == 1 and name.first not in taken:
            key = plain(reading.text(name.first, name.last))
            if key not in short and key not in surnames and not (key.endswith("s") and key[:-1] in short):
                _person(cast, reading, name, short)
                taken.update(range(name.first, name.last))
    _office_holders(cast, short)
    _short_names(cast, reading, short, taken, {name.first: name for name in named})


def _given_names(cast: Cast, short: dict[str, str]) -> None:
    """A given name alone refers to its only bearer."""
    bearers: dict[str, set[str]] = {}
    for member in cast.members.values():
        parts = plain(member.name).split()
        if member.kind == "person" and len(parts) > 1 and parts[0] in name_words()["given"]:
            bearers.setdefault(parts[0], set()).add(member.id)
    for given, owns in bearers.items():
        if len(owns) == 1:
            short.setdefault(given, next(iter(owns)))


def _office_holders(cast: Cast, short: dict[str, str]) -> None:
    """What is known of persons in high office: by full name where the text has it, else by surname.

    Of two holders with one surname it is the one whose country the text names; where it names neither, the one who
    stands first in the table.
    """
    published = cast.annotated.document.published
    named = {plain(member.name): member for member in cast.members.values() if member.kind == "person"}
    present = {member.country for member in cast.members.values()}
    for known in sorted(people(), key=lambda known: known.country not in present):
        office = known.office(published)
        own = slug(known.name)
        keys = {plain(name) for name in (known.name, *known.names)}
        member = next((named[key] for key in keys if key in named), None)
        if member is None and office and not office.startswith("former"):
            alone = [plain(name) for name in known.names if " " not in plain(name)]  # "Lula", "Hemedti"
            for key in (*_surnames(plain(known.name).split())[:1], *alone):
                if key not in short:
                    short[key] = own
                    cast.awaited[own] = known
        elif member is not None:
            cast.tell(member, known)


def _size(reading: Reading, name: Name) -> int:
    return len(plain(reading.text(name.first, name.last)).split())


def _person(cast: Cast, reading: Reading, name: Name, short: dict[str, str]) -> None:
    text = " ".join(reading.text(name.first, name.last).split())
    member = _same_person(cast, plain(text)) or cast.add(_known_name(plain(text)) or text, "person")
    if member.kind != "person":
        return
    if len(plain(text)) > len(plain(member.name)) and member.given is None and not _known_name(plain(member.name)):
        member.names.add(member.name)
        member.name = text
    member.names.add(text)
    _introduce(cast, reading, name, member)
    parts = plain(text).split()
    if len(parts) > 1:
        for key in (*_surnames(parts), " ".join(parts)):
            short[key] = member.id
        for inner in parts[1:-1]:
            if len(inner) > 2 and inner not in name_words()["particles"]:
                short.setdefault(inner, member.id)
        if "-" in text.split()[-1]:
            short[plain(text.split()[-1])] = member.id
    else:
        short[parts[0]] = member.id
    _mention(cast, reading, name, member.id)


def _known_name(key: str) -> str | None:
    """The usual name of an office holder whose full name is spelt this way."""
    return _known_names().get(key)


@lru_cache(maxsize=1)
def _known_names() -> dict[str, str]:
    return {plain(name): person.name for person in people() for name in (person.name, *person.names)}


def _same_person(cast: Cast, key: str) -> Member | None:
    """The person in the cast whose name agrees: the same, spelt otherwise, or with initials."""
    parts = key.split()
    for member in cast.members.values():
        if member.kind != "person":
            continue
        for other in {plain(n) for n in (member.name, *member.names)}:
            theirs = other.split()
            if other == key or other.replace(" ", "") == key.replace(" ", ""):
                return member
            if parts[-1] == theirs[-1] and len(parts) > 1 < len(theirs) and (
                parts[0] == theirs[0] or ((len(parts[0]) == 1 or len(theirs[0]) == 1) and parts[0][0] == theirs[0][0])
                or parts[0].startswith(theirs[0]) or theirs[0].startswith(parts[0])
            ):  # fmt: skip
                return member
    return None


def _surnames(parts: list[str]) -> list[str]:
    """Short forms by which a person is named again: the last word with its particles, or an East Asian family name."""
    keys = [parts[-1]]
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in name_words()["particles"]:
        start -= 1
        keys.append(" ".join(parts[start:]))
    if parts[0] in name_words()["family"]:
        keys.append(parts[0])
    return keys


def _introduce(cast: Cast, reading: Reading, name: Name, member: Member) -> None:
    """Learn role, membership, sectors and gender from what stands around a name."""
    parts = plain(member.name).split()
    member.gender = member.gender or (gender_of(parts[0]) if len(parts) > 1 else None)
    if name.title:
        for word in range(*name.title):
            cast.introduced[reading.words[word].token] = member.id
        title = reading.text(*name.title)
        member.gender = gender_of_title(title) or member.gender
        office = office_of(title)
        if office and office.name != "civilian":
            if member.role is None:
                member.role = title
            member.sectors = tuple(dict.fromkeys([*member.sectors, *office.sectors]))
    owners = [m for m in (name.owner, *name.affiliations) if m is not None]
    if not owners and not member.memberships and name.title and (near := _state_near(reading, name)):
        owners = [near]
    for match in sorted(
        owners, key=lambda m: cast.known(m.entry.actor).kind == "state" if m.entry.actor in cast.members else False
    ):
        if match.entry.actor != member.id and match.entry.actor in cast.members:
            member.memberships.setdefault(match.entry.actor, member.role)
    state = next((s for a in member.memberships if (s := cast.state_of(a))), None)
    if member.country is None and state:
        member.country = cast.members[state].country


_OF_STATE = {"head of state", "head of government", "deputy", "foreign minister", "defence minister"}


def _state_near(reading: Reading, name: Name) -> Match | None:
    """The state or body named last before a title of high office that names none.

    "The coup in Niger … President Bazoum"; of a secretary general it is the organisation.
    """
    office = office_of(reading.text(*name.title)) if name.title else None
    if office is not None and office.name == "head of organisation":
        return next(reversed([m for m in reading.matches if m.last <= name.first and _is_body(m)]), None)
    if office is None or office.name not in _OF_STATE or name.title is None:
        return None
    if name.title[0] and reading.words[name.title[0] - 1].norm in ("s", "'"):
        return None
    earlier = {m.entry.actor for m in _states_before(reading, name)}
    return _last_state(reading, name) if len(earlier) == 1 else None


def _is_body(match: Match) -> bool:
    known = known_actors().get(match.entry.actor)
    return known is not None and known.kind in ("igo", "coalition")


def _last_state(reading: Reading, name: Name) -> Match | None:
    """The state named last before a name, not far off."""
    return next(reversed(_states_before(reading, name)), None)


def _states_before(reading: Reading, name: Name) -> list[Match]:
    return [m for m in reading.matches if 0 <= name.first - m.last <= _FAR and m.entry.actor in countries()]


_BODIES = frozenset({"foreign", "defence", "defense", "interior", "finance", "supreme", "constitutional"})
"""First words of institutions that every state has."""
_FAR = 25


def _mention(cast: Cast, reading: Reading, name: Name, actor: str) -> None:
    """The mention of a name, together with the title and owner that stand right before it."""
    from daylight.reading.mentions import word_span

    first = name.first
    if name.title and name.title[1] == name.first:
        first = name.title[0]
        while first and reading.words[first - 1].norm.lower() in name_words()["modifiers"]:
            first -= 1
        if name.owner and name.owner.last == first and name.owner.entry.form in ("demonym", "name"):
            first = name.owner.first
    words = reading.words
    cast.mention(
        words[first].token, words[name.last - 1].token + 1, actor, "name", word_span(reading, first, name.last)
    )


def _organisation(cast: Cast, reading: Reading, name: Name) -> None:
    from daylight.reading.mentions import word_span

    text = " ".join(reading.text(name.first, name.last).split())
    lower = [w.norm.lower() for w in reading.words[name.first : name.last]]
    owner = name.owner
    if owner is None and lower[0] in ("ministry", "department", *_BODIES) and len(lower) <= 4:
        owner = _last_state(reading, name)
    known = owner.entry.actor if owner else None
    head = institution_heads().get(" ".join(lower[-2:])) or institution_heads().get(lower[-1])
    if head is None:
        head = next((institution_heads()[w] for w in lower if w in institution_heads()), None)
    generic = len(lower) <= 2 or owner is not name.owner or lower[0] in ("ministry", "department")
    own = institution_id(cast, known, lower) if generic and known else slug(text)
    member = cast.add(text, head.kind if head else "organisation", own)
    if head and not member.sectors and member.given is None:
        member.sectors = head.sectors
    if known and known in cast.members and member.given is None:
        member.memberships.setdefault(known, None)
        state = cast.state_of(known)
        member.country = member.country or (cast.members[state].country if state in cast.members else None)
    member.names.add(text)
    first = name.first
    if name.owner and own != slug(text):
        first = name.owner.first
        member.name = " ".join(reading.text(first, name.last).split()) if member.given is None else member.name
    words = reading.words
    cast.mention(
        words[first].token, words[name.last - 1].token + 1, member.id, "name", word_span(reading, first, name.last)
    )


def _short_names(cast: Cast, reading: Reading, short: dict[str, str], taken: set[int], named: dict[int, Name]) -> None:
    """Later and earlier mentions by surname or short form."""
    from daylight.reading.mentions import word_span

    words = reading.words
    longest = max((len(key.split()) for key in short), default=0)
    place = 0
    while place < len(words):
        step = 1
        if place not in taken and place not in reading.by_word and (words[place].norm[0].isupper() or place in named):
            for length in range(longest * 2, 0, -1):
                part = words[place : place + length]
                if len(part) < length or any(i in taken for i in range(place, place + length)):
                    continue
                key = plain(
                    "".join(f" {w.norm}" if i and w.start > part[i - 1].end else w.norm for i, w in enumerate(part))
                )
                if (actor := short.get(key)) and _meant(cast, reading, actor, place):
                    name = named.get(place) or Name(place, place + length, "person")
                    if place in named:
                        _introduce(cast, reading, name, cast.members[actor])
                    cast.members[actor].names.add(reading.text(place, place + length))
                    if name.title:
                        _mention(cast, reading, Name(place, place + length, "person", name.title, name.owner), actor)
                    else:
                        first, last = words[place].token, words[place + length - 1].token + 1
                        cast.mention(first, last, actor, "name", word_span(reading, place, place + length))
                    step = length
                    break
        place += step


def _meant(cast: Cast, reading: Reading, actor: str, place: int) -> bool:
    """Whether a short name refers to this actor; a known office holder enters the cast where he is first named."""
    if actor in cast.members:
        return True
    token = reading.syntax.doc[reading.words[place].token]
    common = token.pos_ != "PROPN" and (token.is_sent_start or token.pos_ not in ("NOUN", "ADJ"))
    if common or token.ent_type_ not in ("PERSON", "ORG", "GPE", ""):
        return False
    known = cast.awaited[actor]
    cast.tell(cast.add(known.name, "person"), known)
    return True


def _acronyms(cast: Cast, reading: Reading) -> set[int]:
    """Words that are acronyms which the text introduces in brackets behind a name: "Popular Front (PF)"."""
    from daylight.reading.mentions import word_span

    words = reading.words
    ends = {naming.last: naming.actor for naming in cast.namings}
    found: dict[str, str] = {}
    for place in range(1, len(words) - 2):
        if words[place].norm in "([" and words[place + 2].norm in ")]" and words[place + 1].norm.isupper():
            actor = ends.get(words[place - 1].token + 1)
            if actor and len(words[place + 1].norm) > 1 and place + 1 not in reading.by_word:
                found[words[place + 1].norm] = actor
                cast.members[actor].names.add(words[place + 1].norm)
    places = {place for place, word in enumerate(words) if word.norm in found and place not in reading.by_word}
    for place in places:
        token = words[place].token
        cast.mention(token, token + 1, found[words[place].norm], "name", word_span(reading, place, place + 1))
    return places
