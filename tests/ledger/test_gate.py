from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import AT, MADE_BY, NEWER, claims, report, span

from reportedly.errors import LedgerError
from reportedly.identity import id_of_report, identified, text_hash
from reportedly.ledger import Ledger, RefusedError
from reportedly.ledger.gate import checked, span_faults
from reportedly.records import Claim, Evidence, Link, Report, Span


def _again(claim: Claim) -> Claim:
    return identified(claim, text_hash(report().text))


_KILLED = claims(report())[0]
_REFUSED = [
    (replace(_KILLED, claim_key="0" * 64), "claim_key"),
    (replace(_KILLED, claim_id="0" * 64), "claim_id"),
    (replace(_KILLED, origin="Somebody Else"), "claim_id"),
    (_again(replace(_KILLED, report_ref="other")), "report_ref"),
    (_again(replace(_KILLED, report=replace(_KILLED.report, outlet="Other"))), "report.outlet"),
    (_again(replace(_KILLED, quote=replace(_KILLED.quote, text="at least 13 soldiers"))), "at least 13 soldiers"),
    (_again(replace(_KILLED, quote=replace(_KILLED.quote, prefix="not there"))), "before or after quote"),
    (_again(replace(_KILLED, cue=Span(0, 4, "said"))), "cue"),
    (_again(replace(_KILLED, cue=Span(-4, 0, ""))), "impossible span"),
    (_again(replace(_KILLED, cue=Span(9000, 9004, "said"))), "impossible span"),
    (_again(replace(_KILLED, chain=(Link("X", "person", 0, 1, "X"),))), "chain[0]"),
    (_again(replace(_KILLED, date=replace(_KILLED.date, text="on Tuesday"))), "date"),
    (_again(replace(_KILLED, evidence={"hedge": Evidence(0, 5, "about", "r")})), "evidence.hedge"),
    (_again(replace(_KILLED, figure=replace(_KILLED.figure, low=float("inf")))), "read back"),
    (_again(replace(_KILLED, stance="sworn")), "written as JSON"),
    (claims(report(), NEWER)[0], "other versions"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "reason"), _REFUSED)
def test_a_claim_that_does_not_hold_is_refused_and_nothing_of_its_report_stored(ledger: Ledger, claim: Claim, reason: str):
    with ledger.run(MADE_BY, "add", AT) as run:
        with pytest.raises(RefusedError) as refused:
            run.add(report(), [claims(report())[1], claim])
        assert not isinstance(refused.value, LedgerError)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert ledger.counts().reports == 0


def test_a_link_without_words_is_let_in():
    assert checked(report(), claims(report()), MADE_BY)


def test_two_claims_of_one_key_are_refused():
    with pytest.raises(RefusedError, match="two claims have the claim_key"):
        checked(report(), [_KILLED, _KILLED], MADE_BY)


def test_a_report_under_another_id_is_refused():
    with pytest.raises(RefusedError, match="report_id"):
        checked(replace(report(), report_id="0" * 64), (), MADE_BY)


@pytest.mark.parametrize("field", ["text", "title", "report_ref"])
def test_a_lone_surrogate_is_refused_in_words_that_can_be_printed(field: str):
    with pytest.raises(RefusedError, match="surrogate") as refused:
        checked(replace(report(), **{field: "a\ud800b"}), (), MADE_BY)
    assert str(refused.value).encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.data())
def test_spans_of_any_text_pass_and_shifted_ones_do_not(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    verbatim = {"start": start, "end": end, "text": text[start:end]}
    assert not list(span_faults(text, {"deep": [verbatim]}, ""))
    assert list(span_faults(text, {"deep": [{**verbatim, "text": text[start:end] + "x"}]}, ""))


def test_the_ids_of_an_empty_report_hold():
    empty = Report("", "empty", "")
    assert checked(replace(empty, report_id=id_of_report(empty)), (), MADE_BY) == []
    assert span(report().text, "said").text == "said"
