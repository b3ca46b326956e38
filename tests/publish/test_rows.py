"""JSON Lines and CSV."""

import csv as reader
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import codec
from reportedly.publish import csv, jsonl
from reportedly.publish.fields import columns
from reportedly.records import Claim, Figure


def table(*claims: Claim) -> list[dict[str, str]]:
    return list(reader.DictReader(io.StringIO("".join(csv(claims)), newline="")))


def test_a_line_of_json_is_a_claim_with_every_key(bare: Claim, full: Claim) -> None:
    lines = list(jsonl([full, bare]))
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    assert [codec.decode(line, Claim) for line in lines] == [full, bare]
    assert json.loads(lines[1])["figure"] is None
    assert list(json.loads(lines[0])) == sorted(json.loads(lines[0]))


def test_no_claims_make_a_header_alone() -> None:
    assert list(jsonl([])) == []
    assert "".join(csv([])) == ",".join(f.column or "" for f in columns()) + "\n"


def test_a_row_holds_the_claim_flat(full: Claim) -> None:
    row = table(full)[0]
    expected = {
        "claim_id": "c2", "claim_key": "k1", "report_ref": "a.txt", "report_id": "r2", "outlet": "Copper Mail", "title": 'The "depot", hit',
        "quote_start": "10", "quote_text": "more than 40 thousand trucks\nwere lost", "quote_prefix": "He said ", "speech": "indirect",
        "cue_text": "said", "speaker_name": "Ansa Merel", "speaker_kind": "person", "speaker_side": "Nowhere",
        "chain": "Copper Mail > Ansa Merel > unnamed", "chain_kinds": "outlet > person > unnamed", "chain_starts": "50 > 0 > ",
        "origin": "Ansa Merel",
        "event_type": "Explosions/Remote violence",
        "event_sub_type": "", "event_trigger_text": "lost", "event_actor": "Nowhere",
        "figure_text": "40 thousand", "figure_value": "40000", "figure_low": "40000", "figure_high": "", "figure_hedge": "more_than",
        "figure_counted_text": "trucks", "figure_role": "", "figure_scope": "incident", "place_name": "Harrowdene", "place_latitude": "-0.5",
        "place_longitude": "30", "place_where_prec": "1", "date_start": "2025-02-07", "date_text_start": "80", "date_anchor": "published",
        "spoken": "2025-02-08", "made_by_model_name": "m", "schema": "1",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert json.loads(row["evidence"])["hedge"]["rule"] == "hedge"
    assert json.loads(row["flags"])[0]["kind"] == "slip"


def test_what_is_null_is_empty(bare: Claim) -> None:
    row = table(bare)[0]
    assert {name for name, cell in row.items() if cell} == {
        "claim_id", "claim_key", "report_ref", "report_id", "quote_start", "quote_end", "quote_text", "quote_suffix", "speech", "stance",
        "made_by_rules", "made_by_lexicons", "schema",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+cmd", "'+cmd"),
        ("- he said", "'- he said"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-2+3", "'-2+3"),
        ("a=1", "a=1"),
        ("-5", "-5"),
        ("+1,000.5", "+1,000.5"),
        ("-12\u00a0000", "-12\u00a0000"),
        ("", ""),
    ],
)
def test_a_formula_is_disarmed_and_a_number_is_not_touched(text: str, cell: str, bare: Claim) -> None:
    assert table(replace(bare, report_ref=text))[0]["report_ref"] == cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [(-0.5, "-0.5"), (40000.0, "40000"), (2.5, "2.5"), (-3.0, "-3"), (1e21, "1" + "0" * 21), (float("inf"), ""), (float("nan"), ""), (None, "")],
)
def test_numbers_stand_as_they_are(value: float | None, cell: str, bare: Claim) -> None:
    figure = Figure(0, 1, "2", value, value, value, "exact", "other", None)
    row = table(replace(bare, figure=figure))[0]
    assert (row["figure_value"], row["figure_low"]) == (cell, cell)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_texts_go_through_csv(text: str, bare: Claim) -> None:
    row = table(replace(bare, report_ref=text, origin="end"))[0]
    assert row["report_ref"].removeprefix("'") == text.removeprefix("'")
    assert row["origin"] == "end"
    assert row["report_ref"][:1] not in {"=", "@", "\t", "\r"}
