"""Sources that waited in the quarantine, read once more: each file once, whole, with the details that were given for it."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportedly.read import files
from reportedly.read.details import Details
from reportedly.read.sources import inputs
from reportedly.read.workers import Limits
from reportedly.records import Input, Quarantined

_LINE = re.compile(r"(?P<path>.+):[0-9]+", re.DOTALL)
_STDIN = re.compile(r"stdin(?::[0-9]+)?")


def readable_again(source: str) -> bool:
    """Whether a source can be read once more: what came on standard input is gone."""
    return _STDIN.fullmatch(source) is None


def is_gone(source: str) -> bool:
    """Whether a source can never be read again as things stand: its file is no longer there, or it came on standard input."""
    return not readable_again(source) or not os.path.lexists(path_of(source))


def again(sources: Mapping[str, Details], limits: Limits | None = None) -> Iterator[Input]:
    """What the files and folders behind the sources hold now, and a Quarantined for each source that is no longer there.

    A line's file is read whole, so that its other lines come too. Standard input is passed over.
    """
    groups: dict[Details, dict[Path, set[str]]] = {}
    for source, said in sources.items():
        if readable_again(source):
            groups.setdefault(said, {}).setdefault(path_of(source), set()).add(source)
    for said, paths in groups.items():
        met = set()
        for found in inputs(paths, said, limits=limits):
            met.add(found.source)
            yield found
        for path, asked in paths.items():
            for source in sorted(asked - met):
                if not path.is_dir():  # a folder that can be read now stands for nothing itself
                    yield Input(source, Quarantined(source, "read", "the file has no such line any more"))


def path_of(source: str) -> Path:
    """The file or folder behind a source: itself, or the file of a line; bytes of a name that are no UTF-8 are restored."""
    line = _LINE.fullmatch(source)
    named = source if line is None or os.path.lexists(restored(source)) else line["path"]
    return Path(restored(named))


def restored(written: str) -> str:
    r"""The name that `files.written` wrote out: 'caf\xe9.txt' for bytes that are no UTF-8, unless a file has just that name."""
    if os.path.lexists(written):
        return written
    raw = re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), written.encode())
    name = os.fsdecode(raw)
    return name if files.written(name) == written else written
