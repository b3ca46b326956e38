"""Figure claims: which numbers are some, what they count and what happened to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.detect import documents
from reportedly.detect.figures import counts, quantities
from reportedly.detect.models import Model
from reportedly.records import Quantity, Report


def found(text: str, model: Model) -> list[Quantity]:
    return list(quantities(documents.parse(Report("id", "ref", text), model)))


# text -> (number, group of the effect, counted noun)
FIRES = [
    ("Velmar, 8\n\n12 soldiers were killed in the shelling.", [("12", "kill", "soldiers")]),
    ("Twelve hostages were released, and 17 prisoners returned.", [("Twelve", "release", "hostages"), ("17", "release", "prisoners")]),
    ("We lost 19 soldiers, he said, adding that 50 militants had been neutralised.", [("19", "casualties", "soldiers"), ("50", "kill", "militants")]),
    ("Nearly 90,000 people have fled their homes since fighting resumed.", [("90,000", "displace", "people")]),
    ("In the war about 121,000 residents have left the border districts, he said.", [("121,000", "displace", "residents")]),
    ("Four gunmen attacked the village.", [("Four", "deploy", "gunmen")]),
    ("About 200 guerrillas took up positions on the outskirts.", [("200", "deploy", "guerrillas")]),
    ("Army kills 33 militants captured in the north.", [("33", "kill", "militants")]),
    ("8 persons killed 58 others injured in rocket fire.", [("8", "kill", "persons"), ("58", "wound", "others")]),
    ("8 soldiers killed 58 rebels in the war.", [("8", "deploy", "soldiers"), ("58", "kill", "rebels")]),
    ("Four more rebel fighters were killed in the shelling.", [("Four", "kill", "rebel fighters")]),
    ("Five soldiers were killed in the shelling.", [("Five", "kill", "soldiers")]),
    ("An IED killed five people. The hospital gave a lower figure of 4.", [("five", "kill", "people"), ("4", "kill", "people")]),
    ("Boko Haram killed five people.", [("five", "kill", "people")]),
    ("Their units retook five villages.", [("five", "take", "villages")]),
    ("The shelling killed five soldiers.", [("five", "kill", "soldiers")]),
    ("The shelling caused the deaths of 40 people.", [("40", "kill", "people")]),
    ("The death toll from the air strike rose to 46.", [("46", "kill", None)]),
    ("Air strikes kill 7, wound dozens near Exampleville.", [("7", "kill", None), ("dozens", "wound", None)]),
    ("At least 13 killed and 50 hurt in rocket fire.", [("13", "kill", None), ("50", "wound", None)]),
    ("The shelling left 20 civilians dead.", [("20", "kill", "civilians")]),
    ("Five civilians were killed and seven more wounded by mortars.", [("Five", "kill", "civilians"), ("seven", "wound", "civilians")]),
    ("The army killed 28 and wounded 30 militants.", [("28", "kill", "militants"), ("30", "wound", "militants")]),
    ("Shelling in May claimed the lives of 9 people, including 4 children.", [("9", "kill", "people"), ("4", "kill", "children")]),
    ("The strike destroyed two tanks, three trucks and a bridge.", [("two", "destroy", "tanks"), ("three", "destroy", "trucks")]),
    ("More than 700 people we captured are soldiers.", [("700", "capture", "people")]),
    ("More than 60 civilians were killed or wounded in the bombing.", [("60", "casualties", "civilians")]),
    ("Two cruise missiles hit the port of Exampleville.", [("Two", "launch", "cruise missiles")]),
    ("The rebels fired more than 120 rockets at the town.", [("120", "launch", "rockets")]),
    ("The air force carried out 34 airstrikes.", [("34", "carry_out", "airstrikes")]),
    ("Our troops advanced 2.5 km near the village.", [("2.5", "advance", "km")]),
    ("About 13,000 residents fled the shelling.", [("13,000", "displace", "residents")]),
    ("Among the dead in the shelling were four nurses.", [("four", "kill", "nurses")]),
    ("The mayor was shot by four gunmen.", [("four", "deploy", "gunmen")]),
    ("The army lost 20 soldiers. The total now stands at 845.", [("20", "casualties", "soldiers"), ("845", "casualties", "soldiers")]),
    ("The war killed 300 people. Of these, 40 were children.", [("300", "kill", "people"), ("40", "kill", "children")]),
    ("The army suffered 600 casualties. At least 115 of them were killed.", [("600", "casualties", "casualties"), ("115", "kill", "casualties")]),
    ("The war killed 300 people in May. That is an average of ten a day.", [("300", "kill", "people"), ("ten", "kill", "people")]),
    ("The army lost 90 tanks. Of these, 70 were destroyed.", [("90", "casualties", "tanks"), ("70", "casualties", "tanks")]),
    ("The strike destroyed six rebel-held buildings and four mortars.", [("six", "destroy", "buildings"), ("four", "destroy", "mortars")]),
    ("Two of the four helicopters were destroyed by the rebels.", [("Two", "destroy", "helicopters")]),
]


@pytest.mark.parametrize(("text", "expected"), FIRES)
def test_a_figure_is_found(text: str, expected: list[tuple[str, str, str | None]], model: Model) -> None:
    assert [(q.number.text, q.group) for q in found(text, model)] == [(number, group) for number, group, _ in expected]
    for quantity, (_, _, counted) in zip(found(text, model), expected, strict=True):
        assert (quantity.counted.text.split() if quantity.counted else [None])[-1] == (counted.split()[-1] if counted else None)


SILENT = [
    "A convoy of 30 trucks reached the city after soldiers repelled an attack.",
    "A shell hit the town. The death toll could rise as 30 people are in critical condition.",
    "The attack, the third this month, hit the army.",
    "Three soldiers told the station that the town was lost in the war.",
    "Three soldiers of the army watched the town.",
    "The shelling of the village went on for three days.",
    "Soldiers were seen 10 km from the border.",
    "The 47th Brigade fired 155mm guns.",
    "A T-72 tank and an F-16 jet were destroyed.",
    "A 35-year-old soldier was killed.",
    "The soldier, 35, was killed on May 7, 2022.",
    "The shelling caused damage worth $20 million.",
    "Power unit 5 was hit by a missile.",
    "It was one of the worst attacks of the war.",
    "Several soldiers were killed.",
    "A choir of five people was on tour.",
    "Soldiers were killed in two villages.",
    "No one was hurt in the shelling.",
    "The war began in 2014.",
    "Losses were twice as high in the war.",
    "Perhaps three times as many soldiers were wounded.",
    "Leopard 2 tanks were destroyed in the war.",
    "Many weapons against one target is one strike.",
    "The war went on. The total now stands at 845.",
    "At least 7 people were killed when a tram derailed.",
    "The missile struck a town of 20,000 people.",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_figure_is_found(text: str, model: Model) -> None:
    assert [q.number.text for q in found(text, model)] == []


HEDGES = [
    ("At least 13 soldiers were killed and 50 wounded.", ["At least", None]),
    ("Some 300 soldiers were captured.", ["Some"]),
    ("125 soldiers at least were killed.", ["at least"]),
    ("They shot down 100+ drones.", ["+"]),
    ("No fewer than 15 soldiers were killed.", ["No fewer than"]),
    ("A total of 15 soldiers were killed.", [None]),
    ("More than a hundred soldiers were killed.", ["More than"]),
]


@pytest.mark.parametrize(("text", "hedges"), HEDGES)
def test_a_hedge_covers_its_own_number_only(text: str, hedges: list[str | None], model: Model) -> None:
    assert [q.hedge.text if q.hedge else None for q in found(text, model)] == hedges


def test_a_second_mention_takes_the_effect_of_the_first(model: Model) -> None:
    text = "Two pilots were killed by a missile. The two pilots were on a test flight. Two pilots of another base spoke."
    assert [q.group for q in found(text, model)] == ["kill", "kill"]


def test_agent_owner_and_stance_words_are_kept(model: Model) -> None:
    (lost,) = found("The Northern army may lose 40 of its tanks.", model)
    assert lost.agent is not None
    assert lost.agent.text == "The Northern army"
    assert lost.stance is not None
    assert lost.stance.text == "may"
    (killed,) = found("Eleven soldiers of the Northern army were killed.", model)
    assert killed.owner is not None
    assert killed.owner.text == "of the Northern army"


def test_a_phrase_needs_no_effect(model: Model) -> None:
    phrase = documents.parse(Report("id", "ref", "up to 12 thousand troops"), model)
    assert [(q.number.text, q.noun) for q in counts(phrase)] == [("12 thousand", "troop")]


@pytest.mark.parametrize("text", [t for t, _ in FIRES])
def test_rules_only_finds_no_other_numbers(text: str, model: Model, rules_only: Model) -> None:
    parsed = {q.number.text for q in found(text, model)}
    assert {q.number.text for q in found(text, rules_only)} <= parsed


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "12", "🚀 12 missiles 🚀 hit 3", "one" * 50, "12 killed," * 60])
def test_odd_texts_raise_nothing(text: str, model: Model, rules_only: Model) -> None:
    for each in (model, rules_only):
        assert all(text[q.number.start : q.number.end] == q.number.text for q in found(text, each))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["12", "five", "soldiers", "killed", "wounded", "and", ",", "of the", "dozens", "tanks", "destroyed", ".", "\n", "\u00a0", "'", "by"]
        ),
        max_size=14,
    )
)
def test_every_span_is_verbatim(parts: list[str]) -> None:
    text = " ".join(parts)
    for q in found(text, _RULES):
        for words in (q.number, q.hedge, q.counted, q.effect, q.agent, q.owner, q.stance):
            assert words is None or text[words.start : words.end] == words.text


def _load() -> Model:
    from reportedly.detect import models

    return models.load("rules")


_RULES = _load()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The air force shot down 28 of 35 drones and three of the four missiles.", ["28", "three"]),
        ("The army destroyed 12 of its 35 tanks.", ["12"]),
        ("Two of the 14 murdered fishermen were Colombians.", ["Two", "14"]),  # all of them were murdered
        ("The army fired 35 drones; 28 of the drones were shot down.", ["35", "28"]),
    ],
)
def test_a_whole_of_which_only_a_part_was_hit_was_not_hit(text: str, numbers: list[str], model: Model) -> None:
    document = documents.parse(Report("r", "r", text), model)
    assert [q.number.text for q in quantities(document)] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Between 1 and 7 February, 45 civilians were killed.", ["45"]),
        ("Between 1 and 7 February 2025, nine civilians were killed.", ["nine"]),
        ("The two officials were returning to Velmar when they were kidnapped by rebels.", ["two"]),
    ],
)
def test_what_stands_beside_a_day_or_a_clause(text: str, numbers: list[str], model: Model) -> None:
    document = documents.parse(Report("r", "r", text), model)
    assert [q.number.text for q in quantities(document)] == numbers
