"""A private person's name is erased: no byte of it stays, everything else does, and the ledger still proves itself."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from invented import AT, MADE_BY, NAME, NEWER, claim, claims, named, named_claim, report

from reportedly.errors import LedgerError, ReportedlyError
from reportedly.identity import id_of_report
from reportedly.ledger import Ledger, Query
from reportedly.ledger.spellings import Spellings, covers
from reportedly.records import Quarantined

BLOCK = "█" * len(NAME)


@pytest.fixture
def holding(filled: Ledger) -> Ledger:
    """A ledger that holds the name in each place where a name may stand."""
    with filled.run(MADE_BY, f"add {NAME}.txt", AT) as run:
        for number in (4, 5):
            run.add(named(number), (named_claim(named(number)),))
        run.add(_by_lexicon(), (_by_lexicon_claim(),))
        item = Quarantined(f"in/{NAME.upper()}.html", "read", f"no text by {NAME}", "c" * 64)
        run.quarantine(item)
    with filled.run(NEWER, "redo", AT) as run:
        run.redo(named(4).report_id, (named_claim(named(4), NEWER),))
    return filled


def _by_lexicon():
    return report(6, sentences=("The neighbour said that a woman was wounded.",))


def _by_lexicon_claim():
    """A claim whose origin is given in full by a lexicon: the report's words do not hold the name."""
    return claim(_by_lexicon(), "a woman was wounded", origin=NAME)


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def _spellings() -> Iterator[bytes]:
    for form in (NAME, NAME.upper(), NAME.replace(" ", "  ").upper(), NAME.lower().replace(" ", "-"), NAME.lower().replace(" ", "_")):
        yield form.encode()


def test_no_byte_of_the_name_stays_in_any_file(holding: Ledger, path: Path):
    before = _bytes(path)
    assert all(form in before for form in _spellings())
    holding.erase([NAME], "asked for by the person")
    open_bytes = _bytes(path)
    holding.close()
    for form in _spellings():
        assert form not in open_bytes
        assert form not in _bytes(path)


def test_the_ledger_proves_itself_before_and_after(holding: Ledger):
    saved = holding.head()
    assert holding.erase([NAME], "asked for by the person").files == ()
    assert list(holding.verify(saved)) == []
    later = holding.head()
    assert (later.reports, later.claims, later.entries) == (saved.reports, saved.claims, saved.entries + 1)
    assert list(holding.verify(later)) == []
    with holding.run(MADE_BY, "add", AT) as run:
        assert run.add(report(9), claims(report(9))) == "added"
    assert list(holding.verify(later)) == []


def test_every_field_that_held_the_name_holds_blocks_and_spans_stay_verbatim(holding: Ledger):
    holding.erase([NAME], "asked for by the person")
    (changed,) = holding.claims(next(found.report_id for found in holding.reports() if found.report_ref == f"4-{BLOCK}.txt"))
    stored = holding.report(changed.report.report_id)
    assert stored is not None
    assert (stored.text, stored.title, stored.url) == (
        named(4).text.replace(NAME, BLOCK).replace("ZOYA  PRIVATNA", BLOCK + "█"), f"{BLOCK}: dispatch 4", f"https://wire.example/{BLOCK}",
    )  # fmt: skip
    assert stored.raw_sha256 is None
    assert stored.report_id == id_of_report(stored) != named(4).report_id
    assert changed.speaker is not None
    assert changed.event is not None
    who = (changed.speaker.text, changed.speaker.name, changed.chain[0].text, changed.chain[0].name, changed.origin, changed.event.actor)
    assert set(who) == {BLOCK}
    assert changed.flags[0].reason == f"{BLOCK} is at odds with the rest"
    assert stored.text[changed.quote.start : changed.quote.end] == changed.quote.text


def test_what_does_not_hold_the_name_is_left_as_it_was(holding: Ledger):
    holding.erase([NAME], "asked for by the person")
    for number in (1, 2, 3):
        assert holding.report(report(number).report_ref) == report(number)
        assert tuple(holding.claims(report(number).report_id)) == claims(report(number))
    assert holding.report(_by_lexicon().report_ref) == _by_lexicon()
    (given,) = holding.claims(_by_lexicon().report_id)
    assert given == replace(_by_lexicon_claim(), claim_id=given.claim_id, origin=BLOCK)


