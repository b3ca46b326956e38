"""Whose word a figure is: the speaker, the chain from the outermost relay, and the marks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.detect import detect, documents
from reportedly.detect.actors import actors
from reportedly.detect.attributions import attributions, innermost, spoken
from reportedly.detect.models import Model
from reportedly.records import Detection, Quantity, Report, Span, Statement
from reportedly.resolve.speakers import Voice, cast_for, home_of, voice


def heard(text: str, figure: str, model: Model, outlet: str | None = None) -> Voice:
    """The voice of the figure's first occurrence."""
    document = documents.parse(Report("r", "r", text, outlet), model)
    found = attributions(document)
    detection = Detection(document.report, (), found, actors(document))
    at = text.index(figure)
    number = Span(at, at + len(figure), figure)
    return voice(Statement(number, number, innermost(spoken(found), number), Quantity(number)), detection)


def chain(heard_voice: Voice) -> list[str]:
    return [link.name for link in heard_voice.chain]


CHAINS = [
    ("At least 14 people were killed in Dorvik, the health ministry said on Monday.", "14", ["health ministry"]),
    ("The health ministry told Reuters that 14 people had been killed.", "14", ["Reuters", "health ministry"]),
    ("Fourteen people were killed, a hospital official told AFP.", "Fourteen", ["AFP", "hospital official"]),
    ("According to the Velmar Observatory, 22 fighters were captured.", "22", ["Velmar Observatory"]),
    ("Shelling wounded 9 residents, according to the governor.", "9", ["governor"]),
    ("Governor Anna Dorvik said medical workers had counted 97 bodies.", "97", ["Anna Dorvik", "medical workers"]),
    ("The army said it believed 30 rebels had been killed.", "30", ["army"]),
    ("The Velmar Observatory quoted local sources as saying that 270 soldiers had died.", "270", ["Velmar Observatory", "local sources"]),
    ("Reuters reports, citing the defence ministry, that 40 drones were launched.", "40", ["Reuters", "defence ministry"]),
    ("At least 40 people died, Reuters reported, citing two officials.", "40", ["Reuters", "two officials"]),
    ('"We lost 12 men in the fighting," Colonel Ivo Dorvik told the BBC.', "12", ["BBC", "Ivo Dorvik"]),
    ('"I was told that 20 officers were killed," Colonel Ivo Dorvik said.', "20", ["Ivo Dorvik", "unnamed"]),
    ("Colonel Ivo Dorvik told Reuters that two guards saw 3 rockets fall.", "3", ["Reuters", "Ivo Dorvik"]),
    (
        "The World Food Programme says Velmar officials have reported that 84 people have been killed.",
        "84",
        ["World Food Programme", "Velmar officials"],
    ),
    ("Two pilots were killed, the defence ministry was quoted as saying by local media.", "Two", ["local media", "defence ministry"]),
    ("The police chief denied that 50 protesters had been arrested.", "50", ["police chief"]),
    ("In an interview with the BBC, President Ivo Dorvik said 700 soldiers had been captured.", "700", ["BBC", "Ivo Dorvik"]),
    (
        "Troops took 3 villages. This was stated by General Ivo Dorvik in an interview with Reuters, UNN reports.",
        "3",
        ["UNN", "Reuters", "Ivo Dorvik"],
    ),
    ("Ministry: 20 killed in shelling of Dorvik.", "20", ["Ministry"]),
    ("The army's spokesman, Lt. Col. Ivo Dorvik, said six soldiers were killed.", "six", ["Ivo Dorvik"]),
    ("Six soldiers were killed, Interfax quoted the defence ministry as saying.", "Six", ["Interfax", "defence ministry"]),
    ("According to the Copper Mail, citing two guards, 100 soldiers died.", "100", ["Copper Mail", "two guards"]),
    ("The mayor said nine had died, but the ministry put the number at 12.", "12", ["ministry"]),
    ("The mayor said nine people had died; the army denied it.", "nine", ["mayor"]),
    ("Shelling of Dorvik kills 20: monitor.", "20", ["monitor"]),
    ("Twenty people were killed on Tuesday. The mayor did not speak.", "Twenty", []),
    ("Russia lost about 40 thousand troops.", "40 thousand", []),
    ("The minister wants to send 14 tanks to the front.", "14", []),
    ("The council condemned the strike that killed 11 people.", "11", []),
    ("Colonel Ivo Dorvik spoke to reporters on Monday. He said 16 children had died.", "16", ["Ivo Dorvik"]),
    (
        "A source at the Dorvik police command said two people were killed. The source added that 15 were wounded.",
        "15",
        ["source at the Dorvik police command"],
    ),
    ("Two civilians were killed, said Maria Velmar, a spokeswoman for the army, adding that 8 were wounded.", "8", ["Maria Velmar"]),
    ("The enemy's losses came to 600 men over the day - Colonel Ivo Dorvik said.", "600", ["Ivo Dorvik"]),
    ("The ministry put the death toll at 61.", "61", ["ministry"]),
    ("Residents said that 12 houses had burned.", "12", ["Residents"]),
    ('"There were more than 700 prisoners," said Ivo Dorvik. "Another 90 were wounded."', "90", ["Ivo Dorvik"]),
    ("Ukraine's General Staff said Russia had lost 1,200 soldiers over the past day.", "1,200", ["Ukraine's General Staff"]),
    ("The White House said intelligence showed that 10,000 soldiers had arrived.", "10,000", ["White House", "intelligence"]),
    ("Speaking to Reuters, the mayor said 6 people were missing.", "6", ["Reuters", "mayor"]),
    ("The rebels claimed that 35 soldiers had surrendered, state television reported.", "35", ["state television", "rebels"]),
    ("Officials in Dorvik told the BBC on Sunday that 200 families had fled.", "200", ["BBC", "Officials in Dorvik"]),
    ("It was reported that 13 people had been injured.", "13", []),
    ("Thirteen people were reportedly injured.", "Thirteen", []),
    ("The governor wrote on Telegram that 4 people had been wounded.", "4", ["governor"]),
    ("The statement by the defence ministry said that 18 tanks were destroyed.", "18", ["defence ministry"]),
    ('"They fired 30 rockets," he said.', "30", ["he"]),
    ("The regional head, Ivo Dorvik, reported that five people had been hospitalised.", "five", ["Ivo Dorvik"]),
    ("State news agency SANA said 7 people were killed.", "7", ["SANA"]),
    ("The mayor refused to confirm that 19 people had died.", "19", ["mayor"]),
    ("Dorvik forces took 28 towns, the acting governor, Ivo Velmar, told President Anna Dorvik on Monday.", "28", ["Ivo Velmar"]),
    ("A doctor from the town, Ivo Velmar, said 6 had died.", "6", ["Ivo Velmar"]),
    ("Up to 43,000 were killed, according to a leaked assessment cited by the BBC.", "43,000", ["BBC", "leaked assessment"]),
    ("The minister said that 150 had been killed, Reuters reported on Friday, citing his interview with AFP.", "150", ["Reuters", "AFP", "minister"]),
    ("He had been told, Ivo Dorvik said, that 20 officers died in the strike.", "20", ["Ivo Dorvik", "unnamed"]),
    ("A third count, by the volunteers of Velmar, stood at 60 dead.", "60", ["volunteers of Velmar"]),
    ("Some 160 have died. That is the estimate which the independent outlets Velmar and Dorvika published.", "160", ["Velmar and Dorvika"]),
    ("Velmar intelligence: more than 600 casualties.", "600", ["Velmar intelligence"]),
    ("Forty people died, the mayor said. Of these, 9 were children.", "9", ["mayor"]),
    ("Forty people died, the mayor said. In the north 9 were hurt.", "9", []),
    ("Dorvik's deputy, quoting the mayor, said that 21 were buried.", "21", ["Dorvik's deputy", "mayor"]),
]


