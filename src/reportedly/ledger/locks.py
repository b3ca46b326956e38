"""The writer lock: one process at a time writes to a ledger, the others wait their turn."""

import errno
import fcntl
import logging
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportedly.errors import LedgerError

_log = logging.getLogger(__name__)
_SAY_AFTER_S = 2.0
_BUSY = frozenset({errno.EACCES, errno.EAGAIN})


@contextmanager
def writer_lock(ledger: Path, timeout_s: float) -> Iterator[None]:
    """Nothing, while this process alone may write to the ledger; the kernel lets the lock go when the process ends, however it ends.

    Raises LedgerError where another still holds it after `timeout_s` seconds.
    """
    path = ledger.with_name(ledger.name + ".lock")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise LedgerError(f"{path}: cannot make the writer lock ({error.strerror}); the ledger's folder must be writable") from error
    try:
        _wait(file, ledger, timeout_s)
        yield
    finally:
        os.close(file)


def _wait(file: int, ledger: Path, timeout_s: float) -> None:
    began = time.monotonic()
    said = False
    while not _taken(file, ledger):
        waited = time.monotonic() - began
        if waited >= timeout_s:
            raise LedgerError(f"{ledger}: another process has been writing for {timeout_s:g} s; wait until it has finished, then run this again")
        if not said and waited >= _SAY_AFTER_S:
            _log.warning("%s: waiting for another process that writes to this ledger", ledger)
            said = True
        # Uneven steps, so that of several waiting processes none is always late.
        time.sleep(random.uniform(0.001, 0.02))


def _taken(file: int, ledger: Path) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise LedgerError(f"{ledger}: the file system here has no file locks ({error.strerror}); keep the ledger on a local disk") from error
    return True
