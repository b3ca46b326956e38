"""Ids from content: the same report or claim has the same id everywhere, whoever made it and in whatever order (docs/ledger.md).

Each id is the SHA-256, in hexadecimal, of canonical JSON: UTF-8, sorted keys, no spaces.
"""

import hashlib
from dataclasses import replace

import msgspec

from reportedly.codec import encode
from reportedly.records import Claim, Event, Figure, Quote, Report, Span

# What a claim is found by or filed under, not what it says; `made_by` and the report's id are hashed beside the values.
_NOT_VALUES = frozenset({"claim_id", "claim_key", "report_ref", "report", "made_by"})
_PLAIN = frozenset({str, int, float})


def text_hash(text: str) -> str:
    """The SHA-256 of a report's text; raises UnicodeEncodeError where the text holds a lone surrogate."""
    return hashlib.sha256(text.encode()).hexdigest()


def report_id(text: str, *, outlet: str | None = None, url: str | None = None, own_id: str | None = None, published: str | None = None) -> str:
    """The id of a report: its text and its source, which is the outlet, the URL (else the report's own id) and the day of publication.

    The path that it was read from is no part of it: a file that was moved or copied is the same report.
    """
    return _hash([text, outlet, url or own_id, published])


def id_of_report(report: Report) -> str:
    """The id that a report should bear."""
    return report_id(report.text, outlet=report.outlet, url=report.url, own_id=report.own_id, published=report.published)


def claim_key(text_sha256: str, quote: Quote | Span, mark: Figure | Span | None) -> str:
    """The key of what a claim is about: the text's hash, the quote's span, and the span of the figure (else of the event's trigger).

    Better rules may read the same words otherwise; as long as they take the same words, the key stays. A verbatim copy of a report by another
    outlet has the same text, and so its claims have the same keys.
    """
    return _hash([text_sha256, quote.start, quote.end, *((mark.start, mark.end) if mark else (None, None))])


def mark_of(figure: Figure | None, event: Event | None) -> Figure | Span | None:
    """The words that tell two claims of one quote apart: the figure, else the event's trigger."""
    return figure if figure is not None else event.trigger if event is not None else None


def claim_id(claim: Claim) -> str:
    """The id of one reading of a claim: its key, the report, every value, and the versions of what made it."""
    return id_of_values(msgspec.to_builtins(claim))


def id_of_values(values: dict[str, object]) -> str:
    """The claim id from a claim's JSON object as it was stored, also by an older version that knew fewer fields."""
    report = values.get("report")
    said = _without_nulls({name: value for name, value in values.items() if name not in _NOT_VALUES})
    return _hash([values.get("claim_key"), report.get("report_id") if isinstance(report, dict) else None, said, values.get("made_by")])


def _without_nulls(value: object) -> object:
    """The JSON value without null fields, so that a field which a later version adds changes no id where the report does not support it."""
    if isinstance(value, dict):
        return {name: item if type(item) in _PLAIN else _without_nulls(item) for name, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list | tuple) else value


def identified(claim: Claim, text_sha256: str) -> Claim:
    """The claim with its key and its id filled in."""
    keyed = replace(claim, claim_key=claim_key(text_sha256, claim.quote, mark_of(claim.figure, claim.event)), claim_id="")
    return replace(keyed, claim_id=claim_id(keyed))


def _hash(content: object) -> str:
    return hashlib.sha256(encode(content)).hexdigest()
