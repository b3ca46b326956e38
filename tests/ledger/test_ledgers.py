from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import AT, MADE_BY, NEWER, claim, claims, report

from reportedly import codec
from reportedly.errors import LedgerError
from reportedly.identity import id_of_report
from reportedly.ledger import Ledger, RefusedError
from reportedly.ledger.heads import head_file, read_head
from reportedly.records import Claim, Quarantined, Report


def _exported(ledger: Ledger) -> bytes:
    return b"\n".join(map(codec.encode, ledger.claims()))


def test_what_is_added_is_read_back(ledger: Ledger):
    with ledger.run(MADE_BY, "add", AT) as run:
        assert run.add(report(), claims(report())) == "added"
    assert list(ledger.reports()) == [report()]
    assert list(ledger.claims()) == list(claims(report()))
    assert not list(ledger.verify())


def test_adding_again_adds_nothing(ledger: Ledger):
    for expected in ("added", "already there"):
        with ledger.run(MADE_BY, "add", AT) as run:
            assert run.add(report(), claims(report())) == expected
    assert (ledger.counts().reports, ledger.counts().claims, ledger.counts().runs) == (1, 3, 2)


def test_each_input_counts_once(filled: Ledger):
    with filled.run(MADE_BY, "add", AT) as run:
        assert run.has(report(1))
        assert not run.has(report(9))
        run.add(report(9), claims(report(9)))
        run.add(report(2), ())
        run.quarantine(Quarantined("x", "read", "no text"))
        assert run.counts == {"added": 1, "already_there": 2, "quarantined": 1, "redone": 0, "claims": 3}


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_order_of_adding_does_not_show(tmp_path: Path, filled: Ledger, order: tuple[int, ...]):
    with Ledger.open(tmp_path / "other.db") as other:
        for number in order:
            with other.run(MADE_BY, "add", AT) as run:
                run.add(report(number), tuple(reversed(claims(report(number)))))
        assert _exported(other) == _exported(filled)


def test_claims_come_by_day_of_publication_then_report_then_text(ledger: Ledger):
    with ledger.run(MADE_BY, "add", AT) as run:
        for number, day in ((1, "2025-03-01"), (2, "2025-01-01"), (3, None)):
            run.add(report(number, published=day), claims(report(number, published=day)))
    found = [(claim.report.published, claim.quote.start) for claim in ledger.claims()]
    assert [day for day, _ in found] == [None] * 3 + ["2025-01-01"] * 3 + ["2025-03-01"] * 3
    assert found[:3] == sorted(found[:3], key=lambda pair: pair[1])


@pytest.mark.parametrize("field", ["report_id", "report_ref"])
def test_a_report_is_found_by(filled: Ledger, field: str):
    assert filled.report(getattr(report(2), field)) == report(2)
    assert filled.report(report(2).report_id[:12]) == report(2)


@pytest.mark.parametrize("name", ["", "no such", "abc", "ffff0000", "%", "a\ud800", "\x00"])
def test_a_name_that_fits_nothing_gives_none(filled: Ledger, name: str):
    assert filled.report(name) is None
    assert filled.claim(name) is None
    assert list(filled.claims(name)) == []


def test_a_claim_is_found_by_id_key_or_their_beginning(filled: Ledger):
    wanted = claims(report(2))[1]
    for name in (wanted.claim_id, wanted.claim_key, wanted.claim_id[:16], wanted.claim_key[:16]):
        assert filled.claim(name) == wanted


def test_a_beginning_that_fits_several_claims_is_refused(ledger: Ledger):
    with ledger.run(MADE_BY, "add", AT) as run:
        for number in range(200):
            run.add(report(number), claims(report(number)))
    beginnings = Counter(claim.claim_key[:4] for claim in ledger.claims())
    shared = next(beginning for beginning, count in beginnings.items() if count > 1)
    with pytest.raises(LedgerError, match="give more of the id"):
        ledger.claim(shared)


