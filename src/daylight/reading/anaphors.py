"""Anaphors of a document linked from left to right: each pronoun, title and nominal gets the actors it stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.knowledge.groups import group_nouns
from daylight.knowledge.nominals import kinds_of, nominal_words
from daylight.knowledge.offices import office_of
from daylight.reading.antecedents import SUBJECTS, Antecedents, Wanted
from daylight.reading.gazetteer import slug
from daylight.reading.groups import GroupPhrase, group_at
from daylight.reading.pairs import pair, two
from daylight.reading.quotes import quotations
from daylight.reading.sources import new_group, new_office, new_source
from daylight.reading.speakers import speaking_subject
from daylight.reading.titles import bearer, title_of
from daylight.reading.unnamed import speaks

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
    **dict.fromkeys(("they", "them", "themselves"), _THEY),
    **dict.fromkeys(("their", "theirs"), Wanted({**_THEY.kinds, "state": -1.8}, True)),
}
FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ITS_OWN = ("advisers", "military", "government", "ministry")
"""Groups that are actors of their own where a pronoun says whose they are: "his team", "its army"."""
_LESS_LIKELY = 0.4
_MET = 30
"""Sentences back that a group can be taken up again by its noun."""
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
        self._quote_of = {i: n for n, quote in enumerate(self.quotes) for i in range(quote.first, quote.last)}
        self.antecedents = Antecedents(self.cast, self.doc, set(self._quote_of))
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
        if own := self.cast.at.get(token.i) or self.cast.introduced.get(token.i) or self._named_behind(token):
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
        if token.lemma_.lower() in nominal_words("texts"):
            return self._author(token)
        return ()

    def _named_behind(self, token: Token) -> str | None:
        """The person whose name stands in apposition to a title or calling: "Its chair, Prime Minister Leona …"."""
        if token.pos_ != "NOUN" or token.tag_ == "NNS":
            return None
        names = (c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i in self.cast.at)
        own = next((self.cast.at[c.i] for c in names), None)
        return own if own and self.cast.members[own].kind == "person" else None

    def create(self, token: Token, source: TokenSpan) -> tuple[str, ...]:
        """An actor for the unnamed source that a token heads, if it can be one."""
        own = new_source(self.antecedents, _partitive(token) or token, source)
        return (own,) if own else ()

    def voices(self, noun: Token) -> tuple[str, ...]:
        """An actor for the unnamed people who hold what a noun says: those behind "growing calls"."""
        first = min((c.i for c in noun.lefts if c.dep_ in ("amod", "compound")), default=noun.i)
        member = self.cast.add(f"those behind “{self.doc[first : noun.i + 1].text.lower()}”", "group")
        member.confidence = 0.5
        self.cast.enter(member.id, first, noun.i + 1)
        return (member.id,)

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
        if lower.startswith("the") and (
            not found or (self.cast.members[found[0]].kind in ("person", "state") and len(found) == 1)
        ):
            persons = not found or self.cast.members[found[0]].kind == "person"
            found = (pair(self.antecedents, token, {"person"}) if persons else ()) or found
        return found

    def _quote(self, token: int) -> int:
        """Index of the quotation that a token lies in; -1: none."""
        return self._quote_of.get(token, -1)

    def _speakers(self) -> None:
        """The speaker of every quotation, of the one before where a quotation runs on."""
        last: tuple[str, ...] = ()
        for number in range(len(self.quotes)):
            subject = speaking_subject(self.doc, self.quotes, number)
            last = (self.actors_at(subject) if subject is not None else ()) or last
            self.speakers[number] = last

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
        couple = bool(children & {"both", "two"}) and "other" not in children
        if "each" in children and token.tag_ == "NN" and (found := two(self.antecedents, token)):
            return found
        if lower == "both" and token.dep_ in (*SUBJECTS, "dobj", "pobj"):
            return pair(self.antecedents, token, {"person"}) or pair(self.antecedents, token, {"state"})
        if couple and (children & _DEFINITE or "both" in children):
            return two(self.antecedents, token)
        phrase = group_at(self.cast, token)
        if phrase is not None and phrase.pronoun_owner is not None:
            return self._possessed(phrase)
        if phrase is not None and phrase.owner:
            return self._met(phrase)
        if office_of(lower) and token.tag_ in ("NN", "NNP"):
            if found := bearer(self.antecedents, token):
                return found
            title, owner = title_of(self.antecedents, token)
            if speaks(token) and lower not in group_nouns() and (owner or " " in title) and office_of(title):
                return (new_office(self.antecedents, token),)
        if children & _DEFINITE and token.tag_ in ("NN", "NNP") and not _restricted(token):
            kinds = kinds_of("singular").get(self._compound(token)) or kinds_of("singular").get(lower)
            if kinds and "armed_group" in kinds and self.doc[token.i - 1].lower_ in nominal_words("armed"):
                kinds = ("armed_group",)
            if kinds and (own := self._by_last_word(token, kinds)):
                return (own,)
            if kinds:
                wanted = Wanted({kind: -_LESS_LIKELY * place for place, kind in enumerate(kinds)}, False)
                found = self.antecedents.best(token, wanted, sides="state" in kinds)
                return tuple(s for own in found if (s := self.cast.state_of(own))) if "state" in kinds else found
        if "state" in kinds_of("singular").get(lower, ()) and (found := self._own_state(token)):
            return found
        if phrase is not None and children & _DEFINITE and phrase.group.name == "fighters" and not phrase.limits:
            return self.antecedents.best(token, Wanted({"armed_group": 0.0}))
        if phrase is not None and children & _DEFINITE:
            return self._met(phrase)
        return ()

    def _by_last_word(self, token: Token, kinds: tuple[str, ...]) -> str | None:
        """The body named before by a name that ends with this noun: "the Commission" of the European Commission."""
        sentence = self.antecedents.sentence_of[token.i]
        for item in reversed(self.antecedents.items):
            if item.token < token.i and sentence - item.sentence <= _MET and len(item.actors) == 1:
                member = self.cast.members[item.actors[0]]
                name = member.name.lower().split()
                if len(name) > 1 and name[-1] == token.lower_ and member.kind in kinds and member.kind != "state":
                    return member.id
        return None

    def _own_state(self, token: Token) -> tuple[str, ...]:
        """The state of the actor that a possessive pronoun stands for: "his country"."""
        pronoun = next((c for c in token.children if c.dep_ == "poss" and c.lower_ in PRONOUNS), None)
        owners = (self.actors_at(pronoun) or self._pronoun_link(pronoun)) if pronoun is not None else ()
        return tuple(dict.fromkeys(state for own in owners if (state := self.cast.state_of(own))))

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
        if phrase.group.name in ("military", "police", "intelligence", "ministry", "parliament"):
            owner = self.cast.state_of(owner) or owner
        if phrase.group.union == "state" and phrase.noun != "administration":
            state = self.cast.state_of(owner)
            return (state,) if state else ()
        owned = replace(phrase, owner=owner)
        own = new_group(self.antecedents, owned, known_only=phrase.group.name not in _ITS_OWN)
        return (own,) if own else ()

    def _pronoun_link(self, pronoun: Token) -> tuple[str, ...]:
        self._link(pronoun)
        return self.links.get(pronoun.i, ())

    def _met(self, phrase: GroupPhrase) -> tuple[str, ...]:
        """A group that was met before, by its noun: "the officials", "the ministry"."""
        noun = slug(phrase.noun)
        wanted = slug(phrase.group.name) if phrase.group.union == "one" else noun
        sentence = self.antecedents.sentence_of[phrase.head]
        for item in reversed(self.antecedents.items):
            if sentence - item.sentence > _MET:
                break
            if item.token < phrase.head and len(item.actors) == 1:
                own = item.actors[0]
                member = self.cast.members[own]
                if own.endswith((noun, wanted, noun.rstrip("s"))) and (
                    phrase.owner is None or phrase.owner in member.memberships
                ):
                    return (own,)
        return ()


def _partitive(token: Token) -> Token | None:
    """The noun that counts in "a wide range of reports", "some of the officials"."""
    if token.lower_ not in nominal_words("parts"):
        return None
    of = next((c for c in token.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None


def _restricted(token: Token) -> bool:
    """Whether a noun has a modifier that makes it name something else: "the group of seven", "the country’s army"."""
    return any(c.dep_ in ("poss", "relcl") or (c.dep_ == "prep" and c.lower_ == "of") for c in token.children)


def _impersonal(token: Token) -> bool:
    """Whether "it" refers to nothing: "it is clear that", "it remains to be seen"."""
    verb = token.head
    if verb.lemma_ not in _WEATHER or token.dep_ not in SUBJECTS:
        return False
    return any(c.dep_ in ("ccomp", "acomp", "csubj", "advcl") for c in verb.children) and any(
        c.pos_ in ("ADJ", "NOUN") and c.dep_ in ("acomp", "attr") for c in verb.children
    )
