import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from invented import AT, MADE_BY, NEWER, claims, report
from sqlalchemy import Connection

from reportedly import codec
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, Query
from reportedly.ledger.databases import database
from reportedly.ledger.migrations import MIGRATIONS, Migration, migrate, version_of
from reportedly.ledger.tables import SCHEMA
from reportedly.ledger.verification import Fault
from reportedly.records import Claim

FROZEN = Path(__file__).parent / "frozen"


def _second(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE reports ADD COLUMN edition TEXT")
    connection.exec_driver_sql("CREATE TABLE notes (note TEXT)")


def _third(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO notes SELECT report_ref FROM reports ORDER BY report_ref")


STEPS = (Migration(SCHEMA + 1, _second), Migration(SCHEMA + 2, _third))


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT max(version) FROM schemas").fetchone()[0])


def _migrated(path: Path, *steps: Migration) -> Path | None:
    opened = database(path, timeout_s=5, read_only=False)
    try:
        return migrate(opened, lambda: AT, steps)
    finally:
        opened.close()


def test_every_step_is_there_once_and_in_order():
    assert [step.version for step in MIGRATIONS] == list(range(2, SCHEMA + 1))


@pytest.mark.parametrize("frozen", sorted(FROZEN.glob("v*.db")), ids=lambda path: path.stem)
def test_a_ledger_of_every_schema_so_far_opens_verifies_and_reads(tmp_path: Path, frozen: Path):
    for name in (frozen.name, f"{frozen.name}.head"):
        shutil.copy(FROZEN / name, tmp_path / name)
    with Ledger.open(tmp_path / frozen.name) as ledger:
        assert list(ledger.verify()) == []
        assert [ledger.report(report(number).report_ref) for number in (1, 2)] == [report(1), report(2)]
        exported = [codec.decode(line, Claim) for line in frozen.with_suffix(".jsonl").read_bytes().splitlines()]
        assert list(ledger.claims()) == exported
        assert len(exported) == 6 + len(list(ledger.erasures()))
        assert [claim.made_by for claim in ledger.history(claims(report(1))[0].claim_key)] == [MADE_BY, NEWER]
        assert len(list(ledger.find(Query(words="drones")))) == 2
        assert len(list(ledger.quarantined())) == 1
        with ledger.run(MADE_BY, "add", AT) as run:
            assert run.add(report(1), ()) == "already there"
            assert run.add(report(3), claims(report(3))) == "added"
        assert list(ledger.verify()) == []


def test_there_is_a_frozen_ledger_of_the_present_schema():
    assert (FROZEN / f"v{SCHEMA}.db").exists()


def test_steps_are_taken_in_order_and_logged_and_old_rows_still_hold(filled: Ledger, path: Path):
    filled.close()
    backup = _migrated(path, *reversed(STEPS))
    assert backup == path.with_name(f"test.db.schema{SCHEMA}.backup")
    assert _version(path) == SCHEMA + 2
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT note FROM notes").fetchall() == [(report(number).report_ref,) for number in (1, 2, 3)]
        assert connection.execute("SELECT version, made FROM schemas").fetchall() == [
            (SCHEMA, "created"), (SCHEMA + 1, "migrated"), (SCHEMA + 2, "migrated"),
        ]  # fmt: skip
    migrated = database(path, timeout_s=5, read_only=True)
    ledger = Ledger(migrated, lambda: AT)
    # The steps of this test are not the schema's own, so the new table and column are foreign to it; every row and hash holds.
    assert list(ledger.verify()) == [
        Fault("schema", "table notes", "was not made by reportedly"),
        Fault("schema", "table reports", "is not as reportedly made it"),
    ]
    assert list(ledger.claims()) == [claim for number in (1, 2, 3) for claim in claims(report(number))]
    ledger.close()


def test_the_backup_is_the_ledger_as_it_was(filled: Ledger, path: Path):
    before = list(filled.claims())
    filled.close()
    backup = _migrated(path, *STEPS)
    assert backup is not None
    with Ledger.open(backup) as ledger:
        assert list(ledger.claims()) == before
        assert list(ledger.verify()) == []
    assert not list(path.parent.glob("*.part"))


def test_the_backup_holds_what_still_waits_in_the_write_ahead_log(filled: Ledger, path: Path):
    assert path.with_name("test.db-wal").stat().st_size
    backup = _migrated(path, *STEPS)
    assert backup is not None
    with Ledger.open(backup, read_only=True) as ledger:
        assert ledger.counts().reports == 3


def test_a_ledger_of_the_newest_schema_is_left_alone(filled: Ledger, path: Path):
    assert _migrated(path) is None
    assert not list(path.parent.glob("*.backup"))


def _breaks(connection: Connection) -> None:
    _second(connection)
    raise ZeroDivisionError


def _points_at_nothing(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TRIGGER runs_refuse_delete")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("DELETE FROM runs")


@pytest.mark.parametrize(("step", "error"), [(_breaks, ZeroDivisionError), (_points_at_nothing, LedgerError)])
def test_a_step_that_fails_leaves_the_ledger_as_it_was(filled: Ledger, path: Path, step: object, error: type[Exception]):
    with pytest.raises(error):
        _migrated(path, Migration(SCHEMA + 1, step))  # type: ignore[arg-type]
    assert _version(path) == SCHEMA
    assert list(filled.verify()) == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from test_migrations import SCHEMA, STEPS, Migration, _migrated

def killed(connection):
    os.kill(os.getpid(), signal.SIGKILL)

_migrated(Path(sys.argv[1]), *STEPS, Migration(SCHEMA + 3, killed))
"""


def test_killed_in_the_middle_it_is_the_old_one(filled: Ledger, path: Path):
    filled.close()
    done = subprocess.run([sys.executable, "-c", _KILLED, path], cwd=Path(__file__).parent, timeout=60)
    assert done.returncode == -9
    with Ledger.open(path) as ledger:
        assert list(ledger.verify()) == []
        assert len(list(ledger.claims())) == 9


def test_a_ledger_says_which_schema_it_has(filled: Ledger):
    with filled._database.reading() as connection:
        assert version_of(connection) == SCHEMA
