"""The readers under whatever bytes: `python tests/fuzz/readers.py [SECONDS]` (default 60).

Where atheris is installed (`pip install atheris`) it is guided by what the readers' code has covered, else the bytes are random pieces of what
readers meet; the second finds less. Exit 1 and the bytes, where anything but an unreadable input came out. The test of this script runs it briefly.
"""

import random
import sys
from contextlib import suppress
from importlib.util import find_spec

from wordings import Input, Kind

KINDS: tuple[Kind, ...] = ("text", "lines", "page")
PIECES = (
    b"{", b"}", b'"', b'{"text": "', b'"}\n', b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"<", b">", b"<html><body><p>", b"</p>",
    b"<div>",
    b"<!DOCTYPE html>", b"&amp;", b"&#x110000;", b"<title>", b"date: 2025-02-08\n", b"outlet: ", b"12 soldiers were killed", "“”«»‹›".encode(),
    b"\\ud800",
    b"<meta charset=utf-16>", b"<script>", b"0" * 40, "\u202e\u200b".encode(), "Ж".encode("cp1251"), b"9" * 400,
)  # fmt: skip


def one_input(data: bytes) -> None:
    """Reads the bytes as the kind that the first of them says; raises what no reader may raise."""
    from test_whole_way import reports

    if not data:
        return
    for report in reports(Input(KINDS[data[0] % len(KINDS)], data[1:])):
        report.text.encode("utf-8", "surrogatepass")
        assert 0 <= report.body <= len(report.text), report.body


def plainly(count: int, chance: random.Random) -> None:
    """Reads that many inputs of random pieces."""
    for _ in range(count):
        data = bytes([chance.randrange(256)]) + b"".join(chance.choices(PIECES, k=chance.randrange(1, 30)))
        try:
            one_input(data)
        except Exception:
            print(f"raised by {data!r}", file=sys.stderr)
            raise


def guided(seconds: float) -> None:
    """Runs atheris for the seconds; it ends the process."""
    import atheris

    with suppress(ImportError), atheris.instrument_imports(include=["reportedly.read"]):
        import reportedly.read  # noqa: F401
    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", "-max_len=4096"], one_input)
    atheris.Fuzz()


def main() -> None:
    """Fuzzes for the seconds that the command line gives."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    if find_spec("atheris") is not None:
        guided(seconds)
    else:
        count = int(seconds * 1000)
        plainly(count, random.Random(7))
        print(f"{count} inputs of random pieces were read; with atheris (pip install atheris) the code's own branches would lead")


if __name__ == "__main__":
    main()
