"""The scorer of events, and what its gold holds."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from evaluation import events
from evaluation.events import Row, Score, compare
from reportedly.read import read
from reportedly.records import Claim, Event, MadeBy, Quote, Report, ReportHead, Span

ROOT = Path(__file__).parents[2]
REMOTE, BATTLES = "Explosions/Remote violence", "Battles"


def _claim(start: int, event_type: str, actor: str | None = None) -> Claim:
    event = Event(event_type, None, Span(start, start + 4, "word"), actor, None)
    head = ReportHead("r", None, None, None, None, None)
    return Claim("k", "c", "r", head, Quote(0, 9, "the quote", "", ""), "unattributed", "asserted", MadeBy("1", "f" * 64, None), event=event)


def _row(start: int, event_type: str | None, *, optional: bool = False) -> Row:
    values = {"type": event_type, "sub_type": None, "actor": None, "target": None, "stance": "asserted", "optional": optional}
    return {"doc": "r", "trigger": {"start": start, "end": start + 4}, **values}


@pytest.mark.parametrize(
    ("found", "rows", "counts"),
    [
        ([_claim(0, REMOTE)], [_row(0, REMOTE)], (1, 1, 1)),
        ([_claim(3, REMOTE)], [_row(0, REMOTE)], (1, 1, 1)),  # overlaps
        ([_claim(4, REMOTE)], [_row(0, REMOTE)], (0, 1, 1)),
        ([_claim(0, BATTLES)], [_row(0, REMOTE)], (0, 1, 1)),
        ([_claim(0, BATTLES)], [_row(0, None)], (1, 1, 1)),  # the report does not tell the type
        ([_claim(0, REMOTE)], [_row(0, REMOTE, optional=True)], (0, 0, 0)),
        ([], [_row(0, REMOTE), _row(9, REMOTE, optional=True)], (0, 0, 1)),
        ([_claim(0, REMOTE), _claim(2, REMOTE)], [_row(0, REMOTE)], (1, 2, 1)),  # one mention is found once
    ],
)
def test_what_is_counted(found: Sequence[Claim], rows: Sequence[Row], counts: tuple[int, int, int]) -> None:
    score = Score()
    compare(found, rows, score)
    assert (score.right, score.found, score.gold) == counts


def test_fields_are_counted_where_the_type_is_right() -> None:
    score = Score()
    errors = compare([_claim(0, REMOTE, "Northland")], [_row(0, REMOTE)], score)
    assert (score.sub_type, score.actor, score.target, score.stance) == (1, 0, 1, 1)
    assert len(errors) == 1


def test_figures_of_one_verb_are_one_event() -> None:
    assert len(events.events_of([_claim(0, REMOTE), _claim(0, REMOTE), _claim(9, REMOTE)])) == 2


def test_the_gold_names_examples_and_lies_inside_them() -> None:
    texts = {item.report_ref: item.text for item in read([ROOT / "examples"]) if isinstance(item, Report)}
    rows = [row for half in events.HALVES for row in events.gold(half)]
    assert len({row["doc"] for row in rows if row["doc"] in texts}) == len(texts)
    assert all(row["half"] == "open" and row["trigger"]["end"] <= len(texts[row["doc"]]) for row in rows if row["doc"] in texts)
    assert all(row["trigger"]["start"] < row["trigger"]["end"] for row in rows)
