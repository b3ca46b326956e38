"""Claims in, rows out: append-only, content-hashed, transactional storage."""

from reportedly.ledger.comparisons import Comparison
from reportedly.ledger.erasures import Erased, Erasure
from reportedly.ledger.gate import RefusedError
from reportedly.ledger.heads import Head
from reportedly.ledger.ledgers import Counts, Ledger
from reportedly.ledger.runs import Run
from reportedly.ledger.searches import Query
from reportedly.ledger.sums import RunSum
from reportedly.ledger.tables import SCHEMA
from reportedly.ledger.verification import Fault
from reportedly.ledger.waiting import Waiting

__all__ = ["SCHEMA", "Comparison", "Counts", "Erased", "Erasure", "Fault", "Head", "Ledger", "Query", "RefusedError", "Run", "RunSum", "Waiting"]
