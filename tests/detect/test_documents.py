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
