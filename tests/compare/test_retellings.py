"""Which two claims are one claim told twice: pairs that are, and pairs like them that are not."""

from dataclasses import replace

import pytest
from retold import chain, counted, report

from reportedly.compare.retellings import RETELLINGS, drift_findings, retelling
from reportedly.records import Claim, Evidence, Link, Place, StoredClaim, When

FIRST = "The mayor of Ostrivka said that more than 700 people had been captured near Zolk. He was told that 20 officers died, senior ones among them."
SECOND = "According to the Example Wire, 700 people have been captured near Zolk. It also says that 20 senior officers died there."
HERE = report(FIRST, ref="first")
THERE = report(SECOND, outlet="Valley Bulletin", published="2025-02-07", ref="second")
ZOLK = Place(0, 4, "Zolk", "Zolk", "XA", "XA-1", where_prec=1)
LUNBY = Place(0, 5, "Lunby", "Lunby", "XA", "XA-1", where_prec=1)
WIRE = chain("Example Wire", kind="outlet")
MAYOR = chain("mayor of Ostrivka", kind="office")


def more(links: tuple[Link, ...] = MAYOR, **fields: object) -> Claim:
    known = {"hedge": "more_than", "high": None, "measure": "captured", "place": ZOLK, "origin": "mayor of Ostrivka", **fields}
    return counted(
        HERE, "The mayor of Ostrivka said that more than 700 people had been captured near Zolk", "more than 700 people", 700, chain=links, **known
    )


def exact(links: tuple[Link, ...] = (*WIRE, *MAYOR), value: float = 700, **fields: object) -> Claim:
    known = {"measure": "captured", "place": ZOLK, "origin": links[-1].name if links else None, **fields}
    return counted(THERE, SECOND.partition(". ")[0], "700 people", value, chain=links, **known)


def published(claim: Claim, day: str) -> Claim:
    return replace(claim, report=replace(claim.report, published=day))


def from_outlet(claim: Claim, outlet: str) -> Claim:
    return replace(claim, report=replace(claim.report, outlet=outlet))


def test_a_credited_claim_is_told_again_and_its_hedge_is_lost():
    told = retelling(exact(), more())
    assert (told.before, told.after, told.how) == (more(), exact(), "credited")
    (found,) = drift_findings(told)
    assert (found.kind, found.how, found.figures, found.reports) == ("drift", "hedge", ("700", "700"), ("first", "second"))
    assert found.claims == (more().claim_key, exact().claim_key)
    reason = "“more than 700 people” in Example Wire (2025-02-06, first) is told as “700 people” in Valley Bulletin (2025-02-07, second): the hedge"
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    "other",
    [
        exact(measure="killed"),
        exact(unit="tank"),
        exact(place=LUNBY),
        exact(value=710),
        exact(date=When("2025-01-03", "2025-01-03", 0, 1, "T", 1)),
        published(exact(), "2025-03-07"),
        published(exact(links=WIRE), "2025-02-01"),
        exact(links=chain("general staff", kind="organisation")),
        exact(links=()),
    ],
    ids=["measure", "unit", "place", "number", "day", "late", "before", "origin", "no source"],
)
def test_what_differs_in_more_than_words_is_another_claim(other):
    assert retelling(more(date=When("2025-02-05", "2025-02-05", 0, 1, "T", 1)), other) is None


def test_one_speaker_in_two_reports_without_credit_is_one_claim_too():
    told = retelling(more(), from_outlet(exact(links=MAYOR), "Coast Mail"))
    assert told is not None
    assert told.how == "origin"


def test_an_outlet_is_no_origin_to_go_by():
    assert retelling(more(links=chain("Reuters", kind="outlet"), origin="Reuters"), exact(links=chain("Reuters", kind="outlet"))) is None


def test_what_the_source_said_is_dropped():
    told = retelling(more(), exact(links=WIRE))
    other = replace(told.after, quote=replace(told.after.quote, text="The Wire says 700 soldiers surrendered"))
    assert "drift-attribution-dropped" in {found.rule for found in drift_findings(replace(told, after=other))}


def test_a_sentence_in_the_same_words_drops_no_source_by_itself():
    told = retelling(more(), exact(links=WIRE))
    same = replace(told.after, quote=replace(told.after.quote, text="more than 700 people had been captured near Zolk"))
    assert "drift-attribution-dropped" not in {found.rule for found in drift_findings(replace(told, after=same))}


def lead_and_quote(lead: str, quote: str, **fields: object) -> tuple[Claim, Claim]:
    of = report(f"20 {lead} died near Zolk, the mayor said. Asked again, he said he was told that 20 {quote}.")
    first = counted(of, f"20 {lead} died near Zolk, the mayor said", f"20 {lead}", 20, place=ZOLK, chain=MAYOR)
    then = counted(of, f"he said he was told that 20 {quote}", "20 officers", 20, **{"place": ZOLK, "chain": (*MAYOR, *chain("unnamed")), **fields})
    return first, then


def test_the_lead_hardens_the_quotation():
    lead, quote = lead_and_quote("senior officers", "officers died, senior ones among them")
    told = retelling(lead, quote)
    assert (told.before, told.after, told.how) == (quote, lead, "within")
    assert [(found.how, found.rule) for found in drift_findings(told)] == [("noun", "drift-noun-part"), ("attribution", "drift-hearsay-dropped")]


@pytest.mark.parametrize(
    ("lead", "fields"),
    [("senior officers", {"place": LUNBY}), ("civilians", {}), ("senior officers", {"chain": chain("another")}), ("senior officers", {"chain": ()})],
)
def test_in_one_report_another_place_noun_or_speaker_is_another_claim(lead, fields):
    first, then = lead_and_quote(lead, "officers died, senior ones among them", **fields)
    told = retelling(first, then)
    assert told is None or not list(drift_findings(told))


def test_small_numbers_need_place_and_day():
    text = "At least 7 soldiers were killed, the mayor said."
    one, other = report(text), report(text.replace("At least ", ""), outlet="Coast Mail")
    known = {"chain": MAYOR, "origin": "mayor of Ostrivka"}
    first = counted(one, one.text.strip("."), "At least 7 soldiers", 7, hedge="at_least", high=None, **known)
    pair = (first, counted(other, other.text.strip("."), "7 soldiers", 7, **known))
    assert retelling(*pair) is None
    day = When("2025-02-05", "2025-02-05", 0, 1, "T", 1)
    assert retelling(*(replace(claim, place=ZOLK, date=day) for claim in pair)) is not None


def of_party(claim: Claim, party: str) -> Claim:
    """The claim with a party that its own words name."""
    assert claim.figure is not None
    figure = claim.figure
    words = Evidence(figure.start, figure.end, figure.text, "party")
    return replace(claim, figure=replace(figure, party=party), evidence={**claim.evidence, "party": words})


def test_a_party_that_both_name_must_be_one():
    assert retelling(of_party(more(), "Northland"), of_party(exact(), "Southland")) is None
    assert retelling(of_party(more(), "Northland"), of_party(exact(), "Northland and Southland")) is not None


def test_two_claims_meet_under_one_key_only():
    rows = [StoredClaim(more(), "Example Wire"), StoredClaim(exact(), "Valley Bulletin")]
    common = set(RETELLINGS.keys(rows[0])) & set(RETELLINGS.keys(rows[1]))
    assert len(common) > 1
    assert [len(list(RETELLINGS.find(key, rows))) for key in sorted(common)] == [1] + [0] * (len(common) - 1)
