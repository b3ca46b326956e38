"""Sentences, and their repair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.detect.documents import LONGEST, paragraphs_of, parse
from reportedly.detect.models import Model
from reportedly.detect.sentences import sentences
from reportedly.records import Report


def texts(words: str, model: Model) -> list[str]:
    return [sentence.text for sentence in sentences(parse(Report("i", "r", words), model))]


def test_a_gloss_does_not_end_a_sentence(model: Model):
    assert texts("Today (March 6 - ed.) they lost ten people.", model) == ["Today (March 6 - ed.) they lost ten people."]


def test_a_capital_letter_begins_a_sentence(model: Model):
    assert texts("Ten soldiers died. Two were wounded.", model) == ["Ten soldiers died.", "Two were wounded."]


def test_a_paragraph_begins_a_sentence_also_with_a_small_letter(model: Model):
    assert texts("The list:\nten dead", model) == ["The list:", "ten dead"]


def test_what_goes_on_with_small_letters_does_so_up_to_a_length(rules_only: Model):
    found = texts("killed " * 1000, rules_only)
    assert len(found) == 3
    assert max(map(len, found)) <= LONGEST


def test_what_stands_before_the_body_is_no_sentence(model: Model):
    text = "outlet: Harbour Wire\n\nTen soldiers died."
    assert [s.text for s in sentences(parse(Report("i", "r", text, body=22), model))] == ["Ten soldiers died."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One line.\nAnother line.", 2),
        ("One.\n\n\n Two.", 2),
        ("agency copy goes on in\nthe middle of a sentence as\nold wires did for\nmany lines.\n\nThen a new one.", 2),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_paragraphs(text: str, count: int):
    assert len(paragraphs_of(text)) == count


@pytest.mark.parametrize("text", ["'' one two three", "6 tanks''; 6 losing.\n\n'' and", "", "\u200b"])
def test_without_a_parse_every_token_stands_alone(text: str, rules_only: Model):
    for token in parse(Report("i", "r", text), rules_only).doc:
        assert (token.left_edge.i, token.right_edge.i, list(token.children)) == (token.i, token.i, [])


@given(text=st.text(max_size=120))
def test_spans_are_verbatim_whatever_the_text(text: str, rules_only: Model):
    for sentence in sentences(parse(Report("i", "r", text), rules_only)):
        assert text[sentence.start : sentence.end] == sentence.text != ""