def test_history_quarantine_and_search_go_on(holding: Ledger):
    holding.erase([NAME], "asked for by the person")
    assert list(holding.find(Query(words="Zoya"))) == []
    assert list(holding.find(Query(speaker="Privatna"))) == []
    readings = [list(holding.history(found.claim_key)) for found in holding.find(Query(words="neighbour"))]
    assert sorted(len(reading) for reading in readings) == [1, 2]
    assert Quarantined(f"in/{BLOCK}.html", "read", f"no text by {BLOCK}") in list(holding.quarantined())


def test_the_audit_entry_says_when_why_and_how_much(holding: Ledger):
    erased = holding.erase([NAME], "asked for by the person")
    (entry,) = holding.erasures()
    assert (entry.erasure, entry.at, entry.reason, entry.rows) == (1, AT, "asked for by the person", sum(erased.rows.values()))
    assert erased.rows == {"attempts": 1, "claims": 4, "extractions": 3, "quarantine": 1, "reports": 2, "runs": 1}


def test_a_preview_changes_nothing(holding: Ledger, path: Path):
    before = _bytes(path)
    with Ledger.open(path, read_only=True) as reading:
        told = reading.erase([NAME], "asked for by the person", preview=True)
    assert told.words[NAME] == 7
    assert _bytes(path) == before
    assert holding.erase([NAME], "asked for by the person").rows == told.rows


def test_a_name_that_is_nowhere_leaves_no_entry(holding: Ledger):
    head = holding.head()
    assert holding.erase(["Nobody Nowhere"], "a test").rows == {}
    assert holding.head() == head


def test_another_erasure_changes_rows_again(holding: Ledger):
    saved = holding.head()
    holding.erase([NAME], "asked for by the person")
    holding.erase(["her neighbour"], "it tells who it was")
    assert len(list(holding.erasures())) == 2
    assert list(holding.verify(saved)) == []


def test_what_was_erased_does_not_come_back_by_adding_the_same_report(holding: Ledger):
    holding.erase([NAME], "asked for by the person")
    with holding.run(MADE_BY, "add", AT) as run:
        assert run.has(named(4))
        assert run.add(named(4), (named_claim(named(4)),)) == "already there"
        assert run.add(named(7), (named_claim(named(7)),)) == "added"


def test_a_changed_redacted_row_is_found(holding: Ledger, path: Path):
    holding.erase([NAME], "asked for by the person")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER reports_refuse_update")
        connection.execute("UPDATE reports SET title = 'another' WHERE title LIKE '█%4'")
        connection.commit()
    assert any(fault.table == "reports" and "was changed" in fault.reason for fault in holding.verify())


def test_a_removed_redaction_is_found(holding: Ledger, path: Path):
    holding.erase([NAME], "asked for by the person")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER redactions_refuse_delete")
        connection.execute("DELETE FROM redactions WHERE redacted = 'reports'")
        connection.commit()
    assert {"log", "reports"} <= {fault.table for fault in holding.verify()}


