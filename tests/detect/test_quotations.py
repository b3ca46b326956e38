"""Quotation marks of every kind, whole, odd, nested and lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.detect.documents import paragraphs_of
from reportedly.detect.quotations import quotations, quoted

MARKS = st.text(alphabet="\"“”„«»‹›‘’'`ab .,!?s\n\u00a0\0😀", max_size=60)


def texts(text: str) -> list[str]:
    return [q.text for q in quotations(text, paragraphs_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and left.', ['"no"']),
        ("Straight and “typographic” and ‘single’ ones.", ["“typographic”", "‘single’"]),
        ("Das ist „deutsch“, das «russisch» und das »anders«.", ["„deutsch“", "«russisch»", "»anders«"]),
        ("''Doubled,'' he said. ''Again.''", ["''Doubled,''", "''Again.''"]),
        ("“It is unusual,“ said the clerk.", ["“It is unusual,“"]),
        ("The soldiers' wives said it's 'not over' yet.", ["'not over'"]),
        ("It happened in the '90s, and it's the troops' fault.", []),
        ('A 9" pipe and a 12" shell were found.', []),
        ("“He told me ‘go’ and I went,” she said.", ["“He told me ‘go’ and I went,”"]),
        ('"There is a saying "own choice" here," he noted.', ['"There is a saying "own choice" here,"']),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('An odd " mark here. And on.', ['" mark here.']),
        ('"The first is open. It ends there. "The second is whole." Yes.', ['"The first is open.', '"The second is whole."']),
        ('The opening was lost," he said. "Not this one."', ['The opening was lost,"', '"Not this one."']),
        ('They "hid them.\n\n"They went on," he said.', ['"hid them.', '"They went on,"']),
        ("“One paragraph. It runs on.\n\n“And another,” he said.", ["“One paragraph. It runs on.", "“And another,”"]),
    ],
)
def test_lost_marks(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_quoted_finds_the_quotation_of_an_offset() -> None:
    text = 'He said "no" and "yes".'
    found = quotations(text, paragraphs_of(text))
    assert [quoted(found, at) for at in (0, text.index("no"), text.index("and"), text.index("yes"))] == [None, 0, None, 1]


@given(MARKS)
def test_any_marks_are_borne(text: str) -> None:
    found = quotations(text, paragraphs_of(text))
    assert all(text[q.start : q.end] == q.text and q.text for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
