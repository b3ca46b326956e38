"""Findings as rows beside the ledger's own: derived, in no log entry, dropped and rebuilt at will (docs/ledger.md)."""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, MetaData, Table, Text, or_, select

from reportedly import codec
from reportedly.ledger.tables import DERIVED
from reportedly.records import Finding, FindingKind

metadata = MetaData()

NAME = f"{DERIVED}findings"

# What the findings were derived with: the versions of the rules and lexicons. Others derive all anew.
made_with = Table(NAME + "_made_with", metadata, Column("version", Text, nullable=False))

# The reports that were compared, by the log entry that they came with, and the entry of the extraction that was read.
compared = Table(NAME + "_compared", metadata, Column("report", Integer, primary_key=True), Column("extraction", Integer, nullable=False))

copies = Table(NAME + "_copies", metadata, Column("report", Integer, primary_key=True), Column("origin", Integer, nullable=False))

# What shares a key is held against each other; `claim` is 0 where reports are compared, else the id of the claim's row.
keys = Table(
    NAME + "_keys", metadata,
    Column("comparator", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("report", Integer, primary_key=True),
    Column("claim", Integer, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
Index(keys.name + "_by_report", keys.c.report, keys.c.comparator)

# The findings; `subject` is what was looked at when one was found: a key, or a report's number.
kept = Table(
    NAME, metadata,
    Column("id", Integer, primary_key=True),
    Column("comparator", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("json", Text, nullable=False),
)  # fmt: skip
Index(NAME + "_by_subject", kept.c.comparator, kept.c.subject)


def _names(table: str, named: str) -> Table:
    """A table of what the findings name, to look them up by."""
    finding = Column("finding", Integer, ForeignKey(NAME + ".id", ondelete="CASCADE"), primary_key=True)
    made = Table(table, metadata, Column(named, Text, primary_key=True), finding, sqlite_with_rowid=False)
    Index(f"{table}_by_finding", made.c.finding)
    return made


claims_named = _names(NAME + "_claims", "claim_key")
reports_named = _names(NAME + "_reports", "report_ref")


def are_there(connection: Connection) -> bool:
    """Whether findings were ever stored here."""
    return bool(connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = ?", (kept.name,)).scalar())


def create(connection: Connection) -> None:
    """Create the tables of the findings, empty."""
    metadata.create_all(connection, checkfirst=False)


def drop(connection: Connection) -> None:
    """Remove every finding, with its tables; the next comparison derives them anew."""
    metadata.drop_all(connection)


def stored(connection: Connection, *, kinds: Sequence[FindingKind] = (), claim_keys: Sequence[str] = (), refs: Sequence[str] = ()) -> list[Finding]:
    """The stored findings of these kinds (any, where none is given) that name one of the claims or reports, ordered by kind and content."""
    chosen = select(kept.c.json).distinct().order_by(kept.c.kind, kept.c.json)
    if kinds:
        chosen = chosen.where(kept.c.kind.in_(kinds))
    named = [(claims_named.c.claim_key, claim_keys), (reports_named.c.report_ref, refs)]
    naming = [kept.c.id.in_(select(column.table.c.finding).where(column.in_(names))) for column, names in named if names]
    return [codec.decode(json, Finding) for json in connection.execute(chosen.where(or_(*naming)) if naming else chosen).scalars()]
