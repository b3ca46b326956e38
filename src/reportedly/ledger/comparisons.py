"""The writing of findings: what is new in the ledger, what it can relate to, and what was found, in one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.dialects.sqlite import insert as insert_or

from reportedly import codec
from reportedly.ledger import findings, tables
from reportedly.ledger.findings import compared, copies, keys
from reportedly.ledger.fingerprints import Fingerprints
from reportedly.ledger.rows import report_of
from reportedly.ledger.tellings import beside, fold
from reportedly.records import Claim, Finding, Report, StoredClaim

# Lives as long as the comparison: the keys of what is looked at.
_touched = Table(
    "findings_touched", MetaData(),
    Column("comparator", Text, primary_key=True), Column("key", Text, primary_key=True),
    prefixes=["TEMPORARY"], sqlite_with_rowid=False,
)  # fmt: skip

_REPORT = select(tables.reports).where(tables.reports.c.entry == bindparam("number"))
_CACHE_KB = 256_000
_WAITING = 20_000  # rows that are stored at once


class Comparison:
    """The writing of findings: what changed since the last comparison, what shares a key with it, and new findings in place of the old.

    A report is known here by its number: the log entry that it came with.
    """

    def __init__(self, connection: Connection, version: str, *, rebuild: bool = False) -> None:
        self._connection = connection
        if findings.are_there(connection) and (rebuild or connection.execute(select(findings.made_with.c.version)).scalar() != version):
            findings.drop(connection)
        self.everything = not findings.are_there(connection)
        self.fingerprints = Fingerprints(connection)
        if self.everything:
            findings.create(connection)
            connection.execute(insert(findings.made_with), {"version": version})
        self._before: dict[str, list[tuple[int, str]]] = {}  # what was found under each key that is being looked at: id and JSON
        self._numbers = count((connection.execute(select(func.max(findings.kept.c.id))).scalar() or 0) + 1)
        # Findings before what they name: the rows that wait are stored in this order.
        written = (keys, findings.kept, findings.claims_named, findings.reports_named)
        self._waiting: dict[Table, list[tuple[int | str, ...]]] = {table: [] for table in written}
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KB}")
        _touched.drop(connection, checkfirst=True)
        _touched.create(connection, checkfirst=False)

    def changed(self) -> list[int]:
        """The numbers of the reports that came, went or were extracted again since the last comparison."""
        # Log entries only rise: what was extracted since has a higher one than all that was compared.
        last = self._connection.execute(select(func.coalesce(func.max(compared.c.extraction), 0))).scalar_one()
        since = _extracted().where(tables.extractions.c.entry > last)
        gone = select(compared.c.report).where(compared.c.report.not_in(select(tables.reports.c.entry)))
        return sorted({int(row[0]) for chosen in (since, gone) for row in self._connection.execute(chosen)})

    def report(self, number: int) -> Report | None:
        """The report without its claims, or None where it is not there any more."""
        row = self._connection.execute(_REPORT, {"number": number}).mappings().first()
        return report_of(row) if row is not None else None

    def claims_of(self, number: int) -> list[tuple[int, StoredClaim]]:
        """The current claims of a report in the order of the text, each with the id of its row."""
        return _in_order(self._connection.execute(_OF_REPORT, {"number": number}))

    def claims_of_each(self, numbers: Sequence[int]) -> Iterator[tuple[int, list[tuple[int, StoredClaim]]]]:
        """The reports with their current claims, as `claims_of` has them; all in one reading where everything is compared."""
        if not self.everything:
            yield from ((number, self.claims_of(number)) for number in numbers)
            return
        rows = self._connection.execution_options(yield_per=500).execute(_OF_ALL)
        for number, group in groupby(rows, key=lambda row: int(row[3])):
            yield number, _in_order(group)

    def index(self, number: int, pairs: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        """Put the report's claims under new keys in place of the old, for each comparator; what stands under either will be looked at."""
        if not self.everything:
            of_it = and_(keys.c.comparator.in_(pairs), keys.c.report == number)
            old = {(comparator, key) for comparator, key in self._connection.execute(select(keys.c.comparator, keys.c.key).where(of_it))}
            self._connection.execute(delete(keys).where(of_it))
            self._touch(old | {(comparator, key) for comparator, found in pairs.items() for key, _ in found})
        for comparator, found in pairs.items():
            self._put(keys, [(comparator, key, number, claim) for key, claim in found])

    def follow_copies(self) -> list[int]:
        """The numbers of the reports whose origin is another than before, by the findings of kind 'copy' as they now stand."""
        before = _pairs(self._connection, select(copies.c.report, copies.c.origin))
        now: dict[int, int] = {}
        self._flush()
        for number, origin in self._connection.execute(_copied()):
            now.setdefault(number, origin)
        differing = sorted(number for number in now.keys() | before.keys() if now.get(number) != before.get(number))
        if differing:
            self._connection.execute(delete(copies).where(copies.c.report == bindparam("number")), [{"number": number} for number in differing])
        if new := [{"report": number, "origin": now[number]} for number in differing if number in now]:
            self._connection.execute(insert(copies), new)
        return differing

    def claims_by_key(self, comparator: str, least: int, *, folded: bool = False) -> Iterator[tuple[str, list[StoredClaim]]]:
        """Each key to be looked at that has as many claims, with them in order of publication, then of ref, id and text.

        What is put under it takes the place of what was found there before; when the iteration ends, what stood under the other keys is gone.
        """
        self._flush()
        touched = select(_touched.c.key).where(_touched.c.comparator == comparator)
        self._choose(comparator, least, touched)
        chosen = _claims(keys.c.key).join(keys, keys.c.claim == tables.claims.c.id)
        chosen = chosen.where(_under(comparator, folded=folded), keys.c.key.in_(touched)).order_by(keys.c.key)
        rows = self._connection.execution_options(yield_per=500).execute(chosen)
        for key, group in groupby(rows, key=lambda row: str(row[0])):
            yield key, sorted((_stored_claim(json, source) for _, json, source, _ in group), key=_place_in_order)
        self._forget(number for found in self._before.values() for number, _ in found)
        self._before = {}

    def fold(self, comparator: str) -> None:
        """Put the first claim of each telling under its key, in place of what stood there (`tellings.fold`)."""
        self._flush()
        fold(self._connection, comparator, _touched, everything=self.everything)

    def put(self, comparator: str, subject: str, found: Iterable[Finding]) -> None:
        """Store what was found when the subject was looked at; of what was found there before, what was not found again is gone."""
        made = {codec.encode(finding).decode(): finding for finding in found}
        before = self._before.pop(subject, [])
        self._forget(number for number, json in before if json not in made)
        known = {json for _, json in before}
        for json, finding in made.items():
            if json not in known:
                number = next(self._numbers)
                self._put(findings.kept, [(number, comparator, subject, finding.kind, json)])
                self._put(findings.claims_named, [(name, number) for name in dict.fromkeys(finding.claims)])
                self._put(findings.reports_named, [(name, number) for name in dict.fromkeys(finding.reports)])

    def relate(self, comparator: str, copy: int, origin: int, found: Iterable[Finding]) -> None:
        """Store what was found between two reports; `unrelate` removes it when one of them is looked at again."""
        subject = f"{copy} {origin}"
        self._put(keys, [(comparator, subject, number, 0) for number in (copy, origin)])
        self.put(comparator, subject, found)

    def unrelate(self, comparator: str, numbers: Iterable[int]) -> None:
        """Remove what was found between these reports and any others."""
        for number in () if self.everything else numbers:
            of_it = select(keys.c.key).where(keys.c.comparator == comparator, keys.c.report == number)
            subjects = self._connection.execute(of_it).scalars().all()
            self._remove(comparator, findings.kept.c.subject.in_(subjects))
            self._connection.execute(delete(keys).where(keys.c.comparator == comparator, keys.c.key.in_(subjects)))

    def finish(self, changed: Sequence[int]) -> None:
        """Store what waits, and note the changed reports as compared."""
        self._flush()
        these = _extracted()
        if not self.everything:
            chosen = select(func.json_each(codec.encode(list(changed)).decode()).table_valued("value").c.value)
            self._connection.execute(delete(compared).where(compared.c.report.in_(chosen)))
            these = these.where(tables.reports.c.entry.in_(chosen))
        self._connection.execute(insert(compared).from_select(["report", "extraction"], these))
        _touched.drop(self._connection)

    def _remove(self, comparator: str, condition: ColumnElement[bool]) -> None:
        self._connection.execute(delete(findings.kept).where(findings.kept.c.comparator == comparator, condition))

    def _choose(self, comparator: str, least: int, touched: "Select[str]") -> None:
        """Narrow what is looked at to the keys of enough claims; read what was found under all of it, for `put` to hold against what is found now."""
        if self.everything:
            enough = select(keys.c.comparator, keys.c.key).where(keys.c.comparator == comparator)
            enough = enough.group_by(keys.c.comparator, keys.c.key).having(func.count() >= least)
            self._connection.execute(insert(_touched).from_select(["comparator", "key"], enough))
            return
        old = select(findings.kept.c.subject, findings.kept.c.id, findings.kept.c.json)
        old = old.where(findings.kept.c.comparator == comparator, findings.kept.c.subject.in_(touched))
        for subject, number, json in self._connection.execute(old):
            self._before.setdefault(subject, []).append((number, json))
        claims = select(func.count()).where(keys.c.comparator == comparator, keys.c.key == _touched.c.key).scalar_subquery()
        self._connection.execute(delete(_touched).where(_touched.c.comparator == comparator, claims < least))

    def _forget(self, numbers: Iterable[int]) -> None:
        """Remove the findings of these ids."""
        if gone := [{"number": number} for number in numbers]:
            self._connection.execute(delete(findings.kept).where(findings.kept.c.id == bindparam("number")), gone)

    def _touch(self, touched: set[tuple[str, str]]) -> None:
        if touched:
            rows = [{"comparator": comparator, "key": key} for comparator, key in touched]
            self._connection.execute(insert_or(_touched).on_conflict_do_nothing(), rows)

    def _put(self, table: Table, rows: Sequence[tuple[int | str, ...]]) -> None:
        """Store the rows, many at once."""
        self._waiting[table] += rows
        if len(self._waiting[table]) >= _WAITING:
            self._flush()

    def _flush(self) -> None:
        """Store what waits: past SQLAlchemy's reading of every value, and in order, for neighbours lie on one page of the file."""
        for table, rows in self._waiting.items():
            if rows:
                places = ", ".join("?" * len(table.columns))
                self._connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({places})", sorted(rows))
                rows.clear()


