"""Conditions on own sentences about many regions."""

from __future__ import annotations

import pytest
from reading_of import read_until

from daylight.records import Condition

CASES = [
    ('"No ship will sail before the pilots are free," the Greek minister said.',
     "precondition", "the pilots are free", "No ship will sail"),
    ("Kenya refuses to negotiate before Somalia withdraws its troops.",
     "precondition", "Somalia withdraws its troops", "negotiate"),
    ("Iran said it favors easing the ban on fishing in return for the release of the sailors.",
     "precondition", "the release of the sailors", "easing the ban on fishing"),
    ("Peru proposed that the roads be reopened one by one, each in exchange for a group of hostages.",
     "precondition", "a group of hostages", "the roads be reopened one by one"),
    ('"If it does not, nothing is lost," the Omani minister said.',
     "trigger", "If it does not", "nothing is lost"),
    ("The Thai prime minister drew a red line in parliament: Thailand will leave the talks if Cambodia attacks.",
     "red_line", "if Cambodia attacks", "Thailand will leave the talks"),
    ("The Chadian minister said the crossing could reopen once Sudan releases the drivers.",
     "promise", "once Sudan releases the drivers", "the crossing could reopen"),
    ("Kabul warned that it would close the crossing if Islamabad expels the refugees.",
     "threat", "if Islamabad expels the refugees", "it would close the crossing"),
    ("Aid must continue until the rains come, the UN said.",
     "precondition", "the rains come", "Aid must continue"),
    ("Erdogan warned that Turkey would open its borders if Europe did not pay.",
     "threat", "if Europe did not pay", "Turkey would open its borders"),
    ("Serbia will recognise the border once Kosovo withdraws its police, Vucic said.",
     "promise", "once Kosovo withdraws its police", "Serbia will recognise the border"),
    ('"If they cross the river, we will destroy them," the general said.',
     "threat", "If they cross the river", "we will destroy them"),
    ("Should Minsk arrest the journalist, Vilnius would close the crossing, its foreign minister said.",
     "threat", "Should Minsk arrest the journalist", "Vilnius would close the crossing"),
    ("Egypt demands that the dam be inspected before it is filled.",
     "precondition", "the dam be inspected", "it is filled"),
    ("Japan said it would lift the ban as soon as the tests are complete.",
     "promise", "as soon as the tests are complete", "it would lift the ban"),
    ("Colombia will resume the talks only if the guerrillas release the hostages, Petro said.",
     "precondition", "if the guerrillas release the hostages", "Colombia will resume the talks"),
    ("Greece will not open the airspace until Ankara apologises, the minister said.",
     "precondition", "Ankara apologises", "Greece will not open the airspace"),
    ("Algeria insists on a referendum as a condition of lifting its veto.",
     "precondition", "a referendum", "lifting its veto"),
    ("Hungary offered to drop its veto in exchange for frozen funds.",
     "precondition", "frozen funds", "drop its veto"),
    ("China has called any declaration of independence a red line.",
     "red_line", "any declaration of independence", None),
    ("For Warsaw, the deployment of nuclear weapons in Belarus is a red line.",
     "red_line", "the deployment of nuclear weapons in Belarus", None),
    ("The EU said aid was conditional on judicial reform.",
     "precondition", "judicial reform", "aid"),
    ("As long as the sanctions remain, Tehran will enrich uranium, its negotiator said.",
     "threat", "As long as the sanctions remain", "Tehran will enrich uranium"),
    ("Pakistan reserves the right to respond if its territory is attacked, the ministry said.",
     "trigger", "if its territory is attacked", "respond"),
    ("An attack on a member would trigger the alliance's defence clause, the secretary-general said.",
     "trigger", "An attack on a member", "would trigger the alliance's defence clause"),
    ("If Sudan's army takes the city, the war could spread to Chad, aid groups fear.",
     "trigger", "If Sudan's army takes the city", "the war could spread to Chad"),
    ("Bolivia promised to sell lithium to Berlin provided that a plant is built at Uyuni.",
     "precondition", "provided that a plant is built at Uyuni", "sell lithium to Berlin"),
    ("Without a ceasefire, no aid will be delivered, the UN said.",
     "precondition", "a ceasefire", "no aid will be delivered"),
    ("Riyadh says normalization is possible only after a Palestinian state is recognized.",
     "precondition", "after a Palestinian state is recognized", "normalization is possible"),
    ("Israel insists that any deal must include the return of all hostages.",
     "red_line", "any deal", "must include the return of all hostages"),
    ("The general vowed to retaliate if the base was hit again.",
     "threat", "if the base was hit again", "retaliate"),
    ("India said it would not attend unless Pakistan stopped funding the group.",
     "precondition", "unless Pakistan stopped funding the group", "it would not attend"),
    ("NATO would intervene in case of an attack on the island, officials said.",
     "trigger", "an attack on the island", "NATO would intervene"),
    ("Kinshasa refuses to negotiate until Rwandan troops leave.",
     "precondition", "Rwandan troops leave", "negotiate"),
    ("The president said that, were the treaty rejected, he would resign.",
     "trigger", "were the treaty rejected", "he would resign"),
    ("Kyiv must disarm or face more strikes, Moscow said.",
     "threat", "Kyiv must disarm", "face more strikes"),
    ("Bangkok will accept the flights on condition that Hanoi pays for housing, its minister said.",
     "precondition", "that Hanoi pays for housing", "Bangkok will accept the flights"),
    ("The release of the captives is a condition for talks, Sanaa said.",
     "precondition", "The release of the captives", "talks"),
    ("Arming the rebels would cross a line, Addis Ababa warned.",
     "trigger", "Arming the rebels", "would cross a line"),
    ("Juba said it would attack any ship carrying arms.",
     "trigger", "any ship carrying arms", "it would attack"),
    ("The militia must leave the city by Friday, the army said. Otherwise it will storm the bridges.",
     "threat", "The militia must leave the city by Friday, the army said", "it will storm the bridges"),
    ("Kabul will not negotiate while the drones fly, a spokesman said.",
     "precondition", "while the drones fly", "Kabul will not negotiate"),
    ("Damascus said it would never accept a base on its coast.",
     "red_line", "a base on its coast", None),
    ("No envoy will travel without a written guarantee, the Malian minister said.",
     "precondition", "a written guarantee", "No envoy will travel"),
    ("A strike on the reactor would be treated as an act of war, Tehran said.",
     "threat", "A strike on the reactor", "would be treated as an act of war"),
    ("If Lima wants the port, it must pay for the road, Beijing said.",
     "precondition", "it must pay for the road", "the port"),
    ("Chad would respond should Libyan drones go on crossing the border, its army said.",
     "threat", "should Libyan drones go on crossing the border", "Chad would respond"),
    ("Should the tanks cross it, he said, the brigade will not wait for orders.",
     "trigger", "Should the tanks cross it", "the brigade will not wait for orders"),
    ("Niger refuses to recall the troops it sent to the wells in May unless Algiers returns to the talks.",
     "precondition", "unless Algiers returns to the talks", "recall the troops it sent to the wells in May"),
    ("Ecuador offered to host the summit, provided that both presidents come.",
     "precondition", "provided that both presidents come", "host the summit"),
    ("Rome wants the ships kept in port until Tripoli frees the crew.",
     "precondition", "Tripoli frees the crew", "the ships kept in port"),
    ("Without the loan, the budget would collapse by June, a Zambian official said.",
     "trigger", "the loan", "the budget would collapse by June"),
    ("Any such base would require the approval of parliament, the Bulgarian president said.",
     "precondition", "the approval of parliament", "Any such base"),
    ("Uganda has threatened to expel any envoy critical of the law.",
     "threat", "any envoy critical of the law", "expel"),
    ("If the river floods, the Togolese mayor said, the army will move the camp.",
     "trigger", "If the river floods", "the army will move the camp"),
    ("Latvia would stop blocking the pact as soon as the grain is tested, its premier said.",
     "promise", "as soon as the grain is tested", "Latvia would stop blocking the pact"),
    ("In exchange for a seat on the board, Gambia would sign the charter, its president said.",
     "precondition", "a seat on the board", "Gambia would sign the charter"),
    ("No grain will leave the port, the Tunisian minister said, before the debt is paid.",
     "precondition", "the debt is paid", "No grain will leave the port"),
    ("There can be no vote until the lists are redone, the Malagasy opposition said.",
     "precondition", "the lists are redone", "There can be no vote"),
    ("Managua told the monks to leave the country or be tried for treason.",
     "threat", "to leave the country", "be tried for treason"),
    ("Laos will under no circumstances accept the return of the dam's old owners, its president said.",
     "red_line", "the return of the dam's old owners", None),
    ("Jakarta insists on fair quotas, open ports, and clean water, as a condition of joining the pact.",
     "precondition", "fair quotas, open ports, and clean water", "joining the pact"),
]  # fmt: skip


