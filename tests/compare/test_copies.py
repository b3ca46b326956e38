"""Copies, quotations and templates between two reports."""

import pytest
from retold import OTHER, STORY, chain, claim_of, telling

from reportedly.compare.copies import relation
from reportedly.compare.tellings import Telling

COPY = {"outlet": "Valley Bulletin", "published": "2025-02-06"}
DAILY = (
    "Northland lost {} soldiers in a day, the Southern Staff said on {}. It also lost {} tanks and {} guns, by the same count, and its planes flew "
    "{} times over the river. The Staff publishes its count every morning and has done so since the war began. Northland does not comment on it."
)
SENTENCES = STORY.split(". ")


def kind(one: Telling, other: Telling) -> tuple[str, tuple[str, ...]] | None:
    found = relation(one, other)
    assert (found is None) == (relation(other, one) is None)
    return (found.finding.kind, found.finding.reports) if found else None


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"A new headline over it\n\n{STORY}",
        f"Example Wire reports: {STORY}",
        ". ".join(SENTENCES[:2]) + ".",
        STORY.replace("120 prisoners", "210 prisoners"),
        STORY.replace("He had seen them march", "He had watched them being led"),
        STORY.replace("Thursday", "6 February"),
    ],
)
def test_an_edited_text_is_a_copy(text):
    origin, copy = telling(STORY), telling(text, **COPY)
    assert kind(origin, copy) in [
        ("copy", (origin.report.report_ref, copy.report.report_ref)),
        ("copy", (copy.report.report_ref, origin.report.report_ref)),
    ]


def test_another_text_is_no_copy():
    assert kind(telling(STORY), telling(OTHER, **COPY)) is None


def test_short_texts_are_copies_only_where_they_are_the_same():
    post = "Two drones were shot down near Zolk."
    assert kind(telling(post), telling(post, **COPY)) is not None
    assert kind(telling(post), telling("Two drones were shot down near Lunby.", **COPY)) is None


@pytest.mark.parametrize(
    ("days", "published"),
    [
        (("Thursday", "Friday"), ("2025-02-06", "2025-02-07")),
        (("Thursday", "Friday"), (None, None)),
        (("6 May", "7 May"), ("2025-05-06", "2025-05-07")),
    ],
)
def test_a_daily_report_in_yesterdays_words_is_no_copy(days, published):
    one = telling(DAILY.format(120, days[0], 4, 11, 31), published=published[0], ref="a")
    other = telling(DAILY.format(140, days[1], 4, 9, 12), published=published[1], ref="b")
    assert kind(one, other) is None


def test_a_template_without_days_is_no_copy_on_another_day():
    one, other = (DAILY.replace(" on {}", "").format(*numbers) for numbers in ((120, 4, 11, 31), (140, 4, 9, 31)))
    assert kind(telling(one, published="2025-02-06", ref="a"), telling(other, published="2025-02-07", ref="b")) is None


def test_an_outlet_that_prints_its_report_again_with_another_number_has_news():
    one, other = telling(STORY, ref="a"), telling(STORY.replace("45 soldiers", "47 soldiers"), published="2025-02-07", ref="b")
    assert kind(one, other) is None
    assert kind(one, telling(STORY, published="2025-02-07", ref="b")) is not None
    assert kind(one, telling(STORY.replace("45 soldiers", "47 soldiers"), ref="b")) is not None


def test_one_template_for_two_places_is_no_copy():
    text = "{} people were killed and {} wounded in {} over the past day, the head of the regional administration said. Rescuers are still at work."
    one, other = telling(text.format(3, 12, "Zolk"), ref="a"), telling(text.format(1, 7, "Lunby"), ref="b")
    assert kind(one, other) is None


def test_the_same_figures_on_the_next_day_are_a_copy():
    text = DAILY.format(120, "Thursday", 4, 11, 31)
    assert kind(telling(text), telling(text, outlet="Valley Bulletin", published="2025-02-07")) is not None


def test_the_earlier_report_is_the_origin_whichever_comes_first():
    early, late = telling(STORY, published="2025-02-05"), telling(STORY, **COPY)
    expected = ("copy", (early.report.report_ref, late.report.report_ref))
    assert kind(early, late) == kind(late, early) == expected
    assert relation(early, late).finding.rule == "copy-earlier"


def test_the_credited_report_is_the_origin_even_where_it_came_later():
    credited, crediting = telling(STORY, published="2025-02-07"), telling(f"(Example Wire) {STORY}", **COPY)
    found = relation(credited, crediting)
    assert found is not None
    assert (found.finding.rule, found.copy) == ("copy-credited", crediting)
    assert "which it credits" in found.finding.reason


def test_the_chain_of_a_claim_credits_too():
    text = f"{OTHER} {STORY} Thus the Example Wire. {OTHER}"
    plain, origin = telling(text, published="2025-02-05", outlet="Valley Bulletin"), telling(text, published="2025-02-06")
    assert relation(plain, origin).copy is origin
    claim = claim_of(plain.report, "Another 45 soldiers are still missing", chain("Example Wire", kind="outlet"))
    crediting = Telling(plain.report, lambda: (claim,))
    assert relation(crediting, origin).copy is crediting


def test_of_one_day_the_longer_is_the_origin():
    whole, cut = telling(STORY), telling(". ".join(SENTENCES[:3]), **COPY)
    assert relation(cut, whole).origin is whole


def test_hours_tell_which_came_first():
    late, early = (
        telling(STORY, published="2025-02-06T12:00:00+00:00"),
        telling(STORY, outlet="Valley Bulletin", published="2025-02-06T09:00:00+00:00"),
    )
    assert relation(late, early).origin is early


def test_a_third_of_another_text_is_quoted():
    passage = ". ".join(SENTENCES[1:3])
    origin, quoting = (telling(STORY), telling(f"{OTHER} {passage}. {OTHER} Nobody knows more.", outlet="Valley Bulletin", published="2025-02-07"))
    assert kind(origin, quoting) == ("quotes", (origin.report.report_ref, quoting.report.report_ref))
    assert "words of it in one run" in relation(origin, quoting).finding.reason


def test_a_shorter_run_is_a_quotation_only_where_it_is_credited():
    passage = "most of the prisoners looked tired and hungry as they were led through the market square"
    origin = telling(f"It was late. Of the men taken near the bridge, {passage}.")
    plain, crediting = (telling(f"{OTHER} {credit}{passage}.", outlet="Valley Bulletin", published="2025-02-07") for credit in ("", "Example Wire: "))
    assert kind(origin, plain) is None
    assert kind(origin, crediting) == ("quotes", (origin.report.report_ref, crediting.report.report_ref))


def test_the_same_speech_in_two_reports_is_no_quotation_of_one_by_the_other():
    speech = "“We will hold the bridge for as long as there is one of us left to hold it, and we will not leave our dead to it,” the mayor said."
    one, other = (telling(f"{opening} {speech}", ref=opening[:5], outlet=opening[:5]) for opening in (OTHER, STORY))
    assert kind(one, other) is None


def test_an_outlet_that_repeats_its_own_paragraph_quotes_nobody():
    passage = ". ".join(SENTENCES[1:3])
    assert kind(telling(STORY), telling(f"{OTHER} {passage}. {OTHER}", published="2025-02-08")) is None


@pytest.mark.parametrize("text", ["", "…", "a", "\x00" * 30, "7 " * 400])
def test_no_text_makes_it_raise(text):
    relation(telling(text), telling(STORY, **COPY))
    relation(telling(text), telling(text, **COPY))
