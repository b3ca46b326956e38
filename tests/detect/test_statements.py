"""Statements: what carries a figure or an event, and whose words it is."""

import pytest

from reportedly.detect import detect
from reportedly.detect.models import Model
from reportedly.detect.sentences import MOST
from reportedly.records import Report


def counted(text: str, model: Model) -> list[str]:
    return [s.quantity.number.text for s in detect(Report("i", "r", text), model).statements if s.quantity is not None]


def table(rows: int) -> str:
    """Rows run together into one sentence, as a table copied without its lines."""
    return "Killed by district: " + ", ".join(f"{n} soldiers killed" for n in range(1000, 1000 + rows))


def test_a_long_list_is_read_whole(rules_only: Model) -> None:
    assert len(counted(table(60), rules_only)) == 60


def test_a_table_run_together_into_one_sentence_is_not_read_and_what_stands_beside_it_is(rules_only: Model) -> None:
    text = f"At least 12 soldiers were killed near Sumy.\n{table(MOST + 20)}.\nAnother 7 soldiers were killed near Kursk."
    assert counted(text, rules_only) == ["12", "7"]


def test_a_flood_of_event_words_is_not_read(rules_only: Model) -> None:
    found = detect(Report("i", "r", f"At least 12 soldiers were killed near Sumy.\n{'killed ' * 400}"), rules_only).statements
    assert [s.sentence.text for s in found] == ["At least 12 soldiers were killed near Sumy."]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Shells killed 12 people, two officials said.", ["12"]),
        ("Shells killed 12 people, according to at least two officials.", ["12"]),
        ("Shells killed 12 people. Two soldiers who were wounded said nine had died.", ["12", "Two", "nine"]),  # they are wounded too
        ("Shells killed 12 people, two of them officials, the mayor said.", ["12", "two"]),
    ],
)
def test_those_who_speak_are_no_figure(text: str, numbers: list[str], model: Model) -> None:
    assert counted(text, model) == numbers
