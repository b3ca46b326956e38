"""The fingerprints of the reports' texts, kept between comparisons: reports that share one are found without a look at any other."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Connection, Integer, LargeBinary, Table

from reportedly.ledger.findings import NAME, metadata

Numbers = NDArray[np.int64]
Value = int | bytes | None
T = TypeVar("T")

# Integers and no text, for there are some sixty fingerprints a report.
held = Table(
    NAME + "_fingerprints", metadata,
    Column("fingerprint", Integer, primary_key=True, autoincrement=False), Column("report", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip

# The same by report, as int64 in one value: they are only ever wanted all at once.
texts = Table(NAME + "_texts", metadata, Column("report", Integer, primary_key=True), Column("day", Integer), Column("fingerprints", LargeBinary))


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

    def replace(self, numbers: Iterable[int], made: Mapping[int, Numbers], days: Mapping[int, int | None]) -> None:
        """Put these fingerprints in place of those that the reports of these numbers had."""
        former = self.of(numbers)
        self._many(f"DELETE FROM {held.name} WHERE fingerprint = ? AND report = ?", _rows(former))
        self._many(f"DELETE FROM {texts.name} WHERE report = ?", [(number,) for number in np.unique(former.reports).tolist()])
        self._many(f"INSERT INTO {held.name} (fingerprint, report) VALUES (?, ?)", _rows(Postings.of(made)))
        rows = [(number, days[number], fingerprints.tobytes()) for number, fingerprints in made.items()]
        self._many(f"INSERT INTO {texts.name} (report, day, fingerprints) VALUES (?, ?, ?)", rows)

    def are_none(self) -> bool:
        """Whether nothing is kept yet."""
        return self._connection.exec_driver_sql(f"SELECT 1 FROM {texts.name} LIMIT 1").first() is None

    def of(self, numbers: Iterable[int]) -> Postings:
        """What these reports hold."""
        rows = self._asked(f"SELECT report, fingerprints FROM {texts.name} WHERE report IN", numbers, bytes)
        return Postings.of({number: np.frombuffer(fingerprints, dtype=np.int64) for number, fingerprints in rows})

    def holders(self, fingerprints: Numbers) -> Postings:
        """Every report that holds one of these fingerprints."""
        rows = self._asked(f"SELECT fingerprint, report FROM {held.name} WHERE fingerprint IN", fingerprints.tolist(), int)
        pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
        return Postings(pairs[:, 0], pairs[:, 1])

    def sizes(self, numbers: Iterable[int]) -> dict[int, int]:
        """How many fingerprints each of these reports holds."""
        return dict(self._asked(f"SELECT report, length(fingerprints) / 8 FROM {texts.name} WHERE report IN", numbers, int))

    def days(self, numbers: Iterable[int]) -> dict[int, int]:
        """The days of publication of those of these reports that have one."""
        return dict(self._asked(f"SELECT report, day FROM {texts.name} WHERE day IS NOT NULL AND report IN", numbers, int))

    # Past SQLAlchemy, which would make an object of each of some millions of rows.

    def _asked(self, question: str, numbers: Iterable[int], kind: type[T]) -> list[tuple[int, T]]:
        """The rows of two columns, a number and a value of that kind."""
        cursor = self._connection.connection.cursor()
        cursor.execute(f"{question} (SELECT value FROM json_each(?))", (json.dumps(list(numbers)),))
        rows: list[tuple[int, T]] = list(cursor.fetchall())
        cursor.close()
        return rows

    def _many(self, statement: str, rows: Sequence[tuple[Value, ...]]) -> None:
        cursor = self._connection.connection.cursor()
        cursor.executemany(statement, rows)
        cursor.close()


def _rows(postings: Postings) -> list[tuple[Value, ...]]:
    """The rows in the order of their keys, in which they are written fastest."""
    order = np.lexsort((postings.reports, postings.fingerprints))
    return list(zip(postings.fingerprints[order].tolist(), postings.reports[order].tolist(), strict=True))
