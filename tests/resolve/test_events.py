"""Events: ACLED's types from the word, the means and the one that it befell; short names of those who took part."""

import pytest

from reportedly import lexicons
from reportedly.detect import detect
from reportedly.detect.documents import parse
from reportedly.detect.events import triggers
from reportedly.detect.models import Model
from reportedly.records import Detection, Event, Figure, Measure, Quantity, Report, Role, Span, Statement
from reportedly.resolve.events import event
from reportedly.spans import span

ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Shelling/artillery/missile attack",
        "Air/drone strike",
        "Remote explosive/landmine/IED",
        "Suicide bomb",
        "Grenade",
        "Chemical weapon",
    },
    "Violence against civilians": {"Attack", "Abduction/forced disappearance", "Sexual violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
}


def _events(text: str, model: Model, side: str | None = None) -> list[Event | None]:
    report = Report("r", "r", text)
    document = parse(report, model)
    sentences = [span(text, s.start_char, min(s.end_char, len(text))) for s in document.doc.sents]
    found = []
    for trigger in triggers(document):
        sentence = next(s for s in sentences if s.start <= trigger.span.start < s.end)
        found.append(event(Statement(sentence, sentence, trigger=trigger), Detection(report), side)[0])
    return found


def _told(text: str, model: Model, word: str | None = None) -> tuple[Statement, Detection]:
    """The last trigger of a text (or the one of the word) as a statement of its report."""
    report = Report("r", "r", text)
    document = parse(report, model)
    sentences = tuple(span(text, s.start_char, min(s.end_char, len(text))) for s in document.doc.sents)
    trigger = next(t for t in reversed(triggers(document)) if word in {None, t.span.text})
    sentence = next(s for s in sentences if s.start <= trigger.span.start < s.end)
    return Statement(sentence, sentence, trigger=trigger), Detection(report, sentences)


def _counted(party: str, role: Role) -> Figure:
    return Figure(0, 0, "", None, None, None, "exact", "killed", None, None, party, role)


def test_every_kind_has_a_type_of_the_codebook() -> None:
    for kind, (event_type, sub_type) in lexicons.table("en/events")["kinds"].items():
        assert event_type == "" or event_type in ACLED, kind
        assert sub_type == "" or sub_type in ACLED[event_type], kind


@pytest.mark.parametrize(
    ("text", "event_type", "sub_type", "actor", "target"),
    [
        ("Russian troops shelled the town.", "Explosions/Remote violence", "Shelling/artillery/missile attack", "Russia", "town"),
        ("Ukrainian drones hit the depot.", "Explosions/Remote violence", "Air/drone strike", "Ukraine", "depot"),
        ("Ukrainian forces struck a Russian command post.", "Explosions/Remote violence", None, "Ukraine", "Russia"),
        ("Two soldiers were killed in a firefight.", "Battles", "Armed clash", None, "Two soldiers"),
        ("Two soldiers were killed.", "Battles", "Armed clash", None, "Two soldiers"),
        ("Gunmen killed a villager.", "Violence against civilians", "Attack", "Gunmen", "villager"),
        ("Gunmen kidnapped a doctor.", "Violence against civilians", "Abduction/forced disappearance", "Gunmen", "doctor"),
        ("A suicide bomber attacked the market.", "Explosions/Remote violence", "Suicide bomb", "suicide bomber", "market"),
        ("Air defence shot down a drone.", "Strategic developments", "Disrupted weapons use", "Air defence", "drone"),
        ("The two sides exchanged prisoners.", "Strategic developments", "Agreement", "two sides", "prisoners"),
        ("Police arrested a man.", "Strategic developments", "Arrests", "Police", "man"),
        ("Russia deployed troops to the border.", "Strategic developments", "Change to group/activity", "Russia", "troops"),
        ("The Russians withdrew from the town.", "Strategic developments", "Non-violent transfer of territory", "Russia", None),
        ("The army liberated the village.", "Battles", "Government regains territory", "army", "village"),
        ("Three villagers were killed.", "Violence against civilians", None, None, "Three villagers"),  # nobody says by whom
        ("Militants surrendered to the army.", "Strategic developments", "Agreement", "Militants", None),
        ("A militant blew himself up.", "Explosions/Remote violence", "Suicide bomb", "militant", None),
        ("The raid destroyed a house.", "Explosions/Remote violence", None, None, "house"),
    ],
)
def test_types_and_names(text: str, event_type: str, sub_type: str | None, actor: str | None, target: str | None, model: Model) -> None:
    (found,) = _events(text, model)
    assert found is not None
    assert (found.type, found.sub_type, found.actor, found.target) == (event_type, sub_type, actor, target)


@pytest.mark.parametrize(
    ("text", "side", "actor", "target"),
    [
        ("Our guys struck a bridge.", "Ukraine", "Ukraine", "bridge"),
        ("Our guys struck a bridge.", None, "Our guys", "bridge"),
        ("We hit the enemy.", "Ukraine", "Ukraine", "Russia"),
        ("The Russians regrouped. They shelled the town.", "Ukraine", "Russia", "town"),
        ("They shelled the town.", "Ukraine", None, "town"),
        ("The Russians know that our army was ready, they shelled the town.", "Ukraine", "Ukraine", "town"),
        ("The Russians regrouped. We hit their command center.", "Ukraine", "Ukraine", "Russia"),
    ],
)
def test_we_and_they_by_the_side_of_the_speaker(text: str, side: str | None, actor: str | None, target: str, model: Model) -> None:
    found = _events(text, model, side)[-1]
    assert found is not None
    assert (found.actor or "").removeprefix("Our ") == (actor or "").removeprefix("Our ")
    assert found.target == target


