"""The fingerprints of the reports' texts, kept between comparisons: reports that share one are found without a look at any other."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Connection, Index, Integer, Table, delete, insert

from reportedly.ledger.findings import NAME, metadata

Numbers = NDArray[np.int64]

# Two tables of integers and no text, for there are some fifty fingerprints a report.
held = Table(
    NAME + "_fingerprints", metadata,
    Column("fingerprint", Integer, primary_key=True, autoincrement=False), Column("report", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip
Index(held.name + "_by_report", held.c.report)

dated = Table(NAME + "_dated", metadata, Column("report", Integer, primary_key=True), Column("day", Integer))


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Fingerprints and, at the same places, the numbers of the reports that hold them."""

    fingerprints: Numbers
    reports: Numbers

    @classmethod
    def of(cls, made: Mapping[int, Numbers]) -> "Postings":
        """The postings of each report's fingerprints."""
        if not made:
            return cls(np.empty(0, np.int64), np.empty(0, np.int64))
        lengths = [len(fingerprints) for fingerprints in made.values()]
        return cls(np.concatenate(list(made.values())), np.repeat(np.fromiter(made, np.int64, len(made)), lengths))


class Fingerprints:
    """The fingerprints in a ledger's findings; reports are known by their numbers, days as ordinals (`date.toordinal`), None where not known."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, numbers: Iterable[int], made: Postings, days: Mapping[int, int | None]) -> None:
        """Put these fingerprints in place of those that the reports of these numbers had."""
        for number in numbers:
            self._connection.execute(delete(held).where(held.c.report == number))
            self._connection.execute(delete(dated).where(dated.c.report == number))
        order = np.lexsort((made.reports, made.fingerprints))
        rows = list(zip(made.fingerprints[order].tolist(), made.reports[order].tolist(), strict=True))
        self._many(f"INSERT INTO {held.name} (fingerprint, report) VALUES (?, ?)", rows)
        if days:
            self._connection.execute(insert(dated), [{"report": number, "day": day} for number, day in days.items()])

    def are_none(self) -> bool:
        """Whether nothing is kept yet."""
        return self._connection.exec_driver_sql(f"SELECT 1 FROM {dated.name} LIMIT 1").first() is None

    def of(self, numbers: Iterable[int]) -> Postings:
        """What these reports hold."""
        return self._postings("report", numbers)

    def holders(self, fingerprints: Numbers) -> Postings:
        """Every report that holds one of these fingerprints."""
        return self._postings("fingerprint", fingerprints.tolist())

    def sizes(self, numbers: Iterable[int]) -> dict[int, int]:
        """How many fingerprints each of these reports holds."""
        asked = f"SELECT report, count(*) FROM {held.name} WHERE report IN (SELECT value FROM json_each(?)) GROUP BY report"
        return self._by_number(asked, numbers)

    def days(self, numbers: Iterable[int]) -> dict[int, int]:
        """The days of publication of those of these reports that have one."""
        asked = f"SELECT report, day FROM {dated.name} WHERE day IS NOT NULL AND report IN (SELECT value FROM json_each(?))"
        return self._by_number(asked, numbers)

    def _postings(self, column: str, values: Iterable[int]) -> Postings:
        asked = f"SELECT fingerprint, report FROM {held.name} WHERE {column} IN (SELECT value FROM json_each(?))"
        rows = self._connection.exec_driver_sql(asked, (json.dumps(list(values)),)).all()
        pairs = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
        return Postings(pairs[:, 0], pairs[:, 1])

    def _by_number(self, statement: str, numbers: Iterable[int]) -> dict[int, int]:
        return {row[0]: row[1] for row in self._connection.exec_driver_sql(statement, (json.dumps(list(numbers)),))}

    def _many(self, statement: str, rows: Sequence[tuple[int, int]]) -> None:
        # Past SQLAlchemy, which would make a dictionary of each of some millions of rows.
        cursor = self._connection.connection.cursor()
        cursor.executemany(statement, rows)
        cursor.close()
