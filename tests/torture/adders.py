"""Ways to add reports to a ledger: the right one, and wrong ones, of which a test must show that it would notice them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from children import Say
from invented import AT, MADE_BY, claims, report

from reportedly.errors import LedgerError
from reportedly.identity import id_of_report
from reportedly.ledger import Ledger, Run
from reportedly.ledger.chain import Row, append
from reportedly.ledger.gate import checked
from reportedly.ledger.rows import claim_row, report_row

EACH = 3  # claims of an invented report, and reports of a run
Adder = Callable[[Run, int, Say], None]


def adding(path: Path, first: int, last: int | None, adder: Adder, say: Say) -> None:
    """Add reports from the first number on, some in each run, and say of each that it is stored."""
    numbers: Iterator[int] = count(first) if last is None else iter(range(first, last))
    ended = False
    while not ended:
        with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
            for _ in range(EACH):
                number = next(numbers, None)
                ended = number is None
                if number is not None:
                    adder(run, number, say)


def rightly(run: Run, number: int, say: Say) -> None:
    """Added, then said."""
    run.add(report(number), claims(report(number)))
    say(report(number).report_ref)


def too_early(run: Run, number: int, say: Say) -> None:
    """Said, then added: what is killed between was acknowledged and is lost."""
    say(report(number).report_ref)
    run.add(report(number), claims(report(number)))


def in_two_parts(run: Run, number: int, say: Say) -> None:
    """The report in one transaction, its claims in the next: what is killed between is a report without its claims."""
    one = report(number)
    if run.has(one):
        return
    with run._database.writing() as connection:
        append(connection, "add", AT, [report_row(one), run._extraction(one, claims(one))])
    rows: list[Row] = [claim_row(claim, json) for claim, json in zip(claims(one), checked(one, claims(one), MADE_BY), strict=True)]
    with run._database.writing() as connection:
        append(connection, "redo", AT, [run._extraction(one, claims(one)), *rows])
    say(one.report_ref)


def under_new_ids(run: Run, number: int, say: Say) -> None:
    """Under an id that the run gives: what is added again is doubled."""
    one = replace(report(number), url=None, own_id=f"{run.number}-{number}")
    one = replace(one, report_id=id_of_report(one))
    run.add(one, claims(one))
    say(one.report_ref)


def whatever_happens(run: Run, number: int, say: Say) -> None:
    """Said, also where it could not be stored: what the disk had no room for is lost in silence."""
    try:
        run.add(report(number), claims(report(number)))
    except LedgerError:
        run.finish = lambda *args, **options: None  # type: ignore[assignment,method-assign]
    say(report(number).report_ref)
