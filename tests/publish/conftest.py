"""Claims made by hand, for the tests of what is published."""

from dataclasses import replace

import pytest

from reportedly.records import Claim, Event, Evidence, Figure, Flag, Link, MadeBy, ModelVersion, Place, Quote, ReportHead, Span, Speaker, When

BARE = Claim(
    claim_key="k1",
    claim_id="c1",
    report_ref="a.txt",
    report=ReportHead("r1", None, None, None, None, None),
    quote=Quote(0, 19, "Two people were hurt", "", "."),
    speech="unattributed",
    stance="asserted",
    made_by=MadeBy("0.1.0", "f" * 64, None),
)
FULL = replace(
    BARE,
    claim_id="c2",
    report=ReportHead("r2", "Copper Mail", "https://mail.example/1", "2025-02-08", "en", 'The "depot", hit'),
    quote=Quote(10, 40, "more than 40 thousand trucks\nwere lost", "He said ", "."),
    speech="indirect",
    made_by=MadeBy("0.1.0", "f" * 64, ModelVersion("m", "1.0", "e" * 64)),
    cue=Span(3, 7, "said"),
    speaker=Speaker(0, 2, "he", "Ansa Merel", "person", "Nowhere"),
    chain=(
        Link("Copper Mail", "outlet", 50, 61, "Copper Mail"),
        Link("Ansa Merel", "person", 0, 2, "he"),
        Link("unnamed", "unnamed", None, None, None),
    ),
    origin="Ansa Merel",
    event=Event("Explosions/Remote violence", None, Span(30, 34, "lost"), "Nowhere", None),
    figure=Figure(
        20, 31, "40 thousand", 40000.0, 40000.0, None, "more_than", "equipment_lost", "truck", Span(32, 38, "trucks"), "Nowhere", scope="incident"
    ),
    place=Place(60, 69, "Harrowdene", "Harrowdene", "XX", "XX-01", 7, -0.5, 30.0, 1),
    date=When("2025-02-07", "2025-02-07", 80, 89, "on Friday", 1, "published"),
    spoken="2025-02-08",
    as_of="2025-02-08",
    evidence={"hedge": Evidence(10, 19, "more than", "hedge")},
    flags=(Flag("slip", 60, 69, "Harrowdene", "a reason"),),
)


@pytest.fixture(scope="session")
def bare() -> Claim:
    """A claim with nothing that may be null."""
    return BARE


@pytest.fixture(scope="session")
def full() -> Claim:
    """A claim with nearly everything."""
    return FULL
