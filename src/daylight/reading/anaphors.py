"""Anaphors of a document linked from left to right: each pronoun, title and nominal gets the actors it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.cues import senses
from daylight.knowledge.groups import group_nouns, institution_heads
from daylight.knowledge.nominals import kinds_of
from daylight.knowledge.offices import office_of
from daylight.reading.antecedents import SUBJECTS, Antecedent, Antecedents, Wanted
from daylight.reading.gazetteer import slug
from daylight.reading.groups import GroupPhrase, group_at
from daylight.reading.quotes import quotations
from daylight.reading.unnamed import group_member, speaks

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from daylight.reading.annotated import Annotated

_HE = Wanted({"person": 0.0}, False, "male")
_SHE = Wanted({"person": 0.0}, False, "female")
_BODIES = {
    "state": 0.0,
    "organisation": 0.0,
    "armed_group": 0.0,
    "igo": 0.0,
    "coalition": 0.0,
    "media": -0.1,
    "government": 0.0,
}
_IT = Wanted(_BODIES, False)
_THEY = Wanted(
    {"group": 0.2, "person": -3.0, "state": -0.9, "organisation": -0.6, "armed_group": -0.2, "media": -0.7, "igo": -0.6,
     "coalition": -0.4, "government": -0.5, "office": -0.5}, True)  # fmt: skip
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), _HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), _SHE),
    **dict.fromkeys(("it", "its", "itself"), _IT),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), _THEY),
}
FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_WEATHER = frozenset({"be", "seem", "appear", "remain", "become", "take", "mean"})


class References:
    """Who every pronoun, title and nominal of a document stands for.

    Parameters
    ----------
    annotated : Annotated
        After names and groups were joined into its cast.
    """

    def __init__(self, annotated: Annotated) -> None:
        assert annotated.cast is not None
        self.annotated, self.cast, self.doc = annotated, annotated.cast, annotated.syntax.doc
        self.quotes = quotations(annotated.syntax)
        quoted = {i for quote in self.quotes for i in range(quote.first, quote.last)}
        self.antecedents = Antecedents(self.cast, self.doc, quoted)
        self.links: dict[int, tuple[str, ...]] = {}
        self.speakers: dict[int, tuple[str, ...]] = {}
        self._place_namings()
        self._speakers()
        for token in self.doc:
            self._link(token)
        self._speakers()
        self._memberships()

    def actors_at(self, token: Token, speaker: str | None = None) -> tuple[str, ...]:
        """The actors that the phrase of a token stands for; empty: none is known."""
        if token.i in self.cast.joint:
            return self.cast.joint[token.i]
        if own := self.cast.at.get(token.i) or self.cast.introduced.get(token.i):
            return (own,)
        lower = token.lower_
        if part := _partitive(token):
            return self.actors_at(part, speaker)
        if lower in FIRST_PERSON:
            return (speaker,) if speaker else self.speakers.get(self._quote(token.i), ())
        if (
            lower in PRONOUNS
            and speaker
            and speaker in self.links.get(token.i, ())
            and token.i in self.antecedents.quoted
        ):
            return self.antecedents.best(token, PRONOUNS[lower], frozenset({speaker}))
        if token.i in self.links:
            return self.links[token.i]
        if lower in _RELATIVE or (token.dep_ in ("poss", *SUBJECTS) and token.tag_ in ("WP", "WDT", "WP$")):
            return self._relative(token)
        if token.lemma_.lower() in _TEXTS:
            return self._author(token)
        return ()

    def create(self, token: Token, source: TokenSpan) -> tuple[str, ...]:
        """An actor for the unnamed source that a token heads, if it can be one."""
        token = _partitive(token) or token
        phrase = group_at(self.cast, token)
        if phrase is not None:
            return self._new_group(phrase)
        if office := office_of(token.lower_):
            return (self._office(token, office.sectors),)
        if token.tag_ in ("NNS", "NN") and token.ent_type_ == "" and _person_noun(token):
            return (self._described(token, "group" if token.tag_ == "NNS" else "person"),)
        if token.lemma_.lower() in ("report", "poll", "survey", "study", "document", "article"):
            return (self._described(token, "media"),)
        if token.pos_ == "PROPN" and token.text[0].isupper() and token.ent_type_ in ("PERSON", "ORG"):
            kind = "person" if token.ent_type_ == "PERSON" else "organisation"
            return (self._described(token, kind),)
        if token.pos_ == "ADJ" and len(source) <= 4 and all(t.pos_ in ("ADJ", "CCONJ") for t in source):
            return (self._described(token, "group"),)
        return ()

    # -- linking --------------------------------------------------------------------------------------------------

    def _place_namings(self) -> None:
        for naming in self.cast.namings:
            root = self.doc[naming.first : naming.last].root
            member = self.cast.members[naming.actor]
            plural = member.kind == "group" and root.tag_ in ("NNS", "NNPS")
            self.antecedents.add(root.i, (naming.actor,), plural)
            joined = self._coordinated(root)
            if len(joined) > 1:
                self.antecedents.add(root.i, joined, True, derived=True)

    def _coordinated(self, root: Token) -> tuple[str, ...]:
        if not any(child.dep_ == "conj" for child in root.children) or root.dep_ == "conj":
            return ()
        found = [self.cast.at[token.i] for token in (root, *root.conjuncts) if token.i in self.cast.at]
        return tuple(dict.fromkeys(found))

    def _link(self, token: Token) -> None:
        if token.i in self.cast.at or token.i in self.cast.introduced or token.i in self.links:
            return
        lower = token.lower_
        found: tuple[str, ...] = ()
        plural: bool | None = None
        if lower in PRONOUNS:
            found = self._inserted(token) or self._ahead(token) or self._pronoun(token)
            plural = lower.startswith("the")
        elif token.pos_ in ("NOUN", "PROPN", "DET", "NUM", "PRON"):
            found = self._nominal(token)
            plural = token.tag_ in ("NNS", "NNPS")
        if found:
            self.links[token.i] = found
            self.antecedents.add(token.i, found, plural)

    def _inserted(self, token: Token) -> tuple[str, ...]:
        """The name that brackets put behind a pronoun: "he [Trump]"."""
        if token.i + 2 < len(self.doc) and self.doc[token.i + 1].text in "[(":
            inside = self.doc[token.i + 2 : token.i + 6]
            actor = next((self.cast.at[t.i] for t in inside if t.i in self.cast.at), None)
            closes = any(t.text in "])" for t in self.doc[token.i + 3 : token.i + 8])
            if actor and closes:
                return (actor,)
        return ()

    def _ahead(self, token: Token) -> tuple[str, ...]:
        """The subject behind a clause that leads its sentence: "Admitting he differs …, Meloni told …"."""
        wanted = PRONOUNS[token.lower_]
        for clause in (token, *token.ancestors):
            verb = clause.head
            if clause.dep_ in ("advcl", "prep", "acl") and clause.i < verb.i and verb.pos_ in ("VERB", "AUX"):
                for child in verb.children:
                    if child.dep_ in SUBJECTS and child.i > token.i and child.i in self.cast.at:
                        member = self.cast.members[self.cast.at[child.i]]
                        if member.kind in wanted.kinds and wanted.kinds[member.kind] > -0.3 and wanted.gender in (
                            None, member.gender or wanted.gender
                        ):  # fmt: skip
                            return (member.id,)
        return ()

    def _pronoun(self, token: Token) -> tuple[str, ...]:
        lower = token.lower_
        if lower == "it" and _impersonal(token):
            return ()
        quote = self._quote(token.i)
        excluded = frozenset(self.speakers.get(quote, ())) if quote >= 0 and lower not in ("it", "its") else frozenset()
        found = self.antecedents.best(token, PRONOUNS[lower], excluded)
        if PRONOUNS[lower] is _THEY and (
            not found or self.cast.members[found[0]].kind in ("person", "state") and len(found) == 1
        ):
            pair = self._pair(token, {"person"}) if not found or self.cast.members[found[0]].kind == "person" else ()
            found = pair or found
        return found

    def _pair(
        self, token: Token, kinds: set[str] | None, office: str | None = None, states: bool = False
    ) -> tuple[str, ...]:
        """The two actors that were last spoken of together: coordinated, as subject and object, or alone in a sentence.

        `kinds` limits who is meant, `office` to persons who bear it; with `states`, a person counts as the state served.
        """
        sentence = self.antecedents.sentence_of[token.i]
        passed: list[str] = []
        for number in range(sentence, max(-1, sentence - 6), -1):
            here = [i for i in self.antecedents.items if i.sentence == number and i.token < token.i]
            groups = [
                g for item in here if len(g := self._parties(item.actors, kinds, office, states)) == 2 and item.plural
            ]
            if groups:
                return groups[-1]
            single = [p for item in here if len(p := self._parties(item.actors, kinds, office, states)) == 1]
            met = tuple(dict.fromkeys(own for parties in single for own in parties))
            if len(met) == 2:
                return met
            if len(met) > 2 and (facing := self._facing(here, kinds, office, states)):
                return facing
            passed = [*met, *(own for own in passed if own not in met)]
            if len(passed) >= 2:
                return tuple(passed[:2]) if len(met) != 1 else tuple(passed[:2])
        return ()

    def _parties(
        self, actors: tuple[str, ...], kinds: set[str] | None, office: str | None, states: bool
    ) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for own in actors:
            member = self.cast.members[own]
            if states and member.kind in ("person", "government", "office") and (state := self.cast.state_of(own)):
                member = self.cast.members.get(state, member)
            if office and not (member.role and (borne := office_of(member.role)) and borne.name == office):
                continue
            if kinds is None or member.kind in kinds:
                found[member.id] = None
        return tuple(found)

    def _facing(
        self, items: list[Antecedent], kinds: set[str] | None, office: str | None, states: bool
    ) -> tuple[str, ...]:
        """Subject and object of one verb among several named actors: "X met Y in Z"."""
        of_verb: dict[int, list[str]] = {}
        for item in items:
            head = self.doc[item.token]
            verb = head.head if head.dep_ in (*SUBJECTS, "dobj") else None
            if head.dep_ == "pobj" and head.head.lower_ in ("with", "against", "between"):
                verb = head.head.head
            if verb is not None:
                of_verb.setdefault(verb.i, []).extend(self._parties(item.actors, kinds, office, states))
        pairs = [tuple(dict.fromkeys(owns)) for owns in of_verb.values() if len(set(owns)) == 2]
        return pairs[-1] if pairs else ()

    def _author(self, token: Token) -> tuple[str, ...]:
        """Whose words a text is: "the Pentagon statement", "a report by the IAEA", "Khamenei’s remarks"."""
        for child in token.children:
            if child.dep_ in ("poss", "compound", "nmod", "amod") and (found := self.actors_at(child)):
                return found
            if child.lower_ in ("by", "from", "of"):
                for inner in child.children:
                    if inner.dep_ == "pobj" and (found := self.actors_at(inner)):
                        return found
        return ()

    def _relative(self, token: Token) -> tuple[str, ...]:
        clause = next((t for t in (token, *token.ancestors) if t.dep_ in ("relcl", "acl")), None)
        return self.actors_at(clause.head) if clause is not None else ()

    def _memberships(self) -> None:
        """Learn whose title it is where a noun that was linked says so: "the movement’s spokesman, …"."""
        for place, own in self.cast.introduced.items():
            member = self.cast.members[own]
            for child in self.doc[place].children:
                if child.dep_ == "poss" and not member.memberships:
                    for other in self.links.get(child.i, ()):
                        if other != own:
                            member.memberships[other] = member.role

    # -- nominals -------------------------------------------------------------------------------------------------

    def _nominal(self, token: Token) -> tuple[str, ...]:
        """Who a noun takes up again, or the group it names with an owner that a pronoun gives."""
        if token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
            return ()
        lower = token.lower_
        children = {child.lower_ for child in token.children}
        pair = bool(children & {"both", "two"}) and "other" not in children
        if lower == "both" and token.dep_ in (*SUBJECTS, "dobj", "pobj"):
            return self._pair(token, {"person"}) or self._pair(token, {"state"})
        if pair and (children & _DEFINITE or "both" in children):
            return self._two(token)
        phrase = group_at(self.cast, token)
        if phrase is not None and phrase.pronoun_owner is not None:
            return self._possessed(phrase)
        if phrase is not None and phrase.owner:
            return self._met(phrase)
        if office_of(lower) and token.tag_ in ("NN", "NNP"):
            if found := self._bearer(token):
                return found
            title, owner = self._title(token)
            if children & _DEFINITE and owner is None and (found := self._without_office(token)):
                return found
            office = office_of(title)
            if office and speaks(token) and lower not in group_nouns() and (owner or " " in title):
                return (self._office(token, office.sectors),)
        if children & _DEFINITE and token.tag_ in ("NN", "NNP") and not _restricted(token):
            kinds = kinds_of("singular").get(self._compound(token)) or kinds_of("singular").get(lower)
            if kinds:
                found = self.antecedents.best(token, Wanted(dict.fromkeys(kinds, 0.0), False), sides="state" in kinds)
                return tuple(s for own in found if (s := self.cast.state_of(own))) if "state" in kinds else found
        if phrase is not None and children & _DEFINITE:
            return self._met(phrase)
        return ()

    def _two(self, token: Token) -> tuple[str, ...]:
        kinds = kinds_of("plural").get(token.lower_)
        if kinds is None:
            return ()
        sides = {"state", "armed_group", "coalition", "igo"}
        if "any" in kinds:
            return self._pair(token, sides, states=True) or self._pair(token, None)
        office = office_of(token.lemma_.lower())
        named = self._pair(token, {"person"}, office.name) if office and token.lower_ != "leaders" else ()
        found = named or (self._pair(token, {"person"}) if "person" in kinds else ())
        return found or self._pair(token, set(kinds) - {"person"}, states="state" in kinds)

    def _compound(self, token: Token) -> str:
        before = self.doc[token.i - 1].lower_ if token.i else ""
        return f"{before} {token.lower_}"

    def _possessed(self, phrase: GroupPhrase) -> tuple[str, ...]:
        """ "His team", "its army": the group of the actor that the pronoun stands for."""
        assert phrase.pronoun_owner is not None
        pronoun = self.doc[phrase.pronoun_owner]
        owners = self.actors_at(pronoun) or self._pronoun_link(pronoun)
        if len(owners) != 1:
            return ()
        owner = owners[0]
        if phrase.group.union == "state" and phrase.noun != "administration":
            state = self.cast.state_of(owner)
            return (state,) if state else ()
        owned = GroupPhrase(phrase.first, phrase.last, phrase.head, phrase.noun, phrase.group, owner, phrase.limits)
        return self._new_group(
            owned, reuse_only=phrase.group.name not in ("advisers", "military", "government", "ministry")
        )

    def _pronoun_link(self, pronoun: Token) -> tuple[str, ...]:
        self._link(pronoun)
        return self.links.get(pronoun.i, ())

    def _met(self, phrase: GroupPhrase) -> tuple[str, ...]:
        """A group that was met before, by its noun: "the officials", "the ministry"."""
        noun = slug(phrase.noun)
        wanted = slug(phrase.group.name) if phrase.group.union == "one" else noun
        for item in reversed(self.antecedents.items):
            if item.token < phrase.head and len(item.actors) == 1:
                own = item.actors[0]
                member = self.cast.members[own]
                ends = own.endswith((noun, wanted)) or own.endswith(noun.rstrip("s"))
                if ends and (phrase.owner is None or phrase.owner in member.memberships):
                    return (own,)
        return ()

    def _bearer(self, token: Token) -> tuple[str, ...]:
        """The person who bears the office that a title names: "the Prime Minister", "Iran’s foreign minister"."""
        title, owner = self._title(token)
        office = office_of(title)
        children = {child.lower_ for child in token.children}
        definite = bool(children & _DEFINITE) or owner is not None or any(c.dep_ == "poss" for c in token.children)
        if office is None or not definite or children & {"a", "an", "another", "one"}:
            return ()
        best: tuple[float, str] | None = None
        state = self.cast.state_of(owner) if owner else None
        for item in self.antecedents.items:
            if len(item.actors) != 1:
                continue
            member = self.cast.members[item.actors[0]]
            theirs = office_of(member.role) if member.role else None
            if member.kind not in ("person", "office") or theirs is None:
                continue
            same = theirs.name == office.name
            leads = title.lower() == "leader" and theirs.name in (
                "head of state",
                "head of government",
                "rebel leader",
                "party leader",
            )
            if not (same or leads) or (state and self.cast.state_of(member.id) not in (state, None)):
                continue
            distance = abs(token.i - item.token) + (200 if item.token > token.i else 0)
            exact = 50 if member.role and title.lower() in member.role.lower() else 0
            if best is None or exact - distance > best[0]:
                best = (exact - distance, member.id)
        return (best[1],) if best else ()

    def _without_office(self, token: Token) -> tuple[str, ...]:
        """The person of whom no office was told yet and who spoke last: "the opposition leader" behind a bare name."""
        found = self.antecedents.best(token, Wanted({"person": 0.0}, False), reach=2)
        return found if len(found) == 1 and self.cast.members[found[0]].role is None else ()

    def _title(self, token: Token) -> tuple[str, str | None]:
        """The title that a noun heads, with the actor whose office it is."""
        first = token.i
        owner: str | None = None
        for place in range(token.i - 1, max(token.sent.start, token.i - 6) - 1, -1):
            if place in self.cast.at:
                owner = self.cast.at[place]
                break
            if self.doc[place].dep_ not in ("compound", "amod", "nmod", "poss", "case", "punct", "det"):
                break
            if self.doc[place].dep_ in ("compound", "amod", "nmod"):
                first = place
        for child in token.children:
            if child.lower_ == "of":
                owner = owner or next((self.cast.at[t.i] for t in child.children if t.i in self.cast.at), None)
        return self.doc[first : token.i + 1].text, owner

    # -- making actors --------------------------------------------------------------------------------------------

    def _new_group(self, phrase: GroupPhrase, reuse_only: bool = False) -> tuple[str, ...]:
        if phrase.owner and phrase.group.union == "state" and self.cast.members[phrase.owner].kind != "person":
            return (phrase.owner,)
        known = set(self.cast.members)
        member = group_member(self.cast, phrase)
        if reuse_only and member.id not in known:
            del self.cast.members[member.id]
            return ()
        self._hand_over(member.id, phrase.first, phrase.last)
        return (member.id,)

    def _office(self, token: Token, sectors: tuple[str, ...]) -> str:
        """An unnamed bearer of an office: "a defence ministry spokesman"."""
        title, owner = self._title(token)
        first = min(
            (c.left_edge.i for c in token.lefts if c.dep_ in ("det", "amod", "compound", "poss", "nmod")),
            default=token.i,
        )
        body = [w for w in title.lower().split()[:-1] if w in institution_heads()]
        owner = owner or self._body(title)
        member = self.cast.add(title, "person" if owner is None or body else "office", slug(f"{owner or ''} {title}"))
        member.role = member.role or title
        member.sectors = member.sectors or sectors
        if owner:
            member.memberships.setdefault(owner, title)
            member.country = member.country or self.cast.members[owner].country
        self._hand_over(member.id, first, token.i + 1)
        return member.id

    def _body(self, title: str) -> str | None:
        """The institution met before whose name a title carries: "defence ministry spokesman"."""
        part = slug(" ".join(title.lower().replace("defense", "defence").split()[:-1]))
        return next((own for own in self.cast.members if part and own.endswith(part)), None)

    def _described(self, token: Token, kind: str) -> str:
        """An actor named by its own description: "villagers", "a wide range of reports"."""
        first = min(
            (c.left_edge.i for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "nummod")), default=token.i
        )
        if token.i - first > 6:
            first = token.i
        member = self.cast.add(self.doc[first : token.i + 1].text, kind)  # type: ignore[arg-type]
        member.confidence = 0.6
        self._hand_over(member.id, first, token.i + 1)
        return member.id

    def _hand_over(self, own: str, first: int, last: int) -> None:
        from daylight.records import Mention

        new = not any(t in self.cast.at for t in range(first, last))
        self.annotated.actors.setdefault(own, self.cast.members[own].actor())
        if new:
            span = self.annotated.syntax.span(range(first, last))
            if all(m.span != span for m in self.annotated.mentions):
                self.annotated.mentions.append(
                    Mention(doc=self.annotated.document.id, span=span, actor=own, form="nominal")
                )

    # -- quotations -----------------------------------------------------------------------------------------------

    def _quote(self, token: int) -> int:
        """Index of the quotation that a token lies in; -1: none."""
        return next((n for n, quote in enumerate(self.quotes) if token in quote), -1)

    def _speakers(self) -> None:
        """The speaker of every quotation: subject of the verb of saying beside it, else the one of the quotation before."""
        last: tuple[str, ...] = ()
        for number, quote in enumerate(self.quotes):
            closed = quote.closed and self.doc[quote.last - 1].text != "."
            verb = (_saying_after(self.doc, quote.last) if closed else None) or _saying_before(self.doc, quote.first)
            found: tuple[str, ...] = ()
            if verb is not None:
                subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
                if subject is None and verb.dep_ in ("conj", "advcl", "xcomp"):
                    subject = next((c for c in verb.head.children if c.dep_ in SUBJECTS), None)
                found = self.actors_at(subject) if subject is not None else ()
            self.speakers[number] = found or self._spoke_before(number) or last
            last = self.speakers[number]

    def _spoke_before(self, number: int) -> tuple[str, ...]:
        """Who spoke in the sentence before a quotation that opens its own, where no other quotation lies between."""
        first = self.quotes[number].first
        start = self.doc[first].sent.start
        if start < first - 1 or start < 2:
            return ()
        before = self.doc[start - 1].sent
        if number and self.quotes[number - 1].last >= before.start:
            return ()
        subject = next((c for c in before.root.children if c.dep_ in SUBJECTS), None)
        if subject is None or not senses(before.root.lemma_.lower(), "verb"):
            return ()
        return self.actors_at(subject)


_TEXTS = frozenset(
    "report poll survey study document cable leak account article editorial statement comment remark post tweet letter speech "
    "communique communiqué memo assessment announcement readout message declaration op-ed interview press-release release".split()
)
_PARTS = frozenset(
    "range number group handful series dozen dozens majority some many most one several few two three all "
    "any none scores hundreds thousands set pair trio list couple none variety array each either neither".split()
)
_PERSONAL = (
    "er",
    "ers",
    "or",
    "ors",
    "ist",
    "ists",
    "ian",
    "ians",
    "ant",
    "ants",
    "ee",
    "ees",
    "men",
    "women",
    "people",
)


def _person_noun(token: Token) -> bool:
    """Whether a noun looks like one for persons: known as such, or by its ending."""
    lower = token.lower_
    return (
        lower in group_nouns()
        or token.lemma_.lower() in group_nouns()
        or (lower.endswith(_PERSONAL) and len(lower) > 4)
    )


def _partitive(token: Token) -> Token | None:
    """The noun that counts in "a wide range of reports", "some of the officials"."""
    if token.lower_ not in _PARTS:
        return None
    of = next((c for c in token.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None


def _restricted(token: Token) -> bool:
    """Whether a noun has a modifier of its own that names something else: "the Iranian group", "the country’s army"."""
    return any(c.dep_ in ("poss", "relcl") or (c.dep_ == "prep" and c.lower_ == "of") for c in token.children)


def _impersonal(token: Token) -> bool:
    """Whether "it" refers to nothing: "it is clear that", "it remains to be seen"."""
    verb = token.head
    if verb.lemma_ not in _WEATHER or token.dep_ not in SUBJECTS:
        return False
    return any(c.dep_ in ("ccomp", "acomp", "csubj", "advcl") for c in verb.children) and any(
        c.pos_ in ("ADJ", "NOUN") and c.dep_ in ("acomp", "attr") for c in verb.children
    )


def _saying_after(doc: object, place: int) -> Token | None:
    """The verb of saying right behind a quotation: ", said the minister", ", she told reporters"."""
    for token in doc[place : place + 9]:  # type: ignore[index]
        if token.i > place and token.text in '“"' and token.i > place + 1:
            return None
        if token.is_sent_start and token.i > place + 2 and not token.text[0].islower():
            return None
        if _says(token):
            return token  # type: ignore[no-any-return]
    return None


def _saying_before(doc: object, place: int) -> Token | None:
    for token in reversed(doc[max(0, place - 14) : max(0, place - 1)]):  # type: ignore[index]
        if token.text in ".!?" and token.i < place - 2:
            return None
        if _says(token):
            return token  # type: ignore[no-any-return]
    return None


def _says(token: Token) -> bool:
    return (
        token.pos_ == "VERB"
        and token.tag_ != "VB"
        and any("quote" in sense.takes for sense in senses(token.lemma_.lower(), "verb"))
    )
