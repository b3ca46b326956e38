"""The gate before the ledger: only what leads back to the report's own words, under the ids that its content gives, may enter."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from reportedly import codec
from reportedly.errors import ReportedlyError
from reportedly.identity import claim_key, id_of_report, id_of_values, mark_of, text_hash
from reportedly.records import Claim, MadeBy, Report

_PLAIN = frozenset({str, int, float, bool, type(None)})  # what holds no span


class RefusedError(ReportedlyError):
    """A report that cannot be stored as it stands: a fault in what made it, not in the ledger; it belongs in the quarantine."""


def checked(report: Report, claims: Sequence[Claim], made_by: MadeBy) -> list[bytes]:
    """The canonical JSON of each claim; raises RefusedError with the first thing that does not hold."""
    where = f"{report.report_ref!r}"
    try:
        codec.encode(report)
        expected = id_of_report(report)
        sha256 = text_hash(report.text)
    except UnicodeEncodeError as error:
        raise RefusedError(f"{where}: holds a character that cannot be stored (a lone surrogate, {error.object[error.start]!a})") from error
    if report.report_id != expected:
        raise RefusedError(f"{where}: report_id is {report.report_id!r}, its text and source give {expected!r}")
    twice = [key for key, count in Counter(claim.claim_key for claim in claims).items() if count > 1]
    if twice:
        raise RefusedError(f"{where}: two claims have the claim_key {twice[0]}")
    return [_checked_claim(report, claim, sha256, made_by) for claim in claims]


def _checked_claim(report: Report, claim: Claim, text_sha256: str, made_by: MadeBy) -> bytes:
    try:
        json = codec.encode(claim)
        back = codec.decode(json, Claim)
    except (UnicodeEncodeError, msgspec.ValidationError, TypeError) as error:
        raise RefusedError(f"{report.report_ref!r}: a claim cannot be written as JSON and read back ({error})") from error
    values = msgspec.to_builtins(claim)
    reason = next(claim_faults(report, claim, values, text_sha256), None)
    if reason is None and back != claim:
        reason = "is another when its JSON is read back (a number that is not finite?)"
    if reason is None and claim.made_by != made_by:
        reason = "was made by other versions than the run"
    if reason is not None:
        raise RefusedError(f"{report.report_ref!r}: the claim at {claim.quote.start}-{claim.quote.end} {reason}")
    return json


def claim_faults(report: Report, claim: Claim, values: dict[str, object], text_sha256: str) -> Iterator[str]:
    """What of a claim does not hold: its ids, its report's head, or a span that is not verbatim; `values` is its JSON object as stored."""
    if claim.claim_key != claim_key(text_sha256, claim.quote, mark_of(claim.figure, claim.event)):
        yield "has another claim_key than its spans give"
    if claim.claim_id != id_of_values(values):
        yield "has another claim_id than its values give"
    if claim.report_ref != report.report_ref:
        yield f"has the report_ref {claim.report_ref!r}, its report {report.report_ref!r}"
    for name in ("report_id", "outlet", "url", "published", "language", "title"):
        if getattr(claim.report, name) != getattr(report, name):
            yield f"has the report.{name} {getattr(claim.report, name)!r}, its report {getattr(report, name)!r}"
    yield from span_faults(report.text, values, "")


def span_faults(text: str, value: object, name: str) -> Iterator[str]:
    """Which spans anywhere in a claim's JSON object are not the words of the text at their place."""
    waiting = [(name, value)]
    while waiting:
        where, item = waiting.pop()
        if isinstance(item, dict):
            if "text" in item and (fault := _span_fault(text, item, where)):
                yield fault
            waiting += [(f"{where}.{key}" if where else str(key), inner) for key, inner in item.items() if type(inner) not in _PLAIN]
        elif isinstance(item, list | tuple):
            waiting += [(f"{where}[{index}]", inner) for index, inner in enumerate(item)]


def _span_fault(text: str, holder: dict[str, object], name: str) -> str | None:
    # A date's own start and end are days; its words stand at text_start and text_end.
    where = "text_" if "text_start" in holder else ""
    start, end, words = holder.get(f"{where}start"), holder.get(f"{where}end"), holder["text"]
    if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text):
        if text[start:end] != words:
            return f"has {words!r} in {name}, but the text has {text[start:end]!r} at {start}-{end}"
        before, after = str(holder.get("prefix", "")), str(holder.get("suffix", ""))
        if (before or after) and not (text[:start].endswith(before) and text[end:].startswith(after)):
            return f"has words before or after {name} that the text does not have there"
    elif not (start is None and end is None and words is None):
        return f"has the impossible span {start!r}-{end!r} in {name}"
    return None
