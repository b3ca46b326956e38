"""Files and folders as bytes: regular files only, sizes capped, folders walked in order; nothing here can hang."""

import gzip
import hashlib
import io
import logging
import os
import stat
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from reportedly.errors import UnreadableInputError

MAX_REPORT_BYTES = 64 * 1024 * 1024  # of one report, decompressed: a novel is 1 MB; more is a gzip bomb or no report
Kind = Literal["text", "page", "lines"]
KINDS: dict[str, Kind] = {".txt": "text", ".md": "text", ".html": "page", ".htm": "page", ".jsonl": "lines", ".ndjson": "lines"}
_SPECIAL = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)
_log = logging.getLogger("reportedly.read")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, and the id of what is read from it: its path below the folder given, or its name."""

    path: Path
    ref: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A path that cannot be read, and why."""

    path: Path
    reason: str


def kind_of(path: Path) -> Kind | None:
    """What the name says that a file holds; None for a name of no known kind. '.gz' at the end is passed over."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return KINDS.get(suffixes[-1]) if suffixes else None


def gzipped(path: Path) -> bool:
    """Whether the name says that a file is compressed."""
    return path.suffix.lower() == ".gz"


def written(path: Path | str) -> str:
    """The path as text that UTF-8 can hold: bytes of a name that are none stand as \\xff."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def opened(path: Path) -> BinaryIO:
    """The open regular file; raises UnreadableInputError for anything else, without waiting for a pipe's other end."""
    try:
        _must_be_regular(os.stat(path))
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            _must_be_regular(os.fstat(number))  # it may have been replaced meanwhile
            return open(number, "rb")
        except BaseException:
            os.close(number)
            raise
    except (OSError, ValueError) as fault:
        raise UnreadableInputError(_why(fault)) from None


def _must_be_regular(status: os.stat_result) -> None:
    for test, name in _SPECIAL:
        if test(status.st_mode):
            raise UnreadableInputError(f"{name}, not a file")


def _why(fault: Exception) -> str:
    strerror = getattr(fault, "strerror", None)
    return str(strerror or fault or type(fault).__name__)[:200].lower()


def whole(path: Path) -> tuple[bytes, str]:
    """The file's bytes (decompressed where its name ends in .gz) and the sha256 of the file as it lies there.

    Raises UnreadableInputError where it cannot be read, or is larger than MAX_REPORT_BYTES.
    """
    with opened(path) as file:
        raw = capped(file)
    digest = hashlib.sha256(raw).hexdigest()
    return (capped(gzip.GzipFile(fileobj=io.BytesIO(raw))) if gzipped(path) else raw), digest


class Bytes(Protocol):
    """What a source of bytes must be able to do."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""
        ...


def capped(file: Bytes) -> bytes:
    """All bytes of the file; raises UnreadableInputError where there are more than MAX_REPORT_BYTES or where reading fails."""
    try:
        raw = file.read(MAX_REPORT_BYTES + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise UnreadableInputError(unreadable(fault)) from None
    if len(raw) > MAX_REPORT_BYTES:
        raise UnreadableInputError(f"larger than {MAX_REPORT_BYTES // 1024 // 1024} MB")
    return raw


def unreadable(fault: Exception) -> str:
    """The reason in words why reading failed."""
    if isinstance(fault, EOFError):
        return "truncated: the compressed file ends too early"
    return f"damaged: {_why(fault)}" if isinstance(fault, zlib.error | gzip.BadGzipFile) else _why(fault)


def walk(folder: Path) -> Iterator[Found | Refused]:
    """The files of the folder and of those below it, in order of name.

    Hidden files and READMEs are passed over, other kinds too, counted in a warning.
    """
    passed: Counter[str] = Counter()
    ways: list[tuple[Path, frozenset[tuple[int, int]]]] = [(folder, frozenset())]
    while ways:  # a stack, not recursion: folders can be nested deeper than calls
        path, above = ways.pop()
        try:
            status = os.stat(path)
            if stat.S_ISDIR(status.st_mode):
                here = _entered(status, above)
                ways.extend((path / name, here) for name in sorted(os.listdir(path), reverse=True) if not name.startswith("."))
                continue
        except (OSError, ValueError, UnreadableInputError) as fault:
            yield Refused(path, _why(fault))
            continue
        if path.stem.lower() == "readme":  # says what the folder is, not what happened
            continue
        if stat.S_ISREG(status.st_mode) and kind_of(path) is None:
            passed[path.suffix.lower() or path.name] += 1
        else:
            yield Found(path, written(path.relative_to(folder).as_posix()))
    if passed:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(passed.items()))
        _log.warning("%s: passed over %d files that are no reports (%s)", written(folder), passed.total(), kinds)


def _entered(status: os.stat_result, above: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    here = (status.st_dev, status.st_ino)
    if here in above:
        raise UnreadableInputError("a link back to a folder that holds it")
    return above | {here}
