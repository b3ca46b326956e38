"""Each rule that ties a time to a figure, in a report where it fires and in one where it must not (written on Wednesday 15 May 2024)."""

import pytest

from reportedly.pipeline import Tools, claims_of
from reportedly.records import Claim, Report


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.load()


def claim_of(text: str, number: str, tools: Tools) -> Claim:
    found = claims_of(Report("r", "r", text, published="2024-05-15"), tools)
    return next(c for c in found if c.figure is not None and c.figure.text == number)


def day_of(text: str, number: str, tools: Tools) -> str | None:
    date = claim_of(text, number, tools).date
    return date.start if date is not None else None


FAR = "It was cold.\n\nSnow fell.\n\nRoads froze.\n\nIce formed.\n\n"


@pytest.mark.parametrize(
    ("rule", "text", "number", "day"),
    [
        ("other-clause", "Russia lost 20 troops in the past 24 hours; the station has confirmed the deaths of nine soldiers.", "nine", None),
        ("day-of-telling", "The list of nine killed soldiers was made public on Monday.", "nine", None),
        ("day-of-telling", "In Izium nine soldiers were killed in public on Monday.", "nine", "2024-05-13"),
        ("other-clause", "On Monday 20 soldiers were killed; nine soldiers were hurt.", "nine", "2024-05-13"),
        ("report-day", f"A shell fell on Monday.\n\n{FAR}Nine people were killed in Izium.", "Nine", "2024-05-13"),
        ("report-day", f"A shell fell on Monday. A mine went off on Tuesday.\n\n{FAR}Nine people were killed in Izium.", "Nine", None),
        ("report-day", f"A shell fell on Monday.\n\n{FAR}Earlier, nine people were killed in Izium.", "nine", None),
        ("report-day", f"A shell fell on Monday.\n\n{FAR}Nine people were killed in Izium in recent months.", "Nine", None),
        ("report-day", f"A shell fell on 3 March 2024.\n\n{FAR}Nine people were killed in Izium.", "Nine", None),
        ("report-day", f"A shell fell on Monday.\n\n{FAR}Nine hundred soldiers are deployed in Izium.", "Nine hundred", None),
        ("retold", f"Nine people killed in Izium.\n\n{FAR}On Monday nine people were killed in a market.", "Nine", "2024-05-13"),
        ("retold", f"Nine people killed in Izium.\n\n{FAR}On Monday ten people were killed in a market.", "Nine", None),
        ("retold", f"The army advanced 2.5 km near Izium.\n\n{FAR}On Monday the army advanced 2.5 km near the town.", "2.5", "2024-05-13"),
        ("account", "During the 6 months of the operation the army dug in. Russia lost about 40 thousand troops.", "40 thousand", "2023-11-15"),
        ("account", "During the 6 months of the operation the army dug in.\n\nRussia lost about 40 thousand troops.", "40 thousand", None),
        ("account", "Since the start of the war the army has lost ground. Russia lost about 40 thousand troops.", "40 thousand", None),
        ("heading", "News\n\nA shell fell on Monday.\n\nMarket attack: 9 dead\n\nIn March 2021 a bomb went off in a market.", "9", "2021-03-01"),
        ("heading", "News\n\nA shell fell on Monday.\n\nThe attack left 9 dead.\n\nIn March 2021 a bomb went off.", "9", "2024-05-13"),
        ("after", "Nine people were killed. It happened over the weekend.", "Nine", "2024-05-11"),
        ("after", "Nine people were killed. Talks had ended last month.", "Nine", None),
        ("said-on", "Nine people were killed, the ministry said in a statement Tuesday.", "Nine", None),
        ("said-on", "Nine people were killed in an attack Tuesday.", "Nine", "2024-05-14"),
        ("that-night", "A bridge fell on Monday. Nine people were killed that night.", "Nine", "2024-05-13"),
        ("that-night", "Nine people were killed tonight.", "Nine", "2024-05-15"),
        ("stamp", "15.05.2024 (updated 15.05.2024) Nine people were killed in Izium.", "Nine", None),
        ("stamp", "15.05.2024 Nine people were killed in Izium on 14.05.2024.", "Nine", "2024-05-14"),
    ],
)
def test_a_figure_has_the_time_of_its_event(rule: str, text: str, number: str, day: str | None, tools: Tools) -> None:
    assert day_of(text, number, tools) == day


def test_the_evidence_names_the_rule(tools: Tools) -> None:
    claim = claim_of(f"A shell fell on Monday.\n\n{FAR}Nine people were killed in Izium.", "Nine", tools)
    assert claim.evidence["date"].rule == "report-day:date"


def test_a_war_named_by_its_days_is_no_week(tools: Tools) -> None:
    assert day_of("Nine people were killed in the Six-Day War of 1967.", "Nine", tools) == "1967-01-01"
    assert day_of("Nine people were killed in the six-month siege.", "Nine", tools) == "2023-11-15"
