"""The whole way: bytes to claims to ledger."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import codec
from reportedly.detect.models import Model
from reportedly.ledger import Ledger
from reportedly.pipeline import Tools, add, claims_of
from reportedly.read import Details, make_report
from reportedly.records import Claim, Quarantined
from reportedly.resolve.gazetteer import Gazetteer

TEXT = """Two drones hit a depot in Sumy on Monday, killing at least 12 people and wounding 30, the regional council said.

"More than 40 shells fell on the town," a resident said. The army denied that its troops had withdrawn."""


@pytest.fixture(scope="module")
def tools(model: Model) -> Tools:
    return Tools(model, Gazetteer.open())


@pytest.fixture(scope="module")
def plain(rules_only: Model) -> Tools:
    return Tools(rules_only, Gazetteer.open())


def spans(value: object) -> list[tuple[int, int, str]]:
    """Every {start, end, text} within a claim's JSON."""
    if isinstance(value, dict):
        here = [(value["start"], value["end"], value["text"])] if isinstance(value.get("start"), int) and value.get("text") is not None else []
        return here + [found for inner in value.values() for found in spans(inner)]
    return [found for inner in value for found in spans(inner)] if isinstance(value, list) else []


def verbatim(text: str, claim: Claim) -> bool:
    return all(text[start:end] == words for start, end, words in spans(codec.decode(codec.encode(claim), dict)))


def test_a_report_becomes_claims_with_their_words(tools: Tools):
    claims = claims_of(make_report(TEXT, said=Details("Harbour Wire", "2025-02-08")), tools)
    figures = [(c.figure.text, c.figure.measure, c.figure.hedge, c.speaker.name if c.speaker else None) for c in claims if c.figure]
    assert ("12", "killed", "at_least", "regional council") in figures
    assert ("30", "wounded", "exact", "regional council") in figures
    assert any(text == "40" and hedge == "more_than" and "resident" in (name or "") for text, _, hedge, name in figures)
    assert any(c.stance == "denied" and c.event and c.event.trigger.text == "withdrawn" for c in claims)
    assert all(verbatim(TEXT, claim) for claim in claims)


def test_one_report_always_gives_the_same_bytes(tools: Tools):
    report = make_report(TEXT)
    again = pickle.loads(pickle.dumps(tools.gazetteer))
    assert [codec.encode(c) for c in claims_of(report, tools)] == [codec.encode(c) for c in claims_of(report, Tools(tools.model, again))]


def test_events_without_a_type_in_one_quote_are_one_claim(plain: Tools):
    claims = claims_of(make_report("0 people were killed and 0 more were killed in Sumy, said the army."), plain)
    assert len({claim.claim_key for claim in claims}) == len(claims) == 1


def test_a_flood_of_numbers_in_one_sentence_is_no_figure_and_the_rest_is_read(plain: Tools):
    claims = claims_of(make_report("At least 12 people were killed in Sumy.\n" + "12, killed, " * 300), plain)
    assert [claim.figure.text for claim in claims if claim.figure] == ["12"]


def test_a_stage_that_does_not_end_costs_its_report(tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def endless(detection: object, gazetteer: object) -> tuple[()]:
        while True:
            pass

    with Ledger.open(tmp_path / "l.db") as ledger, ledger.run(tools.made_by, "add") as run, monkeypatch.context() as slow:
        slow.setattr("reportedly.pipeline.REPORT_SECONDS", 0.2)
        slow.setattr("reportedly.pipeline.resolve", endless)
        (outcome,) = add([make_report(TEXT)], run, tools)
    assert "OutOfTimeError: took more than 0.2 s" in (outcome.reason or "")


def test_a_report_that_is_too_long_is_not_begun(plain: Tools, tmp_path: Path):
    with Ledger.open(tmp_path / "l.db") as ledger, ledger.run(plain.made_by, "add") as run:
        (outcome,) = add([make_report("a " * 600_000)], run, plain)
    assert outcome.reason == "longer than 1,000,000 characters: split it"


def test_rules_only_says_so_in_every_claim(plain: Tools):
    claims = claims_of(make_report(TEXT), plain)
    assert {claim.figure.text for claim in claims if claim.figure} >= {"12", "40"}
    assert all(claim.made_by.model is None for claim in claims)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(
        st.sampled_from([*TEXT.split(), *"\"“”„«»''…—–-()[]%$", "\n\n", "said", "12", "١٢", "２０", "²", "İ", "👩‍👩‍👧", "é", "\u202e", "3.5.7"]),
        max_size=40,
    )
)
def test_no_text_raises_and_every_span_is_verbatim(parts: list[str], tools: Tools):
    text = " ".join(parts) + "."
    assert all(verbatim(text, claim) for claim in claims_of(make_report(text), tools))


def test_every_input_is_added_already_there_or_quarantined(tools: Tools, tmp_path: Path):
    report, bad = make_report(TEXT), Quarantined("bad.html", "read", "no text")
    with Ledger.open(tmp_path / "l.db") as ledger:
        with ledger.run(tools.made_by, "add") as run:
            outcomes = list(add([report, bad, report], run, tools))
        assert [(o.status, o.source) for o in outcomes] == [("added", "text"), ("quarantined", "bad.html"), ("already there", "text")]
        assert outcomes[0].claims == ledger.counts().claims > 3
        assert list(ledger.verify()) == []


def test_a_fault_of_ours_costs_one_report(tools: Tools, tmp_path: Path):
    class Broken(Gazetteer):
        def candidates(self, name: str) -> tuple[()]:
            raise RuntimeError("broken index")

    broken = Tools(tools.model, Broken(tools.gazetteer.path))
    with Ledger.open(tmp_path / "l.db") as ledger, ledger.run(tools.made_by, "add") as run:
        outcomes = list(add([make_report(TEXT), make_report("Nothing here.")], run, broken))
    assert [o.status for o in outcomes] == ["quarantined", "added"]
    assert "resolve failed: RuntimeError: broken index" in (outcomes[0].reason or "")


def test_a_report_that_the_ledger_refuses_costs_itself(tools: Tools, tmp_path: Path):
    report = make_report(TEXT)
    with Ledger.open(tmp_path / "l.db") as ledger, ledger.run(tools.made_by, "add") as run:
        outcomes = list(add([replace(report, report_id="0" * 64), report], run, tools))
    assert [o.status for o in outcomes] == ["quarantined", "added"]
    assert "report_id" in (outcomes[0].reason or "")
