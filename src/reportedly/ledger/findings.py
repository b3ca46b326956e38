"""Findings as rows beside the ledger's own: derived, in no log entry, dropped and rebuilt at will (docs/ledger.md)."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, MetaData, Table, Text, select

from reportedly import codec
from reportedly.ledger import tables
from reportedly.ledger.tables import DERIVED
from reportedly.records import Finding, FindingKind

metadata = MetaData()

NAME = f"{DERIVED}findings"
_AT_ONCE = 500  # names in one statement

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


def stored(connection: Connection, kinds: Sequence[FindingKind] = ()) -> list[Finding]:
    """The stored findings of these kinds (any, where none is given), ordered by kind, reason and content."""
    chosen = select(kept.c.json).distinct()
    return _decoded(connection.execute(chosen.where(kept.c.kind.in_(kinds)) if kinds else chosen).scalars())


def naming(connection: Connection, claim_keys: Sequence[str], refs: Sequence[str] = ()) -> list[Finding]:
    """The stored findings that name one of the claims or reports, in the same order."""
    found: set[str] = set()
    for column, names in ((claims_named.c.claim_key, claim_keys), (reports_named.c.report_ref, refs)):
        for part in _parts(names):
            those = kept.c.id.in_(select(column.table.c.finding).where(column.in_(part)))
            found.update(connection.execute(select(kept.c.json).where(those)).scalars())
    return _decoded(found)


def _decoded(found: Iterable[str]) -> list[Finding]:
    """The findings in an order that does not depend on when they were found: those of one origin and slot stand together."""
    pairs = ((codec.decode(json, Finding), json) for json in found)
    return [finding for finding, _ in sorted(pairs, key=lambda pair: (pair[0].kind, pair[0].reason, pair[1]))]


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """The names, as many at a time as a statement takes."""
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))


def copied_from(connection: Connection) -> dict[str, str | None]:
    """The outlet of the origin of each report that is a copy, by the copy's report_id."""
    reports, origins = tables.reports.c, tables.reports.alias().c
    chosen = select(reports.report_id, origins.outlet).where(copies.c.report == reports.entry, copies.c.origin == origins.entry)
    return dict(tuple(row) for row in connection.execute(chosen))