def test_verbatim_copies_share_keys_and_both_are_current(ledger: Ledger):
    copies = [report(outlet=outlet) for outlet in ("Example Daily", "Example Wire")]
    with ledger.run(MADE_BY, "add", AT) as run:
        for copy in copies:
            run.add(copy, claims(copy))
    assert ledger.counts().claims == 6
    key = claims(copies[0])[0].claim_key
    assert ledger.claim(key) in [claims(copy)[0] for copy in copies]
    assert len(list(ledger.history(key))) == 2
    assert not list(ledger.verify())


def test_a_newer_extraction_takes_the_place_of_the_old_which_stays_in_the_history(filled: Ledger):
    killed, launched, _ = claims(report(1), NEWER)
    with filled.run(NEWER, "redo", AT) as run:
        assert run.redo(report(1).report_id, [killed, launched]) == "redone"
        assert run.redo(report(1).report_id, [killed, launched]) == "already there"
        assert run.add(report(1), ()) == "already there"
    assert list(filled.claims(report(1).report_id)) == [killed, launched]
    assert list(filled.history(killed.claim_key)) == [claims(report(1))[0], killed]
    # What newer rules find no longer is not current, but can be looked up.
    assert filled.claim(claims(report(1))[2].claim_id) == claims(report(1))[2]
    assert (filled.counts().claims, filled.counts().superseded) == (8, 3)
    assert not list(filled.verify())


def test_only_a_report_that_is_there_can_be_redone(ledger: Ledger):
    with ledger.run(MADE_BY, "redo", AT) as run, pytest.raises(RefusedError, match="no such report"):
        run.redo("0" * 64, ())


def test_the_quarantine_keeps_one_row_and_counts_attempts(ledger: Ledger):
    item = Quarantined("broken.html", "read", "no text", "c" * 64)
    for _ in range(2):
        with ledger.run(MADE_BY, "add", AT) as run:
            run.quarantine(item)
            assert run.counts["quarantined"] == 1
    assert list(ledger.quarantined()) == [item]
    with ledger.run(MADE_BY, "add", AT) as run:
        run.quarantine(replace(item, reason="too long"))
    assert list(ledger.quarantined()) == [replace(item, reason="too long")]  # one input waits, for its newest reason
    assert (ledger.counts().quarantined, ledger.waiting()[0].tries) == (1, 3)
    assert not list(ledger.verify())


def test_a_released_input_no_longer_waits_until_it_fails_again(filled: Ledger):
    from reportedly.ledger.rows import quarantine_row

    (item,) = filled.quarantined()
    with filled.run(MADE_BY, "add --retry", AT) as run:
        run.release(str(quarantine_row(item).values["quarantine_id"]), report(1).report_id)
        assert list(filled.quarantined()) == []
        run.quarantine(item)
    assert list(filled.quarantined()) == [item]
    assert not list(filled.verify())


@pytest.mark.parametrize("text", ["odd \udcff name", "nul \x00", "line\nbreak", "", "é" * 5000])
def test_any_words_can_be_quarantined(ledger: Ledger, text: str):
    with ledger.run(MADE_BY, "add", AT) as run:
        run.quarantine(Quarantined(text, "read", text))
    assert ledger.counts().quarantined == 1
    assert not list(ledger.verify())


def test_the_head_is_given_and_written_beside_the_ledger(ledger: Ledger):
    with ledger.run(MADE_BY, "add", AT) as run:
        run.add(report(), claims(report()))
        head = run.finish("2025-02-09T11:00:00+00:00")
    assert read_head(head_file(ledger.path)) == head == ledger.head() == run.head
    assert (head.entries, head.reports, head.claims, head.at) == (4, 1, 3, "2025-02-09T11:00:00+00:00")


def test_a_finished_run_takes_no_more(ledger: Ledger):
    with ledger.run(MADE_BY, "add", AT) as run:
        run.finish()
        with pytest.raises(LedgerError, match="finished"):
            run.add(report(), claims(report()))


