"""The making of a report."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import UnreadableInputError
from reportedly.read import Details, make_report

TEXT = "Two people were hurt when a drone fell on a depot near the town, the mayor said."


def test_a_text_alone_is_a_report() -> None:
    report = make_report(TEXT)
    assert (report.text, report.report_ref, report.language, report.outlet, report.published) == (TEXT, "text", "en", None, None)


def test_what_is_said_comes_before_the_head_and_the_head_before_defaults() -> None:
    text = f"outlet: Head\ndate: 2025-02-08\n\n{TEXT}"
    report = make_report(text, said=Details(outlet="Said"), defaults=Details("Default", "2020-01-01", "uk", title="Default"))
    assert (report.outlet, report.published, report.language, report.title) == ("Said", "2025-02-08", "uk", "Default")


def test_details_take_one_form() -> None:
    report = make_report(TEXT, said=Details(" The  Copper\nMail ", "8 February 2025", "en-GB", " https://mail.example/1 ", ""))
    assert (report.outlet, report.published, report.language, report.url, report.title) == (
        "The Copper Mail", "2025-02-08", "en", "https://mail.example/1", None,
    )  # fmt: skip


def test_the_id_is_the_hash_of_text_and_source() -> None:
    report = make_report(TEXT, "any", Details("Copper Mail", "2025-02-08"), own_id="a-1")
    canonical = json.dumps([TEXT, "Copper Mail", "a-1", "2025-02-08"], separators=(",", ":"), ensure_ascii=False)
    assert report.report_id == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_id_changes_with_the_source_and_not_with_the_place() -> None:
    first = make_report(TEXT, "a.txt", Details("Copper Mail", title="A"))
    assert make_report(TEXT, "b.txt", Details("Copper Mail", title="B", language="en")).report_id == first.report_id
    others = [Details("Quay Evening"), Details("Copper Mail", "2025-02-08"), Details("Copper Mail", url="https://mail.example/1")]
    assert len({first.report_id, *(make_report(TEXT, said=said).report_id for said in others)}) == 4


def test_a_url_makes_the_id_where_there_is_one() -> None:
    said = Details(url="https://mail.example/1")
    assert make_report(TEXT, said=said, own_id="a").report_id == make_report(TEXT, said=said, own_id="b").report_id


@pytest.mark.parametrize(("text", "reason"), [("", "no text"), (" \n\t\u00a0", "no text"), ("a\0b", "NUL"), ("a\ud800b", "surrogate")])
def test_a_text_that_cannot_be_stored_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnreadableInputError, match=reason):
        make_report(text)


@pytest.mark.parametrize("said", [Details(outlet="\ud800"), Details(title="a\0"), Details(url="http://\udfff.example")])
def test_details_that_cannot_be_stored_are_refused(said: Details) -> None:
    with pytest.raises(UnreadableInputError):
        make_report(TEXT, said=said)


@pytest.mark.parametrize("published", ["08/02/2025", "2025-02-30", "soon"])
def test_a_date_that_does_not_read_in_one_way_is_refused(published: str) -> None:
    with pytest.raises(UnreadableInputError, match="published"):
        make_report(TEXT, said=Details(published=published))


@given(st.text())
def test_a_text_is_never_altered(text: str) -> None:
    try:
        assert make_report(text).text == text
    except UnreadableInputError:
        assert text.strip() == "" or "\0" in text