@pytest.mark.parametrize(("text", "figure", "expected"), CHAINS)
def test_chain(text: str, figure: str, expected: list[str], model: Model) -> None:
    assert chain(heard(text, figure, model)) == expected


@pytest.mark.parametrize(
    ("text", "figure", "name", "rule"),
    [
        ("Colonel Ivo Dorvik came. He said 16 had died.", "16", "Ivo Dorvik", "pronoun"),
        ("President Ivo Dorvik came. The President said 16 had died.", "16", "Ivo Dorvik", "office"),
        ("The Norwegian Refugee Council said 4 were hurt. The group said 5 were missing.", "5", "Norwegian Refugee Council", "generic"),
        ("A source at the town hall said 4 were hurt. The source said 5 were missing.", "5", "source at the town hall", "definite"),
        ("The mayor said 4 were hurt. The statement said 5 were missing.", "5", "mayor", "document"),
        (
            "The army said 4 died. The army denied it.\n\nGeneral Ivo Dorvik gave a larger picture. His men lost 50, he said.",
            "50",
            "Ivo Dorvik",
            "pronoun: the subject",
        ),
        ("Ivo Velmar said 4 died. General Ivo Dorvik came. He said 5 men were lost.", "5 men", "Ivo Velmar", "pronoun: the last person"),
        ("The Velmar Refugee Network (VRN) said 4 were hurt. VRN said 5 were missing.", "5", "Velmar Refugee Network", "abbreviation"),
        ("The Velmar Observatory for Rights said 4 died. The Observatory said 5 were lost.", "5", "Velmar Observatory for Rights", "short form"),
        ("A secret report put the losses at 4. The same document said 5 were lost.", "5", "secret report", "definite: the document"),
        ("Reuters came first. The newspaper said 5 were lost.", "5", "Reuters", "generic: the outlet"),
        ("They waited for the officer who said that 5 men were missing.", "5", "officer", "relative"),
    ],
)
def test_names_are_resolved_and_the_rule_is_named(text: str, figure: str, name: str, rule: str, model: Model) -> None:
    found = heard(text, figure, model)
    assert found.speaker is not None
    assert found.speaker.name == name
    assert found.evidence["speaker"].rule.startswith(rule)


