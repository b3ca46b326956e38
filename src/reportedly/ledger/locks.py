"""The writer lock: one process at a time writes to a ledger, the others wait their turn."""

import datetime as dt
import errno
import fcntl
import logging
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportedly import stops
from reportedly.errors import LedgerError

_log = logging.getLogger(__name__)
_SAY_AFTER_S = 2.0
_SAY_EVERY_S = 10.0
_BUSY = frozenset({errno.EACCES, errno.EAGAIN})


@contextmanager
def writer_lock(ledger: Path, timeout_s: float, doing: str = "writing") -> Iterator[None]:
    """Nothing, while this process alone may write to the ledger; the kernel lets the lock go when the process ends, however it ends.

    The lock file says meanwhile which process holds it, since when, and what it is `doing`: for those who wait.
    Raises LedgerError where another still holds it after `timeout_s` seconds.
    """
    path = ledger.with_name(ledger.name + ".lock")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise LedgerError(f"{path}: cannot make the writer lock ({error.strerror}); the ledger's folder must be writable") from error
    try:
        _wait(file, ledger, timeout_s)
        _sign(file, f"process {os.getpid()} ({doing} since {dt.datetime.now():%H:%M:%S})")
        try:
            yield
        finally:
            _sign(file, "")
    finally:
        os.close(file)


def _wait(file: int, ledger: Path, timeout_s: float) -> None:
    began = time.monotonic()
    say_at = _SAY_AFTER_S
    while not _taken(file, ledger):
        waited = time.monotonic() - began
        if waited >= timeout_s:
            raise LedgerError(
                f"{ledger}: waited {timeout_s:g} s for {_holder(file)}; run this again when it has finished, or wait longer (--wait SECONDS)"
            )
        if waited >= say_at:
            _log.warning("%s: waiting for %s, %.0f s so far; gives up after %g s", ledger, _holder(file), waited, timeout_s)
            say_at += _SAY_EVERY_S
        # Uneven steps, so that of several waiting processes none is always late.
        with stops.heeded():
            time.sleep(random.uniform(0.001, 0.02))


def _sign(file: int, words: str) -> None:
    # Only a help for those who wait: on a full disk it is left out.
    with suppress(OSError):
        os.ftruncate(file, 0)
        os.pwrite(file, words.encode(), 0)


def _holder(file: int) -> str:
    """Who holds the lock, by its own words; it may have let go this moment."""
    return os.pread(file, 200, 0).decode(errors="replace") or "another process that writes"


def _taken(file: int, ledger: Path) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise LedgerError(f"{ledger}: the file system here has no file locks ({error.strerror}); keep the ledger on a local disk") from error
    return True
