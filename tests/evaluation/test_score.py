"""Gold rows and claims made by hand, and the score that they must get."""

from dataclasses import replace

import pytest

from evaluation.score import Gold, GoldDate, GoldPlace, bad_spans, compare, paired, read_gold, score
from reportedly import codec
from reportedly.records import Claim, Figure, Link, MadeBy, Place, Quote, ReportHead, Span, Speaker, When

TEXT = "More than 700 soldiers were captured in the Kursk region on Friday, the mayor of Lunby said."

GOLD = Gold(
    doc="a.txt",
    figure=Span(10, 13, "700"),
    value=700,
    low=700,
    high=None,
    hedge="more_than",
    measure="captured",
    unit="person",
    counted=Span(14, 22, "soldiers"),
    party="Russia",
    role="military",
    place=GoldPlace(44, 56, "Kursk region", "RU"),
    date=GoldDate("2025-02-07", "2025-02-07", 57, 66),
    scope="incident",
    speaker=Span(68, 86, "the mayor of Lunby"),
    speaker_name=None,
    chain=("mayor of Lunby",),
    speech="indirect",
    stance="asserted",
)

FIGURE = Figure(
    start=10,
    end=13,
    text="700",
    value=700,
    low=700,
    high=None,
    hedge="more_than",
    measure="captured",
    unit="person",
    counted=Span(14, 22, "soldiers"),
    party="Russia",
    role="military",
    scope="incident",
)
SPEAKER = Speaker(68, 86, "the mayor of Lunby", "mayor of Lunby", "office")
PLACE = Place(44, 56, "Kursk region", country="RU")
WHEN = When("2025-02-07", "2025-02-07", 57, 66, "on Friday")

CLAIM = Claim(
    claim_key="k",
    claim_id="i",
    report_ref="a.txt",
    report=ReportHead("r", None, None, "2025-02-08", "en", None),
    quote=Quote(0, 92, TEXT, "", ""),
    speech="indirect",
    stance="asserted",
    made_by=MadeBy("1", "l", None),
    speaker=SPEAKER,
    chain=(Link("mayor of Lunby", "office", 68, 86, "the mayor of Lunby"),),
    figure=FIGURE,
    place=PLACE,
    date=WHEN,
)


def test_spans_of_the_gold_hold() -> None:
    spans = [GOLD.figure, GOLD.counted, GOLD.place, GOLD.speaker]
    assert all(one is not None and TEXT[one.start : one.end] == one.text for one in spans)


def test_a_right_claim_has_every_field_right() -> None:
    assert all(compare(GOLD, CLAIM).values())


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [
        ({"low"}, replace(CLAIM, figure=replace(FIGURE, low=701))),
        ({"high", "hedge"}, replace(CLAIM, figure=replace(FIGURE, high=700, hedge="exact"))),
        ({"measure"}, replace(CLAIM, figure=replace(FIGURE, measure="killed"))),
        ({"party"}, replace(CLAIM, figure=replace(FIGURE, party=None))),
        ({"role"}, replace(CLAIM, figure=replace(FIGURE, role="unknown"))),
        ({"scope"}, replace(CLAIM, figure=replace(FIGURE, scope="cumulative"))),
        ({"unit"}, replace(CLAIM, figure=replace(FIGURE, unit=None))),
        ({"counted"}, replace(CLAIM, figure=replace(FIGURE, counted=None))),
        ({"country"}, replace(CLAIM, place=replace(PLACE, country=None))),
        ({"place", "country"}, replace(CLAIM, place=None)),
        ({"date"}, replace(CLAIM, date=replace(WHEN, end=None))),
        ({"speaker"}, replace(CLAIM, speaker=None)),
        ({"speaker"}, replace(CLAIM, speaker=Speaker(0, 9, "Governor", "governor", "office"))),
        ({"speaker"}, replace(CLAIM, speaker=Speaker(0, 92, TEXT, "a whole report", "unnamed"))),
        ({"chain"}, replace(CLAIM, chain=())),
        ({"chain"}, replace(CLAIM, chain=(*CLAIM.chain, Link("unnamed", "unnamed", None, None, None)))),
        ({"speech", "stance"}, replace(CLAIM, speech="direct", stance="denied")),
    ],
)
def test_what_is_wrong_is_named(wrong: set[str], claim: Claim) -> None:
    assert {name for name, right in compare(GOLD, claim).items() if not right} == wrong


@pytest.mark.parametrize("text", ["Lunby", "the mayor", "The Mayor of Lunby"])
def test_a_speaker_elsewhere_is_right_by_its_name(text: str) -> None:
    verdict = compare(GOLD, replace(CLAIM, speaker=Speaker(0, len(text), text, "the mayor of Lunby", "office")))
    assert verdict["speaker"]


def test_unknown_and_no_role_are_one() -> None:
    assert compare(replace(GOLD, role=None), replace(CLAIM, figure=replace(FIGURE, role="unknown")))["role"]


def test_score_counts_misses_and_what_is_spurious() -> None:
    other = replace(GOLD, figure=Span(0, 4, "More"))
    spurious = replace(CLAIM, figure=replace(FIGURE, start=60, end=66, text="Friday"))
    without_figure = replace(CLAIM, figure=None)
    hardened = replace(CLAIM, figure=replace(FIGURE, hedge="exact"))
    found = score([GOLD, other], {"a.txt": [hardened, spurious, without_figure], "not in the gold": [CLAIM]})
    assert (found.gold, found.claims, found.pairs) == (2, 2, 1)
    assert (found.detect_precision, found.detect_recall, found.detect_f1, found.core_f1, found.full_f1) == (0.5, 0.5, 0.5, 0.5, 0.0)
    assert found.fields["hedge"] == 0.0
    assert [line.split("'")[-1].strip() for line in found.wrong] == ["wrong hedge", "missed", "spurious (captured)"]


def test_pairs_are_one_to_one_and_the_largest_overlap_wins() -> None:
    whole = replace(CLAIM, claim_id="whole", figure=replace(FIGURE, start=0, end=13, text="More than 700"))
    part = replace(CLAIM, claim_id="part", figure=replace(FIGURE, start=11, end=13, text="00"))
    assert [claim.claim_id for _, claim in paired([GOLD], [part, whole])] == ["whole"]


def test_nothing_found_is_zero_not_an_error() -> None:
    found = score([GOLD], {})
    assert (found.detect_f1, found.core_f1, found.full_f1, dict(found.fields)) == (0.0, 0.0, 0.0, {})


def test_gold_reads_back() -> None:
    line = codec.encode(GOLD).decode()
    assert read_gold([line, "\n"]) == [GOLD]


@pytest.mark.parametrize(
    ("bad", "claim"),
    [
        ([], CLAIM),
        (["on Monday"], replace(CLAIM, date=replace(WHEN, text="on Monday"))),
        (["Kursk"], replace(CLAIM, place=replace(PLACE, text="Kursk"))),
        (["mayor"], replace(CLAIM, chain=(Link("mayor of Lunby", "office", 68, 86, "mayor"),))),
        ([], replace(CLAIM, chain=(Link("unnamed", "unnamed", None, None, None),))),
    ],
)
def test_a_span_that_does_not_hold_its_words_is_found_anywhere_in_a_claim(bad: list[str], claim: Claim) -> None:
    assert bad_spans(claim, TEXT) == bad