def test_a_figure_carries_the_event_of_its_effect() -> None:
    text = "The shelling left 20 dead."
    quantity = Quantity(span(text, 18, 20), effect=span(text, 21, 25), effect_lemma="dead")
    whole = span(text, 0, len(text))
    found, evidence = event(Statement(whole, whole, quantity=quantity), Detection(Report("r", "r", text)), None)
    assert found == Event("Explosions/Remote violence", "Shelling/artillery/missile attack", Span(21, 25, "dead"))
    assert evidence["event.type"].text == "shelling"


@pytest.mark.parametrize(
    ("text", "country", "sub_type"),
    [
        ("Ukrainian forces captured the village.", "UA", "Government regains territory"),
        ("Ukrainian forces captured the village.", "RU", "Non-state actor overtakes territory"),
        ("Russian forces captured the town.", "UA", "Non-state actor overtakes territory"),
        ("Russian forces captured the town.", None, None),
        ("Ukrainian forces captured Russian villages.", None, "Non-state actor overtakes territory"),
        ("Ukrainian forces liberated the village.", None, "Government regains territory"),
        ("Hamas recaptured the town.", None, "Non-state actor overtakes territory"),
        ("The Global Coalition has taken back the town.", "IQ", "Government regains territory"),
        ("The rebels retook the town.", "SY", "Non-state actor overtakes territory"),
        ("Government forces took the town.", "SY", "Government regains territory"),
        ("The town was captured.", "SY", None),
        ("The town was liberated.", "SY", "Government regains territory"),
    ],
)
def test_who_took_ground(text: str, country: str | None, sub_type: str | None, model: Model) -> None:
    statement, detection = _told(text, model)
    found, evidence = event(statement, detection, None, country=country)
    assert found is not None
    assert (found.type, found.sub_type) == ("Battles", sub_type)
    assert evidence["event.sub_type"].rule.startswith("event-territory:")


@pytest.mark.parametrize(
    ("text", "event_type", "sub_type"),
    [
        ("Jets bombed the town. Dozens of people were wounded.", "Explosions/Remote violence", "Air/drone strike"),
        ("Jets helped the army to stop an attack. Dozens of rebels were wounded.", "Battles", "Armed clash"),
        ("Rockets fell. Two people were injured in the strike on the town.", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ],
)
def test_the_means_may_be_told_nearby(text: str, event_type: str, sub_type: str, model: Model) -> None:
    found, _ = event(*_told(text, model), None)
    assert found is not None
    assert (found.type, found.sub_type) == (event_type, sub_type)


def test_a_raid_takes_its_means_from_the_sentence_after_a_headline(model: Model) -> None:
    found, _ = event(*_told("Three hurt in raid on village. Jets hit the village.", model, "raid"), None)
    assert found is not None
    assert found.sub_type == "Air/drone strike"


@pytest.mark.parametrize(
    ("text", "figure", "actor", "target"),
    [
        ("Russia lost 70 killed.", _counted("Russia", "military"), None, "Russia"),
        ("Two hundred were killed.", _counted("Russia", "military"), None, "Russia"),
        ("Rebels killed 70 soldiers.", _counted("Syrian government", "military"), "Rebels", "70 soldiers"),
        ("Rebels killed 70 people.", _counted("Syrian government", "civilian"), "Rebels", "70 people"),
    ],
)
def test_whose_the_counted_were(text: str, figure: Figure, actor: str | None, target: str, model: Model) -> None:
    found, _ = event(*_told(text, model), None, figure=figure)
    assert found is not None
    assert (found.actor, found.target) == (actor, target)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The United States said that it shelled the town.", "United States"),
        ("Russia lost the town. It shelled the port.", "Russia"),
        ("Russia fought Ukraine. It shelled the port.", None),  # which of the two is not said
    ],
)
def test_it_stands_for_a_party_named_before(text: str, actor: str | None, model: Model) -> None:
    found, _ = event(*_told(text, model, "shelled"), None)
    assert found is not None
    assert found.actor == actor


@pytest.mark.parametrize(
    ("text", "number", "actor"),
    [
        ("The clinic received nine wounded near Velmar.", "nine", None),
        ("The rebels lost nine killed near Velmar.", "nine", None),
        ("The station reported nine killed near Velmar.", "nine", None),
        ("The rebels killed nine soldiers near Velmar.", "nine", "rebels"),
    ],
)
def test_who_only_had_to_do_with_it_did_not_do_it(text: str, number: str, actor: str | None, model: Model) -> None:
    detection = detect(Report("r", "r", f"Shells fell on the town. {text}"), model)
    statement = next(s for s in detection.statements if s.quantity is not None and s.quantity.number.text == number)
    told, _ = event(statement, detection, None)
    assert told is not None
    assert (told.actor is None) == (actor is None)


@pytest.mark.parametrize(("measure", "told"), [("killed", True), ("delivered", False)])
def test_what_is_counted_must_be_of_the_event(measure: Measure, told: bool) -> None:
    text = "Twelve trucks reached the besieged town."
    whole = span(text, 0, len(text))
    quantity = Quantity(span(text, 0, 6), effect=span(text, 26, 34), effect_lemma="besieged")
    figure = Figure(0, 6, "Twelve", 12, 12, 12, "exact", measure, "truck")
    found, _ = event(Statement(whole, whole, quantity=quantity), Detection(Report("r", "r", text)), None, figure=figure)
    assert (found is not None) == told


def test_no_event_word_no_event() -> None:
    text = "The 20 tables."
    whole = span(text, 0, len(text))
    quantity = Quantity(span(text, 4, 6), effect=span(text, 7, 13), effect_lemma="table")
    assert event(Statement(whole, whole, quantity=quantity), Detection(Report("r", "r", text)), None) == (None, {})
    assert event(Statement(whole, whole), Detection(Report("r", "r", text)), None) == (None, {})
