"""Times on a calendar, and which of a report's times a statement has."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.detect.documents import parse
from reportedly.detect.models import Model
from reportedly.detect.sentences import sentences
from reportedly.detect.times import times, times_in
from reportedly.records import Detection, Quantity, Report, Statement
from reportedly.resolve.calendars import Interval, Seen, interval
from reportedly.resolve.eras import eras_in
from reportedly.resolve.report_days import calendar_of, looks_ahead, stamp_in
from reportedly.resolve.times import Timing, when
from reportedly.spans import span

WEDNESDAY = date(2024, 5, 15)


def days(text: str, day: date = WEDNESDAY) -> tuple[str, str] | None:
    mention = max(times_in(text), key=lambda m: len(m.span.text))
    seen = Seen(day, looks_ahead(text, mention.span.start, mention.span.end), eras_in(text, day))
    found = interval(mention.rule, mention.span.text, seen)
    return (str(found.start or ""), str(found.end or "")) if found else None


@pytest.mark.parametrize("text", ["Since fighting erupted 105 soldiers have died.", "Armenia says 105 soldiers have died since the war began."])
def test_no_war_that_the_report_does_not_speak_of_is_meant(text: str) -> None:
    mentions = times_in(text)
    assert not mentions or days(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("A shell fell on Monday.", "2024-05-13", "2024-05-13"),
        ("A shell fell on Wednesday.", "2024-05-15", "2024-05-15"),
        ("A shell fell last Wednesday.", "2024-05-08", "2024-05-08"),
        ("Talks will begin on Monday.", "2024-05-20", "2024-05-20"),
        ("A shell fell yesterday and the day before yesterday.", "2024-05-13", "2024-05-14"),
        ("Today (12 May - ed.) a shell fell.", "2024-05-12", "2024-05-12"),
        ("Drones flew overnight into Tuesday.", "2024-05-13", "2024-05-14"),
        ("Drones flew on the night of April 29-30.", "2024-04-29", "2024-04-30"),
        ("Over the past 24 hours twelve fell.", "2024-05-14", "2024-05-15"),
        ("In the past three months twelve fell.", "2024-02-15", "2024-05-15"),
        ("Last week twelve fell.", "2024-05-06", "2024-05-12"),
        ("Over the past week twelve fell.", "2024-05-08", "2024-05-15"),
        ("Earlier this week twelve fell.", "2024-05-13", "2024-05-15"),
        ("Over the weekend twelve fell.", "2024-05-11", "2024-05-12"),
        ("In March twelve fell.", "2024-03-01", "2024-03-31"),
        ("In July twelve fell.", "2023-07-01", "2023-07-31"),
        ("In early March twelve fell.", "2024-03-01", "2024-03-10"),
        ("In late February twelve fell.", "2024-02-21", "2024-02-29"),
        ("On December 28 twelve fell.", "2023-12-28", "2023-12-28"),
        ("On 03.04.2024 twelve fell.", "2024-04-03", "2024-04-03"),
        ("From 3 April to 6 April twelve fell.", "2024-04-03", "2024-04-06"),
        ("Since April 3 twelve fell.", "2024-04-03", "2024-05-15"),
        ("By the end of 2025 they will have twelve.", "", "2025-12-31"),
        ("As of May 3 twelve had fallen.", "2024-05-03", "2024-05-03"),
        ("In the winter of 2022 twelve fell.", "2022-12-01", "2023-02-28"),
        ("In the first half of 2023 twelve fell.", "2023-01-01", "2023-06-30"),
        ("Since the start of the full-scale invasion twelve fell.", "2022-02-24", "2024-05-15"),
        ("It was the 812th day of the war.", "2024-05-15", "2024-05-15"),
    ],
)
def test_words_mean_days(text: str, start: str, end: str) -> None:
    assert days(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Several days ago twelve fell.",
        "Recently twelve fell.",
        "On 31 February twelve fell.",
        "On 00-00-00 twelve fell.",
        "On 2024-13-01 twelve fell.",
        "In the past few weeks twelve fell.",
        "It was the 4th day of the war.",
    ],
)
def test_words_that_mean_no_days(text: str) -> None:
    assert days(text) is None


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2024-05-01", "2024-05-01", 1),
        ("2024-05-01", "2024-05-02", 2),
        ("2024-05-06", "2024-05-12", 3),
        ("2024-05-01", "2024-05-31", 4),
        ("2024-01-01", "2024-12-31", 5),
    ],
)
def test_precision_is_that_of_the_interval(start: str, end: str, precision: int) -> None:
    assert Interval(date.fromisoformat(start), date.fromisoformat(end)).precision == precision


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published May 3 2024 A shell fell.", "2024-05-03"),
        ("Last updated at Feb 092015 CITY Twelve fell.", "2015-02-09"),
        ("07.08.22 19:40 - Shelling of a town.", "2022-08-07"),
        ("   Lima, 6 Nov 88 (AGENCY) -- Twelve fell.", "1988-11-06"),
    ],
)
def test_a_printed_day_is_the_reports_own(text: str, day: str) -> None:
    found = stamp_in(text)
    assert found is not None
    assert str(found[1]) == day


@pytest.mark.parametrize("text", ["A war that began in May 2011 goes on.", "On 3 May 2024 a shell fell.", "No day at all."])
def test_a_day_in_the_telling_is_no_stamp(text: str) -> None:
    assert stamp_in(text) is None


@pytest.mark.parametrize("impossible", ["00-00-00", "2024-13-01", "31.02.2024"])
def test_a_day_that_no_calendar_has_stands_beside_a_stamp(impossible: str) -> None:
    text = f"Published May 3 2024 Twelve fell ({impossible})."
    calendar = calendar_of(Detection(Report("r", "r", text), times=times_in(text)))
    assert calendar.day == date(2024, 5, 3)
    assert [m.span.text for m in calendar.mentions] == []


def timing(text: str, number: str, model: Model, published: str | None = "2024-05-15") -> Timing:
    report = Report("r", "r", text, published=published)
    document = parse(report, model)
    said = sentences(document)
    at = text.index(number)
    words = span(text, at, at + len(number))
    sentence = next(s for s in said if s.start <= at < s.end)
    statement = Statement(sentence, sentence, None, Quantity(words))
    detection = Detection(report, said, (), (), times(document), (), (statement,))
    assert when(statement, detection) == when(statement, detection, calendar_of(detection))
    return when(statement, detection)


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        ("Twelve men died on Monday, an officer said on Tuesday.", "Twelve", "2024-05-13", "2024-05-13"),
        ("A blast hit a market on Monday. The blast killed nine men.", "nine", "2024-05-13", "2024-05-13"),
        ("Nine men died in a blast. It hit a market on Monday.", "Nine", "2024-05-13", "2024-05-13"),
        ("The war began in March 2011. It has cost the lives of 90,000 people.", "90,000", "2011-03-01", "2024-05-15"),
        ("He said that 30 died in March and that 75 have died over the past 12 months.", "75", "2023-05-15", "2024-05-15"),
    ],
)
def test_a_statement_takes_the_time_of_its_event(text: str, number: str, start: str, end: str, model: Model) -> None:
    found = timing(text, number, model).date
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Twelve men died, an officer said on Tuesday.", "Twelve"),
        ("A blast hit a market on Monday. Meanwhile, 40 men remain in the town.", "40"),
        ("A blast hit a market on Monday. By his count, 4,000 soldiers have died.", "4,000"),
        ("A blast hit a market on Monday. Some 500 soldiers are still in the town.", "500"),
    ],
)
def test_a_statement_takes_no_time_of_another_event(text: str, number: str, model: Model) -> None:
    assert timing(text, number, model).date is None


def test_without_any_day_only_a_full_date_counts(model: Model) -> None:
    assert timing("Nine men died on Monday.", "Nine", model, None).date is None
    full = timing("Nine men died on 3 May 2024.", "Nine", model, None).date
    assert full is not None
    assert (full.start, full.anchor, full.date_prec) == ("2024-05-03", "stated", 1)


def test_the_day_that_a_gloss_calls_today_is_the_day_of_speaking(model: Model) -> None:
    text = "They went on yesterday and took 3 hills. Today (12 May - ed.) they took 5."
    assert timing(text, "3", model).date == timing(text, "3", model, "2024-05-14").date
    found = timing(text, "3", model).date
    assert found is not None
    assert (found.start, found.anchor) == ("2024-05-11", "spoken")


@pytest.mark.parametrize(
    ("text", "number", "start", "end", "as_of"),
    [
        ("Since 3 May 12 men have died there, as of 9 May.", "12", "2024-05-03", "2024-05-09", "2024-05-09"),
        ("As of 9 May, 12 men have died there since 3 May.", "12", "2024-05-03", "2024-05-09", "2024-05-09"),
        ("Since 3 May 12 men have died there.", "12", "2024-05-03", "2024-05-15", "2024-05-15"),
        ("As of 9 May, 12 men have died there.", "12", "2024-05-09", "2024-05-09", "2024-05-09"),
        ("Since 3 May 12 men have died there. As of 9 May, 4 were missing.", "12", "2024-05-03", "2024-05-15", "2024-05-15"),
    ],
)
def test_a_count_has_its_beginning_and_its_end_from_one_sentence(text: str, number: str, start: str, end: str, as_of: str, model: Model) -> None:
    found = timing(text, number, model)
    assert found.date is not None
    assert (found.date.start, found.date.end, found.as_of) == (start, end, as_of)
    assert text[found.evidence["as_of"].start : found.evidence["as_of"].end] == found.evidence["as_of"].text


@given(
    st.lists(
        st.sampled_from([*"0123456789-/., ()", "May", "Monday", "since ", " to ", "99th day of the war", "last ", "years ago", "winter", "3000"]),
        max_size=25,
    ).map("".join)
)
def test_no_words_raise(text: str) -> None:
    for mention in times_in(text):
        found = interval(mention.rule, mention.span.text, Seen(WEDNESDAY))
        assert found is None or found.start is None or found.end is None or found.start <= found.end


def test_a_beginning_that_opens_a_story_dates_nothing_of_it(model: Model) -> None:
    assert timing("It was the deadliest attack since 2019, when forty men were killed.", "forty", model).date is None
    assert timing("Since 2019, forty men were killed.", "forty", model).date is not None
