"""Our own stand-ins for the model's last components give what these would."""

from dataclasses import replace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from reportedly.detect.annotations import annotator
from reportedly.detect.entities import is_greedy, recognise
from reportedly.detect.models import Model

pytestmark = pytest.mark.filterwarnings(r"ignore:\[W113\]")

TEXTS = (
    "Ivo Dorvik told the Northern Herald on 3 May 2031 that 1,200 soldiers of the 14th Brigade had left Port Sabel.",
    "There were two strikes. It wasn't theirs; they ain't gonna say who they've hit.",
    "New York City, Rostov-on-Don and the United Nations Security Council in one list: 5 per cent of $3.4 million.",
    "  two  spaces\tand a tab ",
    "",
    " ",
    "Kharkiv",
    "The General Staff of the Armed Forces of Ukraine",
)


def _seen(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, t.dep_, str(t.morph), t.lemma_, t.ent_iob_, t.ent_type_, t.head.i, t.is_sent_start) for t in doc]


def test_docs_are_those_of_the_whole_pipeline(model: Model) -> None:
    assert model.annotator is not None
    assert model.greedy
    for ours, theirs in zip(model.docs(TEXTS), model.nlp.pipe(TEXTS), strict=True):
        assert _seen(ours) == _seen(theirs)


@given(st.lists(st.sampled_from(" ".join(TEXTS).split(" ")), max_size=30).map(" ".join))
def test_docs_are_those_of_the_whole_pipeline_whatever_the_words(model: Model, text: str) -> None:
    assert _seen(model.docs([text])[0]) == _seen(model.nlp(text))


def test_what_is_known_is_bounded(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    assert model.annotator is not None
    monkeypatch.setattr("reportedly.detect.annotations._MOST", 3)
    fresh = replace(model, annotator=replace(model.annotator, known={}))
    assert _seen(fresh.docs([TEXTS[0]])[0]) == _seen(model.nlp(TEXTS[0]))
    assert fresh.annotator is not None
    assert len(fresh.annotator.known) <= 3


def test_a_ruler_that_looks_at_more_is_left_to_itself(model: Model) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("lemmatizer", source=model.nlp)
    assert annotator(nlp) is not None
    ruler.add([[{"LOWER": "the"}, {"SHAPE": "Xxxx"}]], {"POS": "DET"})  # type: ignore[attr-defined]
    assert annotator(nlp) is not None
    ruler.add([[{"SHAPE": "Xxxx"}]], {"POS": "PROPN"})  # type: ignore[attr-defined]
    assert annotator(nlp) is None


def test_a_pipeline_with_entities_of_other_making_is_left_to_itself(model: Model) -> None:
    nlp = spacy.blank("en")
    assert not is_greedy(nlp)
    nlp.add_pipe("ner", source=model.nlp)
    assert is_greedy(nlp)
    nlp.add_pipe("entity_ruler")
    assert not is_greedy(nlp)


def test_no_docs_no_entities(model: Model) -> None:
    recognise([], model.nlp.get_pipe("ner"))  # type: ignore[arg-type]
    assert model.docs([]) == []
