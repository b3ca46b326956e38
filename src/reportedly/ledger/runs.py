"""One run that writes to the ledger: every input ends as exactly one of added, already there, quarantined."""

from collections.abc import Callable, Sequence
from typing import Literal

from sqlalchemy import Connection, func, select

from reportedly import stops
from reportedly.errors import LedgerError
from reportedly.ledger import tables
from reportedly.ledger.chain import Row, Value, append
from reportedly.ledger.databases import Database
from reportedly.ledger.gate import RefusedError, checked
from reportedly.ledger.heads import Head, head_file, head_of, write_head
from reportedly.ledger.rows import claim_row, printable, quarantine_row, report_of, report_row, run_row
from reportedly.ledger.spellings import covers
from reportedly.ledger.waiting import key_of, waiting
from reportedly.records import Claim, MadeBy, Quarantined, Report

Outcome = Literal["finished", "stopped"]


class Run:
    """A run in the ledger: what it adds is on the disk when the method returns."""

    def __init__(self, database: Database, made_by: MadeBy, command: str, *, clock: Callable[[], str], at: str | None = None) -> None:
        self.made_by = made_by
        self.head: Head | None = None
        self._database = database
        self._clock = clock
        self._counts = dict.fromkeys(("added", "already_there", "quarantined", "redone", "claims"), 0)
        self.number = self._begin(command, at or clock())
        with database.reading() as connection:
            self._waiting = waiting(connection)

    @property
    def counts(self) -> dict[str, int]:
        """How many inputs were added, already_there, quarantined or redone so far, and how many claims came in."""
        return dict(self._counts)

    @stops.put_off()
    def has(self, report: Report) -> bool:
        """Whether the ledger holds the report, also without a name that was erased from it; if so, it is counted and need not be worked on."""
        with self._database.reading() as connection:
            found = _holds(connection, report)
        self._counts["already_there"] += found
        return found

    @stops.put_off()
    def add(self, report: Report, claims: Sequence[Claim]) -> Literal["added", "already there"]:
        """Whether the report was added with its claims, or was there already, in which case nothing is added.

        Raises RefusedError where the report or a claim does not hold (quarantine it then), LedgerError where the ledger cannot be written.
        """
        if self.has(report):
            return "already there"
        rows = self._claim_rows(report, claims)
        with self._database.writing() as connection:
            # Looked up again: another process may have added it while this one waited for its turn.
            added = not _holds(connection, report)
            if added:
                append(connection, "add", self._clock(), [report_row(report), self._extraction(report, claims), *rows])
        self._count("added" if added else "already_there", len(rows) if added else 0)
        return "added" if added else "already there"

    @stops.put_off()
    def is_current(self, report_id: str) -> bool:
        """Whether the report's newest claims were made by this run's versions; if so, it is counted as already there, and need not be redone."""
        with self._database.reading() as connection:
            current = _stored(connection, report_id) is not None and _same_versions(connection, report_id, self.number)
        self._counts["already_there"] += current
        return current

    @stops.put_off()
    def redo(self, report_id: str, claims: Sequence[Claim]) -> Literal["redone", "already there"]:
        """Whether the claims now stand in place of the report's former ones, which stay in its history.

        Where the newest claims were made by the same versions already, nothing is added. Raises RefusedError, LedgerError.
        """
        with self._database.reading() as connection:
            report = _stored(connection, report_id)
        if report is None:
            raise RefusedError(f"{report_id}: no such report in the ledger; add it first")
        rows = self._claim_rows(report, claims)
        with self._database.writing() as connection:
            redone = not _same_versions(connection, report_id, self.number)
            if redone:
                append(connection, "redo", self._clock(), [self._extraction(report, claims), *rows])
        self._count("redone" if redone else "already_there", len(rows) if redone else 0)
        return "redone" if redone else "already there"

    @stops.put_off()
    def quarantine(self, item: Quarantined) -> None:
        """Store that an input could not be worked on, with the reason; the same input failing in the same way again is one more attempt."""
        self._waiting.pop(key_of(printable(item.source), item.raw_sha256), None)
        row = quarantine_row(item)
        identity = str(row.values["quarantine_id"])
        column = tables.quarantine.c.quarantine_id
        attempt = Row(tables.attempts, {"quarantine_id": identity, "run": self.number, "outcome": "quarantined", "report_id": None})
        with self._database.writing() as connection:
            known = connection.execute(select(column).where(column == identity)).first()
            append(connection, "quarantine", self._clock(), [attempt] if known else [row, attempt])
        self._count("quarantined", 0)

    def release(self, quarantine_id: str, report_id: str | None) -> None:
        """Store that a quarantined input has since become the report (None: a folder that can be read now): it no longer waits."""
        self._ends_waiting(quarantine_id, "released", report_id)

    def dismiss(self, quarantine_id: str) -> None:
        """Store that a quarantined input need not be tried again: it no longer waits; what became of it stays in the ledger."""
        self._ends_waiting(quarantine_id, "dismissed", None)

    @stops.put_off()
    def _ends_waiting(self, quarantine_id: str, outcome: Literal["released", "dismissed"], report_id: str | None) -> None:
        values: dict[str, Value] = {"quarantine_id": quarantine_id, "run": self.number, "outcome": outcome, "report_id": report_id}
        with self._database.writing() as connection:
            append(connection, "quarantine", self._clock(), [Row(tables.attempts, values)])

    @stops.put_off()
    def settle(self, source: str, report: Report | None) -> None:
        """Release the input of that source where it waited when the run began, now that it is the report."""
        held = self._waiting.pop(key_of(printable(source), report.raw_sha256 if report else None), None)
        if held is not None:
            self.release(held.quarantine_id, self._stored_id(report) if report else None)

    def _stored_id(self, report: Report) -> str | None:
        """The report's id where it is stored under it: a name may have been erased from it since."""
        with self._database.reading() as connection:
            return report.report_id if _stored(connection, report.report_id) is not None else None

    @stops.put_off()
    def finish(self, at: str | None = None, *, outcome: Outcome = "finished") -> Head:
        """The chain's head at the end of the run, also written beside the ledger; later calls give it again."""
        if self.head is None:
            ended = at or self._clock()
            values: dict[str, Value] = {"run": self.number, "at": ended, "outcome": outcome, **self._counts}
            with self._database.writing() as connection:
                append(connection, "end", ended, [Row(tables.run_ends, values)])
                head = head_of(connection)
            self.head = head
            self._write_head()
        return self.head

    def _write_head(self) -> None:
        # Under the lock and read anew, so that of two runs that end at once the later head stays.
        with self._database.writing() as connection:
            write_head(head_of(connection), head_file(self._database.path))

    def _begin(self, command: str, at: str) -> int:
        with self._database.writing() as connection:
            number = (connection.execute(select(func.max(tables.runs.c.run))).scalar() or 0) + 1
            append(connection, "run", at, [run_row(number, command, at, self.made_by)])
        return number

    def _claim_rows(self, report: Report, claims: Sequence[Claim]) -> list[Row]:
        if self.head is not None:
            raise LedgerError(f"{self._database.path}: this run has finished; begin another")
        return [claim_row(claim, json) for claim, json in zip(claims, checked(report, claims, self.made_by), strict=True)]

    def _extraction(self, report: Report, claims: Sequence[Claim]) -> Row:
        return Row(tables.extractions, {"report_id": report.report_id, "run": self.number, "claims": len(claims)})

    def _count(self, what: str, claims: int) -> None:
        self._counts[what] += 1
        self._counts["claims"] += claims


