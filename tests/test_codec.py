"""Records to JSON and back."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import codec
from reportedly.records import Attribution, Claim, Detection, Finding, Judgement, Link, Quantity, Report, Span, Statement, Trigger

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


# hypothesis builds each record from its type hints.
st.register_type_strategy(str, words)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(int, st.integers(-(2**53), 2**53))


@pytest.mark.parametrize(
    "kind", [Span, Report, Attribution, Link, Quantity, Trigger, Statement, Claim, Finding, Judgement], ids=lambda kind: kind.__name__
)
@given(data=st.data())
def test_every_record_comes_back_as_it_went(kind: type, data: st.DataObject):
    record = data.draw(st.builds(kind))
    line = codec.encode(record)
    assert b"\n" not in line
    if kind is not Detection:  # one is equal to itself only
        assert codec.decode(line, kind) == record
    assert codec.encode(codec.decode(line, kind)) == line


def test_keys_are_sorted_and_compact():
    assert codec.encode(Span(1, 3, "é")) == '{"end":3,"start":1,"text":"é"}'.encode()


def test_what_is_no_record_is_refused():
    with pytest.raises(msgspec.ValidationError):
        codec.decode(b'{"start": "one", "end": 2, "text": ""}', Span)


def test_a_detection_round_trips():
    detection = Detection(Report("i", "r", "A text."), sentences=(Span(0, 7, "A text."),))
    line = codec.encode(detection)
    assert codec.encode(codec.decode(line, Detection)) == line