def test_a_run_that_raises_keeps_what_it_added_and_says_that_it_stopped(ledger: Ledger):
    with suppress(ZeroDivisionError), ledger.run(MADE_BY, "add", AT) as run:
        run.add(report(), claims(report()))
        raise ZeroDivisionError
    assert ledger.counts().reports == 1
    with ledger._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT outcome, added FROM run_ends").all() == [("stopped", 1)]
    assert not list(ledger.verify())


def test_reading_goes_on_undisturbed_while_others_write(filled: Ledger):
    reading = filled.claims()
    first = next(reading)
    with filled.run(MADE_BY, "add", AT) as run:
        run.add(report(0), claims(report(0)))
    assert len([first, *reading]) == 9
    assert len(list(filled.claims())) == 12


@pytest.mark.parametrize("statement", ["UPDATE {} SET entry = entry", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["log", "schemas", "runs", "run_ends", "reports", "extractions", "claims", "quarantine", "attempts"])
def test_rows_are_never_changed_or_removed(filled: Ledger, table: str, statement: str):
    with pytest.raises(LedgerError, match="only grows"), filled._database.writing() as connection:
        connection.exec_driver_sql(statement.replace("entry", "at").format(table) if table == "log" else statement.format(table))
    assert not list(filled.verify())


def test_the_same_words_twice_in_a_text_are_told_apart(ledger: Ledger):
    made = Report("", "twice", "12 were killed. 12 were killed.")
    made = replace(made, report_id=id_of_report(made))
    first = claim(made, "12 were killed.")
    with ledger.run(MADE_BY, "add", AT) as run:
        run.add(made, [first])
    assert ledger.claim(first.claim_id) == first


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def _made(draw: Callable[..., object]) -> tuple[Report, Claim]:
    text = str(draw(_TEXTS))
    made = Report("", str(draw(_TEXTS)), text, draw(st.none() | _TEXTS), None, draw(st.none() | _TEXTS), None, draw(st.none() | _TEXTS))
    made = replace(made, report_id=id_of_report(made))
    base = claims(report())[0]
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    words = {"start": start, "end": end, "text": text[start:end]}
    numbers = {name: draw(_NUMBERS) for name in ("value", "low", "high")}
    figure = replace(base.figure, **words, **numbers, counted=None, party=draw(st.none() | _TEXTS))
    place = replace(base.place, **words, name=draw(st.none() | _TEXTS), latitude=draw(_NUMBERS))
    speaker = replace(base.speaker, **words, name=draw(_TEXTS))
    chosen = {"figure": figure, "place": place, "speaker": speaker}
    return made, claim(made, text[start:end], **{name: draw(st.sampled_from([None, value])) for name, value in chosen.items()})


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return Ledger.open(tmp_path_factory.mktemp("shared") / "shared.db", clock=lambda: AT)


@given(_made())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_claim_comes_back_as_it_went_in(shared: Ledger, made: tuple[Report, Claim]):
    stored, one = made
    with shared.run(MADE_BY, "add", AT) as run:
        if run.add(stored, [one]) == "added":
            assert shared.report(stored.report_id) == stored
            assert list(shared.claims(stored.report_id)) == [one]


def test_whatever_was_added_verifies(shared: Ledger):
    assert not list(shared.verify())


def test_reports_made_by_older_rules(filled: Ledger):
    with filled.run(NEWER, "redo", AT) as run:
        run.redo(report(2).report_id, claims(report(2), NEWER))
        assert run.is_current(report(2).report_id)
        assert not run.is_current(report(1).report_id)
        assert not run.is_current("0" * 64)
    assert list(filled.reports(older_than="0.2.0")) == [report(1), report(3)]
    assert list(filled.reports(older_than="0.1.0")) == []
    assert list(filled.reports(older_than="0.10")) == [report(1), report(2), report(3)]
    with pytest.raises(LedgerError, match=r"write it as 0\.2\.0"):
        list(filled.reports(older_than="yesterday"))