def test_spellings_of_one_office_holder_are_one(model: Model) -> None:
    text = "Volodymyr Zelenskyy spoke on Friday. Losses came to 230 men, Zelensky said."
    found = heard(text, "230", model)
    assert found.speaker is not None
    assert (found.speaker.text, found.speaker.name, found.speaker.kind, found.speaker.side) == (
        "Zelensky",
        "Volodymyr Zelenskyy",
        "person",
        "Ukraine",
    )


def test_a_relay_that_is_named_once_holds(model: Model) -> None:
    text = "A military source told SANA that 90 were killed. The source added that 10 vehicles were destroyed."
    assert chain(heard(text, "10", model)) == ["SANA", "military source"]


def test_the_report_itself_has_no_speaker(model: Model) -> None:
    found = heard("Russia lost about 40 thousand troops.", "40 thousand", model, outlet="Northern Wire")
    assert (found.speaker, found.chain, found.speech, found.origin) == (None, (), "unattributed", "Northern Wire")


@pytest.mark.parametrize(
    ("text", "figure", "speech"),
    [
        ("“We lost 12 men,” the mayor said.", "12", "direct"),
        ("The mayor said 12 men were lost.", "12", "indirect"),
        ("The mayor said 12 men were lost in a “cowardly attack”.", "12", "indirect"),
        ("The mayor said the town had lost “12 good men”.", "12", "direct"),
        ("We lost 12 men - the mayor said.", "12", "indirect"),
    ],
)
def test_speech_follows_the_marks(text: str, figure: str, speech: str, model: Model) -> None:
    assert heard(text, figure, model).speech == speech


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("The mayor said 12 men had been “murdered in their beds”.", "mixed"),
        ("The mayor said 12 “occupiers and their helpers” were killed.", "mixed"),
        ("The mayor said 12 men had been killed in a “cowardly attack”.", "indirect"),
    ],
)
def test_speech_is_mixed_where_the_marks_hold_only_what_befell_whom(text: str, speech: str, model: Model) -> None:
    detection = detect(Report("r", "r", text), model)
    (figure,) = [s for s in detection.statements if s.quantity is not None]
    assert voice(figure, detection).speech == speech


def test_a_side_comes_from_the_lexicons(model: Model) -> None:
    found = heard("The Russian defence ministry said 12 drones were shot down.", "12", model)
    assert found.speaker is not None
    assert found.speaker.side == "Russia"


@pytest.mark.parametrize(
    ("outlet", "side"), [("Ukrinform", "Ukraine"), ("www.ukrinform.net", "Ukraine"), ("TASS", "Russia"), ("Northern Wire", None), (None, None)]
)
def test_the_side_that_an_outlet_writes_from(outlet: str | None, side: str | None) -> None:
    assert home_of(outlet) == side


def test_without_a_parse_the_words_stand(rules_only: Model) -> None:
    found = heard("According to the health ministry, 9 people died.", "9", rules_only)
    assert chain(found) == ["health ministry"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["he said ", "20 ", "“", "”", "the group ", "who ", "Reuters ", "told ", "that ", ". ", ", ", "\n\n", "- "]), max_size=18
    ).map("".join)
)
def test_any_text_is_borne(model: Model, text: str) -> None:
    document = documents.parse(Report("r", "r", text), model)
    found = attributions(document)
    detection = Detection(document.report, (), found, actors(document))
    cast = cast_for(detection)
    for attribution in found:
        number = attribution.content[0]
        told = voice(Statement(number, number, innermost(spoken(found), number), Quantity(number)), detection, cast)
        assert told.speaker is None or text[told.speaker.start : told.speaker.end] == told.speaker.text
