"""The quarantine: which inputs wait, and what their latest try was."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, select

from reportedly.ledger import tables
from reportedly.records import Quarantined

_STDIN = re.compile(r"stdin(?::[0-9]+)?")
Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An input that waits in the quarantine: why, how often it was tried, and the command of the run that tried it last."""

    quarantine_id: str
    input: Quarantined
    tries: int
    command: str


def key_of(source: str, raw_sha256: str | None) -> Key:
    """What makes an input the same at another time: its source; of standard input, whose source is always the same, its bytes too."""
    return source, raw_sha256 if _STDIN.fullmatch(source) else None


def waiting(connection: Connection) -> dict[Key, Waiting]:
    """The inputs whose latest try failed, in the order of their sources, each with the reason that it failed for then."""
    items, tried, runs = tables.quarantine, tables.attempts.c, tables.runs.c
    tries = (
        select(items, tried.outcome, runs.command)
        .join(tables.attempts, tried.quarantine_id == items.c.quarantine_id)
        .join(tables.runs, runs.run == tried.run)
        .order_by(tried.entry)
    )
    latest: dict[Key, Waiting] = {}
    failed: dict[Key, int] = {}
    for row in connection.execute(tries).mappings():
        key = key_of(row["source"], row["raw_sha256"])
        if row["outcome"] == "quarantined":
            failed[key] = failed.get(key, 0) + 1
            item = Quarantined(row["source"], row["stage"], row["reason"], row["raw_sha256"])
            latest[key] = Waiting(row["quarantine_id"], item, failed[key], row["command"])
        else:
            latest.pop(key, None)
    return dict(sorted(latest.items(), key=lambda pair: (pair[0][0], pair[1].quarantine_id)))
