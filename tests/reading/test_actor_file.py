"""A user's own actors: they are found in texts, and mistakes in the file are told by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_of import annotated_of

from daylight.errors import ModelFileError
from daylight.reading.actor_file import load_actors
from daylight.reading.mentions import read_mentions
from daylight.settings import ReadingSettings

GOOD = """
actors:
  - id: river-pact
    name: River Pact
    kind: coalition
    aliases: [the Pact of the River, RP]
    country: IGO
  - name: Ilse Thorn
    kind: person
    gender: female
    role: chair
    memberships:
      - {actor: river-pact, role: chair, since: 2025-03-01}
      - {actor: nld}
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "actors.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_actors_are_found_by_all_their_names(tmp_path: Path) -> None:
    annotated = annotated_of("The Pact of the River met. Ilse Thorn said that the RP would grow. She left.")
    annotated.settings = ReadingSettings(actors=_file(tmp_path, GOOD))
    read_mentions(annotated)
    assert {"river-pact", "ilse-thorn"} <= set(annotated.actors)
    membership = annotated.actors["ilse-thorn"].memberships[0]
    assert (membership.actor, membership.role, membership.since) == ("river-pact", "chair", "2025-03-01")
    assert any(m.actor == "ilse-thorn" and m.form == "pronoun" for m in annotated.mentions)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- name: X\n  kind: duchy\n", "line 1: 'kind' must be one of"),
        ("- kind: state\n", "line 1: 'name' is missing"),
        ("- {name: A, kind: state}\n- {name: B, kind: state, colour: red}\n", "line 2: unknown key 'colour'"),
        ("- {name: A, kind: state}\n- {name: A, kind: state}\n", "line 2: the id 'a' is given twice"),
        ("- name: A\n  kind: person\n  memberships:\n    - {actor: nowhere}\n", "line 4: no actor 'nowhere'"),
        ("- name: A\n  kind: person\n  memberships: [{actor: fra, since: soon}]\n", "'since' must be an ISO date"),
        ("- {name: A, kind: person, country: Narnia}\n", "'country' must be an ISO 3166-1 alpha-3 code"),
        ("- {name: A, kind: person, sectors: [XYZ]}\n", "no PLOVER sector 'XYZ'"),
        ("- {name: A, kind: person, aliases: B}\n", "'aliases' must be a list of texts"),
        ("- 3\n", "line 1: an actor is a mapping"),
        ("people: []\n", "line 1: give a list of actors"),
        ("", "line 1: give a list of actors"),
        ("- [", "is not valid YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(ModelFileError) as error:
        load_actors(path)
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be read"):
        load_actors(tmp_path / "none.yaml")
