"""Of the claims that tell one thing again under a key, the first: a series of years is read by its days, not by each outlet that printed one."""

from hashlib import blake2b

from sqlalchemy import Connection, Select, Table, func, insert, select, union

from reportedly.ledger import tables
from reportedly.ledger.findings import keys

_LENGTH = 16  # of the mark that a telling's key begins with


def told(comparator: str) -> str:
    """The name that a comparator's tellings are kept under."""
    return f"{comparator} told"


def beside(comparator: str) -> str:
    """The name that those claims are kept under that are read beside a comparator's own."""
    return f"{comparator} beside"


def telling_key(key: str, telling: str) -> str:
    """The key of what tells one thing under a key: a mark of 16 signs, then the key."""
    return blake2b(telling.encode(), digest_size=_LENGTH // 2).hexdigest() + key


def fold(connection: Connection, comparator: str, touched: Table, *, everything: bool) -> None:
    """Put the first claim of each touched telling, and no other of it, under its key; that key, and one touched beside it, is touched then."""
    again = select(func.substr(keys.c.key, _LENGTH + 1).label("key"), keys.c.report, keys.c.claim).where(keys.c.comparator == told(comparator))
    if not everything:
        again = again.where(keys.c.key.in_(select(touched.c.key).where(touched.c.comparator == told(comparator))))
        _touch(connection, comparator, touched)
        former = sorted((comparator, *row) for row in connection.execute(again))
        _each(connection, f"DELETE FROM {keys.name} WHERE comparator = ? AND key = ? AND report = ? AND claim = ?", former)
    first = sorted((comparator, *row) for row in connection.execute(_first(again)))
    _each(connection, f"INSERT INTO {keys.name} VALUES (?, ?, ?, ?)", first)


def _touch(connection: Connection, comparator: str, touched: Table) -> None:
    """Touch the keys of the touched tellings, and those of what is read beside."""
    tellings = select(func.substr(touched.c.key, _LENGTH + 1)).where(touched.c.comparator == told(comparator))
    of_both = union(tellings, select(touched.c.key).where(touched.c.comparator == beside(comparator)))
    rows = [{"comparator": comparator, "key": key} for (key,) in connection.execute(of_both)]
    if rows:
        connection.execute(insert(touched).prefix_with("OR IGNORE"), rows)


def _first(again: "Select[str, int, int]") -> "Select[str, int, int]":
    """Of each telling the first row, in order of publication, then of ref, id and text."""
    reports, claims = tables.reports.c, tables.claims.c
    order = (func.coalesce(reports.published, ""), reports.report_ref, reports.report_id, claims.quote_start, claims.quote_end, claims.claim_key)
    numbered = again.add_columns(func.row_number().over(partition_by=keys.c.key, order_by=order).label("place"))
    numbered = numbered.join(tables.claims, claims.id == keys.c.claim).join(tables.reports, reports.report_id == claims.report_id)
    rows = numbered.subquery().c
    return select(rows.key, rows.report, rows.claim).where(rows.place == 1)


def _each(connection: Connection, statement: str, rows: list[tuple[str, str, int, int]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, rows)
