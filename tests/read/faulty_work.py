"""The process of work.py with parsers that do what parsers of hostile input do."""

import os
import signal
import sys
import time

from reportedly.read import work
from reportedly.read.details import NOTHING_SAID
from reportedly.read.pages import page_of
from reportedly.read.parsed import Parsed


def hang(raw: bytes) -> Parsed:
    time.sleep(3600)
    raise AssertionError


def spin(raw: bytes) -> Parsed:
    while True:
        pass


def crash(raw: bytes) -> Parsed:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def crash_when_used(raw: bytes) -> Parsed:
    """Only where the process has parsed before: the next one does better."""
    return crash(raw) if _count(raw) > 1 else Parsed("alone", NOTHING_SAID, "text/html")


_seen: list[bytes] = []


def _count(raw: bytes) -> int:
    _seen.append(raw)
    return len(_seen)


def lie(raw: bytes) -> Parsed:
    """Write over what stands for standard output, and for every file that is open."""
    for number in range(1, 32):
        try:
            os.write(number, b"7\n{lies}\n")
        except OSError:
            continue
    return Parsed("text", NOTHING_SAID, "text/html")


def chatter(raw: bytes) -> Parsed:
    print("7\n{lies}" * 10_000)
    sys.stderr.write("lies")
    return Parsed("text", NOTHING_SAID, "text/html")


def write(raw: bytes) -> Parsed:
    with open(raw.decode(), "wb") as file:
        file.write(b"x")
        file.flush()
    raise AssertionError


work.PARSERS |= {
    "ok": lambda raw: Parsed(f"{os.getpid()} {_count(raw)}", NOTHING_SAID, "text/html"),
    "hang": hang,
    "spin": spin,
    "crash": crash,
    "crash-when-used": crash_when_used,
    "exit": lambda raw: os._exit(3),
    "eat": lambda raw: Parsed("x" * len(bytearray(4 * 1024**3)), NOTHING_SAID, "text/html"),
    "flood": lambda raw: Parsed("x" * 3 * 1024**2, NOTHING_SAID, "text/html"),
    "chatter": chatter,
    "nonsense": lambda raw: "text",  # type: ignore[dict-item, return-value]
    "page": lambda raw: hang(raw) if b"hang" in raw else page_of(raw),
    "raise": lambda raw: Parsed(str(1 / 0), NOTHING_SAID, "text/html"),
    "lie": lie,
    "write": write,
}
if __name__ == "__main__":
    work.main()
