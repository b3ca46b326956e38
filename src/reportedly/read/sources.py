"""The reading itself: each path by its kind, each fault a Quarantined, and the rest goes on."""

import gzip
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import UnreadableInputError
from reportedly.read import files
from reportedly.read.decoding import decoded
from reportedly.read.details import NOTHING_SAID, Details, checked
from reportedly.read.lines import Lines, Source, read_lines
from reportedly.read.reports import make_report
from reportedly.read.streams import Opened
from reportedly.read.workers import Limits, Worker
from reportedly.records import Input, Quarantined, Report


def read(paths: Iterable[Path | str], defaults: Details = NOTHING_SAID, stdin: BinaryIO | None = None) -> Iterator[Report | Quarantined]:
    """The reports in the files and folders, one by one, and a Quarantined for each thing that could not be read.

    Read are .txt and .md (one report a file), .html and .htm, .jsonl and .ndjson (one report a line, with the fields id, url, outlet, published,
    language, title, text), each also as .gz; folders with all below them, in order of name; and '-', standard input (JSON Lines where it begins
    with a JSON object, else one text). `defaults` count only where a file says nothing. Raises UnreadableInputError at once where
    `defaults.published` is no date.
    """
    return (found.item for found in inputs(paths, defaults, stdin))


def inputs(
    paths: Iterable[Path | str], defaults: Details = NOTHING_SAID, stdin: BinaryIO | None = None, limits: Limits | None = None
) -> Iterator[Input]:
    """What `read` gives, each with the source that a quarantined input would name; `limits` are for the parsers of pages."""
    return _inputs(paths, checked(defaults), stdin, Worker(limits))


def _inputs(paths: Iterable[Path | str], defaults: Details, stdin: BinaryIO | None, worker: Worker) -> Iterator[Input]:
    with worker:
        for path in paths:
            if str(path) == "-":
                yield from _stream(stdin or sys.stdin.buffer, defaults)
            elif os.path.isdir(path):
                for found in files.walk(Path(path)):
                    yield from _file(found, defaults, worker) if isinstance(found, files.Found) else [_quarantined(found.path, found.reason)]
            else:
                yield from _file(files.Found(Path(path), files.written(Path(path).name)), defaults, worker)


def _file(found: files.Found, defaults: Details, worker: Worker) -> Iterator[Input]:
    kind = files.kind_of(found.path)
    try:
        if kind == "lines":
            yield from _lines(found, defaults)
        else:
            yield _one(found, kind, defaults, worker)
    except UnreadableInputError as fault:
        yield _quarantined(found.path, str(fault))


def _one(found: files.Found, kind: files.Kind | None, defaults: Details, worker: Worker) -> Input:
    """The one report of a text or a page."""
    if kind is None:
        files.opened(found.path).close()  # a file that is not there has that as its reason, whatever its name
        known = " ".join(files.KINDS)
        raise UnreadableInputError(f"unknown kind of file {found.path.suffix!r}; known are {known}, each also with .gz")
    raw, digest = files.whole(found.path)
    try:
        if kind == "text":
            return Input(files.written(found.path), _text(raw, found.ref, defaults, digest))
        page = worker.parse(kind, raw)
        report = make_report(page.text, found.ref, page.said, defaults, raw_sha256=digest, media_type=page.media_type)
        return Input(files.written(found.path), report)
    except UnreadableInputError as fault:
        return _quarantined(found.path, str(fault), digest)


def _text(raw: bytes, ref: str, defaults: Details, digest: str) -> Report:
    text = decoded(raw)
    media_type = f"text/plain; charset={text.charset}" if text.charset else "text/plain"
    return make_report(text.text, ref, defaults=defaults, raw_sha256=digest, media_type=media_type)


def _lines(found: files.Found, defaults: Details) -> Iterator[Input]:
    source = Source(files.written(found.path), found.ref, defaults)
    with closing(files.opened(found.path)) as file:
        stream: Lines = gzip.GzipFile(fileobj=file) if files.gzipped(found.path) else file
        yield from read_lines(stream, source)


def _stream(stdin: BinaryIO, defaults: Details) -> Iterator[Input]:
    digest = None
    try:
        stream = Opened(stdin)
        if stream.holds_lines:
            yield from read_lines(stream, Source("stdin", "stdin", defaults))
            return
        raw = files.capped(stream)
        digest = hashlib.sha256(raw).hexdigest()
        yield Input("stdin", _text(raw, "stdin", defaults, digest))
    except (UnreadableInputError, OSError) as fault:
        yield Input("stdin", Quarantined("stdin", "read", str(fault), digest))


def _quarantined(path: Path, reason: str, digest: str | None = None) -> Input:
    source = files.written(path)
    return Input(source, Quarantined(source, "read", reason, digest))
