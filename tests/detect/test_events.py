"""Event words: for each rule sentences in which it fires, and ones in which it must not. All sentences are written for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.detect.documents import parse
from reportedly.detect.events import forms, kind_of, triggers
from reportedly.detect.models import Model
from reportedly.records import Report, Trigger


def _triggers(text: str, model: Model) -> tuple[Trigger, ...]:
    return triggers(parse(Report("r", "r", text), model))


def _words(trigger: Trigger) -> tuple[str, str, str | None, str | None, str | None]:
    return (
        trigger.span.text,
        trigger.kind,
        trigger.agent and trigger.agent.text,
        trigger.patient and trigger.patient.text,
        trigger.stance and trigger.stance.text,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukrainian forces struck a Russian command post.", [("struck", "strike", "Ukrainian forces", "a Russian command post", None)]),
        ("The depot was hit by Ukrainian drones.", [("hit", "strike", "Ukrainian drones", "The depot", None)]),
        ("Our guys advanced 2 kilometers near the village.", [("advanced", "advance", "Our guys", None, None)]),
        ("The Russians retreated from the town.", [("retreated", "withdrawal", "The Russians", None, None)]),
        ("They did not use the North Koreans for a long time.", [("use", "movement", "They", "the North Koreans", "not")]),
        ("Police arrested two men in the capital.", [("arrested", "arrest", "Police", "two men", None)]),
        ("Gunmen abducted a teacher.", [("abducted", "abduction", "Gunmen", "a teacher", None)]),
        ("Air defence shot down three drones over the port.", [("shot down", "interception", "Air defence", "three drones", None)]),
        ("The rebels captured the town of Orlivka.", [("captured", "capture", "The rebels", "the town of Orlivka", None)]),
        ("The army took control of the village.", [("took", "capture", "The army", "the village", None)]),
        ("Russia deployed troops to the border.", [("deployed", "movement", "Russia", "troops", None)]),
        ("The two sides exchanged prisoners.", [("exchanged", "exchange", "The two sides", "prisoners", None)]),
        ("There were more people we captured in the region.", [("captured", "prisoners", "we", "more people", None)]),
        ("The army fired rockets at the town.", [("fired", "shelling", "The army", "the town", None)]),
        ("Three soldiers died.", [("died", "killing", None, "Three soldiers", None)]),
        ("Militants opened fire on a patrol.", [("opened", "shooting", "Militants", "a patrol", None)]),
        ("The army fired rounds aimed at a loudspeaker.", [("fired", "shelling", "The army", "a loudspeaker", None)]),
        ("Dozens of drones were fired at the village.", [("fired", "shelling", None, "the village", None)]),
        ("The units moved forward near the river.", [("moved forward", "advance", "The units", None, None)]),
        ("The troops took back the village.", [("took back", "retake", "The troops", "the village", None)]),
        ("They are fighting for the town of Orlivka.", [("fighting", "clash", "They", "the town of Orlivka", None)]),
        ("North Koreans are fighting in Ukraine.", [("fighting", "clash", "North Koreans", None, None)]),
        ("The troops drove out the militants.", [("drove out", "clash", "The troops", "the militants", None)]),
        ("The army expelled the rebels from the town.", [("expelled", "clash", "The army", "the rebels", None)]),
        ("The troops surrounded the town.", [("surrounded", "clash", "The troops", "the town", None)]),
        ("Two soldiers were taken prisoner.", [("taken", "prisoners", None, "Two soldiers", None)]),
        ("The raid claimed the lives of 12 villagers.", [("claimed", "killing", None, "12 villagers", None)]),
        ("A militant blew himself up at the gate.", [("blew", "suicide", "A militant", None, None)]),
        ("Some 40 families left for Sumy.", [("left", "displacement", "Some 40 families", None, None)]),
        ("The soldiers left the town.", [("left", "withdrawal", "The soldiers", None, None)]),
        ("Germany sent 14 tanks to Ukraine.", [("sent", "aid", "Germany", "Ukraine", None)]),
        ("Workers unloaded 200 tonnes of flour.", [("unloaded", "aid", "Workers", None, None)]),
    ],
)
def test_a_verb_with_the_company_that_it_needs_names_an_event(text: str, expected: list[object], model: Model) -> None:
    assert [_words(t) for t in _triggers(text, model)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The two companies struck a deal on Monday.",
        "The film hit a record at the box office.",
        "The minister advanced the argument that prices will fall.",
        "The senator withdrew her support for the bill.",
        "He took control of the meeting.",
        "The firm launched a new product.",
        "She shot a film in the mountains.",
        "They exchanged greetings.",
        "The candidate lost the election.",
        "Three people were killed in an earthquake.",
        "Doctors used gas masks in the exercise hall.",
        "The workers went on a hunger strike.",
        "The talks moved forward on Tuesday.",
        "The minister left Kyiv for London.",
        "The minister was surrounded by reporters.",
        "The team advanced to the final.",
        "She took back her words.",
        "The project claimed a lot of attention.",
        "The government expelled two diplomats.",
        "They fought for their rights.",
        "The storm took the roof off.",
    ],
)
def test_other_senses_of_the_same_words_are_none(text: str, model: Model) -> None:
    assert _triggers(text, model) == ()


@pytest.mark.parametrize(
    ("text", "word", "agent", "patient"),
    [
        ("Russia carried out a strike on the port.", "strike", "Russia", "the port"),
        ("The army launched an offensive against the rebels.", "offensive", "The army", "the rebels"),
        ("The village came under shelling.", "shelling", None, "The village"),
        ("Russian shelling of the town continued.", "shelling", "Russian", "the town"),
        ("Clashes broke out near the airport.", "Clashes", None, None),
        ("The offensive included North Korean troops.", "offensive", "North Korean troops", None),
        ("A prisoner exchange took place at the border.", "exchange", None, "prisoner"),
        ("There was an explosion at the market.", "explosion", None, None),
        ("The army suffered heavy losses.", "losses", None, "The army"),
        ("The rebels inflicted heavy losses on the army.", "losses", "The rebels", "the army"),
        ("The army responded with air strikes on the town.", "strikes", "The army", "the town"),
        ("The ministry reported a strike on the port.", "strike", None, "the port"),
        ("The brigade launched an operation near the river.", "operation", "The brigade", None),
    ],
)
def test_a_noun_is_told_by_a_light_verb_or_by_its_own_participants(
    text: str, word: str, agent: str | None, patient: str | None, model: Model
) -> None:
    (found,) = _triggers(text, model)
    assert (found.span.text, found.agent and found.agent.text, found.patient and found.patient.text) == (word, agent, patient)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody spoke of the attack.",
        "This attack was a turning point, she wrote.",
        "The attack aircraft stood on the field.",
        "The company suffered heavy financial losses.",
        "Losses are not published.",
        "They are known from their battle against the rebels.",
        "Doctors launched a rescue operation.",
    ],
)
def test_a_noun_that_only_points_back_is_none(text: str, model: Model) -> None:
    assert _triggers(text, model) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A Russian strike on the town killed three people.", ["killed"]),
        ("Three soldiers were wounded in a drone attack.", ["wounded"]),
        ("The army carried out an air strike that hit a depot.", ["hit"]),
        ("The fighting is reported to have killed 130 civilians.", ["killed"]),
        ("Some 90 soldiers were killed or wounded.", ["killed"]),
        ("The army lost 70 soldiers killed.", ["killed"]),
        ("The shelling killed a woman and wounded her son.", ["killed", "wounded"]),
    ],
)
def test_one_event_has_one_trigger(text: str, words: list[str], model: Model) -> None:
    assert [t.span.text for t in _triggers(text, model)] == words


def test_the_noun_that_is_left_out_hands_on_who_did_it(model: Model) -> None:
    (found,) = _triggers("A Russian strike on the town killed three people.", model)
    assert (found.agent and found.agent.text, found.means and found.means.text) == ("Russian", "A Russian strike")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Russia may attack the city.", "may"),
        ("The army will capture the town.", "will"),
        ("The army plans to capture the town.", "plans to"),
        ("He wanted to capture the city.", "wanted to"),
        ("The troops came to prevent the rebels from capturing the town.", "prevent"),
        ("Russia denied shelling the hospital.", "denied"),
        ("If the rebels attack the city, thousands will leave.", "If"),
        ("The army did not shell the village.", "not"),
        ("The army failed to capture the town.", "failed to"),
        ("The general announced a plan to attack the city.", "plan to"),
        ("The rebels allegedly captured the town.", "allegedly"),
        ("The rebels reportedly captured the town.", None),
        ("The army shelled the village.", None),
        ("The army managed to capture the town.", None),
        ("The army began to shell the town.", None),
        ("He said the army shelled the village.", None),
    ],
)
def test_what_takes_from_an_event_that_it_happened(text: str, stance: str | None, model: Model) -> None:
    found = next(t for t in _triggers(text, model) if t.kind in {"attack", "capture", "shelling"})
    assert (found.stance and found.stance.text) == stance


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Russia may attack the city.", "possible"),
        ("Russia will attack the city.", "planned"),
        ("Russia will not attack the city.", "denied"),
        ("Russia denied attacking the city.", "denied"),
        ("The general said that the army would attack the city.", "planned"),
        ("The general said that the army would attack the city if talks failed.", "possible"),
        ("The general feared that the army would attack the city.", "possible"),
        ("The general said that the army would not attack the city.", "denied"),
        ("They were sent in order to attack the city.", "planned"),
        ("He is believed to have attacked the city.", "possible"),
        ("The police foiled an attack on the city.", "planned"),
        ("The rebels attacked the city.", None),
    ],
)
def test_what_the_words_make_of_the_event(text: str, standing: str | None, model: Model) -> None:
    assert next(t for t in _triggers(text, model) if t.kind == "attack").standing == standing


def test_without_a_parse_only_plain_words_are_events(rules_only: Model) -> None:
    found = _triggers("Russia shelled the town and struck a deal; an airstrike killed two people.", rules_only)
    assert [(t.span.text, t.agent) for t in found] == [("shelled", None), ("airstrike", None), ("killed", None)]


def test_forms_hold_every_shape_of_an_event_word() -> None:
    assert {"struck", "strikes", "bombing", "seized", "fled", "airstrikes", "shelling", "clashes"} <= forms()
    assert "handshake" not in forms()


def test_a_lemma_has_a_kind() -> None:
    assert [kind_of(word) for word in ("shell", "dead", "casualty", "casualties", "Killed", "took", "table")] == [
        "shelling", "killing", "killing", "killing", "killing", "capture", None
    ]  # fmt: skip


@given(st.text(alphabet="a strike killed the army' \n\"“’.,-\x00😀ї0", max_size=80))
def test_every_span_is_verbatim_whatever_the_text(rules_only: Model, text: str) -> None:
    for found in _triggers(text, rules_only):
        assert text[found.span.start : found.span.end] == found.span.text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "😀", "“", "killed", "a strike", "Killing. Struck! By by in on"])
def test_odd_texts_raise_nothing(text: str, model: Model) -> None:
    for found in _triggers(text, model):
        for words in (found.span, found.agent, found.patient, found.stance, found.means):
            assert words is None or text[words.start : words.end] == words.text
