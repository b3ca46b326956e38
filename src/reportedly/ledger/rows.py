"""Records to rows and back: which columns of a row repeat what of a record."""

from dataclasses import fields
from hashlib import sha256

from sqlalchemy import RowMapping

from reportedly import codec
from reportedly.ledger import tables
from reportedly.ledger.chain import Row, Value
from reportedly.records import Claim, MadeBy, Quarantined, Report

EVER = ("0000-01-01", "9999-12-31")
_LONGEST = 2000  # characters of a quarantined input's source and reason


def report_row(report: Report) -> Row:
    """The row of a report: a column for each field."""
    return Row(tables.reports, {name: getattr(report, name) for name in _REPORT_FIELDS})


def report_of(row: RowMapping) -> Report:
    """The report that the row holds."""
    return Report(**{name: row[name] for name in _REPORT_FIELDS})


def claim_row(claim: Claim, json: bytes) -> Row:
    """The row of a claim: its JSON, and the columns that searches use."""
    return Row(tables.claims, {**claim_columns(claim), "json": json.decode()})


def claim_of(row: RowMapping) -> Claim:
    """The claim that the row holds."""
    return codec.decode(row["json"], Claim)


def claim_columns(claim: Claim) -> dict[str, Value]:
    """What the columns of a claim's row repeat of the claim, so that it can be searched."""
    return {
        "claim_id": claim.claim_id,
        "claim_key": claim.claim_key,
        "report_id": claim.report.report_id,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "quote": claim.quote.text,
        "speech": claim.speech,
        "stance": claim.stance,
        "spoken": claim.spoken,
        "as_of": claim.as_of,
        **_actor_columns(claim),
        **_figure_columns(claim),
        **_place_columns(claim),
        **_day_columns(claim),
    }


def _actor_columns(claim: Claim) -> dict[str, Value]:
    speaker, event = claim.speaker, claim.event
    return {
        "speaker": speaker.name if speaker else None,
        "side": speaker.side if speaker else None,
        "chain": " → ".join(link.name for link in claim.chain) or None,
        "origin": claim.origin,
        "event_type": event.type if event else None,
        "sub_type": event.sub_type if event else None,
        "actor": event.actor if event else None,
        "target": event.target if event else None,
    }


def _figure_columns(claim: Claim) -> dict[str, Value]:
    figure = claim.figure
    names = ("measure", "value", "low", "high", "hedge", "unit", "party", "role", "scope")
    return {
        **{name: getattr(figure, name) if figure else None for name in names},
        "counted": figure.counted.text if figure and figure.counted else None,
    }


def _place_columns(claim: Claim) -> dict[str, Value]:
    place = claim.place
    names = ("country", "admin1", "latitude", "longitude")
    return {"place": (place.name or place.text) if place else None, **{name: getattr(place, name) if place else None for name in names}}


def _day_columns(claim: Claim) -> dict[str, Value]:
    """The first and last day that the claim may be about: its date, else the day up to which it counts, else the day of publication."""
    date = claim.date
    if date and (date.start or date.end):
        first, last = date.start or EVER[0], date.end or EVER[1]
        return {"first_day": first, "last_day": last}
    day = claim.as_of or (claim.report.published or "")[:10] or None
    return {"first_day": day, "last_day": day}


def run_row(run: int, command: str, at: str, made_by: MadeBy) -> Row:
    """The row of a run: what was asked, when, and the versions at work."""
    model = made_by.model
    values: dict[str, Value] = {
        "run": run,
        "command": printable(command),
        "at": at,
        "rules": made_by.rules,
        "lexicons": made_by.lexicons,
        "model_name": model.name if model else None,
        "model_version": model.version if model else None,
        "model_sha256": model.sha256 if model else None,
    }
    return Row(tables.runs, values)


def quarantine_row(item: Quarantined) -> Row:
    """The row of a quarantined input; the same input failing in the same way has the same id."""
    told = {"source": printable(item.source), "stage": item.stage, "reason": printable(item.reason), "raw_sha256": item.raw_sha256}
    return Row(tables.quarantine, {"quarantine_id": sha256(codec.encode(told)).hexdigest(), **told})


def quarantined_of(row: RowMapping) -> Quarantined:
    """The quarantined input that the row holds."""
    return Quarantined(row["source"], row["stage"], row["reason"], row["raw_sha256"])


def printable(text: str) -> str:
    """The text in a form that can always be stored: a file name of odd bytes must not stop the run that complains about it."""
    return storable(text)[:_LONGEST]


def storable(text: str) -> str:
    """The text with lone surrogates written out, which SQLite could not take."""
    return text.encode(errors="backslashreplace").decode()


_REPORT_FIELDS = tuple(field.name for field in fields(Report))
