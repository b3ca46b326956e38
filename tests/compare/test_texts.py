"""Texts in a ledger: what compare finds among many reports, in whatever order they came."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import AT, MADE_BY
from retold import OTHER, STORY, counted, report

from reportedly.compare import candidates, compare
from reportedly.ledger import Ledger
from reportedly.ledger.fingerprints import Postings
from reportedly.records import Claim, Finding, Report

DAILY = "Northland lost {} soldiers and {} tanks in a day, the Southern Staff said on {}. It publishes its count every morning since the war began."
OWN = (
    "Much is told in the villages these days, and little of it comes from people who were there. We print what our neighbours wrote, for whoever "
    "wants to weigh it. The ferry does not go on Sundays, the school has no roof, and nobody here has slept well for a long time."
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")


def told(text: str, outlet: str, day: str = "2025-02-06") -> tuple[Report, tuple[Claim, ...]]:
    """A report with the claims that its numbers make."""
    of = report(text, outlet=outlet, published=day, ref=f"{outlet} {day}")
    quotes = [sentence.strip(" .") for sentence in text.split(". ")]
    made = [(quote, words) for quote in quotes for words in ("120 prisoners", "210 prisoners", "45 soldiers") if words in quote]
    return of, tuple(counted(of, quote, words, float(words[:3]), measure="captured") for quote, words in made)


REPORTS = [
    told(STORY, "A"),
    told(f"A reports: {STORY}", "B", "2025-02-07"),
    told(STORY.replace("120 prisoners", "210 prisoners"), "C"),
    told(". ".join(STORY.split(". ")[:2]) + ".", "D"),
    told(f"{OWN} {'. '.join(STORY.split('. ')[1:3])}. {OWN.upper()}", "E", "2025-02-08"),
    told(OTHER, "F"),
    told(STORY, "G", "2025-06-06"),
    *(told(DAILY.format(100 + 7 * n, 3 + n, day), "Staff", f"2025-02-0{n + 3}") for n, day in enumerate(DAYS)),
]


@contextmanager
def opened() -> Iterator[Ledger]:
    """An empty ledger; hypothesis wants a new one for each example."""
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "test.db", clock=lambda: AT) as ledger:
        yield ledger


def found(ledger: Ledger, *batches: list[tuple[Report, tuple[Claim, ...]]], rebuild: bool = False) -> list[Finding]:
    """The findings on texts after each batch was added and compared."""
    for batch in batches:
        with ledger.run(MADE_BY, "add", AT) as run:
            for one, claims in batch:
                run.add(one, claims)
        list(compare(ledger))
    if rebuild:
        list(compare(ledger, rebuild=True))
    return ledger.findings("copy", "quotes", "drift")


def test_copies_quotations_and_changed_numbers_of_a_story_are_found_and_no_template():
    with opened() as ledger:
        findings = found(ledger, REPORTS)
    pairs = {kind: {one.reports for one in findings if one.kind == kind} for kind in ("copy", "quotes", "drift")}
    a, b, c, d, e = "A 2025-02-06", "B 2025-02-07", "C 2025-02-06", "D 2025-02-06", "E 2025-02-08"
    assert pairs["copy"] == {(a, b), (a, c), (a, d), (c, b), (c, d), (d, b)}
    assert pairs["quotes"] == {(a, e), (b, e), (c, e), (d, e)}
    changed = {(one.reports, one.figures) for one in findings if one.how == "figure"}
    assert ((a, c), ("120", "210")) in changed
    assert ((c, b), ("210", "120")) in changed
    assert not any("Staff" in ref for one in findings for ref in one.reports)


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_the_order_of_adding_does_not_matter(data):
    order = data.draw(st.permutations(REPORTS))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(order)), max_size=3)))
    batches = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    with opened() as ledger, opened() as whole:
        assert found(ledger, *batches) == found(whole, REPORTS)


@settings(max_examples=5, deadline=None)
@given(number=st.integers(0, len(REPORTS) - 1))
def test_without_a_report_only_the_findings_that_name_it_are_missing(number):
    gone = REPORTS[number][0].report_ref
    with opened() as ledger, opened() as less:
        left = [one for one in found(ledger, REPORTS) if gone not in one.reports]
        assert found(less, [*REPORTS[:number], *REPORTS[number + 1 :]]) == left


def test_a_rebuild_gives_the_same():
    with opened() as ledger:
        assert found(ledger, REPORTS[:5], REPORTS[5:]) == found(ledger, rebuild=True)


def test_what_becomes_common_makes_no_candidates_any_more_and_a_rebuild_agrees(monkeypatch):
    monkeypatch.setattr(candidates, "COMMON", 3)
    monkeypatch.setattr("reportedly.compare.texts.COMMON", 3)
    stories = [told(f"{STORY} And {word}.", f"Outlet {word}") for word in ("so", "on", "it", "goes", "now")]
    with opened() as ledger:
        few = found(ledger, stories[:3])
        assert len(few) == 3
        many = found(ledger, stories[3:])
        assert many == found(ledger, rebuild=True) == []


def postings(*held: tuple[int, list[int]]) -> Postings:
    return Postings.of({number: np.array(fingerprints, dtype=np.int64) for number, fingerprints in held})


@pytest.mark.parametrize(
    ("held", "days", "pairs"),
    [
        ([(1, [10, 11]), (2, [11, 12]), (3, [12, 13])], {}, [(1, 2), (2, 3)]),
        ([(1, [10]), (2, [11])], {}, []),
        ([], {}, []),
        ([(1, [10]), (2, [10]), (3, [10])], {1: 100, 2: 200}, [(1, 3), (2, 3)]),
        ([(1, list(range(50))), (2, [1, *range(100, 149)])], {}, []),
    ],
    ids=["shared", "nothing shared", "nothing", "too far apart, one without a day", "too little"],
)
def test_candidates_share_enough_and_are_near(held, days, pairs):
    sizes = {number: len(fingerprints) for number, fingerprints in held}
    assert candidates.candidates(postings(*held), sizes, days, sizes.keys()) == pairs


@given(st.dictionaries(st.integers(1, 30), st.sets(st.integers(0, 12), min_size=1).map(sorted), max_size=8), st.sets(st.integers(1, 30)))
def test_candidates_are_those_that_a_plain_loop_finds(held, touched):
    sizes = {number: len(fingerprints) for number, fingerprints in held.items()}
    pairs = [(one, other) for one in sorted(held) for other in sorted(held) if one < other]
    common = {pair: len(set(held[pair[0]]) & set(held[pair[1]])) for pair in pairs}
    plain = [(one, other) for (one, other), count in common.items() if count and count >= 0.1 * min(sizes[one], sizes[other])]
    assert candidates.candidates(postings(*held.items()), sizes, {}, touched) == [pair for pair in plain if touched & set(pair)]
