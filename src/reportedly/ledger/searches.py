"""Questions to the ledger: claims by words and by fields, in an order that does not depend on when they were added."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from packaging.version import InvalidVersion, Version
from sqlalchemy import ColumnElement, Connection, Select, and_, column, func, literal, or_, select, table

from reportedly.errors import LedgerError
from reportedly.ledger import tables
from reportedly.ledger.rows import storable

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_words = table("claims_words", column("rowid"), column("claims_words"))


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; every condition given must hold.

    words: each in the quote, the speaker's or a relayer's name, or the place; "words in quotation marks" stand together, * leaves an end open.
    speaker: beginnings of words of the speaker's name. party: whose figure it is, or who acted or was struck.
    place: beginnings of words of its name, or an ISO 3166 code. since, until: ISO dates that the claim's days must touch; a claim without a date
    counts by its day of publication. min, max: the figure's bounds must meet them; a figure with neither bound does not.
    """

    words: str | None = None
    speaker: str | None = None
    party: str | None = None
    place: str | None = None
    measure: str | None = None
    stance: str | None = None
    since: str | None = None
    until: str | None = None
    min: float | None = None
    max: float | None = None
    limit: int | None = None


def newest() -> ColumnElement[bool]:
    """The condition that a claim comes from the newest extraction of its report, so that no later one supersedes it."""
    entries = tables.extractions.c
    return tables.claims.c.entry == select(func.max(entries.entry)).where(entries.report_id == tables.claims.c.report_id).scalar_subquery()


def older_rules(connection: Connection, than: str) -> list[str]:
    """The versions of rules that have worked on the ledger and are older; raises LedgerError for what is no version."""
    try:
        return [rules for rules in connection.execute(select(tables.runs.c.rules).distinct()).scalars() if Version(rules) < Version(than)]
    except InvalidVersion as error:
        raise LedgerError(f"{than!r} cannot be held against the versions of the ledger's runs ({error}); write it as 0.2.0") from error


def made_by_rules(rules: Sequence[str]) -> ColumnElement[bool]:
    """The condition that the newest extraction of a report was made by rules of one of these versions."""
    made, later = tables.extractions.c, tables.extractions.alias().c
    last = select(func.max(later.entry)).where(later.report_id == made.report_id).scalar_subquery()
    ran = select(tables.runs.c.run).where(tables.runs.c.rules.in_(rules))
    return tables.reports.c.report_id.in_(select(made.report_id).where(made.entry == last, made.run.in_(ran)))


def in_order() -> Select[str]:
    """The JSON of claims in the order of publication, then of report and text."""
    reports, claims = tables.reports.c, tables.claims.c
    chosen = select(claims.json).join_from(tables.reports, tables.claims, reports.report_id == claims.report_id)
    return chosen.order_by(reports.published, reports.report_ref, reports.report_id, claims.quote_start, claims.quote_end, claims.claim_key)


def selection(query: Query) -> Select[str]:
    """The JSON of the current claims that fit the query, in order."""
    # A terminal passes on bytes that are no text as lone surrogates, which SQLite cannot take.
    texts = {field.name: storable(value) for field in fields(query) if isinstance(value := getattr(query, field.name), str)}
    return in_order().where(newest(), *_conditions(replace(query, **texts))).limit(query.limit)  # type: ignore[arg-type]


def match(words: str, columns: str = "", *, open_end: bool = False) -> str:
    """The FTS5 expression for a user's words, of which none can be taken for its syntax; '' where there is none to look for."""
    terms = []
    for phrase, word in _TERM.findall(words.replace("\x00", " ")):
        bare = word.rstrip("*")
        if (phrase or bare).strip():
            terms.append(f'"{phrase or bare}"{" *" if word != bare or (open_end and word) else ""}')
    return f"{columns}({' '.join(terms)})" if terms else ""


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    claims = tables.claims.c
    found: list[ColumnElement[bool]] = []
    if query.words and query.words.strip():
        found.append(_holds(match(query.words)))
    if query.speaker is not None:
        found.append(_holds(match(query.speaker, "speaker : ", open_end=True)))
    if query.place is not None:
        code = query.place.strip().upper()
        found.append(or_(_holds(match(query.place, "place : ", open_end=True)), claims.country == code, claims.admin1 == code))
    if query.party is not None:
        found.append(or_(*(func.lower(name) == query.party.strip().lower() for name in (claims.party, claims.actor, claims.target))))
    if query.measure is not None:
        found.append(claims.measure == query.measure)
    if query.stance is not None:
        found.append(claims.stance == query.stance)
    return found + _days(query) + _bounds(query)


def _holds(expression: str) -> ColumnElement[bool]:
    """The condition that the claim's words match; none match an expression without words."""
    if not expression:
        return literal(False)
    return tables.claims.c.id.in_(select(_words.c.rowid).where(_words.c.claims_words.op("MATCH")(expression)))


def _days(query: Query) -> list[ColumnElement[bool]]:
    claims = tables.claims.c
    found: list[ColumnElement[bool]] = []
    if query.since is not None:
        found.append(claims.last_day >= query.since)
    if query.until is not None:
        # '2025-02' means the whole month: every day of it sorts before '2025-02~'.
        found.append(claims.first_day <= query.until + "~")
    return found


def _bounds(query: Query) -> list[ColumnElement[bool]]:
    claims = tables.claims.c
    if query.min is None and query.max is None:
        return []
    found = [or_(claims.low.is_not(None), claims.high.is_not(None))]
    if query.min is not None:
        found.append(or_(claims.high.is_(None), claims.high >= query.min))
    if query.max is not None:
        found.append(or_(claims.low.is_(None), claims.low <= query.max))
    return found


def by_prefix(name: str, prefix: str) -> ColumnElement[bool]:
    """The condition that a claim's id or key begins so; ids are hexadecimal, so that anything else fits none."""
    if not re.fullmatch("[0-9a-f]{4,64}", prefix):
        return literal(False)
    chosen = tables.claims.c[name]
    return and_(chosen >= prefix, chosen < prefix + "g")
