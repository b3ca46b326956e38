"""Words that may name a place: each rule with a sentence in which it fires, and sentences in which it must not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.detect.documents import parse
from reportedly.detect.models import Model
from reportedly.detect.places import places
from reportedly.records import Report


def found(text: str, model: Model) -> list[tuple[str, str]]:
    return [(m.span.text, m.rule) for m in places(parse(Report("r", "r", text), model))]


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("Shells fell on the Sumy region.", "Sumy region", "unit"),
        ("Three died in the village of Plekhovo.", "Plekhovo", "unit-of"),
        ("A drone hit the Al Fawwar camp.", "Al Fawwar camp", "facility"),
        ("He spoke of the Kursk operation.", "Kursk", "front"),
        ("Two died in Bosnia and Herzegovina.", "Bosnia and Herzegovina", "joined"),
        ("Two died in Iraq and Herzegovina.", "Iraq", "where"),
        ("Two died near Deir al-Zor.", "Deir al-Zor", "where"),
        ("They left from Zabadani by bus.", "Zabadani", "other"),
        ("It rained. Then shells fell near KYIV - so they said.", "KYIV", "where"),
        ("Shells struck Chasiv Yar at night.", "Chasiv Yar", "object"),
        ("Two died in the shelling of Kherson.", "Kherson", "object"),
        ("They spoke of Kherson.", "Kherson", "other"),
        ("They fled from the Dnipro missile strike.", "Dnipro", "other"),
        ("They were sent to Minsk.", "Minsk", "other"),
        ("Syrian soldiers were hurt.", "Syrian", "adjective"),
        ("Two died in Borno State.", "Borno State", "unit"),
        ("Two died in the state of Borno.", "Borno", "unit-of"),
        ("Two lay in the streets of Bunia.", "Bunia", "unit-of"),
        ("Twelve were hurt in the region.", "the region", "back"),
        ("Twelve were hurt there.", "there", "back"),
        ("Syrias civil war goes on.", "Syrias", "owned"),
        ("They live in Plekhovo. Plekhovo was shelled.", "Plekhovo", "again"),
        ("He landed at Tiyas Military Airfield.", "Tiyas Military Airfield", "facility"),
        ("It fell near Dabiq the army said.", "Dabiq", "where"),
    ],
)
def test_a_rule_fires_without_a_language_model(text: str, words: str, rule: str, rules_only: Model) -> None:
    assert (words, rule) in found(text, rules_only)


@pytest.mark.parametrize(
    ("text", "rule"),
    [("The Islamic State in Iraq fell.", "unit-of"), ("Borno state TV said so.", "unit"), ("The Secretary of State said so.", "unit")],
)
def test_a_state_that_is_no_unit(text: str, rule: str, rules_only: Model) -> None:
    assert rule not in [found_by for _, found_by in found(text, rules_only)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On Monday the army said so.", "Monday"),
        ("In May it rained.", "May"),
        ("Rebels in Airstrikes: the airstrikes went on.", "Airstrikes"),
        ("A strike by the U.S.-led coalition.", "U.S.-led"),
        ("MOSCOW (Agency) - A shell fell.", "MOSCOW"),
        ("KYIV, Ukraine - A shell fell.", "KYIV"),
        ("They took it from Fano militiamen.", "Fano"),
        ("The shells struck Sgt. Dorvik.", "Sgt"),
        ("MOSCOW, February 7. /Agency/. A shell fell.", "MOSCOW"),
        ("A monitor based in Coventry counted 12.", "Coventry"),
        ("   Lima, 2 Dec 88 (EFE) -- A bomb went off.", "Lima"),
        ("Updated 20 January 2015 Beirut Planes struck in Homs.", "Beirut"),
        ("They fired from Katyusha launchers.", "Katyusha"),
        ("There were no deaths.", "There"),
        ("The shells struck on Monday.", "Monday"),
        ("It breaks the terms of the Minsk agreements.", "Minsk"),
        ("They fought near Moscow-backed units.", "Moscow"),
        ("In an Ambush Syrian Forces fell.", "Ambush Syrian"),
        ("It hit the town of Sudzha.", "the town"),
        ("They live in Besieged Towns.", "Besieged Towns"),
    ],
)
def test_no_rule_fires(text: str, words: str, rules_only: Model) -> None:
    assert words not in [span for span, _ in found(text, rules_only)]


def test_a_name_is_found_again_at_every_place(rules_only: Model) -> None:
    rules = [rule for words, rule in found("Plekhovo burns. They live in Plekhovo. Plekhovo was shelled.", rules_only) if words == "Plekhovo"]
    assert rules == ["again", "where", "again"]


def test_the_language_model_adds_its_entities(model: Model) -> None:
    assert ("Ukraine", "agent") in found("Ukraine says that twelve were hurt.", model)
    assert ("Ukraine", "entity") in found("Ukraine suffered twelve attacks.", model)


def test_a_name_that_the_model_does_not_know_is_a_place_all_the_same(model: Model) -> None:
    assert ("Chasiv Yar", "object") in found("Artillery struck Chasiv Yar and wounded three soldiers.", model)  # a person, to the model
    assert ("Saraqeb", "where") in found("Eleven civilians were killed in Saraqeb and another man died in Sheikh Mustafa.", model)  # an ordinal
    assert "Six" not in [words for words, _ in found("Rebels in Six towns gave up.", model)]


@pytest.mark.parametrize("words", [".", "’", ".,", "'s"])
def test_marks_alone_are_no_place(words: str, rules_only: Model) -> None:
    document = parse(Report("r", "r", f"Shells fell on {words} at night."), rules_only)
    document.doc.ents = [document.doc.char_span(15, 15 + len(words), label="GPE", alignment_mode="expand")]
    assert places(document) == ()


def test_a_person_is_no_place(model: Model) -> None:
    assert "John Smith" not in [words for words, _ in found("He heard of John Smith yesterday.", model)]


PIECES = [*"KursAl-.,'’ \n\t\x00éЖ🙂", "Kursk", " region", " in ", "the ", "Al-", " near ", "village of "]


@given(text=st.lists(st.sampled_from(PIECES), max_size=50).map("".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_spans_hold_in_any_text(text: str, rules_only: Model) -> None:
    for mention in places(parse(Report("r", "r", text), rules_only)):
        assert text[mention.span.start : mention.span.end] == mention.span.text != ""


@pytest.mark.parametrize("piece", ["Al-", "Aaa ", "A.", "In Kursk\n", "A'"])
def test_a_hostile_text_is_read_to_its_end(piece: str, rules_only: Model) -> None:
    assert isinstance(found(piece * 1500, rules_only), list)