def _holds(connection: Connection, report: Report) -> bool:
    """Whether the report is there, or one that is the same but for what was erased: what was taken out must not come back by itself."""
    held, redacted = tables.reports.c, tables.redactions.c
    if connection.execute(select(held.entry).where(held.report_id == report.report_id)).first() is not None:
        return True
    changed = select(redacted.redacted_entry).where(redacted.redacted == tables.reports.name)
    alike = select(held.text, held.outlet, held.url, held.own_id).where(
        held.entry.in_(changed), func.length(held.text) == func.length(report.text), held.published.is_not_distinct_from(report.published)
    )
    now = (report.text, report.outlet, report.url, report.own_id)
    return any(all(map(covers, before, now)) for before in connection.execute(alike))


def _stored(connection: Connection, report_id: str) -> Report | None:
    row = connection.execute(select(tables.reports).where(tables.reports.c.report_id == report_id)).mappings().first()
    return report_of(row) if row is not None else None


def _same_versions(connection: Connection, report_id: str, run: int) -> bool:
    """Whether the newest claims of the report were made by the same versions as this run's."""
    newest = select(tables.extractions.c.run).where(tables.extractions.c.report_id == report_id).order_by(tables.extractions.c.entry.desc())
    runs = tables.runs.c
    versions = select(runs.rules, runs.lexicons, runs.model_name, runs.model_version, runs.model_sha256)
    before, now = (connection.execute(versions.where(runs.run == number)).one() for number in (newest.limit(1).scalar_subquery(), run))
    return tuple(before) == tuple(now)
