"""The stance of a claim: by the words at its effect, the cue around it, and what the report itself says."""

from dataclasses import replace

import pytest

from reportedly.detect import detect, documents
from reportedly.detect.events import triggers
from reportedly.detect.figures import quantities
from reportedly.detect.models import Model
from reportedly.records import Attribution, Detection, Report, Span, Statement, Trigger
from reportedly.resolve.stances import stance

WORDS = [
    ("More than ten soldiers are feared dead.", "possible"),
    ("More than ten soldiers were found dead.", "asserted"),
    ("Ten soldiers were killed.", "asserted"),
    ("Ten soldiers may have been killed.", "possible"),
    ("The army could lose ten tanks.", "possible"),
    ("The army plans to capture ten villages.", "planned"),
    ("He wanted to capture at least 2 million people in the war.", "planned"),
    ("The army will send ten tanks.", "planned"),
    ("The army did not lose ten tanks.", "denied"),
    ("He dismissed as false a claim of ten soldiers killed.", "denied"),
    ("He repeated a claim of ten soldiers killed.", "asserted"),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_at_the_effect(text: str, expected: str, model: Model) -> None:
    report = Report("id", "ref", text)
    (quantity,) = quantities(documents.parse(report, model))
    whole = Span(0, len(text), text)
    found, evidence = stance(Statement(whole, whole, None, quantity), Detection(report, (whole,)))
    assert found == expected
    assert (evidence is None) == (expected == "asserted")


def told(text: str, cue: str, behind: str = "") -> tuple[Statement, Detection]:
    whole = text + behind
    sentence = Span(0, len(text), text)
    sentences = (sentence, Span(len(text), len(whole), behind)) if behind else (sentence,)
    at = text.index(cue)
    attribution = Attribution((), (Span(at, at + len(cue), cue),), (sentence,), "indirect")
    return Statement(sentence, sentence, 0), Detection(Report("id", "ref", whole), sentences, (attribution,))


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The ministry denied that ten tanks were lost.", "denied", "denied"),
        ("Officials feared that ten men had died.", "feared", "possible"),
        ("The ministry said ten tanks were lost.", "said", "asserted"),
    ],
)
def test_the_cue_around_it(text: str, cue: str, expected: str) -> None:
    assert stance(*told(text, cue))[0] == expected


def test_who_does_not_confirm_leaves_it_unverified() -> None:
    statement, detection = told("The ministry did not confirm that ten men had died.", "confirm")
    (attribution,) = detection.attributions
    assert stance(statement, detection)[0] == "asserted"
    assert stance(statement, replace(detection, attributions=(replace(attribution, polarity="negated"),)))[0] == "unverified"


def test_the_report_says_that_it_is_not_confirmed() -> None:
    text = "The monitor said ten men had died."
    assert stance(*told(text, "said", " The report could not be independently verified."))[0] == "unverified"
    assert stance(*told(text, "said", " The report was read with care."))[0] == "asserted"


def test_what_a_speaker_could_not_confirm_is_no_word_of_the_reports() -> None:
    text, quote = "The monitor said ten men had died.", '"We have not been able to confirm that," he said.'
    statement, detection = told(text, "said", " " + quote)
    spoken = Span(len(text) + 1, len(text) + 41, quote[:40])
    he = Attribution((Span(len(text) + 42, len(text) + 44, "he"),), (), (spoken,), "direct")
    assert stance(statement, detection)[0] == "unverified"
    assert stance(statement, replace(detection, attributions=(*detection.attributions, he)))[0] == "asserted"


def test_an_event_has_the_standing_that_was_detected() -> None:
    text = "The operation was to prevent the army from capturing the town."
    whole, words, at = Span(0, len(text), text), Span(18, 28, "to prevent"), text.index("capturing")
    event = Trigger(Span(at, at + 9, "capturing"), "capture", stance=words, standing="planned")
    found, evidence = stance(Statement(whole, whole, None, None, event), Detection(Report("id", "ref", text), (whole,)))
    assert found == "planned"
    assert evidence is not None
    assert evidence.rule == "stance-event-planned"
    plain = Trigger(Span(at, at + 9, "capturing"), "capture")
    assert stance(Statement(whole, whole, None, None, plain), Detection(Report("id", "ref", text), (whole,))) == ("asserted", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The government said that it would send ten tanks to the port.", "planned"),
        ("The government said that it would send ten tanks if asked.", "possible"),
        ("The government said that it had sent ten tanks to the port.", "asserted"),
    ],
)
def test_a_figure_takes_what_the_words_make_of_its_trigger(text: str, expected: str, model: Model) -> None:
    report = Report("id", "ref", text)
    document = documents.parse(report, model)
    (quantity,), (trigger,) = quantities(document), triggers(document)
    whole = Span(0, len(text), text)
    assert stance(Statement(whole, whole, None, quantity, trigger), Detection(report, (whole,)))[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The claim that 40 soldiers were killed could not be independently verified.", "unverified"),
        ("Reports of 40 dead in the shelling could not immediately be confirmed.", "unverified"),
        ("A shell killed 40 soldiers; the identity of the dead could not be confirmed.", "asserted"),
    ],
)
def test_a_claim_that_nobody_makes_and_that_could_not_be_verified(text: str, expected: str, model: Model) -> None:
    detection = detect(Report("id", "ref", text), model)
    statement = next(s for s in detection.statements if s.quantity is not None)
    assert stance(statement, detection)[0] == expected
