"""Parsers of formats in a process of their own, with limits: what hangs, crashes or floods costs its input, and a new process takes over."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import msgspec

from reportedly import codec
from reportedly.errors import ReportedlyError, UnreadableInputError
from reportedly.read.parsed import Answer, Parsed

_MB = 1024 * 1024
_MOST_INPUTS = 500  # before a new process starts, whatever happened: parsers keep memory (trafilatura #216)
_START_S = 60.0
_RETRY = "'reportedly add --retry --parse-seconds N' gives it longer"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost its parser: seconds of processor time, of time by the clock, memory and output in MB.

    The clock is wider than the processor, for machines that have other things to do; a page of the news takes some 0.03 s and 100 MB.
    """

    cpu_s: int = 6
    wall_s: float = 9.0
    memory_mb: int = 1024
    output_mb: int = 32

    @classmethod
    def of_seconds(cls, cpu_s: int) -> Self:
        """The limits with that many seconds of processor time, and half as many again by the clock."""
        return cls(cpu_s=cpu_s, wall_s=cpu_s * 1.5)


class _EndedError(Exception):
    """The process ended in the middle of an input, or said what is no answer."""


class Worker:
    """A process that parses one input after the other; it starts with the first one, and again after each that it did not survive."""

    def __init__(self, limits: Limits | None = None, program: str = "reportedly.read.work") -> None:
        self.limits = limits or Limits()
        self._program = program  # the module that runs in the process
        self._process: subprocess.Popen[bytes] | None = None
        self._inputs = 0  # that the process has taken

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def parse(self, kind: str, raw: bytes) -> Parsed:
        """What the parser of that kind of format finds in the bytes.

        Raises UnreadableInputError with the reason where that is nothing, or where the bytes are too much for the parser.
        """
        if self._inputs >= _MOST_INPUTS:
            self.close()
        fresh = self._inputs == 0
        answer = self._asked(kind, raw)
        if answer.spent and not fresh:  # it may have been what came before: once more, alone
            answer = self._asked(kind, raw)
        if answer.parsed is None:
            raise UnreadableInputError(answer.reason or f"too much for the parser: needs more than {self.limits.memory_mb} MB")
        return answer.parsed

    def close(self) -> None:
        """End the process."""
        process, self._process, self._inputs = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()

    def _asked(self, kind: str, raw: bytes) -> Answer:
        """The process's answer, or the answer that its end is; `spent` where a new process might do better."""
        process = self._running()
        self._inputs += 1
        late = threading.Event()
        timer = threading.Timer(self.limits.wall_s, _end, (process, late))
        timer.start()
        try:
            answer = self._exchanged(process, kind, raw)
        except (_EndedError, OSError) as fault:
            said = str(fault) if isinstance(fault, _EndedError) else ""
            if said:
                process.kill()
            return self._obituary(process.wait(), said, late=late.is_set())
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()
            if late.is_set() or process.returncode is not None:
                self.close()
        if answer.spent:
            self.close()
        return answer

    def _exchanged(self, process: "subprocess.Popen[bytes]", kind: str, raw: bytes) -> Answer:
        if process.stdin is None or process.stdout is None:
            raise _EndedError
        process.stdin.write(b"%s %d\n" % (kind.encode(), len(raw)))
        process.stdin.write(raw)
        process.stdin.flush()
        size = process.stdout.readline(32)
        if not size:
            raise _EndedError
        try:
            encoded = process.stdout.read(min(int(size), self.limits.output_mb * _MB))
            return codec.decode(encoded, Answer)
        except (ValueError, msgspec.MsgspecError):  # more than may be, or not what was agreed
            raise _EndedError("its answer cannot be read") from None

    def _obituary(self, status: int, said: str, *, late: bool) -> Answer:
        if late:
            return Answer(reason=f"too much for the parser: took longer than {self.limits.wall_s:g} s; {_RETRY}")
        if status == -signal.SIGXCPU:
            return Answer(reason=f"too much for the parser: took more than {self.limits.cpu_s} s of processor time; {_RETRY}")
        how = said or (signal.Signals(-status).name if status < 0 else f"exit code {status}")
        return Answer(reason=f"too much for the parser: it crashed ({how})", spent=True)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process, self._inputs = _started(self.limits, self._program), 0
        return self._process


def _end(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    process.kill()


def _started(limits: Limits, program: str) -> "subprocess.Popen[bytes]":
    """A process that is ready; in a session of its own (Ctrl-C is for the reader alone), with one order of sets (the same bytes give one text)."""
    limited = (limits.cpu_s, limits.memory_mb * _MB, limits.output_mb * _MB)
    command = [sys.executable, "-P", "-m", program, *map(str, limited)]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, env=environment)
    timer = threading.Timer(_START_S, process.kill)
    timer.start()
    ready = process.stdout.readline() if process.stdout else b""
    timer.cancel()
    if ready != b"ready\n":
        process.kill()
        process.communicate()
        raise ReportedlyError("the process that parses pages does not start (what it said stands above); see that reportedly is installed whole")
    return process