def test_derived_tables_go_with_the_claims_that_they_came_from(holding: Ledger, path: Path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE derived_findings (reason TEXT)")
        connection.execute("CREATE VIRTUAL TABLE derived_words USING fts5(words)")
        connection.execute("CREATE VIEW derived_view AS SELECT * FROM derived_findings")
        connection.execute("INSERT INTO derived_findings VALUES (?)", (f"{NAME} said so",))
        connection.execute("INSERT INTO derived_words VALUES (?)", (f"{NAME} said so",))
        connection.commit()
    holding.erase([NAME], "asked for by the person")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'derived%'").fetchone() == (0,)
    assert NAME.encode() not in _bytes(path)
    assert list(holding.verify()) == []


def test_reports_that_differ_only_in_the_name_stay_two(ledger: Ledger):
    two = [replace(made, report_id=id_of_report(made)) for made in (replace(named(1), text=f"{who} was wounded.") for who in ("Ann Aa", "Ann Bb"))]
    with ledger.run(MADE_BY, "add", AT) as run:
        for one in two:
            run.add(one, ())
    ledger.erase(["Ann Aa", "Ann Bb"], "asked for by both")
    assert sorted(stored.text for stored in ledger.reports()) == ["█" * 6 + " was wounded.", "▓" * 6 + " was wounded."]
    assert list(ledger.verify()) == []


def test_a_backup_that_holds_the_name_is_named(holding: Ledger, path: Path):
    backup = path.with_name("test.db.schema1.backup")
    backup.write_bytes(path.read_bytes() + NAME.encode())
    assert holding.erase([NAME], "asked for by the person").files == (backup,)


def test_a_reason_that_holds_the_name_is_refused(holding: Ledger):
    with pytest.raises(LedgerError, match="without the name"):
        holding.erase([NAME], f"{NAME.lower()} asked for it")
    assert list(holding.erasures()) == []


@pytest.mark.parametrize("name", ["", "  ", "Al", "a.b", "«»—"])
def test_a_name_that_would_be_found_everywhere_is_refused(holding: Ledger, name: str):
    with pytest.raises(ReportedlyError, match="too short"):
        holding.erase([name], "a test")


def test_a_word_of_the_record_itself_is_refused_and_nothing_changed(holding: Ledger):
    head = holding.head()
    with pytest.raises(ReportedlyError, match="itself uses"):
        holding.erase(["direct"], "a test")
    assert holding.head() == head


def test_a_reader_that_keeps_old_pages_is_named_and_the_next_writer_finishes(holding: Ledger, path: Path):
    with Ledger.open(path, read_only=True) as reading:
        slow = reading.reports()
        next(slow)
        with Ledger.open(path, timeout_s=0.2, clock=lambda: AT) as erasing, pytest.raises(LedgerError, match="still holds old pages"):
            erasing.erase([NAME], "asked for by the person")
        assert ("file", "an erasure was cut short") in {(fault.table, fault.reason.partition(",")[0]) for fault in holding.verify()}
        slow.close()
    with Ledger.open(path, clock=lambda: AT) as again:
        assert list(again.verify()) == []
    assert NAME.encode() not in _bytes(path)


_KILLED = """
import os, signal, sys
from pathlib import Path
from invented import AT, NAME
from reportedly.ledger import Ledger, erasures
from reportedly.ledger.databases import Database

def killed(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "within":
    erasures.append = killed
else:
    Database.scrub = killed
with Ledger.open(Path(sys.argv[1]), clock=lambda: AT) as ledger:
    ledger.erase([NAME], "asked for by the person")
"""


@pytest.mark.parametrize("moment", ["within", "before the file is made anew"])
def test_killed_in_the_middle_it_is_old_or_new(holding: Ledger, path: Path, moment: str):
    holding.close()
    assert subprocess.run([sys.executable, "-c", _KILLED, path, moment], cwd=Path(__file__).parent, timeout=60).returncode == -9
    assert NAME.encode() in _bytes(path)  # the control: without the last step, the name would still be in the file
    with Ledger.open(path, clock=lambda: AT) as ledger:
        assert list(ledger.verify()) == []
        if moment == "within":
            assert list(ledger.erasures()) == []
            assert ledger.report(named(4).report_id) == named(4)
            ledger.erase([NAME], "asked for by the person")
        assert len(list(ledger.erasures())) == 1
    assert NAME.encode() not in _bytes(path)


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("Zoya Privatna said", "█████████████ said"),
        ("ZOYA PRIVATNA'S house", "█████████████'S house"),
        ("Zoyá Prívatna", "█████████████"),
        ("Zoya\u0301 Privatna", "██████████████"),
        ("Zo\u200bya Privatna", "██████████████"),
        ("Zoya\n  Privatna", "███████████████"),
        ("Zoya\u00a0Privatna", "█████████████"),
        ("zoya-privatna.html", "█████████████.html"),
        ("zoya%20privatna", "███████████████"),
        ("#ZoyaPrivatna", "#████████████"),
        ("Zoya met Privatna", "Zoya met Privatna"),
        ("Azoyaprivatna", "Azoyaprivatna"),
        ("Інна Ґала прийшла", "█████████ прийшла"),
        ("%D0%86%D0%BD%D0%BD%D0%B0_%D2%90%D0%B0%D0%BB%D0%B0", "█" * 49),
        ("김정은 김장인", "███ 김장인"),
    ],
)
def test_spellings_that_are_found(text: str, blocked: str):
    spellings = Spellings.of(["Zoya Privatna", "Інна Ґала", "김정은"])
    assert spellings.blocked(text) == blocked
    assert len(blocked) == len(text)


def test_words_are_told_with_the_rest_of_the_word_that_they_are_part_of():
    assert list(Spellings.of(["Ann"]).words("Ann saw the Annex, joanne  did not")) == ["Ann", "Annex", "joanne"]


_COVERED = [("a█", "ab", True), ("a█", "bb", False), ("a█", "abc", False), (None, "a", False), (None, None, True)]


@pytest.mark.parametrize(("blocked", "original", "expected"), _COVERED)
def test_what_a_blocked_text_covers(blocked: str | None, original: str | None, expected: bool):
    assert covers(blocked, original) is expected
