"""JSON Lines: one report a line, read one line at a time; a bad line costs that line."""

import codecs
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import msgspec

from reportedly import codec
from reportedly.errors import UnreadableInputError
from reportedly.identity import id_of_report
from reportedly.read import dates, files
from reportedly.read.details import Details
from reportedly.read.reports import make_report, storable, storable_text
from reportedly.records import Input, Quarantined, Report

MAX_SKIPPED_BYTES = 4 * files.MAX_REPORT_BYTES  # of one endless line, before the rest of the file is given up
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")
_BLANK = b" \t\r\n"


class Lines(Protocol):
    """What a stream of lines must be able to do."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or as much of it as `size` bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where lines come from: the name to print, the id to fall back on, and what is said of all of them."""

    name: str
    ref: str
    defaults: Details


@dataclass(frozen=True, slots=True)
class Line:
    """The fields of one line; others are passed over."""

    text: str
    id: str | int | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    title: str | None = None
    report_id: str | None = None
    report_ref: str | None = None


def read_lines(stream: Lines, source: Source) -> Iterator[Input]:
    """The report of each line, or what is wrong with it; the rest of a stream that breaks off is one Quarantined."""
    number = 0
    try:
        while raw := stream.readline(files.MAX_REPORT_BYTES + 1):
            number += 1
            if number == 1:
                raw = _without_mark(raw)
            if len(raw) > files.MAX_REPORT_BYTES:
                yield _refused(source, number, f"line longer than {files.MAX_REPORT_BYTES // 1024 // 1024} MB")
                _skip_line(stream, raw)
            elif raw.strip(_BLANK):
                yield Input(f"{source.name}:{number}", _report(raw.rstrip(b"\r\n"), number, source))
    except (OSError, EOFError, zlib.error, UnreadableInputError) as fault:
        reason = str(fault) if isinstance(fault, UnreadableInputError) else files.unreadable(fault)
        yield _refused(source, number + 1, f"{reason}; what follows line {number} was not read")


def _without_mark(raw: bytes) -> bytes:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableInputError("UTF-16, but JSON Lines are UTF-8")
    return raw.removeprefix(codecs.BOM_UTF8)


def _skip_line(stream: Lines, part: bytes) -> None:
    skipped = 0
    while part and not part.endswith(b"\n"):
        part = stream.readline(1024 * 1024)
        skipped += len(part)
        if skipped > MAX_SKIPPED_BYTES:
            raise UnreadableInputError("endless line")


def _report(raw: bytes, number: int, source: Source) -> Report | Quarantined:
    digest = hashlib.sha256(raw).hexdigest()
    try:
        line = _line(raw)
        return _restored(raw, line) or _made(line, digest, f"{source.ref}:{number}", source.defaults)
    except UnreadableInputError as fault:
        return _quarantined(source, number, str(fault), digest)


def _line(raw: bytes) -> Line:
    """The fields of the line; raises UnreadableInputError with the reason where it has none."""
    try:
        return codec.decode(raw, Line)
    except RecursionError:
        raise UnreadableInputError("JSON nested too deep") from None
    except UnicodeDecodeError as fault:
        raise UnreadableInputError(f"not UTF-8: {fault.reason}") from None
    except msgspec.ValidationError as fault:
        raise UnreadableInputError(f"not a report: {fault}") from None
    except msgspec.DecodeError as fault:
        hint = "; it holds half of a surrogate pair" if _HALF_PAIR.search(raw) else ""
        raise UnreadableInputError(f"not JSON: {fault}{hint}") from None


def _made(line: Line, digest: str, place: str, defaults: Details) -> Report:
    own_id = str(line.id) if line.id is not None and str(line.id).strip() else line.report_ref or None
    said = Details(line.outlet, line.published, line.language, line.url, line.title)
    return make_report(line.text, own_id or said.url or place, said, defaults, own_id=own_id, raw_sha256=digest)


def _restored(raw: bytes, line: Line) -> Report | None:
    """The report that `reportedly read` wrote on this line, as it was; None for a line of any other making."""
    if line.id is not None or not line.report_id or not line.report_ref:
        return None
    storable_text(line.text)
    try:
        report = codec.decode(raw, Report)
    except msgspec.ValidationError:  # a field beside the text that is not as it was written
        return None
    if id_of_report(report) != report.report_id:
        return None
    for words in (report.report_ref, report.outlet, report.url, report.title, report.language, report.raw_sha256, report.media_type, report.own_id):
        storable(words or "")
    return report if report.published is None or dates.published(report.published) == report.published else None


def _refused(source: Source, number: int, reason: str) -> Input:
    return Input(f"{source.name}:{number}", _quarantined(source, number, reason))


def _quarantined(source: Source, number: int, reason: str, digest: str | None = None) -> Quarantined:
    return Quarantined(f"{source.name}:{number}", "read", reason, digest)
