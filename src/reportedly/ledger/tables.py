"""The schema, version 2, in one place: tables, indexes, the word index, and the triggers that let rows only be added (docs/ledger.md)."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

SCHEMA = 2
APPLICATION_ID = 0x72707464  # 'rptd' in the file's header: tells a ledger from any other SQLite file

# Tables that a later stage makes of claims begin so. They can be dropped and made again, and stand outside the chain and the schema's version.
DERIVED = "derived_"

metadata = MetaData()

log = Table(
    "log", metadata,
    Column("sequence", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("entry_hash", Text, nullable=False),
)  # fmt: skip


def _proof() -> tuple[Column[int] | Column[str], ...]:
    """The log entry that a row came with, its place there, and its salted hash; erasing a row's content and salt leaves the log whole."""
    return (
        Column("entry", Integer, ForeignKey("log.sequence"), nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("salt", Text, nullable=False),
        Column("row_hash", Text, nullable=False),
    )


PROOF = frozenset({"entry", "ordinal", "salt", "row_hash"})

schemas = Table(
    "schemas", metadata,
    Column("version", Integer, primary_key=True),
    Column("made", Text, nullable=False),
    Column("code", Text, nullable=False),
    *_proof(),
)  # fmt: skip

runs = Table(
    "runs", metadata,
    Column("run", Integer, primary_key=True),
    Column("command", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("lexicons", Text, nullable=False),
    Column("model_name", Text),
    Column("model_version", Text),
    Column("model_sha256", Text),
    *_proof(),
)  # fmt: skip

run_ends = Table(
    "run_ends", metadata,
    Column("run", Integer, ForeignKey("runs.run"), primary_key=True),
    Column("at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("added", Integer, nullable=False),
    Column("already_there", Integer, nullable=False),
    Column("quarantined", Integer, nullable=False),
    Column("redone", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    *_proof(),
)  # fmt: skip

reports = Table(
    "reports", metadata,
    Column("report_id", Text, primary_key=True),
    Column("report_ref", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", Text),
    Column("language", Text),
    Column("title", Text),
    Column("raw_sha256", Text),
    Column("media_type", Text, nullable=False),
    Column("own_id", Text),
    Column("body", Integer, nullable=False),
    *_proof(),
)  # fmt: skip

extractions = Table(
    "extractions", metadata,
    Column("report_id", Text, ForeignKey("reports.report_id"), nullable=False),
    Column("run", Integer, ForeignKey("runs.run"), nullable=False),
    Column("claims", Integer, nullable=False),
    *_proof(),
    UniqueConstraint("entry"),
)  # fmt: skip

claims = Table(
    "claims", metadata,
    Column("id", Integer, primary_key=True),
    Column("claim_id", Text, nullable=False),
    Column("claim_key", Text, nullable=False),
    Column("report_id", Text, ForeignKey("reports.report_id"), nullable=False),
    Column("quote_start", Integer, nullable=False),
    Column("quote_end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("speech", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("speaker", Text),
    Column("side", Text),
    Column("chain", Text),
    Column("origin", Text),
    Column("event_type", Text),
    Column("sub_type", Text),
    Column("actor", Text),
    Column("target", Text),
    Column("measure", Text),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("hedge", Text),
    Column("unit", Text),
    Column("counted", Text),
    Column("party", Text),
    Column("role", Text),
    Column("scope", Text),
    Column("place", Text),
    Column("country", Text),
    Column("admin1", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("spoken", Text),
    Column("as_of", Text),
    Column("json", Text, nullable=False),
    *_proof(),
)  # fmt: skip

quarantine = Table(
    "quarantine", metadata,
    Column("quarantine_id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw_sha256", Text),
    *_proof(),
)  # fmt: skip

attempts = Table(
    "attempts", metadata,
    Column("quarantine_id", Text, ForeignKey("quarantine.quarantine_id"), nullable=False),
    Column("run", Integer, ForeignKey("runs.run"), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("report_id", Text, ForeignKey("reports.report_id")),
    *_proof(),
)  # fmt: skip

erasures = Table(
    "erasures", metadata,
    Column("erasure", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    *_proof(),
)  # fmt: skip

# The rows that an erasure changed, each with the salted hash of what stands there since; the row's own row_hash stays, and with it the log.
redactions = Table(
    "redactions", metadata,
    Column("erasure", Integer, ForeignKey("erasures.erasure"), nullable=False),
    Column("redacted", Text, nullable=False),
    Column("redacted_entry", Integer, nullable=False),
    Column("redacted_ordinal", Integer, nullable=False),
    Column("redacted_hash", Text, nullable=False),
    *_proof(),
)  # fmt: skip

# Which tables hold the rows of a log entry of each kind.
KINDS: dict[str, tuple[Table, ...]] = {
    "schema": (schemas,),
    "run": (runs,),
    "add": (reports, extractions, claims),
    "redo": (extractions, claims),
    "quarantine": (quarantine, attempts),
    "end": (run_ends,),
    "erase": (erasures, redactions),
}
KEPT: tuple[Table, ...] = (schemas, runs, run_ends, reports, extractions, claims, quarantine, attempts, erasures, redactions)

for _table in KEPT:
    Index(f"{_table.name}_by_entry", _table.c.entry, _table.c.ordinal, unique=True)

Index("reports_in_order", reports.c.published, reports.c.report_ref, reports.c.report_id)
Index("reports_by_ref", reports.c.report_ref)
Index("extractions_by_report", extractions.c.report_id, extractions.c.entry)
Index("claims_in_order", claims.c.entry, claims.c.quote_start, claims.c.quote_end, claims.c.claim_key)
Index("claims_by_id", claims.c.claim_id)
Index("claims_by_key", claims.c.claim_key)
Index("claims_by_measure", claims.c.measure, claims.c.party)
Index("claims_by_party", claims.c.party)
Index("claims_by_country", claims.c.country)
Index("claims_by_day", claims.c.last_day, claims.c.first_day)
Index("attempts_by_quarantine", attempts.c.quarantine_id)
Index("redactions_by_row", redactions.c.redacted_entry, redactions.c.redacted_ordinal)

WORD_COLUMNS = ("quote", "speaker", "chain", "place")


def word_index(name: str) -> str:
    """The SQL that makes an FTS5 index of that name over the claims' words; case and diacritics do not matter in it."""
    columns = ", ".join(WORD_COLUMNS)
    return f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='claims', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"


_FILL_WORDS = f"""CREATE TRIGGER claims_fill_words AFTER INSERT ON claims BEGIN
INSERT INTO claims_words (rowid, {", ".join(WORD_COLUMNS)}) VALUES (new.id, {", ".join(f"new.{name}" for name in WORD_COLUMNS)}); END"""

_CURRENT = """CREATE VIEW current_claims AS SELECT * FROM claims
WHERE entry = (SELECT max(entry) FROM extractions WHERE extractions.report_id = claims.report_id)"""


def refusals(table: Table) -> tuple[str, str]:
    """The triggers that refuse to change or remove a row of the table."""
    refusal = f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: rows of {table.name} are never changed or removed'); END"
    return (
        f"CREATE TRIGGER {table.name}_refuse_update BEFORE UPDATE ON {table.name} {refusal}",
        f"CREATE TRIGGER {table.name}_refuse_delete BEFORE DELETE ON {table.name} {refusal}",
    )


@contextmanager
def changing(connection: Connection, *changed: Table) -> Iterator[None]:
    """Nothing, while rows of these tables can be changed: for an erasure alone, and inside its transaction."""
    for table in changed:
        connection.exec_driver_sql(f"DROP TRIGGER {table.name}_refuse_update")
    yield
    for table in changed:
        connection.exec_driver_sql(refusals(table)[0])


def create(connection: Connection) -> None:
    """Create the whole schema in an empty database, inside the caller's transaction."""
    metadata.create_all(connection, checkfirst=False)
    triggers = (trigger for table in (log, *KEPT) for trigger in refusals(table))
    for statement in (word_index("claims_words"), _FILL_WORDS, _CURRENT, *triggers, f"PRAGMA application_id = {APPLICATION_ID}"):
        connection.exec_driver_sql(statement)


def create_erasures(connection: Connection) -> None:
    """Create what schema 2 has more than schema 1."""
    metadata.create_all(connection, tables=[erasures, redactions], checkfirst=False)
    for statement in (*refusals(erasures), *refusals(redactions)):
        connection.exec_driver_sql(statement)
