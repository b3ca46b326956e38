"""Makes the frozen ledger of the present schema, with its head and its claims; run once for each schema, before the next is begun."""

import sqlite3
from contextlib import closing
from pathlib import Path

from invented import AT, MADE_BY, NAME, NEWER, claims, named, named_claim, report

from reportedly import codec
from reportedly.ledger import Ledger
from reportedly.ledger.heads import head_file
from reportedly.ledger.tables import SCHEMA
from reportedly.records import Quarantined

FROZEN = Path(__file__).parent / "frozen"


def freeze(path: Path) -> None:
    """Make a small ledger with a row in every table."""
    with Ledger.open(path, clock=lambda: AT) as ledger:
        with ledger.run(MADE_BY, "add", AT) as run:
            for number in (1, 2):
                run.add(report(number), claims(report(number)))
            run.add(named(3), (named_claim(named(3)),))
            run.quarantine(Quarantined("broken.html", "read", "no text", "c" * 64))
        with ledger.run(NEWER, "redo", AT) as run:
            run.redo(report(1).report_id, claims(report(1), NEWER))
        ledger.erase([NAME], "asked for by the person")
        path.with_suffix(".jsonl").write_bytes(b"".join(codec.encode(claim) + b"\n" for claim in ledger.claims()))
    path.with_name(path.name + ".lock").unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in ("journal_mode = DELETE", "page_size = 512"):
            connection.execute(f"PRAGMA {statement}")
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = WAL")


if __name__ == "__main__":
    target = FROZEN / f"v{SCHEMA}.db"
    if target.exists():
        raise SystemExit(f"{target} is there; a frozen ledger is never made again")
    FROZEN.mkdir(exist_ok=True)
    freeze(target)
    print(target, head_file(target))
