"""How a report is cut up before it is parsed."""

import pytest

from reportedly.detect import documents
from reportedly.detect.models import Model
from reportedly.records import Report


def sentences(text: str, model: Model) -> list[str]:
    document = documents.parse(Report("r", "r", text), model)
    return [document.span_of(sentence).text for sentence in document.doc.sents]


@pytest.mark.parametrize("dateline", ["VELMAR, North Orun - ", "VELMAR (Reuters) — ", "Velmar (AFP) - ", "PORT VELMAR, Feb. 3 -- "])
def test_a_dateline_is_no_part_of_the_sentence_behind_it(dateline: str, model: Model) -> None:
    found = sentences(f"{dateline}The army fired three missiles.", model)
    assert found[-1] == "The army fired three missiles."
    assert len(found) > 1


@pytest.mark.parametrize(
    "text", ["The army - all of it - fired three missiles.", "NATO forces — and others — left the town.", "Velmar - The army left."]
)
def test_a_dash_in_a_sentence_makes_no_dateline(text: str, model: Model) -> None:
    assert sentences(text, model)[0].startswith(text.split()[0])
    assert not documents._DATELINE.match(text)


def test_what_is_longer_than_any_paragraph_is_cut_between_its_words(rules_only: Model) -> None:
    words = "killed " * 1000
    found = sentences(words, rules_only)
    assert len(found) == 3
    assert max(map(len, found)) <= documents.LONGEST
    assert " ".join(found) == words.strip()


def test_it_is_cut_behind_a_sentence_where_there_is_one(rules_only: Model) -> None:
    lead = "Twelve soldiers were killed near Sumy. " * 70
    found = sentences(lead + "wounded " * 200, rules_only)
    assert found[69] == "Twelve soldiers were killed near Sumy."
    assert found[70].startswith("wounded")
    assert len(found) == 71


def test_a_word_without_end_is_cut_too(rules_only: Model) -> None:
    assert "".join(sentences("a" * 7000, rules_only)) == "a" * 7000


def test_a_long_paragraph_is_not_cut_inside_a_sentence(rules_only: Model) -> None:
    sentence = "At least twelve soldiers were killed near Sumy on Monday, the council said."
    assert set(sentences(" ".join([sentence] * 100), rules_only)) == {sentence}
