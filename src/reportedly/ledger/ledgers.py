"""The ledger: reports and their claims in one file that only grows."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select

from reportedly import codec, stops
from reportedly.errors import LedgerError
from reportedly.ledger import findings, migrations, tables, verification
from reportedly.ledger.comparisons import Comparison
from reportedly.ledger.databases import Database, check_file, database
from reportedly.ledger.erasures import Erased, Erasure, erase, erasures, planned
from reportedly.ledger.heads import Head, add_head, anchored, head_file, head_of, read_head, write_head
from reportedly.ledger.rows import report_of, storable
from reportedly.ledger.runs import Run
from reportedly.ledger.searches import Query, by_prefix, in_order, made_by_rules, newest, older_rules, selection
from reportedly.ledger.spellings import Spellings, holding
from reportedly.ledger.sums import RunSum, sums
from reportedly.ledger.verification import Fault
from reportedly.ledger.waiting import Waiting, waiting
from reportedly.records import Claim, Finding, FindingKind, MadeBy, Quarantined, Report, StoredClaim

_URL = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the ledger holds."""

    runs: int
    reports: int
    claims: int  # current ones
    superseded: int  # claims that a newer extraction of their report took the place of
    quarantined: int  # inputs that still wait
    log: int  # entries


def utc_now() -> str:
    """The time now, as ISO 8601 in UTC to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


class Ledger:
    """Reports and their attributed claims in one SQLite file: append-only, content-hashed, chained (docs/ledger.md).

    >>> with Ledger.open("reportedly.db", read_only=True) as ledger:  # doctest: +SKIP
    ...     for claim in ledger.find(Query(speaker="Zelenskyy", measure="killed")):
    ...         print(claim.quote.text)
    """

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock
        self.backup: Path | None = None  # of the ledger as it was, where opening it brought it to the present schema

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = True, timeout_s: float = 30, read_only: bool = False, clock: Callable[[], str] = utc_now
    ) -> Self:
        """The ledger in that file (a path, or sqlite:///path), made if it is not there and `create` says so.

        A writer waits up to `timeout_s` seconds for another. An older schema is brought up to date, with a backup beside it.
        Raises LedgerError where the file is no ledger, was made by a newer reportedly, or cannot be used.
        """
        file = _path(path)
        there = check_file(file)
        if not there and (read_only or not create):
            raise LedgerError(f"{file}: no such ledger; 'reportedly add' makes one, --ledger names another")
        if not there and not file.absolute().parent.is_dir():
            raise LedgerError(f"{file}: its folder does not exist; make it, or name another with --ledger")
        ledger = cls(database(file, timeout_s=timeout_s, read_only=read_only, create=create), clock)
        try:
            ledger.backup = migrations.prepare(ledger._database, clock, create=create)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; everything added is stored already."""
        self._database.close()

    @property
    def path(self) -> Path:
        """The ledger's file."""
        return self._database.path

    # writing ------------------------------------------------------------------------------------------------------------------------------

    @contextmanager
    def run(self, made_by: MadeBy, command: str, at: str | None = None) -> Iterator[Run]:
        """A run to add to; at the end of the block it is finished and the chain's head written beside the ledger.

        `at` is the time of its begin (ISO 8601, UTC), else the ledger's clock. Where the block raises, the run's end says 'stopped'.
        """
        run = Run(self._database, made_by, command, clock=self._clock, at=at)
        try:
            yield run
        except BaseException:
            # The first error is the one to tell; a ledger that cannot be written any more must not hide it.
            with suppress(LedgerError):
                run.finish(outcome="stopped")
            raise
        run.finish()

    @contextmanager
    def comparison(self, version: str, *, rebuild: bool = False) -> Iterator[Comparison]:
        """A comparison to derive findings with, in one transaction; `version` is of the rules, and another than the stored one derives all anew."""
        with self._database.writing("comparing") as connection, stops.heeded():
            yield Comparison(connection, version, rebuild=rebuild)

    def drop_findings(self) -> None:
        """Remove every stored finding; a comparison derives them anew."""
        with self._database.writing() as connection:
            findings.drop(connection)

    def erase(self, names: Sequence[str], reason: str, *, preview: bool = False) -> Erased:
        """What was taken out of the ledger: a private person's name, in all these spellings, from every row, the word index and free pages.

        Each is found in any case, with or without diacritics; a block stands for every letter, so that spans hold. The ids of the reports and claims
        that held the name are new ones. An audit entry stays, without the name. With `preview`, nothing is changed.
        Raises ReportedlyError for a name that is too short, LedgerError where `reason` holds the name or a reader keeps the old pages.
        """
        spellings = Spellings.of(names)
        if preview:
            with self._database.reading() as connection:
                return planned(connection, spellings)
        with self._database.writing("erasing") as connection:
            erased = erase(connection, spellings, reason, self._clock)
        if erased.rows:
            self._database.scrub()
            with self._database.writing() as connection:
                write_head(head_of(connection), head_file(self.path))
        return replace(erased, files=holding(self.path, spellings))

    # reading ------------------------------------------------------------------------------------------------------------------------------

    def report(self, name: str) -> Report | None:
        """The report with that report_id (or unique beginning of it, from 4 signs) or report_ref; of several with one ref, the newest."""
        reports, name = tables.reports.c, storable(name)
        begins = reports.report_id.like(f"{name}%") if _is_prefix(name) else reports.report_id == name
        with self._database.reading() as connection:
            exact = or_(reports.report_id == name, reports.report_ref == name)
            rows = connection.execute(select(tables.reports).where(exact).order_by(reports.entry.desc()).limit(1)).mappings().all()
            rows = rows or connection.execute(select(tables.reports).where(begins).limit(2)).mappings().all()
        if len(rows) > 1:
            raise LedgerError(f"{self.path}: several reports begin with {name!r}; give more of the id")
        return report_of(rows[0]) if rows else None

    def reports(self, *, older_than: str | None = None) -> Iterator[Report]:
        """Every report, in the order of publication, then of their refs; or those whose current claims were made by rules `older_than` this version.

        Raises LedgerError for what is no version.
        """
        reports = tables.reports.c
        with self._database.reading() as connection:
            chosen = select(tables.reports).order_by(reports.published, reports.report_ref, reports.report_id)
            if older_than is not None:
                chosen = chosen.where(made_by_rules(older_rules(connection, older_than)))
            for row in connection.execution_options(yield_per=20).execute(chosen).mappings():
                yield report_of(row)

    def claims(self, report_id: str | None = None) -> Iterator[Claim]:
        """The current claims, of one report or of all, in the order of publication, report and text, whatever the order of adding."""
        conditions = [newest()] if report_id is None else [newest(), tables.claims.c.report_id == storable(report_id)]
        yield from self._claims(*conditions)

    def claim(self, name: str) -> Claim | None:
        """The claim with that claim_id or claim_key, or unique beginning of one (from 4 signs); a current one before a superseded one.

        Verbatim copies share their claim_keys: of those, the first in order. Raises LedgerError where several claims begin so.
        """
        for column in ("claim_id", "claim_key"):
            for condition in (newest(), ~newest()):
                found = list(self._claims(by_prefix(column, name), condition))
                if len({claim.claim_key for claim in found}) > 1:
                    raise LedgerError(f"{self.path}: {len(found)} claims begin with {name!r}; give more of the id")
                if found:
                    return found[0]
        return None

    def history(self, claim_key: str) -> Iterator[Claim]:
        """Every reading of a claim that was ever stored, the oldest first; verbatim copies of its report have the same key."""
        yield from self._decoded(select(tables.claims.c.json).where(tables.claims.c.claim_key == storable(claim_key)).order_by(tables.claims.c.entry))

    def find(self, query: Query) -> Iterator[Claim]:
        """The current claims that fit the query, in the same order as `claims`."""
        yield from self._decoded(selection(query))

    def findings(self, *kinds: FindingKind) -> list[Finding]:
        """The stored findings of these kinds (any, where none is given), ordered by kind, reason and content; none before the first comparison."""
        with self._database.reading() as connection:
            return findings.stored(connection, kinds) if findings.are_there(connection) else []

    def findings_naming(self, claim_keys: Sequence[str], refs: Sequence[str] = ()) -> list[Finding]:
        """The stored findings that name one of the claims or of the reports, ordered by kind, reason and content."""
        with self._database.reading() as connection:
            return findings.naming(connection, claim_keys, refs) if findings.are_there(connection) else []

    def with_sources(self, claims: Iterable[Claim]) -> list[StoredClaim]:
        """The claims, each with the outlet whose text it is: of the report that its report copies, as last compared, else of its own."""
        with self._database.reading() as connection:
            sources = findings.copied_from(connection) if findings.are_there(connection) else {}
        return [StoredClaim(claim, sources.get(claim.report.report_id, claim.report.outlet)) for claim in claims]

    def waiting(self) -> list[Waiting]:
        """The inputs that could not be worked on and still wait, in the order of their sources, with what is known of their tries."""
        with self._database.reading() as connection:
            return list(waiting(connection).values())

    def quarantined(self) -> Iterator[Quarantined]:
        """The inputs that could not be worked on and still wait, in the order of their sources."""
        return (item.input for item in self.waiting())

    def runs(self) -> list[RunSum]:
        """What became of the inputs of every run, the first one first."""
        with self._database.reading() as connection:
            return list(sums(connection))

    def erasures(self) -> Iterator[Erasure]:
        """Every erasure of a name so far, the first one first."""
        with self._database.reading() as connection:
            yield from erasures(connection)

    def counts(self) -> Counts:
        """How much the ledger holds."""
        with self._database.reading() as connection:
            claims = _count(connection, tables.claims)
            current = _count(connection, tables.claims, newest())
            return Counts(
                runs=_count(connection, tables.runs), reports=_count(connection, tables.reports), claims=current, superseded=claims - current,
                quarantined=len(waiting(connection)), log=_count(connection, tables.log),
            )  # fmt: skip

    def head(self) -> Head:
        """The head of the log's chain as the ledger stands."""
        with self._database.reading() as connection:
            return head_of(connection)

    def anchor(self, path: Path) -> Head:
        """The head as the ledger stands, which is added as a line to the file: kept elsewhere, it shows what is done to the ledger later."""
        head = self.head()
        add_head(head, path)
        return head

    def verify(self, head: Head | Path | None = None) -> Iterator[Fault]:
        """Every fault: each hash, span, column, log entry and indexed word is read again; none means that all of it holds.

        The head beside the ledger must be in its log; so must `head`, or every head in that file, kept elsewhere: it shows truncation and rewriting.
        Raises LedgerError where `head` cannot be read.
        """
        saved = anchored(head) if isinstance(head, Path) else [(head, "the saved head")] if head is not None else []
        # Read before the ledger: a run that ends meanwhile writes a later head than the rows that are seen here.
        beside = head_file(self.path)
        try:
            saved += [(read_head(beside), str(beside))] if beside.exists() else []
        except LedgerError as error:
            yield Fault("head", str(beside), str(error))
        with self._database.reading() as connection:
            yield from verification.faults(connection)
            for one, where in saved:
                yield from verification.head_faults(connection, one, where)

    # inside -------------------------------------------------------------------------------------------------------------------------------

    def _claims(self, *conditions: ColumnElement[bool]) -> Iterator[Claim]:
        yield from self._decoded(in_order().where(*conditions))

    def _decoded(self, chosen: Select[str]) -> Iterator[Claim]:
        with self._database.reading() as connection:
            for json in connection.execution_options(yield_per=200).execute(chosen).scalars():
                yield self._claim(json)

    def _claim(self, json: str) -> Claim:
        try:
            return codec.decode(json, Claim)
        except (msgspec.MsgspecError, TypeError) as error:
            raise LedgerError(f"{self.path}: holds a claim that cannot be read back ({error}); 'reportedly verify' names the row") from error


def _path(path: str | Path) -> Path:
    """The file that a path or an SQLite URL names."""
    if isinstance(path, Path):
        return path
    if path.startswith(_URL):
        return Path(path.removeprefix(_URL))
    if "://" in path:
        raise LedgerError(f"{path}: a ledger is an SQLite file for now: give a path, or sqlite:///path")
    return Path(path)


def _is_prefix(name: str) -> bool:
    return len(name) >= 4 and set(name) <= set("0123456789abcdef")


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()
