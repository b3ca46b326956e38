"""Claims and reports for a person at a terminal."""

import io

import pytest
from rich.console import Console, RenderableType

from reportedly.publish import terminal
from reportedly.records import Claim, Event, Evidence, Figure, Finding, Link, MadeBy, Quote, Report, ReportHead, Span

TEXT = "About 20 people [sic] died in Sumy, a clerk said."
HEAD = ReportHead("r" * 64, "Harbour Wire", None, "2025-02-08", "en", None)


def printed(what: RenderableType) -> str:
    stream = io.StringIO()
    Console(file=stream, width=150).print(what)
    return stream.getvalue()


def claim(**values: object) -> Claim:
    figure = Figure(6, 8, "20", 20, 20, 20, "about", "killed", "person", Span(9, 15, "people"), "Ukraine")
    return Claim(
        "k" * 64, "i" * 64, "text", HEAD, Quote(0, len(TEXT), TEXT, "", ""), "indirect", "asserted", MadeBy("0", "0", None),
        **{"figure": figure, "chain": (Link("clerk", "person", 36, 43, "a clerk"),), **values},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "hedge", "text"),
    [
        (20, 20, "exact", "20"),
        (40000, 40000, "about", "~40,000"),
        (700, None, "more_than", "700+"),
        (None, 50, "at_most", "up to 50"),
        (20, 30, "range", "20–30"),
        (2.5, 2.5, "exact", "2.5"),
        (None, None, "vague", "?"),
    ],
)
def test_bounds(low: float | None, high: float | None, hedge: str, text: str):
    assert terminal.bounds(Figure(0, 1, "x", None, low, high, hedge, "killed", None)) == text  # type: ignore[arg-type]


def test_a_row_says_what_and_who():
    assert terminal.what(claim()) == "killed ~20 people (Ukraine)"
    assert terminal.who(claim()) == "Harbour Wire → clerk"
    assert terminal.who(claim(chain=())) == "Harbour Wire itself"


def test_an_event_without_a_figure_says_its_trigger():
    event = Event("Battles", "Armed clash", Span(22, 26, "died"), "Ukraine", None)
    assert terminal.what(claim(figure=None, event=event)) == "Armed clash: “died” by Ukraine"


def test_the_marked_text_keeps_every_character_and_numbers_the_figures():
    page = terminal.marked(Report("r", "text", TEXT), [claim(), claim()]).plain
    assert page == TEXT.replace("20", "20[1,2]")


def test_words_in_brackets_are_no_markup():
    proof = {"measure": Evidence(16, 21, "[sic]", "rule")}
    assert "“[sic]” (rule)" in printed(terminal.claim_card(claim(evidence=proof), 1))
    assert "[sic]" in printed(terminal.report_page(Report("r" * 64, "text", TEXT), [claim()]))
    assert "No claims found." in printed(terminal.report_page(Report("r" * 64, "text", TEXT), []))


def test_findings_stand_beside_the_claims_that_they_name():
    one = claim()
    about = Finding("contradicts", (one.claim_key, "f" * 64), ("text", "other"), "bounds_apart", "A gives [12], B 15", ("12", "15"))
    assert "contradicts 2" in printed(terminal.claims_table([one], [about, about]))
    assert "findings" not in printed(terminal.claims_table([one]))
    assert "A gives [12], B 15 (bounds_apart)" in printed(terminal.claim_card(one, 1, [about]))
    assert "3 more findings" in printed(terminal.claim_card(one, 1, [about] * 15))
    copied = Finding("copy", (), ("text", "other"), "contained", "text [x] is a copy of other")
    page = printed(terminal.report_page(Report("r" * 64, "text", TEXT), [one], [about, copied]))
    assert "A gives [12], B 15" in page
    assert "copy  text [x] is a copy of other" in page