def conditions(text: str) -> list[Condition]:
    return read_until(text, "mentions", "attributions", "conditions").conditions


@pytest.mark.parametrize(("text", "kind", "if_", "then"), CASES, ids=[case[0][:40] for case in CASES])
def test_a_condition_has_its_two_parts_and_its_kind(text: str, kind: str, if_: str, then: str | None) -> None:
    (found,) = conditions(text)
    parts = text[slice(*found.if_)], None if found.then is None else text[slice(*found.then)]
    assert (found.kind, *parts) == (kind, if_, then)


@pytest.mark.parametrize(
    "text",
    [
        "Even if Kyiv agrees, Moscow will not stop, analysts say.",
        "Before the war, the town had two hospitals.",
        "The troops left before dawn.",
        "He waited until the convoy had passed.",
        "The ministry said it could not say if the ship had been hit.",
        "What if the talks fail?",
        "Officials behaved as if nothing had happened.",
        "If confirmed, the strike would be the deadliest this year.",
        "The island was once a base of the navy.",
        "Nepal said that it does not allow tourists to fly drones.",
        "The envoy left without a word.",
        "What happens next hinges on the harvest.",
        "The bet rests on the belief that the rains will come.",
        "The villagers were not sure if the bridge would hold.",
        "While the plan is important, it is not a cure, the Fijian minister said.",
        "If I may, the question is for Suva, the envoy said.",
        "The rebels did not talk while the mediators waited.",
        "They can stay or go, the mayor said.",
        "A Swiss official who spoke on condition of anonymity confirmed the sale.",
        "Tallinn suggested that they should meet before Christmas.",
        "Sanchez worried that a tariff clause would weaken the pact.",
        "He had left the hall before the vote, would sign later, and slept.",
    ],
)
def test_concessions_questions_and_past_order_are_no_conditions(text: str) -> None:
    assert not conditions(text)