def _under(comparator: str, *, folded: bool) -> ColumnElement[bool]:
    """The condition that a claim is under one of the comparator's keys, or to be read beside one of its report's that is."""
    if not folded:
        return keys.c.comparator == comparator
    own = keys.alias().c
    there = exists().where(own.comparator == comparator, own.key == keys.c.key, own.report == keys.c.report)
    return and_(keys.c.comparator.in_((comparator, beside(comparator))), or_(keys.c.comparator == comparator, there))


def _pairs(connection: Connection, chosen: "Select[int, int]") -> dict[int, int]:
    return dict(connection.execute(chosen).all())


def _extracted() -> "Select[int, int]":
    """Every report's number with the entry of its newest extraction."""
    reports, extractions = tables.reports.c, tables.extractions.c
    joined = select(reports.entry, func.max(extractions.entry)).join_from(
        tables.reports, tables.extractions, reports.report_id == extractions.report_id
    )
    return joined.group_by(reports.entry + 0)  # in no index's order: what is asked for is few of them


def _copied() -> "Select[int, int]":
    """The number of each copy with that of its origin; of several reports with the origin's ref, the first in order first."""
    origins = tables.reports.alias().c
    number = func.cast(findings.kept.c.subject, Integer)
    chosen = select(number, origins.entry).where(
        findings.kept.c.kind == "copy", origins.report_ref == func.json_extract(findings.kept.c.json, "$.reports[0]")
    )
    return chosen.where(origins.entry != number).order_by(number, origins.published, origins.report_ref, origins.report_id)


