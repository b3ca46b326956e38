"""What became of the inputs of each run: the numbers that must add up to the inputs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, RowMapping, func, select

from reportedly.ledger import tables


@dataclass(frozen=True, slots=True)
class RunSum:
    """One run: what was asked, when, how it ended, and what became of its inputs.

    `outcome` is unfinished for a run that still works or was killed; it is known what such a run stored, but not what it met that was there already.
    """

    run: int
    command: str
    at: str
    outcome: Literal["finished", "stopped", "unfinished"]
    added: int
    already_there: int | None
    quarantined: int
    redone: int
    claims: int

    @property
    def inputs(self) -> int:
        """How many inputs the run has taken."""
        return self.added + (self.already_there or 0) + self.quarantined + self.redone


def sums(connection: Connection) -> Iterator[RunSum]:
    """Every run, the first one first."""
    runs, ends = tables.runs, tables.run_ends
    rows = connection.execute(select(runs.c.run, runs.c.command, runs.c.at).order_by(runs.c.run)).mappings().all()
    ended = {row["run"]: row for row in connection.execute(select(ends)).mappings()}
    for row in rows:
        end = ended.get(row["run"])
        yield _ended(row, end) if end is not None else _unfinished(connection, row)


def _ended(run: RowMapping, end: RowMapping) -> RunSum:
    counts = {name: end[name] for name in ("outcome", "added", "already_there", "quarantined", "redone", "claims")}
    return RunSum(run["run"], run["command"], run["at"], **counts)


def _unfinished(connection: Connection, run: RowMapping) -> RunSum:
    """What the rows themselves tell of a run without an end."""
    made, tried, log = tables.extractions.c, tables.attempts.c, tables.log.c
    counted = select(log.kind, func.count(), func.sum(made.claims)).join(tables.log, log.sequence == made.entry).where(made.run == run["run"])
    kinds = {kind: (number, claims) for kind, number, claims in connection.execute(counted.group_by(log.kind))}
    failed = select(func.count()).select_from(tables.attempts).where(tried.run == run["run"], tried.outcome == "quarantined")
    (added, new), (redone, again) = kinds.get("add", (0, 0)), kinds.get("redo", (0, 0))
    quarantined = connection.execute(failed).scalar_one()
    return RunSum(run["run"], run["command"], run["at"], "unfinished", added, None, quarantined, redone, new + again)