def test_who_says_so_sets_the_condition() -> None:
    (found,) = conditions('"If they cross the river, we will shoot," Lukashenko said.')
    assert found.actor == "alexander-lukashenko"


def test_the_holder_of_the_red_line_is_named_behind_for() -> None:
    (found,) = conditions("For Warsaw, the deployment of nuclear weapons in Belarus is a red line.")
    assert found.actor == "pol"


def test_a_prediction_is_a_forecast_and_a_threat_is_none() -> None:
    (prediction,) = conditions("If Sudan's army takes the city, the war could spread to Chad, aid groups fear.")
    (threat,) = conditions('"If they cross the river, we will destroy them," the general said.')
    assert prediction.forecast
    assert not threat.forecast


def test_a_condition_that_nobody_named_sets_is_less_sure() -> None:
    (named,) = conditions("Petro said the talks will end if the truce is broken.")
    (unnamed,) = conditions("The talks will end if the truce is broken.")
    assert unnamed.confidence < named.confidence


def test_a_threat_that_leaves_its_harm_unsaid_is_doubtful() -> None:
    (veiled,) = conditions("If the talks fail, we will have to see what happens, the Chadian minister said.")
    (open_,) = conditions("If the talks fail, we will attack the port, the Chadian minister said.")
    assert veiled.kind == open_.kind == "threat"
    assert veiled.confidence < open_.confidence


def test_those_triggers_are_those_of_the_sentence_before() -> None:
    text = (
        "Tokyo reserves the right to close its ports if its ships are seized, the cabinet said. "
        "Japanese officials named one of those triggers as a landing on the islands."
    )
    first, second = conditions(text)
    assert (second.actor, second.then) == (first.actor, first.then)
    assert text[slice(*second.if_)] == "a landing on the islands"


def test_in_the_writers_words_who_would_act_sets_it() -> None:
    (found,) = conditions("Under the draft, Chile would open its ports in exchange for gas.")
    assert found.actor == "chl"


def test_what_a_state_agency_quotes_is_set_by_its_state() -> None:
    (found,) = conditions(
        '"The army will strike if the leaflets fall again," North Korea\'s state news agency KCNA said.'
    )
    assert found.actor == "prk"


def test_a_spokeswoman_sets_what_she_says_her_state_would_do() -> None:
    (found,) = conditions("Spokeswoman Lin Mei said that China would respond if the ships came back.")
    assert found.actor == "chn"
