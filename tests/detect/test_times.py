"""Words that say when: each rule with a sentence in which it fires, and sentences in which none must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.detect.documents import parse
from reportedly.detect.models import Model
from reportedly.detect.times import atoms_in, parts, times, times_in
from reportedly.records import Report


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("Today (3 May - ed.) the bridge was hit.", "Today (3 May - ed.)", "gloss"),
        ("It was the 500th day of the war.", "the 500th day of the war", "war-day"),
        ("Some 900 have died since the siege of the town began in June 2016.", "since the siege of the town began in June 2016", "since-dated"),
        ("It has lost 40 since the start of the Kursk operation.", "since the start of the Kursk operation", "since-event"),
        ("Two months after the start of the invasion they left.", "Two months after the start of the invasion", "after-event"),
        ("During the 6 months of the operation a zone was made.", "During the 6 months of the operation", "during-event"),
        ("Many died in the five-year war.", "five-year war", "n-year-war"),
        ("From 3 May to 6 May nobody crossed.", "From 3 May to 6 May", "from-to"),
        ("As of the morning of May 3, 2022 the losses stood at 12.", "As of the morning of May 3, 2022", "as-of"),
        ("They fired twelve times during the day.", "during the day", "part-of-day"),
        ("As of 16:00 there were 12 clashes.", "As of 16:00", "as-of-clock"),
        ("To date, 12 villages were freed.", "To date", "to-date"),
        ("Since Tuesday night 12 were hurt.", "Since Tuesday night", "since"),
        ("By the end of May they had gone.", "By the end of May", "by"),
        ("Drones flew overnight into Friday.", "overnight into Friday", "into-night"),
        ("On the night of May 3-4 drones flew.", "On the night of May 3-4", "night-of"),
        ("Over the past 24 hours 12 were hurt.", "Over the past 24 hours", "past-duration"),
        ("In the past few weeks 12 were hurt.", "In the past few weeks", "past-vague"),
        ("Aid will come within the next two days.", "within the next two days", "coming-duration"),
        ("He has fought for three years.", "for three years", "in-duration"),
        ("Three days ago a shell fell.", "Three days ago", "ago"),
        ("Several days ago a shell fell.", "Several days ago", "ago-vague"),
        ("They advanced yesterday and the day before yesterday.", "yesterday and the day before yesterday", "union"),
        ("A shell fell at 9:30 p.m. on Monday.", "at 9:30 p.m. on Monday", "date"),
        ("A shell fell early in the morning on Saturday.", "early in the morning on Saturday", "date"),
        ("In May alone 12 shells fell.", "In May", "bare-month"),
        ("In the summer of 2023 it failed.", "In the summer of 2023", "stretch"),
        ("In 2014 it was taken.", "In 2014", "year"),
        ("Shells fell in the evening.", "in the evening", "part-of-day"),
        ("Recently the front moved.", "Recently", "vague"),
    ],
)
def test_a_rule_fires(text: str, words: str, rule: str) -> None:
    assert (words, rule) in [(m.span.text.removesuffix(" alone"), m.rule) for m in times_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We may march on the city.",
        "The sun and the sat-nav wed us.",
        "They took 2022 prisoners and 12 tanks.",
        "He is 34 and fired 152 mm shells.",
        "A T-72 and an S-300 of the 72nd Brigade stood there.",
        "Casualties rose to 1,945 on the western front.",
        "",
        "   \n\t ",
    ],
)
def test_no_rule_fires(text: str) -> None:
    assert times_in(text) == ()


def test_parts_are_read_again_from_the_words() -> None:
    assert parts("from-to", "From August 6 to August 13, 2024") == {"a": "August 6", "b": "August 13, 2024"}
    assert [a.name for a in atoms_in("on Tuesday, 6 February 2024")] == ["named-day"]


def test_nothing_is_read_from_the_head_of_a_report(rules_only: Model) -> None:
    text = "date: 2025-02-08\nOn Friday a shell fell."
    document = parse(Report("r", "r", text, body=17), rules_only)
    assert [m.span.text for m in times(document)] == ["On Friday"]


PIECES = [*"onMay 0123456789.,-–()[]:'’\n\t\ue000\ue002\x00é🙂", "Monday", "June ", "yesterday", " since ", " the ", "last night", " to ", "2024"]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_spans_hold_in_any_text(text: str) -> None:
    for mention in times_in(text):
        assert text[mention.span.start : mention.span.end] == mention.span.text != ""


@pytest.mark.parametrize("piece", ["since ", "the ", "1-", "Jan 1 ", "from 1 May to ", "in the past "])
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    assert isinstance(times_in(piece * 2000), tuple)
