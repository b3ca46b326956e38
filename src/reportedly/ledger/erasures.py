"""A private person's name taken out of every row, of the word index and of what the file holds besides: the one way in which rows change.

A row's `row_hash` stays, and with it the log and every head that was saved; what stands in the row since is proven by a redaction, a row of the
erasure's own log entry. Salt and ids go with the name, so that nobody can try names until one gives the hash.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Table, Text, bindparam, func, select, update

from reportedly import codec, stops
from reportedly.errors import LedgerError
from reportedly.ledger import tables
from reportedly.ledger.chain import Row, Value, append, content, row_hash
from reportedly.ledger.databases import SCRUB_PENDING
from reportedly.ledger.redactions import redacted_claim, redacted_report, redacted_values
from reportedly.ledger.rows import claim_row, quarantine_row, quarantined_of, report_of, report_row
from reportedly.ledger.spellings import BLOCKS, Spellings
from reportedly.records import Claim, Quarantined, Report
from reportedly.version import RULES_VERSION


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: its number, when, why, and how many rows it changed."""

    erasure: int
    at: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure takes out, or would: how many rows of each table, and the words as they stand there.

    `left` are words of the reports that hold a part of the name alone; `files` are files beside the ledger that hold the name.
    """

    rows: Mapping[str, int]
    words: Mapping[str, int]
    left: Mapping[str, int] = field(default_factory=dict)
    files: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Plan:
    """The rows to be changed with their new values, by table, entry and ordinal; and the reports that have a new id."""

    rows: dict[tuple[Table, int, int], Mapping[str, Value]] = field(default_factory=dict)
    reports: dict[str, tuple[Report, str]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)

    @property
    def erased(self) -> Erased:
        counts = Counter(table.name for table, _, _ in self.rows)
        return Erased(dict(sorted(counts.items())), dict(sorted(self.words.items())), dict(sorted(self.left.items())))


def planned(connection: Connection, spellings: Spellings) -> Erased:
    """What an erasure of this name would take out; nothing is changed."""
    return _plan(connection, spellings).erased


def erase(connection: Connection, spellings: Spellings, reason: str, clock: Callable[[], str]) -> Erased:
    """Take the name out of every row, in the caller's transaction, and leave an audit entry without it; nothing is changed where it is nowhere.

    What is left of it in unused parts of the file goes with `Database.scrub`. Raises LedgerError where the reason holds the name.
    """
    if any(spellings.places(reason)):
        raise LedgerError("the reason holds the name that is to be erased; it stays in the ledger: word it without the name")
    with stops.heeded():
        plan = _plan(connection, spellings)
    if not plan.rows:
        return plan.erased
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    changed = list(dict.fromkeys(table for table, _, _ in plan.rows))
    with tables.changing(connection, *changed), _indexed_by_report(connection):
        proofs = [proof for table in changed for proof in _changed(connection, table, plan)]
    connection.exec_driver_sql("INSERT INTO claims_words (claims_words) VALUES ('rebuild')")
    _drop_derived(connection)
    number = (connection.execute(select(func.max(tables.erasures.c.erasure))).scalar() or 0) + 1
    at = clock()
    row = Row(tables.erasures, {"erasure": number, "at": at, "reason": reason, "code": RULES_VERSION, "rows": len(proofs)})
    append(connection, "erase", at, [row, *(Row(tables.redactions, {"erasure": number, **proof}) for proof in proofs)])
    connection.exec_driver_sql(f"PRAGMA user_version = {SCRUB_PENDING}")
    return plan.erased


def erasures(connection: Connection) -> Iterator[Erasure]:
    """Every erasure so far."""
    columns = tables.erasures.c
    for row in connection.execute(select(columns.erasure, columns.at, columns.reason, columns.rows).order_by(columns.erasure)):
        yield Erasure(*row)


def _plan(connection: Connection, spellings: Spellings) -> _Plan:
    plan = _Plan()
    _plan_reports(connection, spellings, plan)
    _plan_claims(connection, spellings, plan)
    _plan_quarantine(connection, spellings, plan)
    for table in (tables.schemas, tables.runs, tables.run_ends, tables.erasures):
        _plan_texts(connection, table, spellings, plan)
    return plan


def _plan_reports(connection: Connection, spellings: Spellings, plan: _Plan) -> None:
    taken = set(connection.execute(select(tables.reports.c.report_id)).scalars())
    parts = spellings.parts()
    for row in connection.execution_options(yield_per=50).execute(select(tables.reports)).mappings():
        report = report_of(row)
        found, block = _free(report, spellings, taken)
        plan.left.update(parts.words(found.text) if parts is not None else ())
        if found is not report:
            taken.add(found.report_id)
            plan.reports[report.report_id] = found, block
            plan.rows[tables.reports, row["entry"], row["ordinal"]] = report_row(found).values
            plan.words.update(word for said in (report.text, report.title, report.report_ref, report.url) if said for word in spellings.words(said))


def _free(report: Report, spellings: Spellings, taken: set[str]) -> tuple[Report, str]:
    """The report without the name, under an id that no other has: two that differ in nothing but the name get other blocks."""
    for block in BLOCKS:
        found = redacted_report(report, spellings, block)
        if found is report or found.report_id not in taken:
            return found, block
    raise LedgerError(f"more than {len(BLOCKS)} reports are the same but for the name: they cannot be told apart without it")


def _plan_claims(connection: Connection, spellings: Spellings, plan: _Plan) -> None:
    claims = tables.claims.c
    held = select(claims.entry, claims.ordinal, claims.report_id, claims.json)
    for entry, ordinal, report_id, json in connection.execution_options(yield_per=500).execute(held):
        if report_id in plan.reports:
            report, block = plan.reports[report_id]
        elif any(spellings.places(json)):
            # A name that is in no word of the report: it came from a lexicon.
            row = connection.execute(select(tables.reports).where(tables.reports.c.report_id == report_id)).mappings().one()
            report, block = report_of(row), BLOCKS[0]
            plan.words.update(spellings.words(json))
        else:
            continue
        changed = redacted_claim(json, report, spellings, block)
        plan.rows[tables.claims, entry, ordinal] = claim_row(codec.decode(changed, Claim), changed).values
    for row in connection.execute(select(tables.extractions)).mappings():
        if row["report_id"] in plan.reports:
            values = {"report_id": plan.reports[row["report_id"]][0].report_id, "run": row["run"], "claims": row["claims"]}
            plan.rows[tables.extractions, row["entry"], row["ordinal"]] = values


def _plan_quarantine(connection: Connection, spellings: Spellings, plan: _Plan) -> None:
    identities: dict[str, str] = {}
    taken = set(connection.execute(select(tables.quarantine.c.quarantine_id)).scalars())
    for row in connection.execute(select(tables.quarantine)).mappings():
        item = quarantined_of(row)
        words = [word for said in (item.source, item.reason) for word in spellings.words(said)]
        if words:
            identities[row["quarantine_id"]], values = _free_item(item, spellings, taken)
            taken.add(identities[row["quarantine_id"]])
            plan.rows[tables.quarantine, row["entry"], row["ordinal"]] = values
            plan.words.update(words)
    for row in connection.execute(select(tables.attempts)).mappings():
        report = plan.reports.get(row["report_id"])
        if report is not None or row["quarantine_id"] in identities:
            plan.rows[tables.attempts, row["entry"], row["ordinal"]] = {
                "quarantine_id": identities.get(row["quarantine_id"], row["quarantine_id"]), "run": row["run"],
                "outcome": row["outcome"], "report_id": report[0].report_id if report is not None else row["report_id"],
            }  # fmt: skip


def _free_item(item: Quarantined, spellings: Spellings, taken: set[str]) -> tuple[str, Mapping[str, Value]]:
    for block in BLOCKS:
        values = quarantine_row(Quarantined(spellings.blocked(item.source, block), item.stage, spellings.blocked(item.reason, block))).values
        if values["quarantine_id"] not in taken:
            return str(values["quarantine_id"]), values
    raise LedgerError(f"more than {len(BLOCKS)} quarantined inputs are the same but for the name: they cannot be told apart without it")


def _plan_texts(connection: Connection, table: Table, spellings: Spellings, plan: _Plan) -> None:
    """Rows of a table without ids from content, such as a run's command or an earlier erasure's reason."""
    own = [column.name for column in table.columns if column.name not in tables.PROOF]
    texts = [name for name in own if isinstance(table.c[name].type, Text)]
    for row in connection.execute(select(table)).mappings():
        values = {name: row[name] for name in own}
        words = [word for name in texts for word in spellings.words(row[name] or "")]
        if words:
            plan.words.update(words)
            plan.rows[table, row["entry"], row["ordinal"]] = redacted_values(values, spellings)


@contextmanager
def _indexed_by_report(connection: Connection) -> Iterator[None]:
    """Nothing, while claims and attempts are indexed by their report: SQLite looks for them whenever a report's id changes."""
    names = (tables.claims.name, tables.attempts.name)
    for name in names:
        connection.exec_driver_sql(f"CREATE INDEX {name}_for_erasing ON {name} (report_id)")
    yield
    for name in names:
        connection.exec_driver_sql(f"DROP INDEX {name}_for_erasing")


