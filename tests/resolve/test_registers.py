"""What a report holds, looked up: the same as a search over all of it."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Detection, Quantity, Report, Statement
from reportedly.resolve.registers import beside, figure_before, has_figures, sentence_at, sentences_after, sentences_before
from reportedly.resolve.retellings import retold
from reportedly.spans import span

SENTENCES = ("In Velmar 12 died.", "It rained.", "At least 12 died, and 7 fled.", "So it was.", "Then 3 died.")


def detection_of(parts: list[str]) -> Detection:
    """Sentences one behind the other, and a statement for every number in them."""
    text, sentences, statements = "", [], []
    for part in parts:
        sentences.append((len(text), len(text) + len(part)))
        text += part + " "
    found = tuple(span(text, *s) for s in sentences)
    for sentence in found:
        start = sentence.start
        for word in sentence.text.split(" "):
            if word.isdigit():
                number = span(text, start, start + len(word))
                statements.append(Statement(sentence, sentence, None, Quantity(number, group="kill")))
            start += len(word) + 1
    return Detection(Report("i", "r", text), found, statements=tuple(statements))


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.integers(0, 150), st.integers(1, 3))
def test_looked_up_is_searched(parts: list[str], at: int, most: int):
    detection = detection_of(parts)
    sentences = detection.sentences
    assert sentence_at(detection, at) == max((i for i, s in enumerate(sentences) if s.start <= at), default=-1)
    assert tuple(sentences_before(detection, at, most)) == tuple(s for s in sentences if s.end <= at)[-most:]
    assert tuple(sentences_after(detection, at, most)) == tuple(s for s in sentences if s.start >= at)[:most]
    before = [s for s in detection.statements if s.quantity is not None and s.quantity.number.start < at]
    assert figure_before(detection, at) is (before[-1] if before else None)
    for statement in detection.statements:
        assert beside(statement, detection) == tuple(s for s in detection.statements if s.sentence == statement.sentence)
    assert [has_figures(s, detection) for s in sentences] == [any(c.isdigit() for c in s.text) for s in sentences]


def test_a_number_that_is_told_twice_is_retold_and_one_that_stands_everywhere_is_not():
    twice = detection_of([SENTENCES[0], SENTENCES[1], SENTENCES[2]])
    assert [s.sentence.text for s in retold(twice.statements[0], twice)] == [SENTENCES[2]]
    everywhere = detection_of([SENTENCES[0]] * 30)
    assert retold(everywhere.statements[0], everywhere) == ()
