import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from invented import AT, MADE_BY, claims, report

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger

needs_permissions = pytest.mark.skipif(os.geteuid() == 0, reason="root may do everything")


def _refusal(path: Path | str, **options: bool) -> str:
    with pytest.raises(LedgerError) as refused:
        Ledger.open(path, timeout_s=0.2, **options)
    message = str(refused.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def test_a_folder_is_no_ledger(tmp_path: Path):
    assert "is a folder" in _refusal(tmp_path)


@pytest.mark.parametrize("content", [b"date 2025-02-08\nA report.", b"\x00" * 4096, b"SQLite format 2\x00"])
def test_another_file_is_no_ledger_and_is_left_alone(path: Path, content: bytes):
    path.write_bytes(content)
    assert "no ledger" in _refusal(path)
    assert path.read_bytes() == content


def test_another_sqlite_file_is_no_ledger_and_is_left_alone(path: Path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE reports (id)")
    before = path.read_bytes()
    assert "but no ledger" in _refusal(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}])
def test_a_missing_ledger_is_not_made_unasked(path: Path, options: dict[str, bool]):
    assert "no such ledger" in _refusal(path, **options)
    assert not path.exists()


def test_a_missing_folder_is_named(tmp_path: Path):
    assert "folder does not exist" in _refusal(tmp_path / "none" / "test.db")


def test_an_empty_file_becomes_a_ledger(path: Path):
    path.touch()
    assert "no such ledger" in _refusal(path, read_only=True)
    with Ledger.open(path) as ledger:
        assert ledger.counts().log == 1


def test_a_ledger_whose_making_was_cut_short_is_made(path: Path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA user_version = 0")
    with Ledger.open(path) as ledger:
        assert not list(ledger.verify())


def test_a_newer_schema_says_to_install_a_newer_version(filled: Ledger, path: Path):
    filled.close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER schemas_refuse_update")
        connection.execute("UPDATE schemas SET version = 99")
    connection.close()
    assert "install a newer reportedly" in _refusal(path)
    assert "install a newer reportedly" in _refusal(path, read_only=True)


def test_a_fifo_is_refused_and_not_waited_for(path: Path):
    os.mkfifo(path)
    assert "no regular file" in _refusal(path)


@pytest.mark.parametrize("size", [512, 5000, 40960])
def test_a_cut_file_is_told_in_one_line(filled: Ledger, path: Path, size: int):
    filled.close()
    with path.open("rb+") as file:
        file.truncate(size)
    told: list[object] = []
    try:
        with Ledger.open(path, read_only=True) as ledger:
            told.extend(ledger.verify())
    except LedgerError as error:
        told.append(error)
    assert told
    assert not any("\n" in str(one) for one in told)


@pytest.mark.parametrize("url", ["postgresql+psycopg://host/ledger", "mysql://host/ledger"])
def test_other_databases_are_refused(url: str):
    assert "for now" in _refusal(url)


def test_a_url_of_sqlite_is_a_path(path: Path):
    with Ledger.open(f"sqlite:///{path}") as ledger:
        assert ledger.path == path


@pytest.mark.parametrize("name", ["with space.db", "per%20cent.db", "what?.db", "a#b.db", "é.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str):
    with Ledger.open(tmp_path / name) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        run.add(report(), claims(report()))
    assert (tmp_path / name).exists()
    with Ledger.open(tmp_path / name, read_only=True) as ledger:
        assert not list(ledger.verify())


def test_reading_leaves_nothing_behind(filled: Ledger, path: Path):
    filled.close()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with Ledger.open(path, read_only=True) as ledger:
        assert len(list(ledger.claims())) == 9
        assert not list(ledger.verify())
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_a_ledger_opened_for_reading_is_not_written(filled: Ledger, path: Path):
    with Ledger.open(path, read_only=True) as ledger, pytest.raises(LedgerError, match="reading only"), ledger.run(MADE_BY, "add", AT):
        pass


def test_the_file_is_set_to_be_safe(filled: Ledger):
    with filled._database.reading() as connection:
        settings = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@needs_permissions
def test_without_permission_to_read_it_says_so(filled: Ledger, path: Path):
    filled.close()
    path.chmod(0)
    assert "permission" in _refusal(path).lower()


@needs_permissions
def test_a_ledger_in_a_folder_that_cannot_be_written_is_read(filled: Ledger, path: Path):
    filled.close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Ledger.open(path, read_only=True) as ledger:
            assert len(list(ledger.claims())) == 9
            assert not list(ledger.verify())
    finally:
        path.parent.chmod(0o755)


_READ_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from reportedly.ledger import Ledger, Query
with Ledger.open(Path(sys.argv[1]), read_only=True) as ledger:
    claims = ledger.claims()
    next(claims)
    print(1 + len(list(claims)), len(list(ledger.find(Query(words="drones")))), len(list(ledger.verify())), ledger.counts().claims)
"""


@pytest.mark.parametrize("waiting", [False, True])
def test_reading_works_where_no_byte_can_be_written(filled: Ledger, path: Path, tmp_path: Path, waiting: bool):
    """On a full disk: also with rows still waiting in the write-ahead log of a writer that was killed."""
    copy = tmp_path / "copy" / path.name
    copy.parent.mkdir()
    if not waiting:
        filled.close()
    for file in path.parent.glob(f"{path.name}*"):
        if not file.name.endswith("-shm"):
            (copy.parent / file.name).write_bytes(file.read_bytes())
    assert copy.with_name(f"{path.name}-wal").exists() == waiting
    done = subprocess.run([sys.executable, "-c", _READ_WITHOUT_ROOM, copy], capture_output=True, text=True, timeout=60)
    assert (done.stdout.split(), done.stderr) == (["9", "3", "0", "9"], "")


def _add_with_room_for(size: int, ledger: Ledger, added: list[str]) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        with ledger.run(MADE_BY, "add", AT) as run:
            for number in range(1000):
                run.add(report(number), claims(report(number)))
                added.append(report(number).report_ref)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_and_loses_nothing(path: Path):
    """The limit on the size of files stands in for the disk."""
    added: list[str] = []
    with Ledger.open(path, clock=lambda: AT) as ledger, pytest.raises(LedgerError) as full:
        _add_with_room_for(500_000, ledger, added)
    assert "see whether it is full" in str(full.value) or "no space is left" in str(full.value)
    assert 0 < len(added) < 1000
    with Ledger.open(path) as ledger:
        assert [stored.report_ref for stored in ledger.reports()] == added
        assert not list(ledger.verify())
        with ledger.run(MADE_BY, "add", AT) as run:
            assert run.add(report(0), claims(report(0))) == "already there"
            assert run.add(report(1001), claims(report(1001))) == "added"