def _changed(connection: Connection, table: Table, plan: _Plan) -> list[dict[str, Value]]:
    """Change the planned rows of the table, and give the values of the redactions that prove them."""
    proofs: list[dict[str, Value]] = []
    rows: list[dict[str, Value]] = []
    for (_, entry, ordinal), values in ((where, values) for where, values in plan.rows.items() if where[0] is table):
        salt = secrets.token_hex(16)
        rows.append({**values, "salt": salt, "its_entry": entry, "its_ordinal": ordinal})
        hashed = row_hash(table.name, salt, content(table.name, values))
        proofs.append({"redacted": str(table.name), "redacted_entry": entry, "redacted_ordinal": ordinal, "redacted_hash": hashed})
    its_place = (table.c.entry == bindparam("its_entry"), table.c.ordinal == bindparam("its_ordinal"))
    named = [name for name in rows[0] if not name.startswith("its_")]
    connection.execute(update(table).where(*its_place).values({name: bindparam(name) for name in named}), rows)
    return proofs


def _drop_derived(connection: Connection) -> None:
    """Drop what was derived from the claims as they were; virtual tables first, for they take their own tables with them."""
    derived = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name GLOB ? ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
    for kind, name in connection.exec_driver_sql(derived, (f"{tables.DERIVED}*",)).all():
        connection.exec_driver_sql(f'DROP {kind} IF EXISTS "{name}"')
