"""Actors as they stand in the text."""

import pytest

from reportedly.detect import documents
from reportedly.detect.actors import actors, outlets_in
from reportedly.detect.models import Model
from reportedly.records import Report


def mentions(text: str, model: Model) -> list[tuple[str, str]]:
    return [(m.kind, m.span.text) for m in actors(documents.parse(Report("r", "r", text), model))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Volodymyr Zelenskyy arrived on Monday.", ("person", "Volodymyr Zelenskyy")),
        ("Capt. Petro Melnyk arrived on Monday.", ("person", "Petro Melnyk")),
        ("Lt. Col. Anna Dorvik arrived on Monday.", ("person", "Anna Dorvik")),
        ("The president arrived on Monday.", ("office", "The president")),
        ("The health ministry was silent.", ("organisation", "The health ministry")),
        ("Reuters was there.", ("outlet", "Reuters")),
        ("A source in the town hall was there.", ("unnamed", "A source in the town hall")),
        ("Two officials, who left, were there.", ("unnamed", "Two officials")),
    ],
)
def test_kinds(text: str, expected: tuple[str, str], model: Model) -> None:
    assert mentions(text, model)[0] == expected


@pytest.mark.parametrize("text", ["The bridge was long.", "It rained on Monday.", ""])
def test_nobody(text: str, model: Model) -> None:
    assert mentions(text, model) == []


def test_a_name_that_modifies_is_no_person(model: Model) -> None:
    assert ("person", "Dorvik") not in mentions("Dorvik officials left the town.", model)


def test_a_persons_title_is_the_role(model: Model) -> None:
    document = documents.parse(Report("r", "r", "Defence Minister Anna Smith left."), model)
    assert [(m.span.text, m.role) for m in actors(document) if m.kind == "person"] == [("Anna Smith", "Defence Minister")]


def test_outlets_need_no_model() -> None:
    assert [(m.span.text, m.head) for m in outlets_in("AFP and Agence France-Presse, not AFPX.")] == [("AFP", "AFP"), ("Agence France-Presse", "AFP")]


def test_without_a_parse(rules_only: Model) -> None:
    assert mentions("Colonel Ivo Dorvik spoke to Reuters.", rules_only) == [("person", "Colonel Ivo Dorvik"), ("outlet", "Reuters")]
