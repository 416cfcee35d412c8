"""Every mode of every type can be read: one sentence each, and one for each type without modes."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.knowledge.plover import event_types
from daylight.reading.event_extract import extract_events

SENTENCES = {
    ("AGREE", None): "Estonia agreed to send engineers to Latvia.",
    ("CONSULT", "visit"): "The Chilean foreign minister paid a visit to Peru on Monday.",
    ("CONSULT", "third-party"): "Oman mediated between Yemen and Saudi Arabia.",
    ("CONSULT", "multilateral"): "Mexico attended a summit in Lima on Friday.",
    ("CONSULT", "phone"): "The Polish president spoke by phone with the Czech president on Sunday.",
    ("SUPPORT", None): "Nepal praised Bhutan on Monday.",
    ("CONCEDE", None): "Serbia apologized to Croatia on Friday.",
    ("COOPERATE", None): "India and Vietnam held a joint exercise on Monday.",
    ("AID", None): "Canada donated vaccines to Haiti.",
    ("RETREAT", "withdraw"): "Ethiopia withdrew its troops from Somalia.",
    ("RETREAT", "release"): "Colombian rebels released three soldiers on Sunday.",
    ("RETREAT", "disarm"): "The Moro rebels handed in their weapons.",
    ("RETREAT", "ceasefire"): "Sudan and the rebels declared a ceasefire on Monday.",
    ("RETREAT", "access"): "Syria allowed inspectors into Homs.",
    ("RETREAT", "resign"): "The Peruvian president resigned on Tuesday.",
    ("REQUEST", "assist"): "Malawi asked the World Bank for aid.",
    ("REQUEST", "change"): "Sweden urged Hungary to change its laws.",
    ("REQUEST", "yield"): "Ukraine demanded that Russia withdraw its troops.",
    ("REQUEST", "meet"): "Kosovo asked Serbia for talks.",
    ("ACCUSE", "disapprove"): "Japan condemned China on Monday.",
    ("ACCUSE", "investigate"): "Brazilian prosecutors opened an investigation into a Swiss bank.",
    ("ACCUSE", "allege"): "Chad accused Sudan of lying.",
    ("REJECT", "assist"): "Austria refused to send weapons to Ukraine.",
    ("REJECT", "change"): "Zimbabwe rejected calls for reform.",
    ("REJECT", "yield"): "Israel refused to lift the blockade on Gaza.",
    ("REJECT", "meet"): "Algeria cancelled talks with Morocco.",
    ("THREATEN", "restrict"): "Belarus threatened to ban Lithuanian trucks.",
    ("THREATEN", "arrest"): "Uganda threatened to arrest opposition leaders.",
    ("THREATEN", "relations"): "Turkey threatened to cut ties with Sweden.",
    ("THREATEN", "expel"): "Kenya threatened to expel the Sudanese ambassador.",
    ("THREATEN", "territory"): "Venezuela threatened to annex a Guyanese region.",
    ("THREATEN", "violence"): "North Korea threatened to attack Japan.",
    ("PROTEST", "demo"): "Thousands of Armenians demonstrated in Yerevan on Sunday.",
    ("PROTEST", "riot"): "Youths rioted in Paris on Friday.",
    ("PROTEST", "strike"): "Greek dockers went on strike on Monday.",
    ("PROTEST", "hunger"): "Iranian prisoners began a hunger strike on Monday.",
    ("PROTEST", "boycott"): "Malaysian students boycotted American firms.",
    ("PROTEST", "obstruct"): "Bolivian farmers blocked roads on Monday.",
    ("PROTEST", "vandalize"): "Chilean protesters defaced a statue in Santiago.",
    ("SANCTION", "convict"): "A Turkish court sentenced two journalists to prison.",
    ("SANCTION", "expel"): "Latvia expelled three Russian diplomats.",
    ("SANCTION", "withdraw"): "Spain recalled its ambassador to Nicaragua.",
    ("SANCTION", "discontinue"): "Norway suspended aid to Ethiopia.",
    ("MOBILIZE", "troops"): "Egypt sent troops to the border with Gaza.",
    ("MOBILIZE", "weapons"): "Pakistan tested a ballistic missile.",
    ("MOBILIZE", "police"): "Kenya deployed riot police in Nairobi.",
    ("MOBILIZE", "militia"): "Libya recruited militiamen from Chad.",
    ("COERCE", "seize"): "Iran seized a Greek ship on Friday.",
    ("COERCE", "restrict"): "Cambodia banned an opposition party.",
    ("COERCE", "censor"): "Turkmenistan blocked a news website.",
    ("COERCE", "curfew"): "Sri Lanka imposed a curfew in Colombo.",
    ("COERCE", "martial-law"): "Ecuador declared a state of emergency on Monday.",
    ("COERCE", "arrest"): "Egyptian police arrested four activists.",
    ("COERCE", "deport"): "Pakistan deported Afghan migrants.",
    ("COERCE", "withhold"): "Israel cut off electricity to Gaza.",
    ("COERCE", "misinformation"): "Russia spread disinformation about Moldova.",
    ("COERCE", "cyber"): "North Korean hackers hacked a Japanese bank.",
    ("ASSAULT", None): "Rwandan troops attacked a Congolese village.",
    ("ASSAULT", "abduct"): "Nigerian gunmen kidnapped two priests.",
    ("ASSAULT", "beat"): "Belarusian police beat a student in Minsk.",
    ("ASSAULT", "torture"): "Eritrean soldiers tortured three prisoners.",
    ("ASSAULT", "sexual"): "Soldiers raped two women in Sudan.",
    ("ASSAULT", "targeted"): "Rebels assassinated a Colombian mayor.",
    ("ASSAULT", "destroy"): "Myanmar soldiers burned down a village in Chin State.",
    ("ASSAULT", "primitive"): "A man stabbed a French policeman in Lyon.",
    ("ASSAULT", "firearms"): "Gunmen shot dead a judge in Mexico.",
    ("ASSAULT", "explosives"): "Rebels detonated a car bomb in Bogota.",
    ("ASSAULT", "suicide-attack"): "A bomber blew himself up in Kabul on Monday.",
    ("ASSAULT", "aerial"): "Ethiopian jets bombed a market in Tigray.",
    ("ASSAULT", "drone"): "Ukrainian drones hit a Russian airfield.",
    ("ASSAULT", "heavy-weapons"): "Syrian troops shelled a town in Idlib.",
    ("ASSAULT", "crowd-control"): "Kenyan police fired tear gas at protesters.",
    ("ASSAULT", "unconventional"): "Sudanese troops used chlorine gas in Darfur.",
}


def test_each_mode_has_a_sentence():
    modes = {(name, mode) for name, known in event_types().items() for mode in known.modes}
    plain = {(name, None) for name, known in event_types().items() if not known.modes}
    assert len(modes) == 67
    assert set(SENTENCES) == modes | plain | {("ASSAULT", None)}


@pytest.fixture(scope="module")
def read():
    texts = list(SENTENCES.values())
    found = extract_events([(text, date(2026, 3, 18)) for text in texts])
    return dict(zip(texts, found, strict=True))


@pytest.mark.parametrize(("type_", "mode"), list(SENTENCES))
def test_the_mode_is_read(read, type_, mode):
    found = read[SENTENCES[type_, mode]]
    assert found
    assert (found[0]["type"], found[0]["mode"]) == (type_, mode)
