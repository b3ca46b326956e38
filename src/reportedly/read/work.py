"""The process in which parsers of formats run: `python -m reportedly.read.work CPU_SECONDS MEMORY_BYTES OUTPUT_BYTES`, started by workers.py.

It takes one input after the other from standard input ('page 1234', a line break, and as many bytes) and answers each on standard output (the number
of bytes, a line break, and the JSON of an Answer). It does not decide what becomes of an input that is too much for it: it dies, and the reader sees.
"""

import math
import os
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO

from reportedly import codec
from reportedly.errors import UnreadableInputError
from reportedly.read.pages import page_of, ready
from reportedly.read.parsed import Answer, Parsed

PARSERS: dict[str, Callable[[bytes], Parsed]] = {"page": page_of}  # another format comes in by this door


def main() -> None:
    """Answer until standard input ends."""
    cpu_s, memory, most = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    answers = _only_way_out()
    ready()
    _confine(memory)
    answers.write(b"ready\n")
    answers.flush()
    while line := sys.stdin.buffer.readline():
        kind, size = line.split()
        raw = sys.stdin.buffer.read(int(size))
        _allow(cpu_s)
        encoded, spent = _answered(kind.decode(), raw, most)
        answers.write(b"%d\n" % len(encoded))
        answers.write(encoded)
        answers.flush()
        if spent:
            return


def _answered(kind: str, raw: bytes, most: int) -> tuple[bytes, bool]:
    answer = _answer(kind, raw)
    encoded = codec.encode(answer)
    if len(encoded) > most:
        encoded = codec.encode(Answer(reason=f"gives more than {most // 1024 // 1024} MB of text"))
    return encoded, answer.spent


def _answer(kind: str, raw: bytes) -> Answer:
    try:
        return Answer(PARSERS[kind](raw))
    except UnreadableInputError as fault:
        return Answer(reason=str(fault))
    except MemoryError:
        return Answer(spent=True)
    except Exception as fault:  # a parser of hostile input may raise anything
        return Answer(reason=f"the parser failed: {type(fault).__name__}: {fault}"[:500])


def _only_way_out() -> BinaryIO:
    """Standard output for answers alone: what a parser prints must not pass for one."""
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    return answers


def _confine(memory: int) -> None:
    """No more memory than that, no file written, no core dump, and nothing said on standard error from now on."""
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (value, value))
    os.dup2(1, 2)


def _allow(cpu_s: int) -> None:
    """That many more seconds of processor time, then the kernel ends the process (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + cpu_s, hard))


if __name__ == "__main__":
    main()