def _claims(first: Column[int] | Column[str]) -> "Select[int | str, str, str | None, int]":
    """The JSON of claims with the outlet whose text it is and the report's number, behind one more column."""
    reports, origins = tables.reports, tables.reports.alias()
    outlet = func.coalesce(origins.c.outlet, reports.c.outlet)
    chosen = select(first, tables.claims.c.json, outlet, reports.c.entry).select_from(tables.claims)
    chosen = chosen.join(reports, reports.c.report_id == tables.claims.c.report_id).outerjoin(copies, copies.c.report == reports.c.entry)
    return chosen.outerjoin(origins, origins.c.entry == copies.c.origin)


def _current() -> ColumnElement[bool]:
    """The condition that a claim is of its report's newest extraction, so put that the claims are looked up by their entry."""
    newest = select(func.max(tables.extractions.c.entry)).where(tables.extractions.c.report_id == tables.reports.c.report_id)
    return tables.claims.c.entry == newest.scalar_subquery()


_OF_REPORT = _claims(tables.claims.c.id).where(tables.reports.c.entry == bindparam("number"), _current())
_OF_ALL = _claims(tables.claims.c.id).where(_current()).order_by(tables.claims.c.entry)


def _in_order(rows: "Iterable[Row[int | str, str, str | None, int]]") -> list[tuple[int, StoredClaim]]:
    """The claims of a report's rows in the order of the text, each with the id of its row."""
    return sorted(((int(row[0]), _stored_claim(row[1], row[2])) for row in rows), key=lambda pair: _place_in_order(pair[1]))


_CLAIMS = msgspec.json.Decoder(Claim)  # made once: a comparison decodes some millions


def _stored_claim(json: str, source: str | None) -> StoredClaim:
    return StoredClaim(_CLAIMS.decode(json), source)


def _place_in_order(row: StoredClaim) -> tuple[str, str, str, int, int, str]:
    claim = row.claim
    return (
        claim.report.published or "", claim.report_ref, claim.report.report_id,
        claim.quote.start, claim.quote.end, claim.claim_key,
    )  # fmt: skip
