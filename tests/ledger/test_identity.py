from dataclasses import fields, replace

import pytest
from invented import MADE_BY, NEWER, claims, report

from reportedly import codec
from reportedly.identity import claim_id, claim_key, id_of_report, id_of_values, identified, text_hash
from reportedly.records import Claim, Report, Span


def test_ids_of_today_stay_the_ids_of_tomorrow():
    assert claim_key(text_hash("A text."), Span(0, 7, "A text."), None) == "5962320fd13d39d1b436d9e1b3cc39d1a9190128e07968b01139a196948034d2"
    assert report().report_id == "d63b8e2773854d91a9cfca8b8e093cf14d288a8a6f564fb3a503562db57c893e"
    assert claims(report())[0].claim_id == "8c644c74f58d4ea15e2a259d06019961afad9776c1215afb63d2cd9e3cf297c9"


@pytest.mark.parametrize("changed", [{"text": "Other."}, {"outlet": "Other"}, {"url": "https://other.example"}, {"published": "2025-02-09"}])
def test_another_text_or_source_is_another_report(changed: dict[str, str]):
    assert id_of_report(replace(report(), **changed)) != report().report_id


@pytest.mark.parametrize("changed", [{"title": "Other"}, {"language": "uk"}, {"raw_sha256": "0"}, {"report_ref": "other"}])
def test_what_is_not_text_or_source_leaves_the_id(changed: dict[str, str]):
    assert id_of_report(replace(report(), **changed)) == report().report_id


def test_without_a_url_the_reports_own_id_is_its_source():
    one, two = (replace(report(), url=None, own_id=name) for name in ("a", "b"))
    assert id_of_report(one) != id_of_report(two)


def test_a_newer_reading_of_the_same_words_keeps_the_key_and_has_another_id():
    before, after = (claims(report(), made_by)[0] for made_by in (MADE_BY, NEWER))
    assert before.claim_key == after.claim_key
    assert before.claim_id != after.claim_id


def test_a_verbatim_copy_shares_keys_but_no_ids():
    first, copy = (claims(report(outlet=outlet)) for outlet in ("Example Wire", "Example Daily"))
    assert [claim.claim_key for claim in first] == [claim.claim_key for claim in copy]
    assert not {claim.claim_id for claim in first} & {claim.claim_id for claim in copy}


def test_two_figures_in_one_quote_are_two_claims():
    text = text_hash("12 killed, 30 wounded")
    whole = Span(0, 21, "12 killed, 30 wounded")
    assert claim_key(text, whole, Span(0, 2, "12")) != claim_key(text, whole, Span(11, 13, "30")) != claim_key(text, whole, None)


@pytest.mark.parametrize("name", sorted({field.name for field in fields(Claim)} - {"claim_id", "claim_key", "report_ref", "report"}))
def test_every_value_counts_in_the_id(name: str):
    claim = claims(report())[0]
    other = {
        "quote": replace(claim.quote, suffix=""), "speech": "direct", "stance": "denied", "made_by": NEWER, "cue": None, "speaker": None, "chain": (),
        "origin": None, "event": claims(report())[2].event, "figure": replace(claim.figure, hedge="about"), "place": None, "date": None,
        "spoken": "2025-02-08", "as_of": "2025-02-08", "evidence": {}, "flags": None, "schema": 2,
    }  # fmt: skip
    assert claim_id(replace(claim, **{name: other[name]})) != claim.claim_id


def test_the_id_of_stored_json_is_the_id_of_the_claim():
    claim = claims(report())[1]
    stored = codec.decode(codec.encode(claim), dict[str, object])
    assert id_of_values(stored) == claim.claim_id == identified(replace(claim, claim_id="", claim_key=""), text_hash(report().text)).claim_id


@pytest.mark.parametrize("name", ["later", "figure"])
def test_a_field_that_a_later_version_adds_changes_no_id_where_it_is_null(name: str):
    claim = claims(report())[1]
    stored = codec.decode(codec.encode(claim), dict[str, object])
    figure = stored["figure"]
    assert isinstance(figure, dict)
    later = {"later": None, "figure": {**figure, "later": None}}[name]
    assert id_of_values({**stored, name: later}) == claim.claim_id
    assert id_of_values({**stored, "later": 1}) != claim.claim_id


def test_report_fields_are_columns():
    from reportedly.ledger.tables import PROOF, reports

    assert {field.name for field in fields(Report)} == {column.name for column in reports.columns} - PROOF
