from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import AT, MADE_BY, NEWER, claims, report

from reportedly.ledger import Ledger, Query
from reportedly.ledger.searches import match

KILLED, LAUNCHED, STRUCK = range(3)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger of one report: killed (12 or more, Southland, Zölk, on 3 February), launched (40 drones), struck (a denial)."""
    ledger = Ledger.open(tmp_path_factory.mktemp("one") / "one.db", clock=lambda: AT)
    with ledger.run(MADE_BY, "add", AT) as run:
        run.add(report(), claims(report()))
    return ledger


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), [KILLED, LAUNCHED, STRUCK]),
        (Query(words="soldiers"), [KILLED]),
        (Query(words="SOLDIERS zolk"), [KILLED]),
        (Query(words="Zölk"), [KILLED]),
        (Query(words="soldiers drones"), []),
        (Query(words="testenko"), [KILLED]),
        (Query(words="northern staff"), [LAUNCHED]),
        (Query(words='"command post"'), [STRUCK]),
        (Query(words='"post command"'), []),
        (Query(words="dron*"), [LAUNCHED]),
        (Query(words="dron"), []),
        (Query(words="   "), [KILLED, LAUNCHED, STRUCK]),
        (Query(words="—"), []),
        (Query(words="drones —"), [LAUNCHED]),
        (Query(speaker="testenko"), [KILLED]),
        (Query(speaker="Ivan Test"), [KILLED]),
        (Query(speaker="Northern"), []),
        (Query(speaker="!"), []),
        (Query(party="southland"), [KILLED, STRUCK]),
        (Query(party="South"), []),
        (Query(place="zol"), [KILLED]),
        (Query(place="ua"), [KILLED]),
        (Query(place="UA-63"), [KILLED]),
        (Query(place="elsewhere"), []),
        (Query(measure="launched"), [LAUNCHED]),
        (Query(measure="wounded"), []),
        (Query(stance="denied"), [STRUCK]),
        (Query(min=13), [KILLED, LAUNCHED]),
        (Query(max=11), []),
        (Query(max=12), [KILLED]),
        (Query(min=13, max=40), [KILLED, LAUNCHED]),
        (Query(min=41), [KILLED]),
        (Query(since="2025-02-04"), [LAUNCHED, STRUCK]),
        (Query(since="2025-02-03"), [KILLED, LAUNCHED, STRUCK]),
        (Query(until="2025-02-03"), [KILLED]),
        (Query(until="2025-01"), []),
        (Query(until="2025-02"), [KILLED, LAUNCHED, STRUCK]),
        (Query(limit=2), [KILLED, LAUNCHED]),
        (Query(limit=0), []),
        (Query(words="soldiers", speaker="Ivan", party="Southland", place="UA", measure="killed", stance="asserted", min=12, max=12), [KILLED]),
    ],
)
def test_a_query_finds(one: Ledger, query: Query, found: list[int]):
    expected = claims(report())
    assert list(one.find(query)) == [expected[index] for index in found]


_SYNTAX = ('"', '""', "'", "*", "**", "a*b", "(", ")", "NEAR(a b)", "a AND", "OR", "NOT b", "quote:", "{quote}", "^a", "a-b", "+", "\\", ";--", "%")


@pytest.mark.parametrize("words", [*_SYNTAX, "\x00", "a\x00b", "\ud800"])
def test_no_words_are_taken_for_syntax(one: Ledger, words: str):
    for query in (Query(words=words), Query(speaker=words), Query(place=words), Query(party=words), Query(measure=words), Query(since=words)):
        assert isinstance(list(one.find(query)), list)


@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_looked_for(one: Ledger, words: str):
    assert isinstance(list(one.find(Query(words=words, speaker=words, place=words))), list)


@pytest.mark.parametrize(
    ("words", "expression"),
    [("one two", '("one" "two")'), ('say "one two"', '("say" "one two")'), ("one*", '("one" *)'), ("*", ""), ('"', ""), ("", "")],
)
def test_words_become_an_expression(words: str, expression: str):
    assert match(words) == expression


def test_superseded_claims_are_not_found(filled: Ledger):
    with filled.run(NEWER, "redo", AT) as run:
        run.redo(report(1).report_id, claims(report(1), NEWER)[:1])
    assert len(list(filled.find(Query(words="drones")))) == 2
    assert [claim.made_by for claim in filled.find(Query(words="soldiers"))].count(NEWER) == 1


def test_a_search_uses_the_indexes(filled: Ledger, path: Path, plan: Callable[[Query], str]):
    assert "claims_by_measure" in plan(Query(measure="killed", party="Southland"))
    assert "claims_by_day" in plan(Query(since="2025-02-03"))


@pytest.fixture
def plan(filled: Ledger) -> Callable[[Query], str]:
    """How SQLite goes about a query."""
    from sqlalchemy.dialects import sqlite

    from reportedly.ledger.searches import selection

    def told(query: Query) -> str:
        sql = selection(query).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        with filled._database.reading() as connection:
            return " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))

    return told
