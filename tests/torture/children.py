"""Processes that do something to a ledger and can be killed: forked, so that a thousand of them cost minutes and not hours."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Child:
    """A running child, and the end of the pipe on which it says what it has done."""

    pid: int
    said: TextIO

    def killed(self, after_s: float, *, lines: int = 0) -> list[str]:
        """What it had said when it was killed: so many lines, then so many seconds later. A line without its end was not said."""
        heard = [self.said.readline() for _ in range(lines)]
        time.sleep(after_s)
        os.kill(self.pid, signal.SIGKILL)
        return self.ended(heard)

    def ended(self, heard: list[str] | None = None) -> list[str]:
        """What it had said when it ended."""
        heard = (heard or []) + self.said.readlines()
        self.said.close()
        os.waitpid(self.pid, 0)
        return [line.rstrip("\n") for line in heard if line.endswith("\n")]


Say = Callable[[str], None]


def started(work: Callable[[Say], None]) -> Child:
    """A child that does the work; an error is the last thing that it says."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, os.fdopen(reading, encoding="utf-8"))
    try:
        os.close(reading)

        def say(line: str) -> None:
            os.write(writing, f"{line}\n".encode())

        try:
            work(say)
        except Exception as error:
            say(f"{type(error).__name__}: {error}")
    finally:
        os._exit(0)
    raise AssertionError
